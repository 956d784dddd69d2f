"""Inputs without pages: their setting and tables as layout gives those of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vbparse.layout.plain import flow_of_lines
from vbparse.readers.pages import Line, Lines, Run, Setting, Table, TableCell

if TYPE_CHECKING:
    from vbparse.layout.flow import Flow


def flow(*lines: Line) -> Flow:
    return flow_of_lines(Lines(lines))


def line(*runs: Run) -> Line:
    return Line("".join(run.text for run in runs), setting=Setting(runs, "justify", 36.0))


def table(region: list[list[int]], *texts: str, bold: tuple[int, ...] = ()) -> Line:
    cells = tuple(TableCell(text, at in bold) for at, text in enumerate(texts))
    return Line(table=Table(tuple(map(tuple, region)), cells))


@pytest.mark.parametrize(
    ("runs", "bold", "begins"),
    [
        ((Run("1. ", bold=False), Run("Sở Nội vụ", bold=True)), True, None),
        ((Run("1. Sở  ", bold=True), Run("Nội vụ", bold=True), Run(": chủ trì")), False, "1. Sở Nội vụ"),
        ((Run("1."), Run(" "), Run("Sở Nội vụ", bold=True), Run(" "), Run(": chủ trì")), False, "1. Sở Nội vụ"),
        ((Run("- chủ trì "), Run("gấp", bold=True)), False, None),
        ((Run("a) "), Run(" "), Run("x")), False, None),
    ],
)
def test_bold_type_is_told_as_on_pages(runs: tuple[Run, ...], bold: bool, begins: str | None) -> None:  # noqa: FBT001
    found = flow(Line("trước"), line(*runs))
    block = found.blocks[1]

    assert (block.style.bold, block.style.align, block.style.indent) == (bold, "justify", 36.0)
    until = block.style.bold_until
    assert (None if until is None else found.textmap.text[block.span.start : until].rstrip(" :")) == begins


def test_columns_and_footnotes_are_kept() -> None:
    found = flow(Line("a", column="left"), Line("1 b", kind="footnote"))

    assert [(block.kind, block.column) for block in found.blocks] == [("paragraph", "left"), ("footnote", "full")]


def test_rows_are_written_as_those_of_pages() -> None:
    found = flow(
        table([[0, 1, 2, 2], [3, 4, 5, 6], [3, 7, 8, 8], [9, 9, 9, 9], [10, 11, 11, 11]],
              "TT", "Việc", "Cơ quan", "1", "a", "b", "c", "d", "e", "I. NHÓM", "II", "NHÓM", bold=(0, 1, 2, 9)),
        Line("x"),
        table([[0, 1], [2, 3]], "a", "b", "c", "d"),
    )  # fmt: skip

    assert [(block.table, block.style.bold, found.text_of(block)) for block in found.blocks] == [
        (0, True, "TT | Việc | Cơ quan | "),
        (0, False, "1 | a | b | c"),
        (0, False, "1 | d | e | "),
        (0, True, "I. NHÓM"),
        (0, False, "II | NHÓM"),
        (None, None, "x"),
        (1, False, "a | b"),
        (1, False, "c | d"),
    ]


def test_a_heading_of_two_floors_is_one_row() -> None:
    found = flow(table([[0, 1, 1], [0, 2, 3], [4, 5, 6]], "TT", "Cơ quan", "chủ trì", "phối hợp", "1", "a", "b"))

    assert [found.text_of(block) for block in found.blocks] == ["TT | Cơ quan chủ trì | Cơ quan phối hợp", "1 | a | b"]


def test_a_footnote_between_rows_parts_no_table() -> None:
    found = flow(Line(cells=("a", "b")), Line("1 x", kind="footnote"), Line(cells=("c", "d")))

    assert [block.table for block in found.blocks] == [0, None, 0]
