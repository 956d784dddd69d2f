"""CSV for the importers of trackers, read back by Python's own reader."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings

from tests.planmaker import PLAN_ID, make_plan, node, task
from tests.planstrategy import plans
from vbparse.export import to_jira, to_redmine
from vbparse.export.columns import day_of
from vbparse.export.issues import TITLE, issues_of, title_of
from vbparse.export.options import ExportOptions
from vbparse.export.tasks import duties
from vbparse.export.to_csv import cell_text
from vbparse.plan import model

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

SLOW = settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
REDMINE = {"unique_id", "parent_issue_id", "subject", "description", "due_date"}
JIRA = ["Summary", "Description", "Issue Type", "Due Date", "Labels", "Issue Id", "Parent Id"]


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_a_heading_is_the_parent_of_the_tasks_below_it() -> None:
    first, *_, last = issues_of(make_plan(), "vi")
    issues = {issue.key.partition("#")[2]: issue for issue in issues_of(make_plan(), "vi")}

    assert (first.title, first.parent) == ("1. Phòng Kinh tế", None)
    assert issues["II.1.b1#1"].parent == f"{PLAN_ID}#II.1"
    assert issues["II.2"].parent == f"{PLAN_ID}#II"  # the item is a task itself: the section is its heading
    assert last.parent is None
    assert "I" not in issues  # no task below it


def test_a_task_below_a_task_stands_under_the_heading() -> None:
    outline = (node("I", "VIỆC", "I.", (node("I.1", "việc", "1.", (node("I.1.b1", "phần", "-"),)),)),)
    plan = make_plan(outline=outline, tasks=(task("I.1", "việc"), task("I.1.b1", "phần")))

    assert [(issue.key[-4:], issue.parent) for issue in issues_of(plan, "vi")] == [
        ("hu#I", None),
        ("#I.1", f"{PLAN_ID}#I"),
        ("1.b1", f"{PLAN_ID}#I"),
    ]


def test_a_description_tells_all_and_ends_with_what_push_knows_it_by() -> None:
    issue = next(issue for issue in issues_of(make_plan(), "vi") if issue.key.endswith("#II.1.b1#1"))

    assert issue.due == date(2024, 5, 24)
    assert issue.description.splitlines() == [
        "Lập báo cáo",
        "",
        "Chủ trì: Phòng Kinh tế xã Thử",
        "Báo cáo cho: Ủy ban nhân dân xã Thử",
        "Thời hạn ghi trong văn bản: ngày 25/5/2024",
        "Các hạn: 2024-05-24; 2024-11-24",
        "Sản phẩm: báo cáo",
        "Kế thừa: chủ trì: Phòng Kinh tế xã Thử (theo II.1)",
        "Mục: II. TỔ CHỨC THỰC HIỆN › 1. Phòng Kinh tế",
        "Nơi ghi: 12/KH-UBND, II.1.b1#1, trang 1",
        f"vbparse: {PLAN_ID}#II.1.b1#1",
    ]
    *_, english = issues_of(make_plan(tasks=(task("II.1", lead=["ubnd"]),)), "en")
    assert "Lead: Ủy ban nhân dân xã Thử" in english.description


def test_a_duty_said_twice_is_one_issue() -> None:
    plan = make_plan(tasks=(task("II.1", "việc"), task("PL1.r1", "việc", same_as=["II.1"])), outline=())

    assert [issue.key for issue in issues_of(plan, "vi")] == [f"{PLAN_ID}#II.1"]


def test_titles_are_one_line_and_no_longer_than_trackers_take() -> None:
    assert title_of("một\n hai") == "một hai"
    assert len(title_of("x" * 300)) == TITLE


def test_redmine_gets_its_own_field_names_and_ids_for_parents() -> None:
    data = to_redmine.render(make_plan())
    rows = rows_of(data)

    assert data.startswith(b"\xef\xbb\xbfunique_id,parent_issue_id,subject,")
    assert set(rows[0]) == REDMINE
    assert [row["due_date"] for row in rows] == ["", "2024-05-24", "2024-11-19", "", "", ""]
    assert rows[1]["unique_id"] == f"{PLAN_ID}#II.1.b1#1"
    assert rows[1]["parent_issue_id"] == rows[0]["unique_id"]
    assert not rows[0]["parent_issue_id"].startswith("#")  # that would be an issue that is there already


def test_jira_reads_parents_before_their_sub_tasks() -> None:
    rows = rows_of(to_jira.render(make_plan(), ExportOptions("en")))

    assert list(rows[0]) == JIRA
    assert [row["Issue Type"] for row in rows] == ["Task"] * 3 + ["Sub-task"] * 3
    assert [row["Issue Id"] for row in rows] == list("123456")
    assert [row["Parent Id"] for row in rows] == ["", "", "", "1", "1", "2"]
    assert rows[3]["Due Date"] == "2024-05-24"
    assert {row["Labels"] for row in rows} == {"12/KH-UBND"}


def test_jira_gets_a_comma_for_each_empty_field() -> None:
    for line in csv.reader(io.StringIO(to_jira.render(make_plan()).decode("utf-8-sig"), newline="")):
        assert len(line) == len(JIRA)


def test_a_label_has_no_blanks_and_a_long_description_is_cut() -> None:
    plan = make_plan(
        header=model.Header(), source=make_plan().source.model_copy(update={"name": "kế hoạch 1.pdf"}),
        tasks=(task("II.1", "việc " * 10_000),),
    )  # fmt: skip
    *_, row = rows_of(to_jira.render(plan))

    assert row["Labels"] == "kế_hoạch_1.pdf"
    assert len(row["Description"]) == 32_000
    assert row["Description"].splitlines()[-1] == f"vbparse: {PLAN_ID}#II.1"


def test_jira_takes_1500_issues_at_a_time() -> None:
    items = [
        node(f"I.{item}", f"Phòng {item}", f"{item}.", [node(f"I.{item}.b{n}", "x", "-") for n in range(10)])
        for item in range(400)
    ]
    tasks = tuple(task(child.id, f"việc {child.id}") for item in items for child in item.children)
    plan = make_plan(outline=(node("I", "VIỆC", "I.", items),), tasks=tasks)
    parts = [rows_of(part) for part in to_jira.render_parts([plan])]

    assert [len(part) for part in parts] == [1496, 1496, 1408]
    assert sum(map(len, parts)) == len(rows_of(to_jira.render(plan)))
    for part in parts:
        ids = {row["Issue Id"] for row in part}
        assert len(ids) == len(part)
        parents = {row["Parent Id"] for row in part if row["Parent Id"]}
        assert parents == {row["Issue Id"] for row in part if row["Issue Type"] == "Task"}


def test_a_heading_with_more_tasks_than_jira_takes() -> None:
    outline = (node("I", "VIỆC", "I.", [node(f"I.b{number}", "x", "-") for number in range(2000)]),)
    plan = make_plan(outline=outline, tasks=tuple(task(f"I.b{number}", f"việc {number}") for number in range(2000)))
    first, second = (rows_of(part) for part in to_jira.render_parts([plan]))

    assert (len(first), len(second)) == (1500, 501)
    assert {row["Issue Type"] for row in second} == {"Task"}


def test_no_task_gives_headings_of_columns_only() -> None:
    assert rows_of(to_redmine.render(make_plan(tasks=()))) == []
    assert [rows_of(part) for part in to_jira.render_parts([])] == [[]]


def test_several_plans_keep_their_ids_apart() -> None:
    both = [make_plan(), make_plan(plan_id="b")]
    redmine, jira = rows_of(to_redmine.render_many(both)), rows_of(to_jira.render_many(both))

    assert len({row["unique_id"] for row in redmine}) == len(redmine) == 12
    assert len({row["Issue Id"] for row in jira}) == len(jira) == 12


@given(plans())
@SLOW
def test_trackers_get_what_the_plan_says(plan: PlanDocument) -> None:
    wanted = {row.key: row for row in duties(plan)}
    redmine = {row["unique_id"]: row for row in rows_of(to_redmine.render(plan))}
    jira = rows_of(to_jira.render(plan))

    assert wanted.keys() <= redmine.keys()
    assert len(jira) == len(redmine)
    for key, row in wanted.items():
        issue = redmine[key]
        assert issue["subject"] == cell_text(title_of(row.task.text))
        days = [day.isoformat() for given in row.due if (day := day_of(given.value))]
        assert issue["due_date"] == (days[0] if days else "")
        assert issue["parent_issue_id"] in {"", *redmine}
        names = "; ".join(given.value for given in row.lead).replace("\0", "")
        assert names in issue["description"]
    for rows in (redmine.values(), jira):
        assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
