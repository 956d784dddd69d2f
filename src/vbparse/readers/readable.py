"""Whether the text layer of a page can be taken for what is printed on it."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final, Literal

from vbparse.lexicon.spelling import has_accent, is_syllable
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.geometry import Box
    from vbparse.readers.pages import Word

Verdict = Literal["text", "layer", "picture", "drawing", "broken map", "bad layer"]
"""What a page is: printed text; a picture under a scanner's text layer that can be trusted; a picture of
text; text drawn as curves; text whose fonts do not say what the letters are; a layer that is no Vietnamese."""

COVERED: Final = 0.8
"""A page of which pictures cover more than this share is a scan, or text over a background picture."""
PARTLY_COVERED: Final = 0.3
"""The same for a page without any text, or with hidden text only."""
STAMP: Final = 0.03
"""On a scan, text that takes less than this share of the page is a stamp, not the text of the page (a page
full of text takes 0.25 to 0.4, the signing stamp of `scan200_stamp` 0.006)."""
SURE_FAULTS: Final = 0.4
"""Share of words without a Unicode value above which the text is worthless (seen: 0.5 to 0.7)."""
FEW_FAULTS: Final = 0.05
"""Share above which the words are looked at more closely (bullets of symbol fonts stay below it)."""
SYLLABLES: Final = 0.85
ACCENTED: Final = 0.5
"""Shares of words that are Vietnamese syllables (plans: 0.96 and more) and that bear accents (0.85 and more);
layers made with an English model reach 0.75 and 0.25."""
DRAWN: Final = 200
"""A page without text but with more paths than this shows its text as curves."""

_LETTERS = compile_pattern(r"[^\W\d_]{2,}")


def judge(
    words: Sequence[Word], faults: float, pictures: Iterable[Box], paths: int, size: tuple[float, float]
) -> Verdict:
    """Say what a page of `size` (points) is; `faults` is the share of words without a Unicode value."""
    if faults > SURE_FAULTS or (faults > FEW_FAULTS and not is_vietnamese(words)):
        return "broken map"
    covered = sum(_share(box, size) for box in pictures)
    if not words:
        return "picture" if covered > PARTLY_COVERED else "drawing" if paths > DRAWN else "text"
    hidden = covered > PARTLY_COVERED and 2 * sum(word.font.hidden for word in words) > len(words)
    if covered > COVERED or hidden:
        return _judge_scan(words, size, hidden=hidden)
    return "text"


def _judge_scan(words: Sequence[Word], size: tuple[float, float], *, hidden: bool) -> Verdict:
    """Say what a page is that a picture covers."""
    area = sum((word.x1 - word.x0) * (word.bottom - word.top) for word in words)
    if area < STAMP * size[0] * size[1]:
        return "picture"
    if not is_vietnamese(words):
        return "bad layer"
    return "layer" if hidden else "text"


def is_vietnamese(words: Iterable[Word]) -> bool:
    """Tell whether words read as Vietnamese: nearly all are syllables, and most bear accents.

    Abbreviations ("UBND") are not counted; text without any other word is not Vietnamese.
    """
    text = unicodedata.normalize("NFC", " ".join(word.text for word in words))
    found = [word for word in _LETTERS.findall(text) if not (word.isascii() and word.isupper())]
    return (
        bool(found)
        and sum(map(is_syllable, found)) >= SYLLABLES * len(found)
        and sum(map(has_accent, found)) >= ACCENTED * len(found)
    )


def _share(box: Box, size: tuple[float, float]) -> float:
    """Give the share of the page that a picture covers."""
    width = min(box.x1, size[0]) - max(box.x0, 0.0)
    height = min(box.bottom, size[1]) - max(box.top, 0.0)
    return max(width, 0.0) * max(height, 0.0) / (size[0] * size[1])
