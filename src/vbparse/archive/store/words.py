"""The words by which passages are found: as spelled, in bare letters, and the codes of documents whole.

    spelled   `bình đẳng giới`, case and the place of the tone mark folded
    plain     `binh dang gioi`: without diacritics, đ as d
    codes     `70/kh-ubnd` as one word

A word that is asked for with a diacritic is looked up as spelled, one without in bare letters; a code, whole. SQLite
is given tokens that its tokenizer leaves alone: marks that it would cut at, or drop, are private-use letters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.archive.identity import code_key
from vbparse.entities.docnumbers import find_numbers
from vbparse.errors import InputError
from vbparse.lexicon.fold import fold_ascii, fold_word
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_PRIVATE: Final = 0xE000
_TONES: Final = "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
_LETTERS: Final = str.maketrans({mark: chr(_PRIVATE + number) for number, mark in enumerate((*_TONES, *"/-.:&,+ "))})
_WORD: Final = compile_pattern(r"[^\W_]+")
_ASKED: Final = compile_pattern(r'"([^"]*)"|(\S+)')


class Words(NamedTuple):
    """What is indexed of a passage, one text a column of `passages`."""

    spelled: str
    plain: str
    codes: str


def index_words(text: str) -> Words:
    """Give the words of a passage; the same text gives the same words (the index is emptied by them)."""
    words = _WORD.findall(text)
    codes = " ".join(_code(found.value.code) for found in find_numbers(text))
    return Words(_spelled(words), fold_ascii(" ".join(words)), codes)


class Query(NamedTuple):
    """A query in FTS5's language, and what to look for in a hit: phrases of words as `(spelled, plain)` keys."""

    match: str
    phrases: tuple[tuple[str, ...], ...]


def read_query(asked: str) -> Query:
    """Read what a person asks for: words and "phrases", all of which a passage must hold; `kế hoạch*` takes word beginnings.

    Raises `InputError` where nothing to look for is in it.
    """
    terms = list(_terms(asked))
    if not terms:
        message = "nothing to look for: no word in the query"
        raise InputError(message, hint='Give words, a "phrase", or the code of a document.')
    return Query(" AND ".join(match for match, _ in terms), tuple(phrase for _, phrase in terms))


def keys(word: str) -> tuple[str, str]:
    """Give a word's keys, as spelled and in bare letters."""
    return fold_word(word), fold_ascii(word)


def _terms(asked: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    for found in _ASKED.finditer(asked):
        part = found[1] if found[1] is not None else found[2]
        number = next(find_numbers(part.upper()), None)
        words = tuple(_WORD.findall(part))
        if number is not None and not part[: number.start].strip(".,;:()") and found[1] is None:
            yield f'codes : "{_code(number.value.code)}"', words
        elif words and part.endswith("*"):  # the tone stands at the end of a key, so beginnings have none
            yield f'plain : "{fold_ascii(" ".join(words))}"*', words
        elif words:
            plain = fold_ascii(" ".join(words))
            spelled = plain != " ".join(words).casefold()
            yield f'spelled : "{_spelled(words)}"' if spelled else f'plain : "{plain}"', words


def _spelled(words: list[str] | tuple[str, ...]) -> str:
    return " ".join(fold_word(word).translate(_LETTERS) for word in words)


def _code(code: str) -> str:
    return (code_key(code) or "").translate(_LETTERS)
