"""Slips where a line begins or was filled in by hand: the dash of an item, the number and the day of the document."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from vbparse.ocr.repair_shape import Mended
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.ocr.recogniser import Seen

NOISE: Final = 0.4
"""Words of one or two characters that are less sure than this are specks, not print."""
SHORT: Final = 2
UNSURE: Final = 0.8
"""What stands for a number (or, if it is no figure, a day) and was read less surely was written by hand: not a guess,
but nothing."""

_MARK = compile_pattern(r"[IVX]{1,2}\.|[IVX]{2}|\d\.|[a-zđ]\)")
"""What an item or a heading may begin with: losing it costs more than a speck does."""
_DASH = compile_pattern(r"[_=¬.'`|]*[~–—-][_=¬~–—'`|-]*")
"""A dash as it is read beside dust: `~`, `_-`, `__—`."""
_TRACE = compile_pattern(r"[_=¬^„‚]{1,3}")
"""What is left of a dash now and then."""
_MARKS: Final = frozenset(unicodedata.normalize("NFD", "ằắẵẳặâơ")) - {"a", "o"}
_STOPS: Final = (".", ";", ":", "./.")
_NUMBER_WORD = compile_pattern(r"S[oòóỏõọôốồổỗộơớờởỡợ]\s*[:;.,]*")
LONGEST: Final = 4
"""Words that handwriting is taken for at most."""
_NUMBER = compile_pattern(r"S[oòóỏõọôốồổỗộơớờởỡợ]\s*[:;.,]+.*")
_SYMBOL = compile_pattern(r"[/⁄][A-ZĐ]{2,}\W?[A-ZĐ].*")
_DAY = compile_pattern(r"(?P<word>[Nn]gày)[^\d\s]{1,2}")


def mend_lines(words: Iterable[Seen]) -> list[Mended]:
    """Mend what begins lines and what was filled in by hand, and leave out specks."""
    seen = list(words)
    result: list[Mended] = []
    at = 0
    while at < len(seen):
        traces = _bullet(seen, at)
        if traces:
            read = " ".join(each.text for each in seen[at : at + traces])
            result.append(Mended(seen[at]).changed("-") if read == "-" else Mended(seen[at]._replace(text="-"), read))
            at += traces
            continue
        unread = _unread_number(seen, at)
        if unread:
            read = " ".join(each.text for each in seen[at : at + 1 + unread])
            result.append(Mended(seen[at]._replace(text="Số:"), read))
            at += 1 + unread
            continue
        text = _filled_in(seen, at)
        if text != seen[at].text or not is_noise(seen[at]):
            result.append(Mended(seen[at]).changed(text))
        at += 1
    return result


def is_noise(seen: Seen) -> bool:
    """Tell whether a word is a speck that the engine took for print."""
    return len(seen.text) <= SHORT and seen.confidence < NOISE and not _MARK.fullmatch(seen.text)


def _bullet(seen: Sequence[Seen], at: int) -> int:
    """Count the words at the head of a line that are the dash of an item: 0 where there is none.

    What may be dust too is a dash only between a finished sentence and a capital.
    """
    line = seen[at].line
    if at and seen[at - 1].line == line:
        return 0
    count = 0
    while at + count < len(seen) and seen[at + count].line == line and count < SHORT and _is_trace(seen[at + count]):
        count += 1
    after = seen[at + count] if at + count < len(seen) else None
    if not count or after is None or after.line != line or not after.text[:1].isupper():
        return 0
    is_dash = any(_DASH.fullmatch(each.text) for each in seen[at : at + count])
    return count if is_dash or not at or seen[at - 1].text.endswith(_STOPS) else 0


def _is_trace(seen: Seen) -> bool:
    return bool(_DASH.fullmatch(seen.text) or _TRACE.fullmatch(seen.text) or _is_foreign(seen.text))


def _is_foreign(text: str) -> bool:
    """Tell a letter on its own that Vietnamese does not have: `š`, `ÿ`."""
    letter = unicodedata.normalize("NFD", text)
    return (
        text.isalpha()
        and len(text) == 1
        and text not in "đĐ"
        and not (letter[0].isascii() and _MARKS.issuperset(letter[1:]))
    )


def _unread_number(seen: Sequence[Seen], at: int) -> int:
    """Count the words between `Số:` and the symbol that were written by hand and not read surely."""
    if not _NUMBER_WORD.fullmatch(seen[at].text):
        return 0
    for count, each in enumerate(seen[at + 1 : at + 1 + LONGEST]):
        if each.line == seen[at].line and _SYMBOL.match(each.text):
            return count
        if each.line != seen[at].line or each.confidence >= UNSURE:
            return 0
    return 0


def _filled_in(seen: Sequence[Seen], at: int) -> str:
    """Read `Số:` and `ngày` where handwriting behind them was taken for a part of the word."""
    word = seen[at]
    following = [each.text for each in seen[at + 1 : at + 3] if each.line == word.line]
    found = _NUMBER.fullmatch(word.text) if word.confidence < UNSURE else None
    if found is not None and any(map(_SYMBOL.match, following)):
        return "Số:"
    day = _DAY.fullmatch(word.text) if word.confidence < UNSURE else None
    return day["word"] if day is not None and following[:1] == ["tháng"] else word.text
