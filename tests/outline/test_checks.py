from __future__ import annotations

import pytest

from tests.flowmaker import make_flow
from vbparse.diagnostics import Diagnostic
from vbparse.lexicon.load import table
from vbparse.outline.tree import build_outline

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
2. Hai.
II. NỘI DUNG
1. Ba
a) Bốn.
Trên đây là Kế hoạch./.
Nơi nhận:
- UBND tỉnh;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn An
"""


def findings(text: str) -> list[Diagnostic]:
    return list(build_outline(make_flow(text))[1])


def codes(text: str) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.node) for finding in findings(text)]


def test_a_complete_plan_gives_no_findings() -> None:
    assert findings(PLAN) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("2. Hai.", "4. Hai.", ("NUMBERING_GAP", "I.4")),
        ("1. Một.\n", "", ("NUMBERING_GAP", "I.2")),
        ("II. NỘI DUNG", "III. NỘI DUNG", ("NUMBERING_GAP", "III")),
        ("2. Hai.", "2. Hai.\na) x;\nb) y;\nd) z.", ("NUMBERING_GAP", "I.2.d")),
        ("2. Hai.", "1. Hai.", ("NUMBERING_DUPLICATE", "I.1~2")),
        ("II. NỘI DUNG", "II. NHIỆM VỤ\nIII. NỘI DUNG", ("EMPTY_SECTION", "II")),
        ("1. Một.\n2. Hai.", "a) Một.\nb) Hai.", ("MARKER_LEVEL_SKIP", "I.a")),
        ("1. Một.", "l. Một.", ("OCR_MARKER", "I.1")),
        ("1. Một.", "1. Một.\n3", ("STRAY_PAGE_NUMBER", None)),
        ("Số: 12/KH-UBND", "Số:     /KH-UBND", ("NUMBER_BLANK", None)),
        ("ngày 05 tháng 02", "ngày     tháng 02", ("DATE_BLANK", None)),
        ("ngày 05 tháng 02", "ngày 31 tháng 02", ("DATE_INVALID", None)),
        ("12/KH-UBND", "12/BC-UBND", ("TYPE_CODE_MISMATCH", None)),
        ("KẾ HOẠCH\n", "DỰ THẢO\nKẾ HOẠCH\n", ("DRAFT_MARK", None)),
        ("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n", ("SECRECY_MARK", None)),
        ("\nNguyễn Văn An", "", ("SIGNER_NAME_MISSING", None)),
        ("Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.\n", "", ("HEADER_INCOMPLETE", None)),
    ],
)
def test_one_fault_gives_one_finding(old: str, new: str, expected: tuple[str, str | None]) -> None:
    assert old in PLAN
    assert codes(PLAN.replace(old, new, 1)) == [expected]


def test_d_with_stroke_counts_between_d_and_e() -> None:
    letters = "\n".join(f"{letter}) việc;" for letter in "abcdđeghi")

    assert codes(PLAN.replace("2. Hai.", f"2. Hai\n{letters}")) == []


def test_what_is_no_fault() -> None:
    joint = PLAN.replace("12/KH-UBND", "12/KHLT-UBND")
    closed = PLAN.replace("1. Ba\na) Bốn.\n", "")
    sentences = "Dear Sir\n1. The draft is enclosed.\n2. Please return it by 30 April 2024. Yours sincerely, John"

    assert codes(joint) == []
    assert codes(closed) == []
    assert codes(sentences) == [("NOT_A_PLAN", None)]


def test_missing_parts_are_named() -> None:
    found = findings(
        PLAN.replace("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n", "").replace("ỦY BAN NHÂN DÂN\nHUYỆN AN BÌNH\n", "", 1)
    )

    assert [finding.values["missing"] for finding in found if finding.code == "HEADER_INCOMPLETE"] == [
        "Quốc hiệu và Tiêu ngữ, tên cơ quan ban hành"
    ]


def test_numbering_may_begin_anew_below_another_parent() -> None:
    assert not [code for code, _ in codes(PLAN) if code.startswith("NUMBERING")]


def test_an_empty_document_is_no_finding_of_ours() -> None:
    assert findings(".") == [Diagnostic("NOT_A_PLAN")]
    assert build_outline(make_flow(""))[1] == ()


def test_every_code_has_its_texts_and_values() -> None:
    texts = table("diagnostics.toml")
    faults = ("4. Hai.", "1. Hai.", "l. Hai.")
    every = [finding for fault in faults for finding in findings(PLAN.replace("2. Hai.", fault))]
    every += findings(PLAN.replace("12/KH-UBND", "/BC-UBND").replace("KẾ HOẠCH\n", "MẬT\nDỰ THẢO\nKẾ HOẠCH\n"))

    for finding in every:
        record = texts[finding.code]
        assert record["vi"].format(**finding.values)
        assert record["en"].format(**finding.values)
