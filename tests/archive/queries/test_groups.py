"""Which groups a unit may be one of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vbparse.archive.queries.groups import group_numbers
from vbparse.archive.store.database import open_database
from vbparse.lexicon.fold import fold_ascii

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

UNITS = {
    "Phòng Tư pháp quận Hà Đông": ("phong", "district", "named"),
    "Ủy ban nhân dân phường Phú La": ("ubnd", "commune", "named"),
    "Công an phường Phú La": ("police", "commune", "named"),
    "Các phòng, ban, ngành": (None, None, "group"),
    "Các sở, ban, ngành": (None, None, "group"),
    "Các cơ quan, đơn vị": (None, None, "group"),
    "Các đoàn thể quận": (None, None, "group"),
    "Ủy ban nhân dân các phường": ("ubnd", None, "group"),
    "Ủy ban nhân dân các huyện": ("ubnd", None, "group"),
    "Công an phường": ("police", None, "group"),
    "…": (None, None, "named"),
}


@pytest.fixture
def base(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    base = open_database(tmp_path / "plans.db", create=True)
    for number, (name, (kind, level, cls)) in enumerate(UNITS.items()):
        row = (number, name, name, fold_ascii(name), kind, level, cls)
        base.execute("INSERT INTO units (id, key, name, plain, kind, level, cls) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    yield base
    base.close()


@pytest.mark.parametrize(
    ("name", "groups"),
    [
        ("Phòng Tư pháp quận Hà Đông", ["Các phòng, ban, ngành", "Các cơ quan, đơn vị"]),
        ("Ủy ban nhân dân phường Phú La", ["Các cơ quan, đơn vị", "Ủy ban nhân dân các phường"]),
        ("Công an phường Phú La", ["Các cơ quan, đơn vị", "Công an phường"]),
        ("Các phòng, ban, ngành", []),  # a group is no member
        ("…", []),
    ],
)
def test_a_unit_may_be_in_groups_of_its_type_or_kind(base: sqlite3.Connection, name: str, groups: list[str]) -> None:
    names = list(UNITS)
    assert [names[number] for number in group_numbers(base, [names.index(name)])] == groups


def test_no_unit_is_in_no_group(base: sqlite3.Connection) -> None:
    assert group_numbers(base, []) == []
