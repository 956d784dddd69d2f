"""The board: what it lists, where its bars lead, what it puts out."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import SAMPLE
from tests.servermaker import Running, serving
from vbparse.serve.board import bars

if TYPE_CHECKING:
    from collections.abc import Iterator

TODAY = "2024-05-19"
"""On which two tasks of plan 70 fall due."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with serving(tmp_path_factory.mktemp("board")) as running:
        assert running.send(SAMPLE.read_bytes(), "70.pdf").status_code == 200
        yield running


def board(server: Running, **asked: str) -> str:
    answer = server.client.get("/board", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.text


def listed(page: str) -> int:
    return page.count('<td class="day">')


def rows(server: Running, **asked: str) -> list[dict[str, str]]:
    answer = server.client.get("/board/export.csv", params=asked)
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_what_is_due_today_is_not_overdue(server: Running) -> None:
    assert listed(board(server, at=TODAY, show="overdue")) == 0
    assert rows(server, at=TODAY, show="overdue") == []
    later = rows(server, at="2024-05-20", show="overdue")
    assert all("70.pdf" in row.values() for row in later)
    assert {row["Due"] for row in later} == {TODAY}
    assert listed(board(server, at="2024-05-20", show="overdue")) == len(later) > 0


@pytest.mark.parametrize("show", ["overdue", "week", "month", "all", "lead", "cooperate"])
@pytest.mark.parametrize("unit", ["", "-"])
def test_the_export_holds_what_is_shown(server: Running, show: str, unit: str) -> None:
    asked = {"at": "2024-05-21", "show": show, "unit": unit}
    tasks = {(row["Id"], row["Due"]) for row in rows(server, **asked)}
    page = board(server, **asked)
    assert listed(page) <= len(tasks)  # a task of a unit has a row, and is put out for each of its days
    assert listed(page) == (len({task for task, _ in tasks}) if show in {"lead", "cooperate"} else len(tasks))
    for form in ("xlsx", "ics"):
        assert server.client.get(f"/board/export.{form}", params=asked).status_code == 200


def test_the_bar_of_no_unit_leads_to_its_list_and_export(server: Running) -> None:
    (bar,) = bars([("", {"overdue": 1})], lambda **asked: f"{asked['unit']} {asked['show']}", whole="all")
    assert (bar.link, bar.parts[0].link) == ("- all", "- overdue")
    page = board(server, at="2024-05-21", show="lead", unit="-")
    assert listed(page) > 0
    assert "/board/export.xlsx" in page
    assert all(not row["Lead"] for row in rows(server, at="2024-05-21", show="lead", unit="-"))


def test_the_parts_of_a_load_bar_lead_to_what_they_count(server: Running) -> None:
    page = board(server, at="2024-05-21")
    for part in ("lead", "cooperate"):
        pattern = rf'<a href="([^"]*)" class="part-{part}" aria-label="[^"]*, (\d+)"'
        found: list[Any] = re.findall(pattern, page)
        assert found
        for address, count in found:
            assert listed(server.client.get(unescape(address).partition("#")[0]).text) == int(count)


def test_a_day_of_the_month_leads_to_what_falls_due_on_it(server: Running) -> None:
    page = board(server, at="2024-05-21", show="overdue")
    links = [unescape(link) for link in re.findall(r'href="([^"]+#day-[^"]+)"', page)]
    days = sorted(row["Due"] for row in rows(server, at="2024-05-21", show="month"))
    assert [link.rpartition("#day-")[2] for link in links] == sorted(set(days))
    for link in links:
        path, _, day = link.partition("#")
        assert server.client.get(path).text.count(f'id="{day}"') == 1


def test_the_bars_of_units_lead_to_as_much_as_they_say(server: Running) -> None:
    page = board(server, at="2024-05-21")
    for address, count in re.findall(
        r'<a href="([^"]*show=all[^"]*)"><title>.*?class="count"[^>]*>(\d+)<', page, re.DOTALL
    ):
        assert listed(server.client.get(unescape(address).partition("#")[0]).text) == int(count)


@pytest.mark.parametrize("at", ["0001-01-01", "9999-12-31", "nonsense", "2024-02-30", "2024-02-29"])
def test_any_day_gives_a_board(server: Running, at: str) -> None:
    board(server, at=at, show="nothing", unit="%")
    assert server.client.get("/board/export.docx", params={"at": at}).status_code == 404


def test_undo_is_the_persons_own_and_the_order_stays(server: Running) -> None:
    sha256 = server.client.get("/v1/plans").json()["items"][0]["sha256"]
    page = f"/plans/{sha256}"

    def change(who: str, **fields: str) -> Any:
        return server.client.post(f"{page}/change", data={"who": who, **fields})

    def title() -> str:
        return str(server.client.get(f"/v1/plans/{sha256}").json()["header"]["title"])

    first = title()
    assert change("Cán bộ A", do="header", title="Một").status_code == 200
    assert change("Cán bộ B", do="header", place="Nơi khác").status_code == 200
    nothing = change("", do="undo")
    assert (nothing.status_code, "yours" in nothing.text or "Bạn" in nothing.text) == (422, True)
    assert change("Cán bộ A", do="undo").status_code == 200
    assert title() == first
    assert server.client.get(f"/v1/plans/{sha256}").json()["header"]["place"] == "Nơi khác"

    assert 'id="order" checked' not in server.client.get(page).text
    server.client.get(f"{page}/sheet?order=doubt")
    assert 'id="order" checked' in change("Cán bộ B", do="undo").text
    assert 'id="order" checked' in server.client.get(page).text
