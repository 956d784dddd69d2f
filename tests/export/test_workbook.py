"""What all workbooks share; the outputs made with it have tests of their own."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from hypothesis import given, settings

from tests.planmaker import make_plan, task
from tests.planstrategy import plans, texts
from vbparse.export import to_xlsx
from vbparse.export.workbook import begin_workbook, clean_text, fill_cell, pack_workbook

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument


def written(*contents: str | date | int | None) -> list[Any]:
    """Give the cells of a row that was written, as another program reads them."""
    plan = make_plan()
    book = begin_workbook(plan)
    for number, content in enumerate(contents, 1):
        fill_cell(book.active.cell(1, number), content)
    return list(openpyxl.load_workbook(io.BytesIO(pack_workbook(book, plan))).active[1])


def test_cells_keep_what_they_are() -> None:
    text, formula, day, number, nothing, last = written("chữ", "=1+1", date(2024, 5, 24), 7, None, "x")

    assert (text.value, number.value, nothing.value, last.value) == ("chữ", 7, None, "x")
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert (day.value.date(), day.number_format) == (date(2024, 5, 24), "DD/MM/YYYY")


@pytest.mark.parametrize("text", ["a\x00b", "a\x1bb", "a\ufffeb", "a\uffffb"])
def test_what_a_workbook_cannot_hold_is_left_out(text: str) -> None:
    assert clean_text(text) == "ab"
    assert written(text)[0].value == "ab"


@given(texts())
def test_any_text_comes_back(text: str) -> None:
    (cell,) = written(text) or [None]
    expected = clean_text(text).replace("\r\n", "\n").replace("\r", "\n") or None

    assert cell is None or (cell.value or "").replace("\r\n", "\n").replace("\r", "\n") == (expected or "")


@settings(max_examples=30)
@given(plans())
def test_any_plan_becomes_a_workbook(plan: PlanDocument) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(to_xlsx.render(plan))).active

    assert sheet.max_row == len(plan.tasks) + 1


def test_the_properties_tell_of_the_plan_and_not_of_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    plan = make_plan(tasks=(task("I.p1"),))
    first = pack_workbook(begin_workbook(plan), plan)
    monkeypatch.setattr("time.localtime", lambda *_: (2031, 5, 6, 7, 8, 9, 0, 1, 0))

    assert pack_workbook(begin_workbook(plan), plan) == first
    assert openpyxl.load_workbook(io.BytesIO(first)).properties.created.date() == date(2024, 2, 1)
