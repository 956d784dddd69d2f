"""Pages that are pictures become pages with words, in order, side by side, or are left out and told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.ocr.engines import Broken, Parrot, Slow
from tests.ocr.pictures import blank, raster_of, write_lines
from tests.pdfmaker import Sheet, make_pdf
from vbparse.errors import DamagedInput, EmptyInput, LimitExceeded, OcrUnavailable
from vbparse.ocr.stage import read_scans
from vbparse.progress import listening
from vbparse.readers.pages import Font, Line, Lines, Page, Pages, Raster, Scan, Word
from vbparse.readers.pdf import read as read_pdf
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.ocr.recogniser import Recogniser

SETTINGS = Settings(jobs=2)
NATIVE = Word("in", 100, 90, 120, 104, 100, Font("Serif", 14, bold=False, italic=False))


def scan(number: int, page: Any = None) -> Page:
    picture = raster_of(write_lines(blank()) if page is None else page)
    return Page(number, 595, 842, (), origin="ocr", why="picture of text", scan=Scan(lambda _: picture, 100.0))


def native(number: int) -> Page:
    return Page(number, 595, 842, (NATIVE,))


def read(
    pages: Iterable[Page], recogniser: Recogniser | None, settings: Settings = SETTINGS
) -> tuple[list[Page], Pages]:
    listed = list(pages)
    content = read_scans(Pages(iter(listed), len(listed)), settings, recogniser=recogniser)
    assert isinstance(content, Pages)
    return list(content.stream), content


def test_pictures_are_read_and_all_else_passes_untouched() -> None:
    pages = [native(1), scan(2), native(3)]
    found, content = read(pages, Parrot())

    assert [found[0], found[2]] == [pages[0], pages[2]]
    assert [word.text for word in found[1].words] == ["Kế", "hoạch", "số", "một"]
    assert (found[1].scan, found[1].engine, found[1].origin) == (None, "Parrot 1.0", "ocr")
    assert found[1].why == "picture of text, read by OCR"
    assert found[1].words[0].confidence == 0.96
    assert [finding.code for finding in content.diagnostics] == []


def test_lines_pass_untouched() -> None:
    lines = Lines((Line("Kế hoạch"),))

    assert read_scans(lines, SETTINGS) is lines


def test_pages_are_read_side_by_side_and_come_in_order() -> None:
    parrot = Parrot(seconds=0.05)
    found, _ = read(map(scan, range(1, 8)), parrot)

    assert [page.number for page in found] == list(range(1, 8))
    assert parrot.most == 2


def test_one_page_at_a_time_if_so_wanted() -> None:
    parrot = Parrot(seconds=0.01)
    read(map(scan, range(1, 4)), parrot, Settings(jobs=1))

    assert parrot.most == 1


def test_progress_is_told() -> None:
    told: list[tuple[int, int]] = []
    with listening(lambda done, total: told.append((done, total))):
        read([native(1), scan(2), scan(3)], Parrot())

    assert told == [(2, 3), (3, 3)]


def test_a_blank_page_is_not_read() -> None:
    parrot = Parrot()
    found, _ = read([scan(1, blank()), scan(2)], parrot)

    assert (found[0].words, found[0].why) == ((), "picture of text, blank")
    assert parrot.asked == ["page"]


def test_blank_pages_alone_are_an_empty_input() -> None:
    with pytest.raises(EmptyInput, match="no text"):
        read([scan(1, blank())], Parrot())


def test_what_takes_too_long_is_a_limit() -> None:
    with pytest.raises(LimitExceeded, match="1 seconds"):
        read([scan(1)], Slow(), Settings(max_page_seconds=1))


def test_a_page_that_the_engine_cannot_read_is_left_out_and_told() -> None:
    found, content = read(map(scan, range(1, 4)), Broken(), Settings(jobs=1))

    assert [bool(page.words) for page in found] == [True, False, True]
    assert [(finding.code, finding.values["page"]) for finding in content.diagnostics] == [("PAGE_PICTURE", 2)]


def test_a_picture_that_cannot_be_drawn_is_left_out_and_told() -> None:
    def fail(_: float) -> Raster:
        message = "cut short"
        raise DamagedInput(message)

    broken = scan(1)._replace(scan=Scan(fail, 100.0))
    found, content = read([broken, scan(2)], Parrot())

    assert [bool(page.words) for page in found] == [False, True]
    assert [finding.code for finding in content.diagnostics] == ["PAGE_DAMAGED"]


@pytest.fixture
def no_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)


@pytest.mark.usefixtures("no_engine")
def test_without_an_engine_a_command_is_named() -> None:
    with pytest.raises(OcrUnavailable, match="not installed") as caught:
        read([native(1), scan(2)], None)

    assert "tesseract" in caught.value.advice
    assert "--partial" in caught.value.advice


@pytest.mark.usefixtures("no_engine")
def test_the_rest_is_read_all_the_same_if_so_wanted() -> None:
    found, content = read([native(1), scan(2)], None, Settings(partial=True))

    assert [bool(page.words) for page in found] == [True, False]
    assert found[1].why == "picture of text, not read"
    assert [(finding.code, finding.values["page"]) for finding in content.diagnostics] == [("PAGE_PICTURE", 2)]


@pytest.mark.usefixtures("no_engine")
def test_nothing_to_read_is_an_error_also_then() -> None:
    with pytest.raises(OcrUnavailable):
        read([scan(1)], None, Settings(partial=True))


def test_ocr_can_be_switched_off() -> None:
    with pytest.raises(OcrUnavailable, match="switched off"):
        read([scan(1)], None, Settings(ocr=False))


def test_the_stamp_over_a_scan_is_kept_beside_what_was_read() -> None:
    stamped = scan(1)._replace(words=(NATIVE._replace(text="Ký"),))
    (found,), _ = read([stamped], Parrot())

    assert [word.text for word in found.words] == ["Kế", "hoạch", "số", "một", "Ký"]
    assert found.words[-1].confidence is None


def test_a_pdf_is_drawn_page_by_page() -> None:
    source = open_source(make_pdf(Sheet().scan(), Sheet().scan(), Sheet().text(50, 700, "chữ")), max_bytes=10**7)
    content = read_scans(read_pdf(source, SETTINGS), SETTINGS, recogniser=Parrot())
    assert isinstance(content, Pages)

    assert [page.why for page in content.stream] == ["picture of text, blank"] * 2 + [""]
