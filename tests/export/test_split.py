"""Plans divided among units, and the files that come of it."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings

from tests.planmaker import UNITS, make_plan, task
from tests.planstrategy import plans
from vbparse.archive.identity import unit_keys
from vbparse.export import to_csv, to_ics, to_jsonl
from vbparse.export.options import DEFAULTS
from vbparse.export.outputs import by_unit, one_each, render_all, takes_several
from vbparse.export.selection import parties
from vbparse.export.split import shares_of

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

CSV: Any = to_csv
ICS: Any = to_ics


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_unit_has_the_tasks_that_it_leads_or_helps_with() -> None:
    found = {share.unit: share for share in shares_of([make_plan()], unit_keys)}

    assert list(found) == ["Phòng Kinh tế xã Thử", "Công an xã Thử", "Ủy ban nhân dân xã Thử"]
    assert [task.id for task in found["Công an xã Thử"].plans[0].tasks] == ["II.1.b1#2", "II.2"]
    assert [(share.leads, share.helps) for share in found.values()] == [(2, 0), (1, 1), (0, 1)]


def test_a_unit_of_two_plans_has_one_share() -> None:
    other = make_plan(plan_id="b", tasks=(task("II.1", lead=["phong-b"]),))
    found = {share.unit: share for share in shares_of([make_plan(), other], unit_keys)}

    assert [len(plan.tasks) for plan in found["Công an xã Thử"].plans] == [2, 1]
    assert len(found["Phòng Kinh tế xã Thử"].plans) == 1


def test_files_are_named_by_units_and_listed() -> None:
    *files, index = by_unit(CSV, [make_plan()], DEFAULTS, unit_keys)

    assert [file.name for file in files] == [
        "Phòng Kinh tế xã Thử.csv",
        "Công an xã Thử.csv",
        "Ủy ban nhân dân xã Thử.csv",
    ]
    assert index.name == "index.csv"
    assert [row["Tệp"] for row in table(index.data)] == [file.name for file in files]
    assert [row["Vai trò"] for row in table(files[1].data)] == ["phối hợp", "chủ trì"]


def test_names_that_meet_or_say_something_are_changed() -> None:
    names = ("index", "Phòng A/B", "phòng a:b", "..", "=x")
    units = tuple(UNITS[0].model_copy(update={"id": str(n), "name": name}) for n, name in enumerate(names))
    plan = make_plan(units=units, tasks=(task("II.1", lead=[unit.id for unit in units]),), header=make_plan().header)
    *files, index = by_unit(CSV, [plan], DEFAULTS, lambda plan: {unit.id: unit.id for unit in plan.units})

    assert [file.name for file in files] == ["index-2.csv", "Phòng A_B.csv", "phòng a_b-2.csv", "_.csv", "=x.csv"]
    assert table(index.data)[4]["Đơn vị"] == "'=x"


def test_a_format_of_one_plan_gives_a_file_each() -> None:
    both = [make_plan(), make_plan(plan_id="b")]

    assert not takes_several(ICS)
    assert [file.name for file in one_each(ICS, both, DEFAULTS)] == ["12_KH-UBND.ics", "12_KH-UBND-2.ics"]
    *files, _ = by_unit(ICS, both, DEFAULTS, unit_keys)
    assert [file.name for file in files][:2] == ["Phòng Kinh tế xã Thử.ics", "Phòng Kinh tế xã Thử-2.ics"]
    assert render_all(ICS, both[:1], DEFAULTS, several=False) == (to_ics.render(both[0]),)
    lines: Any = to_jsonl
    assert render_all(lines, both, DEFAULTS, several=True)[0].count(b"\n") == 2


@given(plans())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_part_of_a_unit_is_in_its_share(plan: PlanDocument) -> None:
    shares = list(shares_of([plan], lambda plan: {unit.id: unit.id for unit in plan.units}))
    named = {unit.id: unit.name for unit in plan.units}
    wanted = sorted((named[unit], task.id) for task in plan.tasks for unit in parties(task))

    assert sorted((share.unit, task.id) for share in shares for task in share.plans[0].tasks) == wanted
    assert sum(share.leads + share.helps for share in shares) == len(wanted)
    files = [*by_unit(CSV, [plan], DEFAULTS, unit_keys)]
    assert len({file.name.casefold() for file in files}) == len(files)
