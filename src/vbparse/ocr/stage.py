"""The stage that reads pictures of text: pages without words become pages with words.

Pages pass one by one, in order; those that are pictures are read side by side ahead of the one that is given.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Any, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import EmptyInput, OcrUnavailable
from vbparse.readers.pages import Lines, Page, Pages

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from vbparse.ocr.recogniser import Recogniser
    from vbparse.settings import Settings

    Progress = Callable[[int, int], None]

MAX_DPI: Final = 200.0
"""Finer pictures read no better, and take longer."""


def read_scans(
    content: Pages | Lines,
    settings: Settings,
    *,
    recogniser: Recogniser | None = None,
    progress: Progress | None = None,
) -> Pages | Lines:
    """Read the pages that are pictures of text; all others pass untouched.

    `recogniser` reads them (None: the engine that is installed); `progress` is told after each page how many of
    how many are done. The stream raises what that of the reader raises, `OcrUnavailable` where there is no
    engine (with `settings.partial` such pages are left out instead, each with a finding), `LimitExceeded`, and
    `EmptyInput` where no page holds a word.
    """
    if isinstance(content, Lines):
        return content
    findings: list[Diagnostic] = []
    run = _Run(content, settings, findings, recogniser)
    return content._replace(stream=run.pages(progress), diagnostics=findings)


class _Run:
    def __init__(
        self, content: Pages, settings: Settings, findings: list[Diagnostic], recogniser: Recogniser | None
    ) -> None:
        self._content = content
        self._settings = settings
        self._findings = findings
        self._recogniser = recogniser
        self._pool: Any = None
        self._missing: OcrUnavailable | None = None

    def pages(self, progress: Progress | None) -> Iterator[Page]:
        """Yield all pages in order."""
        ahead: deque[Any] = deque()
        words = done = 0
        try:
            for page in self._content.stream:
                ahead.append(page if page.scan is None else self._begin(page))
                while ahead and (len(ahead) > self._reach or isinstance(ahead[0], Page)):
                    finished = self._end(ahead.popleft())
                    words, done = words + len(finished.words), done + 1
                    if progress:
                        progress(done, self._content.count)
                    yield finished
            while ahead:
                finished = self._end(ahead.popleft())
                words, done = words + len(finished.words), done + 1
                if progress:
                    progress(done, self._content.count)
                yield finished
        finally:
            if self._pool is not None:
                self._pool.shutdown(wait=False, cancel_futures=True)
        self._findings.extend(self._content.diagnostics)
        if not words and self._missing is not None:
            raise self._missing
        if not words and self._recogniser is not None:
            message = "the pages are pictures without any text"
            raise EmptyInput(message)

    @property
    def _reach(self) -> int:
        return 2 * self._jobs

    @property
    def _jobs(self) -> int:
        return self._settings.jobs or 2

    def _begin(self, page: Page) -> Any:
        """Draw the picture and have it read; give the page that is to be."""
        assert page.scan is not None
        if self._recogniser is None and self._missing is None:
            self._find_engine()
        if self._recogniser is None:
            self._findings.append(Diagnostic(page.scan.unread, values={"page": page.number}))
            return page._replace(scan=None, words=(), why=f"{page.why}, not read")
        from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 (25 ms; only scans need it)

        from vbparse.ocr.sheet import read_picture  # noqa: PLC0415

        if self._pool is None:
            self._pool = ThreadPoolExecutor(self._jobs)
        dpi = min(page.scan.dpi, MAX_DPI)
        raster = page.scan.draw(dpi)
        return self._pool.submit(read_picture, page._replace(scan=None), raster, dpi, self._recogniser)

    def _end(self, begun: Any) -> Page:
        if isinstance(begun, Page):
            return begun
        page, findings = begun.result()
        self._findings.extend(findings)
        return page  # type: ignore[no-any-return]

    def _find_engine(self) -> None:
        from vbparse.ocr.tesseract import find_tesseract  # noqa: PLC0415

        try:
            self._recogniser = find_tesseract()
        except OcrUnavailable as error:
            if not self._settings.partial:
                raise
            self._missing = error
