"""Rulings and pictures of a PDF page."""

from __future__ import annotations

import pytest

from tests.pdfmaker import Sheet, make_pdf
from vbparse.errors import LimitExceeded
from vbparse.readers import pdf, pdf_objects
from vbparse.readers.pages import Page, Rule
from vbparse.readers.source import open_source
from vbparse.settings import Settings


def page_of(sheet: Sheet) -> Page:
    source = open_source(make_pdf(sheet.text(50, 820, "chữ")), name="test.pdf", max_bytes=10**9)
    (page,) = pdf.read(source, Settings()).stream
    return page


def rules_of(operators: str, sheet: Sheet | None = None) -> list[tuple[int, ...]]:
    return [tuple(round(number) for number in rule) for rule in page_of((sheet or Sheet()).draw(operators)).rules]


def about(rule: tuple[int, ...], *numbers: int) -> bool:
    return all(abs(a - b) <= 1 for a, b in zip(rule, numbers, strict=True))


def test_a_stroked_line_is_a_ruling() -> None:
    (across,) = rules_of("0.5 w 100 300 m 300 300 l S")
    (down,) = rules_of("0.5 w 100 300 m 100 500 l S")

    assert about(across, 100, 542, 300, 542)
    assert about(down, 100, 342, 100, 542)


def test_a_thin_filled_rectangle_is_a_ruling() -> None:
    (rule,) = rules_of("100 300 200 0.48 re f")

    assert about(rule, 100, 542, 300, 542)


def test_thin_rectangles_of_one_path_are_several_rulings() -> None:
    assert len(rules_of("100 300 200 0.5 re 100 320 200 0.5 re 100 300 0.5 20 re f")) == 3


def test_a_stroked_rectangle_gives_its_four_edges() -> None:
    rules = rules_of("120 100 80 60 re S")

    assert sorted(rules) == [(120, 682, 120, 742), (120, 682, 200, 682), (120, 742, 200, 742), (200, 682, 200, 742)]


def test_a_grid_in_one_path_gives_all_its_lines() -> None:
    grid = " ".join(f"{x} 100 m {x} 200 l" for x in (100, 200, 300)) + " 100 100 m 300 100 l 100 200 m 300 200 l S"

    assert len(rules_of(grid)) == 5


@pytest.mark.parametrize(
    "operators",
    [
        "100 300 200 40 re f",  # the shade of a cell
        "0 0 595 842 re f",  # the white of the page
        "100 300 m 102 300 l S",  # a dot of a leader
        "100 300 m 140 360 l S",  # a slanted line
        "100 300 m 150 360 200 360 250 300 c S",  # a curve
        "100 300 m 300 300 l n",  # nothing painted
        "700 300 m 900 300 l S",  # off the page
    ],
)
def test_what_is_no_ruling(operators: str) -> None:
    assert rules_of(operators) == []


def test_rulings_are_turned_with_the_page() -> None:
    (rule,) = rules_of("100 300 m 100 500 l S", Sheet(rotate=90))

    assert about(rule, 300, 100, 500, 100)


def test_rulings_in_a_form_object_are_placed_by_its_matrices() -> None:
    (rule,) = rules_of("q 2 0 0 2 0 0 cm /X Do Q", Sheet(form="0.2 w 40 130 m 140 130 l S"))

    assert about(rule, 100, 542, 300, 542)


def test_lines_are_scaled_by_the_page() -> None:
    (rule,) = rules_of("q 0.5 0 0 0.5 0 0 cm 200 600 m 600 600 l S Q")

    assert about(rule, 100, 542, 300, 542)


def test_pictures_have_their_displayed_box() -> None:
    (box,) = page_of(Sheet(picture=(10, 10)).draw("q 100 0 0 50 60 700 cm /I Do Q")).pictures

    assert tuple(round(number) for number in box) == (60, 92, 160, 142)


def test_a_drawing_has_no_rulings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_objects, "MAX_PATHS", 10)

    assert rules_of("100 300 m 300 300 l S " * 11) == []


def test_too_many_objects_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_objects, "MAX_OBJECTS", 10)

    with pytest.raises(LimitExceeded, match="objects"):
        page_of(Sheet().draw("100 300 m 300 300 l S " * 11))


def test_a_rule_is_a_plain_tuple() -> None:
    assert Rule(0, 1, 2, 3) == (0, 1, 2, 3)
