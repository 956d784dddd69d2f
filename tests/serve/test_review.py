"""The review page without a browser: who takes back what, and what is remembered."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from tests.servermaker import plan_text, serving

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
