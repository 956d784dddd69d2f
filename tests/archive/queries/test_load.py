"""Each unit's load."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import COMMUNE, PROVINCE, fill, make_document, units_of
from tests.planmaker import TASKS, task
from vbparse.archive.queries.documents import Filters
from vbparse.archive.queries.load import UnitFilters, UnitLoad, Window
from vbparse.plan import model

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.register import Archive

GROUP = model.Unit(id="group", name="các thôn", cls="group")
FIRST, SECOND = "Phòng Kinh tế xã Thử", "Công an xã Thử"
ALL = Filters()
NO_DAYS = Window()


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an archive of two plans; the second has a group that leads, and repeats a task of its own."""
    more = (task("II.2#2", lead=["group"]), task("II.2#3", "Tuần tra", 2, lead=["phong-b"], same_as=["II.2#1"]))
    again = (task("II.2#1", "Tuần tra", 2, lead=["phong-b"]), *more)
    first, *others = units_of(PROVINCE)
    units = (first.model_copy(update={"kind": "phong"}), *others, GROUP)
    plans = (
        make_document("1/KH-UBND", "2024-02-01"),
        make_document("2/KH-UBND", "2024-03-01", PROVINCE, units=units, tasks=(*TASKS[:2], *again)),
    )
    with fill(tmp_path / "plans.db", plans) as opened:
        yield opened


def loads(archive: Archive, documents: Filters = ALL, window: Window = NO_DAYS, **units: object) -> dict[str, UnitLoad]:
    chosen = UnitFilters(**units)  # type: ignore[arg-type]
    return {load.name: load for load in archive.units(chosen, documents, window)}


def test_the_parts_in_tasks_are_counted_over_all_plans_those_said_twice_once(archive: Archive) -> None:
    found = loads(archive)

    assert {name: load[6:] for name, load in found.items()} == {
        FIRST: (2, 4, 0, 0, 0, None, None),  # plans, lead, cooperate, advise_to, report_to, due, overdue
        SECOND: (2, 2, 2, 0, 0, None, None),
        PROVINCE: (1, 0, 1, 0, 1, None, None),
        COMMUNE: (1, 0, 1, 0, 1, None, None),
    }
    assert list(found)[:2] == [FIRST, SECOND]


def test_groups_are_told_when_asked_for(archive: Archive) -> None:
    assert set(loads(archive, groups=True)) - set(loads(archive)) == {"các thôn"}


def test_units_are_chosen_by_what_they_are(archive: Archive) -> None:
    assert set(loads(archive, name="Phòng Kinh tế")) == {FIRST}
    assert set(loads(archive, kind="phong")) == {FIRST}
    assert set(loads(archive, level="commune")) == {FIRST, SECOND}
    assert set(loads(archive, place="thử")) == {FIRST, SECOND, COMMUNE}
    assert loads(archive, place="Th") == loads(archive, level="central") == loads(archive, name="Sở Y tế") == {}
    assert set(loads(archive, least=4)) == {FIRST, SECOND}
    assert loads(archive, least=5) == {}


def test_plans_are_chosen_by_their_issuer(archive: Archive) -> None:
    assert {load.plans for load in loads(archive, Filters(issuer=PROVINCE)).values()} == {1}


def test_what_falls_due_is_counted_for_the_lead_recurrences_too(archive: Archive) -> None:
    window = Window("2024-06-01", "2024-12-31", overdue_at="2024-11-20")
    found = loads(archive, Filters(issuer="Ủy ban nhân dân xã Thử"), window)

    assert (found[FIRST].due, found[FIRST].overdue) == (2, 2)  # 19 and 24 November; 24 May and 19 November
    assert (found[SECOND].due, found[SECOND].overdue) == (2, 1)  # the last days of June and December


def test_of_a_recurrence_the_last_day_is_overdue(archive: Archive) -> None:
    found = loads(archive, Filters(issuer="Ủy ban nhân dân xã Thử"), Window(overdue_at="2025-01-01"))

    assert found[SECOND].overdue == 1


def test_without_a_window_only_what_is_overdue_is_counted(archive: Archive) -> None:
    found = loads(archive, Filters(type="KH"), Window(overdue_at="2024-05-25"))

    assert (found[FIRST].due, found[FIRST].overdue) == (None, 2)  # 24 May, of both plans
