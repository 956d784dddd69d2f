"""Plan 70 in its dresses against the block dump kept in `tests/golden`, and the annotated plans beside the project.

`UPDATE_GOLDEN=1 pytest tests/layout/test_samples.py` writes the dump anew: read its diff before you keep it.
"""

from __future__ import annotations

import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from vbparse.layout.compose import lay_out
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.layout.flow import Block, Flow

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden"
DRESSES = [
    "2011",
    "brokensig",
    "chrome",
    "cropbox",
    "letterspaced",
    "lookalike",
    "nfd",
    "nospace",
    "rotated",
    "signed",
    "softhyphen",
]
GOLD = ["kh16_mttq_luongminh", "kh230_thpt_phuocbuu", "kh308_hanoi", "kh3125_stc_daknong", "kh617_dongthap"]


@cache
def flow_of(path: Path) -> Flow:
    settings = Settings()
    read = read_source(open_source(path, max_bytes=settings.max_bytes), settings)
    return lay_out(read.content, settings)[0]


def dump(flow: Flow) -> str:
    """One line a block: page, kind, column, alignment, type, text."""
    lines = [f"{_head(block)} | {flow.text_of(block)}" for block in flow.blocks]
    lines += [f"{piece.page} {piece.kind} | {piece.text}" for piece in flow.furniture]
    return "\n".join(lines) + "\n"


def _head(block: Block) -> str:
    style = block.style
    kind = block.kind if block.table is None else f"{block.kind} {block.table}"
    marks = "".join(letter for letter, holds in (("b", style.bold), ("i", style.italic)) if holds)
    return f"{block.page} {kind} {block.column} {style.align or ''} {style.size}{marks}"


@pytest.mark.parametrize("name", ["kehoach70", "annex"])
def test_blocks_are_as_reviewed(name: str) -> None:
    golden = GOLDEN / f"{name}.blocks.txt"
    now = dump(flow_of(ROOT / "samples" / f"{name}.pdf"))
    if os.environ.get("UPDATE_GOLDEN"):
        golden.write_text(now, encoding="utf-8", newline="\n")

    assert now.splitlines() == golden.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("dress", ["chrome", "rotated", "cropbox"])
def test_the_dresses_of_a_plan_read_alike(dress: str) -> None:
    flow, plain = flow_of(ROOT / "samples" / f"kehoach70_{dress}.pdf"), flow_of(ROOT / "samples" / "kehoach70.pdf")

    assert flow.textmap.text == plain.textmap.text
    assert [block.column for block in flow.blocks] == [block.column for block in plain.blocks]


@pytest.mark.shared
@pytest.mark.parametrize("dress", DRESSES)
def test_all_dresses_of_a_plan_read_alike(dress: str, shared: Path) -> None:
    flow = flow_of(shared / "samples" / f"kehoach70_{dress}.pdf")

    assert flow.textmap.text == flow_of(ROOT / "samples" / "kehoach70.pdf").textmap.text
    assert flow.origin == ("repaired" if dress == "lookalike" else "native")


@pytest.mark.shared
@pytest.mark.parametrize("name", GOLD)
def test_blocks_are_the_paragraphs_of_the_annotated_plans(name: str, shared: Path) -> None:
    """What differs is known: titles and recipients are joined, what only a picture or a stamp shows is missing."""
    flow = flow_of(shared / "gold" / f"{name}.pdf")
    wanted = [_plain(line) for line in (shared / "gold" / f"{name}.txt").read_text(encoding="utf-8").split("\n")]
    found = {_plain(flow.text_of(block)) for block in flow.blocks}
    text = " ".join(_plain(flow.text_of(block)) for block in flow.blocks)
    lost = [line for line in wanted if line and line not in found]

    assert len(lost) <= 6
    assert len([line for line in lost if line not in text]) <= 2


@pytest.mark.shared
def test_the_annex_table_is_the_true_one(shared: Path) -> None:
    flow = flow_of(shared / "samples" / "annex.pdf")
    truth = json.loads((shared / "samples" / "annex.truth.json").read_text(encoding="utf-8"))["annexes"][0]
    rows = [[flow.textmap.slice(cell) for cell in block.cells] for block in flow.blocks if block.kind == "row"]
    width = len(truth["columns"])

    assert rows[0] == truth["columns"]
    assert [row for row in rows[1:] if len(row) == width] == [
        [cell.replace("\n", " ") for cell in row["cells_filled"]] for row in truth["rows"]
    ]
    assert [". ".join(row) for row in rows if len(row) < width] == [group["text"] for group in truth["groups"]]


@pytest.mark.shared
def test_a_table_without_rulings_is_read(shared: Path) -> None:
    flow = flow_of(shared / "samples" / "table_noruled.pdf")
    truth = json.loads((shared / "samples" / "table_noruled.truth.json").read_text(encoding="utf-8"))["table"]
    rows = [[flow.textmap.slice(cell) for cell in block.cells] for block in flow.blocks if block.kind == "row"]

    assert [row for row in rows[1:] if len(row) == len(truth["columns"])] == [
        [(cell or "").replace("\n", " ") for cell in row["cells"]] for row in truth["rows"]
    ]


def _plain(text: str) -> str:
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"\s*\|\s*", " | ", re.sub(r"\s+([,;.:/)])", r"\1", text)).strip()
