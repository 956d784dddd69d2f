from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.outline.cases import running_case
from vbparse.outline.lines import read_lines
from vbparse.outline.signature import has_authority, is_title, read_signatures
from vbparse.outline.signers import is_name
from vbparse.outline.tree import build_outline

if TYPE_CHECKING:
    from vbparse.outline.model import Signature


def read(text: str, *issuer: str) -> list[tuple[tuple[str, ...], str | None, str | None, str | None]]:
    return [_parts(block) for block in read_signatures(read_lines(make_flow(text)), issuer)]


def _parts(block: Signature) -> tuple[tuple[str, ...], str | None, str | None, str | None]:
    values = (block.body, block.position, block.name)
    body, position, name = (None if value is None else value.text for value in values)
    return block.authority, body, position, name


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nNguyễn Văn An",
            (("TM.", "KT."), "Ủy ban nhân dân", "Phó Chủ tịch", "Nguyễn Văn An"),
        ),
        ("GIÁM ĐỐC\nTrần Thị Bình", ((), None, "Giám đốc", "Trần Thị Bình")),
        ("KT. HIỆU TRƯỞNG\nPHÓ HIỆU TRƯỞNG\nLê Cúc", (("KT.",), None, "Phó Hiệu trưởng", "Lê Cúc")),
        ("TL. CHỦ TỊCH\nCHÁNH VĂN PHÒNG\nLê Cúc", (("TL.",), "Chủ tịch", "Chánh Văn phòng", "Lê Cúc")),
        (
            "TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG\nLê Cúc",
            (("TL.", "KT."), "Chủ tịch", "Phó Chánh Văn phòng", "Lê Cúc"),
        ),
        ("TUQ. CHỦ TỊCH\nGIÁM ĐỐC\nLê Cúc", (("TUQ.",), "Chủ tịch", "Giám đốc", "Lê Cúc")),
        ("Q. GIÁM ĐỐC\nLê Cúc", (("Q.",), None, "Giám đốc", "Lê Cúc")),
        (
            "T/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ THƯỜNG TRỰC\n(đã ký)\nLê Cúc",
            (("TM.",), "Ban Thường vụ", "Phó Bí thư Thường trực", "Lê Cúc"),
        ),
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN\nLê Cúc", (("KT.",), None, "Phó Trưởng ban", "Lê Cúc")),
        ("KT. BỘ TRƯỞNG, CHỦ NHIỆM\nPHÓ CHỦ NHIỆM\nLê Cúc", (("KT.",), None, "Phó Chủ nhiệm", "Lê Cúc")),
        ("THỦ TƯỚNG Nguyễn Văn An", ((), None, "Thủ tướng", "Nguyễn Văn An")),
        ("TRƯỞNG BAN PHÓ THỦ TƯỚNG Nguyễn Văn An", ((), None, "Trưởng ban", "Nguyễn Văn An")),
        (
            "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH Nguyễn Văn An",
            (("TM.", "KT."), "Ủy ban nhân dân", "Phó Chủ tịch", "Nguyễn Văn An"),
        ),
        ("TRƯỞNG PHÒNG\nThượng tá Nguyễn Văn An", ((), None, "Trưởng phòng", "Nguyễn Văn An")),
        ("HIỆU TRƯỞNG\nThS. Nguyễn Văn An", ((), None, "Hiệu trưởng", "Nguyễn Văn An")),
        ("HIỆU TRƯỞNG\nNGUYỄN VĂN AN", ((), None, "Hiệu trưởng", "NGUYỄN VĂN AN")),
        ("GIÁM ĐỐC", ((), None, "Giám đốc", None)),
        ("CHỦ TỊCH\nKý bởi: UBND huyện\nThời gian ký: 17/02/2024\nLê Cúc", ((), None, "Chủ tịch", "Lê Cúc")),
    ],
)
def test_one_block(text: str, expected: tuple[tuple[str, ...], str | None, str | None, str | None]) -> None:
    assert read(text) == [expected]


def test_two_issuers_sign_and_the_first_counts_first() -> None:
    text = "SỞ VĂN HÓA VÀ THỂ THAO\nGIÁM ĐỐC\nNguyễn Văn An\nLIÊN ĐOÀN LAO ĐỘNG TỈNH\nCHỦ TỊCH\nTrần Bình"
    found = read(text, "LIÊN ĐOÀN LAO ĐỘNG -", "SỞ VĂN HÓA VÀ THỂ THAO", "TỈNH AN BÌNH")

    assert [(body, name) for _, body, _, name in found] == [
        ("Liên đoàn Lao động tỉnh", "Trần Bình"),
        ("Sở Văn hóa và Thể thao", "Nguyễn Văn An"),
    ]


def test_who_drew_up_the_plan_stands_behind_who_signs() -> None:
    found = read("NGƯỜI LẬP KẾ HOẠCH\nLê Cúc\nHIỆU TRƯỞNG\nNguyễn Văn An")

    assert [(position, name) for _, _, position, name in found] == [
        ("Hiệu trưởng", "Nguyễn Văn An"),
        (None, "Lê Cúc"),
    ]


@pytest.mark.parametrize(
    "text", ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "T/L BÍ THƯ", "TM BAN THƯỜNG VỤ", "Q. CHỦ TỊCH"]
)
def test_marks_of_authority(text: str) -> None:
    assert has_authority(text)


@pytest.mark.parametrize("text", ["KTTH, NN, TCCV, KGVX", "TM 12 khu", "Q HÀ ĐÔNG", "KT. xã hội", "PTTH", "TLĐ"])
def test_letters_that_are_no_marks_of_authority(text: str) -> None:
    assert not has_authority(text)


@pytest.mark.parametrize(
    "text", ["Nguyễn Văn An", "Đại tá Lê Văn Bình", "PGS.TS. Trần Cúc", "Y Thanh Niê", "K'Brêm Lý"]
)
def test_names(text: str) -> None:
    assert is_name(text)


@pytest.mark.parametrize("text", ["Nguyễn", "Sở Nội vụ", "PHÓ CHỦ TỊCH", "BAN THƯỜNG TRỰC", "Lưu: VT", "Như trên", ""])
def test_other_words_are_no_names(text: str) -> None:
    assert not is_name(text)


def test_titles() -> None:
    assert is_title("PHÓ CHỦ TỊCH THƯỜNG TRỰC")
    assert is_title("GIÁM ĐỐC SỞ NỘI VỤ")
    assert not is_title("Giám đốc chỉ đạo các phòng")
    assert not is_title("ỦY BAN NHÂN DÂN")


@pytest.mark.parametrize(
    ("printed", "running"),
    [
        ("PHÓ CHỦ TỊCH", "Phó Chủ tịch"),
        ("UỶ BAN NHÂN DÂN", "Ủy ban nhân dân"),
        ("CHỦ TỊCH UBND HUYỆN", "Chủ tịch UBND huyện"),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Sở Giáo dục và Đào tạo"),
        ("BAN QUẢN LÝ RỪNG", "Ban Quản lý rừng"),
        ("Trưởng  phòng", "Trưởng phòng"),
    ],
)
def test_capitals_become_running_text(printed: str, running: str) -> None:
    assert running_case(printed) == running


COLUMNS = """
CHỈ THỊ
VỀ VIỆC PHÒNG, CHỐNG DỊCH BỆNH
1. Sở Y tế thực hiện.
{end}
"""


@pytest.mark.parametrize(
    "end",
    [
        "Nơi nhận:\n- Như trên;\n- Lưu: VT.\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Cúc",
        "KT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Cúc\nNơi nhận:\n- Như trên;\n- Lưu: VT.",
        "< Nơi nhận:\n< - Như trên;\n< - Lưu: VT.\n> KT. CHỦ TỊCH\n> PHÓ CHỦ TỊCH\n> Lê Cúc",
        "< Nơi nhận:\n> KT. CHỦ TỊCH\n< - Như trên;\n> PHÓ CHỦ TỊCH\n< - Lưu: VT.\n> Lê Cúc",
        "Nơi nhận: - Như trên; - Lưu: VT. | KT. CHỦ TỊCH PHÓ CHỦ TỊCH Lê Cúc",
    ],
)
def test_recipients_and_signature_in_other_orders(end: str) -> None:
    outline = build_outline(make_flow(COLUMNS.format(end=end)))[0]

    assert [recipient.text for recipient in outline.recipients] == ["Như trên", "Lưu: VT"]
    assert [_parts(block) for block in outline.signatures] == [(("KT.",), None, "Phó Chủ tịch", "Lê Cúc")]
    assert [node.id for node in outline.walk()] == ["1"]


def test_an_office_in_the_text_is_no_signature() -> None:
    outline = build_outline(
        make_flow("QUYẾT ĐỊNH\nVề việc khen thưởng\nGIÁM ĐỐC SỞ NỘI VỤ\nCăn cứ Luật;\nĐiều 1. Khen.")
    )[0]

    assert outline.signatures == ()
    assert [node.id for node in outline.walk()] == ["P.p1", "P.p2", "D1"]


def test_the_date_may_stand_above_the_signature() -> None:
    text = "KẾ HOẠCH\nHoạt động năm 2024\n1. Một.\nAn Bình, ngày 5 tháng 2 năm 2024\nHIỆU TRƯỞNG\nLê Cúc"
    head = build_outline(make_flow(text))[0].letterhead

    assert head.date is not None
    assert head.place is not None
    assert (head.place.text, head.date.text) == ("An Bình", "2024-02-05")


@given(st.text(alphabet="TM.KTL/Q CHỦTỊPÓGIÁĐcêLúông\n"))
def test_reading_signatures_is_total(text: str) -> None:
    read(text)


def scanned(text: str, *issuer: str) -> list[tuple[tuple[str, ...], str | None, str | None, str | None]]:
    blocks = read_signatures(read_lines(make_flow(text)), issuer, is_scanned=True)
    return [_parts(block) for block in blocks]


@pytest.mark.parametrize("speck", ["-", "– ", "'. ", "~", "| "])
def test_specks_before_a_line_are_no_part_of_it(speck: str) -> None:
    assert read(f"KT. GIÁM ĐỐC\n{speck}PHÓ GIÁM ĐỐC\nLê Cúc") == [(("KT.",), None, "Phó Giám đốc", "Lê Cúc")]
    assert read(f"{speck}GIÁM ĐỐC\n{speck}Lê Cúc") == [((), None, "Giám đốc", "Lê Cúc")]


def test_figures_and_signs_are_no_body() -> None:
    assert read("> -\n> 03\n> 03 Quy định\n> ./.") == []


def test_a_name_alone_in_the_right_column_is_the_signers() -> None:
    assert read("> - Lê Cúc") == [((), None, None, "Lê Cúc")]
    assert read("Lê Cúc") == []
    assert read("> Sở Nội vụ") == []


def test_a_body_that_has_lost_its_first_word_is_the_issuer() -> None:
    text = "TM. BAN NHÂN DÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLê Cúc"
    issuer = ("ỦY BAN NHÂN DÂN", "HUYỆN AN BÌNH")

    assert scanned(text, *issuer) == [(("TM.", "KT."), "Ủy ban nhân dân", "Phó Chủ tịch", "Lê Cúc")]
    assert scanned(text, "SỞ NỘI VỤ")[0][1] == "Ban Nhân dân"
    assert read(text, *issuer)[0][1] == "Ban Nhân dân"


def test_a_mended_body_is_reported() -> None:
    flow = make_flow(f"{HEAD}TM. BAN NHÂN DÂN\nCHỦ TỊCH\nLê Cúc")
    flow.textmap.words.confidences[0] = 0.9
    outline, findings = build_outline(flow)

    assert outline.signatures[0].body is not None
    assert outline.signatures[0].body.inferred
    assert "OCR_SIGNER" in {finding.code for finding in findings}


HEAD = """
ỦY BAN NHÂN DÂN
HUYỆN AN BÌNH
Số: 12/KH-UBND
KẾ HOẠCH
Trồng cây
I. MỤC ĐÍCH
1. Nâng cao nhận thức.
"""
ENDED = f"{HEAD}Nơi nhận:\n- Như trên;\n- Lưu: VT.\n> KT. CHỦ TỊCH\n> PHÓ CHỦ TỊCH\n\f\n"


@pytest.mark.parametrize("first", ["trồng cây năm 2024", "KINH PHÍ TRỒNG CÂY"])
def test_a_page_with_a_table_behind_the_end_is_an_annex(first: str) -> None:
    outline, _ = build_outline(make_flow(f"{ENDED}{first}\nTT | Việc\n1 | Trồng cây\n"))

    assert [signature.body for signature in outline.signatures] == [None]
    assert len(outline.annexes) == 1
    assert any(node.kind == "row" for node in outline.walk())


def test_the_end_itself_may_run_over_to_a_page() -> None:
    outline, _ = build_outline(make_flow(f"{ENDED}- Các phòng.\nLê Cúc\n"))

    assert outline.annexes == ()
