"""Several inputs read as the pages of one document: photographs of a plan, one a page."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import UnsupportedInput
from vbparse.readers.pages import Page, Pages
from vbparse.readers.registry import Read, read_source
from vbparse.readers.source import Source, open_source

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from vbparse.diagnostics import Diagnostic
    from vbparse.settings import Settings

MIXED: Final = "multipart/mixed"


def read_joined(
    paths: Sequence[str | Path | bytes], settings: Settings, *, password: str | None = None
) -> tuple[Source, Read]:
    """Read files as one document, their pages one after the other.

    Its name is that of all, its digest that of all digests. Raises what reading each raises, and
    `UnsupportedInput` for one that has no pages.
    """
    sources = [open_source(path, max_bytes=settings.max_bytes) for path in paths]
    reads = [read_source(source, settings, password=password) for source in sources]
    for source, read in zip(sources, reads, strict=True):
        if not isinstance(read.content, Pages):
            message = f"{source.name} has no pages that could be joined to others"
            raise UnsupportedInput(message, hint="Join pictures and PDF files only.")
    types = {read.media_type for read in reads}
    digest = hashlib.sha256("".join(source.sha256 for source in sources).encode()).hexdigest()
    whole = Source(", ".join(source.name for source in sources), b"", digest)
    contents: list[Any] = [read.content for read in reads]
    findings: list[Diagnostic] = []
    pages = Pages(_pages(contents, findings), sum(each.count for each in contents), None, findings)
    return whole, Read(pages, types.pop() if len(types) == 1 else MIXED)


def _pages(contents: Sequence[Pages], findings: list[Diagnostic]) -> Iterator[Page]:
    """Yield the pages of all, numbered on."""
    before = 0
    for content in contents:
        for page in content.stream:
            yield page._replace(number=before + page.number)
        findings += [_renumbered(finding, before) for finding in content.diagnostics]
        before += content.count


def _renumbered(finding: Diagnostic, before: int) -> Diagnostic:
    page = finding.values.get("page")
    if not isinstance(page, int):
        return finding
    return finding._replace(values={**finding.values, "page": page + before})
