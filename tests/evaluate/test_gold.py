"""Folders of annotated plans."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from vbparse.errors import DamagedInput, EmptyInput
from vbparse.evaluate.gold import load_gold

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.evaluate.origins import Origin


def make(folder: Path, name: str, *suffixes: str, truth: object = None) -> None:
    (folder / f"{name}.json").write_text(json.dumps(truth or {"outline": [], "header": {}}), encoding="utf-8")
    for suffix in suffixes:
        (folder / f"{name}{suffix}").write_bytes(b"x")


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("auto", [["a.pdf", "a.txt"], ["b.txt"]]),
        ("pdf", [["a.pdf"], []]),
        ("text", [["a.txt"], ["b.txt"]]),
    ],
)
def test_documents_by_name_with_the_files_to_read(tmp_path: Path, origin: Origin, expected: list[list[str]]) -> None:
    make(tmp_path, "b", ".txt")
    make(tmp_path, "a", ".txt", ".pdf")

    found = load_gold(tmp_path, origin)

    assert [one.name for one in found] == ["a", "b"]
    assert [[source.name for source in one.sources] for one in found] == expected


def test_json_of_another_kind_is_passed_over(tmp_path: Path) -> None:
    make(tmp_path, "a")
    make(tmp_path, "b", truth={"something": 1})
    make(tmp_path, "c", truth=[1, 2])
    make(tmp_path, "d.ann")

    assert [one.name for one in load_gold(tmp_path)] == ["a"]


def test_a_folder_without_annotations_is_said(tmp_path: Path) -> None:
    with pytest.raises(EmptyInput, match="no annotated plans"):
        load_gold(tmp_path)


def test_a_damaged_annotation_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("{", encoding="utf-8")

    with pytest.raises(DamagedInput, match=r"a\.json"):
        load_gold(tmp_path)
