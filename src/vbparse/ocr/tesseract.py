"""Tesseract, through its command: one process a picture, one core a process.

Measured on Debian's 5.3.0: without `OMP_THREAD_LIMIT=1` a page costs 2.5 times the work for a sixth less time;
`vie` alone reads better than `vie+eng`, which loses marks; page mode 3 finds the blocks of a page, 6 reads one
block. The command's hOCR tells the slope of each line's foot, which its table (TSV) does not.
"""

from __future__ import annotations

import html
import os
import shutil
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, LimitExceeded, OcrUnavailable
from vbparse.ocr.recogniser import Seen
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.ocr.recogniser import Picture, Shape

DATA: Final = "vie"
PROGRAM: Final = "tesseract"
INSTALL: Final = {
    "linux": "sudo apt-get install tesseract-ocr tesseract-ocr-vie",
    "darwin": "brew install tesseract tesseract-lang",
    "win32": "winget install UB-Mannheim.TesseractOCR",
}
"""What installs the engine with its Vietnamese data, by `sys.platform`."""
_WINDOWS: Final = Path("C:/Program Files/Tesseract-OCR/tesseract.exe")
"""Where the Windows installer puts the program; it does not enter it into the search path."""
_MODES: Final[dict[Shape, str]] = {"page": "4", "block": "6"}
_PATIENCE: Final = 10
"""Seconds that the program gets to tell its version."""
_LEAST_DPI: Final = 70
"""Tesseract does not believe in lower resolutions."""
_SURE_TURN: Final = 2.0
"""Confidence from which the engine's answer about turns is believed (right pages have 10 to 25)."""
_SAID: Final = 200

_LINE = compile_pattern(
    r"<span class='ocr_(?:line|caption|header|textfloat)'[^>]*title=\"bbox (\d+) (\d+) (\d+) (\d+)"
    r"(?:; baseline (-?[\d.]+) (-?[\d.]+))?(?:; x_size ([\d.]+))?"
    r"|<span class='ocrx_word'[^>]*title='bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)[^>]*>(.*?)</span>"
)
_ROTATE = compile_pattern(r"Rotate: (\d+)\s+Orientation confidence: ([\d.]+)")
_TAG = compile_pattern(r"<[^>]+>")


class Tesseract:
    """The engine as installed here."""

    __slots__ = ("_program", "name")

    def __init__(self, program: str, version: str) -> None:
        self._program = program
        self.name = f"Tesseract {version} ({DATA})"

    def read(self, picture: Picture, shape: Shape = "page", *, seconds: float = 60.0) -> list[Seen]:
        """Read the words of an upright picture (see `Recogniser`)."""
        command = [self._program, "stdin", "stdout", "-l", DATA, "--psm", _MODES[shape], "--dpi", _dpi(picture), "hocr"]
        done = _run(command, _pgm(picture), seconds)
        if done.returncode:
            said = done.stderr.decode(errors="replace").strip()[:_SAID]
            message = f"Tesseract could not read a page (code {done.returncode}): {said}"
            raise DamagedInput(message)
        return list(read_hocr(done.stdout.decode(errors="replace")))

    def turns(self, picture: Picture, *, seconds: float = 60.0) -> int | None:
        """Tell how a picture is turned (see `Recogniser`)."""
        data = _pgm(picture)
        done = _run([self._program, "stdin", "stdout", "--psm", "0", "--dpi", _dpi(picture)], data, seconds)
        found = _ROTATE.search(done.stdout.decode(errors="replace"))
        if done.returncode or found is None or float(found[2]) < _SURE_TURN:
            return None
        return -int(found[1]) // 90 % 4  # the engine counts clockwise


def find_tesseract() -> Tesseract:
    """Find the program and its Vietnamese data. Raises `OcrUnavailable`, which tells the command that installs them."""
    program = find_program()
    if program is None:
        message = "pages are pictures of text, and the program Tesseract that reads them is not installed"
        raise OcrUnavailable(message, hint=install_hint())
    version, languages = _about(program)
    if DATA not in languages:
        message = f"pages are pictures of text, and Tesseract has no Vietnamese data ({DATA})"
        raise OcrUnavailable(message, hint=install_hint())
    return Tesseract(program, version)


def find_program() -> str | None:
    """Give the path of the program; None where it is not installed."""
    found = shutil.which(PROGRAM)
    if found is None and sys.platform == "win32" and _WINDOWS.exists():
        return str(_WINDOWS)
    return found


def install_command() -> str:
    """Give the command that installs the engine on this system."""
    return INSTALL.get(sys.platform, INSTALL["linux"])


def install_hint() -> str:
    """Say what to do where the engine is missing."""
    return f"Install it: {install_command()}. With --partial the pages that need no OCR are read."


def read_hocr(text: str) -> Iterator[Seen]:
    """Yield the words of Tesseract's hOCR, line by line in its order; blank ones are left out."""
    line = 0
    foot = (0.0, 0.0, 0.0)  # slope of the line's foot, y of the foot at x = 0, size of the type
    for found in _LINE.finditer(text):
        if found[8] is None:
            line += 1
            foot = _foot(found.groups())
            continue
        word = unicodedata.normalize("NFC", html.unescape(_TAG.sub("", found[13])).strip())
        if word:
            x0, top, x1, bottom = map(float, found.group(8, 9, 10, 11))
            slope, start, size = foot
            baseline = start + slope * (x0 + x1) / 2 if size else bottom
            yield Seen(word, x0, top, x1, bottom, baseline, size or bottom - top, int(found[12]) / 100, line)


def _foot(groups: tuple[str | None, ...]) -> tuple[float, float, float]:
    """Take the foot of a line: hOCR gives it from the lower left corner of the line's box."""
    x0, bottom = float(groups[0] or 0), float(groups[3] or 0)
    slope, offset, size = (float(each or 0) for each in groups[4:7])
    return slope, bottom + offset - slope * x0, size


def _pgm(picture: Picture) -> bytes:
    height, width = picture.pixels.shape
    return b"P5 %d %d 255\n" % (width, height) + bytes(picture.pixels.tobytes())


def _dpi(picture: Picture) -> str:
    return str(max(_LEAST_DPI, round(picture.dpi)))


def _run(command: list[str], data: bytes, seconds: float) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 (the program that was found)
            command, input=data, capture_output=True, timeout=seconds, check=False, env=_environment()
        )
    except subprocess.TimeoutExpired as error:
        message = f"reading the picture of a page took longer than the limit of {seconds:g} seconds"
        raise LimitExceeded(message) from error
    except OSError as error:
        message = f"Tesseract cannot be started: {error.strerror or error}"
        raise OcrUnavailable(message, hint=install_hint()) from error


def _environment() -> dict[str, str]:
    return {**os.environ, "OMP_THREAD_LIMIT": "1"}


@cache
def _about(program: str) -> tuple[str, frozenset[str]]:
    """Ask the program for its version and its languages."""
    try:
        done = subprocess.run(  # noqa: S603 (the program that was found)
            [program, "--version"], capture_output=True, timeout=_PATIENCE, check=False, env=_environment()
        )
        listed = subprocess.run(  # noqa: S603
            [program, "--list-langs"], capture_output=True, timeout=_PATIENCE, check=False, env=_environment()
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        message = f"Tesseract does not answer: {error}"
        raise OcrUnavailable(message, hint=install_hint()) from error
    words = (done.stdout or done.stderr).decode(errors="replace").split()
    languages = (listed.stdout or listed.stderr).decode(errors="replace").split()
    return words[1] if len(words) > 1 else "?", frozenset(languages)
