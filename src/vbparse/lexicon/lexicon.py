"""All knowledge about organisations, places and titles, loaded once, with the user's own names.

`load_lexicon()` gives what the TSV files of `lexicon/data` hold; `load_lexicon([path])` adds an office's own file
(`--lexicon FILE.tsv`, see `own.py`).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from vbparse.lexicon.records import Abbreviation, BodyRecord, GroupWord, LevelWord, OfficeRecord, PlaceName, PlaceRecord
from vbparse.lexicon.trie import Trie
from vbparse.prepared import prepared
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from vbparse.lexicon.tables import Tables


class Lexicon(NamedTuple):
    """The knowledge as look-up structures. Compared and hashed by identity; one object per set of files."""

    bodies: Trie[BodyRecord]
    types: Trie[BodyRecord]
    terms: Trie[str]
    group_words: dict[str, Trie[GroupWord]]
    phrases: dict[str, Trie[str]]
    traps: Trie[str]
    offices: Trie[OfficeRecord]
    honorifics: Trie[str]
    levels: Trie[LevelWord]
    places: Trie[PlaceRecord]
    place_names: Trie[PlaceName]
    cities: tuple[str, ...]
    not_places: Trie[str]
    compounds: frozenset[tuple[str, str]]
    verbs: Trie[str]
    surnames: frozenset[str]
    abbreviations: dict[str, Abbreviation]
    records: dict[str, BodyRecord]
    digest: str

    def __eq__(self, other: object) -> bool:
        """Tell whether it is the same object."""
        return self is other

    def __hash__(self) -> int:
        """Hash the object, not what it holds."""
        return id(self)


def load_lexicon(paths: Sequence[Path] = ()) -> Lexicon:
    """Give the lexicon, with the user's own files; read once per tuple of paths.

    Raises `ResourceError`, which names file and line, for a user's file that cannot be used.
    """
    return _with_own(tuple(paths)) if paths else _ours()


@cache
def _ours() -> Lexicon:
    packed: Tables = prepared("lexicon", _built)
    bodies = Trie.unpacked(packed["bodies"], BodyRecord._make)
    return Lexicon(
        bodies=bodies,
        types=Trie.unpacked(packed["types"], BodyRecord._make),
        terms=Trie.unpacked(packed["terms"], str),
        group_words={sort: Trie.unpacked(words, GroupWord._make) for sort, words in packed["group_words"].items()},
        phrases={sort: Trie.unpacked(phrases, str) for sort, phrases in packed["phrases"].items()},
        traps=Trie.unpacked(packed["traps"], str),
        offices=Trie.unpacked(packed["offices"], OfficeRecord._make),
        honorifics=Trie.unpacked(packed["honorifics"], str),
        levels=Trie.unpacked(packed["levels"], LevelWord._make),
        places=Trie.unpacked(packed["places"], PlaceRecord._make),
        place_names=Trie.unpacked(packed["place_names"], PlaceName._make),
        cities=packed["cities"],
        not_places=Trie.unpacked(packed["not_places"], str),
        compounds=packed["compounds"],
        verbs=Trie.unpacked(packed["verbs"], str),
        surnames=packed["surnames"],
        abbreviations={abbr: Abbreviation._make(record) for abbr, record in packed["abbreviations"].items()},
        records=_by_id(bodies.values()),
        digest=packed["digest"],
    )


def _built() -> Tables:
    from vbparse.lexicon.tables import build_tables  # noqa: PLC0415 (mostly the tables are prepared)

    return build_tables()


@lru_cache(maxsize=8)
def _with_own(paths: tuple[Path, ...]) -> Lexicon:
    """Put the user's names before ours."""
    from vbparse.lexicon import own, tables  # noqa: PLC0415 (only where there are such names)

    texts = [(path, own.read_own(path)) for path in paths]
    bodies = tables.body_trie([record for path, text in texts for record in own.own_bodies(path, text)])
    abbreviations = {found.abbr: found for path, text in texts for found in own.own_abbreviations(path, text)}
    ours = _ours()
    return ours._replace(
        bodies=bodies,
        abbreviations=ours.abbreviations | abbreviations,
        records=_by_id(bodies.values()),
        digest=tables.digest(text for _, text in texts),
    )


def _by_id(records: Sequence[BodyRecord]) -> dict[str, BodyRecord]:
    found: dict[str, BodyRecord] = {}
    for record in records:
        found.setdefault(record.id, record)  # a variant stands behind its record
    return found
