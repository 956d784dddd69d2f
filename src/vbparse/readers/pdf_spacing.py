"""Words that the text layer parts or joins wrongly: letter-spaced titles, and words without blanks between them.

A blank is judged by the gaps between the letters. Letters of one word stand a common distance apart (none
in plain text, several points in a title set as "K Ế   H O Ạ C H"); the gap between words is wider than that.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.pdf_text import Tokens, add, clean, letter_boxes
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from vbparse.readers.pdfium import OpenPage

BLANK: Final = 0.12
"""A gap wider by this than the gaps inside words parts two words; in letter heights (a blank is 0.25)."""
SPACED: Final = 0.05
"""Letters further apart than this are spaced on purpose; kerning and justification stay below it."""
FEWEST: Final = 4
"""Fewer gaps between letters tell nothing: "A B C D" may be labels in a row."""
TOGETHER: Final = 1 / 3
"""Where so many of the gaps have no blank in them, they tell how far apart the letters of a word stand."""
COLUMN: Final = 2.0
"""A gap wider than this, in letter heights, parts columns, each with a spacing of its own."""

_LONE = frozenset(letter + sign for letter in "BCDFGHJKLMNPQRSTWZĐbcdđghklmnpqrstvx" for sign in ("", ",", ";", ":"))
"""Letters that are no syllables by themselves ("Y tế") and no Roman numbers: pieces of spaced words, mostly."""
_LONG = compile_pattern(r"[^\W\d_]{8,}")
"""A Vietnamese syllable has at most seven letters ("nghiêng"): only longer words can hide a blank."""
_SYLLABLE_LETTERS: Final = 7


class _Letter(NamedTuple):
    """A printed letter: place on the page, reach along the writing, and height across it."""

    place: int
    low: float
    high: float
    height: float


def respace(page: OpenPage, text: str, tokens: Tokens) -> None:
    """Join, in `tokens`, the letters of spaced words, and part words that lack a blank."""
    suspects = [k for k, word in enumerate(tokens.texts) if len(word) > _SYLLABLE_LETTERS or word in _LONE]
    done = len(tokens.texts)
    for k in reversed(suspects):
        if k >= done:
            continue
        if tokens.texts[k] in _LONE:
            done, after = _line_of(text, tokens, k)
            _replace(tokens, done, after, _join(page, text, _slice(tokens, done, after)))
        elif _LONG.search(tokens.texts[k]):
            _replace(tokens, k, k + 1, _part(page, text, _slice(tokens, k, k + 1)))


def _line_of(text: str, tokens: Tokens, k: int) -> tuple[int, int]:
    """Give the words (first, after) on the line of word `k`."""
    end = text.find("\r", tokens.lasts[k])
    first = bisect_left(tokens.firsts, text.rfind("\n", 0, tokens.firsts[k]) + 1)
    return first, bisect_left(tokens.firsts, end) if end >= 0 else len(tokens.firsts)


def _slice(tokens: Tokens, first: int, after: int) -> Tokens:
    return Tokens(tokens.firsts[first:after], tokens.lasts[first:after], tokens.texts[first:after])


def _replace(tokens: Tokens, first: int, after: int, new: Tokens) -> None:
    tokens.firsts[first:after] = new.firsts
    tokens.lasts[first:after] = new.lasts
    tokens.texts[first:after] = new.texts


def _join(page: OpenPage, text: str, tokens: Tokens) -> Tokens:
    """Cut a line anew where its letters are spaced, column by column."""
    columns = _cut(_letters(page, tokens), lambda gap, letter: gap > COLUMN * letter.height)
    result = Tokens([], [], [])
    for column in columns:
        usual = _usual_gap(column, text)
        if usual > SPACED * _median([letter.height for letter in column]):
            _add_words(result, _words(column, usual), text)
            continue
        for first, last, word in zip(*tokens, strict=True):
            if column[0].place <= first <= column[-1].place:
                add(result, first, last, word)
    return result


def _part(page: OpenPage, text: str, token: Tokens) -> Tokens:
    """Cut a long word at the gaps between its letters ("SỞVĂN HÓATHỂTHAO" of a scanner's text layer)."""
    letters = _letters(page, token)
    words = _words(letters, max(_usual_gap(letters, text), 0.0))
    if len(words) == 1:
        return token
    result = Tokens([], [], [])
    _add_words(result, words, text)
    return result


def _letters(page: OpenPage, tokens: Tokens) -> list[_Letter]:
    """Give the letters of words of one line, along the line whichever way it runs."""
    indexes = [
        index for first, last in zip(tokens.firsts, tokens.lasts, strict=True) for index in range(first, last + 1)
    ]
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
    """Give the common distance of neighbouring letters; 0 where they are too few to have one.

    In a line of short words ("Sở Y tế", "Tổ C và D") every other gap is a blank: the letters that the text layer
    keeps together tell more than all do.
    """
    pairs = [(a, b) for a, b in pairwise(letters) if text[a.place].isalnum() and text[b.place].isalnum()]
    if len(pairs) < FEWEST:
        return 0.0
    together = [b.low - a.high for a, b in pairs if b.place == a.place + 1]
    if len(together) >= TOGETHER * len(pairs):
        return _median(together)
    return _median([b.low - a.high for a, b in pairs])


def _median(numbers: Sequence[float]) -> float:
    return sorted(numbers)[len(numbers) // 2]


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


def _add_words(tokens: Tokens, words: Iterable[Sequence[_Letter]], text: str) -> None:
    for letters in words:
        if word := clean("".join(text[letter.place] for letter in letters)):
            add(tokens, letters[0].place, letters[-1].place, word)
