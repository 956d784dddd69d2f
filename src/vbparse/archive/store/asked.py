"""What a person looks for, read into a query of the full-text index.

    bình đẳng giới      all of these words in one passage; first where they stand together
    binh dang gioi      words without diacritics, however they are spelled; both may be mixed
    "bình đẳng giới"    a phrase: these words one after another
    kế ho*              words that begin so; "kế ho"* a phrase whose last word does
    70/KH-UBND          the code of a document, whole
    trẻ em -"mầm non"   passages without a word, phrase or code
    học sinh OR "sinh viên" nghèo   `OR` between two of them: one of both is enough

A word with diacritics is found as it is spelled, wherever its tone mark stands (hoà, hòa); in the beginning of a word
the letters count, not the tone (`giả*`: giải, gian), for most words have theirs later.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, ClassVar, Final

from vbparse.archive.store.words import WORD, beginning, index_code, keys, plain_keys
from vbparse.entities.docnumbers import find_numbers
from vbparse.errors import InputError
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTES: Final = str.maketrans("“”„«»", '"""""')
_PART: Final = compile_pattern(r'(?P<without>-)?(?:"(?P<phrase>[^"]*)"(?P<begins>\*)?|(?P<bare>[^\s"]+))|"')
_CODE_BLANKS: Final = compile_pattern(r"(?<=\d)\s+(?=/\s?[^\W\d_])|(?<=\d/)\s+(?=[^\W\d_])")
"""In a number that is stamped by hand: `70 /KH-UBND`."""
_MOST_WORDS: Final = 64
_EITHER: Final = frozenset({"OR", "|"})


class QueryError(InputError):
    """What is asked for cannot be looked for."""

    code: ClassVar[str] = "query"
    hint: ClassVar[str] = 'Give words, a "phrase", or the code of a document.'


class Word(NamedTuple):
    """A word to be found: its key, as `spelled` or in bare letters; `begins`: words that begin with it."""

    key: str
    spelled: bool
    begins: bool = False


class Query(NamedTuple):
    """A query in FTS5's language, and the phrases to mark in what it finds."""

    match: str
    phrases: tuple[tuple[Word, ...], ...]


class _Term(NamedTuple):
    """A word, phrase or code: `either` says that it may stand for the term before it."""

    match: str
    phrase: tuple[Word, ...]
    without: bool
    either: bool


def read_query(asked: str) -> Query:
    """Read what a person asks for. Any text is a query, or a `QueryError`: no word in it, too many of them."""
    terms = list(_terms(unicodedata.normalize("NFC", asked).translate(_QUOTES)))
    wanted = [term for term in terms if not term.without]
    if not wanted:
        message = "nothing to look for: no word in the query" if not terms else "the query says only what to leave out"
        raise QueryError(message)
    if sum(len(term.phrase) for term in terms) > _MOST_WORDS:
        message = f"the query has more than {_MOST_WORDS} words"
        raise QueryError(message, hint="Give the few words that tell the passage from others.")
    match = " AND ".join(_groups(wanted))
    if together := _together(wanted):
        match = f"({match}) OR {together}"
    if unwanted := " OR ".join(term.match for term in terms if term.without):
        match = f"({match}) NOT ({unwanted})"
    return Query(match, tuple(term.phrase for term in wanted))


def _groups(terms: list[_Term]) -> Iterator[str]:
    """Give what must all hold: terms, and those of which one is enough joined."""
    groups: list[list[str]] = []
    for term in terms:
        if term.either and groups:
            groups[-1].append(term.match)
        else:
            groups.append([term.match])
    for group in groups:
        yield f"({' OR '.join(group)})"


def _together(terms: list[_Term]) -> str | None:
    """Give the words of a query as one phrase: it finds nothing more, but passages that have it come first."""
    words = [term.phrase[0] for term in terms if len(term.phrase) == 1 and not term.either]
    if not 1 < len(words) == len(terms) or any(word.begins for word in words):
        return None
    column = "spelled" if any(word.spelled for word in words) else "plain"
    return f'{column} : "{" ".join(word.key for word in words)}"'


def _terms(asked: str) -> Iterator[_Term]:
    either = False
    for part in _PART.finditer(_CODE_BLANKS.sub("", asked)):
        if part["bare"] in _EITHER:
            either = True
            continue
        text = part["bare"] or part["phrase"] or ""
        read = _code(text) if part["bare"] else None
        match, phrase = read or _words(text, begins=bool(part["begins"] or (part["bare"] or "").endswith("*")))
        if phrase:
            yield _Term(match, phrase, bool(part["without"]), either)
            either = False


def _code(text: str) -> tuple[str, tuple[Word, ...]] | None:
    """Read the code of a document, in any letters: it is looked for whole.

    What may be a code only because small letters may stand for capitals (`30/km`) is looked for as words, too.
    """
    text = text.strip(".,;:()")
    for written in (text, _upper(text)):
        number = next(find_numbers(written), None)
        if number is not None and (number.start, number.end) == (0, len(text)):
            words = WORD.findall(text)
            match = f'codes : "{index_code(number.value.code)}"'
            if written != text and number.value.form == "letter":
                match = f'({match} OR plain : "{plain_keys(words)}")'
            return match, tuple(Word(keys(word).plain, spelled=False) for word in words)
    return None


def _words(text: str, *, begins: bool) -> tuple[str, tuple[Word, ...]]:
    """Read a word or phrase; nothing where no word is in it."""
    words = WORD.findall(text)
    star = "*" if begins else ""
    as_spelled = [keys(word).spelled for word in words]
    if begins and words:
        as_spelled[-1] = beginning(as_spelled[-1])
    phrase = [_word(word, key) for word, key in zip(words, as_spelled, strict=True)]
    if begins and words:
        phrase[-1] = phrase[-1]._replace(begins=True)
    match = f'spelled : "{" ".join(as_spelled)}"{star}'
    if not all(word.spelled or word.key.isdecimal() for word in phrase):  # what is spelled just so comes first
        parts = [f'plain : "{plain_keys(words)}"{star}']
        parts += [f'spelled : "{word.key}"{"*" if word.begins else ""}' for word in phrase if word.spelled]
        match = f"({match} OR {' AND '.join(parts)})"
    return match, tuple(phrase)


def _word(word: str, as_spelled: str) -> Word:
    """Give how a word is looked for: as spelled if it has a diacritic."""
    plain = keys(word).plain
    spelled = plain != word.casefold()
    return Word(as_spelled if spelled else plain, spelled)


def _upper(text: str) -> str:
    """Give capitals, letter by letter, so that places in the text stay."""
    return "".join(capital if len(capital := char.upper()) == 1 else char for char in text)
