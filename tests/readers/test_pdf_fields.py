"""What form fields show over a page."""

from __future__ import annotations

from tests.pdfmaker import Sheet, make_pdf
from vbparse.readers import pdf
from vbparse.readers.source import open_source
from vbparse.settings import Settings

BLANKS = ["Số:", "/KH-UBND", "ngày", "tháng", "năm", "2025"]


def words_of(sheet: Sheet) -> list[str]:
    source = open_source(make_pdf(sheet), name="kế hoạch.pdf", max_bytes=10**9)
    (page,) = pdf.read(source, Settings()).stream
    return [word.text for word in sorted(page.words, key=lambda word: (word.baseline, word.x0))]


def letterhead() -> Sheet:
    sheet = Sheet()
    for x, word in zip((60, 110, 250, 300, 360, 400), BLANKS, strict=True):
        sheet.text(x, 700, word)
    return sheet


def test_number_and_day_that_a_registry_filled_in_stand_in_their_blanks() -> None:
    sheet = letterhead().show_in_field(82, 699, "230").show_in_field(276, 702, "14").show_in_field(335, 696, "11")

    assert words_of(sheet) == ["Số:", "230", "/KH-UBND", "ngày", "14", "tháng", "11", "năm", "2025"]


def test_a_signature_stamp_is_no_text() -> None:
    sheet = letterhead().show_in_field(60, 600, "Ký bởi: UBND quận").show_in_field(60, 580, "17.02.2024 16:05")

    assert words_of(sheet) == BLANKS


def test_a_field_without_a_digit_is_no_text() -> None:
    assert words_of(letterhead().show_in_field(82, 699, "Ký")) == BLANKS


def test_a_secrecy_mark_that_a_registry_stamped_is_text() -> None:
    assert words_of(letterhead().show_in_field(60, 660, "TỐI MẬT")) == [*BLANKS, "TỐI", "MẬT"]
