"""Each operation on plan 70: what it changes, what it does not fit, how it is taken back and applied again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from tests.revise.readings import WHEN, WHO, moved, names, plan70, renumbered, said
from tests.revise.test_properties import check_whole
from vbparse.plan.model import Region
from vbparse.revise import corrections as ops
from vbparse.revise import making
from vbparse.revise.apply import Corrected, apply
from vbparse.revise.corrections import Correction, Corrections, make_correction
from vbparse.revise.digests import plan_digest

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Task

PLAN = plan70()


def due_task() -> Task:
    (found,) = [task for task in PLAN.tasks if task.due == ("2024-05-24",)]
    return found


def corrected(*changes: ops.Operation, plan: PlanDocument = PLAN) -> Corrected:
    found = apply(plan, said(PLAN, *changes))
    check_whole(found.plan)
    return found


def same_id(found: Corrected, task: Task) -> Task:
    return next(one for one in found.plan.tasks if one.id == task.id)


def reasons(found: Corrected) -> list[str]:
    return [one.reason for one in found.unfit]


# -- values of tasks ------------------------------------------------------------------------------------------


def test_a_lead_is_set_with_units_that_the_plan_has_and_has_not() -> None:
    task = due_task()
    change = making.set_task(PLAN, task.id, "lead", ["phòng tư pháp", "UBND phường Vạn Phúc"])
    found = corrected(change)
    new = same_id(found, task)

    assert change.new == ("Phòng Tư pháp quận Hà Đông", "Ủy ban nhân dân phường Vạn Phúc")
    assert names(found.plan, new.lead) == list(change.new)
    assert new.lead[0] in {unit.id for unit in PLAN.units}
    entered = found.plan.units[-1]
    assert (entered.id, entered.kind, entered.level) == ("uy-ban-nhan-dan-phuong-van-phuc", "ubnd", "commune")
    assert entered.admin is not None
    assert entered.admin.code == "09544"
    assert all(given.slot != "lead" for given in new.inherited)
    assert [(touch.target, touch.field) for touch in found.touched] == [(task.id, "lead")]
    others = [one for one in found.plan.tasks if one.id != task.id]
    assert others == [one for one in PLAN.tasks if one.id != task.id]


def test_who_changed_what_stands_in_the_plan() -> None:
    task = due_task()
    found = corrected(making.set_task(PLAN, task.id, "due", ["2024-05-25"]))
    (remark,) = [finding for finding in found.plan.diagnostics if finding.code == "CORRECTED"]

    assert remark.severity == "info"
    assert remark.nodes == (task.node,)
    assert WHO in remark.message.vi
    assert f"thời hạn của {task.id}: 2024-05-24 → 2024-05-25" in remark.message.vi
    assert f"due days of {task.id}: 2024-05-24 → 2024-05-25" in remark.message.en


def test_a_day_that_is_set_puts_aside_the_deadline_that_says_another() -> None:
    task = due_task()
    new = same_id(corrected(making.set_task(PLAN, task.id, "due", ["2024-05-25"])), task)

    assert new.due == ("2024-05-25",)
    assert new.deadlines == ()
    assert "deadlines" not in new.mentions


def test_a_value_that_answers_a_review_mark_takes_it_away() -> None:
    task = next(task for task in PLAN.tasks if "ADDRESSEE_MISSING" in task.review)
    found = corrected(making.set_task(PLAN, task.id, "report_to", ["UBND quận Hà Đông"]))

    assert "ADDRESSEE_MISSING" not in same_id(found, task).review


@pytest.mark.parametrize(
    ("field", "new"),
    [
        ("cooperate", ["các phòng, ban"]),
        ("advise_to", ["Chủ tịch UBND quận"]),
        ("rrule", ["FREQ=MONTHLY;BYMONTHDAY=14"]),
        ("deliverables", ["kế hoạch", "báo cáo"]),
        ("action", "báo cáo"),
        ("period", None),
        ("modality", "request"),
    ],
)
def test_each_field_of_a_task_can_be_set(field: Any, new: Any) -> None:
    task = due_task()
    found = corrected(making.set_task(PLAN, task.id, field, new))

    assert reasons(found) == []
    value = getattr(same_id(found, task), field)
    assert value == (tuple(new) if isinstance(new, list) else new) or field in ops.UNIT_SLOTS


def test_a_date_that_was_misread_changes_in_every_task_that_has_it() -> None:
    task = due_task()
    (time,) = task.deadlines
    found = corrected(making.set_time(PLAN, time, "due", "2024-05-25"))
    new = next(one for one in found.plan.times if one.id == time)

    assert same_id(found, task).due == ("2024-05-25",)
    assert same_id(found, task).deadlines == (time,)
    assert (new.due, new.confidence) == ("2024-05-25", 1.0)


def test_a_time_that_is_no_deadline_leaves_its_tasks() -> None:
    task = due_task()
    found = corrected(making.set_time(PLAN, task.deadlines[0], "role", "event"))

    assert same_id(found, task).due == ()
    assert same_id(found, task).deadlines == ()


# -- tasks -----------------------------------------------------------------------------------------------------


def test_a_task_is_split_and_each_part_has_what_its_words_say() -> None:
    task = due_task()
    (time,) = (one for one in PLAN.times if one.id in task.deadlines)
    at = task.evidence.start + task.text.index(" ", time.evidence.start - task.evidence.start - 40)
    found = corrected(making.split_at(PLAN, task.id, at))
    first, second = (one for one in found.plan.tasks if one.id in {task.id, f"{task.id}.2", f"{task.id}#1.2"})

    assert first.id == task.id
    assert f"{first.text} {second.text}" == task.text
    assert (first.due, second.due) == ((), ("2024-05-24",))
    assert first.lead == second.lead == task.lead
    assert set(second.evidence.regions) < set(task.evidence.regions)
    assert {region for part in (first, second) for region in part.evidence.regions} == set(task.evidence.regions)
    assert [one.id for one in found.plan.tasks if one.id not in {first.id, second.id}] == [
        one.id for one in PLAN.tasks if one.id != task.id
    ]


def test_tasks_are_joined() -> None:
    first, second = (task for task in PLAN.tasks if task.node == "II.1.b3")
    found = corrected(making.join(PLAN, second.id, first.id))
    joined = same_id(found, first)

    assert joined.text == f"{first.text}; {second.text}"
    assert second.id not in {task.id for task in found.plan.tasks}
    assert set(joined.evidence.regions) == {*first.evidence.regions, *second.evidence.regions}


def test_tasks_with_others_between_them_are_not_joined() -> None:
    found = corrected(making.join(PLAN, PLAN.tasks[0].id, PLAN.tasks[2].id))

    assert reasons(found) == ["apart"]


def test_a_task_is_added_where_its_words_stand() -> None:
    start = PLAN.text.index("Nâng cao hiệu quả quản lý nhà nước")
    end = PLAN.text.index(";", start)
    change = ops.AddTask(quote=making.quote(PLAN, start, end), lead=("Phòng Tư pháp",), due=("2024-12-31",))
    found = corrected(change)
    new = found.plan.tasks[0]

    assert new.node == "I.2"
    assert new.id == f"I.2#{said(PLAN, change)[0].id}"
    assert new.text == PLAN.text[start:end]
    assert names(found.plan, new.lead) == ["Phòng Tư pháp quận Hà Đông"]
    assert new.due == ("2024-12-31",)
    assert new.evidence.regions
    assert found.plan.tasks[1:] == PLAN.tasks
    again = apply(PLAN, said(PLAN, change, change))
    assert [one.reason for one in again.unfit] == ["overlaps"]


def test_a_task_is_dropped_and_no_task_repeats_it_any_more() -> None:
    first, second = PLAN.tasks[0], PLAN.tasks[1].model_copy(update={"same_as": (PLAN.tasks[0].id,)})
    plan = PLAN.model_copy(update={"tasks": (first, second)})
    found = corrected(ops.DropTask(task=making.task_ref(plan, first.id)), plan=plan)

    assert [task.id for task in found.plan.tasks] == [second.id]
    assert found.plan.tasks[0].same_as == ()


def test_a_task_stands_elsewhere_and_stays_the_same_task() -> None:
    task = PLAN.tasks[0]
    words = making.quote(PLAN, task.evidence.start, PLAN.text.index(";", task.evidence.start))
    new = same_id(corrected(ops.SetText(task=making.task_ref(PLAN, task.id), quote=words)), task)

    assert task.text.startswith(f"{new.text};")


# -- words on the page -------------------------------------------------------------------------------------------


def test_words_that_name_a_unit_are_marked_for_a_task() -> None:
    task = next(task for task in PLAN.tasks if not task.lead and "gia đình" in task.text)
    start = task.evidence.start + task.text.index("gia đình")
    quote = making.quote(PLAN, start, start + len("gia đình"))
    change = ops.MarkUnit(quote=quote, unit="Các gia đình", task=making.task_ref(PLAN, task.id), slot="lead")
    found = corrected(change)
    new = same_id(found, task)
    (mention,) = (one for one in found.plan.unit_mentions if one.id in new.mentions["lead"])

    assert names(found.plan, new.lead) == ["Các gia đình"]
    assert mention.evidence.text == "gia đình"
    assert (mention.node, mention.confidence) == (task.node, 1.0)
    assert [one.id for one in found.plan.unit_mentions] != [one.id for one in PLAN.unit_mentions]
    assert mention.evidence.regions


def test_boxes_that_a_person_drew_count_on_the_document_they_were_drawn_on() -> None:
    task = PLAN.tasks[0]
    drawn = Region(page=1, bbox=(1.0, 2.0, 3.0, 4.0))
    quote = making.quote(PLAN, task.evidence.start, task.evidence.start + 20, regions=[drawn])
    change = ops.SetText(task=making.task_ref(PLAN, task.id), quote=quote)

    assert same_id(corrected(change), task).evidence.regions == (drawn,)
    other = moved(PLAN, "", sha256="1" * 64)
    assert drawn not in same_id(corrected(change, plan=other), task).evidence.regions


def test_words_of_another_mention_are_not_marked() -> None:
    mention = PLAN.unit_mentions[5]
    quote = making.quote(PLAN, mention.evidence.start, mention.evidence.end - 2)

    assert reasons(corrected(ops.MarkUnit(quote=quote, unit="Phòng Tư pháp"))) == ["overlaps"]


def test_words_that_tell_a_time_are_a_deadline() -> None:
    task = PLAN.tasks[0]
    quote = making.quote(PLAN, task.evidence.start, task.evidence.start + len("Tiếp tục"))
    change = ops.MarkTime(quote=quote, due="2024-06-30", task=making.task_ref(PLAN, task.id))
    found = corrected(change)
    new = same_id(found, task)

    assert new.due == ("2024-06-30",)
    (time,) = (one for one in found.plan.times if one.id in new.deadlines)
    assert (time.role, time.evidence.text) == ("deadline", "Tiếp tục")
    starts = [one.evidence.start for one in found.plan.times]
    assert starts == sorted(starts)


def test_words_are_a_product_or_a_period() -> None:
    task = PLAN.tasks[0]
    quote = making.quote(PLAN, task.evidence.start, task.evidence.start + len("Tiếp tục"))
    ref = making.task_ref(PLAN, task.id)
    found = corrected(
        ops.MarkText(task=ref, field="deliverables", quote=quote), ops.MarkText(task=ref, field="period", quote=quote)
    )
    new = same_id(found, task)

    assert new.deliverables == (*task.deliverables, "Tiếp tục")
    assert new.period == "Tiếp tục"


def test_a_mention_that_is_none_takes_from_tasks_what_they_have_from_it_alone() -> None:
    task = due_task()
    found = corrected(ops.Unmark(kind="time", mark=making.mark_ref(PLAN, task.deadlines[0])))

    assert same_id(found, task).due == ()
    assert len(found.plan.times) == len(PLAN.times) - 1
    led = next(task for task in PLAN.tasks if task.mentions.get("cooperate") and len(task.cooperate) > 1)
    gone = next(one for one in PLAN.unit_mentions if one.id == led.mentions["cooperate"][0])
    found = corrected(ops.Unmark(kind="unit", mark=making.mark_ref(PLAN, gone.id)))
    assert gone.unit not in same_id(found, led).cooperate
    assert len(same_id(found, led).cooperate) == len(led.cooperate) - 1


# -- names, letterhead ---------------------------------------------------------------------------------------------


def test_a_unit_has_another_name_wherever_it_is_named() -> None:
    task = due_task()
    found = corrected(making.set_unit(PLAN, task.lead[0], "Phòng Nội vụ và Lao động quận Hà Đông"))

    assert names(found.plan, same_id(found, task).lead) == ["Phòng Nội vụ và Lao động quận Hà Đông"]
    assert len(found.plan.units) == len(PLAN.units)


def test_a_unit_that_is_another_of_the_plan_becomes_one_with_it() -> None:
    task = due_task()
    old = task.lead[0]
    found = corrected(making.set_unit(PLAN, old, "Phòng Tư pháp quận Hà Đông"))

    assert same_id(found, task).lead == ("phong-tu-phap-quan-ha-dong",)
    assert old not in {unit.id for unit in found.plan.units}
    assert len(found.plan.unit_mentions) == len(PLAN.unit_mentions)


def test_fields_of_the_letterhead_are_set() -> None:
    found = corrected(
        making.set_header(PLAN, "code", "71/KH-UBND"),
        making.set_header(PLAN, "date", "2024-02-XX"),
        making.set_header(PLAN, "type", "Quyết định"),
        making.set_header(PLAN, "issuer", "UBND thành phố Hà Nội"),
        making.set_header(PLAN, "signature.position", "Chủ tịch"),
    )
    header = found.plan.header

    assert (header.code, header.number, header.symbol) == ("71/KH-UBND", "71", "KH-UBND")
    assert (header.date, header.type, header.type_code) == ("2024-02-XX", "Quyết định", "QĐ")
    assert header.issuer is not None
    assert (header.issuer.name, header.issuer.unit) == (
        "Ủy ban nhân dân thành phố Hà Nội",
        "uy-ban-nhan-dan-thanh-pho-ha-noi",
    )
    assert header.confidence["code"] == 1.0
    assert found.plan.signature is not None
    assert found.plan.signature.position == "Chủ tịch"
    assert found.plan.plan_id == PLAN.plan_id


# -- undo, approvals -----------------------------------------------------------------------------------------------


def test_an_undo_takes_back_and_one_of_an_undo_brings_back() -> None:
    task = due_task()
    done = said(PLAN, making.set_task(PLAN, task.id, "due", ["2024-05-25"]))
    undo = make_correction(ops.Undo(correction=done[0].id), PLAN, who=WHO, when=WHEN)
    redo = make_correction(ops.Undo(correction=undo.id), PLAN, who=WHO, when=WHEN)

    assert apply(PLAN, [*done, undo]).plan == PLAN
    assert apply(PLAN, [*done, undo]).undone == {done[0].id}
    assert same_id(apply(PLAN, [*done, undo, redo]), task).due == ("2024-05-25",)
    assert reasons(apply(PLAN, [undo])) == ["unknown"]


def test_an_approval_holds_until_something_changes() -> None:
    task = next(task for task in PLAN.tasks if task.review)
    approval = making.approve(PLAN, "approved", task.id)
    found = corrected(approval)

    assert found.tasks[task.id].who == WHO
    assert same_id(found, task).review == ()
    assert same_id(found, task).confidence == 1.0
    assert [finding.code for finding in found.plan.diagnostics if "duyệt" in finding.message.vi] == ["APPROVED"]
    changed = corrected(approval, making.set_task(PLAN, task.id, "modality", "request"))
    assert dict(changed.tasks) == {}
    assert reasons(changed) == ["changed"]
    assert same_id(changed, task).review == task.review


def test_a_plan_is_approved_as_it_is_shown() -> None:
    change = making.set_task(PLAN, due_task().id, "due", ["2024-05-25"])
    shown = corrected(change).plan
    found = corrected(change, making.approve(shown, "done"))

    assert found.whole is not None
    assert (found.whole.state, found.whole.who) == ("done", WHO)
    assert all(task.review == () for task in found.plan.tasks)
    assert plan_digest(found.plan) == plan_digest(shown)
    assert corrected(making.approve(shown, "done")).whole is None


# -- read anew -----------------------------------------------------------------------------------------------------


def all_kinds() -> list[ops.Operation]:
    task, other = due_task(), PLAN.tasks[0]
    start = PLAN.text.index("Nâng cao hiệu quả quản lý nhà nước")
    return [
        making.set_task(PLAN, task.id, "lead", ["Phòng Tư pháp"]),
        making.set_time(PLAN, task.deadlines[0], "due", "2024-05-25"),
        making.split_at(PLAN, other.id, other.evidence.start + other.text.index(";") + 1),
        ops.AddTask(quote=making.quote(PLAN, start, PLAN.text.index(";", start))),
        making.set_header(PLAN, "title", "Bình đẳng giới năm 2024"),
        ops.DropTask(task=making.task_ref(PLAN, PLAN.tasks[3].id)),
    ]


def test_corrections_fit_where_the_text_has_moved() -> None:
    plan = moved(PLAN, "Văn bản đến số 12\n", sha256="1" * 64)
    one, other = corrected(*all_kinds()), corrected(*all_kinds(), plan=plan)

    assert reasons(other) == []
    assert plan_digest(one.plan) == plan_digest(other.plan)
    assert [task.id for task in one.plan.tasks] == [task.id for task in other.plan.tasks]


def test_corrections_fit_where_ids_have_moved() -> None:
    task = due_task()
    plan = renumbered(PLAN, task.node, "III.1.b9")
    found = corrected(making.set_task(PLAN, task.id, "lead", ["Phòng Tư pháp"]), plan=plan)

    assert reasons(found) == []
    assert [touch.target.partition("#")[0] for touch in found.touched] == ["III.1.b9"]


def test_what_a_later_version_reads_as_corrected_is_no_misfit() -> None:
    task = due_task()
    change = making.set_task(PLAN, task.id, "due", ["2024-05-25"])
    read = apply(PLAN, said(PLAN, change)).plan

    assert reasons(apply(read, said(PLAN, change))) == []


def test_what_does_not_fit_any_more_is_told_with_what_is_there() -> None:
    task = due_task()
    change = making.set_task(PLAN, task.id, "due", ["2024-05-25"])
    other = PLAN.model_copy(
        update={
            "tasks": tuple(
                one.model_copy(update={"due": ("2024-06-01",)}) if one is task else one for one in PLAN.tasks
            )
        }
    )
    found = corrected(change, plan=other)
    (unfit,) = found.unfit

    assert (unfit.reason, unfit.found) == ("differs", "2024-06-01")
    assert same_id(found, task).due == ("2024-06-01",)
    assert [finding.severity for finding in found.plan.diagnostics if finding.code == "CORRECTION_UNFIT"] == ["warning"]
    without = PLAN.model_copy(update={"tasks": tuple(one for one in PLAN.tasks if one is not task)})
    assert reasons(corrected(change, plan=without)) == ["gone"]


def test_one_task_of_several_with_the_same_words_is_not_guessed() -> None:
    task = due_task()
    twins = tuple(task.model_copy(update={"id": name}) for name in ("X.1", "X.2"))
    others = tuple(one for one in PLAN.tasks if one is not task)
    found = apply(
        PLAN.model_copy(update={"tasks": (*others, *twins)}),
        said(PLAN, making.set_task(PLAN, task.id, "lead", [])),
    )

    assert reasons(found) == ["several"]


# -- the form ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        {"op": "set_task", "field": "due", "old": [], "new": ["2024-02-31"]},
        {"op": "set_task", "field": "due", "old": [], "new": "2024-02-01"},
        {"op": "set_task", "field": "rrule", "old": [], "new": ["FREQ=HOURLY"]},
        {"op": "set_task", "field": "rrule", "old": [], "new": ["FREQ=YEARLY;BYMONTH=2,X;BYMONTHDAY=3"]},
        {"op": "set_task", "field": "rrule", "old": [], "new": ["FREQ=DAILY;FREQ=DAILY"]},
        {"op": "set_task", "field": "lead", "old": [], "new": ["  "]},
        {"op": "set_task", "field": "modality", "old": "assign", "new": "order"},
        {"op": "set_task", "field": "lead", "old": [], "new": ["a\x00b"]},
        {"op": "set_task", "field": "evidence", "old": None, "new": None},
        {"op": "drop_task", "why": "?"},
        {"op": "destroy"},
    ],
)
def test_what_is_no_correction_is_refused(change: dict[str, Any]) -> None:
    data = {
        "id": "k123456",
        "who": WHO,
        "when": WHEN,
        "source": "0" * 64,
        "change": {"task": {"task": "I", "text": ""}, **change},
    }

    with pytest.raises(ValidationError):
        Correction.model_validate(data)


@pytest.mark.parametrize("when", ["2024-05-20T08:30:00", "hôm qua", ""])
def test_a_moment_tells_its_offset(when: str) -> None:
    with pytest.raises(ValidationError):
        make_correction(ops.Undo(correction="k1"), PLAN, who=WHO, when=when)


def test_names_are_composed_and_their_blanks_joined() -> None:
    import unicodedata

    typed = unicodedata.normalize("NFD", "  Phòng \n Tư pháp ")

    assert ops.SetUnit(unit="a", old="", new=typed).new == "Phòng Tư pháp"


def test_the_same_correction_is_kept_once() -> None:
    one, other = said(PLAN, *all_kinds()[:2])
    kept = Corrections(plan_id=PLAN.plan_id).added(one, other, one).added(other)

    assert kept.corrections == (one, other)


def test_a_later_form_is_refused_and_an_earlier_minor_one_read() -> None:
    data = {"version": "1.0", "plan_id": "x", "corrections": []}

    assert Corrections.model_validate(data | {"version": "1.7"}).corrections == ()
    with pytest.raises(ValidationError):
        Corrections.model_validate(data | {"version": "2.0"})


def test_names_of_units_are_completed_from_the_plan_and_the_registry() -> None:
    assert making.complete_units(PLAN, "phòng tư")[0] == "Phòng Tư pháp quận Hà Đông"
    assert "Phòng Tài nguyên và Môi trường quận Hà Đông" in making.complete_units(PLAN, "phong t")
    assert making.complete_units(PLAN, "UBND quận Hà Đông")[0] == "Ủy ban nhân dân quận Hà Đông"
    assert len(making.complete_units(PLAN, "sở", limit=3)) == 3
    assert making.complete_units(PLAN, "  ") == ()


def test_split_offsets_lie_inside_the_task() -> None:
    task = PLAN.tasks[0]

    with pytest.raises(ValueError, match="inside"):
        making.split_at(PLAN, task.id, task.evidence.start)
    with pytest.raises(KeyError):
        making.split_at(PLAN, "nowhere", 1)
