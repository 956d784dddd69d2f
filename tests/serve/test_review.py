"""The review page without a browser: who takes back what, and what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.servermaker import plan_text, serving
from vbparse.archive.register import Archive
from vbparse.serve.clerks import Clerks

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servermaker import Running


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
