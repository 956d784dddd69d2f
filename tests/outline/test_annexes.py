from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.flowmaker import make_flow
from vbparse.outline.passages import build_passages
from vbparse.outline.tree import build_outline

if TYPE_CHECKING:
    from vbparse.outline.model import Outline

PLAN = """
ỦY BAN NHÂN DÂN
HUYỆN AN BÌNH
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
An Bình, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác thi đua năm 2024
I. MỤC ĐÍCH
1. Một.
Trên đây là Kế hoạch./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT, NV.
TM. ỦY BAN NHÂN DÂN
KT. CHỦ TỊCH
PHÓ CHỦ TỊCH
Nguyễn Văn An
"""
DECISION = """
ỦY BAN NHÂN DÂN
HUYỆN AN BÌNH
Số: 7/QĐ-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
An Bình, ngày 05 tháng 02 năm 2024
QUYẾT ĐỊNH
VỀ VIỆC BAN HÀNH KẾ HOẠCH THI ĐUA
ỦY BAN NHÂN DÂN HUYỆN AN BÌNH
Căn cứ Luật Tổ chức chính quyền địa phương;
QUYẾT ĐỊNH:
Điều 1. Ban hành kèm theo Quyết định này Kế hoạch thi đua.
Điều 2. Quyết định này có hiệu lực kể từ ngày ký.
Nơi nhận:
- Như Điều 1;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


def read(text: str) -> tuple[Outline, list[tuple[str, str | None, str]]]:
    flow = make_flow(text)
    outline = build_outline(flow)[0]
    return outline, [(node.id, node.marker, flow.textmap.slice(node.span)) for node in outline.walk()]


def below(nodes: list[tuple[str, str | None, str]]) -> list[tuple[str, str | None, str]]:
    return [node for node in nodes if node[0][0] == "A" and node[0][1:2].isdigit()]


def test_an_annex_has_a_label_a_title_and_a_bracket() -> None:
    outline, nodes = read(
        f"{PLAN}PHỤ LỤC I\nDANH MỤC NHIỆM VỤ\n(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2024)\nI. MỘT\n1. Hai.\n"
        "PHỤ LỤC II\nDỰ TOÁN\nĐoạn."
    )

    assert below(nodes) == [
        ("A1", "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ"),
        ("A1.p1", None, "(Kèm theo Kế hoạch số 12/KH-UBND ngày 05/02/2024)"),
        ("A1.I", "I.", "MỘT"),
        ("A1.I.1", "1.", "Hai."),
        ("A2", "PHỤ LỤC II", "DỰ TOÁN"),
        ("A2.p1", None, "Đoạn."),
    ]
    assert [(annex.id, annex.title, annex.attached_to) for annex in outline.annexes] == [
        ("A1", "DANH MỤC NHIỆM VỤ", "12/KH-UBND"),
        ("A2", "DỰ TOÁN", None),
    ]


@pytest.mark.parametrize(
    ("label", "title"),
    [
        ("Phụ lục I", "Danh mục nhiệm vụ trọng tâm"),
        ("PHỤ LỤC", "DANH MỤC NHIỆM VỤ"),
        ("Phụ lục 02", "DANH MỤC NHIỆM VỤ"),
        ("Mẫu số 01", "BÁO CÁO KẾT QUẢ"),
    ],
)
def test_labels_of_annexes(label: str, title: str) -> None:
    _, nodes = read(f"{PLAN}{label}\n{title}\n(Kèm theo Kế hoạch số 12/KH-UBND)\n1. Một.")

    assert below(nodes)[0] == ("A1", label, title)


def test_label_and_title_on_one_line() -> None:
    _, nodes = read(f"{PLAN}PHỤ LỤC I: DANH MỤC NHIỆM VỤ\n1. Một.")

    assert below(nodes)[0] == ("A1", "PHỤ LỤC I", "DANH MỤC NHIỆM VỤ")


def test_a_title_of_two_lines() -> None:
    flow = make_flow(f"{PLAN}PHỤ LỤC\nDANH MỤC NHIỆM VỤ\nCỦA CÁC PHÒNG\n(Kèm theo Kế hoạch số 12/KH-UBND)\n1. Một.")

    assert build_outline(flow)[0].annexes[0].title == "DANH MỤC NHIỆM VỤ CỦA CÁC PHÒNG"


def test_the_plan_of_a_decision_is_its_annex() -> None:
    outline, nodes = read(
        f"{DECISION}KẾ HOẠCH\nTHI ĐUA NĂM 2024\n(Ban hành kèm theo Quyết định số 7/QĐ-UBND)\nI. MỘT\n1. Hai.\n"
        "TM. ỦY BAN NHÂN DÂN\nCHỦ TỊCH\nNguyễn Văn An"
    )

    assert outline.letterhead.type is not None
    assert outline.letterhead.type.text == "Quyết định"
    assert [node[:2] for node in nodes if node[0][0] in "PD"] == [
        ("P.p1", None),
        ("P.p2", None),
        ("P.p3", None),
        ("D1", "Điều 1."),
        ("D2", "Điều 2."),
    ]
    assert below(nodes) == [
        ("A1", "KẾ HOẠCH", "THI ĐUA NĂM 2024"),
        ("A1.p1", None, "(Ban hành kèm theo Quyết định số 7/QĐ-UBND)"),
        ("A1.I", "I.", "MỘT"),
        ("A1.I.1", "1.", "Hai."),
    ]
    assert len(outline.signatures) == 1


def test_a_second_document_is_an_annex_without_its_letterhead_and_end() -> None:
    outline, nodes = read(PLAN + DECISION)

    assert below(nodes)[0] == ("A1", "QUYẾT ĐỊNH", "VỀ VIỆC BAN HÀNH KẾ HOẠCH THI ĐUA")
    assert [node[0] for node in below(nodes)][1:] == ["A1.p1", "A1.p2", "A1.p3", "A1.D1", "A1.D2"]
    assert [recipient.text for recipient in outline.recipients] == ["UBND tỉnh", "Lưu: VT, NV"]
    assert [signature.name.text for signature in outline.signatures if signature.name] == ["Nguyễn Văn An"]


def test_a_list_that_opens_a_page_is_an_annex() -> None:
    text = "KẾ HOẠCH\nHướng nghiệp\nI. MỘT\n1. Nội dung theo danh sách.\n{}DANH SÁCH CÁC TRƯỜNG\n1. Trường A;"

    assert [node[0] for node in read(text.format("\f\n"))[1]] == ["I", "I.1", "A1", "A1.1"]
    assert [node[0] for node in read(text.format(""))[1]] == ["I", "I.1", "I.1.p1", "I.1~2"]


def test_an_annex_alone() -> None:
    outline, nodes = read("PHỤ LỤC II\nDANH MỤC NHIỆM VỤ\n(Kèm theo Nghị quyết số 3/NQ-CP)\nSTT | Nhiệm vụ\n1 | Một")

    assert below(nodes) == nodes
    assert outline.letterhead.title is None
    assert nodes[0] == ("A1", "PHỤ LỤC II", "DANH MỤC NHIỆM VỤ")


@pytest.mark.parametrize(
    "line",
    [
        "(Chi tiết tại Phụ lục kèm theo)",
        "Phụ lục kèm theo Kế hoạch này gồm danh mục nhiệm vụ.",
        "(Kèm theo Phụ lục danh mục các nhiệm vụ)",
        "MẪU MỰC TRONG CÔNG VIỆC",
    ],
)
def test_talk_of_annexes_in_the_text_opens_none(line: str) -> None:
    _, nodes = read(PLAN.replace("1. Một.\n", f"1. Một.\n{line}\n2. Hai.\n"))

    assert below(nodes) == []


def test_passages_of_a_section_c_are_no_closing() -> None:
    text = PLAN.replace("I. MỤC ĐÍCH\n1. Một.", "A. MỘT\nB. HAI\nC. BA\nĐoạn.\n1. Bốn.")
    flow = make_flow(text)
    passages = build_passages(flow.textmap, build_outline(flow)[0])

    assert {passage.node: passage.zone for passage in passages if passage.node[0] == "C"} == {
        "C": "body",
        "C.p1": "body",
        "C.1": "body",
        "C.p2": "closing",
    }
