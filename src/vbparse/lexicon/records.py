"""The records of the lexicon: bodies, places, titles, words of groups, abbreviations."""

from __future__ import annotations

from vbparse.tuples import NamedTuple

NOUN = "noun"  # in `Lexicon.group_words`: all words that may stand in a list of bodies


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


class PlaceName(NamedTuple):
    """A name of districts or communes that the rules would cut or misspell; `levels` are those at which it stands."""

    name: str
    levels: tuple[str, ...]


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
