"""What is marked and changed on the review page becomes the right corrections."""

from __future__ import annotations

from functools import cache

import pytest

import vbparse
from tests.clirunner import SAMPLE
from vbparse.export.tasks import task_rows
from vbparse.plan.model import PlanDocument, Task
from vbparse.revise.apply import Corrected, apply
from vbparse.revise.corrections import (
    MarkText,
    MarkTime,
    MarkUnit,
    Operation,
    SetTask,
    SetTime,
    Unmark,
    make_correction,
)
from vbparse.serve.changes import operations
from vbparse.serve.dates import set_due
from vbparse.serve.refusals import Refused

REPORT = "III.1.b4#1"


@cache
def plan() -> PlanDocument:
    """Read plan 70 once."""
    return PlanDocument.model_validate_json(vbparse.parse(str(SAMPLE)).model_dump_json())


def fields(words: str, what: str, **more: str) -> dict[str, list[str]]:
    """Fill in the form that marks words (their last place in the text)."""
    start = plan().text.rindex(words)
    given = {"do": "mark", "start": str(start), "end": str(start + len(words)), "what": what, "task": REPORT, **more}
    return {name: [value] for name, value in given.items()}


def done(made: list[Operation]) -> Corrected:
    """Apply operations; all of them fit."""
    source = plan()
    corrected = apply(source, [make_correction(one, source, who="A", when="2024-05-20T08:00:00+07:00") for one in made])
    assert corrected.unfit == ()
    return corrected


def task_of(corrected: Corrected, task: str = REPORT) -> Task:
    return next(one for one in corrected.plan.tasks if one.id == task)


def test_words_that_are_a_mention_already_are_evidence_of_it() -> None:
    made = operations(plan(), fields("UBND quận đề nghị", "report_to", replace=""))
    (change,) = made
    assert isinstance(change, MarkUnit)
    assert change.quote.text == "UBND quận"  # the mention in the words, not the verb after it
    task = task_of(done(made))
    names = {unit.id: unit.name for unit in plan().units}
    assert change.unit in {names.get(unit) for unit in task.report_to}


def test_words_of_no_mention_name_a_unit_with_what_is_typed() -> None:
    made = operations(plan(), fields("bình đẳng giới, vì", "cooperate", unit="Phòng Tư pháp"))
    corrected = done(made)
    names = {unit.id: unit.name for unit in corrected.plan.units}
    assert "Phòng Tư pháp quận Hà Đông" in [names[unit] for unit in task_of(corrected).cooperate]


def test_what_is_marked_already_is_replaced_only_when_asked() -> None:
    form = fields("Ủy ban Mặt trận Tổ quốc, các", "lead")
    with pytest.raises(Refused) as refused:
        operations(plan(), form)
    assert refused.value.phrase == "marked_already"
    made = operations(plan(), {**form, "replace": ["yes"], "unit": ["Hội Nông dân"]})
    assert {type(one) for one in made} == {Unmark, MarkUnit}
    done(made)


def test_a_time_of_another_role_becomes_the_deadline() -> None:
    made = operations(plan(), fields("từ ngày 15/11 đến 15/12/2024", "deadline"))
    assert [type(one) for one in made] == [SetTime, SetTime, MarkTime]
    assert "2024-12-15" in task_of(done(made)).due


def test_words_without_a_day_need_one() -> None:
    with pytest.raises(Refused, match="which_day"):
        operations(plan(), fields("trên địa bàn quận", "deadline"))
    made = operations(plan(), fields("trên địa bàn quận", "deadline", day="2024-06-01"))
    assert "2024-06-01" in task_of(done(made)).due


def test_products_and_boxes_are_kept() -> None:
    made = operations(plan(), fields("kết quả thực hiện năm 2024", "deliverables", box="4,100,200,300,214.5"))
    (change,) = made
    assert isinstance(change, MarkText)
    assert change.quote.regions[0].bbox == pytest.approx((100, 200, 300, 214.5))
    assert "kết quả thực hiện năm 2024" in task_of(done(made)).deliverables


@pytest.mark.parametrize(
    "wrong",
    [
        {"start": "5", "end": "5"},
        {"start": "-9", "end": "-2"},
        {"start": "x"},
        {"what": "nothing"},
        {"task": "no such task"},
        {"box": "99,0,0,1,1"},
        {"box": "1,nan,0,1,1"},
        {"box": "1,0,0"},
        {"task": "", "what": "lead"},
    ],
)
def test_forms_that_say_nothing_sensible_are_refused(wrong: dict[str, str]) -> None:
    form = {**fields("bình đẳng giới, vì", "cooperate"), **{name: [value] for name, value in wrong.items()}}
    with pytest.raises((ValueError, KeyError)):
        operations(plan(), form)


def filled(task: str, **more: list[str]) -> dict[str, list[str]]:
    """Fill in a task's form as it is shown."""
    from vbparse.export.tasks import task_rows, values

    row = next(row for row in task_rows(plan()) if row.task.id == task)
    shown = {slot: list(values(given)) for slot, given in row.slots().items() if slot != "deadlines"}
    rest = {"rrule": list(values(row.rrule)), "deliverables": list(row.task.deliverables)}
    return {"do": ["task"], "task": [task], **shown, **rest, **more}


def test_a_day_changed_beside_its_phrase_sets_the_phrase_right() -> None:
    assert operations(plan(), filled(REPORT)) == []
    made = operations(plan(), filled(REPORT, **{"day:t23": ["2024-05-22"]}))
    assert {type(one) for one in made} == {SetTime}
    corrected = done(made)
    assert task_of(corrected).due == ("2024-05-22",)
    time = next(one for one in corrected.plan.times if one.id == "t23")
    assert (time.start_date, time.due) == ("2024-05-23", "2024-05-22")


def test_a_day_that_heirs_have_too_is_changed_for_all_or_for_one() -> None:
    heirs = {task.id for task in plan().tasks if any(given.value == "t38" for given in task.inherited)}
    assert len(heirs) > 1
    one = min(heirs)
    form = filled(one, **{"day:t38": ["2024-05-21"]})
    from vbparse.export.tasks import task_rows

    corrected = done(operations(plan(), form))
    due = {row.task.id: {day.value for day in row.due} for row in task_rows(corrected.plan)}
    assert all("2024-05-21" in due[task] for task in heirs)
    made = operations(plan(), {**form, "alone": ["t38"]})
    assert {type(change) for change in made} == {SetTask}
    due = {row.task.id: {day.value for day in row.due} for row in task_rows(done(made).plan)}
    assert [task for task in heirs if "2024-05-21" in due[task]] == [one]


def test_a_phrase_without_a_day_is_no_deadline_of_the_task() -> None:
    made = operations(plan(), filled(REPORT, **{"day:t23": [""], "due": ["2024-06-03"]}))
    task = task_of(done(made))
    assert (task.due, task.deadlines) == (("2024-06-03",), ())


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("ngày 20 hằng tháng", "FREQ=MONTHLY;BYMONTHDAY=20"),
        ("hằng quý", "FREQ=MONTHLY;INTERVAL=3"),
        ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY;BYDAY=MO"),
    ],
)
def test_a_recurrence_is_written_in_words_or_as_a_rule(written: str, rule: str) -> None:
    (change,) = [one for one in operations(plan(), task_form(rrule=written)) if isinstance(one, SetTask)]
    assert (change.field, change.new) == ("rrule", (rule,))
    assert [*task_of(done([change])).rrule] == [rule]


@pytest.mark.parametrize("written", ["khi có yêu cầu", "FREQ=FOO", "FREQ=MONTHLY;BYMONTHDAY=99"])
def test_words_that_tell_no_recurrence_are_refused(written: str) -> None:
    with pytest.raises(Refused) as refused:
        operations(plan(), task_form(rrule=written))
    assert (refused.value.phrase, refused.value.values) == ("which_rule", {"words": written})


def task_form(**changed: str) -> dict[str, list[str]]:
    """Fill in the form of a task as it is shown, but for what is changed."""
    row = next(row for row in task_rows(plan()) if row.task.id == REPORT)
    form: dict[str, list[str]] = {slot: [given.value for given in values] for slot, values in row.slots().items()}
    form |= {"deliverables": list(row.task.deliverables), "modality": [row.task.modality]}
    return {**form, "do": ["task"], "task": [REPORT], **{name: [value] for name, value in changed.items()}}


def test_a_day_at_the_end_of_the_calendar_is_taken() -> None:
    time = next(time for time in plan().times if time.due)
    assert done(set_due(plan(), time, "9999-12-31")).plan.times
