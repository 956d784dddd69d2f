"""The piece of a passage that shows why it was found, as printed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.archive.store.words import WORD, beginning, keys
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.archive.store.asked import Query, Word
    from vbparse.archive.store.words import Keys

WIDTH: Final = 160
"""Characters of a snippet, the marks of what was left out not counted."""
_CUT: Final = "…"
_SPACES: Final = {ord(char): " " for char in "\t\n\v\f\r\x1c\x1d\x1e\x1f\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"}


class Snippet(NamedTuple):
    """`spans` are the places in `text` of the words that were found, in order, none within another."""

    text: str
    spans: tuple[tuple[int, int], ...]


class _Place(NamedTuple):
    """Where a phrase of the query stands in a passage."""

    start: int
    end: int
    phrase: int


def make_snippet(text: str, query: Query, width: int = WIDTH) -> Snippet:
    """Cut out the piece of a text in which most of the query stands, at blanks, `…` where something was left out."""
    places = _apart(sorted(_find(text, query), key=lambda place: (place.start, -place.end)))
    shown = _best(places, width * 3 // 4)  # the rest is for what stands around them
    start, end = _bounds(text, shown, width)
    before, after = _CUT if start else "", _CUT if end < len(text) else ""
    shift = len(before) - start
    within = [place for place in places if start <= place.start < place.end <= end]
    spans = tuple((first + shift, last + shift) for first, last in _joined(text, within))
    piece = text[start:end]
    if not piece.isprintable():
        piece = piece.translate(_SPACES)
    return Snippet(f"{before}{piece}{after}", spans)


def _find(text: str, query: Query) -> Iterator[_Place]:
    words = list(WORD.finditer(text))
    known = [keys(word[0]) for word in words]
    for number, phrase in enumerate(query.phrases):
        length = len(phrase)
        for at in _places_of(phrase[0], known):
            if at + length <= len(known) and all(map(_is, phrase[1:], known[at + 1 : at + length])):
                yield _Place(words[at].start(), words[at + length - 1].end(), number)


def _places_of(asked: Word, known: Sequence[Keys]) -> Iterator[int]:
    """Give the places of a word among the words of a passage (most passages are long, and have it once)."""
    if asked.begins:
        yield from (at for at, word in enumerate(known) if _is(asked, word))
        return
    column = [word[0] for word in known] if asked.spelled else [word[1] for word in known]
    at = -1
    for _ in range(column.count(asked.key)):
        at = column.index(asked.key, at + 1)
        yield at


def _is(asked: Word, word: Keys) -> bool:
    """Tell whether a word of the passage is one that is asked for."""
    spelled, plain = word
    if not asked.spelled:
        return plain.startswith(asked.key) if asked.begins else plain == asked.key
    return beginning(spelled).startswith(asked.key) if asked.begins else spelled == asked.key


def _apart(places: Sequence[_Place]) -> list[_Place]:
    """Leave out places that one before them overlaps."""
    kept: list[_Place] = []
    for place in places:
        if kept and place.start < kept[-1].end:
            continue
        kept.append(place)
    return kept


def _joined(text: str, places: Sequence[_Place]) -> list[tuple[int, int]]:
    """Give the places as spans, those with only a blank between them as one."""
    spans: list[tuple[int, int]] = []
    for place in places:
        if spans and text[spans[-1][1] : place.start].isspace():
            spans[-1] = (spans[-1][0], place.end)
        else:
            spans.append((place.start, place.end))
    return spans


def _best(places: Sequence[_Place], width: int) -> Sequence[_Place]:
    """Choose neighbours that fit in a width: of most phrases, then most of them, then the first."""
    best: tuple[int, int] = (0, 0)
    chosen: Sequence[_Place] = places[:1]
    for first, place in enumerate(places):
        last = first
        while last + 1 < len(places) and places[last + 1].end - place.start <= width:
            last += 1
        together = places[first : last + 1]
        worth = (len({one.phrase for one in together}), len(together))
        if worth > best:
            best, chosen = worth, together
    return chosen


def _bounds(text: str, shown: Sequence[_Place], width: int) -> tuple[int, int]:
    """Put what is shown in the middle of a piece that begins and ends with whole words."""
    first, last = (shown[0].start, shown[-1].end) if shown else (0, 0)
    spare = max(0, width - (last - first))
    start = max(0, min(first - spare // 2, len(text) - width))
    end = min(len(text), max(start + width, last))
    if start:
        start = min(first, next((at + 1 for at in range(start - 1, first) if text[at].isspace()), first))
    if end < len(text):
        end = max(last, next((at for at in range(end, last, -1) if text[at].isspace()), last or end))
    return start, end
