from __future__ import annotations

from tests.layout.typeset import place
from vbparse.layout.aligned import OpenTable, take_aligned
from vbparse.layout.lines import PrintedLine, build_lines
from vbparse.readers.pages import Font, Word

FONT = Font("Serif", 11.0, bold=False, italic=False)
COLUMNS = (85.0, 120.0, 300.0, 430.0)


def page(*rows: tuple[str, ...], top: float = 100.0) -> list[PrintedLine]:
    words: list[Word] = []
    for at, cells in enumerate(rows):
        for text, x in zip(cells, COLUMNS, strict=False):
            words += place(text.split(), x, top + 14 * at, 0, FONT)
    return build_lines(words, 1)


HEADING = ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Thời gian")


def test_columns_under_a_heading_make_a_table() -> None:
    lines = page(
        ("Danh mục nhiệm vụ",),
        HEADING,
        ("1", "Rà soát các văn bản", "Phòng Tư pháp", "Quý I"),
        ("", "của phường", "", ""),
        ("2", "Tổ chức hội nghị", "Văn phòng", "Quý II"),
        ("3", "Báo cáo kết quả", "Văn phòng", "Quý IV"),
    )

    kept, tables, still_open = take_aligned(lines, None)

    assert [line.text for line in kept] == ["Danh mục nhiệm vụ"]
    assert [row.texts for row in tables[0].rows] == [
        HEADING,
        ("1", "Rà soát các văn bản của phường", "Phòng Tư pháp", "Quý I"),
        ("2", "Tổ chức hội nghị", "Văn phòng", "Quý II"),
        ("3", "Báo cáo kết quả", "Văn phòng", "Quý IV"),
    ]
    assert still_open is not None


def test_a_group_row_may_cross_the_columns() -> None:
    lines = page(
        HEADING,
        ("I. Cải cách thể chế và nhiều nhiệm vụ khác nữa",),
        ("1", "Rà soát", "Phòng Tư pháp", "Quý I"),
        ("2", "Báo cáo", "Văn phòng", "Quý II"),
        ("3", "Họp", "Văn phòng", "Quý II"),
    )

    _, tables, _ = take_aligned(lines, None)

    assert tables[0].rows[1].is_group


def test_text_that_only_begins_with_the_word_is_no_table() -> None:
    lines = page(("STT ghi theo thứ tự của danh mục đã ban hành", ""), ("Các đơn vị thực hiện", ""))

    assert take_aligned(lines, None) == (lines, [], None)


def test_a_table_goes_on_at_the_top_of_the_next_page() -> None:
    lines = page(("", "của phường"), ("4", "Báo cáo", "Văn phòng", "Quý IV"))
    text = build_lines(place(["Trên", "đây", "là", "Kế", "hoạch"], 85, 150, 0, FONT._replace(size=14.0)), 1)

    kept, tables, still_open = take_aligned([*lines, *text], OpenTable((84, 110, 280, 420, 500), 11.0))

    assert [row.texts for row in tables[0].rows] == [
        ("", "của phường", "", ""),
        ("4", "Báo cáo", "Văn phòng", "Quý IV"),
    ]
    assert (kept, still_open) == (text, None)
