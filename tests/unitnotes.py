"""The compact notation of organisations in tests: `class | text => canonical name`.

The input of a case is a passage a line. `BY name | place, place` sets the issuer (`BY -`: nobody is known),
without it the plan is one of the people's committee of Hà Đông; `N: ...` is a line of `Nơi nhận`,
`[lead] ...` a table cell under a column of that meaning; a law's citation stands in braces.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.model import Body, Citation, Context, Mention
from vbparse.entities.units import find_units
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.outline.passages import Passage
from vbparse.textmap import Span

if TYPE_CHECKING:
    from vbparse.entities.model import Unit
    from vbparse.outline.passages import Zone

ISSUER = Body(
    "Ủy ban nhân dân quận Hà Đông",
    kind="ubnd",
    level="district",
    place="quận Hà Đông",
    places=("quận Hà Đông", "thành phố Hà Nội"),
)
_CELL = re.compile(r"\[(\w+)\] ")
_BRACED = re.compile(r"\{([^}]*)\}")


def read(text: str) -> str:
    """Find the organisations of a case's text and write them in the notation."""
    found, whole = find(text)
    return "\n".join(note(mention, whole) for mention in found) or "nothing"


def find(text: str) -> tuple[tuple[Mention[Unit], ...], str]:
    """Find the organisations of a case's text; give them and the text of the document."""
    lines = text.splitlines()
    issuer: Body | None = ISSUER
    if lines and lines[0].startswith("BY "):
        issuer = _issuer(lines.pop(0).removeprefix("BY "))
    passages: list[Passage] = []
    laws: list[Mention[Citation]] = []
    start = 0
    for number, line in enumerate(lines):
        passage, masks = _passage(line, f"II.{number}", start)
        passages.append(passage)
        laws += [Mention(mask, passage.node, Citation("Luật"), "law") for mask in masks]
        start = passage.span.end + 1
    whole = "\n".join(passage.text for passage in passages)
    return find_units(passages, Context(issuer=issuer), load_lexicon(), laws), whole


def note(mention: Mention[Unit], text: str) -> str:
    """Write one mention; the canonical name only where it differs from the text."""
    printed = text[mention.span.start : mention.span.end]
    unit = mention.value
    return f"{unit.cls} | {printed}" + (f" => {unit.name}" if unit.name != printed else "")


def _issuer(words: str) -> Body | None:
    name, _, places = words.partition(" | ")
    named = tuple(place.strip() for place in places.split(",") if place.strip())
    return None if name == "-" else Body(name, places=named)


def _passage(line: str, node: str, start: int) -> tuple[Passage, list[Span]]:
    recipients = line.startswith("N: ")
    line = line.removeprefix("N: ")
    cell = _CELL.match(line)
    line = line[cell.end() :] if cell is not None else line
    masks: list[Span] = []
    text = ""
    for index, part in enumerate(_BRACED.split(line)):
        if index % 2:
            masks.append(Span(start + len(text), start + len(text) + len(part)))
        text += part
    span = Span(start, start + len(text))
    meaning = cell[1] if cell is not None else None
    zone: Zone = "recipients" if recipients else "body"
    return Passage("N" if recipients else node, zone, span, text, meaning), masks
