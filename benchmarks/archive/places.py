"""Provinces, districts and communes, as they were on a day."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from benchmarks.archive.model import Place
from vbparse.lexicon.load import rows

if TYPE_CHECKING:
    from datetime import date
    from random import Random

REFORM = "2025-07-01"
_PROVINCE, _DISTRICT = 2, 3  # digits of their codes


@cache
def _tree(register: str) -> dict[str, list[tuple[str, str]]]:
    """Give the units below each code, "" for the country: code and name in text. Numbered ones are left out."""
    tree: dict[str, list[tuple[str, str]]] = {}
    for row in rows(register):
        name = row["name"]
        if not any(letter.isdigit() for letter in name):
            tree.setdefault(row["parent"], []).append((row["code"], _in_text(name)))
    return tree


def _in_text(name: str) -> str:
    """Write the level word small: `thị trấn Óc Eo`."""
    word = Place((name,)).word
    return word.lower() + name[len(word) :]


def has_districts(day: date) -> bool:
    """Tell whether there were districts on a day."""
    return day.isoformat() < REFORM


def choose_place(random: Random, day: date) -> tuple[Place, Place | None, tuple[Place, Place]]:
    """Choose a province, a district of it (none after the reform) and two communes of that."""
    tree = _tree("admin_2025-06-30.tsv" if has_districts(day) else "admin_2025-07-01.tsv")
    code, province = random.choice(tree[""])
    names: tuple[str, ...] = (province,)
    district = None
    if has_districts(day):
        wide = [unit for unit in tree[code] if len(tree.get(unit[0], ())) > 1]
        code, name = random.choice(wide)
        names = (province, name)
        district = Place(names)
    (_, one), (_, other) = random.sample(tree[code], 2)
    return Place((province,)), district, (Place((*names, one)), Place((*names, other)))
