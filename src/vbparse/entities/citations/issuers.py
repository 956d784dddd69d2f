"""Where the name of the issuer behind a cited document ends, without the stage that reads organisations.

"... của UBND thành phố Hà Nội về ...", "của Ban Thường vụ Tỉnh ủy", "của Bộ Giáo dục và Đào tạo quy định ...".
A name goes on with a capital, with a level word ("tỉnh") and the place behind it, or with two neighbouring words that
stand so in a name of the lexicon ("Bộ Chính trị"); it ends before a verb or preposition that opens the title ("về",
"ban hành").
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from vbparse.entities.citations.types import opens_with_type
from vbparse.entities.citations.words import ABOUT, AND, PhraseSet, phrase_keys, phrase_list, phrases
from vbparse.lexicon.load import members, rows
from vbparse.patterns import compile_pattern
from vbparse.prepared import prepared

if TYPE_CHECKING:
    from vbparse.entities.citations.words import Words

_ROMAN = compile_pattern(r"[ivxlc]+$")
_JOINTS = frozenset({",", "-", "&", AND, "."})
_PLURAL = frozenset(phrase_keys("các những"))
_APOSTROPHES = frozenset({"'", "’"})
_MAX_WORDS = 32


def issuer_end(words: Words, index: int, *, joint: bool = False, small: bool = True) -> int | None:
    """Give the index behind the last word of the issuer's name that begins at word `index`; None for none.

    `joint` lets a second body follow after "và" ("của Bộ A và Bộ B"); `small` lets the name begin with a level
    word in small letters ("của tỉnh").
    """
    items = words.items
    if index >= len(items):
        return None
    width = _begins(words, index, small=small)
    if not width:
        return None
    here = last = index + width
    while here < len(items) and here - index < _MAX_WORDS:
        if items[here].key in _JOINTS:
            following = _over_joint(words, here, joint=joint)
            if following is None:
                break
            here = following
            last = here
            continue
        step = _place(words, here) or (0 if _ends(words, here) else _further(words, here))
        if not step:
            break
        here += step
        last = here
    return last


def _begins(words: Words, index: int, *, small: bool) -> int:
    """Give the number of words with which a name may begin here: a capital, or a level word in small letters."""
    if phrases("issuer", "ends").match(words.items, index):
        return 0
    level = phrases("issuer", "small_heads").match(words.items, index)
    if words.is_capital(index):
        return max(level, 1)
    return level if small else 0


def _further(words: Words, here: int) -> int:
    """Give the number of words with which a name goes on at word `here`."""
    levels = phrases("issuer", "levels").match(words.items, here)
    return levels or _over_apostrophe(words, here) or int(_goes_on(words, here))


def _place(words: Words, here: int) -> int:
    """Give the number of words of a place behind a level word that a list has whole (`xã Giao Tân`, `phường Mỹ Đình 1`)."""
    items = words.items
    if not (words.is_capital(here) or items[here].key.isdigit()):
        return 0
    return phrases("issuer", "levels").match_before(items, here) and _places().match(items, here)


def _over_apostrophe(words: Words, here: int) -> int:
    """Step over the apostrophe inside a name and what hangs on it (`xã Đắk R'La`)."""
    items = words.items
    if items[here].key not in _APOSTROPHES or here + 1 >= len(items):
        return 0
    return 2 if items[here - 1].end == items[here].start and items[here].end == items[here + 1].start else 0


def _ends(words: Words, here: int) -> bool:
    """Tell a word that opens the title; a preposition with a capital is part of a name (`huyện Đại Từ`).

    So is what stands before `về` (`phường Thuận Giao về ...`): no title opens so.
    """
    items = words.items
    length = phrases("issuer", "ends").match(items, here)
    if not length or _in_name(items[here - 1].key, items[here].key):
        return False
    if not words.is_capital(here) or words.is_upper(here):
        return True
    about = length == 1 and items[here].key != ABOUT and here + 1 < len(items) and items[here + 1].key == ABOUT
    return not (about or phrases("issuer", "small_ends").match(items, here) == length)


def _goes_on(words: Words, here: int) -> bool:
    word, before = words.items[here], words.items[here - 1]
    if word.key.isdigit():
        return before.key in _before_numbers()
    if words.is_capital(here):
        return not _opens_citation(words, here)
    return _in_name(before.key, word.key) or (_ROMAN.match(word.key) is not None and before.key in _terms())


def _over_joint(words: Words, here: int, *, joint: bool) -> int | None:
    """Step over a comma, dash or "và" inside a name; give the index behind the word that follows it."""
    items = words.items
    behind = here + 1
    if behind >= len(items) or items[behind].key in _PLURAL:
        return None
    if items[here].key == ".":
        return here + 2 if _is_shortened(words, here) else None
    if _opens_citation(words, behind):
        return None
    mark = items[here].key
    known = _in_name(items[here - 1].key, mark) and (words.is_upper(behind) or _in_name(mark, items[behind].key))
    loose = mark in {"-", "&"} or (joint and mark == AND)
    return here + 2 if known or (loose and words.is_capital(behind)) else None


def _is_shortened(words: Words, dot: int) -> bool:
    """Tell whether the dot shortens the word before it inside a name: "TP.HCM", "P.Hà Cầu"."""
    before = words.items[dot - 1]
    tight = before.end == words.items[dot].start and len(before.key) <= len("tp")
    return tight and words.is_capital(dot - 1) and words.is_capital(dot + 1)


def _opens_citation(words: Words, here: int) -> bool:
    """Tell whether a type word ("Chương trình") begins here, which is no part of a name ("Bộ Kế hoạch và Đầu tư")."""
    items = words.items
    return opens_with_type(words.text, items[here].start) and not _in_name(items[here - 1].key, items[here].key)


def _in_name(first: str, second: str) -> bool:
    return (first, second) in _pairs()


def names_a_body(words: Words, index: int) -> bool:
    """Tell whether the word is one with which names of bodies begin ("Bộ", "Sở", "UBND", "tỉnh")."""
    return words.items[index].key in _first_words() or words.is_upper(index)


@cache
def _places() -> PhraseSet:
    return PhraseSet("place names", lambda: [row["name"] for row in rows("place_names.tsv")])


@cache
def _first_words() -> frozenset[str]:
    found: frozenset[str] = prepared("first words of bodies", _read_first_words)
    return found


def _read_first_words() -> frozenset[str]:
    found = {phrase_keys(phrase)[0] for phrase in phrase_list("issuer", "small_heads")}
    for name, column in (("bodies.tsv", "name"), ("body_types.tsv", "name")):
        found.update(phrase_keys(row[column])[0] for row in rows(name))
    return frozenset(found)


@cache
def _before_numbers() -> frozenset[str]:
    return frozenset(
        key
        for phrase in ("đạo", "số", "khóa", "khoá", "quận", "phường", "huyện", "vùng", "khu", "tác")
        for key in phrase_keys(phrase)
    )


@cache
def _terms() -> frozenset[str]:
    return frozenset(key for phrase in ("khóa", "khoá", "thứ", "lần") for key in phrase_keys(phrase))


@cache
def _pairs() -> frozenset[tuple[str, str]]:
    """Give all neighbouring words, joints included, of the names of bodies, their fields and of provinces."""
    found: frozenset[tuple[str, str]] = prepared("pairs of words in names", _read_pairs)
    return found


def _read_pairs() -> frozenset[tuple[str, str]]:
    found: set[tuple[str, str]] = set()
    for name, columns in (
        ("bodies.tsv", ("name", "aliases")),
        ("body_types.tsv", ("name", "aliases")),
        ("body_terms.tsv", ("term",)),
        ("places.tsv", ("name", "aliases")),
        ("positions.tsv", ("text",)),
    ):
        for row in rows(name):
            for column in columns:
                for phrase in members(row[column]):
                    keys = phrase_keys(phrase)
                    found.update(pairwise(keys))
    return frozenset(pair for pair in found if pair[1] != ABOUT)
