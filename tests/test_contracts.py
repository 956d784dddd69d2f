"""What the project promises as a whole: its public names, what is found by walking, data that travel with it."""

from __future__ import annotations

import ast
import re
import tomllib
import unicodedata
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import vbparse
from vbparse.cli.app import COMMANDS
from vbparse.errors import VbparseError
from vbparse.export.registry import find_exporter, own_names
from vbparse.lexicon.load import data_files, read_data
from vbparse.plan.model import PlanDocument
from vbparse.plan.version import SCHEMA_VERSION
from vbparse.readers.registry import own_readers

if TYPE_CHECKING:
    from vbparse.export.registry import Exporter

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "vbparse"
SOURCES = sorted(PACKAGE.rglob("*.py"))
DATA = PACKAGE / "lexicon" / "data"
WORDS = {"shared"}  # a word of the language, not the folder


@pytest.fixture(scope="module")
def released_plan() -> PlanDocument:
    path = ROOT / "tests" / "data" / f"plan-{SCHEMA_VERSION}.json"
    return PlanDocument.model_validate_json(path.read_text(encoding="utf-8"))


def exporters() -> list[Exporter]:
    return [find_exporter(name) for name in own_names()]


def module_name(value: Any) -> str:
    return str(value.__name__).rsplit(".", 1)[-1]


def relative(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


# The public API


def test_every_public_name_is_documented_and_nothing_else_is() -> None:
    rows = re.findall(r"^\| `(\w+)` \|", (ROOT / "docs" / "python.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(rows) == sorted(vbparse.__all__)


@pytest.mark.parametrize("name", vbparse.__all__)
def test_public_names_load_and_say_what_they_are(name: str) -> None:
    value = getattr(vbparse, name)

    assert value is not None
    assert isinstance(value, str) or value.__doc__


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        _ = vbparse.nothing


def test_the_command_is_installed() -> None:
    (script,) = entry_points(group="console_scripts", name="vbparse")

    assert callable(script.load())


def test_every_command_is_documented() -> None:
    reference = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")

    assert re.findall(r"^## vbparse (\w+)$", reference, re.MULTILINE) == list(COMMANDS)


def all_errors(cls: type[VbparseError] = VbparseError) -> list[type[VbparseError]]:
    return [cls, *(found for child in cls.__subclasses__() for found in all_errors(child))]


@pytest.mark.parametrize("error", all_errors(), ids=lambda error: error.__name__)
def test_errors_have_an_exit_code_and_say_what_to_do(error: type[VbparseError]) -> None:
    assert error.exit_code in {1, 3, 4, 5, 6, 7, 10}
    assert error.code
    assert error.hint.endswith(".")
    assert error("what happened", hint="Do this.").advice == "Do this."


def test_error_codes_are_unique() -> None:
    codes = [error.code for error in all_errors()]

    assert len(codes) == len(set(codes))


# What is found by walking the packages


def test_the_walk_finds_readers_and_exporters() -> None:
    assert {"pdf", "text"} <= {module_name(reader) for reader in own_readers()}
    assert {"json", "jsonl", "csv", "xlsx", "ics"} <= {exporter.NAME for exporter in exporters()}


@pytest.mark.parametrize("reader", list(own_readers()), ids=module_name)
def test_readers_have_one_shape(reader: Any) -> None:
    assert reader.__doc__
    assert all(re.fullmatch(r"\.[a-z0-9]+", suffix) for suffix in reader.SUFFIXES)
    assert re.fullmatch(r"[a-z]+/[a-z0-9.+-]+", reader.MEDIA_TYPE)
    assert reader.sniff(b"") in {True, False}
    assert reader.read.__doc__


def test_no_suffix_is_claimed_by_two_readers() -> None:
    suffixes = [suffix for reader in own_readers() for suffix in reader.SUFFIXES]

    assert len(suffixes) == len(set(suffixes))


@pytest.mark.parametrize("exporter", exporters(), ids=module_name)
def test_exporters_have_one_shape_and_give_the_same_bytes_twice(exporter: Any, released_plan: PlanDocument) -> None:
    first = exporter.render(released_plan)

    assert exporter.__doc__
    assert re.fullmatch(r"[a-z][a-z0-9]*", exporter.NAME)
    assert all(exporter.ABOUT[lang] for lang in ("vi", "en"))
    assert re.fullmatch(r"\.[a-z]+", exporter.SUFFIX)
    assert isinstance(first, bytes)
    assert first
    assert exporter.render(released_plan) == first


def test_no_name_is_claimed_by_two_exporters() -> None:
    names = [exporter.NAME for exporter in exporters()]

    assert len(names) == len(set(names))


# Data that travel with the package


def test_all_data_files_are_found_in_the_package() -> None:
    assert set(data_files()) == {path.name for path in DATA.iterdir() if path.suffix in {".tsv", ".toml"}}
    assert (PACKAGE / "py.typed").is_file()


def test_the_folder_of_data_holds_knowledge_only() -> None:
    assert {path.suffix for path in DATA.iterdir() if path.name != "__pycache__"} <= {".tsv", ".toml", ".py"}


@pytest.mark.parametrize("name", data_files())
def test_data_files_begin_with_source_date_and_licence(name: str) -> None:
    lines = read_data(name).splitlines()
    head = "\n".join(lines[: next(n for n, line in enumerate([*lines, ""]) if not line.startswith("#"))]).lower()

    assert "source" in head
    assert re.search(r"date:? .*20\d\d-\d\d-\d\d", head)
    assert re.search(r"licen[cs]e", head)


@pytest.mark.parametrize("name", data_files())
def test_data_files_are_plain_nfc(name: str) -> None:
    text = read_data(name)

    assert unicodedata.is_normalized("NFC", text)
    assert "\\u" not in text
    assert text.endswith("\n")
    if name.endswith(".toml"):
        tomllib.loads(text)


# What the source never does


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_the_source_is_plain_nfc(path: Path) -> None:
    assert unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_the_source_reads_nothing_from_beside_the_project(path: Path) -> None:
    constants = [node.value for node in parts(path) if isinstance(node, ast.Constant)]
    texts = [value for value in constants if isinstance(value, str)]

    assert not [text for text in texts if re.search(r"(^|/)(\.\./|shared(/|$))", text) and text not in WORDS]


@pytest.mark.parametrize("path", SOURCES, ids=relative)
def test_the_library_does_not_print(path: Path) -> None:
    calls = [node.func for node in parts(path) if isinstance(node, ast.Call)]
    printing = [function for function in calls if isinstance(function, ast.Name) and function.id == "print"]

    assert path.is_relative_to(PACKAGE / "cli") or not printing


def parts(path: Path) -> list[ast.AST]:
    return list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
