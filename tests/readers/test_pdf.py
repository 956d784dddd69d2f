"""Reading PDF files: what of a file is read, left out, refused, and what is said about it."""

from __future__ import annotations

import threading
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.pdfmaker import A4, Sheet, make_pdf
from vbparse.errors import DamagedInput, EmptyInput, LimitExceeded, VbparseError
from vbparse.readers import pdf
from vbparse.readers.pages import Page
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.readers.pages import Pages

SENTENCE = "Phòng Nội vụ chủ trì, phối hợp với các đơn vị liên quan báo cáo trước ngày 20/5/2024."


def read(data: bytes, limits: Settings | None = None) -> Pages:
    return pdf.read(open_source(data, name="kế hoạch.pdf", max_bytes=10**9), limits or Settings())


def pages_of(*sheets: Sheet, limits: Settings | None = None) -> list[Page]:
    return list(read(make_pdf(*sheets), limits).stream)


def full_page(sheet: Sheet | None = None, *, extra: str = "", line: str = SENTENCE) -> Sheet:
    sheet = sheet or Sheet()
    for y in range(100, 800, 16):
        sheet.text(60, y, line, 11, extra=extra)
    return sheet


def codes(pages: Pages) -> list[tuple[str, object]]:
    return [(finding.code, finding.values.get("page")) for finding in pages.diagnostics]


def test_pages_are_numbered_and_have_the_size_displayed() -> None:
    first, second = pages_of(Sheet().text(50, 700, "một"), Sheet(rotate=90).text(50, 700, "hai"))

    assert (first.number, first.width, first.height) == (1, *A4)
    assert (second.number, second.width, second.height) == (2, A4[1], A4[0])


def test_the_producer_is_told() -> None:
    assert read(make_pdf(Sheet().text(9, 9, "x"), info="/Producer (Word 2016)")).producer == "Word 2016"
    assert read(make_pdf(Sheet().text(9, 9, "x"), info="/Creator (Writer)")).producer == "Writer"
    assert read(make_pdf(Sheet().text(9, 9, "x"), info="")).producer is None


def test_pages_are_read_only_as_they_are_drawn() -> None:
    pages = read(make_pdf(*(Sheet().text(50, 700, f"trang {n}") for n in range(1, 5))))

    assert next(pages.stream).words[1].text == "1"
    assert [page.number for page in pages.stream] == [2, 3, 4]


def test_a_stream_may_be_left_early() -> None:
    pages = read(make_pdf(*(Sheet().text(50, 700, "chữ") for _ in range(3))))
    next(pages.stream)
    del pages

    assert pages_of(Sheet().text(50, 700, "chữ"))[0].words


def test_two_documents_can_be_read_in_turns() -> None:
    one, two = (read(make_pdf(Sheet().text(50, 700, word), Sheet().text(50, 700, word))) for word in ("một", "hai"))

    assert [page.words[0].text for pair in zip(one.stream, two.stream, strict=True) for page in pair] == [
        "một", "hai", "một", "hai",
    ]  # fmt: skip


def test_threads_read_alike() -> None:
    data = make_pdf(*(full_page() for _ in range(3)))
    expected = list(read(data).stream)
    results: list[list[Page]] = []
    threads = [threading.Thread(target=lambda: results.append(list(read(data).stream))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [expected] * 4


def test_reading_twice_gives_the_same() -> None:
    data = make_pdf(full_page().draw("50 50 m 500 50 l S"))

    assert list(read(data).stream) == list(read(data).stream)


# What cannot be read


def unread(page: Page) -> str | None:
    """Give the code of what is found about a page that nobody reads by OCR."""
    return page.scan.unread if page.scan else None


def test_pages_that_are_pictures_are_offered_as_such() -> None:
    pages = list(read(make_pdf(Sheet().scan(1240, 1754), Sheet().scan())).stream)

    assert [(unread(page), page.words, page.why) for page in pages] == [("PAGE_PICTURE", (), "picture of text")] * 2
    assert pages[0].scan is not None
    assert pages[0].scan.dpi == pytest.approx(150, abs=0.1)


def test_a_picture_is_drawn_while_its_page_is_the_last_one_read() -> None:
    stream = read(make_pdf(Sheet().scan(), full_page())).stream
    page = next(stream)
    assert page.scan is not None
    raster = page.scan.draw(100)

    assert (raster.width, raster.height, raster.channels) == (826, 1169, 3)
    assert len(raster.data) == 826 * 1169 * 3
    with pytest.raises(LimitExceeded, match="pixels"):
        page.scan.draw(2000)
    list(stream)
    with pytest.raises(AssertionError):
        page.scan.draw(100)


def test_a_picture_amid_text_is_offered_as_such() -> None:
    pages = read(make_pdf(full_page(), Sheet().scan(), full_page()))

    kept = list(pages.stream)
    assert [(page.origin, bool(page.words)) for page in kept] == [("native", True), ("ocr", False), ("native", True)]
    assert [unread(page) for page in kept] == [None, "PAGE_PICTURE", None]
    assert codes(pages) == []


def test_the_stamp_on_a_scan_is_not_its_text() -> None:
    stamped = (
        Sheet().scan().text(400, 800, "Ký bởi: Ủy ban nhân dân quận", 8).text(400, 790, "Thời gian ký: 17/02/2024", 8)
    )

    page, other = pages_of(stamped, Sheet().scan())
    assert (unread(page), unread(other)) == ("PAGE_PICTURE", "PAGE_PICTURE")
    assert [word.text for word in page.words[:2]] == ["Ký", "bởi:"]


def test_text_over_a_background_picture_is_read() -> None:
    (page,) = pages_of(full_page(Sheet().scan()))

    assert page.origin == "native"
    assert len(page.words) > 500
    assert len(page.pictures) == 1


def test_a_layer_that_reads_as_vietnamese_is_trusted() -> None:
    pages = read(make_pdf(full_page(Sheet().scan(), extra="3 Tr")))

    (page,) = pages.stream
    assert page.origin == "ocr"
    assert page.words[0].font.hidden
    assert codes(pages) == []


def test_a_layer_of_an_english_model_is_not() -> None:
    pages = read(
        make_pdf(full_page(Sheet().scan(), extra="3 Tr", line="Phéng NOi vu chi tri, phdi hgp voi cac don vi"))
    )

    (page,) = pages.stream
    assert (unread(page), page.words) == ("PAGE_LAYER_UNTRUSTED", ())


def test_fonts_without_a_unicode_map_are_seen() -> None:
    pages = read(make_pdf(full_page(), full_page(Sheet(unicode=False))))

    assert [(bool(page.words), unread(page)) for page in pages.stream] == [(True, None), (False, "PAGE_BROKEN_TEXT")]


def test_hidden_text_on_a_printed_page_is_left_out() -> None:
    (page,) = pages_of(Sheet().text(50, 700, "in ra").text(50, 600, "giấu đi", extra="3 Tr"))

    assert [word.text for word in page.words] == ["in", "ra"]


def test_text_as_curves_needs_ocr() -> None:
    (page,) = pages_of(Sheet().draw("10 10 m 20 30 40 50 60 10 c f " * 300))

    assert unread(page) == "PAGE_PICTURE"
    assert page.scan is not None
    assert page.scan.dpi == 300


def test_blank_pages_are_an_empty_input() -> None:
    with pytest.raises(EmptyInput, match=r"kế hoạch\.pdf has no text"):
        pages_of(Sheet(), Sheet())


def test_a_blank_page_amid_text_is_no_finding() -> None:
    pages = read(make_pdf(full_page(), Sheet()))

    assert [page.origin for page in pages.stream] == ["native", "native"]
    assert not pages.diagnostics


def test_a_page_tree_without_pages_is_empty() -> None:
    with pytest.raises(EmptyInput, match="no pages"):
        read(make_pdf())


@pytest.mark.parametrize("data", [b"%PDF-", b"%PDF-1.7\nrubbish", b"\0" * 2000, make_pdf(full_page())[:700]])
def test_what_cannot_be_opened_is_damaged(data: bytes) -> None:
    with pytest.raises(DamagedInput, match=r"kế hoạch\.pdf is damaged"):
        read(data)


def test_a_page_that_cannot_be_opened_is_told() -> None:
    data = make_pdf(full_page(), Sheet().text(50, 700, "hai"))
    broken = data.replace(b"/Kids[7 0 R 12 0 R]", b"/Kids[7 0 R 99 0 R]")
    assert broken != data
    pages = read(broken)

    assert [page.number for page in pages.stream] == [1]
    assert codes(pages) == [("PAGE_DAMAGED", 2)]


def test_an_index_that_had_to_be_rebuilt_is_told() -> None:
    data = make_pdf(full_page())
    place = data.rindex(b"startxref\n") + len(b"startxref\n")
    pages = read(data[:place] + b"7\n%%EOF\n")

    assert list(pages.stream)
    assert codes(pages) == [("PDF_REPAIRED", None)]


def test_bytes_before_the_header_are_no_damage() -> None:
    pages = read(b"X-Mailer: thu\r\n\r\n" + make_pdf(full_page()))

    assert list(pages.stream)
    assert codes(pages) == []


def test_an_xfa_form_is_told() -> None:
    form = "/NeedsRendering true/AcroForm<</Fields[]/XFA(<xdp/>)>>"
    pages = read(make_pdf(full_page(), catalog=form))

    assert codes(pages) == [("XFA_FORM", None)]


# Limits


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (Settings(max_pages=2), "3 pages"),
        (Settings(max_page_chars=100), "page 1 has"),
        (Settings(max_chars=9000), "9000 characters"),
        (Settings(max_seconds=1e-9), "seconds"),
    ],
)
def test_limits_hold(limits: Settings, told: str) -> None:
    with pytest.raises(LimitExceeded, match=told):
        pages_of(full_page(), full_page(), full_page(), limits=limits)


def test_a_picture_with_too_many_pixels_is_refused() -> None:
    with pytest.raises(LimitExceeded, match="pixels"):
        pages_of(Sheet().scan(30_000, 30_000))


def test_such_a_picture_behind_text_does_not_matter() -> None:
    assert pages_of(full_page(Sheet().scan(30_000, 30_000)))


# Totality


GOOD = make_pdf(full_page().draw("50 50 m 500 50 l S"), Sheet(form="0 0 m 90 0 l S").draw("/X Do").text(50, 700, "hai"))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.integers(9, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=12))
def test_flipped_bytes_give_pages_or_an_error_of_ours(flips: list[tuple[int, int]]) -> None:
    data = bytearray(GOOD)
    for place, byte in flips:
        data[place] = byte
    with suppress(VbparseError):
        assert all(isinstance(page, Page) for page in read(bytes(data)).stream)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, len(GOOD)))
def test_cut_files_give_pages_or_an_error_of_ours(size: int) -> None:
    with suppress(VbparseError):
        assert all(isinstance(page, Page) for page in read(GOOD[:size]).stream)
