"""Administrative units (đơn vị hành chính) before and after the reform of 2025-07-01, by name, code and day.

`lexicon/data/admin_DAY.tsv` holds one register for each snapshot. A code of the General Statistics Office means
a unit only together with its snapshot: 00004 was phường Trúc Bạch and is phường Ba Đình. A register is searched
as it lies in the file, for a plan names ten places and not fourteen thousand.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import read_bytes
from vbparse.prepared import prepared
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import TypeAlias

    _Index: TypeAlias = tuple[dict[str, str], dict[str, tuple[int, int]], dict[str, str]]

BEFORE: Final = "2025-06-30"
AFTER: Final = "2025-07-01"
SNAPSHOTS: Final = (BEFORE, AFTER)
VERSION: Final = "vietnamadminunits 1.0.4, 2025-06-30 and 2025-07-01"
"""What the registers were made of: `generator.admin_snapshot` of a plan document."""

_LEVELS: Final = {2: "province", 3: "district", 5: "commune"}
_WORDS: Final = {
    "district": ("Huyện", "Quận", "Thị xã"),
    "commune": ("Xã", "Phường", "Thị trấn", "Đặc khu"),
    "city": ("Thành phố",),
}
_TYPES: Final = tuple(
    fold(word) + " "
    for word in ("thành phố", "thị trấn", "thị xã", "đặc khu", "tỉnh", "quận", "huyện", "xã", "phường", "thủ đô")
)


class AdminUnit(NamedTuple):
    """A unit of one snapshot.

    `code` and `parent` are codes of that snapshot, `successors` those of `AFTER`; `valid_from` and `valid_to` are
    ISO days, both included, empty where the registers tell none.
    """

    code: str
    name: str
    snapshot: str
    parent: str = ""
    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()

    @property
    def level(self) -> str:
        """Give the level: province, district or commune."""
        return _LEVELS[len(self.code)]

    def valid_on(self, day: str) -> bool:
        """Tell whether the unit existed on a day (ISO; `XX` for a part that is not known)."""
        return (self.valid_from or "0000") <= day <= (self.valid_to or "9999")


def snapshot_at(day: str | None) -> str:
    """Give the register in force on a day (ISO, `XX` where blank; None: today's)."""
    return BEFORE if day is not None and day < AFTER else AFTER


def find_admin(name: str, *, day: str | None = None, above: Sequence[str] = ()) -> AdminUnit | None:
    """Find the unit of this name with its type word (`quận Hà Đông`), in the register of the day, else in the other.

    `above` names the units that it lies in, in any order (`("thành phố Hà Nội",)`). None where no unit or more
    than one fits: `xã Tân Lập` alone is no unit.
    """
    first = snapshot_at(day)
    found = search_admin(name, first, above=above)
    if not found:
        (other,) = (snapshot for snapshot in SNAPSHOTS if snapshot != first)
        found = search_admin(name, other, above=(*above, *_counterparts(above, first)))
    return found[0] if len(found) == 1 else None


def search_admin(name: str, snapshot: str, *, above: Sequence[str] = ()) -> tuple[AdminUnit, ...]:
    """Give all units of this name in one register that lie in the units of `above`, as far as it knows those."""
    register = _register(snapshot)
    codes = register.named_provinces(name)
    if not codes:
        inside = register.provinces_of(above)
        found = (register.named(province, name) for province in inside)
        codes = tuple(code for named in found for code in named) if inside else register.named_anywhere(name)
    return _within([admin_unit(code, snapshot) for code in codes], above)


def search_bare(name: str, snapshot: str, level: str, *, above: Sequence[str] = ()) -> tuple[AdminUnit, ...]:
    """Give all units of a level whose name without the type word is this (`Hà Đông`)."""
    register, wanted = _register(snapshot), fold(name)
    if level == "province":
        codes = [code for code, other in register.provinces.items() if _bare(other) == wanted]
    else:
        inside = register.provinces_of(above) or tuple(register.provinces)
        rows = (row for province in inside for row in register.rows(province).values())
        codes = [row[0] for row in rows if _LEVELS[len(row[0])] == level and _bare(row[1]) == wanted]
    return _within([admin_unit(code, snapshot) for code in codes], above)


@lru_cache(maxsize=1024)
def is_registered(name: str, level: str) -> bool:
    """Tell whether a register has a unit of this name, without its type word and spelled as there (`Hà Đông`).

    `level` is district, commune, or city for those called `thành phố`.
    """
    named = [f"{word} {name}" for word in _WORDS.get(level, ())]
    return any(_register(snapshot).named_anywhere(full) for snapshot in SNAPSHOTS for full in named)


def admin_unit(code: str, snapshot: str) -> AdminUnit:
    """Give the unit of a code. Raises `KeyError` for a code that the register does not hold."""
    register = _register(snapshot)
    rows = register.rows(code if len(code) == 2 else register.province_of(code))  # noqa: PLR2004 (a province's code)
    code, name, parent, last = (*rows[code], "", "")[:4]
    if snapshot == AFTER:
        return AdminUnit(code, name, AFTER, parent, valid_from=last)
    successors = tuple(last.split())
    if not successors:  # a district
        successors = _of_communes([row[3] for row in rows.values() if row[2:3] == [code]])
    unit = AdminUnit(code, name, BEFORE, parent, "", BEFORE, successors)
    return unit._replace(valid_to="") if _goes_on(unit) else unit


def _goes_on(unit: AdminUnit) -> bool:
    return unit.successors == (unit.code,) and not admin_unit(unit.code, AFTER).valid_from


def _of_communes(cells: Sequence[str]) -> tuple[str, ...]:
    """Give the successors of a district's communes, first those that are the first of one."""
    parts = [cell.split() for cell in cells]
    return tuple(dict.fromkeys([*(codes[0] for codes in parts), *(code for codes in parts for code in codes[1:])]))


def units_above(unit: AdminUnit) -> tuple[AdminUnit, ...]:
    """Give the units that a unit lies in, from near to far."""
    found: list[AdminUnit] = []
    while unit.parent:
        unit = admin_unit(unit.parent, unit.snapshot)
        found.append(unit)
    return tuple(found)


def admin_successors(unit: AdminUnit) -> tuple[AdminUnit, ...]:
    """Give the units of `AFTER` that a unit's area went to, the main ones first.

    Those of a district are the communes that its communes went to: first those that are main to one of them.
    """
    return tuple(admin_unit(code, AFTER) for code in unit.successors)


def main_successors(unit: AdminUnit) -> tuple[AdminUnit, ...]:
    """Give the units of `AFTER` that took most of a unit's area: one, of a district one for each of its communes."""
    if unit.level != "district":
        return admin_successors(unit)[:1]
    rows = _register(unit.snapshot).rows(unit.parent)
    firsts = (row[3].split()[0] for row in rows.values() if row[2:3] == [unit.code])
    return tuple(admin_unit(code, AFTER) for code in dict.fromkeys(firsts)) or admin_successors(unit)


def named_in(above: Sequence[str]) -> bool:
    """Tell whether a province is among the units named."""
    return any(_register(snapshot).provinces_of(above) for snapshot in SNAPSHOTS)


def _counterparts(above: Sequence[str], snapshot: str) -> list[str]:
    """Name the provinces of the other register that became, or came from, those named."""
    known = _register(snapshot).provinces_of(above)
    if snapshot == BEFORE:
        return [other.name for code in known for other in admin_successors(admin_unit(code, BEFORE))]
    old = _register(BEFORE)
    return [name for code, name in old.provinces.items() if old.rows(code)[code][3] in known]


def _within(found: Sequence[AdminUnit], above: Sequence[str]) -> tuple[AdminUnit, ...]:
    """Of several units keep those that lie in a district named, where one of them does."""
    if len(found) < 2:  # noqa: PLR2004 (nothing to choose)
        return tuple(found)
    names = {fold(name) for name in above}
    near = [unit for unit in found if names & {fold(other.name) for other in units_above(unit)[:-1]}]
    return tuple(near or found)


def _bare(name: str) -> str:
    folded = fold(name)
    return next((folded[len(word) :] for word in _TYPES if folded.startswith(word)), folded)


class _Register:
    """One snapshot as it lies in the file, with an index of its provinces; their rows are read when they are needed."""

    def __init__(self, snapshot: str) -> None:
        name = f"admin_{snapshot}.tsv"
        self._data = read_bytes(name)
        index: _Index = prepared(("admin", snapshot), lambda: _index(self._data))
        self.provinces, self._places, self._folded = index
        self._rows: dict[str, dict[str, list[str]]] = {}
        self._keys: dict[str, dict[str, list[str]]] = {}

    def rows(self, province: str) -> dict[str, list[str]]:
        """Give the rows of a province's units, itself first, by their codes."""
        if province not in self._rows:
            start, end = self._places[province]
            rows = [line.split("\t") for line in self._data[start:end].decode().splitlines()]
            self._rows[province] = {row[0]: row for row in rows}
        return self._rows[province]

    def province_of(self, code: str) -> str:
        """Give the code of the province that a district or commune lies in."""
        at = self._data.find(f"\n{code}\t".encode())
        if at < 0:
            raise KeyError(code)
        return next(province for province, (start, end) in self._places.items() if start <= at + 1 < end)

    def named_provinces(self, name: str) -> tuple[str, ...]:
        """Give the code of the province of this name, if one has it."""
        code = self._folded.get(fold(name))
        return () if code is None else (code,)

    def provinces_of(self, above: Sequence[str]) -> tuple[str, ...]:
        """Give the codes of the provinces among the units named."""
        return tuple(dict.fromkeys(code for name in above for code in self.named_provinces(name)))

    def named(self, province: str, name: str) -> list[str]:
        """Give the codes of a province's units of this name; spellings are compared only where none has it so."""
        official = name[:1].upper() + name[1:]
        exact = [row[0] for row in self.rows(province).values() if row[1] == official]
        return exact or self._by_key(province).get(fold(name), [])

    def named_anywhere(self, name: str) -> tuple[str, ...]:
        """Give the codes of all units of this name, spelled as in the register."""
        sought, found, at = f"\t{name[:1].upper()}{name[1:]}\t".encode(), [], 0
        while (at := self._data.find(sought, at)) >= 0:
            found.append(self._data[self._data.rfind(b"\n", 0, at) + 1 : at].decode())
            at += 1
        return tuple(code for code in found if len(code) in _LEVELS and code.isdecimal())

    def _by_key(self, province: str) -> dict[str, list[str]]:
        if province not in self._keys:
            keys: dict[str, list[str]] = {}
            for code, row in self.rows(province).items():
                keys.setdefault(fold(row[1]), []).append(code)
            self._keys[province] = keys
        return self._keys[province]


def _index(data: bytes) -> _Index:
    """Give the provinces of a register: their names and places in the file by code, their codes by folded name."""
    found = list(re.finditer(rb"^(\d\d)\t([^\t\r\n]+)", data, re.MULTILINE))
    ends = [*(row.start() for row in found[1:]), len(data)]
    names = {row[1].decode(): row[2].decode() for row in found}
    places = {row[1].decode(): (row.start(), end) for row, end in zip(found, ends, strict=True)}
    return names, places, {fold(name): code for code, name in names.items()}


@cache
def _register(snapshot: str) -> _Register:
    return _Register(snapshot)
