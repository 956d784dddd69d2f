"""What holds for every output, whatever a plan says: nothing is lost, nothing is run, the same bytes come again."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import HealthCheck, given, settings
from icalendar import Calendar

from tests.planstrategy import large_plan, plans
from vbparse.export import to_csv, to_ics, to_json, to_jsonl
from vbparse.export.options import ExportOptions
from vbparse.export.registry import find_exporter, own_names
from vbparse.export.tasks import duties, task_rows, values
from vbparse.plan.model import PlanDocument

FORMULA_STARTS = tuple("=+-@\t\r\n＝＋－＠")


@pytest.mark.parametrize("name", own_names())
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(plan=plans(max_tasks=4))
def test_any_plan_can_be_put_out_and_gives_the_same_bytes_again(name: str, plan: PlanDocument) -> None:
    exporter = find_exporter(name)

    first = exporter.render(plan)
    assert first == exporter.render(plan)
    assert exporter.render(plan, ExportOptions(lang="en", pretty=True))


@settings(max_examples=50)
@given(plans())
def test_json_is_the_plan(plan: PlanDocument) -> None:
    assert PlanDocument.model_validate_json(to_json.render(plan)) == plan
    assert PlanDocument.model_validate(json.loads(to_jsonl.render(plan))) == plan
    assert to_jsonl.render(plan).count(b"\n") == 1


@settings(max_examples=50)
@given(plans())
def test_csv_holds_each_task_and_runs_nothing(plan: PlanDocument) -> None:
    head, *lines = csv.reader(io.StringIO(to_csv.render(plan).decode("utf-8-sig"), newline=""))

    assert len(lines) == len(plan.tasks)
    for row, line in zip(task_rows(plan), lines, strict=True):
        cells = dict(zip(head, line, strict=True))
        assert not any(cell.lstrip(" \N{NO-BREAK SPACE}").startswith(FORMULA_STARTS) for cell in line)
        assert cells["Mã"] == row.task.id
        assert cells["Nhiệm vụ"].removeprefix("'") == row.task.text.replace("\0", "").removeprefix("'")
        assert cells["Chủ trì"].removeprefix("'") == "; ".join(values(row.lead)).replace("\0", "").removeprefix("'")
        days = [cells["Thời hạn"], *filter(None, cells["Thời hạn khác"].split("; "))]
        assert list(filter(None, days)) == list(values(row.due))


@settings(max_examples=50)
@given(plans())
def test_a_calendar_holds_each_duty(plan: PlanDocument) -> None:
    calendar = Calendar.from_ical(to_ics.render(plan))
    uids = [str(item["uid"]) for item in calendar.walk() if "uid" in item]

    assert len(set(uids)) == len(uids)
    assert {str(item["x-vbparse-task"]) for item in calendar.walk("VTODO")} == {row.task.id for row in duties(plan)}


@pytest.mark.parametrize("name", ["csv", "json", "jsonl", "nd30json", "nd30xml"])
def test_a_plan_of_10000_tasks_is_put_out(name: str) -> None:
    data = find_exporter(name).render(large_plan())

    if name == "csv":
        assert len(list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))) == 10_001
    elif name in {"json", "jsonl"}:
        assert len(json.loads(data)["tasks"]) == 10_000
