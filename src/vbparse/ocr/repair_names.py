"""Names of bodies of the registry with one letter read for another: `Phòng Giáo dục và đàn tạo`, `Thương binh và Xã bội`.

Such a slip often makes another syllable, so that only the whole name tells. A word is changed if all other words of a
name of four or more stand beside it, if it differs by one letter or mark, and if what was read is no name itself.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from vbparse.lexicon.bigrams import bare
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, rows
from vbparse.ocr.repair_marks import as_printed
from vbparse.ocr.repair_shape import core

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.lexicon.bigrams import Bigrams
    from vbparse.ocr.repair_shape import Mended

    Names = dict[tuple[str, ...], list[tuple[str, ...]]]

FEWEST: Final = 4
"""Words of the shortest name that is told by all of its words but one."""
SURE: Final = 0.96
"""Words read more surely are left as they are."""


def mend_names(words: Sequence[Mended], bigrams: Bigrams) -> list[Mended]:
    """Give the words of a page, those of names of bodies as the registry has them."""
    result = list(words)
    places = [at for at, word in enumerate(words) if core(word.seen.text).isalpha()]
    keys = [fold_word(core(words[at].seen.text)) for at in places]
    by_start, by_end, names, forms = _names()
    for at in range(len(keys) - 1):
        pair = (keys[at], keys[at + 1])
        begun = [(at, name) for name in by_start.get(pair, ())]
        ended = [(at + 2 - len(name), name) for name in by_end.get(pair, ())]
        for start, name in begun + ended:
            read = tuple(keys[max(start, 0) : max(start + len(name), 0)])
            if read == name:
                _drop_stops(result, places[start : start + len(name)])
                continue
            wrong = None if read in names else _only_wrong(read, name)
            if wrong is None or words[places[start + wrong]].seen.confidence >= SURE:
                continue
            if bare(read[wrong]) != bare(name[wrong]) and _is_usual(read, wrong, bigrams):
                continue  # `Trung tâm Khuyến nông và ...` beside `Khuyến công và ...`
            keys[start + wrong] = name[wrong]
            result[places[start + wrong]] = _changed(result[places[start + wrong]], forms[name[wrong]])
    return result


def _is_usual(read: tuple[str, ...], at: int, bigrams: Bigrams) -> bool:
    """Tell whether a word was seen in plans beside one of its neighbours."""
    before = bigrams.knows(read[at - 1], read[at]) if at else False
    return bool(before or (at + 1 < len(read) and bigrams.knows(read[at], read[at + 1])))


def _drop_stops(result: list[Mended], places: Sequence[int]) -> None:
    """Drop stops inside a name, before small letters: `Mặt: trận Tổ quốc`."""
    for at, behind in pairwise(places):
        text = result[at].seen.text
        if text[-1:] in {":", "."} and result[behind].seen.text[:1].islower():
            result[at] = result[at].changed(text[:-1])


def _only_wrong(read: tuple[str, ...], name: tuple[str, ...]) -> int | None:
    """Give the one word in which what was read differs from a name by a letter; None where it differs more."""
    if len(read) != len(name):
        return None
    wrong = [at for at, (one, other) in enumerate(zip(read, name, strict=True)) if one != other]
    return wrong[0] if len(wrong) == 1 and _one_letter_apart(read[wrong[0]], name[wrong[0]]) else None


def _changed(word: Mended, form: str) -> Mended:
    letters = core(word.seen.text)
    return word.changed(word.seen.text.replace(letters, as_printed(form, letters), 1))


def _one_letter_apart(read: str, printed: str) -> bool:
    """Tell whether one letter was read for another, or one was lost or seen too many (words of two letters or more)."""
    if min(len(read), len(printed)) < 2 or abs(len(read) - len(printed)) > 1:  # noqa: PLR2004
        return False
    short, long = sorted((read, printed), key=len)
    first = next((at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other), len(short))
    return short[first + (len(short) == len(long)) :] == long[first + 1 :]


@cache
def _names() -> tuple[Names, Names, frozenset[tuple[str, ...]], dict[str, str]]:
    """Give the names of bodies by their first two words and by their last two, all of them, and how words are written."""
    by_start: Names = {}
    by_end: Names = {}
    whole: set[tuple[str, ...]] = set()
    forms: dict[str, str] = {}
    for printed in (printed for row in rows("bodies.tsv") for printed in (row["name"], *members(row["aliases"]))):
        words = [word for word in map(core, printed.split()) if word.isalpha()]
        name = tuple(map(fold_word, words))
        if len(name) >= FEWEST and name not in whole and not any(word.isupper() for word in words):
            whole.add(name)
            forms.update(zip(name, map(str.lower, words), strict=True))
            by_start.setdefault(name[:2], []).append(name)
            by_end.setdefault(name[-2:], []).append(name)
    return by_start, by_end, frozenset(whole), forms
