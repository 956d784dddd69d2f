"""Corrections through the API: kept, applied everywhere, refused where they do not fit, taken back."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import SAMPLE
from tests.servermaker import WAIT, Running, serving
from vbparse.plan.model import PlanDocument
from vbparse.revise.making import approve, set_header, set_task

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

WHO = "Cán bộ A"
UNIT = "Phòng Kinh tế quận Hà Đông"


@pytest.fixture
def server(tmp_path: Any) -> Iterator[Running]:
    with serving(tmp_path) as running:
        assert running.send(SAMPLE.read_bytes(), "70.pdf").status_code == 200
        yield running


def link_of(server: Running) -> str:
    return str(server.client.get("/v1/plans").json()["items"][0]["link"])


def plan_of(server: Running) -> PlanDocument:
    return PlanDocument.model_validate_json(server.client.get(link_of(server)).content)


def correct(server: Running, *changes: Any, who: str = WHO) -> httpx.Response:
    body = {"who": who, "changes": [change.model_dump(mode="json") for change in changes]}
    return server.client.post(f"{link_of(server)}/corrections", json=body)


def test_a_correction_is_applied_everywhere_and_stays_when_the_plan_is_read_anew(server: Running) -> None:
    plan = plan_of(server)
    task = plan.tasks[3].id
    answer = correct(server, set_task(plan, task, "lead", [UNIT]), set_header(plan, "title", "Tên khác"))

    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert [one["who"] for one in told["corrections"]] == [WHO, WHO]
    assert told["unfit"] == []
    assert {(touch["target"], touch["field"]) for touch in told["touched"]} >= {(task, "lead"), ("header", "title")}
    info = server.client.get("/v1/plans").json()["items"][0]
    assert (info["title"], info["corrections"]) == ("Tên khác", 2)

    assert server.client.post(f"{link_of(server)}/read", headers=WAIT).status_code == 200
    corrected = plan_of(server)
    names = {unit.id: unit.name for unit in corrected.units}
    lead = next(one.lead for one in corrected.tasks if one.id == task)
    assert [names[unit] for unit in lead] == [UNIT]
    as_read = server.client.get(link_of(server), params={"as_read": True}).json()
    assert as_read["header"]["title"] == plan.header.title
    assert server.client.get("/v1/tasks", params={"unit": UNIT, "lead_only": True}).json()["total"] == 1
    rows = csv.reader(io.StringIO(server.client.get(f"{link_of(server)}/export/csv").content.decode("utf-8-sig")))
    assert sum(UNIT in "".join(row) for row in rows) == 1


def test_what_does_not_fit_is_refused_with_all_sent_with_it(server: Running) -> None:
    plan = plan_of(server)
    first = set_header(plan, "title", "Một")
    assert correct(server, first).status_code == 201

    late = correct(server, set_task(plan, plan.tasks[0].id, "lead", [UNIT]), set_header(plan, "title", "Hai"))
    assert late.status_code == 409
    problem = late.json()
    assert problem["code"] == "unfit"
    assert [one["reason"] for one in problem["unfit"]] == ["differs"]
    assert [one["found"] for one in problem["unfit"]] == ["Một"]
    assert len(server.client.get(f"{link_of(server)}/corrections").json()["corrections"]) == 1
    assert server.client.get("/v1/tasks", params={"unit": UNIT}).json()["total"] == 0


def test_corrections_are_taken_back_one_after_the_other(server: Running) -> None:
    plan = plan_of(server)
    undo = f"{link_of(server)}/corrections/undo"
    assert correct(server, set_header(plan, "title", "Một")).status_code == 201
    assert correct(server, set_header(plan_of(server), "title", "Hai")).status_code == 201

    titles = []
    for _ in range(2):
        answer = server.client.post(undo, json={"who": WHO})
        assert answer.status_code == 200, answer.text
        titles.append(plan_of(server).header.title)
    assert titles == ["Một", plan.header.title]
    kept = server.client.get(f"{link_of(server)}/corrections").json()
    assert len(kept["corrections"]) == 4
    assert len(kept["undone"]) == 2
    nothing = server.client.post(undo, json={"who": WHO})
    assert (nothing.status_code, nothing.json()["code"]) == (404, "not-found")

    again = kept["corrections"][-1]["id"]  # taking back what took it back
    assert server.client.post(undo, json={"who": WHO, "correction": again}).status_code == 200
    assert plan_of(server).header.title == "Một"
    assert server.client.post(undo, json={"who": WHO, "correction": "k000000"}).status_code == 404


def test_a_plan_and_its_tasks_are_approved(server: Running) -> None:
    plan = plan_of(server)
    task = plan.tasks[0].id
    told = correct(server, approve(plan, "done", task), approve(plan, "approved")).json()
    assert told["tasks"][task]["state"] == "done"
    assert told["whole"]["who"] == WHO
    info = server.client.get("/v1/plans").json()["items"][0]
    assert (info["state"], info["by"], info["checked"]) == ("approved", WHO, 1)


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"who": "", "changes": []},
        {"who": "A", "changes": []},
        {"who": "A", "changes": [{"op": "nothing"}]},
        {"who": "A\0", "changes": [{"op": "undo", "correction": "k123456"}]},
        {"who": "A", "changes": [{"op": "set_header", "field": "date", "old": None, "new": "gestern"}]},
    ],
)
def test_what_is_no_correction_is_refused(server: Running, body: dict[str, Any]) -> None:
    answer = server.client.post(f"{link_of(server)}/corrections", json=body)
    assert (answer.status_code, answer.json()["code"]) == (422, "request")
    assert answer.json()["faults"]
