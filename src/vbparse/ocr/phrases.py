"""Lines whose words are given by the decree: the national motto, the type of the document (Nghị định 30/2020/NĐ-CP).

"CỘNG HDÀ XÃ HỘI #HỦ NGHĨA VIỆT NAM", "THÔNG BẢO": a line that can only be one of them is read as it.
"""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, Final

from vbparse.lexicon.fold import fold_ascii
from vbparse.lexicon.load import members, rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.ocr.repair_shape import Mended

MOTTO: Final = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
ALIKE: Final = 0.75
"""How like the motto (0 to 1) a line must be that has as many words."""
SURE: Final = 0.97
"""Words read more surely are left as they are."""


def mend_phrases(words: Iterable[Mended]) -> Iterator[Mended]:
    """Yield the words, those of a line that is a given phrase as the phrase has them."""
    for _, group in groupby(words, key=lambda word: word.seen.line):
        line = list(group)
        phrase = _phrase(line)
        yield from line if phrase is None else map(_changed, line, phrase)


def _phrase(line: Sequence[Mended]) -> tuple[str, ...] | None:
    """Give the words of the phrase that a line is."""
    text = " ".join(word.seen.text for word in line)
    if text.isupper():
        heading = _headings().get(fold_ascii(text))
        if heading is not None:
            return heading
    for motto in MOTTO:
        words = tuple(motto.split())
        if len(words) == len(line) and text != motto and _likeness(text, motto) >= ALIKE:
            return words
    return None


def _likeness(text: str, phrase: str) -> float:
    from difflib import SequenceMatcher  # noqa: PLC0415 (seldom needed)

    return SequenceMatcher(None, fold_ascii(text), fold_ascii(phrase), autojunk=False).ratio()


def _changed(word: Mended, text: str) -> Mended:
    return word if word.seen.confidence >= SURE else word.changed(text)


@cache
def _headings() -> dict[str, tuple[str, ...]]:
    """Give the headings of document types by their bare letters, where these tell which it is."""
    found: dict[str, list[str]] = {}
    for row in rows("doctypes.tsv"):
        for heading in members(row["headings"]):
            found.setdefault(fold_ascii(heading), []).append(heading)
    return {key: tuple(headings[0].split()) for key, headings in found.items() if len(set(headings)) == 1}
