"""The secrecy gate: nothing of a marked document gets out by any door, unless it is allowed."""

from __future__ import annotations

import json
import logging
import zipfile
from typing import TYPE_CHECKING

import pytest

import vbparse
from tests.clirunner import PLAN, said
from tests.clirunner import vbparse as run
from vbparse.export.registry import own_names
from vbparse.pipeline import parse_data, read_plan
from vbparse.secrecy import is_withheld
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SECRET = PLAN.format(number=4711).replace("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n")
CONTENT = ("cây xanh", "4711", "Công an", "Nguyễn Văn Mẫu", "Thử Nghiệm", "2024-05-2", "20240524", "25/5/2024")
OPEN = ("schema_version", "generator", "plan_id", "source", "header", "diagnostics")


def told(data: bytes) -> list[str]:
    """List what of the content stands in some bytes."""
    text = data.decode(errors="replace")
    return [word for word in CONTENT if word in text]


def inside(path: Path) -> bytes:
    """Give the bytes of a file, of a packed one those of its members."""
    if not zipfile.is_zipfile(path):
        return path.read_bytes()
    with zipfile.ZipFile(path) as packed:
        return b"".join(packed.read(name) for name in packed.namelist())


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "in" / "vb.txt"
    path.parent.mkdir()
    path.write_text(SECRET, encoding="utf-8")
    return path


def test_what_is_allowed_is_told() -> None:
    data = parse_data(SECRET.encode(), settings=Settings(allow_secret=True))

    assert set(told(json.dumps(data, ensure_ascii=False).encode())) >= {"cây xanh", "4711", "2024-05-2"}


def test_of_a_marked_document_source_mark_and_finding_are_given() -> None:
    data = parse_data(SECRET.encode(), name="vb.txt")

    assert told(json.dumps(data, ensure_ascii=False).encode()) == []
    assert data["source"]["name"] == "vb.txt"
    assert {name: value for name, value in data["header"].items() if value} == {"secrecy": "TỐI MẬT"}
    assert [(finding["code"], finding["severity"]) for finding in data["diagnostics"]] == [("SECRECY_MARK", "error")]
    assert not any(value for name, value in data.items() if name not in OPEN)


def test_the_python_interface_is_gated_too() -> None:
    assert vbparse.parse(SECRET.encode()).header.title is None
    assert vbparse.parse(SECRET.encode(), settings=Settings(allow_secret=True)).header.title


def test_what_was_read_is_dropped_before_later_stages_can_hold_it() -> None:
    reading = read_plan(SECRET.encode())

    assert reading.withheld
    assert reading.flow.textmap.text == ""
    assert not any((reading.flow.blocks, reading.flow.furniture, reading.outline.nodes, reading.passages))
    assert not any((reading.units, reading.times, reading.citations, reading.tasks))


def test_a_document_without_a_mark_is_given_out() -> None:
    assert not is_withheld(None, Settings())
    assert not read_plan(PLAN.format(number=4711).encode()).withheld


@pytest.mark.parametrize("to", own_names())
def test_no_format_tells_of_it(to: str, secret: Path, tmp_path: Path) -> None:
    out = tmp_path / f"out.{to}"
    done = run("extract", secret, "--to", to, "-o", out, "-vv", folder=tmp_path)

    assert done.returncode == 8
    assert told(inside(out) + done.stdout + done.stderr) == []
    assert "--allow-secret" in said(done)


def test_batch_manifest_log_and_outputs_do_not_tell_of_it(secret: Path, tmp_path: Path) -> None:
    done = run("batch", "in", "-o", "out", "-vv", "--log-file", "log", folder=tmp_path)

    assert done.returncode == 9
    made = [path for path in tmp_path.rglob("*") if path.is_file() and path != secret]
    assert {path.name for path in made} >= {"manifest.jsonl", "vb.json", "log"}
    assert told(b"".join(inside(path) for path in made) + done.stdout + done.stderr) == []


def test_a_run_without_permission_takes_back_what_one_with_it_gave(secret: Path, tmp_path: Path) -> None:
    assert run("batch", "in", "-o", "out", "--allow-secret", folder=tmp_path).returncode == 0
    assert told((tmp_path / "out" / "vb.json").read_bytes())
    run("batch", "in", "-o", "out", folder=tmp_path)

    assert told((tmp_path / "out" / "vb.json").read_bytes()) == []


def test_the_log_of_the_library_does_not_tell_of_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        parse_data(SECRET.encode())

    assert told(caplog.text.encode()) == []
