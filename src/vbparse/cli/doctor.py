"""`vbparse doctor`: what is installed, what is missing, and the command that installs it."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, Final, Literal

from vbparse import __version__
from vbparse.cli.common import Session, write_text
from vbparse.errors import ResourceError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from vbparse.export.options import Lang

State = Literal["ok", "missing", "optional"]

_NEEDED: Final = ("pydantic", "pypdfium2", "pillow", "numpy", "rich", "openpyxl", "icalendar")
_OPTIONAL: Final = ("spacy", "underthesea", "pyhanko", "pyarrow")
_MARKS: Final[dict[Lang, dict[State, str]]] = {
    "vi": {"ok": "có", "missing": "THIẾU", "optional": "không có (không bắt buộc)"},
    "en": {"ok": "ok", "missing": "MISSING", "optional": "absent (optional)"},
}
_COLUMNS: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("Trang", "Nguồn chữ", "Từ", "DPI", "Lý do"),
    "en": ("Page", "Origin", "Words", "DPI", "Why"),
}


class Check(NamedTuple):
    """Something that was looked at, and the command that mends it."""

    name: str
    state: State
    detail: str = ""
    mend: str = ""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("file", metavar="FILE", nargs="?", help="show of each page where its text comes from, and why")
    parser.add_argument("--password", help="password of an encrypted file")


def doctor(session: Session, *, file: str | None, password: str | None) -> None:
    """Show versions, OCR engine, limits and settings; or, of a file, what each page is and why."""
    if file is not None:
        _show_pages(session, file, password)
        return
    checks = [*_python(), *_packages(), *_engine(), *_converter(), *_own(session)]
    width = max(len(check.name) for check in checks)
    lines = []
    for check in checks:
        lines.append(f"{check.name:{width}}  {_MARKS[session.lang][check.state]}  {check.detail}".rstrip())
        if check.mend:
            lines.append(f"{'':{width}}  → {check.mend}")
    write_text("\n".join(lines) + "\n")
    if any(check.state == "missing" for check in checks):
        sys.exit(ResourceError.exit_code)


def _show_pages(session: Session, file: str, password: str | None) -> None:
    """Show a table of the pages of a file: where their text comes from, and why."""
    import json

    from vbparse.cli.common import read_input
    from vbparse.ocr.triage import triage_pages
    from vbparse.product import Order

    source, name = read_input(file, session.settings.max_bytes)
    found = json.loads(session.run(triage_pages, Order(source, session.settings, name, password)))
    rows = [
        _COLUMNS[session.lang],
        *(
            (
                str(page["page"]),
                page["origin"],
                str(page["words"]),
                f"{page['dpi']:.0f}" if page["dpi"] else "",
                page["why"],
            )
            for page in found
        ),
    ]
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    write_text("\n".join(lines) + "\n")


def _python() -> Iterator[Check]:
    import platform

    yield Check("vbparse", "ok", __version__)
    yield Check("Python", "ok", f"{platform.python_version()}, {platform.platform()}")


def _packages() -> Iterator[Check]:
    from importlib.metadata import PackageNotFoundError, version

    for name in (*_NEEDED, *_OPTIONAL):
        try:
            yield Check(name, "ok", version(name))
        except PackageNotFoundError:
            state: State = "missing" if name in _NEEDED else "optional"
            yield Check(name, state, mend=f"{sys.executable} -m pip install {name}")


def _engine() -> Iterator[Check]:
    """Look for the OCR engine and its Vietnamese data; only pages that are pictures need them."""
    from vbparse.errors import OcrUnavailable
    from vbparse.ocr.tesseract import find_program, find_tesseract, install_command

    program = find_program()
    try:
        engine = find_tesseract()
    except OcrUnavailable:
        name = "tesseract" if program is None else "tesseract: vie"
        yield Check(name, "optional", mend=install_command())
    else:
        yield Check("tesseract", "ok", f"{engine.name}, {program}")


def _converter() -> Iterator[Check]:
    """Look for LibreOffice, which DOC, RTF and ODT need."""
    from vbparse.readers.word.libreoffice import find_program, how_to_install

    program = find_program()
    if program is None:
        yield Check("LibreOffice", "optional", mend=how_to_install())
    else:
        yield Check("LibreOffice", "ok", program)


def _own(session: Session) -> Iterator[Check]:
    """Tell what of vbparse itself holds: knowledge, settings, limits."""
    from vbparse.lexicon.lexicon import load_lexicon
    from vbparse.prepared import prepared_file
    from vbparse.settings import FILE_NAME, user_file
    from vbparse.worker import available_cores

    settings = session.settings
    yield Check("lexicon", "ok", load_lexicon(settings.lexicon).digest[:16])
    for path in (user_file(), user_file().cwd() / FILE_NAME):
        yield Check(f"settings {path}", "ok" if path.exists() else "optional")
    yield Check(f"cache {prepared_file()}", "ok" if prepared_file().exists() else "optional")
    yield Check("cores", "ok", f"{available_cores()} / {os.cpu_count()}")
    yield Check("max_seconds", "ok", f"{settings.max_seconds:g} s")
    enforced = "" if sys.platform == "linux" else " (not enforced by this system)"
    yield Check("max_memory", "ok", f"{settings.max_memory / 1e6:g} MB{enforced}")
    yield Check("max_pages", "ok", str(settings.max_pages))
    yield Check("max_pixels", "ok", f"{settings.max_pixels / 1e6:g} M")
    yield Check("max_bytes", "ok", f"{settings.max_bytes / 1e6:g} MB")
