from __future__ import annotations

from tests.layout.typeset import place
from tests.test_grid import grid_rules
from vbparse.grid import find_grids
from vbparse.layout.lines import build_lines
from vbparse.layout.tables import (
    Cell,
    Row,
    TablePart,
    goes_on,
    is_numbered,
    join_rows,
    read_tables,
    without_heading,
)
from vbparse.readers.pages import Font, Rule, Word

FONT = Font("Serif", 11.0, bold=False, italic=False)


def words_at(*texts: tuple[str, float, float]) -> list[Word]:
    return [word for text, x, y in texts for word in place(text.split(), x, y, 0, FONT)]


def cell(text: str) -> Cell:
    return tuple(build_lines(place(text.split(), 100, 100, 0, FONT), 1)) if text else ()


def row(*texts: str, inherits: tuple[int, ...] = ()) -> Row:
    return Row(tuple(map(cell, texts)), inherits=inherits)


def test_words_go_into_their_cells_and_others_stay() -> None:
    grids = find_grids(grid_rules([80, 120, 300], [100, 120, 160]))
    words = words_at(
        ("STT", 90, 115),
        ("Nhiệm vụ", 130, 115),
        ("1", 90, 132),
        ("Rà soát văn", 130, 132),
        ("bản", 130, 146),
        ("Bảng 1", 90, 90),
    )

    parts, outside = read_tables(grids, words, 1)

    assert [each.texts for each in parts[0].rows] == [("STT", "Nhiệm vụ"), ("1", "Rà soát văn bản")]
    assert [word.text for word in outside] == ["Bảng", "1"]


def test_a_merged_cell_fills_the_rows_that_it_covers() -> None:
    rules = [
        *(Rule(80, y, 300, y + 0.5) for y in (100, 160)),
        Rule(80, 130, 200, 130.5),
        *(Rule(x, 100, x + 0.5, 160) for x in (80, 200, 300)),
    ]
    words = words_at(("Việc một", 90, 115), ("Việc hai", 90, 145), ("Sở Nội vụ", 210, 130))

    parts, _ = read_tables(find_grids(rules), words, 1)

    assert [each.texts for each in parts[0].rows] == [("Việc một", "Sở Nội vụ"), ("Việc hai", "Sở Nội vụ")]


def test_a_row_merged_over_all_columns_is_a_group_row() -> None:
    rules = [
        *(Rule(80, y, 300, y + 0.5) for y in (100, 120, 140)),
        *(Rule(x, 100, x + 0.5, 140) for x in (80, 300)),
        *(Rule(x, 120, x + 0.5, 140) for x in (120, 200)),
    ]
    words = words_at(("I. Cải cách thể chế", 90, 115), ("1", 90, 135), ("Rà soát", 130, 135), ("Sở Tư pháp", 210, 135))

    parts, _ = read_tables(find_grids(rules), words, 1)

    assert parts[0].rows[0].is_group
    assert [each.texts for each in parts[0].rows] == [("I. Cải cách thể chế",), ("1", "Rà soát", "Sở Tư pháp")]


def test_a_heading_of_two_floors_becomes_one_row() -> None:
    rules = [
        *(Rule(80, y, 320, y + 0.5) for y in (100, 140, 160)),
        Rule(200, 120, 320, 120.5),
        *(Rule(x, 100, x + 0.5, 160) for x in (80, 200, 320)),
        Rule(260, 120, 260.5, 160),
    ]
    words = words_at(
        ("Nhiệm vụ", 90, 125),
        ("Thời gian", 220, 115),
        ("Bắt đầu", 205, 135),
        ("Kết thúc", 265, 135),
        ("Rà soát", 90, 155),
        ("01/3", 205, 155),
        ("30/6", 265, 155),
    )

    parts, _ = read_tables(find_grids(rules), words, 1)

    assert [each.texts for each in parts[0].rows] == [
        ("Nhiệm vụ", "Thời gian Bắt đầu", "Thời gian Kết thúc"),
        ("Rà soát", "01/3", "30/6"),
    ]


def test_rows_without_a_ruling_between_are_told_by_their_numbers() -> None:
    grids = find_grids(grid_rules([80, 120, 300], [100, 120, 200]))
    words = words_at(
        ("STT", 90, 115),
        ("Nhiệm vụ", 130, 115),
        ("1", 90, 132),
        ("Rà soát", 130, 132),
        ("văn bản", 130, 146),
        ("2", 90, 165),
        ("Báo cáo", 130, 165),
    )

    parts, _ = read_tables(grids, words, 1)

    assert [each.texts for each in parts[0].rows][1:] == [("1", "Rà soát văn bản"), ("2", "Báo cáo")]


def test_a_row_cut_by_the_page_break_is_one() -> None:
    last, rest = row("2", "Rà soát thủ tục hành", "Các phòng"), row("", "chính của phường", "")

    joined, rows = join_rows(last, [rest, row("3", "Báo cáo", "Văn phòng")], numbered=True)

    assert joined.texts == ("2", "Rà soát thủ tục hành chính của phường", "Các phòng")
    assert [each.texts for each in rows] == [("3", "Báo cáo", "Văn phòng")]


def test_a_new_row_is_not_joined() -> None:
    last, first = row("2", "Rà soát thủ tục", "Các phòng"), row("3", "báo cáo", "Văn phòng")

    assert join_rows(last, [first], numbered=True) == (last, (first,))
    assert join_rows(row("A", "Việc.", ""), [row("", "Việc khác", "Sở")], numbered=False)[1]


def test_what_a_page_break_parts_from_a_merged_cell_is_filled() -> None:
    last = row("1", "Việc một", "Sở Nội vụ")
    rows = [
        row("2", "Việc hai", "", inherits=(2,)),
        row("3", "Việc ba", "", inherits=(2,)),
        row("4", "Việc bốn", "Sở Y tế"),
    ]

    _, filled = join_rows(last, rows, numbered=True)

    assert [each.texts[2] for each in filled] == ["Sở Nội vụ", "Sở Nội vụ", "Sở Y tế"]


def test_a_repeated_heading_is_dropped() -> None:
    heading = row("STT", "Nhiệm vụ")
    part = TablePart((80, 120, 300), (row("STT", "Nhiệm vụ"), row("4", "Báo cáo")), 2, 50, 200)

    body, dropped = without_heading(part, heading)

    assert [each.texts for each in body.rows] == [("4", "Báo cáo")]
    assert dropped is not None
    assert without_heading(body, heading) == (body, None)


def test_a_table_goes_on_with_the_same_columns() -> None:
    table = TablePart((80, 120, 300), (row("1", "Việc"),), 1, 50, 200)
    group = TablePart((80, 300), (Row((cell("II. Việc khác"),), is_group=True),), 2, 50, 70)

    assert goes_on(table, table._replace(xs=(60, 100, 280)))
    assert goes_on(table, group)
    assert not goes_on(table, table._replace(xs=(80, 200, 300)))


def test_the_first_column_counts_under_stt() -> None:
    assert is_numbered(row("STT", "Nhiệm vụ"))
    assert is_numbered(row("TT.", "Nhiệm vụ"))
    assert not is_numbered(row("Nhiệm vụ", "Thời gian"))
