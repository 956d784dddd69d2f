"""Documents in, plans out; what an API promises other systems."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import SAMPLE
from tests.servermaker import WAIT, plan_text
from vbparse.plan.model import PlanDocument

if TYPE_CHECKING:
    from tests.servermaker import Running

SHA = hashlib.sha256(SAMPLE.read_bytes()).hexdigest()
PLAN = f"/v1/plans/{SHA}"


def test_a_document_that_is_sent_comes_back_as_its_plan(server: Running) -> None:
    answer = server.client.get(PLAN)
    assert answer.headers["content-type"] == "application/json"
    plan = PlanDocument.model_validate_json(answer.content)
    assert plan.header.code == "70/KH-UBND"
    assert plan.source.name == "Kế hoạch 70.pdf"
    assert server.client.get(f"/v1/plans/{plan.plan_id}").content == answer.content
    assert server.client.get(PLAN, params={"as_read": True}).json() == answer.json()


def test_the_same_content_is_one_document(server: Running) -> None:
    before = server.client.get("/v1/jobs").json()["total"]

    answer = server.client.post("/v1/plans", files={"file": ("another name.pdf", SAMPLE.read_bytes())})

    assert answer.status_code == 200
    assert answer.headers["content-location"] == PLAN
    assert answer.json()["source"]["name"] == "Kế hoạch 70.pdf"
    assert server.client.get("/v1/jobs").json()["total"] == before


def test_without_a_wish_to_wait_there_is_a_job(server: Running) -> None:
    answer = server.client.post("/v1/plans", params={"name": "1.txt"}, content=plan_text(1))
    assert answer.status_code == 202
    assert answer.headers["location"] == answer.json()["link"]
    assert answer.json()["state"] in {"waiting", "reading"}

    job = server.client.get(answer.headers["location"], headers=WAIT).json()
    assert (job["state"], job["name"], job["problem"]) == ("done", "1.txt", None)
    assert server.client.get(job["plan"]).json()["header"]["code"] == "1/KH-UBND"


@pytest.mark.parametrize(
    ("data", "status", "code"),
    [
        (b"%PDF-1.4 nothing", 422, "damaged"),
        (b"GIF89a", 415, "unsupported"),
        (b"", 422, "empty"),
    ],
)
def test_what_cannot_be_read_is_told_as_a_problem(server: Running, data: bytes, status: int, code: str) -> None:
    answer = server.send(data, "bad.pdf")

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["code"], problem["status"], problem["type"]) == (code, status, f"urn:vbparse:problem:{code}")
    assert str(server.db.parent) not in answer.text
    if data:
        job = server.client.get(answer.headers["location"]).json()
        assert job["state"] == "failed"
        assert job["problem"]["code"] == code
        assert server.client.delete(job["link"]).status_code == 204
        assert server.client.get(job["link"]).status_code == 404


def test_a_document_that_failed_is_read_again_when_it_is_sent_again(server: Running) -> None:
    first, second = (server.send(b"%PDF-1.4 still nothing").headers["location"] for _ in range(2))
    assert first != second


def test_an_archive_is_taken_apart(server: Running) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("kế hoạch/21.txt", plan_text(21))
        archive.writestr("../../22.txt", plan_text(22))
        archive.writestr("sub/bad.pdf", b"%PDF-1.4 nothing")
        archive.writestr("70.pdf", SAMPLE.read_bytes())
    answer = server.send(packed.getvalue(), "all.zip")
    assert answer.status_code == 202
    parts = answer.json()["parts"]
    ended = [server.client.get(part["link"], headers=WAIT).json() for part in parts]

    assert [(part["name"], part["state"]) for part in ended] == [
        ("21.txt", "done"),
        ("22.txt", "failed"),
        ("bad.pdf", "failed"),
        ("70.pdf", "done"),
    ]
    assert "leads out" in ended[1]["problem"]["detail"]
    assert ended[2]["problem"]["code"] == "damaged"
    assert server.client.get(ended[0]["plan"]).json()["header"]["code"] == "21/KH-UBND"
    assert server.send(packed.getvalue(), "all.zip").json()["id"] == answer.json()["id"]


def test_plans_are_listed_and_filtered(server: Running) -> None:
    plans = server.client.get("/v1/plans").json()
    assert plans["total"] == len(plans["items"]) > 1
    ours = server.client.get("/v1/plans", params={"issuer": "Ủy ban nhân dân quận Hà Đông"}).json()
    assert [plan["code"] for plan in ours["items"]] == ["70/KH-UBND"]
    assert ours["items"][0]["name"] == "Kế hoạch 70.pdf"
    part = server.client.get("/v1/plans", params={"limit": 1, "offset": 1}).json()
    assert part["items"] == plans["items"][1:2]
    assert part["total"] == plans["total"]


def test_tasks_are_found_across_plans(server: Running) -> None:
    found = server.client.get(
        "/v1/tasks", params={"plan": SHA, "due_from": "2024-05-24", "due_to": "2024-05-24"}
    ).json()
    assert found["total"] == len(found["items"]) >= 1
    assert all("2024-05-24" in task["due"] for task in found["items"])
    unit = found["items"][0]["lead"][0]["name"]
    theirs = server.client.get("/v1/tasks", params={"unit": unit, "lead_only": True}).json()
    assert all(unit in [part["name"] for part in task["lead"]] for task in theirs["items"])
    checked, others = (
        server.client.get("/v1/tasks", params={"plan": SHA, "review": review}).json() for review in (True, False)
    )
    assert all(task["review"] for task in checked["items"])
    assert not any(task["review"] for task in others["items"])
    assert checked["total"] + others["total"] == server.client.get("/v1/tasks", params={"plan": SHA}).json()["total"]


def test_what_falls_due_is_listed_and_put_out(server: Running) -> None:
    days = {"from": "2024-05-01", "to": "2024-05-31"}
    due = server.client.get("/v1/due", params=days).json()
    assert (due["first"], due["last"], due["total"]) == ("2024-05-01", "2024-05-31", len(due["items"]))
    assert "2024-05-24" in {item["day"] for item in due["items"]}

    made = {form: server.client.get(f"/v1/export/due.{form}", params=days) for form in ("xlsx", "ics", "csv", "json")}
    assert {answer.status_code for answer in made.values()} == {200}
    assert len(json.loads(made["json"].content)) == due["total"]
    assert made["csv"].text.count("Kế hoạch 70.pdf") >= 1
    assert str(server.db.parent) not in made["csv"].text + made["json"].text
    assert made["ics"].text.count("BEGIN:VTODO") == due["total"]
    assert zipfile.is_zipfile(io.BytesIO(made["xlsx"].content))
    assert server.client.get("/v1/due", params={"from": "2024-05-02", "to": "2024-05-01"}).status_code == 422


def test_units_and_passages_are_found(server: Running) -> None:
    units = server.client.get("/v1/units", params={"due_from": "2024-01-01", "due_to": "2024-12-31"}).json()
    assert units["items"][0]["lead"] >= units["items"][-1]["lead"]
    assert units["items"][0]["due"] is not None
    hits = server.client.get("/v1/search", params={"q": "bình đẳng giới"}).json()
    first = hits["items"][0]
    start, end = first["spans"][0]
    assert first["snippet"][start:end].lower().startswith("bình đẳng giới")
    nothing = server.client.get("/v1/search", params={"q": '""'})
    assert (nothing.status_code, nothing.json()["code"]) == (422, "query")


@pytest.mark.parametrize("form", ["json", "csv", "xlsx", "ics"])
def test_a_plan_is_put_out_in_any_format(server: Running, form: str) -> None:
    answer = server.client.get(f"{PLAN}/export/{form}")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"].startswith('attachment; filename="70_KH-UBND.')
    assert answer.content


def test_the_file_comes_back_as_it_was_sent(server: Running) -> None:
    answer = server.client.get(f"{PLAN}/file")
    assert answer.content == SAMPLE.read_bytes()
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"Ke hoach 70.pdf\"; filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%2070.pdf"
    )


def test_a_document_is_read_anew(server: Running) -> None:
    answer = server.client.post(f"{PLAN}/read", headers=WAIT)
    assert answer.status_code == 200
    assert answer.json() == server.client.get(PLAN).json()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/v1/plans/nothing", 404),
        (f"/v1/plans/{'0' * 64}/file", 404),
        (f"{PLAN}/pages/99", 404),
        (f"{PLAN}/pages/1?scale=7", 422),
        (f"{PLAN}/export/nothing", 404),
        ("/v1/jobs/nothing", 404),
        ("/v1/plans?limit=0", 422),
        ("/v1/due?from=2024-02-30", 422),
        ("/v1/nothing", 404),
        ("/nothing", 404),
    ],
)
def test_what_is_not_there_or_wrong_is_a_problem(server: Running, path: str, status: int) -> None:
    answer = server.client.get(path)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert {"type", "title", "status", "detail", "code", "hint"} <= answer.json().keys()


def test_values_that_are_wrong_are_named(server: Running) -> None:
    problem = server.client.get("/v1/plans", params={"limit": "x", "issued_from": "gestern"}).json()
    assert [fault["where"] for fault in problem["faults"]] == ["query.issued_from", "query.limit"]
    assert "gestern" not in json.dumps(problem)


def test_a_method_that_is_not_there_is_a_problem(server: Running) -> None:
    answer = server.client.put("/v1/plans")
    assert (answer.status_code, answer.json()["code"]) == (405, "method")


def test_the_server_tells_how_it_is(server: Running) -> None:
    health = server.client.get("/health").json()
    assert health["status"] == "ok"


def test_titles_of_problems_are_in_the_language_of_the_request(server: Running) -> None:
    wrong = server.client.get("/v1/search", params={"q": "-x"}, headers={"cookie": "vbparse_lang=en"}).json()
    assert wrong["title"] == "Nothing to look for"
