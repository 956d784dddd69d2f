"""Pages that were read from pictures, kept between runs: a second run costs nothing.

A page is known by the file it is from (its digest), its number, the engine, and the code and knowledge that read
it. What was read is kept in the user's private cache folder, by the commands only, and never of a document that
bears a secrecy mark or was opened with a password.
"""

from __future__ import annotations

import hashlib
import marshal
import zlib
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import OutputError
from vbparse.prepared import is_private, made_from, private_folder
from vbparse.readers.pages import Font, Page, Rule, Word

if TYPE_CHECKING:
    from pathlib import Path

    Found = tuple[Page, list[Diagnostic]]

FOLDER: Final = "pages"
SUFFIX: Final = ".page"
MOST: Final = 5000
"""Pages kept (about 15 kB each); beyond that, those that were kept first go."""
_CODE: Final = ("ocr", "lexicon", "lexicon/data", "readers", ".")


def page_key(source: str, number: int, engine: str) -> str:
    """Give the key of page `number` of the file whose digest is `source`."""
    stamp = hashlib.sha256(made_from(*_CODE)).hexdigest()
    return hashlib.sha256("\n".join((source, str(number), engine, stamp)).encode()).hexdigest()


def find_page(key: str, page: Page) -> Found | None:
    """Give what an earlier run read of a page, and what it had to say; None if it is not kept, or cannot be used."""
    path = pages_folder() / f"{key}{SUFFIX}"
    try:
        if not is_private(path.parent):
            return None
        packed = path.read_bytes()
        check, data = packed[:4], packed[4:]
        if zlib.crc32(data).to_bytes(4, "big") != check:
            return None
        values = marshal.loads(zlib.decompress(data))  # noqa: S302 (plain data, whole, written by this user)
    except (OSError, RuntimeError, zlib.error, ValueError, EOFError):
        return None
    return _unpacked(values, page)


def remember_page(key: str, page: Page, findings: list[Diagnostic]) -> None:
    """Note a page that was read; it is kept when `keep_pages` is called."""
    _pending()[key] = _packed(page, findings)


def keep_pages() -> None:
    """Write the pages that were noted; does nothing where that is not possible."""
    pending = dict(_pending())
    _pending().clear()
    if not pending:
        return
    from vbparse.output import write_whole  # noqa: PLC0415 (seldom needed)

    folder = pages_folder()
    with suppress(OSError, OutputError, RuntimeError):
        private_folder(folder)
        for key, values in pending.items():
            data = zlib.compress(marshal.dumps(values))
            write_whole(folder / f"{key}{SUFFIX}", zlib.crc32(data).to_bytes(4, "big") + data)
        _prune(folder)


def drop_pages() -> None:
    """Forget the pages that were noted and not kept."""
    _pending().clear()


def forget_pages() -> None:
    """Remove all pages that are kept. Raises `OutputError`."""
    for path in pages_folder().glob(f"*{SUFFIX}"):
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            message = f"{path} cannot be removed: {error.strerror or error}"
            raise OutputError(message) from error


def pages_folder() -> Path:
    """Give the folder of the pages."""
    from vbparse.prepared import prepared_file  # noqa: PLC0415

    return prepared_file().parent / FOLDER


@cache
def _pending() -> dict[str, Any]:
    return {}


def _prune(folder: Path) -> None:
    paths = list(folder.glob(f"*{SUFFIX}"))
    if len(paths) > MOST:
        paths.sort(key=lambda path: path.stat().st_mtime_ns)
        for path in paths[: len(paths) - MOST * 4 // 5]:
            path.unlink(missing_ok=True)


def _packed(page: Page, findings: list[Diagnostic]) -> Any:
    words = [(*word[:6], tuple(word.font), *word[7:]) for word in page.words]
    rules = [tuple(rule) for rule in page.rules]
    told = [(finding.code, dict(finding.values)) for finding in findings]
    return page.width, page.height, words, rules, page.why, page.upright, page.engine, told


def _unpacked(values: Any, page: Page) -> Found:
    width, height, words, rules, why, upright, engine, told = values
    read = page._replace(
        width=width,
        height=height,
        words=tuple(Word._make((*word[:6], Font._make(word[6]), *word[7:])) for word in words),
        rules=tuple(Rule(*rule) for rule in rules),
        why=why,
        scan=None,
        upright=upright,
        engine=engine,
    )
    return read, [Diagnostic(code, values=given) for code, given in told]
