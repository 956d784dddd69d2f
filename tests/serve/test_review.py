"""The review page without a browser: who takes back what, and what is remembered."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import pytest

from tests.servermaker import plan_text, serving
from vbparse.archive.register import Archive
from vbparse.serve.clerks import Clerks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servermaker import Running


FORM: Final = {"content-type": "application/x-www-form-urlencoded"}


def change(server: Running, page: str, who: str, **form: str) -> int:
    headers = {"cookie": f"vbparse_who={quote(who)}", "content-type": "application/x-www-form-urlencoded"}
    body = "&".join(f"{name}={quote(value)}" for name, value in form.items())
    return int(server.client.post(f"{page}/change", content=body, headers=headers).status_code)


def test_a_person_takes_back_only_what_is_his(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        sent = server.send(plan_text(1), "1.txt").json()
        page = f"/plans/{sent['source']['sha256']}"
        task = sent["tasks"][0]["id"]

        assert change(server, page, "An", do="approve", state="done", task=task) == 200
        assert change(server, page, "Bình", do="undo") == 422
        assert len(server.client.get(f"/v1{page}/corrections").json()["tasks"]) == 1
        assert change(server, page, "An", do="undo") == 200
        assert server.client.get(f"/v1{page}/corrections").json()["tasks"] == {}


def test_the_order_of_tasks_is_remembered(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        page = f"/plans/{server.send(plan_text(1), '1.txt').json()['source']['sha256']}"

        assert 'id="order" checked' not in server.client.get(f"{page}/sheet").text
        assert 'id="order" checked' in server.client.get(f"{page}/sheet?order=doubt").text
        assert 'id="order" checked' in server.client.get(page).text
        assert 'id="order" checked' not in server.client.get(f"{page}/sheet?order=plan").text
        assert 'id="order" checked' not in server.client.get(page).text


@pytest.mark.parametrize(
    "form",
    [
        {"do": "split", "task": "nowhere", "at": "3"},
        {"do": "split", "at": "3"},
        {"do": "join", "task": "nowhere"},
        {"do": "mark", "start": "0", "end": "99999999999999999999", "what": "lead", "task": "nowhere"},
        {"do": "approve", "state": "perhaps"},
        {"do": "nothing"},
        {},
    ],
)
def test_a_form_that_makes_no_sense_is_answered(server: Running, form: dict[str, str]) -> None:
    page = f"/plans/{server.send(plan_text(1), '1.txt').json()['source']['sha256']}"
    assert change(server, page, "An", **form) == 422


def test_what_clerks_are_handed_always_has_an_answer(tmp_path: Path) -> None:
    def ends(archive: Archive) -> str:
        del archive
        raise StopIteration

    Archive(tmp_path / "a.db", create=True).close()
    clerks = Clerks(tmp_path / "a.db", 1)
    with pytest.raises(RuntimeError, match="StopIteration"):
        clerks.submit(ends).result(timeout=10)
    clerks.close()


def test_what_somebody_else_changed_meanwhile_is_neither_lost_nor_approved(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        sent = server.send(plan_text(1), "1.txt").json()
        page = f"/plans/{sent['source']['sha256']}"
        task = sent["tasks"][0]["id"]
        shown = hidden(server.client.get(f"{page}/edit", params={"form": "task", "task": task}).text)
        header = hidden(server.client.get(f"{page}/edit", params={"form": "header"}).text)
        listed = server.client.get(page).text
        whole = re.search(
            r"state&#34;: &#34;approved&#34;|\"seen\": \"([0-9a-f]{64})\", \"state\": \"approved\"", listed
        )
        assert whole is not None

        assert change(server, page, "Bình", do="task", task=task, lead="Sở Y tế", seen=shown["seen"]) == 200
        assert change(server, page, "An", do="task", task=task, deliverables="Báo cáo", seen=shown["seen"]) == 422
        assert change(server, page, "An", do="approve", state="approved", task=task, seen=shown["seen"]) == 422
        assert change(server, page, "An", do="approve", state="approved", seen=str(whole[1])) == 422
        assert change(server, page, "Bình", do="header", place="Huế", **{"was:place": header["was:place"]}) == 200
        assert change(server, page, "An", do="header", title="Việc khác", place=header["was:place"], **header) == 200
        assert change(server, page, "An", do="header", place="Vinh", **header) == 422
        plan = server.client.get(f"/v1{page}").json()
        assert plan["header"]["place"] == "Huế"
        assert server.client.get(f"/v1{page}/corrections").json()["tasks"] == {}


def hidden(page: str) -> dict[str, str]:
    """Give the hidden fields of a form, but for what it does."""
    found = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page)
    return {name: unescape(value) for name, value in found if name not in {"do", "task"}}


def test_a_form_with_too_many_fields_is_refused(server: Running) -> None:
    page = f"/plans/{server.send(plan_text(1), '1.txt').json()['source']['sha256']}"
    for path in (f"{page}/change", "/preferences", "/login"):
        assert server.client.post(path, content="&".join(["a=1"] * 3000), headers=FORM).status_code == 422
    many = "&".join(["do=task", f"task={quote('I.1')}", *(f"lead=Sở {n}" for n in range(300))])
    assert server.client.post(f"{page}/change", content=many.encode(), headers=FORM).status_code == 422
    assert server.client.get("/", params={"offset": "9" * 5000}).status_code == 200


def test_a_refusal_is_text(server: Running) -> None:
    sent = server.send(plan_text(1), "1.txt").json()
    task = quote(sent["tasks"][0]["id"])
    body = f"do=task&task={task}&rrule={quote('A & <b>')}"
    answer = server.client.post(f"/plans/{sent['source']['sha256']}/change", content=body, headers=FORM)
    assert answer.headers["content-type"].startswith("text/plain")
    assert "A & <b>" in answer.text
