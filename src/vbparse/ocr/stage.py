"""The stage that reads pictures of text: pages without words become pages with words.

Pages pass one by one, in order; those that are pictures are read side by side, some ahead of the one that is
given. A page is drawn here (PDFium works for one thread at a time); cleaning and reading it takes most of the time.
"""

from __future__ import annotations

import os
from collections import deque
from typing import TYPE_CHECKING, Any, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import DamagedInput, EmptyInput, OcrUnavailable
from vbparse.progress import tell_progress
from vbparse.readers.pages import Lines, Page, Pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from concurrent.futures import Future, ThreadPoolExecutor

    from vbparse.ocr.recogniser import Recogniser
    from vbparse.settings import Settings

    Found = tuple[Page, list[Diagnostic]]

MAX_DPI: Final = 200.0
"""Finer pictures read no better, and take longer."""
AHEAD: Final = 2
"""Pages that are begun ahead of the one that is given, for each that is read at a time."""


def read_scans(content: Pages | Lines, settings: Settings, *, recogniser: Recogniser | None = None) -> Pages | Lines:
    """Read the pages that are pictures of text; all others pass untouched.

    `recogniser` reads them (None: the engine that is installed). Each page that is done is told (`progress`).
    The stream raises what that of the reader raises, `OcrUnavailable` where there is no engine (with
    `settings.partial` such pages are left out instead, each with a finding), `LimitExceeded`, and `EmptyInput`
    where no page holds a word.
    """
    if isinstance(content, Lines):
        return content
    findings: list[Diagnostic] = []
    return content._replace(stream=_Reading(content, settings, findings, recogniser).pages(), diagnostics=findings)


class _Reading:
    """The reading of one document."""

    def __init__(
        self, content: Pages, settings: Settings, findings: list[Diagnostic], recogniser: Recogniser | None
    ) -> None:
        self._content = content
        self._settings = settings
        self._findings = findings
        self._recogniser = recogniser
        self._missing: OcrUnavailable | None = None
        self._pool: ThreadPoolExecutor | None = None
        self._jobs = settings.jobs or _cores()
        self._scans = 0

    def pages(self) -> Iterator[Page]:
        """Yield all pages in order."""
        words = 0
        try:
            for page in self._in_order():
                words += len(page.words)
                yield page
        finally:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
        self._findings.extend(self._content.diagnostics)
        if self._scans and not words:
            if self._missing is not None:
                raise self._missing
            message = "the pages are pictures in which no text was found"
            raise EmptyInput(message)

    def _in_order(self) -> Iterator[Page]:
        ahead: deque[Page | Future[Found]] = deque()
        done = 0
        for page in self._content.stream:
            if page.scan is None and not ahead:
                yield page
                done += 1
                continue
            ahead.append(page if page.scan is None else self._begin(page))
            while len(ahead) > AHEAD * self._jobs or isinstance(ahead[0], Page):
                yield self._end(ahead.popleft())
                done += 1
                tell_progress(done, self._content.count)
                if not ahead:
                    break
        for begun in ahead:
            yield self._end(begun)
            done += 1
            tell_progress(done, self._content.count)

    def _begin(self, page: Page) -> Page | Future[Found]:
        """Draw the picture of a page and have it read; where that is not needed or not possible, give the page."""
        assert page.scan is not None
        self._scans += 1
        recogniser = self._engine()
        if recogniser is None:
            return self._unread(page, page.scan.unread)
        from vbparse.ocr import sheet  # noqa: PLC0415 (numpy: only pictures need it)
        from vbparse.ocr.cache import find_page, page_key  # noqa: PLC0415

        key = page_key(page.scan.source, page.scan.number, recogniser.name) if page.scan.source else ""
        kept = find_page(key, page) if key else None
        if kept is not None:
            self._findings.extend(kept[1])
            return kept[0]
        dpi = min(page.scan.dpi, MAX_DPI)
        try:
            raster = page.scan.draw(dpi)
        except DamagedInput:
            return self._unread(page, "PAGE_DAMAGED")
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (25 ms)

            self._pool = ThreadPoolExecutor(self._jobs)
        seconds = self._settings.max_page_seconds
        return self._pool.submit(sheet.read_picture, page, raster, dpi, recogniser, key=key, seconds=seconds)

    def _end(self, begun: Page | Future[Found]) -> Page:
        if isinstance(begun, Page):
            return begun
        page, findings = begun.result()
        self._findings.extend(findings)
        return page

    def _unread(self, page: Page, code: str) -> Page:
        self._findings.append(Diagnostic(code, values={"page": page.number}))
        return page._replace(scan=None, words=(), why=f"{page.why}, not read")

    def _engine(self) -> Recogniser | None:
        """Give the engine; None where there is none and the rest is to be read all the same."""
        if self._recogniser is None and self._missing is None:
            from vbparse.ocr.tesseract import find_tesseract  # noqa: PLC0415 (only scans need it)

            try:
                self._recogniser = find_tesseract() if self._settings.ocr else _switched_off()
            except OcrUnavailable as error:
                if not self._settings.partial:
                    raise
                self._missing = error
        return self._recogniser


def _switched_off() -> Recogniser:
    message = "pages are pictures of text, and OCR is switched off"
    raise OcrUnavailable(message, hint="Switch it on (setting `ocr`), or use --partial.")


def _cores() -> Any:
    affinity = getattr(os, "sched_getaffinity", None)  # Linux only
    return len(affinity(0)) if affinity else os.cpu_count() or 1
