"""The wheel, installed in a clean environment outside the repository, does what the repository does."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import vbparse
from vbparse.lexicon.load import data_files

if TYPE_CHECKING:
    from collections.abc import Sequence

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "kehoach70.pdf"
LOCK = ROOT / "requirements.lock"
LARGEST = 10_000_000

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600)]


def run(command: Sequence[str | Path], folder: Path, *, check: bool = True) -> subprocess.CompletedProcess[str]:
    """Run a command away from the repository, with nothing of it in the environment."""
    outside = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VBPARSE_"))}
    done = subprocess.run(
        command, cwd=folder, env=outside, check=False, capture_output=True, text=True, encoding="utf-8"
    )
    assert not (check and done.returncode), f"{command} ended with {done.returncode}: {done.stderr}"
    return done


def model_files() -> set[str]:
    """Name the files of the trained model, as they stand in its folder."""
    folder = ROOT / "models" / "second_opinion"
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def pip(python: Path | str, *arguments: str | Path) -> list[str | Path]:
    return [python, "-m", "pip", "--quiet", "--disable-pip-version-check", "--no-input", *arguments]


def install(python: Path, folder: Path, *arguments: str | Path) -> None:
    """Install from the package index; without one there is nothing to test here."""
    done = run(pip(python, "install", *arguments), folder, check=False)
    if done.returncode and ("Connection" in done.stderr or "resolution" in done.stderr):
        pytest.skip("the package index cannot be reached")
    assert not done.returncode, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(pip(sys.executable, "wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT), folder)
    (built,) = folder.glob("vbparse-*.whl")
    return built


@pytest.fixture(scope="module")
def command(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the `vbparse` of a clean environment."""
    folder = tmp_path_factory.mktemp("environment")
    venv.create(folder / "venv", with_pip=True)
    scripts = folder / "venv" / ("Scripts" if os.name == "nt" else "bin")
    install(scripts / "python", folder, "--require-hashes", "--only-binary=:all:", "-r", LOCK)
    install(scripts / "python", folder, "--no-deps", wheel)
    return scripts / "vbparse"


def test_the_wheel_holds_what_is_needed_and_is_small(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    assert wheel.stat().st_size < LARGEST
    assert "vbparse/py.typed" in names
    assert {f"vbparse/lexicon/data/{name}" for name in data_files()} <= names
    assert {f"vbparse/nlp/second_opinion/{name}" for name in model_files()} <= names
    pages = (
        path for path in (ROOT / "src" / "vbparse" / "serve").rglob("*") if path.is_file() and path.suffix != ".pyc"
    )
    assert {f"vbparse/{path.relative_to(ROOT / 'src' / 'vbparse').as_posix()}" for path in pages} <= names
    assert {"vbparse/nlp/second_opinion.cfg", "vbparse/training/sentences.toml"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)
    assert {name.split("/")[0] for name in names} == {"vbparse", f"vbparse-{vbparse.__version__}.dist-info"}


def test_extract_gives_the_same_document_as_the_repository(command: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path)

    printed = run([command, "extract", SAMPLE.name], tmp_path).stdout

    assert json.loads(printed) == json.loads(vbparse.parse(SAMPLE).model_dump_json())


def test_schema_is_the_committed_one(command: Path, tmp_path: Path) -> None:
    committed = json.loads((ROOT / "docs" / "plan.schema.json").read_text(encoding="utf-8"))

    assert json.loads(run([command, "schema"], tmp_path).stdout) == committed


def test_explain_shows_the_plan(command: Path, tmp_path: Path) -> None:
    shutil.copy(SAMPLE, tmp_path)

    shown = run([command, "explain", SAMPLE.name], tmp_path).stdout

    assert "70/KH-UBND" in shown
    assert "Traceback" not in shown


def test_the_wheel_depends_on_released_packages_only(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(f"vbparse-{vbparse.__version__}.dist-info/METADATA").decode()
    needs = [line for line in metadata.splitlines() if line.startswith("Requires-Dist:")]

    assert needs
    assert not [line for line in needs if "@" in line or "file:" in line]


SYSTEMS = {
    "Windows": ["win_amd64"],
    "macOS on ARM": ["macosx_11_0_arm64", "macosx_12_0_arm64", "macosx_13_0_arm64", "macosx_14_0_arm64"],
}


@pytest.mark.parametrize("system", list(SYSTEMS))
def test_all_that_is_needed_has_wheels_elsewhere(system: str, tmp_path: Path) -> None:
    platforms = [part for platform in SYSTEMS[system] for part in ("--platform", platform)]
    wanted = ["--no-deps", "--require-hashes", "--only-binary=:all:", "--python-version", "3.11", "-r", str(LOCK)]

    done = run(pip(sys.executable, "download", *platforms, *wanted, "--dest", tmp_path), tmp_path, check=False)

    if done.returncode and "Connection" in done.stderr:
        pytest.skip("the package index cannot be reached")
    assert not done.returncode, done.stderr
    assert list(tmp_path.glob("pypdfium2-*.whl"))
