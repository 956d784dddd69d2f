"""A serif font with Vietnamese letters, regular and bold."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "Serif", "SerifBold"

# The packaged font first: with it an archive has the same bytes on every machine.
_PLACES = (
    ("font_source_serif_pro", "files", ("SourceSerifPro-Regular.ttf", "SourceSerifPro-Bold.ttf")),
    ("", "/usr/share/fonts/truetype/liberation2", ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf")),
    ("", "/usr/share/fonts/truetype/liberation", ("LiberationSerif-Regular.ttf", "LiberationSerif-Bold.ttf")),
    ("", "/usr/share/fonts/truetype/dejavu", ("DejaVuSerif.ttf", "DejaVuSerif-Bold.ttf")),
)


class NoFont(Exception):
    """There is no font to print with; the message says what to install."""


def find_fonts() -> tuple[Path, Path]:
    """Give the files of the regular and the bold font. Raises `NoFont`."""
    for package, folder, names in _PLACES:
        spec = find_spec(package) if package else None
        if package and (spec is None or spec.origin is None):
            continue
        place = Path(spec.origin).parent / folder if spec and spec.origin else Path(folder)
        if all((place / name).is_file() for name in names):
            return place / names[0], place / names[1]
    message = (
        "no serif font with Vietnamese letters: pip install font-source-serif-pro, or apt-get install fonts-liberation2"
    )
    raise NoFont(message)


@cache
def fonts() -> dict[str, TTFont]:
    """Give the fonts by their names, known to the PDF writer. Raises `NoFont`."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    made = {name: TTFont(name, str(path)) for name, path in zip((REGULAR, BOLD), find_fonts(), strict=True)}
    for font in made.values():
        pdfmetrics.registerFont(font)
    return made


@cache
def word_width(font: str, word: str) -> float:
    """Give the width of a word in size 1, points."""
    width: float = fonts()[font].stringWidth(word, 1)
    return width
