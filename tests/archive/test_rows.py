from __future__ import annotations

import json

from tests.clirunner import SAMPLE
from tests.planmaker import make_plan
from vbparse.archive.rows import rows_of
from vbparse.pipeline import parse


def test_units_of_tasks_have_keys_and_say_what_a_heading_gave() -> None:
    rows = rows_of(make_plan())
    keys = {unit.unit: unit.name for unit in rows.units}
    parts = [(part.task, part.slot, keys[part.unit], part.inherited) for part in rows.task_units]
    assert ("II.1.b1#1", "lead", "Phòng Kinh tế xã Thử", True) in parts
    assert ("II.1.b1#1", "report_to", "Ủy ban nhân dân xã Thử", False) in parts
    assert len(parts) == len(set(parts)) == 6


def test_each_task_is_laid_on_its_days_once() -> None:
    rows = rows_of(make_plan())
    found = {(due.task, due.day): due for due in rows.dues}
    assert len(found) == len(rows.dues)
    assert {day for task, day in found if task == "II.1.b1#1"} == {"2024-05-24", "2024-11-24"}
    assert found["II.1.b1#2", "2024-11-19"].inherited
    assert {day for task, day in found if task == "II.2"} == {"2024-06-30", "2024-12-31"}
    assert found["II.2", "2024-06-30"].chosen
    assert found["II.2", "2024-06-30"].rrule == "FREQ=MONTHLY;INTERVAL=6"


def test_the_letterhead_is_a_node_and_the_plan_one_document() -> None:
    rows = rows_of(make_plan())
    assert rows.nodes[0].node == "H"
    assert "12/KH-UBND" in rows.nodes[0].text
    assert [node.node for node in rows.nodes[1:]] == ["I", "II", "II.1", "II.1.b1", "II.2"]
    document = rows.document
    assert (document.code_key, document.year_from, document.errors, document.warnings) == ("12/kh-ubnd", 2024, 1, 1)


def test_rows_of_plan_70() -> None:
    rows = rows_of(parse(SAMPLE))
    assert rows.document.tasks == len(rows.tasks) == 52
    names = {unit.unit: unit.name for unit in rows.units}
    justice = next(key for key, name in names.items() if name == "Phòng Tư pháp quận Hà Đông")
    assert {part.slot for part in rows.task_units if part.unit == justice} == {"lead"}
    assert {due.day for due in rows.dues if due.task == "III.1.b4#1"} == {"2024-05-24"}
    assert next((cited.code, cited.role) for cited in rows.citations) == ("39/KH-UBND", "implements")
    assert {node.node: node.page for node in rows.nodes}["III.2"] in {3, 4}


def test_rows_are_plain_data() -> None:
    assert json.loads(json.dumps(rows_of(make_plan())))
