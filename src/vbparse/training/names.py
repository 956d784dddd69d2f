"""Names of bodies, sets of bodies and office holders: known ones, made-up ones, odd spellings."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from vbparse.lexicon.load import members, rows
from vbparse.training.words import word_lists

if TYPE_CHECKING:
    from random import Random

    from vbparse.nlp.samples import Sort

_LEVELS = {
    "province": ("tỉnh", "thành phố", "Thành phố", "TP"),
    "district": ("quận", "huyện", "thị xã", "thành phố"),
    "commune": ("xã", "phường", "thị trấn"),
}
_QUANTIFIERS = ("các", "Các", "các", "từng", "mọi", "toàn thể các")
_RELATED = (" liên quan", " có liên quan", " trên địa bàn", " trực thuộc")


@cache
def _known() -> tuple[tuple[str, str], ...]:
    """Give names and aliases of the registry, each with the level at which it stands (empty without place)."""
    found = []
    for row in rows("bodies.tsv"):
        levels = row["level"].split() if row["place"] == "level" else [""]
        found += [(name, level) for name in (row["name"], *members(row["aliases"])) for level in levels]
    return tuple(found)


@cache
def _terms() -> tuple[str, ...]:
    return tuple(row["term"] for row in rows("body_terms.tsv") if row["sort"] in {"noun", "list"}) + tuple(
        word_lists()["words"]
    )


@cache
def _places() -> tuple[str, ...]:
    return tuple(row["name"] for row in rows("places.tsv"))


@cache
def _kinds() -> tuple[str, ...]:
    return tuple(row["text"] for row in rows("group_words.tsv") if row["sort"] == "strong")


@cache
def _titles() -> tuple[str, ...]:
    return tuple(row["title"] for row in rows("offices.tsv"))


@cache
def _surnames() -> tuple[str, ...]:
    return tuple(row["name"] for row in rows("family_names.tsv"))


def make_name(sort: Sort, chance: Random) -> str:
    """Make a mention of a class; of the named ones about half are in no list, and some are spelt oddly."""
    if sort == "named":
        name = _unknown(chance) if chance.random() < 0.5 else _from_registry(chance)
        return misspell(name, chance) if chance.random() < 0.25 else name
    if sort == "group":
        return _group(chance)
    if sort == "person":
        return chance.choice(_titles()) + (f" {_from_registry(chance)}" if chance.random() < 0.5 else "")
    return chance.choice(("cấp ủy", "chính quyền", "tỉnh", "Thành phố", "Trung ương", "Nhà nước", "ngành Y tế"))


def make_person(chance: Random) -> str:
    """Make up a person's name."""
    return f"{chance.choice(_surnames())} {chance.choice(word_lists()['given_names'])}"


def make_object(chance: Random) -> str:
    """Name what a plan may be about."""
    return chance.choice(_terms())


def _place(level: str, chance: Random) -> str:
    """Give what tells level and place behind a name: both, the level alone, nothing."""
    if level not in _LEVELS or chance.random() < 0.3:
        return ""
    word = chance.choice(_LEVELS[level])
    if chance.random() < 0.5:
        return f" {word}"
    return f" {word} {_proper(chance) if chance.random() < 0.7 else chance.choice(_places())}"


def _proper(chance: Random) -> str:
    return " ".join(chance.sample(word_lists()["syllables"], 2))


def _from_registry(chance: Random) -> str:
    name, level = chance.choice(_known())
    return name + _place(level, chance)


def _unknown(chance: Random) -> str:
    """Make up a name: head word, field or proper name, sometimes level and place."""
    head = chance.choice(word_lists()["heads"]) if chance.random() < 0.6 else _head(chance)
    if chance.random() < 0.3:
        return f"{head} {_proper(chance)}"
    terms = chance.sample(_terms(), chance.choice((1, 1, 1, 2)))
    joint = chance.choice((" và ", ", ", " - ", " "))
    field = joint.join((terms[0].capitalize(), *terms[1:]))
    return f"{head} {field}" + _place(chance.choice((*_LEVELS, "")), chance)


def _head(chance: Random) -> str:
    """Make up a head word that nobody uses: a kind of body, or a topic, in capitals, sometimes with a second word."""
    word = chance.choice(_kinds() if chance.random() < 0.5 else _terms()).split(" ")[-2:]
    return " ".join(word).capitalize()


def _group(chance: Random) -> str:
    kinds = chance.sample(_kinds(), chance.choice((1, 2, 2, 3)))
    tail = chance.choice(_RELATED) if chance.random() < 0.4 else ""
    return f"{chance.choice(_QUANTIFIERS)} {chance.choice((', ', ', ', ' và ')).join(kinds)}{tail}"


def misspell(name: str, chance: Random) -> str:
    """Spell a name in a way that no list has: capitals, initials, dashes, a slip of the pen."""
    way: Any = chance.choice((_titled, _small, _initials, _dashed, _slipped, _slipped))
    spelt: str = way(name, chance)
    return spelt if spelt.strip() else name


def _titled(name: str, _chance: Random) -> str:
    return " ".join(word[:1].upper() + word[1:] for word in name.split(" "))


def _small(name: str, _chance: Random) -> str:
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def _initials(name: str, _chance: Random) -> str:
    """Shorten the words behind the head: `Phòng Lao động và Xã hội` to `Phòng LĐ&XH`."""
    head, _, rest = name.partition(" ")
    parts = [part for part in rest.replace(" và ", " & ").split(" ") if part]
    if len(parts) < 2:
        return name
    letters = "".join(part if part in "&-" else part[0].upper() for part in parts if part[0].isalpha() or part in "&-")
    return f"{head} {letters}"


def _dashed(name: str, chance: Random) -> str:
    return name.replace(" và ", chance.choice((" - ", "-", " & ", " &"))).replace(", ", chance.choice((" - ", ",")))


def _slipped(name: str, chance: Random) -> str:
    """Drop or double a letter in one of the words."""
    words = name.split(" ")
    at = chance.randrange(len(words))
    word = words[at]
    if len(word) > 2:
        cut = chance.randrange(1, len(word))
        words[at] = word[:cut] + word[cut + 1 :] if chance.random() < 0.5 else word[:cut] + word[cut - 1 :]
    return " ".join(words)
