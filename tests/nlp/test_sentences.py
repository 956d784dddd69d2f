"""Sentences, members and labels from punctuation."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.nlp.sentences import find_colon, split_members, split_sentences
from vbparse.textmap import Span


def _texts(text: str, spans: list[Span]) -> list[str]:
    return [text[span.start : span.end] for span in spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kiện toàn tổ chức. Tổ chức tập huấn.", ["Kiện toàn tổ chức.", "Tổ chức tập huấn."]),
        ("Đ.c Chủ tịch UBND quận chủ trì.", ["Đ.c Chủ tịch UBND quận chủ trì."]),
        ("UBND TP. Hồ Chí Minh ban hành. Sở Y tế thực hiện.", ["UBND TP. Hồ Chí Minh ban hành.", "Sở Y tế thực hiện."]),
        ("Chi 1.500.000 đồng. Nộp trước ngày 25.5.2024.", ["Chi 1.500.000 đồng.", "Nộp trước ngày 25.5.2024."]),
        (
            "Tuyên truyền (qua loa. Tờ rơi) tại phường. Báo cáo.",
            ["Tuyên truyền (qua loa. Tờ rơi) tại phường.", "Báo cáo."],
        ),
        ("nông nghiệp, giao thông,… Chuyển đổi số.", ["nông nghiệp, giao thông,…", "Chuyển đổi số."]),
        ("triển khai thực hiện./.", ["triển khai thực hiện./."]),
        ("", []),
    ],
)
def test_split_sentences(text: str, expected: list[str]) -> None:
    assert _texts(text, split_sentences(text)) == expected


def test_members_are_cut_at_semicolons_outside_brackets() -> None:
    text = "tập huấn (ngày 1; ngày 2); tổng hợp số liệu; báo cáo."

    assert _texts(text, split_members(text, Span(0, len(text)))) == [
        "tập huấn (ngày 1; ngày 2)",
        "tổng hợp số liệu",
        "báo cáo.",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thời gian: Quý I/2024", 9),
        ("qua link https://example.vn nhé", None),
        ("lúc 8:30 sáng", None),
        ("(ghi chú: xem sau) Nhiệm vụ: làm", 27),
    ],
)
def test_find_colon(text: str, expected: int | None) -> None:
    assert find_colon(text, Span(0, len(text))) == expected


@given(st.text(alphabet="Aa .;:()“”[]!?…\n1đ"))
def test_sentences_are_total_ordered_and_disjoint(text: str) -> None:
    spans = split_sentences(text)

    assert all(span.start < span.end for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
