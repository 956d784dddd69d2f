"""All knowledge about organisations, places and titles, loaded once, with the user's own names.

`load_lexicon()` reads the TSV files of `lexicon/data`; `load_lexicon([path])` adds an office's own file
(`--lexicon FILE.tsv`): a line of column names, of which `name` is needed and `aliases` (parted by ` ; `),
`kind`, `level`, `place` may follow, or `abbr` and `expansion`; lines that begin with `#` are comments.
"""

from __future__ import annotations

import hashlib
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from vbparse.errors import ResourceError
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, parse_rows, read_data, rows
from vbparse.lexicon.trie import Trie

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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
    "places.tsv",
    "slots.tsv",
    "unit_phrases.tsv",
    "unit_traps.tsv",
    "verbs.tsv",
)
NOUN = "noun"  # in `Lexicon.group_words`: all words that may stand in a list of bodies
_NOUN_SORTS = ("strong", "short", "business", "place", "person", "beside")
_WITH_INITIALS = frozenset({"ministry", "so", "phong", "centre", "branch"})
_LEVELS = ("central", "province", "district", "commune", "other")
_PLACE_RULES = frozenset({"none", "level", "name", "own", "issuer", "committee", "council", "event"})


class BodyRecord(NamedTuple):
    """A body of the registry, or (with `field`) a head word behind which the field of the name is open."""

    id: str
    name: str
    kind: str
    levels: tuple[str, ...]
    place: str
    inner: str = ""
    aliases: tuple[str, ...] = ()
    symbols: tuple[str, ...] = ()
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    field: str = ""


class PlaceRecord(NamedTuple):
    """A province or centrally run city."""

    id: str
    name: str
    type: str


class LevelWord(NamedTuple):
    """A word such as `huyện`; `level` is `city` for `thành phố`, which may be a province or a district."""

    id: str
    word: str
    level: str


class OfficeRecord(NamedTuple):
    """A title; `stands` says whether it needs a body behind it, `bodies` whose holder it means alone."""

    id: str
    title: str
    stands: str
    bodies: tuple[str, ...] = ()


class GroupWord(NamedTuple):
    """A word of group phrases and what it does there."""

    id: str
    sort: str
    text: str


class Abbreviation(NamedTuple):
    """An abbreviation; `meanings` has several members where only context decides."""

    abbr: str
    expansion: str
    category: str
    meanings: tuple[str, ...] = ()


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
    return _load(tuple(paths))


@lru_cache(maxsize=8)
def _load(paths: tuple[Path, ...]) -> Lexicon:
    own = [(path, _read_own(path)) for path in paths]
    own_records = [record for path, text in own for record in _own_bodies(path, text)]
    records: dict[str, BodyRecord] = {}
    for record in (*own_records, *_bodies()):
        records.setdefault(record.id, record)  # a variant stands behind its record
    return Lexicon(
        bodies=_body_trie(own_records),
        types=_type_trie(),
        terms=_phrases("body_terms.tsv", "term", "sort"),
        group_words=_group_words(),
        phrases=_unit_phrases(),
        traps=_phrases("unit_traps.tsv", "text", "text"),
        offices=_offices(),
        honorifics=_phrases("honorifics.tsv", "text", "text"),
        levels=_levels(),
        places=_places(),
        cities=tuple(row["name"] for row in rows("places.tsv") if row["type"] == "thành phố"),
        not_places=_phrases("not_places.tsv", "text", "text"),
        compounds=frozenset(_pair(row["text"]) for row in rows("compounds.tsv")),
        verbs=_phrases("verbs.tsv", "verb", "verb"),
        surnames=frozenset(row["name"].casefold() for row in rows("family_names.tsv")),
        abbreviations=_abbreviations()
        | {own.abbr: own for path, text in own for own in _own_abbreviations(path, text)},
        records=records,
        digest=_digest(text for _, text in own),
    )


def _digest(own: object) -> str:
    total = hashlib.sha256()
    for text in (*(read_data(name) for name in FILES), *own):  # type: ignore[misc]
        total.update(text.encode())
        total.update(b"\0")
    return total.hexdigest()


@cache
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


@cache
def body_types() -> tuple[BodyRecord, ...]:
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


def _body_trie(own: list[BodyRecord]) -> Trie[BodyRecord]:
    trie: Trie[BodyRecord] = Trie()
    for record in (*own, *_bodies()):
        fixed = 2 if record.kind in {"centre", "branch"} and record.name.startswith(("Trung", "Chi")) else 1
        trie.add(record.name, record, initials=record.kind in _WITH_INITIALS, fixed=fixed)
        for alias in record.aliases:
            trie.add(alias, record)
    return trie


def _type_trie() -> Trie[BodyRecord]:
    trie: Trie[BodyRecord] = Trie()
    for record in body_types():
        for name in (record.name, *record.aliases):
            trie.add(name, record)
    return trie


def _phrases(name: str, column: str, value: str) -> Trie[str]:
    trie: Trie[str] = Trie()
    for row in rows(name):
        trie.add(row[column], row[value])
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


def _abbreviations() -> dict[str, Abbreviation]:
    return {
        row["abbr"]: Abbreviation(
            row["abbr"],
            row["expansion"].split(" / ")[0].split(" (")[0],
            row["category"],
            tuple(part.strip() for part in row["ambiguity"].split(";") if part.strip()),
        )
        for row in rows("abbreviations.tsv")
    }


def _read_own(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the lexicon file {path} cannot be read: {error}"
        raise ResourceError(message, hint="Give a TSV file in UTF-8 with --lexicon.") from error


def _own_rows(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    """Pair the records of a user's file with their line numbers; a missing column is an error of its first line."""
    numbers = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    found = parse_rows(text, str(path))
    if found and not ({"name", "abbr"} & set(found[0])):
        message = f"{path}, line {numbers[0]}: no column `name` or `abbr`"
        raise ResourceError(message, hint="The first line names the columns, parted by tabs.")
    return list(zip(numbers[1:], found, strict=True))


def _own_bodies(path: Path, text: str) -> list[BodyRecord]:
    made = []
    for number, row in _own_rows(path, text):
        if "name" not in row or (not row["name"].strip() and row.get("abbr")):
            continue
        name, level, place = row["name"].strip(), row.get("level", "") or "other", row.get("place", "") or "own"
        wrong = _own_fault(name, level, place)
        if wrong:
            message = f"{path}, line {number}: {wrong}"
            raise ResourceError(message, hint="See the header of lexicon/data/bodies.tsv for what is allowed.")
        aliases = members(row.get("aliases", ""))
        kind = row.get("kind", "") or "own"
        made.append(BodyRecord(f"own.{path.stem}.{number}", name, kind, tuple(level.split()), place, "", aliases))
    return made


def _own_fault(name: str, level: str, place: str) -> str | None:
    if not name:
        return "the cell `name` is empty"
    if any(part not in _LEVELS for part in level.split()):
        return f"level {level!r} is none of {', '.join(_LEVELS)}"
    if place not in _PLACE_RULES:
        return f"place {place!r} is none of {', '.join(sorted(_PLACE_RULES))}"
    return None


def _own_abbreviations(path: Path, text: str) -> list[Abbreviation]:
    made = []
    for number, row in _own_rows(path, text):
        abbr, expansion = row.get("abbr", "").strip(), row.get("expansion", "").strip()
        if bool(abbr) != bool(expansion):
            message = f"{path}, line {number}: `abbr` and `expansion` belong together"
            raise ResourceError(message, hint="Fill in both cells, or none.")
        if abbr:
            made.append(Abbreviation(abbr, expansion, "own"))
    return made
