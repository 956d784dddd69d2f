"""Small print that engines misread, looked at again in the picture: numerals made of strokes, dashes, specks.

"III." is read as "II.", "H." or "HI."; a dash at the head of an item as "~", "_" or not at all; dust as "." or ":".
What is printed is seen from its strokes and its size: nothing is guessed.
"""

from __future__ import annotations

from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from vbparse.ocr.spots import inked_columns, inked_rows, runs
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.ocr.recogniser import Seen
    from vbparse.ocr.spots import Spots

DARK: Final = 140
SPECK: Final = 0.22
"""A word smaller than this (sizes, both ways) is a speck: a full stop of its own is not printed, a dash is wider."""
LOW: Final = 0.35
"""So is a letter or a digit lower than this."""
NOISE: Final = 0.4
"""Words of one or two characters that are less sure than this are no print, unless they stand like letters."""
SHORT: Final = 2
SAME: Final = "nt"
"""What cells say for "như trên" (as above); its t is taken for other strokes."""
QUARTER: Final = "quý"
ALONE: Final = 0.5
"""So is a line of one word that is less sure than this."""
PRINTED: Final = 0.8
ON_LINE: Final = 0.08
"""How sure a printed day is, and how near (sizes) to the foot of its line it stands."""
LONGEST_DATE: Final = 14
"""The line of place and date has fewer words."""
LETTER: Final = (0.5, 1.1)
"""Heights of letters and digits, in sizes."""
FLAT: Final = 0.2
DASH: Final = (0.2, 0.42)
LONG_DASH: Final = 0.8
"""Height of dashes, widths of hyphens and of longer dashes, in sizes (Times New Roman: 0.33 and 0.5)."""
RAISED: Final = (0.1, 0.36)
"""How far above the foot of the line they stand."""
FULL: Final = 0.75
"""A stroke is dark over this share of the height of a numeral, serifs aside."""
UNLIKE: Final = 1.8
"""Strokes of one numeral are about equally wide."""
MOST: Final = 4
BROAD: Final = 0.95
"""Width of a V or an X, in heights; the serifs of the next letter may touch it."""
HEAD_SHARE: Final = 0.15
"""Share of a numeral's height that its serifs take."""
SURE_ONE: Final = 0.9
"""A one that is surer than this is one."""
SLACK: Final = 0.25
"""By how much (share of a word's width) the end of its numeral may lie behind where its letters say."""
SURE: Final = 0.8
"""How sure a dash is that only its place and shape tell."""
HEAD: Final = 1.6
"""A dash stands so near (sizes) before the first word of its line."""

_STROKES = compile_pattern(r"([VX]{0,3})([IỊÍÌĨlLH1|!]{1,4})([.,:;)/]{0,2})$")
_QUARTER = compile_pattern(r"()([IlLH1|!]{1,3})(/(?:19|20)\d\d\W{0,2})$")
_SAME = compile_pattern(r"\W?[jn]?n[LlI1†t]\W?")
_GLUED = compile_pattern(r"([IVXHl1]{1,5}\.)([^\W\d_]{2,}\W*)$")
_JUNK = compile_pattern(r"^[_`‘'\u02c6\u00b7.,:~|]{1,3}(?=[-\w(])|_+")
_DASHES: Final = frozenset("-–—~_=¬―")


def mend_marks(seen: Iterable[Seen], pixels: Any, *, is_clean: bool = False) -> Iterator[Seen]:
    """Yield the words of an upright picture, marks mended and specks left out, line by line.

    `is_clean` says that all of it is print (the cells of a table): what is not sure is left in.
    """
    dark = pixels < DARK
    for _, words in groupby(seen, key=lambda each: each.line):
        line = [word for word in map(_dash, words) if not (is_tiny(word) if is_clean else is_speck(word))]
        if not line or (not is_clean and _is_scrawl(line)):
            continue
        if is_clean and len(line) == 1 and _SAME.fullmatch(line[0].text):
            line = [_reread(line[0], SAME)]
        if not is_clean:
            line = without_handwriting(line)
        line = [part for at, word in enumerate(line) for part in _mended(word, dark, line[at - 1] if at else None)]
        lost = _lost_dash(line, dark)
        yield from [lost, *line] if lost else line


def without_handwriting(line: list[Seen]) -> list[Seen]:
    """Leave out the day that was written into the line of place and date ("Quảng Ngãi, ngày 3| tháng 12 năm 2024").

    Print is read surely and stands on the line (0.91 and more, 0.03 sizes off at most); handwriting is not (0.65,
    0.04 to 0.4). A guess would look like a date, so the day is left blank.
    """
    keys = [word.text.casefold() for word in line]
    if len(line) > LONGEST_DATE or "tháng" not in keys:
        return line
    end = keys.index("tháng")
    start = next((at for at in range(end) if keys[at].startswith("ngày")), None)
    if start is None or not start or not line[start - 1].text.endswith((",", ".")):
        return line
    kept = [word for word in line[start + 1 : end] if _is_print(word)]
    head = line[start]
    if head.text.casefold() != "ngày" and head.confidence < PRINTED:
        head = _reread(head, head.text[: len("ngày")])
    return [*line[:start], head, *kept, *line[end:]]


def _is_print(word: Seen) -> bool:
    return word.confidence >= PRINTED and abs(word.baseline - word.bottom) <= ON_LINE * word.size


def is_tiny(word: Seen) -> bool:
    """Tell whether a word is smaller than any print."""
    height, width = (word.bottom - word.top) / word.size, (word.x1 - word.x0) / word.size
    return max(height, width) <= SPECK or (word.text[:1].isalnum() and height < LOW)


def is_speck(word: Seen) -> bool:
    """Tell whether a word is a speck or a scratch that the engine took for print."""
    if is_tiny(word):
        return True
    height = (word.bottom - word.top) / word.size
    if len(word.text) > SHORT or word.confidence >= NOISE:
        return False
    stands = LETTER[0] <= height <= LETTER[1] and abs(word.baseline - word.bottom) <= 0.08 * word.size
    return not (stands and word.text[0].isalnum())


def _is_scrawl(line: Sequence[Seen]) -> bool:
    """Tell whether a line is no print at all: part of a signature or a seal."""
    letters = sum(len(word.text) for word in line)
    sure = sum(word.confidence * len(word.text) for word in line) / letters
    return sure < (ALONE if len(line) == 1 else NOISE) and len(line) <= SHORT + 1


def _dash(word: Seen) -> Seen:
    """Call a dash a dash, whatever it was read as; strip scratches from the head of a word."""
    height, width = (word.bottom - word.top) / word.size, (word.x1 - word.x0) / word.size
    raised = (word.baseline - word.bottom) / word.size
    level = RAISED[0] <= raised <= RAISED[1]
    if len(word.text) <= SHORT and height <= FLAT and level and DASH[0] <= width <= LONG_DASH:
        return _reread(word, "-" if width <= DASH[1] else "–")
    if set(word.text) <= _DASHES:
        if "-" in word.text[1:]:
            return _reread(word, "-")
        return word
    text = _JUNK.sub("", word.text)
    return _reread(word, text) if text else word


def _mended(word: Seen, dark: Spots, before: Seen | None) -> list[Seen]:
    """Count the strokes of a numeral; part the numeral at the head of a line from a word glued to it."""
    glued = _GLUED.match(word.text) if before is None else None
    if glued is not None:
        parted = _parted(word, dark, glued[1], glued[2])
        if parted is not None:
            return [_counted(parted[0], dark), parted[1]]
    return [_counted(word, dark, is_quarter=before is not None and before.text.casefold() == QUARTER)]


def _counted(word: Seen, dark: Spots, *, is_quarter: bool = False) -> Seen:
    """Give a numeral as its strokes show it: "II." for "H.", "III/2026" for "II/2026", "II/2026" for "11/2026"."""
    found = _STROKES.match(word.text) or _QUARTER.match(word.text)
    if found is None:
        return word
    head, letters, tail = found.groups()
    cut = _numeral(_cut(word, dark), head, tail)
    count = count_strokes(cut)
    if not count or (head and count > len(letters) + 1):
        return word
    are_ones = not head and letters.isdigit()
    if are_ones and (count != len(letters) or not _are_roman(word, cut, is_quarter=is_quarter)):
        return word
    return _reread(word, f"{head}{'I' * count}{tail}")


def _are_roman(word: Seen, cut: Spots, *, is_quarter: bool) -> bool:
    """Tell whether ones are Roman: "Quý 11/2024" (there are four quarters), or by the heads of their strokes."""
    if is_quarter and word.text.startswith("11"):
        return True
    is_sure = word.confidence >= SURE_ONE and not word.text.startswith("11")
    return not is_sure and _have_serifs(cut)


def _numeral(cut: Spots, head: str, tail: str) -> Spots:
    """Give the strokes of a word: what stands behind its V or X, and before its bar and year."""
    parts = runs(inked_columns(cut))
    signs = [sign for sign in tail if sign.isalnum() or sign == "/"]
    if len(signs) >= len("/2026"):
        cut = cut[:, : parts[-len(tail)][0]] if len(parts) > len(tail) else cut[:, :0]
    rows = np.flatnonzero(inked_rows(cut))
    high = int(rows[-1] - rows[0]) if len(rows) else 0
    return cut[:, round(BROAD * high * len(head)) :]


def _have_serifs(cut: Spots) -> bool:
    """Tell whether the head of each stroke reaches out to its right: that of an I does, that of a 1 does not."""
    rows = np.flatnonzero(inked_rows(cut))
    top, bottom = int(rows[0]), int(rows[-1]) + 1
    high = bottom - top
    head = inked_columns(cut[top : top + max(2, round(HEAD_SHARE * high))])
    stems = runs(cut[top + high // 4 : bottom - high // 4].mean(axis=0) >= FULL)
    return bool(stems) and all(bool(head[after : after + 1].any()) for _, after in stems)


def count_strokes(dark: Spots) -> int:
    """Count the upright strokes of a picture of a numeral; 0 where it does not consist of such alone."""
    rows = np.flatnonzero(inked_rows(dark))
    if len(rows) < 8:  # noqa: PLR2004 (pixels: too small to tell)
        return 0
    top, bottom = rows[0], rows[-1] + 1
    trim = round((bottom - top) * 0.22)
    middle = dark[top + trim : bottom - trim]
    strokes = runs(middle.mean(axis=0) >= FULL)
    if not 1 <= len(strokes) <= MOST:
        return 0
    widths = [after - first for first, after in strokes]
    if max(widths) > UNLIKE * min(widths) + 1:
        return 0
    for (_, first), (after, _) in pairwise(strokes):
        between = middle[:, first:after]
        if between.size and between.all(axis=1).any():
            return 0  # the bar of an H
    return len(strokes)


def _parted(word: Seen, dark: Spots, numeral: str, rest: str) -> tuple[Seen, Seen] | None:
    """Part a word at the widest gap near where its numeral ends."""
    cut = _cut(word, dark)
    blank = runs(~inked_columns(cut))
    share = len(numeral) / len(word.text)
    gaps = [(after - first, first) for first, after in blank if 0 < first < (share + SLACK) * cut.shape[1]]
    if not gaps:
        return None
    width, first = max(gaps)
    at = int(word.x0) + first
    left = _reread(word, numeral)._replace(x1=float(at))
    return left, word._replace(text=rest, x0=float(at + width))


def _lost_dash(line: Sequence[Seen], dark: Spots) -> Seen | None:
    """Find a dash before the first word of a line that was not read."""
    first = line[0]
    size = first.size
    if not first.text[0].isalpha():
        return None
    left = max(0, int(first.x0 - HEAD * size))
    top, foot = (max(0, int(first.baseline - share * size)) for share in (0.7, -0.15))
    area = dark[top:foot, left : int(first.x0) - 1]
    for x0, x1 in reversed(runs(inked_columns(area))):
        ys = np.flatnonzero(inked_rows(area[:, x0:x1]))
        y0, y1 = int(ys[0]), int(ys[-1]) + 1
        raised = (first.baseline - top - y1) / size
        if DASH[0] <= (x1 - x0) / size <= DASH[1] and y1 - y0 <= FLAT * size and RAISED[0] <= raised <= RAISED[1]:
            return first._replace(
                text="-",
                x0=float(left + x0),
                top=float(top + y0),
                x1=float(left + x1),
                bottom=float(top + y1),
                confidence=SURE,
                raw="",
            )
    return None


def _cut(word: Seen, dark: Spots) -> Spots:
    return dark[max(0, int(word.top)) : int(word.bottom) + 1, max(0, int(word.x0)) : int(word.x1) + 1]


def _reread(word: Seen, text: str) -> Seen:
    if text == word.text:
        return word
    return word._replace(text=text, raw=word.text if word.raw is None else word.raw)
