"""The case of running text for what a letterhead or signature prints in capitals.

`PHÓ CHỦ TỊCH` is `Phó Chủ tịch` in running text (Nghị định 30/2020/NĐ-CP, Phụ lục II, on capital letters).
Capitals do not tell where a name inside begins, so known titles and bodies come from
`lexicon/data/positions.tsv`; the rest gets small letters.
"""

from __future__ import annotations

from functools import cache

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import rows
from vbparse.outline.lines import is_capital
from vbparse.tuples import NamedTuple

_PUNCTUATION = ".,;:()"


class Phrase(NamedTuple):
    """A record of the lexicon found in a text: its words `start` to `end` (exclusive)."""

    kind: str
    text: str
    start: int
    end: int


@cache
def _phrases() -> dict[tuple[str, ...], tuple[str, str]]:
    return {_key(row["text"].split()): (row["kind"], row["text"]) for row in rows("positions.tsv")}


@cache
def _longest() -> int:
    return max(len(key) for key in _phrases())


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(fold_word(word.strip(_PUNCTUATION)) for word in words)


def find_phrases(text: str, kinds: frozenset[str]) -> tuple[Phrase, ...]:
    """Find the records of some kinds in a text, longest first from the left, without overlap."""
    words = text.split()
    keys = _key(words)
    found: list[Phrase] = []
    at = 0
    while at < len(words):
        phrase = _at(keys, at, kinds)
        if phrase is None:
            at += 1
            continue
        found.append(phrase)
        at = phrase.end
    return tuple(found)


def _at(keys: tuple[str, ...], at: int, kinds: frozenset[str]) -> Phrase | None:
    for count in range(min(_longest(), len(keys) - at), 0, -1):
        record = _phrases().get(keys[at : at + count])
        if record is not None and record[0] in kinds:
            return Phrase(record[0], record[1], at, at + count)
    return None


_NAMES = frozenset({"position", "body", "abbreviation", "proper", "caption"})


def running_case(text: str) -> str:
    """Give a text in the case of running text; what is not in capitals stays as printed."""
    words = text.split()
    if not is_capital(text):
        return " ".join(words)
    given = {phrase.start: phrase for phrase in find_phrases(text, _NAMES)}
    result: list[str] = []
    at = 0
    raised = True
    while at < len(words):
        phrase = given.get(at)
        if phrase is None:
            result.append(_raised(words[at].lower()) if raised else words[at].lower())
            raised = _raises(words[at])
            at += 1
            continue
        known = phrase.text.split()
        tail = words[phrase.end - 1][len(words[phrase.end - 1].rstrip(_PUNCTUATION)) :]
        result.append(" ".join(known) + ("" if known[-1].endswith(tuple(_PUNCTUATION)) else tail))
        raised = False
        at = phrase.end
    return " ".join(result)


def _raised(word: str) -> str:
    return word[:1].upper() + word[1:]


@cache
def _type_words() -> frozenset[str]:
    return frozenset(fold_word(row["text"]) for row in rows("positions.tsv") if row["kind"] == "type")


def _raises(word: str) -> bool:
    """Tell whether the word after this one begins a name: `SỞ NỘI VỤ` is `Sở Nội vụ`."""
    return fold_word(word.strip(_PUNCTUATION)) in _type_words()
