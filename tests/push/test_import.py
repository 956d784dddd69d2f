"""What `--to redmine` writes, taken in by a real Redmine's importer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.planmaker import make_plan
from tests.push.servers import push
from vbparse.export import to_redmine

if TYPE_CHECKING:
    from pathlib import Path

    from tests.push.servers import Redmine

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]


def test_the_importer_finds_the_columns_and_push_the_issues(redmine: Redmine, tmp_path: Path) -> None:
    project = redmine.project()
    plan = make_plan(plan_id=f"12/kh-ubnd/2024-02-01/{project}")
    path = tmp_path / "plan.csv"
    path.write_bytes(to_redmine.render(plan))
    count, complaints = redmine.import_csv(project, path)
    issues: list[dict[str, Any]] = redmine.ask("GET", f"issues.json?project_id={project}&limit=100")["issues"]
    found = {issue["description"].splitlines()[-1].rpartition(" ")[2].partition("#")[2]: issue for issue in issues}

    assert (count, complaints) == (6, [])
    assert found["II.1.b1#1"]["due_date"] == "2024-05-24"
    assert {issue["subject"]: issue["id"] for issue in issues}["1. Phòng Kinh tế"] == found["II.1.b1#1"]["parent"]["id"]
    assert found["II.1.b1#2"]["subject"] == '\'=1+1 "trích"; dòng hai'
    done = push(
        tmp_path, plan, "--to", "redmine", "--url", redmine.url, "--project", project,
        VBPARSE_REDMINE_KEY=redmine.keys["clerk"],
    )  # fmt: skip
    after = redmine.ask("GET", f"issues.json?project_id={project}&limit=100")["issues"]
    assert done.code == 0, done.err
    assert sorted(issue["id"] for issue in after) == sorted(issue["id"] for issue in issues)
