"""What the comparison tells of small plans, whose tasks are made by hand."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings

from tests.planmaker import UNITS, evidence, make_plan, node, task
from tests.planmaker import time as deadline
from tests.planstrategy import large_plan, plans
from vbparse.revise.compare import diff
from vbparse.revise.model import FieldChange

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument, Task
    from vbparse.revise.model import Change, Changes

REPORT = "Tổng hợp, báo cáo kết quả thực hiện về Ủy ban nhân dân xã trước ngày 25/5/2024"
GREEN = "Chủ trì chăm sóc cây xanh trên các tuyến đường liên thôn"
PATROL = "Tuần tra ban đêm tại khu vực chợ và bến xe"
SCHOOL = "Sửa chữa phòng học, nhà vệ sinh của trường mầm non trước năm học mới"


def plan(*tasks: Task, origin: str = "native", **changes: Any) -> PlanDocument:
    whole = make_plan(tasks=tasks, diagnostics=(), **changes)
    return whole.model_copy(update={"source": whole.source.model_copy(update={"text_origin": origin})})


def told(changes: Changes) -> list[tuple[str, str | None, str | None]]:
    return [(each.kind, each.old.id if each.old else None, each.new.id if each.new else None) for each in changes.tasks]


def fields(change: Change) -> dict[str, tuple[Any, Any]]:
    return {field.name: (field.old, field.new) for field in change.fields}


def test_the_same_plan_has_no_changes() -> None:
    changes = diff(make_plan(), make_plan())

    assert (changes.tasks, changes.header, changes.same) == ((), (), 4)


def test_tasks_that_move_keep_who_they_are() -> None:
    old = plan(task("I.b1", REPORT), task("I.b2", GREEN), task("II.b1", PATROL))
    new = plan(task("II.b1", GREEN), task("II.b2", SCHOOL), task("III.b1", PATROL), task("III.b2", REPORT))

    assert told(diff(old, new)) == [
        ("moved", "I.b2", "II.b1"),
        ("added", None, "II.b2"),
        ("moved", "II.b1", "III.b1"),
        ("moved", "I.b1", "III.b2"),
    ]


def test_what_changed_is_told_field_by_field() -> None:
    old = plan(task("I.b1", REPORT, lead=["phong-a"], due=["2024-05-24"], report_to=["ubnd"], deliverables=["báo cáo"]))
    later = REPORT.replace("25/5", "30/5")
    new = plan(task("I.b2", later, lead=["phong-b"], due=["2024-05-29"], report_to=["ubnd"], modality="request"))

    (change,) = diff(old, new).tasks
    assert change.kind == "changed"
    assert fields(change) == {
        "text": (REPORT, later),
        "lead": (("Phòng Kinh tế xã Thử",), ("Công an xã Thử",)),
        "due": (("2024-05-24",), ("2024-05-29",)),
        "deliverables": (("báo cáo",), ()),
        "modality": ("assign", "request"),
    }
    assert not change.doubtful


def test_added_and_removed_tasks_tell_all_they_say() -> None:
    old, new = plan(task("I.b1", PATROL, lead=["phong-b"])), plan(task("I.b1", SCHOOL, due=["2024-08-31"]))

    added, removed = diff(old, new).tasks
    assert (added.kind, fields(added)) == (
        "added",
        {"text": (None, SCHOOL), "due": (None, ("2024-08-31",)), "modality": (None, "assign")},
    )
    assert (removed.kind, fields(removed)["lead"]) == ("removed", (("Công an xã Thử",), None))


def test_tasks_of_one_text_are_told_apart_by_lead_date_and_neighbours() -> None:
    short = "Báo cáo kết quả thực hiện"
    first = task("I.1.b1", short, lead=["phong-a"], due=["2024-05-24"])
    second = task("I.2.b1", short, lead=["phong-b"], due=["2024-11-24"])
    third = task("I.3.b1", short)
    old = plan(first, second, third, task("I.3.b2", GREEN))
    new = plan(
        task("I.1.b1", short, lead=["phong-b"], due=["2024-11-24"]),
        task("I.2.b1", short),
        task("I.2.b2", GREEN),
        task("I.3.b1", short, lead=["phong-a"], due=["2024-06-24"]),
    )

    changes = diff(old, new)
    assert told(changes) == [
        ("moved", "I.2.b1", "I.1.b1"),
        ("moved", "I.3.b1", "I.2.b1"),
        ("moved", "I.3.b2", "I.2.b2"),
        ("changed", "I.1.b1", "I.3.b1"),
    ]
    assert fields(changes.tasks[-1]) == {"due": (("2024-05-24",), ("2024-06-24",))}


def test_a_task_that_was_split_and_one_that_was_merged_in() -> None:
    whole, part = f"{GREEN}; {SCHOOL}", SCHOOL
    apart, together = plan(task("I.b1#1", GREEN), task("I.b1#2", part)), plan(task("I.b1", whole))

    changes = diff(together, apart)
    (changed,), (added,) = changes.of("changed"), changes.of("added")
    assert (changed.old and changed.old.id, changed.new and changed.new.id) == ("I.b1", "I.b1#2")
    assert (added.new and added.new.id, added.relation, added.old and added.old.id) == ("I.b1#1", "split", "I.b1")

    changes = diff(apart, together)
    (removed,) = changes.of("removed")
    assert (removed.old and removed.old.id, removed.relation, removed.new and removed.new.id) == (
        "I.b1#1",
        "merged",
        "I.b1",
    )


def test_a_short_text_that_stands_in_a_longer_one_was_not_split_from_it() -> None:
    old = plan(task("I.b1", f"{REPORT} và các năm tiếp theo"))
    new = plan(task("I.b1", f"{REPORT} và các năm tiếp theo"), task("I.b2", "Tổng hợp, báo cáo kết quả thực hiện"))

    (added,) = diff(old, new).tasks
    assert (added.kind, added.relation) == ("added", None)


def test_spelling_variants_are_no_change() -> None:
    old = plan(task("I.b1", "Hoà giải, uỷ quyền cho tổ hoà giải;"))
    new = plan(task("I.b1", "Hòa giải, ủy quyền cho tổ hòa giải"))

    assert diff(old, new).tasks == ()


@pytest.mark.parametrize(
    ("read", "is_change"),
    [
        (REPORT.replace("xã", "xă").replace("kết", "kêt"), False),
        (REPORT.replace("kết quả", "kếtquả"), False),
        (REPORT.replace("thực hiện", "thực hiên"), False),
        (REPORT.replace("25/5", "26/5"), True),
        (REPORT.replace("xã", "huyện"), True),
        (REPORT.replace("kết quả ", ""), True),
    ],
)
def test_misread_letters_of_a_scan_are_no_change_but_words_and_digits_are(read: str, is_change: bool) -> None:  # noqa: FBT001
    old, new = plan(task("I.b1", REPORT)), plan(task("I.b1", read), origin="ocr")

    assert bool(diff(old, new).tasks) is is_change
    assert bool(diff(new, old).tasks) is is_change
    assert diff(old, plan(task("I.b1", read))).tasks


def test_a_unit_without_its_place_is_the_same_unit() -> None:
    bare = tuple(unit.model_copy(update={"name": unit.name.removesuffix(" xã Thử")}) for unit in UNITS)
    tasks = (task("I.b1", GREEN, lead=["phong-a"], cooperate=["phong-b"]),)

    assert diff(plan(*tasks), plan(*tasks, units=bare)).tasks == ()


def test_a_deadline_meant_for_many_is_told_once() -> None:
    """The closing paragraph sets the date; the reports above have it only from there."""

    def version(day: str) -> PlanDocument:
        due = deadline("t1", f"trước ngày {day}", due=day, node="C.p1")
        taken = {"slot": "deadlines", "value": "t1", "node": "C.p1", "evidence": evidence("ngày")}
        return plan(
            task("I.b1", GREEN, inherited=[taken]),
            task("I.b2", PATROL, inherited=[taken]),
            task("I.b3", SCHOOL),
            task("C.p1", "Các đơn vị tổng hợp, gửi báo cáo", deadlines=["t1"], due=[day]),
            times=(due,),
        )

    (change,) = diff(version("2024-05-19"), version("2024-05-27")).tasks
    assert (change.new and change.new.id, fields(change)) == ("C.p1", {"due": (("2024-05-19",), ("2024-05-27",))})
    assert change.affects == ("I.b1", "I.b2")


def test_an_inherited_deadline_that_no_task_says_is_told_where_it_is_inherited() -> None:
    def version(day: str) -> PlanDocument:
        due = deadline("t1", "năm 2024", due=day, node="I")
        taken = {"slot": "deadlines", "value": "t1", "node": "I", "evidence": evidence("năm")}
        return plan(task("I.b1", GREEN, inherited=[taken]), times=(due,))

    (change,) = diff(version("2024-12-31"), version("2025-12-31")).tasks
    assert fields(change) == {"inherited_due": (("2024-12-31",), ("2025-12-31",))}


def test_the_letterhead_is_compared() -> None:
    old = make_plan()
    header = old.header.model_copy(
        update={"code": "15/KH-UBND", "date": "2024-03-01", "title": "Thử nghiệm  năm 2024."}
    )

    assert diff(old, make_plan(header=header)).header == (
        FieldChange("code", "12/KH-UBND", "15/KH-UBND"),
        FieldChange("date", "2024-02-01", "2024-03-01"),
    )


def test_a_rival_makes_a_match_doubtful() -> None:
    old = plan(task("I.b1", "Kiểm tra công tác phòng cháy tại các chợ trên địa bàn xã"))
    new = plan(
        task("I.b1", "Kiểm tra công tác phòng cháy tại các kho trên địa bàn xã"),
        task("II.b1", "Kiểm tra công tác phòng cháy tại các trạm trên địa bàn xã"),
    )

    changes = diff(old, new)
    assert [each.kind for each in changes.tasks] == ["changed", "added"]
    assert changes.tasks[0].confidence < 0.9


def test_headings_speak_for_a_pair() -> None:
    def version(*order: str) -> PlanDocument:
        nodes = {"a": node("I.1", "Lĩnh vực đất đai"), "b": node("I.2", "Lĩnh vực y tế")}
        outline = tuple(nodes[each].model_copy(update={"id": f"I.{at}"}) for at, each in enumerate(order, 1))
        texts = {"a": "Rà soát thủ tục, đề xuất cắt giảm 30%", "b": "Rà soát thủ tục, đề xuất cắt giảm 20%"}
        below = tuple(
            each.model_copy(update={"children": (node(f"{each.id}.b1", texts[name]),)})
            for each, name in zip(outline, order, strict=True)
        )
        later = [text if order == ("a", "b") else text.replace("đề xuất", "kiến nghị") for text in texts.values()]
        said = dict(zip(texts, later, strict=True))
        return plan(*(task(f"I.{at}.b1", said[each]) for at, each in enumerate(order, 1)), outline=below)

    changes = diff(version("a", "b"), version("b", "a"))
    assert [each[:2] for each in changes.pairs] == [("I.2.b1", "I.1.b1"), ("I.1.b1", "I.2.b1")]


def test_very_long_texts_do_not_hold_it_up() -> None:
    words = [f"chu{number % 977}" for number in range(30_000)]
    old, new = plan(task("I.b1", " ".join(words))), plan(task("I.b1", " ".join(reversed(words))), origin="ocr")
    begin = time.process_time()

    assert len(diff(old, new).tasks) == 1
    assert time.process_time() - begin < 5


@settings(max_examples=40)
@given(plans(), plans())
def test_any_two_plans_can_be_compared(old: PlanDocument, new: PlanDocument) -> None:
    changes = diff(old, new)
    paired = len(changes.pairs)

    assert paired + len(changes.of("added")) == len(new.tasks)
    assert paired + len(
        [each for each in changes.of("removed") if each.new is None or each.relation == "merged"]
    ) == len(old.tasks)
    assert len({each[0] for each in changes.pairs}) == len({each[1] for each in changes.pairs}) == paired
    assert all(0.0 <= each[2] <= 1.0 for each in changes.pairs)


@settings(max_examples=40)
@given(plans())
def test_any_plan_is_the_same_as_itself(whole: PlanDocument) -> None:
    changes = diff(whole, whole)

    assert (changes.tasks, changes.header) == ((), ())
    assert changes.same == len(whole.tasks)


@pytest.mark.parametrize("origin", ["native", "ocr"])
def test_long_plans_are_compared_in_seconds(origin: str) -> None:
    old = large_plan(3000)
    reworded = tuple(
        each.model_copy(update={"text": each.text.replace("Rà soát", "Kiểm tra"), "id": f"II.{number}"})
        for number, each in enumerate(reversed(old.tasks))
    )
    new = plan(*reworded, origin=origin, units=old.units, times=old.times, outline=())

    begin = time.process_time()
    changes = diff(old, new)
    assert time.process_time() - begin < 20
    truth = {one.id: other.id for one, other in zip(old.tasks, reversed(reworded), strict=True)}
    right = sum(truth[one] == other for one, other, _ in changes.pairs)
    assert right > 0.95 * 3000
