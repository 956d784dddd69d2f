"""Boxes on pages: where they stand on upright, turned and cropped pages, and what the new file leaves behind."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from PIL import Image, ImageChops

from tests.planmaker import make_plan
from vbparse.errors import DamagedInput, UnsupportedInput
from vbparse.plan.model import Evidence, PlanDocument, Region, SourceInfo, Task, UnitMention
from vbparse.render import draw_overlay, marks_of, page_pictures

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
PLACE = (100.0, 200.0, 250.0, 215.0)
LARGE = 10_000_000


def marked(page: int = 1, bbox: tuple[float, float, float, float] = PLACE) -> PlanDocument:
    """Give a plan with one unit mention and one task at a place."""
    evidence = Evidence(text="x", start=0, end=1, regions=(Region(page=page, bbox=bbox),))
    return make_plan(
        unit_mentions=(UnitMention(id="u1", unit="ubnd", cls="named", node="I", evidence=evidence),),
        times=(),
        tasks=(Task(id="I.1", node="I.1", text="x", evidence=evidence),),
    )


def inked(data: bytes) -> Image.Image:
    picture: Image.Image = Image.open(io.BytesIO(next(page_pictures(data, max_pixels=LARGE, dpi=72)))).convert("RGB")
    return picture


def test_marks_are_one_a_line_for_mentions_and_one_a_page_for_tasks() -> None:
    regions = (Region(page=1, bbox=(10, 10, 90, 20)), Region(page=1, bbox=(10, 22, 50, 32)), Region(page=2, bbox=PLACE))
    evidence = Evidence(text="x", start=0, end=1, regions=regions)
    plan = make_plan(
        unit_mentions=(UnitMention(id="u1", unit="ubnd", cls="named", node="I", evidence=evidence),),
        times=(),
        tasks=(Task(id="I.1", node="I.1", text="x", evidence=evidence),),
    )
    units, tasks = marks_of(plan)[:3], marks_of(plan)[3:]

    assert [mark.page for mark in units] == [1, 1, 2]
    assert [(mark.page, tuple(mark.box)) for mark in tasks] == [(1, (10, 10, 90, 32)), (2, PLACE)]
    assert {mark.label for mark in tasks} == {"I.1"}


@pytest.mark.parametrize("name", ["kehoach70", "kehoach70_rotated", "kehoach70_cropbox"])
def test_a_box_stands_where_it_was_read(name: str) -> None:
    data = (SAMPLES / f"{name}.pdf").read_bytes()
    with_box = inked(draw_overlay(data, marked()))
    without = inked(draw_overlay(data, marked(page=2)))
    changed = ImageChops.difference(with_box, without).crop((0, 60, 595, 842)).getbbox()  # below the legend

    assert with_box.size == (596, 842)
    assert changed is not None
    left, top, right, bottom = changed
    assert (left, right, bottom + 60) == pytest.approx((100, 250, 215), abs=3)
    assert top + 60 == pytest.approx(200, abs=10)  # the label stands on it


def test_the_content_stays_text_and_labels_are_added() -> None:
    data = (SAMPLES / "kehoach70.pdf").read_bytes()
    with pdfplumber.open(io.BytesIO(draw_overlay(data, marked(page=2)))) as document:
        first, second = (page.extract_text() for page in document.pages[:2])

    assert "KẾ HOẠCH" in first
    assert "I.1" in second.splitlines()[0] + second
    assert "deadline" in second
    assert "deadline" not in first


@pytest.mark.shared
def test_scripts_and_links_stay_behind(shared: Path) -> None:
    data = (shared / "hostile" / "javascript_launch_attachment.pdf").read_bytes()
    overlay = draw_overlay(data, marked())

    assert b"/JavaScript" in data
    for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/OpenAction", b"/Annots"):
        assert word not in overlay


def test_a_page_that_would_be_too_large_is_drawn_smaller() -> None:
    data = draw_overlay((SAMPLES / "kehoach70.pdf").read_bytes(), marked())
    picture = Image.open(io.BytesIO(next(page_pictures(data, max_pixels=10_000))))

    assert 9_000 < picture.width * picture.height < 10_500


def test_what_has_no_pages_cannot_be_drawn_on() -> None:
    plan = make_plan(source=SourceInfo(name="a.txt", sha256="0", media_type="text/plain"))

    with pytest.raises(UnsupportedInput, match=r"a\.txt"):
        draw_overlay(b"text", plan)


def test_a_damaged_file_is_an_error_of_ours() -> None:
    with pytest.raises(DamagedInput):
        draw_overlay(b"%PDF-1.4 nothing", make_plan())
