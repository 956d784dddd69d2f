"""The words that lie in the regions of an evidence are its text: on printed pages, turned and cropped ones too.

pdfplumber, which the words are not read with, is the judge.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pdfplumber
import pytest

import vbparse
from vbparse.lexicon.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.plan.model import Evidence, Node, PlanDocument

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
SHARED_DOCUMENTS = ["kh617_dongthap", "kh16_mttq_luongminh", "kh308_hanoi"]
# Joins of cells and the blanks between words are ours; a word of the page carries the comma after it.
LEFT_OUT = str.maketrans("", "", " |")
AROUND = ".,;:()“”\"'[]/-–…"

Word = tuple[str, float, float]


@pytest.mark.parametrize("name", ["kehoach70", "kehoach70_chrome", "kehoach70_rotated", "kehoach70_cropbox"])
def test_words_in_the_regions_are_the_text(name: str) -> None:
    _compare(SAMPLES / f"{name}.pdf")


@pytest.mark.shared
@pytest.mark.parametrize("name", SHARED_DOCUMENTS)
def test_words_in_the_regions_are_the_text_of_real_plans(shared: Path, name: str) -> None:
    _compare(shared / "gold" / f"{name}.pdf")


def _compare(path: Path) -> None:
    pages = _words(path)
    checked = 0
    different = []
    plan = vbparse.parse(path)
    for name, evidence in _evidences(plan):
        assert evidence.regions, name
        if _cuts_a_word(plan.text, evidence):
            continue
        inside = " ".join(
            text
            for region in evidence.regions
            for text, x, y in pages[region.page]
            if region.bbox[0] <= x <= region.bbox[2] and region.bbox[1] <= y <= region.bbox[3]
        )
        checked += 1
        if _bare(inside) != _bare(evidence.text):
            different.append((name, evidence.text, inside))
    assert not different
    assert checked > 20


def _cuts_a_word(text: str, evidence: Evidence) -> bool:
    """Tell whether the evidence is a part of what is printed without a blank, such as the number in a code."""
    before = text[: evidence.start][-1:]
    after = text[evidence.end :][:1]
    return (
        not (before.isspace() or before in AROUND) or not (after.isspace() or after in AROUND) or "/" in before + after
    )


def _bare(text: str) -> str:
    return fold(text).translate(LEFT_OUT).strip(AROUND)


def _words(path: Path) -> dict[int, list[Word]]:
    """Give each page's words with their centres, in points from the top left corner of the visible page."""
    with pdfplumber.open(path) as pdf:
        return {
            page.page_number: [
                (
                    word["text"],
                    (word["x0"] + word["x1"]) / 2 - page.cropbox[0],
                    (word["top"] + word["bottom"]) / 2 - page.cropbox[1],
                )
                for word in page.extract_words(use_text_flow=False)
            ]
            for page in pdf.pages
        }


def _evidences(plan: PlanDocument) -> Iterator[tuple[str, Evidence]]:
    for node in _walk(plan.outline):
        yield node.id, node.evidence
    for task in plan.tasks:
        yield task.id, task.evidence
    for mention in plan.unit_mentions:
        yield mention.id, mention.evidence
    for time in plan.times:
        yield time.id, time.evidence
    for citation in plan.citations:
        yield citation.id, citation.evidence
    for recipient in plan.recipients:
        yield recipient.text, recipient.evidence
    yield from plan.header.evidence.items()


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from _walk(node.children)
