"""Words that the text layer parts or joins wrongly: letter-spaced titles, and words without blanks between them.

A blank is judged by the gaps between the letters. Letters of one word stand a common distance apart (none
in plain text, several points in a title set as "K Ế   H O Ạ C H"); the gap between words is wider than that.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from vbparse.readers.pdf_text import Token, clean, letter_boxes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vbparse.readers.pdfium import OpenPage

BLANK: Final = 0.12
"""A gap wider by this than the gaps inside words parts two words; in letter heights (a blank is 0.25)."""
SPACED: Final = 0.05
"""Letters further apart than this are spaced on purpose; kerning and justification stay below it."""
COLUMN: Final = 2.0
"""A gap wider than this, in letter heights, parts columns, each with a spacing of its own."""

_LONE = re.compile(r"(?<!\S)[A-HJ-UWYZĐbcdđghklmnpqrstvx][,;:]?(?!\S)")
"""A letter that is no word by itself and no Roman number: a piece of a spaced word, more often than not."""
_LONG = re.compile(r"[^\W\d_]{8,}")
"""A Vietnamese syllable has at most seven letters ("nghiêng"): only longer words can hide a blank."""
_SYLLABLE_LETTERS: Final = 7


class _Letter(NamedTuple):
    """A printed letter: place on the page, reach along the writing, and height across it."""

    place: int
    low: float
    high: float
    height: float


def respace(page: OpenPage, text: str, tokens: list[Token]) -> list[Token]:
    """Join the letters of spaced words and part words that lack a blank; other words stay as they are."""
    for start, end in reversed(_suspects(text)):
        left, right = (bisect_left(tokens, edge, key=_first) for edge in (start, end))
        tokens[left:right] = _join(page, text, tokens[left:right])
    for place in range(len(tokens) - 1, -1, -1):
        word = tokens[place].text
        if len(word) > _SYLLABLE_LETTERS and _LONG.search(word):
            tokens[place : place + 1] = _part(page, text, tokens[place])
    return tokens


def _first(token: Token) -> int:
    return token.first


def _suspects(text: str) -> list[tuple[int, int]]:
    """Give the lines (start, end in the page's text) on which a lone letter stands."""
    lines: list[tuple[int, int]] = []
    for found in _LONE.finditer(text):
        if lines and found.start() < lines[-1][1]:
            continue
        end = text.find("\r", found.end())
        lines.append((text.rfind("\n", 0, found.start()) + 1, end if end >= 0 else len(text)))
    return lines


def _join(page: OpenPage, text: str, tokens: Sequence[Token]) -> list[Token]:
    """Cut a line anew where its letters are spaced, column by column."""
    columns = _cut(_letters(page, tokens), lambda gap, letter: gap > COLUMN * letter.height)
    result: list[Token] = []
    for column in columns:
        usual = _usual_gap(column, text)
        if usual > SPACED * median(letter.height for letter in column):
            result.extend(_tokens(_words(column, usual), text))
        else:
            result.extend(token for token in tokens if column[0].place <= token.first <= column[-1].place)
    return result


def _part(page: OpenPage, text: str, token: Token) -> list[Token]:
    """Cut a long word at the gaps between its letters ("SỞVĂN HÓATHỂTHAO" of a scanner's text layer)."""
    letters = _letters(page, (token,))
    words = _words(letters, max(_usual_gap(letters, text), 0.0))
    return _tokens(words, text) if len(words) > 1 else [token]


def _letters(page: OpenPage, tokens: Iterable[Token]) -> list[_Letter]:
    """Give the letters of words of one line, along the line whichever way it runs."""
    indexes = [index for token in tokens for index in range(token.first, token.last + 1)]
    boxes = letter_boxes(page, indexes)
    lefts, tops, rights, bottoms = (boxes[k::4] for k in range(4))
    across = (bottoms, tops)
    along = (lefts, rights)
    if abs(lefts[-1] - lefts[0]) < abs(bottoms[-1] - bottoms[0]):
        along, across = across, along
    lows, highs = along
    if lows[-1] < lows[0]:
        lows, highs = [-high for high in highs], [-low for low in lows]
    heights = [high - low for low, high in zip(*across, strict=True)]
    return [_Letter(*letter) for letter in zip(indexes, lows, highs, heights, strict=True)]


def _usual_gap(letters: Sequence[_Letter], text: str) -> float:
    """Give the common distance of neighbouring letters."""
    gaps = [b.low - a.high for a, b in pairwise(letters) if text[a.place].isalnum() and text[b.place].isalnum()]
    return median(gaps) if gaps else 0.0


def _words(letters: Sequence[_Letter], usual: float) -> list[list[_Letter]]:
    return _cut(letters, lambda gap, letter: gap > usual + BLANK * letter.height)


def _cut(letters: Sequence[_Letter], is_wide: Callable[[float, _Letter], bool]) -> list[list[_Letter]]:
    """Cut a row of letters wherever the gap before a letter is wide."""
    pieces = [[letters[0]]]
    for before, letter in pairwise(letters):
        if is_wide(letter.low - before.high, letter):
            pieces.append([])
        pieces[-1].append(letter)
    return pieces


def _tokens(words: Iterable[Sequence[_Letter]], text: str) -> list[Token]:
    read = (
        Token(word[0].place, word[-1].place, clean("".join(text[letter.place] for letter in word))) for word in words
    )
    return [token for token in read if token.text]
