from __future__ import annotations

import json
import re
import time
from difflib import SequenceMatcher
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.outline.tree import build_outline

if TYPE_CHECKING:
    from vbparse.outline.model import Node, Outline

SHARED = Path(__file__).resolve().parents[2].parent / "shared"
GOLD = sorted((SHARED / "gold").glob("*.json"))

HEAD = """
ỦY BAN NHÂN DÂN
HUYỆN AN BÌNH
Số: 12/KH-UBND
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Độc lập - Tự do - Hạnh phúc
An Bình, ngày 05 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác thi đua năm 2024
Căn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2024 của UBND tỉnh;
"""
END = """
Nơi nhận:
- UBND tỉnh (để b/c);
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


def outline_of(body: str, *, end: str = END) -> tuple[Outline, list[str]]:
    """Give the outline and its nodes as `id marker text`."""
    flow = make_flow(HEAD + body + end)
    outline = build_outline(flow)[0]
    return outline, [_line(node, flow.textmap.slice(node.span)) for node in outline.walk() if node.id != "P.p1"]


def _line(node: Node, text: str) -> str:
    return " ".join(part for part in (node.id, node.marker, text) if part)


def nodes_of(body: str, *, end: str = END) -> list[str]:
    return outline_of(body, end=end)[1]


def test_the_usual_plan() -> None:
    assert nodes_of("I. MỤC ĐÍCH\n1. Một.\n- a;\n- b.\n2. Hai.\nII. NỘI DUNG\na) Ba.\nTrên đây là Kế hoạch./.") == [
        "I I. MỤC ĐÍCH",
        "I.1 1. Một.",
        "I.1.b1 - a;",
        "I.1.b2 - b.",
        "I.2 2. Hai.",
        "II II. NỘI DUNG",
        "II.a a) Ba.",
        "C.p1 Trên đây là Kế hoạch./.",
    ]


def test_kinds_of_nodes() -> None:
    outline, _ = outline_of("I. MỤC ĐÍCH\n1. Một:\n- a;\nĐoạn.\nTrên đây là Kế hoạch./.")

    assert [(node.id, node.kind) for node in outline.walk()] == [
        ("P.p1", "preamble"),
        ("I", "section"),
        ("I.1", "item"),
        ("I.1.b1", "bullet"),
        ("I.1.p1", "paragraph"),
        ("C.p1", "closing"),
    ]


def test_a_plan_may_begin_at_its_own_top_level() -> None:
    assert nodes_of("1. MỤC ĐÍCH\n- Một.\n2. NỘI DUNG\n2.1. Hai\na) Ba;\nb) Bốn.\n2.2 Năm.") == [
        "1 1. MỤC ĐÍCH",
        "1.b1 - Một.",
        "2 2. NỘI DUNG",
        "2.1 2.1. Hai",
        "2.1.a a) Ba;",
        "2.1.b b) Bốn.",
        "2.2 2.2 Năm.",
    ]


def test_parts_chapters_and_articles() -> None:
    body = "Phần I\nTHÔNG TIN CHUNG\nChương II\nQUY ĐỊNH\nMục 1. Một\nTiểu mục 1. Hai\nĐiều 1. Ba.\n1. Bốn."

    assert nodes_of(body) == [
        "PI Phần I THÔNG TIN CHUNG",
        "PI.CII Chương II QUY ĐỊNH",
        "PI.CII.M1 Mục 1 Một",
        "PI.CII.M1.TM1 Tiểu mục 1 Hai",
        "PI.CII.M1.TM1.D1 Điều 1. Ba.",
        "PI.CII.M1.TM1.D1.1 1. Bốn.",
    ]


def test_a_mark_that_holds_the_numbers_above_it_adds_its_last() -> None:
    assert nodes_of("II. NỘI DUNG\n1. Một\n1.1. Hai\n1.1.1. Ba\n1.2. Bốn\nIII. KHÁC\n3.1. Năm\n3.2. Sáu") == [
        "II II. NỘI DUNG",
        "II.1 1. Một",
        "II.1.1 1.1. Hai",
        "II.1.1.1 1.1.1. Ba",
        "II.1.2 1.2. Bốn",
        "III III. KHÁC",
        "III.1 3.1. Năm",
        "III.2 3.2. Sáu",
    ]


def test_a_repeated_mark_gets_a_number() -> None:
    assert nodes_of("I. MỘT\n1. a.\nI. HAI\n1. b.\n2. c.\n2. d.\nII. BA\n1. e.") == [
        "I I. MỘT",
        "I.1 1. a.",
        "I~2 I. HAI",
        "I~2.1 1. b.",
        "I~2.2 2. c.",
        "I~2.2~2 2. d.",
        "II II. BA",
        "II.1 1. e.",
    ]


def test_bullets_below_bullets() -> None:
    body = "I. MỘT\n1. Hai\no Ba:\n▪ Bốn;\n▪ Năm.\no Sáu.\nII. BẢY\n- Tám:\n+ Chín;\n+ Mười.\n- Mười một."

    assert nodes_of(body)[2:] == [
        "I.1.b1 o Ba:",
        "I.1.b1.b1 ▪ Bốn;",
        "I.1.b1.b2 ▪ Năm.",
        "I.1.b2 o Sáu.",
        "II II. BẢY",
        "II.b1 - Tám:",
        "II.b1.b1 + Chín;",
        "II.b1.b2 + Mười.",
        "II.b2 - Mười một.",
    ]


def test_a_star_heads_the_dashes_below_it() -> None:
    body = "1. Một\n- Hai.\n* Thời gian:\n- Ba.\n- Bốn.\n2. Năm\n- Sáu.\n* Địa điểm: tại huyện."

    assert nodes_of(body) == [
        "1 1. Một",
        "1.b1 - Hai.",
        "1.b2 * Thời gian:",
        "1.b2.b1 - Ba.",
        "1.b2.b2 - Bốn.",
        "2 2. Năm",
        "2.b1 - Sáu.",
        "2.b2 * Địa điểm: tại huyện.",
    ]


def test_a_paragraph_behind_a_bullet_belongs_to_the_item() -> None:
    assert nodes_of("V. LỊCH\nTuần 1:\n• 15/11: Phát động.\n• 17/11: Họp.\nTuần 2:\n• 22/11: Tổng kết.") == [
        "V V. LỊCH",
        "V.p1 Tuần 1:",
        "V.b1 • 15/11: Phát động.",
        "V.b2 • 17/11: Họp.",
        "V.p2 Tuần 2:",
        "V.b3 • 22/11: Tổng kết.",
    ]


def test_bracketed_numbers_among_bullets_are_their_siblings() -> None:
    body = "2. Hội nghị\n- Nguyên tắc: dân chủ.\n(1) Lần một: tháng 3.\n(2) Lần hai: tháng 4.\n- Thời gian: quý II."

    assert nodes_of(body)[1:] == [
        "2.b1 - Nguyên tắc: dân chủ.",
        "2.1 (1) Lần một: tháng 3.",
        "2.2 (2) Lần hai: tháng 4.",
        "2.b2 - Thời gian: quý II.",
    ]


def test_numbers_that_a_bullet_opens_stand_below_it() -> None:
    assert nodes_of("2. Hội nghị\n- Gồm các bước:\n(1) Một;\n(2) Hai.\n- Thời gian: quý II.")[1:] == [
        "2.b1 - Gồm các bước:",
        "2.b1.1 (1) Một;",
        "2.b1.2 (2) Hai.",
        "2.b2 - Thời gian: quý II.",
    ]


def test_i_is_a_letter_in_a_list_of_letters() -> None:
    body = "\n".join(f"{letter}. PHẦN {letter}" for letter in "ABCDĐEGHIK")

    assert [line.split()[0] for line in nodes_of(body)] == list("ABCDĐEGHIK")
    small = "1. Một\n" + "\n".join(f"{letter}) việc {letter};" for letter in "abcdđeghikl")
    assert [line.split()[0] for line in nodes_of(small)[1:]] == [f"1.{letter}" for letter in "abcdđeghikl"]


def test_small_roman_numerals() -> None:
    assert [line.split()[0] for line in nodes_of("1. Một\ni) a;\nii) b;\niii) c;\niv) d;\nv) e.")[1:]] == [
        "1.i",
        "1.ii",
        "1.iii",
        "1.iv",
        "1.v",
    ]


def test_roman_and_arabic_numbers_of_one_list() -> None:
    assert [line.split()[0] for line in nodes_of("I. MỤC ĐÍCH\nII. NỘI DUNG\n3. TỔ CHỨC\nIV. KINH PHÍ")] == [
        "I",
        "II",
        "3",
        "IV",
    ]


def test_a_lower_style_without_the_one_between() -> None:
    body = "I. MỘT\n1. Hai\na) Ba.\nII. BỐN\na) Năm.\n1. Sáu\n2. Bảy"

    assert [line.split()[0] for line in nodes_of(body)] == ["I", "I.1", "I.1.a", "II", "II.a", "II.1", "II.2"]


def test_a_letter_list_begins_anew_under_each_decimal() -> None:
    body = "I. MỘT\n1. Hai\na) Ba.\nII. BỐN\n1. Năm\n1.1. Sáu\na) Bảy.\n1.2. Tám\na) Chín."

    assert [line.split()[0] for line in nodes_of(body)][4:] == ["II.1", "II.1.1", "II.1.1.a", "II.1.2", "II.1.2.a"]


def test_a_heading_of_two_lines_in_capitals_is_joined() -> None:
    flow = make_flow(
        "KẾ HOẠCH\nHướng nghiệp\nI. TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN VÀ\nTRUNG TÂM NGHỀ NGHIỆP\n1. Trung tâm A;\nII. MỤC ĐÍCH\nYÊU CẦU\n1. B."
    )
    nodes = [(node.id, flow.textmap.slice(node.span)) for node in build_outline(flow)[0].walk()]

    assert nodes[0] == ("I", "TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN VÀ\nTRUNG TÂM NGHỀ NGHIỆP")
    assert [node[0] for node in nodes] == ["I", "I.1", "II", "II.p1", "II.1"]


def test_a_sentence_cut_by_a_page_break_is_joined() -> None:
    flow = make_flow(f"{HEAD}I. MỘT\n1. Phối hợp với các cơ quan,\ntổ chức để thực hiện.\n2. Hai.{END}")
    node = next(node for node in build_outline(flow)[0].walk() if node.id == "I.1")

    assert flow.textmap.slice(node.span) == "Phối hợp với các cơ quan,\ntổ chức để thực hiện."


def test_older_and_party_numbering() -> None:
    assert [line.split()[0] for line in nodes_of("I- MỘT\n1- Hai\na- Ba;\nb/ Bốn.\n2/ Năm\nII- SÁU")] == [
        "I",
        "I.1",
        "I.1.a",
        "I.1.b",
        "I.2",
        "II",
    ]


def test_closing_before_the_last_formula() -> None:
    body = (
        "I. MỘT\n1. Hai.\nTrong quá trình thực hiện, nếu có vướng mắc, báo cáo Phòng Nội vụ.\nTrên đây là Kế hoạch./."
    )

    assert [line.split()[0] for line in nodes_of(body)][2:] == ["C.p1", "C.p2"]


def test_a_heading_keeps_its_last_paragraph() -> None:
    assert nodes_of("I. TỔ CHỨC\n1. Phòng Y tế\nTham mưu thực hiện./.")[-1] == "I.1.p1 Tham mưu thực hiện./."
    assert nodes_of("VII. CHẾ ĐỘ BÁO CÁO\nCác phòng gửi báo cáo về Phòng Nội vụ./.")[-1].startswith("VII.p1")


def test_a_last_paragraph_that_leaves_its_item_is_closing() -> None:
    assert nodes_of("I. TỔ CHỨC\n1. Phòng Y tế\n- Tham mưu.\nCác phòng nghiêm túc thực hiện./.")[-1].startswith("C.p1")


def test_closing_ids_do_not_repeat_those_of_a_section_c() -> None:
    _, lines = outline_of("A. MỘT\nB. HAI\nC. BA\nĐoạn của C.\nD. BỐN\n1. Năm.\nTrên đây là Kế hoạch./.")
    ids = [line.split()[0] for line in lines]

    assert ids == ["A", "B", "C", "C.p1", "D", "D.1", "C.p2"]


def test_without_numbers_the_paragraphs_stand_at_the_top() -> None:
    assert nodes_of("Các phòng thực hiện như sau:\n- Một;\n- Hai.\nTrên đây là Kế hoạch./.") == [
        "p1 Các phòng thực hiện như sau:",
        "b1 - Một;",
        "b2 - Hai.",
        "C.p1 Trên đây là Kế hoạch./.",
    ]


def test_a_page_number_in_the_text_is_left_out() -> None:
    flow = make_flow(f"{HEAD}I. MỘT\n1. Hai.\n3\n2. Ba.{END}")
    outline, findings = build_outline(flow)

    assert [node.id for node in outline.walk()][1:] == ["I", "I.1", "I.2"]
    assert [finding.code for finding in findings] == ["STRAY_PAGE_NUMBER"]


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="IVX1a2bđ.)(-+*•o |\nNơi nhận:TM.KẾ HOẠCHPHỤLỤC./", max_size=300))
def test_any_text_gives_an_outline(text: str) -> None:
    flow = make_flow(text)
    outline, findings = build_outline(flow)
    ids = [node.id for node in outline.walk()]

    assert len(set(ids)) == len(ids)
    assert all(0 <= node.span.start <= node.span.end <= len(flow.textmap.text) for node in outline.walk())
    assert all(finding.span is None or finding.span.end <= len(flow.textmap.text) for finding in findings)
    assert all(row in ids for table in outline.tables for row in table.rows)


def test_two_hundred_plans_in_one_file_take_moderate_time() -> None:
    body = "".join(f"{roman}. MỤC\n" + "".join(f"{n}. Việc {n}\n- a;\n- b.\n" for n in range(1, 9)) for roman in "IV")
    flow = make_flow((HEAD + body + END) * 200)
    started = time.perf_counter()
    outline = build_outline(flow)[0]

    assert time.perf_counter() - started < 5
    assert len(outline.annexes) == 199


def fold(text: str) -> str:
    return re.sub(r"\s*([-/&,;:.()])\s*", r"\1", " ".join(text.split()).casefold()).strip(" .;:,-/")


@pytest.mark.shared
@pytest.mark.skipif(not GOLD, reason="the annotated plans (../shared) are absent")
@pytest.mark.parametrize("path", GOLD, ids=lambda path: path.stem)
def test_annotated_plans(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    flow = make_flow(_joined(path.with_suffix(".txt").read_text(encoding="utf-8")))
    outline = build_outline(flow)[0]
    head = outline.letterhead
    found = {node.id: flow.textmap.slice(node.span) for node in outline.walk()}
    missed = [node["id"] for node in gold["outline"] if not _alike(node["text"], found.get(node["id"], ""))]

    assert len(missed) <= 0.03 * len(gold["outline"]), missed
    assert len(found) <= 1.03 * len(gold["outline"])
    for name in ("code", "type", "type_code", "place", "date", "title"):
        value = getattr(head, name)
        assert fold(gold["header"][name] or "") == fold(value.text if value else ""), name
    recipients = [(recipient.text, recipient.purpose) for recipient in outline.recipients]
    assert recipients == [(recipient["text"], recipient["purpose"]) for recipient in gold["recipients"]]
    signature, truth = outline.signatures[0], gold["signature"]
    assert (signature.position and signature.position.text, signature.name and signature.name.text) == (
        truth["position"],
        truth["name"],
    )
    assert list(signature.authority) == truth["authority"]


def _joined(text: str) -> str:
    """Join paragraphs cut by a page break, as the reader of text files does."""
    lines: list[str] = []
    for raw in text.split("\n"):
        line = raw.strip().removeprefix("**").removesuffix("**")
        cut = line[:1].islower() and lines and not re.match(r"[a-zđ][.)]|o ", line)
        if cut and len(lines[-1]) > 60 and not lines[-1].endswith((".", ";", ":")):
            lines[-1] += f" {line}"
        elif line:
            lines.append(line)
    return "\n".join(lines)


def _alike(one: str, other: str) -> bool:
    return fold(one) == fold(other) or SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= 0.95
