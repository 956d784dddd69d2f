"""What is kept between runs: found again if it fits, and never missed if it does not."""

from __future__ import annotations

import marshal
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from vbparse import patterns, pipeline, prepared

KEPT = {"sum": marshal.dumps(1)}
SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "kehoach70.pdf"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the file of a run that prepared one value."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    store = prepared.Store({})
    store.get("sum", lambda: ("a", 1, None, {"b": [2]}))
    store.keep()
    return prepared.prepared_file()


def found() -> dict[str, bytes]:
    """Read the file as the next run does."""
    return prepared._read()


def test_the_next_run_finds_what_this_one_prepared(kept: Path) -> None:
    assert kept.is_file()
    assert list(found()) == ["sum"]
    assert prepared.Store(found()).get("sum", lambda: pytest.fail("prepared again")) == ("a", 1, None, {"b": [2]})


@pytest.mark.skipif(sys.platform == "win32", reason="the folder sees to that")
def test_nobody_else_can_read_or_write_it(kept: Path) -> None:
    assert kept.parent.stat().st_mode & 0o077 == 0

    kept.parent.chmod(0o770)

    assert found() == {}


def test_a_run_that_prepares_nothing_writes_nothing(kept: Path) -> None:
    kept.unlink()
    store = prepared.Store(KEPT)
    store.get("sum", lambda: pytest.fail("prepared again"))
    store.keep()

    assert not kept.exists()


@pytest.mark.parametrize("at", [0, 10, -1])
def test_a_damaged_file_counts_for_nothing(kept: Path, at: int) -> None:
    content = bytearray(kept.read_bytes())
    content[at] ^= 1
    kept.write_bytes(content)

    assert found() == {}


@pytest.mark.parametrize("size", [0, 5, 200])
def test_a_file_cut_short_counts_for_nothing(kept: Path, size: int) -> None:
    kept.write_bytes(kept.read_bytes()[:size])

    assert found() == {}


def test_a_file_of_another_state_of_the_knowledge_counts_for_nothing(
    kept: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert kept.exists()
    monkeypatch.setattr(prepared, "_stamp", lambda: b"another version\n\n")

    assert found() == {}


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vbparse").write_text("a file where the folder should be", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    store = prepared.Store({})
    store.get("sum", lambda: 1)

    store.keep()

    assert found() == {}


@pytest.mark.parametrize(
    ("source", "flags"),
    [
        (r"(?P<day>\d{1,2})/(?P<month>\d{1,2})", 0),
        ("[^\\W\\d_]+", re.IGNORECASE),
        (rb"%PDF-(\d)", re.DOTALL),
        ("(?i:ab)c", 0),
    ],
)
def test_a_pattern_is_compiled_as_python_compiles_it(source: Any, flags: int) -> None:
    assert patterns.compile_pattern(source, flags) == re.compile(source, flags)
    assert patterns.compile_pattern(source, flags).groupindex == re.compile(source, flags).groupindex


def test_all_patterns_of_a_parse_are_as_python_compiles_them() -> None:
    pipeline.parse_data(SAMPLE)
    kept = [key[1:] for key in prepared._store()._found if key[0] == "pattern"]

    assert len(kept) > 200
    assert all(patterns.compile_pattern(*key) == re.compile(*key) for key in kept)


def test_a_kept_parse_is_the_same(tmp_path: Path) -> None:
    """Two processes, the second of which finds what the first kept, give the same plan."""
    code = "import sys; from vbparse.cli import main; main()"
    outputs = [
        subprocess.run(
            [sys.executable, "-c", code, "extract", str(SAMPLE)],
            env={**os.environ, "XDG_CACHE_HOME": str(tmp_path)},
            capture_output=True,
            check=True,
        ).stdout
        for _ in range(2)
    ]

    assert outputs[0] == outputs[1]
    assert outputs[0]


def test_what_is_kept_does_not_depend_on_the_run(tmp_path: Path) -> None:
    """Values that came out in another order would be prepared, and kept, by every run anew."""
    code = "import sys; from vbparse.cli import main; main()"
    written = []
    for seed in ("1", "2", "3"):
        env = {**os.environ, "XDG_CACHE_HOME": str(tmp_path), "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", code, "extract", str(SAMPLE)], env=env, capture_output=True, check=True)
        written.append((tmp_path / "vbparse" / prepared.prepared_file().name).stat().st_mtime_ns)

    assert written[0] == written[1] == written[2]
