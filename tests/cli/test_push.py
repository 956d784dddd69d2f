"""`vbparse push`: what it refuses before anything is sent. What it does is tested on real servers in tests/push."""

from __future__ import annotations

import ast
import sys
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import ROOT, said, vbparse, write_plan
from tests.planmaker import make_plan
from vbparse.cli.messages import _HINTS_VI
from vbparse.push import assign, caldav, http, redmine_project

if TYPE_CHECKING:
    from pathlib import Path

REDMINE = ("--to", "redmine", "--url", "https://redmine.example.vn", "--project", "p")
CALDAV = ("--to", "caldav", "--url", "https://calendar.example.vn/nhan/viec/")


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("--to", "jira", "--url", "https://x.vn"), "redmine, caldav"),
        (("--to", "redmine", "--url", "https://x.vn"), "--project"),
        (("--to", "redmine", "--url", "http://x.vn", "--project", "p"), "unencrypted"),
        (("--to", "redmine", "--url", "https://a:bi-mat@x.vn", "--project", "p"), "no user or password"),
        ((*CALDAV, "--tracker", "t"), "only Redmine"),
        ((*CALDAV, "--lead-only"), "--unit"),
        ((*CALDAV, "--link", "file:///home"), "https://"),
    ],
)
def test_wrong_usage(tmp_path: Path, arguments: tuple[str, ...], word: str) -> None:
    done = vbparse("push", write_plan(tmp_path / "plan.txt"), *arguments, folder=tmp_path)

    assert done.returncode == 2
    assert word in said(done)
    assert "bi-mat" not in said(done)


def test_without_a_key_nothing_is_asked(tmp_path: Path) -> None:
    plan = write_plan(tmp_path / "plan.txt")
    vietnamese = vbparse("push", plan, *REDMINE, folder=tmp_path)
    english = vbparse("push", plan, *CALDAV, "--lang", "en", folder=tmp_path)

    assert (vietnamese.returncode, english.returncode) == (10, 10)
    assert "không đẩy được" in said(vietnamese)
    assert "VBPARSE_REDMINE_KEY" in said(vietnamese)
    assert "VBPARSE_CALDAV_USER" in said(english)


def test_a_secret_document_goes_nowhere(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(
        make_plan(header=make_plan().header.model_copy(update={"secrecy": "MẬT"})).model_dump_json(), encoding="utf-8"
    )
    done = vbparse("push", "plan.json", *REDMINE, folder=tmp_path)

    assert done.returncode == 8
    assert "mật" in said(done)


def test_what_is_no_plan_is_refused(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text('{"schema_version": "1.0.0"}', encoding="utf-8")
    done = vbparse("push", "plan.json", *REDMINE, folder=tmp_path)
    absent = vbparse("push", "nowhere.json", *REDMINE, folder=tmp_path)

    assert (done.returncode, absent.returncode) == (3, 3)
    assert "vbparse extract" in said(done)


def test_without_httpx_it_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.modules['httpx'] = None\n", encoding="utf-8")
    plan = write_plan(tmp_path / "plan.txt")
    env = {
        "PYTHONPATH": ":".join((str(tmp_path), *filter(None, sys.path))),
        "VBPARSE_REDMINE_KEY": "k",
        "VBPARSE_LANG": "en",
    }
    done = vbparse("push", plan, *REDMINE, folder=tmp_path, env=env)

    assert done.returncode == 6
    assert "vbparse[push]" in said(done)


def test_every_hint_is_told_in_vietnamese_too() -> None:
    told = set()
    for path in (ROOT / "src" / "vbparse" / "push").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "hint" and isinstance(node.value, ast.Constant):
                told.add(node.value.value)
    told |= {*redmine_project._HINTS.values(), *caldav._HINTS.values(), assign._HINT, http._CERTIFICATE}

    assert len(told) > 15
    assert {hint for hint in told if hint not in _HINTS_VI} == set()
