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

_NEEDED: Final = ("pydantic", "pypdfium2", "pillow", "rich", "openpyxl", "icalendar")
_OPTIONAL: Final = ("spacy", "underthesea", "pyhanko")
_MARKS: Final[dict[Lang, dict[State, str]]] = {
    "vi": {"ok": "có", "missing": "THIẾU", "optional": "không có (không bắt buộc)"},
    "en": {"ok": "ok", "missing": "MISSING", "optional": "absent (optional)"},
}
_TESSERACT: Final = {
    "linux": "sudo apt-get install tesseract-ocr tesseract-ocr-vie",
    "darwin": "brew install tesseract tesseract-lang",
    "win32": "winget install UB-Mannheim.TesseractOCR",
}
_PATIENCE: Final = 10
"""Seconds that an engine gets to tell its version."""


class Check(NamedTuple):
    """Something that was looked at, and the command that mends it."""

    name: str
    state: State
    detail: str = ""
    mend: str = ""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments: none."""


def doctor(session: Session) -> None:
    """Show versions, OCR engine, limits and settings; what is missing and how to install it."""
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
    """Look for the OCR engine and its Vietnamese data; this version reads no scans, so neither is needed."""
    import shutil

    install = _TESSERACT.get(sys.platform, _TESSERACT["linux"])
    program = shutil.which("tesseract")
    if program is None:
        yield Check("tesseract", "optional", mend=install)
        return
    yield Check("tesseract", "ok", _said(program, "--version").partition("\n")[0])
    if "vie" in _said(program, "--list-langs").split():
        yield Check("tesseract: vie", "ok")
    else:
        yield Check("tesseract: vie", "optional", mend=install)


def _converter() -> Iterator[Check]:
    """Look for LibreOffice, which DOC, RTF and ODT need."""
    from vbparse.readers.word.libreoffice import find_program, how_to_install

    program = find_program()
    if program is None:
        yield Check("LibreOffice", "optional", mend=how_to_install())
    else:
        yield Check("LibreOffice", "ok", program)


def _said(*command: str) -> str:
    import subprocess

    try:
        done = subprocess.run(  # noqa: S603 (the program that `which` found)
            command, capture_output=True, text=True, encoding="utf-8", timeout=_PATIENCE, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return done.stdout or done.stderr


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
