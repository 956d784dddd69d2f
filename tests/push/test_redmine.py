"""Pushing to a real Redmine, with people who work there at the same time."""

from __future__ import annotations

import signal
from typing import TYPE_CHECKING, Any

import pytest

import vbparse
from tests.clirunner import SAMPLE
from tests.planmaker import TASKS, make_plan, task
from tests.push.between import READING, between
from tests.push.servers import push, push_apart, pushing

if TYPE_CHECKING:
    from pathlib import Path

    from tests.push.servers import Redmine
    from vbparse.plan.model import PlanDocument

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

FIRST, SECOND = "II.1.b1#1", "II.1.b1#2"


class Site:
    """A project of one test, and a clerk who pushes into it."""

    def __init__(self, redmine: Redmine, folder: Path) -> None:
        self.redmine, self.folder = redmine, folder
        self.project = redmine.project()
        self.plan_id = f"12/kh-ubnd/2024-02-01/{self.project}"
        self.env = {"VBPARSE_REDMINE_KEY": redmine.keys["clerk"], "VBPARSE_LANG": "en"}

    def push(self, plan: PlanDocument | Path, *more: str, url: str = "", code: int = 0) -> tuple[str, str]:
        """Push; gives what was said on standard output and on standard error."""
        way = push_apart if plan == SAMPLE or "-vv" in more else push
        done = way(self.folder, plan, *self.arguments(url), *more, **self.env)
        assert done.code == code, done.err
        return done.out, done.err

    def arguments(self, url: str = "") -> tuple[str, ...]:
        return ("--to", "redmine", "--url", url or self.redmine.url, "--project", self.project)

    def plan(self, *days: str, **changes: object) -> PlanDocument:
        """Give the invented plan under an id of its own; with other due days for its first task."""
        plan = make_plan(plan_id=self.plan_id, **changes)
        moved = (one.model_copy(update={"due": days}) if one.id == FIRST else one for one in plan.tasks)
        return plan.model_copy(update={"tasks": tuple(moved)}) if days else plan

    def issues(self) -> dict[str, dict[str, Any]]:
        return self.redmine.issues(self.project)

    def change(self, key: str, **fields: Any) -> None:
        self.redmine.change(self.issues()[key]["id"], **fields)

    def status(self, number: int) -> int:
        statuses = self.redmine.ask("GET", "issue_statuses.json")["issue_statuses"]
        return int(statuses[number]["id"])


@pytest.fixture
def site(redmine: Redmine, tmp_path: Path) -> Site:
    return Site(redmine, tmp_path)


def test_plan_70_twice_is_52_issues_and_a_changed_deadline_changes_one(site: Site) -> None:
    site.push(SAMPLE)
    before = site.issues()
    site.redmine.change(before["III.1.b4#1"]["id"], status_id=site.status(1), done_ratio=30, notes="Đang làm.")
    before = site.issues()
    _, again = site.push(SAMPLE)
    same = site.issues()
    plan = vbparse.parse(SAMPLE)
    moved = [one.model_copy(update={"due": ("2024-05-30",)}) if one.id == "III.1.b4#1" else one for one in plan.tasks]
    output, _ = site.push(plan.model_copy(update={"tasks": tuple(moved)}))
    after = site.issues()

    assert len(before) == 52
    assert before == same
    assert "Created: 0, changed: 0, as they were: 52" in again
    assert [key for key in after if after[key] != before[key]] == ["III.1.b4#1"]
    assert "due day: 2024-05-24 → 2024-05-30" in output
    changed = after["III.1.b4#1"]
    assert changed["due_date"] == "2024-05-30"
    assert changed["status"] == before["III.1.b4#1"]["status"]
    assert changed["done_ratio"] == 30
    days = {issue["due_date"] for issue in after.values() if issue["due_date"]}
    assert days == {"2024-05-19", "2024-05-30", "2024-11-19", "2024-11-24"}


def test_an_issue_says_who_by_when_and_where(site: Site) -> None:
    site.push(site.plan(), "--link", "https://files.example.vn/plans/", "--lang", "vi")
    issue = site.issues()[SECOND]

    assert issue["subject"] == '=1+1 "trích"; dòng hai'
    lines = issue["description"].replace("\r", "").split("\n")
    assert "Chủ trì: Phòng Kinh tế xã Thử" in lines
    assert "Nơi ghi: 12/KH-UBND, II.1.b1#2, trang 2" in lines
    assert "Văn bản: https://files.example.vn/plans/thu.pdf#page=2" in lines
    assert lines[-1] == f"vbparse: {site.plan_id}#{SECOND}"
    assert issue["due_date"] == "2024-11-19"
    assert issue["start_date"] == "2024-02-01"
    assert site.issues()["II.2"]["due_date"] == "2024-06-30"
    assert "Định kỳ: 6 tháng một lần" in site.issues()["II.2"]["description"]


def test_what_people_changed_stays_and_is_told(site: Site) -> None:
    site.push(site.plan())
    site.change(FIRST, due_date="2024-06-15", subject="Báo cáo quý II")
    unchanged, _ = site.push(site.plan(), "-v")
    both, told = site.push(site.plan("2024-05-20", "2024-11-24"))
    issue = site.issues()[FIRST]

    assert (issue["due_date"], issue["subject"]) == ("2024-06-15", "Báo cáo quý II")
    assert "due day: changed by people to 2024-06-15, left alone (plan: 2024-05-24)" in unchanged
    assert "due day: changed by people to 2024-06-15, the plan now says 2024-05-20" in both
    assert "conflicts: 1" in told
    assert "Các hạn" not in both  # --lang en
    assert "Due days: 2024-05-20; 2024-11-24" in issue["description"]


def test_what_we_changed_we_may_change_again(site: Site) -> None:
    for day in ("2024-05-24", "2024-05-27", "2024-05-28", "2024-05-24"):
        site.push(site.plan(day))
        assert site.issues()[FIRST]["due_date"] == day
    site.change(FIRST, notes="Đã gọi điện.")
    site.push(site.plan("2024-05-29"))

    assert site.issues()[FIRST]["due_date"] == "2024-05-29"


def test_a_rewritten_description_and_a_moved_issue_are_still_known(site: Site) -> None:
    site.push(site.plan())
    before = site.issues()
    elsewhere = site.redmine.project()
    site.change(FIRST, description="Chúng tôi ghi lại bằng lời của mình.")
    site.change(SECOND, project_id=site.redmine.ask("GET", f"projects/{elsewhere}.json")["project"]["id"])
    _, told = site.push(site.plan())
    number = site.redmine.ask("GET", f"issues.json?project_id={site.project}&status_id=*")["total_count"]

    assert "Created: 0, changed: 0, as they were: 4" in told
    assert number == len(before) - 1
    assert list(site.redmine.issues(elsewhere)) == [SECOND]


def test_what_is_no_longer_in_the_plan_is_told_and_left(site: Site) -> None:
    site.push(site.plan())
    output, told = site.push(site.plan(tasks=TASKS[1:]))
    _, part = site.push(site.plan(), "--unit", "Công an xã Thử", "--lead-only")

    assert f"- {FIRST}" in output
    assert "not in the plan any more: 1" in told
    assert len(site.issues()) == 4
    assert "as they were: 1, not in the plan any more: 0" in part


def test_only_the_tasks_of_a_unit_are_pushed(site: Site) -> None:
    site.push(site.plan(), "--unit", "Công an xã Thử", "--lead-only")

    assert list(site.issues()) == ["II.2"]


def test_a_dry_run_shows_the_difference_and_changes_nothing(site: Site) -> None:
    site.push(site.plan())
    before = site.issues()
    with between(site.redmine.url) as way:
        output, told = site.push(site.plan("2024-05-20", "2024-11-24"), "--dry-run", url=way.address)
        methods = set(way.methods())

    assert methods <= READING
    assert f"~ {FIRST}" in output
    assert "due day: 2024-05-24 → 2024-05-20" in output
    assert "- Due days: 2024-05-24; 2024-11-24" in output
    assert "+ Due days: 2024-05-20; 2024-11-24" in output
    assert "Nothing was sent" in told
    assert site.issues() == before


@pytest.mark.parametrize("passed", [0, 20])
def test_a_push_that_is_killed_and_repeated_leaves_neither_gap_nor_double(site: Site, passed: int) -> None:
    plan = vbparse.parse(SAMPLE).model_copy(update={"plan_id": site.plan_id}) if passed else site.plan()
    with between(site.redmine.url) as way:
        way.fate = lambda seen, before: "stop" if seen.method == "POST" and before == passed else "pass"
        with pushing(site.folder, plan, *site.arguments(way.address), **site.env) as process:
            assert way.stopped.wait(120)
            process.send_signal(signal.SIGKILL)
            process.wait()
    some = len(site.issues())
    site.push(plan)

    assert some == passed
    assert len(site.issues()) == (52 if passed else 4)


def test_an_issue_whose_answer_was_lost_is_not_made_twice(site: Site) -> None:
    with between(site.redmine.url) as way:
        way.fate = lambda seen, before: "lose" if seen.method == "POST" and before == 2 else "pass"
        _, told = site.push(site.plan(), url=way.address)
        posts = way.methods().count("POST")

    assert posts == 4
    assert "Created: 4" in told
    assert len(site.issues()) == 4


def test_a_change_whose_answer_was_lost_is_made_once(site: Site) -> None:
    site.push(site.plan())
    with between(site.redmine.url) as way:
        way.fate = lambda seen, before: "lose" if seen.method == "PUT" and not before else "pass"
        _, told = site.push(site.plan("2024-05-20", "2024-11-24"), url=way.address)
        puts = way.methods().count("PUT")
    issue = site.issues()[FIRST]
    journals = site.redmine.ask("GET", f"issues/{issue['id']}.json?include=journals")["issue"]["journals"]

    assert puts == 1
    assert "changed: 1" in told
    assert issue["due_date"] == "2024-05-20"
    assert [journal["notes"] for journal in journals] == [
        "vbparse: updated from plan 12/KH-UBND (description, due day)."
    ]


def test_a_busy_server_is_waited_for(site: Site) -> None:
    with between(site.redmine.url) as way:
        way.fate = lambda seen, before: "busy" if seen.method == "POST" and before == 1 else "pass"
        site.push(site.plan(), url=way.address)
        posts = way.methods().count("POST")

    assert posts == 5
    assert len(site.issues()) == 4


def test_the_key_is_in_no_output(site: Site) -> None:
    key = site.redmine.keys["clerk"]
    log = site.folder / "log.txt"
    said_much = site.push(site.plan(), "-vv", "--log-file", str(log))
    said_more = site.push(site.plan(), "-vv")
    refused = site.push(site.plan(), "--project", "nowhere", "-vv", code=10)

    assert "POST" in log.read_text(encoding="utf-8")
    assert "GET" in said_more[1]
    for text in (*said_much, *said_more, *refused, log.read_text(encoding="utf-8")):
        assert key not in text


def test_no_other_server_gets_the_key(site: Site) -> None:
    with between(site.redmine.url) as other, between(site.redmine.url) as way:
        way.elsewhere = other.address
        way.fate = lambda *_: "away"
        _, told = site.push(site.plan(), url=way.address, code=10)
        seen = list(other.seen)

    assert seen == []
    assert "your key was not sent there" in told


def test_one_item_that_is_refused_does_not_stop_the_others(site: Site) -> None:
    site.push(site.plan(tasks=TASKS[:1]))
    site.change(FIRST, start_date="2024-05-15")
    output, told = site.push(site.plan("2024-05-10", tasks=(*TASKS, task("II.3", "Việc mới"))), "--lang", "en", code=10)

    assert f"! {FIRST}" in output
    assert "does not take the issue" in output
    assert "1 items were not taken" in told
    assert len(site.issues()) == 5
    assert site.issues()[FIRST]["due_date"] == "2024-05-24"


def test_who_is_given_what(site: Site) -> None:
    site.redmine.ask(
        "POST", f"projects/{site.project}/issue_categories.json", "admin", json={"issue_category": {"name": "Kinh tế"}}
    )
    (site.folder / "who.toml").write_text(
        '[assignee]\n"Phòng Kinh tế" = "Nguyễn Văn Mẫu"\n[category]\n"Phòng Kinh tế" = "Kinh tế"\n', encoding="utf-8"
    )
    site.push(site.plan(), "--assign", "who.toml", "--sections")
    issues = site.issues()

    assert issues[FIRST]["assigned_to"]["name"] == "Nguyễn Văn Mẫu"
    assert issues[FIRST]["category"]["name"] == "Kinh tế"
    assert "assigned_to" not in issues["II.2"]
    assert issues[FIRST]["parent"]["id"] == issues["@II.1"]["id"]
    assert issues["@II.1"]["subject"] == "1. Phòng Kinh tế"
    site.change(FIRST, assigned_to_id="")
    site.push(site.plan(), "--assign", "who.toml", "--sections")
    assert "assigned_to" not in site.issues()[FIRST]
    (site.folder / "who.toml").write_text('[assignee]\n"Phòng Kinh tế" = "Ai đó"\n', encoding="utf-8")
    _, told = site.push(site.plan(), "--assign", "who.toml", code=10)
    assert "has no member 'Ai đó'" in told


def test_a_field_of_the_project_holds_the_id(site: Site) -> None:
    site.project = "fields"
    plan = site.plan()
    site.push(plan)
    issues = site.issues()
    for issue in issues.values():
        site.redmine.change(issue["id"], description="Lời của chúng tôi.", subject="Tên khác")
    _, told = site.push(plan)

    assert [field["value"] for field in issues[FIRST]["custom_fields"]] == [f"{site.plan_id}#{FIRST}"]
    assert "Created: 0, changed: 0, as they were: 4" in told


def test_errors_say_what_to_do(site: Site) -> None:
    _, nowhere = site.push(site.plan(), "--project", "khong-co", code=10)
    site.env["VBPARSE_REDMINE_KEY"] = "0" * 40
    _, wrong = site.push(site.plan(), code=10)
    site.env["VBPARSE_REDMINE_KEY"] = ""
    _, none = site.push(site.plan(), code=10)

    assert "HTTP 404" in nowhere
    assert "--project" in nowhere
    assert "HTTP 401" in wrong
    assert "VBPARSE_REDMINE_KEY" in wrong
    assert "My account" in none


def test_a_secret_plan_goes_nowhere(site: Site) -> None:
    secret = site.plan(header=make_plan().header.model_copy(update={"secrecy": "MẬT"}))
    site.push(secret, code=8)

    assert site.issues() == {}
    site.push(secret, "--allow-secret")
    assert len(site.issues()) == 4


def test_two_issues_of_one_task_are_told(site: Site) -> None:
    site.push(site.plan())
    copy = site.issues()[FIRST]
    fields = {"project_id": site.project, "subject": copy["subject"], "description": copy["description"]}
    site.redmine.ask("POST", "issues.json", json={"issue": fields})
    output, told = site.push(site.plan())

    assert f"! {FIRST}" in output
    assert "is there twice" in output
    assert "Created: 0" in told
