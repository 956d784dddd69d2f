"""Marks that a picture's reading got wrong, put right by the count; texts that are no scans stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.flowmaker import make_flow
from vbparse.outline.lines import read_lines
from vbparse.outline.mended import mend_markers
from vbparse.outline.styles import read_marker
from vbparse.outline.tree import build_outline

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.outline.model import Node

HEAD = "KẾ HOẠCH\nTuyên truyền năm 2024\nCăn cứ Kế hoạch số 5/KH-UBND ngày 01/02/2024;\n"


def ids(text: str, *, scanned: bool = True) -> list[str]:
    flow = make_flow(HEAD + text)
    if scanned:
        flow.textmap.words.confidences[0] = 0.9
    outline, _ = build_outline(flow)

    def walk(nodes: tuple[Node, ...]) -> Iterator[str]:
        for node in nodes:
            yield node.id
            yield from walk(node.children)

    return [name for name in walk(outline.nodes) if not name.startswith(("P", "C"))]


BEGIN = "I. MỤC ĐÍCH\n1. Một.\n2. Hai.\n"


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (BEGIN + "II. NỘI DUNG\n1. Một.\nII. TỔ CHỨC THỰC HIỆN\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (BEGIN + "II. NỘI DUNG\n1. Một.\nII TỔ CHỨC THỰC HIỆN\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (BEGIN + "II. NỘI DUNG\n1. Một.\nTỔ CHỨC THỰC HIỆN\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (BEGIN + "I. NỘI DUNG\n1. Một.\nIII. TỔ CHỨC\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (BEGIN + "H. NỘI DUNG\n1. Một.\nHI. TỔ CHỨC\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (BEGIN + "I. NỘI DUNG\n1. Một.\nHI. TỔ CHỨC\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (BEGIN + "1I. NỘI DUNG\n1. Một.\nIII. TỔ CHỨC\n1. Sở.", "I I.1 I.2 II II.1 III III.1"),
        (
            BEGIN + "3. Ba.\na) A.\nb) B.\nc) C.\nđ) D.\nđ) Đ.\ne) E.",
            "I I.1 I.2 I.3 I.3.a I.3.b I.3.c I.3.d I.3.đ I.3.e",
        ),
        (BEGIN + "II. NỘI DUNG\n1, Một.\n2. Hai.\n3, Ba.", "I I.1 I.2 II II.1 II.2 II.3"),
    ],
)
def test_the_count_tells_what_was_printed(text: str, wanted: str) -> None:
    assert ids(text) == wanted.split()
    assert ids(text, scanned=False) != wanted.split()


@pytest.mark.parametrize(
    "text",
    [
        BEGIN + "II. NỘI DUNG\n1. Một.\nIII. TỔ CHỨC\n1. Sở.",
        BEGIN + "II. NỘI DUNG\n1. Một.\nII. PHỤ\n1. Sở.\nIII. TỔ CHỨC\n1. Sở.",
        BEGIN + "I. NỘI DUNG\n1. Một.",
        "E. CHUNG\nI. MỘT\n1. Một.\nG. RIÊNG\nI. MỘT\n1. Một.\nH. KHÁC\n1. Một.",
        BEGIN + "KINH PHÍ THỰC HIỆN\n3. Ba.",
        BEGIN + "12, 13 và 14 là ngày nghỉ.",
    ],
)
def test_what_the_count_does_not_tell_stays(text: str) -> None:
    assert ids(text) == ids(text, scanned=False)


def test_a_finding_says_what_was_concluded() -> None:
    flow = make_flow(HEAD + BEGIN + "II. NỘI DUNG\n1. Một.\nTỔ CHỨC THỰC HIỆN\n1, Sở.")
    flow.textmap.words.confidences[0] = 0.9
    _, findings = build_outline(flow)

    assert {(found.code, found.node, found.values["marker"]) for found in findings if "MARKER" in found.code} == {
        ("OCR_MARKER_LOST", "III", "III"),
        ("OCR_MARKER", "III.1", "1,"),
    }


@given(st.lists(st.text("IVXHl1.,)a- ABÁ", max_size=8), max_size=12))
def test_any_lines_are_taken(texts: list[str]) -> None:
    lines = read_lines(make_flow("\n".join(texts)))
    markers = [read_marker(line.text) for line in lines]

    assert len(mend_markers(lines, markers)) == len(lines)
