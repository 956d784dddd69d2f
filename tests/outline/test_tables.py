from __future__ import annotations

from typing import TYPE_CHECKING

from tests.flowmaker import make_flow
from vbparse.outline.tree import build_outline

if TYPE_CHECKING:
    from vbparse.outline.model import Outline

ANNEX = "PHỤ LỤC\nDANH MỤC NHIỆM VỤ\n"
HEADS = "STT | Nội dung | Cơ quan chủ trì | Cơ quan phối hợp | Thời gian\n"


def read(text: str) -> tuple[Outline, list[tuple[str, str | None, str]]]:
    flow = make_flow(text)
    outline = build_outline(flow)[0]
    return outline, [(node.id, node.marker, flow.textmap.slice(node.span)) for node in outline.walk()][1:]


def meanings(outline: Outline, table: int = 0) -> list[str | None]:
    return [column.meaning for column in outline.tables[table].columns]


def test_heads_tell_what_columns_mean() -> None:
    outline, nodes = read(f"{ANNEX}{HEADS}1 | Một | Sở A | Sở B | Quý I\n2 | Hai | Sở C |  | Quý II")

    assert meanings(outline) == ["number", "task", "lead", "cooperate", "time"]
    assert [node[0] for node in nodes] == ["A1.r1", "A1.r2"]
    assert (outline.tables[0].node, outline.tables[0].rows) == ("A1", ("A1.r1", "A1.r2"))


def test_cells_point_at_their_text() -> None:
    flow = make_flow(f"{ANNEX}{HEADS}1 | Một | Sở A |  | Quý I")
    row = next(node for node in build_outline(flow)[0].walk() if node.kind == "row")

    assert [flow.textmap.slice(cell) for cell in row.cells] == ["1", "Một", "Sở A", "", "Quý I"]
    assert row.table == 0


def test_groups_are_nodes_and_rows_are_counted_through() -> None:
    _, nodes = read(
        f"{ANNEX}{HEADS}I. NHÓM MỘT\n1 | Một | A | B | Quý I\nII. NHÓM HAI\n2 | Hai | A | B | Quý I\n3 | Ba | A | B | Quý I"
    )

    assert [node[:2] for node in nodes] == [
        ("A1.I", "I."),
        ("A1.r1", None),
        ("A1.II", "II."),
        ("A1.r2", None),
        ("A1.r3", None),
    ]


def test_groups_inside_the_rows() -> None:
    outline, nodes = read(
        f"{ANNEX}{HEADS}A | PHẦN MỘT |  |  | \nI | Nhóm một |  |  | \n1 | Một | Sở A | Sở B | Quý I\n"
        "B | PHẦN HAI |  |  | \n1 | Lĩnh vực y tế |  |  | \n1.1 | Hai | Sở A | Sở B | Quý I"
    )

    assert [(identity, text) for identity, marker, text in nodes if marker] == [
        ("A1.A", "PHẦN MỘT"),
        ("A1.A.I", "Nhóm một"),
        ("A1.B", "PHẦN HAI"),
        ("A1.B.1", "Lĩnh vực y tế"),
    ]
    assert outline.tables[0].rows == ("A1.r1", "A1.r2")


def test_empty_rows_and_repeated_heads_are_dropped() -> None:
    _, nodes = read(f"{ANNEX}{HEADS}1 | Một | A | B | Quý I\n |  |  |  | \n{HEADS}2 | Hai | A | B | Quý I")

    assert [node[0] for node in nodes] == ["A1.r1", "A1.r2"]


def test_two_rows_of_heads_and_the_row_that_numbers_columns() -> None:
    outline, nodes = read(
        f"{ANNEX}TT | Nội dung | Cơ quan thực hiện |  | Thời gian\n |  | Chủ trì | Phối hợp | \n(1) | (2) | (3) | (4) | (5)\n"
        "1 | Một | A | B | Quý I"
    )

    assert meanings(outline) == ["number", "task", "lead", "cooperate", "time"]
    assert [column.head for column in outline.tables[0].columns][2] == "Cơ quan thực hiện Chủ trì"
    assert [node[0] for node in nodes] == ["A1.r1"]


def test_a_first_group_is_no_second_row_of_heads() -> None:
    _, nodes = read(f"{ANNEX}{HEADS}I | NHÓM GIẢI PHÁP |  |  | \n1 | Một | A | B | Quý I")

    assert [node[0] for node in nodes] == ["A1.I", "A1.r1"]


def test_a_row_of_one_cell_is_a_group() -> None:
    outline, nodes = read(f"{ANNEX}{HEADS}= I. Tuyên truyền\n1 | Một | A | B | Quý I\n= Ghi chú: số liệu đến tháng 6.")

    assert nodes[0] == ("A1.I", "I.", "Tuyên truyền")
    assert outline.tables[0].rows == ("A1.r1", "A1.r2")


def test_a_head_is_read_by_whole_words() -> None:
    outline, _ = read(f"{ANNEX}STT | Tên đơn vị | Tổng số TTHC\n1 | Sở Nội vụ | 45")

    assert meanings(outline)[2] != "number"


def test_a_table_in_the_body_stands_under_its_item() -> None:
    text = (
        "KẾ HOẠCH\nHoạt động năm 2024\nI. PHÂN CÔNG\n1. Ban giám khảo:\nSTT | Họ và tên | Chức vụ\n1 | Lê Cúc | Tổ trưởng\n"
        "2. Thư ký:\nSTT | Họ và tên | Chức vụ\n1 | Trần An | Giáo viên\n3. Khác."
    )
    flow = make_flow(text)
    outline = build_outline(flow)[0]

    assert [node.id for node in outline.walk()] == ["I", "I.1", "I.1.r1", "I.2", "I.2.r1", "I.3"]
    assert [(table.id, table.node) for table in outline.tables] == [("T1", "I.1"), ("T2", "I.2")]
    assert meanings(outline, 1) == ["number", "name", "position"]


def test_a_table_before_the_first_section() -> None:
    outline, _ = read(
        "KẾ HOẠCH\nKhảo sát\nBẢNG VIẾT TẮT:\nTT | Từ | Nghĩa\n1 | BVTV | Bảo vệ thực vật\nI. MỘT\n1. Hai."
    )

    assert [node.id for node in outline.walk()][:2] == [
        "P.p1",
        "P.r1",
    ]
    assert outline.tables[0].node is None


def test_a_table_without_heads_has_rows_only() -> None:
    outline, nodes = read(f"{ANNEX}Một | hai\nba | bốn")

    assert outline.tables[0].columns == ()
    assert [node[0] for node in nodes] == ["A1.r1", "A1.r2"]
