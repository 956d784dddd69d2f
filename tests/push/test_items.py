"""Tasks as issues of a Redmine and as items of a calendar, without any server."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

import icalendar
import pytest

from tests.planmaker import PLAN_ID, TASKS, make_plan, task
from vbparse.errors import PushError, ResourceError
from vbparse.plan.model import Header
from vbparse.push.assign import read_assignments
from vbparse.push.caldav_items import changed_calendar, fields_of, main_part, memory_of, new_calendar, plan_items
from vbparse.push.changes import Change, Difference, digest
from vbparse.push.credentials import caldav_login, redmine_key
from vbparse.push.redmine_items import RedmineItems
from vbparse.push.redmine_project import Assignments, Project, ProjectChoice
from vbparse.push.target import Choice
from vbparse.push.webdav import ask_items, read_resources
from vbparse.push.wording import short

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.push.target import Item

TAKES = frozenset({"subject", "description", "due", "assigned", "category", "parent"})
FIRST = "II.1.b1#1"


def issues(plan: Any = None, **changes: Any) -> dict[str, Item]:
    project = Project(1, ProjectChoice("p"), None, None, TAKES)._replace(**changes)
    items = RedmineItems(plan or make_plan(), project, Choice()).items()
    return {key.removeprefix(f"{PLAN_ID}#"): item for key, item in items.items()}


def test_an_issue_has_the_first_of_several_due_days_and_all_in_words() -> None:
    item = issues()[FIRST]

    assert item.fields["due"] == "2024-05-24"
    assert "Các hạn: 2024-05-24; 2024-11-24" in str(item.fields["description"])
    assert str(item.fields["description"]).endswith(f"\n\nvbparse: {PLAN_ID}#{FIRST}")


def test_an_issue_begins_on_the_day_of_issue_unless_that_is_after_its_due_day() -> None:
    early = make_plan(tasks=(task("II.1", due=["2023-12-01"]), task("II.2")))

    assert issues()[FIRST].content == {"start_date": "2024-02-01"}
    assert [item.content["start_date"] for item in issues(early).values()] == ["", "2024-02-01"]
    assert issues(make_plan(header=Header()))[FIRST].content == {"start_date": ""}


def test_a_day_with_blanks_is_no_due_day() -> None:
    assert issues(make_plan(tasks=(task("II.1", due=["2024-05-XX"]),)))["II.1"].fields["due"] is None


def test_fields_that_the_tracker_has_not_are_not_pushed() -> None:
    assert list(issues(takes=frozenset({"subject", "description"}))[FIRST].fields) == ["subject", "description"]


def test_sections_are_issues_above_their_tasks() -> None:
    found = issues(choice=ProjectChoice("p", sections=True))

    assert list(found) == ["@II.1", "@II", FIRST, "II.1.b1#2", "II.2", "I.p1"]
    assert found[FIRST].fields["parent"] == f"{PLAN_ID}#@II.1"
    assert found["II.2"].fields["parent"] == f"{PLAN_ID}#@II"
    assert found["I.p1"].fields["parent"] is None
    assert found["@II.1"].fields["subject"] == "1. Phòng Kinh tế"


def test_tasks_go_to_whom_their_lead_is_assigned() -> None:
    chosen = Assignments({"Phòng Kinh tế": "7", "Sở Y tế": "An"}, {"Phòng Kinh tế xã Thử": "Kinh tế"})
    found = issues(
        choice=ProjectChoice("p", assignments=chosen), people={7: "Bình", 8: "An"}, categories={3: "Kinh tế"}
    )

    assert (found[FIRST].fields["assigned"], found[FIRST].fields["category"]) == ("Bình", "Kinh tế")
    assert (found["II.2"].fields["assigned"], found["II.2"].fields["category"]) == (None, None)


@pytest.mark.parametrize("text", ["[assignees]\n", "assignee = 1\n", '[assignee]\n"A" = []\n', "[", "\xff"])
def test_a_map_that_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "who.toml"
    path.write_text(text, encoding="latin-1")
    with pytest.raises(ResourceError, match=r"who\.toml"):
        read_assignments(path)


def test_a_map_of_units(tmp_path: Path) -> None:
    path = tmp_path / "who.toml"
    path.write_text('[assignee]\n"Phòng Nội vụ" = 5\n', encoding="utf-8")

    assert read_assignments(path) == Assignments({"Phòng Nội vụ": "5"}, {})
    with pytest.raises(ResourceError, match=r"nowhere\.toml"):
        read_assignments(tmp_path / "nowhere.toml")


def test_titles_are_short_and_on_one_line() -> None:
    assert short("a\n b") == "a b"
    assert len(short("Việc " * 100)) == 120


def through_a_server(calendar: Any) -> Any:
    """Give a resource as it comes back."""
    return icalendar.Calendar.from_ical(calendar.to_ical())


def test_items_of_a_calendar_come_back_as_they_were_sent() -> None:
    for item in plan_items(make_plan(), Choice(link="https://example.vn/a.pdf")).values():
        sent = new_calendar(item, {"due": digest(item.fields["due"])})
        part = main_part(through_a_server(sent))

        assert fields_of(part) == item.fields
        assert memory_of(part) == {"due": digest(item.fields["due"])}


def test_a_change_sets_its_fields_and_nothing_else() -> None:
    items = plan_items(make_plan(), Choice())
    key = f"{PLAN_ID}:{FIRST}"
    there = new_calendar(items[key], {})
    part = main_part(there)
    part["summary"] = "Tên do người đặt"
    part.add("x-other", "kept")
    moved = tuple(one.model_copy(update={"due": ("2024-05-20",)}) for one in TASKS[:1])
    wanted = plan_items(make_plan(tasks=moved), Choice())[key]
    change = Change(key, "update", {"due": Difference("2024-05-24", "2024-05-20")})
    changed = main_part(through_a_server(changed_calendar(there, wanted, change, {"due": "0"})))

    assert (changed["due"].dt.isoformat(), changed["summary"], changed["x-other"]) == (
        "2024-05-20",
        "Tên do người đặt",
        "kept",
    )
    assert changed["sequence"] == 1
    assert memory_of(changed) == {"due": "0"}
    assert part["due"].dt.isoformat() == "2024-05-24"


def test_one_moment_and_one_rule_in_several_spellings_are_the_same() -> None:
    def event(*lines: str) -> dict[str, str | None]:
        return fields_of(icalendar.Event.from_ical("\r\n".join(("BEGIN:VEVENT", "UID:a", *lines, "END:VEVENT"))))

    local = event("DTSTART;TZID=Asia/Ho_Chi_Minh:20241010T080000", "RRULE:FREQ=WEEKLY;BYDAY=FR", "CATEGORIES:b,a")
    other = event("DTSTART:20241010T010000Z", "RRULE:BYDAY=FR;FREQ=WEEKLY;INTERVAL=1", "CATEGORIES:a", "CATEGORIES:b")

    assert local == other
    assert local["dtstart"] == "2024-10-10T01:00:00+00:00"


def test_an_alarm_is_part_of_what_is_pushed() -> None:
    alarm = ("BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-P3D", "X-SEEN:1", "END:VALARM")
    todo = icalendar.Todo.from_ical("\r\n".join(("BEGIN:VTODO", "UID:a", *alarm, "END:VTODO")))

    assert fields_of(todo)["alarms"] == "DISPLAY -P3D"


def test_the_main_part_of_a_series_is_not_its_exception() -> None:
    exception = ("BEGIN:VTODO", "UID:a", "RECURRENCE-ID:20240101", "SUMMARY:b", "END:VTODO")
    whole = ("BEGIN:VCALENDAR", *exception, "BEGIN:VTODO", "UID:a", "SUMMARY:a", "END:VTODO", "END:VCALENDAR")

    assert main_part(icalendar.Calendar.from_ical("\r\n".join(whole)))["summary"] == "a"


def test_what_a_calendar_server_says_is_read_with_care() -> None:
    for data in (b"", b"<html/>", b"no", b'<!DOCTYPE d [<!ENTITY e "x">]><multistatus xmlns="DAV:"/>'):
        with pytest.raises(ValueError, match="the answer"):
            read_resources(data)
    absent = (
        b'<multistatus xmlns="DAV:"><response><href> /a/ </href><propstat><prop><getetag>"1"</getetag></prop>'
        b"<status>HTTP/1.1 404 Not Found</status></propstat></response></multistatus>"
    )
    (resource,) = read_resources(absent)
    assert (resource.href, resource.etag, resource.components) == ("/a/", None, None)
    assert b"&lt;&amp;" in (ask_items("x", "VTODO", "<&").body or b"")


def test_keys_come_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    kept = {
        ("vbparse https://redmine.example.vn", "redmine"): "key1",
        ("vbparse https://cal.example.vn", "nhan"): "pw1",
    }
    keyring, errors = ModuleType("keyring"), ModuleType("keyring.errors")
    keyring.get_password = lambda service, user: kept.get((service, user))  # type: ignore[attr-defined]
    errors.KeyringError = RuntimeError  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "keyring", keyring)
    monkeypatch.setitem(sys.modules, "keyring.errors", errors)
    for name in ("VBPARSE_REDMINE_KEY", "VBPARSE_CALDAV_USER", "VBPARSE_CALDAV_PASSWORD"):
        monkeypatch.delenv(name, raising=False)

    assert redmine_key("https://redmine.example.vn/x") == "key1"
    with pytest.raises(PushError, match="no key"):
        redmine_key("https://other.example.vn")
    with pytest.raises(PushError, match="no user"):
        caldav_login("https://cal.example.vn/nhan/")
    monkeypatch.setenv("VBPARSE_CALDAV_USER", "nhan")
    assert caldav_login("https://cal.example.vn/nhan/") == ("nhan", "pw1")
    with pytest.raises(PushError, match="no password"):
        caldav_login("https://other.example.vn")
    monkeypatch.setenv("VBPARSE_REDMINE_KEY", " key2\n")
    assert redmine_key("https://redmine.example.vn") == "key2"
    monkeypatch.setenv("VBPARSE_REDMINE_KEY", "khóa bí mật")
    with pytest.raises(PushError) as caught:
        redmine_key("https://redmine.example.vn")
    assert "mật" not in str(caught.value)
