"""The benchmarks measure what they say."""

from __future__ import annotations

import json

import pypdfium2
import pytest

from benchmarks.documents import PLAN, SAMPLES, pages_of_plan
from benchmarks.readers import pdfplumber_words, pypdfium2_words
from benchmarks.run import BASELINE
from benchmarks.timing import peak_memory, ratio


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
