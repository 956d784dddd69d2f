"""Types of documents: the heading above the title, and the code in the symbol (`lexicon/data/doctypes.tsv`)."""

from __future__ import annotations

from functools import cache

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, rows
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

_WORD = compile_pattern(r"[^\W_]+")
_CLOSED = compile_pattern(r"[\s:.,;*_]*$")


class DocType(NamedTuple):
    """A type of document: its canonical name, the code in its symbol (empty without one), all its codes."""

    name: str
    code: str
    codes: tuple[str, ...]


class Heading(NamedTuple):
    """A type word at the head of a line: `text[start:end]`; `whole` says that nothing follows it."""

    type: DocType
    start: int
    end: int
    whole: bool


@cache
def doc_types() -> tuple[DocType, ...]:
    """Give all types, those of the decree first."""
    return tuple(
        DocType(row["name"], row["code"], tuple(code for code in (row["code"], *members(row["other_codes"])) if code))
        for row in rows("doctypes.tsv")
    )


@cache
def _headings() -> dict[tuple[str, ...], tuple[DocType, bool]]:
    """Map the folded words of a heading to its type, and whether it enlarges the type's own name."""
    found: dict[tuple[str, ...], tuple[DocType, bool]] = {}
    for row, doc_type in zip(rows("doctypes.tsv"), doc_types(), strict=True):
        for heading in members(row["headings"]):
            key = _key(heading)
            found[key] = (doc_type, key != _key(doc_type.name))
    return found


@cache
def _longest() -> int:
    return max(len(key) for key in _headings())


def _key(text: str) -> tuple[str, ...]:
    return tuple(fold_word(word) for word in _WORD.findall(text))


@cache
def _by_code() -> dict[str, DocType]:
    found: dict[str, DocType] = {}
    for doc_type in doc_types():
        for code in doc_type.codes[:1]:
            found.setdefault(code.casefold(), doc_type)
    for doc_type in doc_types():
        for code in doc_type.codes[1:]:
            found.setdefault(code.casefold(), doc_type)
    return found


def read_heading(text: str) -> Heading | None:
    """Read a type word in capitals at the head of a line: `KẾ HOẠCH`, `THÔNG BÁO KẾT LUẬN …`.

    A line that is the type word alone may be printed in small letters (`Kế hoạch`).
    """
    words = []
    for word in _WORD.finditer(text):
        words.append(word)
        if len(words) == _longest():
            break
    if not words or any(char.isalnum() for char in text[: words[0].start()]):
        return None
    keys = [fold_word(word[0]) for word in words]
    for count in range(len(words), 0, -1):
        found = _headings().get(tuple(keys[:count]))
        if found is None:
            continue
        doc_type, enlarged = found
        start, end = words[0].start(), words[count - 1].end()
        whole = _CLOSED.match(text, end) is not None
        capital = text[start:end].isupper()
        if (whole and (capital or text[start].isupper())) or (capital and not enlarged):
            return Heading(doc_type, start, end, whole)
    return None


def type_of_code(code: str) -> DocType | None:
    """Give the type that a symbol's first part names: `KH`, `CTr` (any case); None for a body's code."""
    return _by_code().get(code.casefold())


def canonical_code(code: str) -> str:
    """Give a type's code in its proper case: `CTR` is `CTr`; an unknown code stays as it is."""
    return _code_cases().get(code.casefold(), code)


@cache
def _code_cases() -> dict[str, str]:
    return {code.casefold(): code for doc_type in doc_types() for code in doc_type.codes}
