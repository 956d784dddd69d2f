"""Which slots of tasks the trained model may fill."""

from __future__ import annotations

import pytest

from vbparse.entities.model import Mention, Unit
from vbparse.tasks.model import Task
from vbparse.tasks.second_opinion import with_roles
from vbparse.textmap import Span

UNIT = Mention(Span(10, 20), "I.1", Unit("Nghiệp đoàn Bốc xếp"), "model", 0.99)
OTHER = Mention(Span(30, 40), "I.1", Unit("Sở Nội vụ"), "body")
TASK = Task("I.1", Span(0, 60))


def test_an_empty_lead_is_filled_and_told() -> None:
    (task,), findings = with_roles((TASK,), [UNIT], {UNIT.span: (("lead", 0.95), ("report_to", 0.2))})

    assert task.lead == (UNIT,)
    assert [(one.code, one.span, one.values["role"]) for one in findings] == [("ROLE_FROM_MODEL", UNIT.span, "lead")]


@pytest.mark.parametrize(
    "task",
    [
        TASK._replace(lead=(OTHER,)),  # somebody leads
        TASK._replace(cooperate=(OTHER,)),  # the rules saw that nobody leads
        TASK._replace(report_to=(UNIT,)),  # the rules gave it another part
        Task("I.2", Span(70, 90)),  # the mention stands elsewhere
    ],
)
def test_the_rules_are_not_overruled(task: Task) -> None:
    assert with_roles((task,), [UNIT, OTHER], {UNIT.span: (("lead", 0.99),)}) == ((task,), ())


def test_an_unsure_role_is_dropped() -> None:
    assert with_roles((TASK,), [UNIT], {UNIT.span: (("lead", 0.7),)}) == ((TASK,), ())


def test_without_roles_the_tasks_are_the_same() -> None:
    tasks = (TASK,)

    assert with_roles(tasks, [UNIT], {})[0] is tasks
