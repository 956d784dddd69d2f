"""Days as people give them."""

from __future__ import annotations

from argparse import ArgumentTypeError

import pytest

from vbparse.cli.archive.filters import day, last_day


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-05-24", "2024-05-24", "2024-05-24"),
        (" 2024-05-24", "2024-05-24", "2024-05-24"),
        ("24/5/2024", "2024-05-24", "2024-05-24"),
        ("ngày 24 tháng 5 năm 2024", "2024-05-24", "2024-05-24"),
        ("tháng 2/2024", "2024-02-01", "2024-02-29"),
        ("quý II năm 2024", "2024-04-01", "2024-06-30"),
        ("năm 2024", "2024-01-01", "2024-12-31"),
    ],
)
def test_a_day_or_a_period(text: str, first: str, last: str) -> None:
    assert (day(text), last_day(text)) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "24/5",
        "31/11/2024",
        "2024-02-30",
        "trước ngày 24/5/2024",
        "đầu tháng 5/2024",
        "hằng năm",
        "hôm nay",
        "24/5/2024 hoặc 25/5/2024",
    ],
)
def test_what_is_no_day(text: str) -> None:
    for read in (day, last_day):
        with pytest.raises(ArgumentTypeError, match="is no day such as"):
            read(text)
