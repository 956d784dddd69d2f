"""Pushing to a real CalDAV server, with people who work in the calendar at the same time."""

from __future__ import annotations

import re
import signal
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr

import vbparse
from tests.clirunner import SAMPLE
from tests.planmaker import PLAN_ID, TASKS, make_plan
from tests.push.between import READING, Seen, between
from tests.push.servers import PASSWORD, USER, Calendar, make_calendar, push, push_apart, pushing
from vbparse.export import to_ics

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.plan.model import PlanDocument

pytestmark = [pytest.mark.slow, pytest.mark.timeout(180)]

FIRST = "II.1.b1#1"
LOGIN = {"VBPARSE_CALDAV_USER": USER, "VBPARSE_CALDAV_PASSWORD": PASSWORD, "VBPARSE_LANG": "en"}


class Site:
    """A calendar of one test."""

    def __init__(self, calendar: Calendar, folder: Path) -> None:
        self.calendar, self.folder = calendar, folder

    def push(self, plan: PlanDocument | Path, *more: str, url: str = "", code: int = 0) -> tuple[str, str]:
        """Push; gives what was said on standard output and on standard error."""
        way = push_apart if plan == SAMPLE or "-vv" in more else push
        done = way(self.folder, plan, *self.arguments(url), *more, **LOGIN)
        assert done.code == code, done.err
        return done.out, done.err

    def arguments(self, url: str = "") -> tuple[str, ...]:
        address = self.calendar.url
        return ("--to", "caldav", "--url", url + address[address.index("/", 8) :] if url else address)

    def items(self) -> dict[str, tuple[str, str, Any]]:
        return {uid.removeprefix(f"{PLAN_ID}:"): item for uid, item in self.calendar.items().items()}


@pytest.fixture
def site(radicale: Calendar, tmp_path: Path) -> Site:
    return Site(make_calendar(radicale), tmp_path)


def with_due(*days: str) -> PlanDocument:
    """Give the invented plan with other due days for its first task."""
    moved = (one.model_copy(update={"due": days}) if one.id == FIRST else one for one in TASKS)
    return make_plan(tasks=tuple(moved))


def tags(items: dict[str, tuple[str, str, Any]]) -> dict[str, str]:
    return {uid: etag for uid, (_, etag, _) in items.items()}


def test_plan_70_twice_is_the_same_calendar_and_a_changed_deadline_changes_one_item(site: Site) -> None:
    site.push(SAMPLE)
    plan = vbparse.parse(SAMPLE)
    uid = f"{plan.plan_id}:III.1.b4#1"
    site.calendar.change(
        site.calendar.items()[uid][0], "STATUS:NEEDS-ACTION", "STATUS:IN-PROCESS\r\nPERCENT-COMPLETE:30"
    )
    before = site.calendar.items()
    _, again = site.push(SAMPLE)
    same = site.calendar.items()
    moved = [one.model_copy(update={"due": ("2024-05-30",)}) if one.id == "III.1.b4#1" else one for one in plan.tasks]
    output, _ = site.push(plan.model_copy(update={"tasks": tuple(moved)}))
    after = site.calendar.items()

    assert len(before) == 60
    assert tags(before) == tags(same)
    assert "Created: 0, changed: 0, as they were: 60" in again
    assert [key for key in after if after[key][1] != before[key][1]] == [uid]
    assert after.keys() == before.keys()
    assert "due day: 2024-05-24 → 2024-05-30" in output
    todo = after[uid][2]
    assert todo["due"].dt == date(2024, 5, 30)
    assert todo["status"] == "IN-PROCESS"
    assert todo["percent-complete"] == 30
    assert todo["sequence"] == 1


def test_the_calendar_holds_the_deadlines_and_recurrences_of_plan_70_on_the_right_days(site: Site) -> None:
    site.push(SAMPLE)
    parts = [part for _, _, part in site.calendar.items().values()]
    days = {part["due"].dt for part in parts if "due" in part}
    recurring = [part for part in parts if "rrule" in part]

    assert days == {date(2024, 5, 19), date(2024, 5, 24), date(2024, 11, 19), date(2024, 11, 24)}
    assert all(type(part["due"].dt) is date for part in parts if "due" in part)
    laid = {}
    for part in recurring:
        beginning = datetime.combine(part["dtstart"].dt, time())
        found = rrulestr(part["rrule"].to_ical().decode(), dtstart=beginning)
        laid[part["rrule"]["FREQ"][0]] = [moment.date() for moment in found[:2]]
    assert laid == {
        "MONTHLY": [date(2024, 6, 30), date(2024, 12, 31)],
        "YEARLY": [date(2024, 12, 31), date(2025, 12, 31)],
    }


def test_clock_times_are_of_ho_chi_minh_city(site: Site) -> None:
    site.push(make_plan())
    event = site.items()["II.2:event1"][2]

    assert event["dtstart"].dt.isoformat() == "2024-10-10T08:00:00+07:00"
    assert event["dtstart"].dt.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).hour == 8
    assert event["dtend"].dt - event["dtstart"].dt == timedelta(hours=3, minutes=30)


def test_what_people_changed_stays_and_is_told(site: Site) -> None:
    site.push(make_plan())
    name = site.items()[FIRST][0]
    site.calendar.change(name, "DUE;VALUE=DATE:20240524", "DUE;VALUE=DATE:20240615")
    site.calendar.change(name, "STATUS:NEEDS-ACTION", "STATUS:COMPLETED\r\nX-OTHER:kept")
    unchanged, _ = site.push(make_plan(), "-v")
    both, told = site.push(with_due("2024-05-20", "2024-11-24"))
    site.push(with_due("2024-06-15", "2024-11-24"))
    agreed = site.items()[FIRST][2]
    site.push(with_due("2024-06-16", "2024-11-24"))
    moved = site.items()[FIRST][2]

    assert "due day: changed by people to 2024-06-15, left alone (plan: 2024-05-24)" in unchanged
    assert "due day: changed by people to 2024-06-15, the plan now says 2024-05-20" in both
    assert "conflicts: 1" in told
    assert (agreed["due"].dt, agreed["status"], agreed["x-other"]) == (date(2024, 6, 15), "COMPLETED", "kept")
    assert moved["due"].dt == date(2024, 6, 16)
    assert (moved["status"], moved["x-other"]) == ("COMPLETED", "kept")


def test_a_change_on_the_way_is_seen_before_anything_is_written(site: Site) -> None:
    site.push(make_plan())
    name = site.items()[FIRST][0]
    with between(site.calendar.url) as way:

        def meddle(seen: Seen, before: int) -> Any:
            if seen.method == "PUT" and not before:
                site.calendar.change(name, "DUE;VALUE=DATE:20240524", "DUE;VALUE=DATE:20240615")
            return "pass"

        way.fate = meddle
        site.push(with_due("2024-05-20", "2024-11-24"), url=way.address)

    assert site.items()[FIRST][2]["due"].dt == date(2024, 6, 15)


@pytest.mark.parametrize("passed", [0, 20])
def test_a_push_that_is_killed_and_repeated_leaves_neither_gap_nor_double(site: Site, passed: int) -> None:
    with between(site.calendar.url) as way:
        way.fate = lambda seen, before: "stop" if seen.method == "PUT" and before == passed else "pass"
        with pushing(site.folder, SAMPLE, *site.arguments(way.address), **LOGIN) as process:
            assert way.stopped.wait(60)
            process.send_signal(signal.SIGKILL)
            process.wait()
    some = len(site.calendar.items())
    site.push(SAMPLE)

    assert some == passed
    assert len(site.calendar.items()) == 60


def test_an_item_whose_answer_was_lost_is_not_made_twice(site: Site) -> None:
    with between(site.calendar.url) as way:
        way.fate = lambda seen, before: "lose" if seen.method == "PUT" and before == 2 else "pass"
        _, told = site.push(make_plan(), url=way.address)
    created = tags(site.items())
    with between(site.calendar.url) as way:
        way.fate = lambda seen, before: "lose" if seen.method == "PUT" and before == 0 else "pass"
        site.push(with_due("2024-05-20", "2024-11-24"), url=way.address)
    items = site.items()

    assert "Created: 8" in told
    assert len(created) == 8
    assert items[FIRST][2]["due"].dt == date(2024, 5, 20)
    assert items[FIRST][2]["sequence"] == 1


def test_a_busy_server_is_waited_for(site: Site) -> None:
    with between(site.calendar.url) as way:
        way.fate = lambda seen, before: "busy" if seen.method == "PUT" and before == 1 else "pass"
        site.push(make_plan(), url=way.address)

    assert len(site.items()) == 8


def test_a_dry_run_shows_the_difference_and_changes_nothing(site: Site) -> None:
    site.push(make_plan())
    before = site.items()
    with between(site.calendar.url) as way:
        output, told = site.push(with_due("2024-05-20"), "--dry-run", url=way.address)
        methods = set(way.methods())

    assert methods <= READING
    assert f"~ {FIRST}" in output
    assert "due day: 2024-05-24 → 2024-05-20" in output
    assert f"- {FIRST}:due2" in output
    assert "Nothing was sent" in told
    assert tags(site.items()) == tags(before)


def test_items_taken_in_from_a_file_are_known_again(site: Site) -> None:
    whole = to_ics.render(make_plan()).decode()
    parts = [found[0] for found in re.finditer(r"BEGIN:(VTODO|VEVENT).*?END:\1", whole, re.DOTALL)]
    for number, part in enumerate(parts):
        body = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n{part}\r\nEND:VCALENDAR\r\n"
        site.calendar.ask("PUT", f"x{number}.ics", content=body.encode(), headers={"Content-Type": "text/calendar"})
    assert parts
    site.push(make_plan())
    site.push(with_due("2024-05-20", "2024-11-24"))

    assert len(site.items()) == len(parts)
    assert site.items()[FIRST][2]["due"].dt == date(2024, 5, 20)


def test_a_list_of_tasks_gets_no_events(radicale: Calendar, tmp_path: Path) -> None:
    site = Site(make_calendar(radicale, "VTODO"), tmp_path)
    site.push(make_plan(), "--link", "https://files.example.vn/plans/")

    assert {part.name for _, _, part in site.items().values()} == {"VTODO"}
    assert site.items()[FIRST][2]["url"] == "https://files.example.vn/plans/thu.pdf#page=1"


def test_only_the_tasks_of_a_unit_are_pushed_and_others_are_not_called_gone(site: Site) -> None:
    site.push(make_plan())
    output, told = site.push(make_plan(), "--unit", "Công an xã Thử", "--lead-only")
    gone, _ = site.push(make_plan(tasks=TASKS[:-1]))

    assert output == ""
    assert "not in the plan any more: 0" in told
    assert "- I.p1" in gone
    assert "I.p1" in site.items()


def test_errors_say_what_to_do_and_the_password_is_in_no_output(site: Site) -> None:
    much = site.push(make_plan(), "-vv")
    home = site.calendar.url.rstrip("/").rpartition("/")[0]
    wrong = site.push(make_plan(), "-vv", "--url", f"{home}/", code=10)
    stranger = {**LOGIN, "VBPARSE_CALDAV_PASSWORD": f"{PASSWORD}-x"}
    refused = push_apart(site.folder, make_plan(), *site.arguments(), "-vv", **stranger).err

    assert "PUT" in much[1]
    assert "is no calendar; there are: " in wrong[1]
    assert "HTTP 401" in refused
    assert "VBPARSE_CALDAV_PASSWORD" in refused
    assert PASSWORD not in "".join((*much, *wrong, refused))


def test_no_other_server_gets_the_password(site: Site) -> None:
    with between(site.calendar.url) as other, between(site.calendar.url) as way:
        way.elsewhere = f"{other.address}/"
        way.fate = lambda *_: "away"
        _, told = site.push(make_plan(), url=way.address, code=10)
        seen = list(other.seen)

    assert seen == []
    assert "your key was not sent there" in told


def test_a_secret_plan_goes_nowhere(site: Site) -> None:
    secret = make_plan(header=make_plan().header.model_copy(update={"secrecy": "MẬT"}))
    site.push(secret, code=8)

    assert site.items() == {}
