"""The groups of bodies (`các phòng, ban, ngành`) that a unit may be one of.

Plans give duties to groups without naming their members. A unit may be meant where a plan names it and gives a duty to
a group that is called by the unit's type (`Phòng Tư pháp`: `các phòng, ban, ngành`), by no type at all (`các cơ quan,
đơn vị`), or that is of its kind and level (`Ủy ban nhân dân phường Phú La`: `Ủy ban nhân dân các phường`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.archive.queries.documents import LISTED, listed
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

_WORD: Final = compile_pattern(r"\w+")
_ANY: Final = ("co quan", "don vi")
_LEVELS: Final = {
    "province": ("tinh", "thanh pho"),
    "district": ("quan", "huyen", "thi xa", "thanh pho"),
    "commune": ("xa", "phuong", "thi tran", "dac khu"),
}


def group_numbers(connection: sqlite3.Connection, units: Iterable[int]) -> list[int]:
    """Find the groups that one of these units may belong to, by their names (in bare letters)."""
    named = f"SELECT DISTINCT kind, level, plain FROM units WHERE cls = 'named' AND id IN ({LISTED})"  # noqa: S608 (our own words)
    members = {
        (kind, level, words[0])
        for kind, level, plain in connection.execute(named, (listed(units),))
        if (words := _WORD.findall(plain))
    }
    groups = connection.execute("SELECT id, kind, plain FROM units WHERE cls = 'group' ORDER BY id")
    return [
        number
        for number, kind, plain in groups
        if any(_may_hold(kind, f" {' '.join(_WORD.findall(plain))} ", member) for member in members)
    ]


def _may_hold(kind: str | None, name: str, member: tuple[str | None, str | None, str]) -> bool:
    """Tell whether a group (its name between blanks) may hold a unit (its kind, level and first word)."""
    of_kind, level, first = member
    if kind is None:
        return any(f" {word} " in name for word in (first, *_ANY))
    return kind == of_kind and any(f" {word} " in name for word in _LEVELS.get(level or "", ()))
