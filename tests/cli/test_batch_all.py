"""Every file at hand in one batch, good ones and those made to do harm: it ends, and each has its right outcome."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_hostile import EITHER, LIMITED, READABLE
from tests.clirunner import COMMAND, environment

pytest.importorskip("resource", reason="limits are POSIX")
pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.timeout(400)]

MEMBERS = {
    "mail_two_attachments.eml": {"done"},
    "zip_encrypted.zip": {"done", "encrypted"},
    "zip_nested.zip": {"limit"},
    "zip_traversal.zip": {"done", "input"},
}
"""Archives and mails stand for the documents in them; what may become of these."""
PICTURES = "ocr-unavailable"


@pytest.fixture(scope="module")
def records(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """Read all, without OCR, and give the records by paths in the folder."""
    folder = tmp_path_factory.mktemp("all")
    command: list[str | Path] = [*COMMAND, "batch", *(shared / name for name in ("samples", "real", "hostile"))]
    begun = time.monotonic()
    done = subprocess.run(
        [*command, "-o", "out", "--jobs", "2"],
        cwd=folder,
        env=environment(VBPARSE_OCR="false"),
        capture_output=True,
        check=False,
        timeout=300,
    )

    assert done.returncode == 9
    assert b"Traceback" not in done.stderr
    assert time.monotonic() - begun < 300
    assert {path.name for path in folder.iterdir()} == {"out"}  # nothing was unpacked anywhere
    lines = (folder / "out" / "manifest.jsonl").read_bytes().splitlines()
    found = {str(Path(record["path"]).relative_to(shared)): record for record in map(json.loads, lines)}
    for record in found.values():
        is_there = (folder / "out" / record["name"]).is_file()
        assert is_there == (record["status"] != "failed"), record
    return found


def outcome(record: dict[str, Any]) -> str:
    return str(record["error"]["code"] if record["error"] else record["status"])


def test_every_file_has_a_record(records: dict[str, dict[str, Any]], shared: Path) -> None:
    hostile = {path.name for path in (shared / "hostile").iterdir() if path.suffix not in {".md", ".py"}}
    told = {Path(path).parts[1].removesuffix("!") for path in records if path.startswith("hostile/")}

    assert told == hostile
    assert {path.name for path in (shared / "samples").glob("*.pdf")} <= {Path(path).name for path in records}


def test_good_files_are_read_and_pictures_told(records: dict[str, dict[str, Any]]) -> None:
    outcomes = {path: outcome(record) for path, record in records.items() if not path.startswith("hostile/")}

    assert set(outcomes.values()) <= {"done", PICTURES}
    assert all(outcome == "done" for path, outcome in outcomes.items() if path.endswith((".docx", ".txt")))
    assert outcomes["samples/kehoach70.pdf"] == "done"
    assert outcomes["samples/scan200.pdf"] == outcomes["samples/phone1.jpg"] == PICTURES


def test_hostile_files_end_as_they_should(records: dict[str, dict[str, Any]]) -> None:
    found: dict[str, set[str]] = {}
    for path, record in records.items():
        if path.startswith("hostile/"):
            found.setdefault(Path(path).parts[1].removesuffix("!"), set()).add(outcome(record))
    for name, outcomes in found.items():
        if name in MEMBERS:
            expected = MEMBERS[name]
        elif name in READABLE:
            expected = {"done"}
        elif name in LIMITED:
            expected = {"limit"}
        elif name == "secret_mark.pdf":
            expected = {"secret"}
        elif name == "blank_scan.pdf":
            expected = {PICTURES}
        else:
            expected = {"input", "unsupported", "damaged", "encrypted", "empty", "limit"}
            expected |= {"done"} if name in EITHER else set()
        if name in MEMBERS:
            assert outcomes == expected, name
        else:
            assert len(outcomes) == 1, name
            assert outcomes <= expected, name


def test_the_content_of_a_secret_document_is_nowhere(records: dict[str, dict[str, Any]]) -> None:
    assert records["hostile/secret_mark.pdf"]["tasks"] == 0


def test_copies_are_read_once(records: dict[str, dict[str, Any]]) -> None:
    copies = [record for record in records.values() if record["same_as"]]

    assert copies
    assert all(record["status"] == "done" for record in copies)
