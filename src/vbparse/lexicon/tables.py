"""Builds the lexicon's tables from the files of `lexicon/data`, as plain data that can be kept between runs."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, TypeAlias

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, read_data, rows
from vbparse.lexicon.records import (
    NOUN,
    Abbreviation,
    BodyRecord,
    GroupWord,
    LevelWord,
    OfficeRecord,
    PlaceName,
    PlaceRecord,
)
from vbparse.lexicon.trie import Trie

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Tables: TypeAlias = dict[str, Any]
"""The packed tables, by their names in `Lexicon`."""

FILES = (
    "abbreviations.tsv",
    "bodies.tsv",
    "body_terms.tsv",
    "body_types.tsv",
    "compounds.tsv",
    "family_names.tsv",
    "group_words.tsv",
    "honorifics.tsv",
    "issuer_words.tsv",
    "levels.tsv",
    "not_places.tsv",
    "offices.tsv",
    "place_names.tsv",
    "places.tsv",
    "slots.tsv",
    "unit_phrases.tsv",
    "unit_traps.tsv",
    "verbs.tsv",
)
_NOUN_SORTS = ("strong", "short", "business", "place", "person", "beside", "force")
_WITH_INITIALS = frozenset({"ministry", "so", "phong", "centre", "branch"})


def build_tables() -> Tables:
    """Build all tables; the tries are packed."""
    return {
        "bodies": body_trie().packed(),
        "types": _type_trie().packed(),
        "terms": _terms().packed(),
        "group_words": {sort: trie.packed() for sort, trie in _group_words().items()},
        "phrases": {sort: trie.packed() for sort, trie in _unit_phrases().items()},
        "traps": _phrases("unit_traps.tsv", "text", "text").packed(),
        "offices": _offices().packed(),
        "honorifics": _phrases("honorifics.tsv", "text", "text").packed(),
        "levels": _levels().packed(),
        "places": _places().packed(),
        "place_names": _place_names().packed(),
        "cities": tuple(row["name"] for row in rows("places.tsv") if row["type"] == "thành phố"),
        "not_places": _phrases("not_places.tsv", "text", "text").packed(),
        "compounds": frozenset(_pair(row["text"]) for row in rows("compounds.tsv")),
        "verbs": _phrases("verbs.tsv", "verb", "verb").packed(),
        "surnames": frozenset(row["name"].casefold() for row in rows("family_names.tsv")),
        "abbreviations": {row["abbr"]: tuple(_abbreviation(row)) for row in rows("abbreviations.tsv")},
        "digest": digest(),
    }


def digest(own: Iterable[str] = ()) -> str:
    """Give the sha256 of our files and the texts of the user's."""
    total = hashlib.sha256()
    for text in (*(read_data(name) for name in FILES), *own):
        total.update(text.encode())
        total.update(b"\0")
    return total.hexdigest()


def _bodies() -> tuple[BodyRecord, ...]:
    return tuple(
        BodyRecord(
            row["id"].partition("/")[0],
            row["name"],
            row["kind"],
            tuple(row["level"].split()),
            row["place"],
            row["inner"],
            members(row["aliases"]),
            members(row["symbols"]),
            row["valid_from"],
            row["valid_to"],
            members(row["successors"]),
        )
        for row in rows("bodies.tsv")
    )


def _body_types() -> tuple[BodyRecord, ...]:
    """Give the head words behind which the field of a name is open."""
    return tuple(
        BodyRecord(
            "type." + row["id"],
            row["name"],
            row["kind"],
            tuple(row["level"].split()),
            row["place"],
            row["inner"],
            members(row["aliases"]),
            field=row["field"],
        )
        for row in rows("body_types.tsv")
    )


def body_trie(own: Sequence[BodyRecord] = ()) -> Trie[BodyRecord]:
    """Build the trie of the bodies, the user's before ours."""
    trie: Trie[BodyRecord] = Trie()
    for record in (*own, *_bodies()):
        fixed = 2 if record.kind in {"centre", "branch"} and record.name.startswith(("Trung", "Chi")) else 1
        trie.add(record.name, record, initials=record.kind in _WITH_INITIALS, fixed=fixed)
        for alias in record.aliases:
            trie.add(alias, record)
    return trie


def _type_trie() -> Trie[BodyRecord]:
    trie: Trie[BodyRecord] = Trie()
    for record in _body_types():
        for name in (record.name, *record.aliases):
            trie.add(name, record)
    return trie


def _phrases(name: str, column: str, value: str) -> Trie[str]:
    trie: Trie[str] = Trie()
    for row in rows(name):
        trie.add(row[column], row[value])
    return trie


def _terms() -> Trie[str]:
    trie: Trie[str] = Trie()
    for row in rows("body_terms.tsv"):
        if row["sort"] == "list":
            trie.add_as_printed(row["term"], "noun")
        else:
            trie.add(row["term"], row["sort"])
    return trie


def _pair(text: str) -> tuple[str, str]:
    first, second = text.split()[-2:]
    return fold_word(first), fold_word(second)


def _group_words() -> dict[str, Trie[GroupWord]]:
    tries: dict[str, Trie[GroupWord]] = {}
    words = [GroupWord(row["id"], row["sort"], row["text"]) for row in rows("group_words.tsv")]
    for word in words:
        tries.setdefault(word.sort, Trie()).add(word.text, word)
    tries[NOUN] = Trie()
    nouns = [word for word in words if word.sort in _NOUN_SORTS]
    for word in sorted(nouns, key=lambda noun: _NOUN_SORTS.index(noun.sort)):
        tries[NOUN].add(word.text, word)
    return tries


def _unit_phrases() -> dict[str, Trie[str]]:
    tries: dict[str, Trie[str]] = {}
    for row in rows("unit_phrases.tsv"):
        tries.setdefault(row["sort"], Trie()).add(row["text"], row["text"])
    return tries


def _offices() -> Trie[OfficeRecord]:
    trie: Trie[OfficeRecord] = Trie()
    for row in rows("offices.tsv"):
        record = OfficeRecord(row["id"], row["title"], row["stands"], tuple(row["bodies"].split()))
        for title in (record.title, *members(row["aliases"])):
            trie.add(title, record)
    return trie


def _levels() -> Trie[LevelWord]:
    trie: Trie[LevelWord] = Trie()
    for row in rows("levels.tsv"):
        record = LevelWord(row["id"], row["word"], row["level"])
        for word in (record.word, *members(row["aliases"])):
            trie.add(word, record)
    return trie


def _places() -> Trie[PlaceRecord]:
    trie: Trie[PlaceRecord] = Trie()
    for row in rows("places.tsv"):
        record = PlaceRecord(row["id"], row["name"], row["type"])
        for name in (record.name, *members(row["aliases"])):
            trie.add(name, record)
    return trie


def _place_names() -> Trie[PlaceName]:
    trie: Trie[PlaceName] = Trie()
    for row in rows("place_names.tsv"):
        trie.add(row["name"], PlaceName(row["name"], tuple(row["levels"].split())))
    return trie


def _abbreviation(row: dict[str, str]) -> Abbreviation:
    return Abbreviation(
        row["abbr"],
        row["expansion"].split(" / ")[0].split(" (")[0],
        row["category"],
        tuple(part.strip() for part in row["ambiguity"].split(";") if part.strip()),
    )
