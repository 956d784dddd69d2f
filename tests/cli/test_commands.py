"""The small commands, and what holds for all of them."""

from __future__ import annotations

import json
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import COMMAND, SAMPLE, environment, refusing_sockets, said, vbparse, write_plan
from tests.pdfmaker import Sheet, make_pdf
from tests.planmaker import make_plan
from vbparse import __version__
from vbparse.cli import doctor
from vbparse.cli.app import COMMANDS
from vbparse.cli.archive import ACTIONS
from vbparse.cli.messages import describe_error
from vbparse.errors import DamagedInput, InputError, VbparseError
from vbparse.plan.model import PlanDocument

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.mark.parametrize("command", [*sorted({*COMMANDS} - {"archive"}), *(f"archive {action}" for action in ACTIONS)])
def test_every_command_has_help(command: str, tmp_path: Path) -> None:
    done = vbparse(*command.split(), "--help", folder=tmp_path)

    assert done.returncode == 0
    assert "--lang" in done.stdout.decode()


def test_the_version(tmp_path: Path) -> None:
    assert vbparse("--version", folder=tmp_path).stdout.decode() == f"vbparse {__version__}\n"


def test_the_schema_is_printed_and_checked_against(tmp_path: Path) -> None:
    (tmp_path / "plan.json").write_text(make_plan().model_dump_json(), encoding="utf-8")
    (tmp_path / "bad.json").write_text('{"plan_id": 1}', encoding="utf-8")

    assert json.loads(vbparse("schema", folder=tmp_path).stdout) == PlanDocument.model_json_schema()
    assert vbparse("schema", "--check", "plan.json", folder=tmp_path).returncode == 0
    bad = vbparse("schema", "--check", "bad.json", folder=tmp_path)
    assert bad.returncode == 3
    assert "does not fit schema" in said(bad)
    assert vbparse("schema", "--check", "-", folder=tmp_path, stdin=b"{").returncode == 3
    assert vbparse("schema", "--check", "nowhere.json", folder=tmp_path).returncode == 3


def test_what_is_kept_is_shown_and_cleared(tmp_path: Path) -> None:
    home = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "LOCALAPPDATA": str(tmp_path / "cache"), "HOME": str(tmp_path)}
    vbparse("extract", write_plan(tmp_path / "a.txt"), folder=tmp_path, env=home)
    kept = Path(vbparse("cache", "show", folder=tmp_path, env=home).stdout.decode().split("  ")[0])

    assert kept.is_file()
    assert vbparse("cache", "clear", "--lang", "en", folder=tmp_path, env=home).stderr.decode() == f"Removed {kept}.\n"
    assert not kept.exists()
    assert vbparse("cache", "clear", folder=tmp_path, env=home).returncode == 0
    assert vbparse("cache", folder=tmp_path, env=home).returncode == 2


def test_formats_are_listed(tmp_path: Path) -> None:
    lines = vbparse("formats", folder=tmp_path).stdout.decode().splitlines()

    assert [line.split()[:2] for line in lines][:2] == [["csv", ".csv"], ["docx", ".docx"]]
    assert "calendar" in vbparse("formats", "--lang", "en", folder=tmp_path).stdout.decode()


def test_settings_are_shown_with_where_they_are_from(tmp_path: Path) -> None:
    (tmp_path / "vbparse.toml").write_text("max_pages = 7\n", encoding="utf-8")
    done = vbparse("config", "--lexicon", "own.tsv", folder=tmp_path, env={"VBPARSE_JOBS": "3"})
    shown = done.stdout.decode()

    assert tomllib.loads(shown) | {"max_pages": 7, "jobs": 3, "lexicon": ["own.tsv"], "lang": "vi"} == tomllib.loads(
        shown
    )
    lines = shown.splitlines()
    origin = {name.split(" = ")[0]: where for where, name in zip(lines[::2], lines[1::2], strict=True)}
    assert origin["max_pages"].endswith("vbparse.toml")
    assert origin["jobs"].endswith("VBPARSE_JOBS")
    assert origin["lexicon"].endswith("flag")
    assert origin["max_bytes"].endswith("default")


def test_the_settings_shown_can_be_used(tmp_path: Path) -> None:
    shown = vbparse("config", folder=tmp_path).stdout
    (tmp_path / "vbparse.toml").write_bytes(shown)

    assert tomllib.loads(vbparse("config", folder=tmp_path).stdout.decode()) == tomllib.loads(shown.decode())


def test_the_doctor_tells_what_is_there(tmp_path: Path) -> None:
    done = vbparse("doctor", "--lang", "en", folder=tmp_path)
    shown = done.stdout.decode()

    assert done.returncode == 0
    for name in ("vbparse", "Python", "pypdfium2", "tesseract", "lexicon", "cache", "max_memory"):
        assert name in shown


def test_the_doctor_names_the_command_that_installs_the_ocr_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "win32")
    (check,) = doctor._engine()

    assert check.mend.startswith("winget install")


def test_the_doctor_misses_vietnamese_data(monkeypatch: pytest.MonkeyPatch) -> None:
    said_by = {"--version": b"tesseract 5.3.0\n leptonica", "--list-langs": b"List of available languages (1):\neng\n"}
    monkeypatch.setattr("shutil.which", lambda _: "/nowhere/tesseract-without-data")
    monkeypatch.setattr("subprocess.run", lambda command, **_: SimpleNamespace(stdout=said_by[command[1]], stderr=b""))
    (check,) = doctor._engine()

    assert (check.name, check.state, bool(check.mend)) == ("tesseract: vie", "optional", True)


def test_the_doctor_shows_what_the_pages_of_a_file_are(tmp_path: Path) -> None:
    (tmp_path / "mixed.pdf").write_bytes(make_pdf(Sheet().text(50, 700, "Kế hoạch"), Sheet().scan()))
    done = vbparse("doctor", "--lang", "en", "mixed.pdf", folder=tmp_path)

    assert done.returncode == 0
    rows = [line.split() for line in done.stdout.decode().splitlines()]
    assert rows[0] == ["Page", "Origin", "Words", "DPI", "Why"]
    assert rows[1:] == [["1", "native", "2"], ["2", "ocr", "0", "150", "picture", "of", "text"]]


def test_the_doctor_finds_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_NEEDED", ("no-such-package",))
    check = next(iter(doctor._packages()))

    assert check.state == "missing"
    assert check.mend.endswith("pip install no-such-package")


def errors(cls: type[VbparseError] = VbparseError) -> Iterator[type[VbparseError]]:
    yield cls
    for child in cls.__subclasses__():
        yield from errors(child)


@pytest.mark.parametrize("error", list(errors()), ids=lambda error: error.code)
def test_every_error_is_told_in_one_line_in_both_languages(error: type[VbparseError]) -> None:
    vietnamese, english = (describe_error(error("what\nhappened."), lang) for lang in ("vi", "en"))

    assert "\n" not in vietnamese + english
    assert not vietnamese.isascii()
    assert error.hint not in vietnamese
    assert english == f"Error: what�happened. {error.hint}"


def test_advice_for_one_case_goes_before_that_for_its_kind() -> None:
    known = InputError("x", hint="Check the name and the access rights of the file.")
    new = DamagedInput("x", hint="Do something new.")

    assert describe_error(known, "vi").endswith("Kiểm tra tên tệp và quyền đọc tệp.")
    assert describe_error(new, "vi").endswith("Do something new.")


@pytest.mark.parametrize("command", ["extract", "explain", "batch"])
def test_no_socket_is_opened(command: str, tmp_path: Path) -> None:
    """The refusal is loaded by every interpreter, those of workers included."""
    paths = refusing_sockets(tmp_path / "site")
    arguments = [SAMPLE, "-o", "out"] if command == "batch" else [SAMPLE]
    done = vbparse(command, *arguments, folder=tmp_path, env={"PYTHONPATH": paths})
    proof = subprocess.run(
        [sys.executable, "-c", "import socket; socket.socket()"],
        env=environment(PYTHONPATH=paths),
        check=False,
        capture_output=True,
    )

    assert proof.returncode == 1
    assert done.returncode == 0
    assert "socket" not in said(done)


def test_help_needs_nothing_heavy(tmp_path: Path) -> None:
    code = "import sys; from vbparse.cli.app import build_parser; build_parser(); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], env=environment(), check=True, capture_output=True, text=True)
    loaded = set(done.stdout.split())

    assert not loaded & {
        "pydantic",
        "pypdfium2",
        "pdfplumber",
        "rich",
        "openpyxl",
        "icalendar",
        "spacy",
        "vbparse.pipeline",
    }


def test_python_m_is_the_command(tmp_path: Path) -> None:
    assert COMMAND[1:] == ["-m", "vbparse"]
    assert vbparse("extract", write_plan(tmp_path / "a.txt"), folder=Path(tmp_path)).returncode == 0
