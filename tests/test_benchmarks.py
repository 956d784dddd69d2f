"""The benchmarks measure what they say."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from benchmarks import kill
from benchmarks.archive.documents import Mix
from benchmarks.archive.ready import ready_archive
from benchmarks.batch import _halves
from benchmarks.documents import PLAN, SAMPLES, pages_of_plan
from benchmarks.readers import pdfplumber_words, pypdfium2_words
from benchmarks.register import check_database, content_of
from benchmarks.run import BASELINE
from benchmarks.timing import peak_memory, ratio

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("pages", [1, 12])
def test_a_document_of_any_length_is_made_of_the_plan(pages: int) -> None:
    with pypdfium2.PdfDocument(pages_of_plan(pages)) as document:
        assert len(document) == pages
        text = document[pages - 1].get_textpage().get_text_range()
    with pypdfium2.PdfDocument(PLAN) as plan:
        assert text == plan[(pages - 1) % 5].get_textpage().get_text_range()


def test_both_word_readers_find_the_same_words() -> None:
    words = pypdfium2_words(PLAN)

    assert len(words) == pdfplumber_words(PLAN)
    assert words[0].text == "ỦY"
    assert words[0].font.endswith("Bold")
    assert all(word.left < word.right and word.bottom < word.top for word in words)


def test_a_ratio_is_taken_within_each_round() -> None:
    assert ratio({"ours": [1.0, 20.0, 3.0], "theirs": [2.0, 40.0, 3.0]}, "ours", "theirs") == 0.5


def test_peak_memory_is_of_this_process() -> None:
    assert 10_000_000 < peak_memory() < 20_000_000_000


def test_the_baseline_holds_what_the_check_compares_with() -> None:
    kept = json.loads(BASELINE.read_text(encoding="utf-8"))

    assert {path.name for path in SAMPLES} < set(kept["speed"])
    assert set(kept["growth"]["readers"]["vbparse parse"]) == {"1", "10", "100", "1000"}


def test_the_baseline_keeps_what_is_promised() -> None:
    kept = json.loads(BASELINE.read_text(encoding="utf-8"))

    assert 0 < kept["speed"][PLAN.name]["parse_to_pdfplumber_words"] <= 0.25
    assert kept["startup"]["help_more_than_python_seconds"] < 0.3
    assert kept["startup"]["extract_to_pdfplumber_open"] <= 2
    assert kept["growth"]["peak_to_pypdfium2_words_at_1000"] <= 2
    assert kept["growth"]["page_of_1000_to_page_of_10"] <= 1.2


def test_halves_have_as_many_pages_and_a_copy_stays_with_its_original() -> None:
    archive = ready_archive(40, Mix(broken=0.05, duplicates=0.2))
    one, other = _halves(archive)
    copies = [line for line in archive.truth if line["kind"] == "duplicate"]
    pages = {archive.path(line): line.get("pages", 0) for line in archive.truth}

    assert sorted([*one, *other]) == sorted(archive.plans.rglob("*.pdf"))
    assert copies
    for line in copies:
        assert (archive.path(line) in one) == (archive.plans / line["same_as"] in one)
    assert abs(sum(pages[path] for path in one) - sum(pages[path] for path in other)) <= 5


def test_registers_are_compared_by_what_they_say(tmp_path: Path) -> None:
    rows = ["A", "B"]
    one = _register(tmp_path / "one.db", rows, "việc")
    turned = _register(tmp_path / "turned.db", rows[::-1], "việc")
    different = _register(tmp_path / "different.db", rows, "khác")

    assert check_database(one) == []
    assert content_of(one) == content_of(turned)
    changed = {name for name, digest in content_of(one).items() if digest != content_of(different)[name]}
    assert changed == {"tasks"}


def test_damage_of_a_register_is_told(tmp_path: Path) -> None:
    path = _register(tmp_path / "one.db", ["A"], "việc")
    with closing(sqlite3.connect(path)) as base:
        base.execute("INSERT INTO tasks VALUES (5, 77, 'x')")
        base.commit()

    assert check_database(path) == ["tasks: foreign key"]


@pytest.mark.slow
def test_a_batch_that_is_killed_comes_out_as_one_that_was_not() -> None:
    results = kill.run(documents=60, kills=3)

    assert results["batch"]["differences"] == []
    assert results["batch"]["kills"] > 0


def _register(path: Path, names: list[str], text: str) -> Path:
    with closing(sqlite3.connect(path)) as base:
        base.executescript(
            "CREATE TABLE documents (id INTEGER PRIMARY KEY, name TEXT);"
            "CREATE TABLE tasks (id INTEGER PRIMARY KEY, document INTEGER REFERENCES documents, text TEXT);"
        )
        for number, name in enumerate(names, 1):
            base.execute("INSERT INTO documents VALUES (?, ?)", (number, name))
            base.execute("INSERT INTO tasks VALUES (?, ?, ?)", (10 - number, number, f"{text} {name}"))
        base.commit()
    return path
