"""Pages in .Vn and VNI fonts, and in fonts without a telling name: decoded words, origin and why."""

from __future__ import annotations

import pytest

from tests.pdfmaker import Sheet, make_pdf
from vbparse.readers import pdf
from vbparse.readers.pages import Font, Page, Word
from vbparse.readers.pdf_legacy import decode_words
from vbparse.readers.source import open_source
from vbparse.settings import Settings

LINE = "Phßng Néi vô chñ tr×, phèi hîp víi c¸c ®¬n vÞ h\N{SOFT HYPHEN}íng dÉn, kiÓm tra viÖc thùc hiÖn kÕ ho¹ch"
SHOWN = "Phòng Nội vụ chủ trì, phối hợp với các đơn vị hướng dẫn, kiểm tra việc thực hiện kế hoạch"


def read(*sheets: Sheet) -> tuple[list[Page], list[str]]:
    content = pdf.read(open_source(make_pdf(*sheets), max_bytes=10**7), Settings())
    return list(content.stream), [finding.code for finding in content.diagnostics]


def sheet(font: str, text: str) -> Sheet:
    return Sheet(font=font).text(50, 700, text)


def words(text: str, font: str, line: int = 1) -> list[Word]:
    face = Font(font, 13.0, bold=False, italic=False)
    return [Word(part, 10.0 * k, 0, 10.0 * k + 8, 10, 10.0 * line, face) for k, part in enumerate(text.split())]


@pytest.mark.parametrize("font", [".VnTime", "ABCDEF+.VnArial", "TT1A3o00"])
def test_tcvn3_is_decoded_by_the_font_or_by_the_page(font: str) -> None:
    (page,), codes = read(sheet(font, LINE))

    assert " ".join(word.text for word in page.words) == SHOWN
    assert (page.origin, page.why) == ("repaired", "letters in the encoding TCVN3, decoded")
    assert codes == ["LEGACY_FONT"]


def test_a_heading_in_an_h_font_is_in_capitals() -> None:
    (page,), _ = read(sheet(".VnTimeH", "kÕ ho¹ch"))

    assert [word.text for word in page.words] == ["KẾ", "HOẠCH"]


def test_vni_is_decoded() -> None:
    (page,), _ = read(sheet("VNI-Times", "KEÁ HOAÏCH cuûa UÛy ban nhaân daân"))

    assert " ".join(word.text for word in page.words) == "KẾ HOẠCH của Ủy ban nhân dân"


@pytest.mark.parametrize(
    ("font", "text"),
    [
        ("TimesNewRoman", SHOWN),
        (".VnTime", SHOWN),
        ("TimesNewRoman", "Copyright® of the company® and the año"),
        (".VnTime", "70/KH-UBND"),
    ],
)
def test_other_pages_stay_as_they_are(font: str, text: str) -> None:
    (page,), codes = read(sheet(font, text))

    assert " ".join(word.text for word in page.words) == text
    assert page.origin == "native"
    assert not codes


def test_only_words_of_such_fonts_are_decoded() -> None:
    page = [*words("Công ty ABC®", "TimesNewRoman"), *words("kÕ ho¹ch", ".VnTime", 2)]
    decoded = decode_words(page)

    assert decoded is not None
    assert [word.text for word in decoded.words] == ["Công", "ty", "ABC®", "kế", "hoạch"]


def test_a_page_without_telling_fonts_gets_its_capitals_back_line_by_line() -> None:
    decoded = decode_words([*words("KÕ HO¹CH", "F1", 1), *words(LINE, "F1", 2)])

    assert decoded is not None
    assert " ".join(word.text for word in decoded.words) == f"KẾ HOẠCH {SHOWN}"
    assert decode_words([]) is None
