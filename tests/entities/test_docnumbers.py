"""Document numbers taken apart: the forms of state, legal acts, Party, letters and standards."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.entities.docnumbers import DocNumber, find_numbers, is_type_code, parse_number

# raw, form, number, year, type code, issuers joined by a dash, desk
NUMBERS = [
    ("70 /KH-UBND", "state", "70", None, "KH", "UBND", None),
    ("05/CTr-HĐND", "state", "05", None, "CTr", "HĐND", None),
    ("12/BC-BCĐ", "state", "12", None, "BC", "BCĐ", None),
    ("31/TTr-SLĐTBXH", "state", "31", None, "TTr", "SLĐTBXH", None),
    ("28/NQ-CP", "state", "28", None, "NQ", "CP", None),
    ("08/CT-TTg", "state", "08", None, "CT", "TTg", None),
    ("316/PA-UBND", "state", "316", None, "PA", "UBND", None),
    ("16/KH-MTTQ-BTT", "state", "16", None, "KH", "MTTQ-BTT", None),
    ("252/KH-CAT-PV01", "state", "252", None, "KH", "CAT-PV01", None),
    ("03/VBHN-VPQH", "state", "03", None, "VBHN", "VPQH", None),
    ("230/KH-THPT.PB", "state", "230", None, "KH", "THPT.PB", None),
    ("30c/NQ-CP", "state", "30c", None, "NQ", "CP", None),
    ("1842b/CTPH-BVHTTDL-TLĐLĐVN", "state", "1842b", None, "CTPH", "BVHTTDL-TLĐLĐVN", None),
    ("39/KH–UBND", "state", "39", None, "KH", "UBND", None),
    ("123/2024/QĐ-TTg", "act", "123", "2024", "QĐ", "TTg", None),
    ("30/2020/NĐ-CP", "act", "30", "2020", "NĐ", "CP", None),
    ("66.4/2025/NQ-CP", "act", "66.4", "2025", "NQ", "CP", None),
    ("55/2005/TTLT-BNV-VPCP", "act", "55", "2005", "TTLT", "BNV-VPCP", None),
    ("01/2024/L-CTN", "act", "01", "2024", "L", "CTN", None),
    ("653/2019/UBTVQH14", "assembly", "653", "2019", None, "UBTVQH14", None),
    ("202/2025/QH15", "assembly", "202", "2025", None, "QH15", None),
    ("21-CT/TW", "party", "21", None, "CT", "TW", None),
    ("73-KH/ĐUQH", "party", "73", None, "KH", "ĐUQH", None),
    ("8011-CV/BTCTW", "party", "8011", None, "CV", "BTCTW", None),
    ("29-HD/TWĐTN-VP", "party", "29", None, "HD", "TWĐTN-VP", None),
    ("298 KH/TWĐTN", "party", "298", None, "KH", "TWĐTN", None),
    ("367 - QĐ/TWĐTN-VP", "party", "367", None, "QĐ", "TWĐTN-VP", None),
    ("65-Ctr/TU", "party", "65", None, "Ctr", "TU", None),
    ("1234/SLĐTBXH-BĐG", "letter", "1234", None, None, "SLĐTBXH", "BĐG"),
    ("7991/BGDĐT-GDTrH", "letter", "7991", None, None, "BGDĐT", "GDTrH"),
    ("12942/SXD", "letter", "12942", None, None, "SXD", None),
    ("2539/UBND- SNV", "letter", "2539", None, None, "UBND", "SNV"),
    ("TCVN 14423:2025", "standard", "14423:2025", None, "TCVN", "", None),
    ("TCVN ISO/IEC 27001:2019", "standard", "ISO/IEC 27001:2019", None, "TCVN", "", None),
    ("QCVN 01:2021/BXD", "standard", "01:2021/BXD", None, "QCVN", "", None),
]


@pytest.mark.parametrize(("raw", "parts"), [(raw, parts) for raw, *parts in NUMBERS])
def test_parts_of_a_number(raw: str, parts: list[str | None]) -> None:
    found = parse_number(raw)

    assert found is not None
    issuers = "-".join(found.issuers)
    assert [found.form, found.number, found.year, found.type_code, issuers, found.desk] == parts


@pytest.mark.parametrize(
    "raw",
    ["24/7", "15/11", "20/11/2024", "trước ngày 20/11/2024", "", "KH-UBND", "12/Sở", "39/KH-UBND ngày", "Số: /KH-UBND"],
)
def test_what_is_no_number(raw: str) -> None:
    assert parse_number(raw) is None


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("70 /KH-UBND", "70/KH-UBND"),
        ("12/KH- UBND", "12/KH-UBND"),
        ("43/KH - UBND", "43/KH-UBND"),
        ("21 – CT/TW", "21-CT/TW"),
        ("298 KH/TWĐTN", "298 KH/TWĐTN"),
        ("TCVN  9385 : 2012", "TCVN 9385:2012"),
    ],
)
def test_the_canonical_code_has_no_blanks_inside(raw: str, code: str) -> None:
    found = parse_number(raw)

    assert found is not None
    assert found.code == code


def test_numbers_are_found_in_running_text() -> None:
    text = "Theo số 39/KH-UBND - HĐND, Luật 85/2015/QH13, tháng 12/2025, 21-CT/TW."

    found = list(find_numbers(text))

    assert [text[one.start : one.end] for one in found] == ["39/KH-UBND", "85/2015/QH13", "21-CT/TW"]


@pytest.mark.parametrize(
    ("part", "expected"), [("KH", True), ("Ctr", True), ("QĐ", True), ("UBND", False), ("", False)]
)
def test_type_codes(part: str, *, expected: bool) -> None:
    assert is_type_code(part) is expected


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    for found in find_numbers(text):
        assert isinstance(found.value, DocNumber)
        assert parse_number(text[found.start : found.end]) == found.value


@given(
    st.integers(1, 99999),
    st.sampled_from(["KH", "QĐ", "CTr", "TTr", "BC"]),
    st.sampled_from(["UBND", "SNV", "HĐND", "BCĐ"]),
    st.sampled_from(["", " "]),
)
def test_a_number_written_is_read_back(number: int, kind: str, issuer: str, blank: str) -> None:
    found = parse_number(f"{number:02d}{blank}/{kind}-{issuer}")

    assert found == DocNumber(
        f"{number:02d}/{kind}-{issuer}", f"{number:02d}", "state", type_code=kind, issuers=(issuer,)
    )
