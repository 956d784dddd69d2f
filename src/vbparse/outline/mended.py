"""Marks that were misread in a picture, put right by the numbers before and behind them.

An I is easily lost or taken for another letter: `II. TỔ CHỨC THỰC HIỆN` behind `II.` is `III.`, `H. NỘI DUNG`
behind `I.` is `II.`; a full stop is taken for a comma: `7, Phòng …` behind `6.`; the bar of a đ is lost or seen where
there is none: `đ)` behind `c)` is `d)`. Only what the count asks for is
changed, and the node says so (OCR_MARKER); figures stay as they were read. A heading in capitals between `II.` and
`IV.`, or behind which the items begin at 1 again, has lost its mark.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.outline.markers import Marker, follows, letter_value, roman_value, to_roman
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from vbparse.outline.lines import Line

_STROKES: Final = str.maketrans(
    {"H": "II", "1": "I", "l": "I", "|": "I", "!": "I", "L": "I", "T": "I", "Y": "V", "İ": "I", "Ï": "I"}
)
_ROMAN = compile_pattern(r"(?P<label>(?P<n>[IVXHLTYÏ1l|!]{1,6})(?:\s?[.,]\s*|\s+(?=[A-ZĐÀ-Ỹ]{2})))(?=[^\W\d_]{2})")
"""The stop may be lost, before capitals."""
_COMMA = compile_pattern(r"(?P<label>(?P<n>\d{1,2}),)\s+(?=[^\W\d_a-zđ])")
_BARS: Final = {("c", "đ"): "d", ("d", "d"): "đ"}
_RESTARTS: Final = frozenset({"part", "chapter", "section", "capital"})


class _Coming(NamedTuple):
    """What comes behind a line: the number of the next Roman heading, and of the next mark, if that is an item's."""

    roman: int | None
    item: int | None


class _Count:
    """How far the lists have come: Roman headings, Arabic items below them, capitals above."""

    def __init__(self) -> None:
        self.roman: int | None = None
        self.arabic: int | None = None
        self.capital = ""
        self.small = ""

    def take(self, marker: Marker) -> None:
        """Note a mark."""
        if marker.family == "letter":
            self.small = marker.part
            return
        if not marker.is_bullet:
            self.small = ""
        if marker.family == "roman":
            self.roman, self.arabic = marker.value, None
        elif marker.family == "arabic":
            self.arabic = marker.value
        elif marker.family in _RESTARTS:
            self.roman = self.arabic = None
            self.capital = marker.part.lower() if marker.family == "capital" else self.capital


def mend_markers(lines: Sequence[Line], markers: Sequence[Marker | None]) -> list[Marker | None]:
    """Give the marks of the lines of a zone that was read from a picture, those put right that the count asks for."""
    result = list(markers)
    coming = _coming([_guess(line.text, marker) for line, marker in zip(lines, markers, strict=True)])
    count = _Count()
    for at, (line, marker) in enumerate(zip(lines, markers, strict=True)):
        if line.is_row:
            continue
        mended = _mended(line.text, marker, count, coming[at])
        if mended is not None:
            result[at] = mended
        final = result[at]
        if final is not None:
            count.take(final)
    return result


def _mended(text: str, marker: Marker | None, count: _Count, coming: _Coming) -> Marker | None:
    """Give the mark that the count asks for; None where the one that was read may stand."""
    if marker is not None and marker.family == "letter":
        return _barred(marker, count.small)
    if count.roman is not None:
        if marker is not None and marker.family == "capital" and follows(count.capital or "?", marker.part.lower()):
            return None
        after = coming.roman
        found = _roman(text, marker, count.roman, after)
        if found is not None:
            return found
        is_lost = marker is None and count.arabic is not None and coming.item == 1
        if is_lost and after in {None, count.roman + 2} and text.isupper() and len(text.split()) > 1:
            return _lost(count.roman + 1)
    item = _comma(text) if marker is None else None
    begins = item is not None and item.value == (count.arabic or 0) + 1
    return item if begins and not (count.arabic is None and count.roman is None) else None


def _barred(marker: Marker, before: str) -> Marker | None:
    """Read `đ)` behind `c)` as `d)`, a second `d)` as `đ)`."""
    wanted = _BARS.get((before, marker.part))
    if wanted is None:
        return None
    return marker._replace(part=wanted, path=(wanted,), value=letter_value(wanted), repaired=True)


def _coming(markers: Sequence[Marker | None]) -> list[_Coming]:
    """Give what comes behind each line."""
    result: list[_Coming] = []
    coming = _Coming(None, None)
    for marker in reversed(markers):
        result.append(coming)
        if marker is None or marker.is_bullet:
            continue
        if marker.family == "roman":
            coming = _Coming(marker.value, None)
        else:
            coming = coming._replace(item=marker.value if marker.family == "arabic" else None)
    return result[::-1]


def _guess(text: str, marker: Marker | None) -> Marker | None:
    """Give what a mark probably is, whatever the count: `HI.` is III."""
    if marker is not None and marker.family != "capital":
        return marker
    found = _ROMAN.match(text)
    numeral = found["n"].translate(_STROKES) if found else ""
    if found and len(numeral) > len(found["n"]) and (value := roman_value(numeral)):
        return _marker(found, "roman", value, numeral)
    return marker or _comma(text)


def _lost(value: int) -> Marker:
    return Marker("", 0, "roman", "roman.", value, to_roman(value), (str(value),), repaired=True)


def _roman(text: str, marker: Marker | None, before: int, after: int | None) -> Marker | None:
    """Read a heading's mark as the number that follows `before`, if a slip of reading can have made it."""
    found = _ROMAN.match(text)
    if found is None:
        return None
    wanted = before + 1
    value = roman_value(found["n"])
    if value == before and after != wanted:
        # an I was lost; for the first of a list that must be seen from what comes behind
        fits = to_roman(wanted) == found["n"] + "I" and (before > 1 or after == wanted + 1)
    else:
        fits = not value and found["n"].translate(_STROKES) == to_roman(wanted)
    if marker is not None and marker.family not in {"roman", "capital"}:
        fits = fits and not found["n"].isdigit()
    return _marker(found, "roman", wanted, to_roman(wanted)) if fits else None


def _comma(text: str) -> Marker | None:
    """Read `7,` as `7.`."""
    found = _COMMA.match(text)
    return _marker(found, "arabic", int(found["n"]), str(int(found["n"]))) if found else None


def _marker(found: re.Match[str], family: str, value: int, part: str) -> Marker:
    return Marker(found["label"].strip(), found.end(), family, f"{family}.", value, part, (str(value),), repaired=True)
