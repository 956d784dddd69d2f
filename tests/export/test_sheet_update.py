"""A workbook brought up to date: what people typed, added, moved and coloured stays."""

from __future__ import annotations

import io
import random
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.table import Table

from tests.export.workbooks import column_of, opened, rows_of, saved, shuffled, typed
from tests.planmaker import PLAN_ID, TASKS, make_plan, task
from tests.planstrategy import plans, texts
from vbparse.errors import InputError, LimitExceeded, VbparseError
from vbparse.export import sheet_update, to_csv, to_xlsx
from vbparse.export.options import ExportOptions
from vbparse.export.update import Change, Counts, Updated

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

SLOW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
PLAN = make_plan()
FRESH = to_xlsx.render(PLAN)
TYPED: dict[str, dict[int, Any]] = {
    "Trạng thái": {1: "Đang làm", 3: "Hoàn thành"},
    "Tiến độ": {1: 0.5},
    "Kết quả": {2: "đã gửi =1+1"},
    "Ghi chú": {4: "hỏi lại\nanh Mẫu"},
    "Đầu mối": {1: "Tổ 1", 4: date(2024, 5, 1)},
}


def update(data: bytes, *plans: PlanDocument, **change: Any) -> Updated:
    return to_xlsx.update(data, Change(plans or (PLAN,), **change))


def by_id(data: bytes, title: str = "Nhiệm vụ") -> dict[str, dict[str, Any]]:
    return {row["Mã"]: row for row in rows_of(data, title)}


def theirs(row: dict[str, Any]) -> list[Any]:
    return [row[head] for head in TYPED]


def test_a_fresh_workbook_is_up_to_date() -> None:
    done = update(FRESH)

    assert done.counts == Counts(4, 0, 0, 0)
    assert done.lost == ()
    assert rows_of(done.data) == rows_of(FRESH)
    for title in ("Đơn vị", "Văn bản", "Cảnh báo"):
        assert rows_of(done.data, title) == rows_of(FRESH, title)


def test_what_people_typed_stays_and_what_the_plan_says_is_new() -> None:
    data = typed(FRESH, TYPED)
    later = make_plan(tasks=(TASKS[0].model_copy(update={"due": ("2024-06-01",), "deadlines": ()}), *TASKS[1:]))
    done = update(data, later)
    first, *_, last = rows_of(done.data)

    assert theirs(first) == ["Đang làm", 0.5, None, None, "Tổ 1"]
    assert first["Thời hạn"] == datetime(2024, 6, 1)  # noqa: DTZ001
    assert last["Ghi chú"] == "hỏi lại\nanh Mẫu"
    assert last["Đầu mối"] == datetime(2024, 5, 1)  # noqa: DTZ001
    assert done.counts == Counts(4, 0, 0, 0)


def test_rows_that_were_moved_stay_where_people_have_them() -> None:
    data = shuffled(typed(FRESH, TYPED), [3, 1, 0, 2])
    done = rows_of(update(data).data)

    assert [row["STT"] for row in done] == [4, 2, 1, 3]
    assert done == rows_of(data)


def test_a_new_task_comes_behind_the_one_before_it() -> None:
    plan = make_plan(tasks=(task("I.p0", "đầu"), TASKS[0], task("II.1.b9", "mới"), *TASKS[1:]))
    done = update(shuffled(typed(FRESH, TYPED), [3, 2, 0, 1]), plan)
    rows = rows_of(done.data)

    assert [row["Mã"] for row in rows] == ["I.p0", "I.p1", "II.2", "II.1.b1#1", "II.1.b9", "II.1.b1#2"]
    assert [row["STT"] for row in rows] == [1, 6, 5, 2, 3, 4]
    assert rows[3]["Trạng thái"] == "Đang làm"
    assert rows[4]["Trạng thái"] is None
    assert done.counts == Counts(4, 2, 0, 0)


def test_a_row_whose_task_is_gone_is_kept_at_the_end_and_marked() -> None:
    fewer = make_plan(tasks=TASKS[1:])
    done = update(typed(FRESH, TYPED), fewer)
    *_, last = rows_of(done.data)
    sheet = opened(done.data)["Nhiệm vụ"]

    assert done.counts == Counts(3, 0, 1, 0)
    assert (last["Mã"], last["STT"], last["Cần kiểm tra"]) == ("II.1.b1#1", None, "Không còn trong kế hoạch")
    assert theirs(last) == ["Đang làm", 0.5, None, None, "Tổ 1"]
    assert sheet.cell(5, column_of(sheet, "Nhiệm vụ")).font.strike
    assert not sheet.cell(5, column_of(sheet, "Trạng thái")).font.strike
    assert update(done.data, fewer).data == done.data
    back = rows_of(update(done.data).data)
    assert by_id(update(done.data).data)["II.1.b1#1"]["STT"] == 1
    assert not opened(update(done.data).data)["Nhiệm vụ"].cell(5, 3).font.strike
    assert {row["Mã"] for row in back} == {task.id for task in TASKS}


def test_renumbered_tasks_take_what_was_typed_with_them() -> None:
    moved = tuple(
        old.model_copy(update={"id": new})
        for old, new in zip(TASKS, ("II.1.b1#2", "II.1.b1#3", "II.3", "I.p2"), strict=True)
    )
    done = by_id(update(typed(FRESH, TYPED), make_plan(tasks=(task("II.1.b1#1", "mới"), *moved))).data)

    assert theirs(done["II.1.b1#2"]) == ["Đang làm", 0.5, None, None, "Tổ 1"]
    assert done["II.3"]["Trạng thái"] == "Hoàn thành"
    assert theirs(done["II.1.b1#1"]) == [None] * 5


def test_who_has_both_versions_can_say_what_became_of_a_task() -> None:
    plan = make_plan(tasks=(task("X", "khác"), *TASKS[1:]))
    done = update(typed(FRESH, TYPED), plan, renumbered={f"{PLAN_ID}#II.1.b1#1": f"{PLAN_ID}#X"})

    assert by_id(done.data)["X"]["Đầu mối"] == "Tổ 1"
    assert done.counts == Counts(4, 0, 0, 0)


def test_what_became_of_a_task_may_lie_in_another_plan() -> None:
    plan = make_plan(plan_id="13/kh", tasks=(task("X", "khác"), task("Y", "mới")))
    done = update(typed(FRESH, TYPED), plan, renumbered={f"{PLAN_ID}#II.1.b1#1": "13/kh#X"})

    assert by_id(done.data)["X"]["Đầu mối"] == "Tổ 1"
    assert done.counts == Counts(1, 1, 3, 0)


def test_tasks_that_were_not_asked_for_are_not_gone() -> None:
    done = update(FRESH, make_plan(tasks=TASKS[2:3]), known={f"{PLAN_ID}#{task.id}" for task in TASKS})

    assert done.counts == Counts(1, 0, 0, 3)
    assert [row["STT"] for row in rows_of(done.data)] == [1, 2, 1, 4]


def test_rows_of_people_stay_where_they_are() -> None:
    book = opened(FRESH)
    sheet = book["Nhiệm vụ"]
    sheet.insert_rows(3)
    sheet.cell(3, 3, "Việc của riêng phòng")
    done = update(saved(book))

    assert done.counts == Counts(4, 0, 0, 1)
    assert [row["Nhiệm vụ"] for row in rows_of(done.data)][1] == "Việc của riêng phòng"


def test_a_row_that_was_copied_stays_and_is_not_filled_anew() -> None:
    book = opened(FRESH)
    sheet = book["Nhiệm vụ"]
    sheet.append([cell.value for cell in sheet[2]])
    sheet.cell(6, 8, "phần 2")
    done = update(saved(book))

    assert done.counts == Counts(4, 0, 0, 1)
    assert rows_of(done.data)[-1]["Trạng thái"] == "phần 2"
    assert update(done.data).data == done.data


def test_columns_may_stand_elsewhere_be_gone_and_have_titles_above() -> None:
    book = opened(typed(FRESH, TYPED))
    sheet = book["Nhiệm vụ"]
    sheet.title = "Theo dõi"
    sheet.delete_cols(column_of(sheet, "RRULE"))
    sheet.insert_cols(1)
    sheet.cell(1, 1, "Duyệt")
    sheet.cell(2, 1, "x")
    sheet.insert_rows(1, 2)
    sheet.cell(1, 1, "SỔ THEO DÕI")
    done = update(saved(book), make_plan(tasks=(*TASKS, task("Z", "cuối"))))
    rows = rows_of(done.data, "Theo dõi", top=3)

    assert opened(done.data)["Theo dõi"]["A1"].value == "SỔ THEO DÕI"
    assert "RRULE" not in rows[0]
    assert rows[0]["Duyệt"] == "x"
    assert rows[0]["Trạng thái"] == "Đang làm"
    assert rows[-1]["Nhiệm vụ"] == "cuối"
    assert done.counts == Counts(4, 1, 0, 0)


def test_sheets_and_columns_of_people_stay() -> None:
    book = opened(FRESH)
    own = book.create_sheet("Liên hệ", 0)
    own["A1"], own["B2"] = "Tổ 1", "=COUNTA('Nhiệm vụ'!H:H)"
    own["A1"].fill = PatternFill("solid", fgColor="FF00FF00")
    units = book["Đơn vị"]
    units.cell(1, 9, "Đầu mối")
    units.cell(3, 9, "Tổ 2")
    del book["Cảnh báo"]
    done = opened(update(saved(book)).data)

    assert done.sheetnames == ["Liên hệ", "Nhiệm vụ", "Đơn vị", "Văn bản", "vbparse"]
    assert done["Liên hệ"]["A1"].fill.fgColor.rgb == "FF00FF00"
    assert done["Liên hệ"]["B2"].value == "=COUNTA('Nhiệm vụ'!H:H)"
    assert done["Đơn vị"].cell(3, 9).value == "Tổ 2"
    assert done["vbparse"].sheet_state == "hidden"


def test_what_is_no_more_in_other_sheets_goes_unless_people_wrote_there() -> None:
    data = typed(typed(FRESH, {"Xử lý": {1: "đã hỏi"}}, "Cảnh báo"), {"Đầu mối": {1: "Tổ 2"}}, "Đơn vị")
    done = update(data, make_plan(diagnostics=(), tasks=TASKS[:1], units=PLAN.units))

    assert [row["Xử lý"] for row in rows_of(done.data, "Cảnh báo")] == ["đã hỏi"]
    assert rows_of(done.data, "Đơn vị")[0]["Đầu mối"] == "Tổ 2"


def test_colours_notes_links_rich_text_and_formulas_go_with_their_rows() -> None:
    book = opened(typed(FRESH, {"Trạng thái": {1: "Đang làm"}, "Còn lại": {1: "=F2-TODAY()", 2: "=F3-TODAY()"}}))
    sheet = book["Nhiệm vụ"]
    note, link = column_of(sheet, "Ghi chú"), column_of(sheet, "Kết quả")
    sheet.cell(2, note).fill = PatternFill("solid", fgColor="FFFF0000")
    sheet.cell(2, note).comment = Comment("xem lại", "A")
    sheet.cell(2, note).value = CellRichText("rất ", TextBlock(InlineFont(b=True), "gấp"))
    sheet.cell(2, link).hyperlink = "https://example.org/a"
    sheet.cell(2, 3).fill = PatternFill("solid", fgColor="FFFFFF00")
    done = opened(update(saved(book), make_plan(tasks=(task("0", "trước"), *TASKS))).data)["Nhiệm vụ"]

    assert done.cell(3, note).fill.fgColor.rgb == "FFFF0000"
    assert done.cell(3, note).comment.text == "xem lại"
    assert done.cell(3, note).value == CellRichText("rất ", TextBlock(InlineFont(b=True), "gấp"))
    assert done.cell(3, link).hyperlink.target == "https://example.org/a"
    assert done.cell(3, link).hyperlink.ref == done.cell(3, link).coordinate
    assert done.cell(3, 3).fill.fgColor.rgb == "FFFFFF00"
    assert [done.cell(row, column_of(done, "Còn lại")).value for row in (3, 4)] == ["=F3-TODAY()", "=F4-TODAY()"]
    assert done.cell(2, note).fill.fgColor.rgb != "FFFF0000"


def test_filter_table_print_area_and_merged_cells_follow() -> None:
    book = opened(FRESH)
    sheet = book["Nhiệm vụ"]
    sheet.auto_filter.add_filter_column(7, ["Đang làm"])
    sheet.row_dimensions[3].hidden = True
    sheet.merge_cells("K3:K4")
    own = column_of(sheet, "Khóa")
    sheet.auto_filter.ref = None
    sheet.add_table(Table(displayName="Viec", ref=f"A1:{openpyxl.utils.get_column_letter(own)}5", totalsRowCount=1))
    done = opened(update(saved(book), make_plan(tasks=(*TASKS, task("Z", "cuối")))).data)["Nhiệm vụ"]

    assert done.tables["Viec"].ref == "A1:Y6"
    assert done.tables["Viec"].totalsRowCount is None
    assert done.print_area == "'Nhiệm vụ'!$A$1:$K$6"
    assert not done.merged_cells.ranges
    assert not any(dimension.hidden for dimension in done.row_dimensions.values())


def test_a_filter_shows_again_what_it_hid() -> None:
    book = opened(FRESH)
    sheet = book["Nhiệm vụ"]
    sheet.auto_filter.add_filter_column(7, ["Đang làm"])
    sheet.row_dimensions[3].hidden = True
    done = opened(update(saved(book)).data)["Nhiệm vụ"]

    assert done.auto_filter.ref == "A1:Y5"
    assert not done.auto_filter.filterColumn
    assert not done.row_dimensions[3].hidden


def test_the_language_is_that_of_the_workbook() -> None:
    english = to_xlsx.render(PLAN, ExportOptions("en"))
    done = to_xlsx.update(typed(english, {"Status": {1: "Done"}}, "Tasks"), Change((PLAN,)), ExportOptions("vi"))

    assert [row["Status"] for row in rows_of(done.data, "Tasks")] == ["Done", None, None, None]
    assert rows_of(done.data, "Tasks")[2]["Recurrence"] == "every 6 months"


def test_several_plans_in_one_workbook() -> None:
    other = make_plan(plan_id="7/kh-x", header=PLAN.header.model_copy(update={"code": "7/KH-X"}), tasks=TASKS[:2])
    data = typed(to_xlsx.render_many([PLAN, other]), {"Trạng thái": {1: "Đang làm", 5: "Tạm dừng"}})
    both = update(data, PLAN, other)
    one = update(data, make_plan(tasks=TASKS[:3]))

    assert both.counts == Counts(6, 0, 0, 0)
    assert [row["Trạng thái"] for row in rows_of(both.data)] == ["Đang làm", None, None, None, "Tạm dừng", None]
    assert one.counts == Counts(3, 0, 1, 2)  # tasks of the plan that was not given are not gone
    assert [row["Kế hoạch"] for row in rows_of(one.data)][3:5] == ["7/KH-X", "7/KH-X"]


def test_the_same_plan_under_another_id_is_the_same_plan() -> None:
    again = make_plan(plan_id="12/kh-ubnd/2024-02-11/x")
    done = update(typed(FRESH, TYPED), again)

    assert done.counts == Counts(4, 0, 0, 0)
    assert by_id(done.data)["II.1.b1#1"]["Trạng thái"] == "Đang làm"
    other = make_plan(plan_id="9/kh", tasks=(task("II.1.b1#1", "việc khác"),))
    assert update(typed(FRESH, TYPED), other).counts == Counts(0, 1, 0, 4)


def without(data: bytes, head: str) -> bytes:
    book = opened(data)
    for sheet in book.worksheets[:-1]:
        sheet.delete_cols(column_of(sheet, head))
    return saved(book)


def hollow(data: bytes, *, part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<a>" if name == part else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"STT,Ma\n",
        to_csv.render(PLAN),
        FRESH[: len(FRESH) // 2],
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,  # an old or locked one
        without(FRESH, "Khóa"),
        hollow(FRESH, part="xl/workbook.xml"),
        hollow(FRESH, part="xl/worksheets/sheet1.xml"),
        hollow(FRESH, part="xl/styles.xml"),
        saved(openpyxl.Workbook()),
    ],
)
def test_what_is_no_workbook_of_ours_is_told(data: bytes) -> None:
    with pytest.raises(InputError, match="the workbook cannot be updated") as caught:
        update(data)

    assert "vbparse has made" in caught.value.advice


def test_a_workbook_that_unpacks_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_update, "_MOST_BYTES", 1000)

    with pytest.raises(LimitExceeded):
        update(FRESH)


def test_what_cannot_be_kept_is_named() -> None:
    out = io.BytesIO(FRESH)
    with zipfile.ZipFile(out, "a") as package:
        package.writestr("xl/threadedComments/threadedComment1.xml", b"<a/>")
        package.writestr("xl/calcChain.xml", b"<a/>")

    assert update(out.getvalue()).lost == ("threadedComments",)


@given(st.integers(0, 2**32), st.integers(1, 200))
@SLOW
def test_a_broken_workbook_gives_an_error_of_ours_or_is_updated(seed: int, count: int) -> None:
    chance = random.Random(seed)
    data = bytearray(FRESH)
    for _ in range(count):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        update(bytes(data))
    except VbparseError:
        return


@given(plans(), st.randoms(use_true_random=False), st.data())
@SLOW
def test_updating_twice_is_updating_once_and_typed_cells_survive(
    plan: PlanDocument, chance: random.Random, data: st.DataObject
) -> None:
    fresh = to_xlsx.render(plan)
    notes = {number: data.draw(texts(1).filter(str.strip)) for number in range(1, len(plan.tasks) + 1)}
    notes = {number: openpyxl_takes(note) for number, note in notes.items()}
    book = typed(fresh, {"Ghi chú": {number: f"- {note}" for number, note in notes.items()}, "Riêng": notes_of(notes)})
    order = list(range(len(plan.tasks)))
    chance.shuffle(order)
    once = update(shuffled(book, order), plan)
    twice = update(once.data, plan)

    assert once.counts == Counts(len(plan.tasks), 0, 0, 0)
    assert rows_of(twice.data) == rows_of(once.data) == rows_of(shuffled(book, order))
    found = {row["STT"]: (row["Ghi chú"], row["Riêng"]) for row in rows_of(once.data)}
    assert found == {number: (f"- {note}", number) for number, note in notes.items()}


def openpyxl_takes(text: str) -> str:
    """Give what XML hands back of a text."""
    from vbparse.export.workbook import clean_text

    return clean_text(text).replace("\r\n", "\n").replace("\r", "\n")


def notes_of(notes: dict[int, str]) -> dict[int, int]:
    return {number: number for number in notes}


@given(plans(), plans(), st.randoms(use_true_random=False))
@SLOW
def test_any_plan_may_follow_any_other(before: PlanDocument, after: PlanDocument, chance: random.Random) -> None:
    after = after.model_copy(update={"plan_id": before.plan_id})
    data = typed(to_xlsx.render(before), {"Ghi chú": {row: f"#{row}" for row in range(1, len(before.tasks) + 1)}})
    order = list(range(len(before.tasks)))
    chance.shuffle(order)
    once = update(shuffled(data, order), after)
    rows = rows_of(once.data)

    assert sorted(row["Ghi chú"] for row in rows if row["Ghi chú"]) == sorted(f"#{n + 1}" for n in order)
    assert sorted(row["STT"] for row in rows if row["STT"]) == list(range(1, len(after.tasks) + 1))
    assert rows_of(update(once.data, after).data) == rows
