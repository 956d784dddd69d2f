"""The whole way with the real engine: a scanned plan to a plan document."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.clirunner import said, vbparse
from tests.pdfmaker import Sheet, make_pdf
from vbparse.diagnostics import Diagnostic
from vbparse.geometry import Box
from vbparse.outline.checks import told_of_pictures
from vbparse.pipeline import parse_data
from vbparse.textmap import Span, TextMap, WordTable

ROOT = Path(__file__).resolve().parents[2]
SCAN = ROOT / "samples" / "kehoach70_scan.pdf"


@pytest.fixture(scope="session")
def plan() -> dict[str, Any]:
    """Read the scanned sample, once for all tests."""
    return parse_data(SCAN)


pytestmark = pytest.mark.ocr


def test_the_letterhead(plan: dict[str, Any]) -> None:
    header = plan["header"]

    assert (header["code"], header["date"], header["place"]) == ("70/KH-UBND", "2024-02-17", "Hà Đông")
    assert header["issuer"]["name"] == "Ủy ban nhân dân quận Hà Đông"
    assert header["title"].startswith("Thực hiện công tác bình đẳng giới")
    assert 0.5 < header["confidence"]["code"] < 1


def test_the_signature_and_the_recipients_beside_it(plan: dict[str, Any]) -> None:
    assert plan["signature"]["authority"] == ["TM.", "KT."]
    assert plan["signature"]["position"] == "Phó Chủ tịch"
    assert len(plan["recipients"]) >= 5


def test_the_deadlines(plan: dict[str, Any]) -> None:
    days = {day for time in plan["times"] if time["role"] == "deadline" for day in [time["due"]] if day}

    assert {"2024-05-19", "2024-11-19"} <= days


def test_what_is_blank_in_a_picture_was_not_read() -> None:
    text = "Số: /KH-UBND"
    words = WordTable()
    words.doubt(0.9, None)
    words.add(Span(0, 3), 1, 1, Box(10, 20, 30, 34))
    words.doubt(0.9, None)
    words.add(Span(4, 12), 1, 1, Box(40, 20, 90, 34))
    found = [Diagnostic("NUMBER_BLANK", Span(5, 12)), Diagnostic("DATE_BLANK")]

    assert [each.code for each in told_of_pictures(found, TextMap(text, words))] == ["NUMBER_UNREAD", "DATE_BLANK"]
    assert list(told_of_pictures(found, TextMap(text, WordTable()))) == found


def test_origin_and_engine_are_told(plan: dict[str, Any]) -> None:
    assert plan["source"]["text_origin"] == "ocr"
    assert [page["why"] for page in plan["source"]["page_origins"]] == ["picture of text, read by OCR"] * 2
    assert plan["generator"]["ocr"].startswith("Tesseract")


def test_every_box_lies_on_its_page(plan: dict[str, Any]) -> None:
    for node in plan["outline"]:
        for region in node["evidence"]["regions"]:
            x0, top, x1, bottom = region["bbox"]
            assert 0 <= x0 < x1 <= 596
            assert 0 <= top < bottom <= 843


def test_a_second_run_takes_what_the_first_kept(tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = vbparse("extract", SCAN, folder=tmp_path, env=env)
    assert first.returncode == 0, said(first)
    pages = list((tmp_path / "cache" / "vbparse" / "pages").iterdir())
    without_engine = {**env, "PATH": str(tmp_path)}
    second = vbparse("extract", SCAN, folder=tmp_path, env=env)
    cleared = vbparse("cache", "clear", folder=tmp_path, env=env)

    assert len(pages) == 2
    assert second.stdout == first.stdout
    assert cleared.returncode == 0
    assert not list((tmp_path / "cache" / "vbparse" / "pages").iterdir())
    missing = vbparse("extract", "--lang", "en", SCAN, folder=tmp_path, env=without_engine)
    assert missing.returncode == 4
    assert "Install it:" in said(missing)


def test_partial_reads_the_rest_without_an_engine(tmp_path: Path) -> None:
    (tmp_path / "mixed.pdf").write_bytes(make_pdf(Sheet().text(50, 700, "Kế hoạch"), Sheet().scan()))
    done = vbparse("extract", "--partial", "mixed.pdf", folder=tmp_path, env={"PATH": str(tmp_path)})

    assert done.returncode == 0, said(done)
    plan = json.loads(done.stdout)
    assert [finding["code"] for finding in plan["diagnostics"] if finding["code"].startswith("PAGE_")] == [
        "PAGE_PICTURE"
    ]
    assert plan["source"]["page_origins"][1]["why"] == "picture of text, not read"
