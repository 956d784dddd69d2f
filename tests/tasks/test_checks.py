"""The cases of tests/cases/dates_of_tasks.md: what a person should check about the dates of tasks."""

from __future__ import annotations

import pytest

import vbparse
from tests.casefile import Case, case_ids, read_cases
from tests.tasks.test_cases import FOOT, HEAD

CASES = read_cases("dates_of_tasks.md")
DOUBTFUL = {"DEADLINE_CONFLICT", "DEADLINE_CASCADE_BROKEN", "DEADLINE_OUTSIDE_PLAN_YEAR"}


def _is_about_dates(code: str) -> bool:
    return code.startswith(("DEADLINE_", "DATE_YEAR", "REPORT_", "RECURRENCE_"))


@pytest.mark.parametrize("case", CASES, ids=case_ids(CASES))
def test_findings_about_the_dates_of_a_short_plan(case: Case) -> None:
    plan = vbparse.parse((HEAD + case.text + FOOT).encode(), name="case.txt")

    found = [f"{one.code} at {', '.join(one.nodes)}" for one in plan.diagnostics if _is_about_dates(one.code)]
    assert "\n".join(found) == case.expected


def test_a_task_with_a_doubtful_date_is_marked_for_review() -> None:
    (case,) = (case for case in CASES if "compiling office must report first" in case.title)
    plan = vbparse.parse((HEAD + case.text + FOOT).encode(), name="case.txt")

    assert {task.id: DOUBTFUL & set(task.review) for task in plan.tasks} == {
        "I.1.b1": {"DEADLINE_CASCADE_BROKEN"},
        "I.2.b1": set(),
    }
