"""vbparse.times, the public face."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.times import find, read, to_data

TEXT = "Báo cáo kết quả trước ngày 25/5/2024; định kỳ 6 tháng và cả năm gửi Phòng Nội vụ."


def test_offsets_count_in_the_text_as_given() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)

    found = [decomposed[mention.span.start : mention.span.end] for mention in find(decomposed)]

    assert [unicodedata.normalize("NFC", text) for text in found] == ["ngày 25/5/2024", "định kỳ 6 tháng và cả năm"]


def test_decomposed_text_gives_the_same_times() -> None:
    decomposed = unicodedata.normalize("NFD", TEXT)

    assert [mention.value for mention in find(decomposed)] == [mention.value for mention in find(TEXT)]


@given(st.text(alphabet="aàảngy 12/5thẳ\N{COMBINING GRAVE ACCENT}\N{COMBINING CIRCUMFLEX ACCENT}"))
def test_spans_of_decomposed_text_stay_inside(text: str) -> None:
    assert all(0 <= mention.span.start < mention.span.end <= len(text) for mention in find(text, issued="2024-02-17"))


def test_the_plan_year_beats_the_year_of_issue() -> None:
    (mention,) = find("trước ngày 15/3", issued="2023-12-28", plan_year=2024)

    assert (mention.value.due, mention.value.inferred) == ("2024-03-14", ("year",))


def test_without_any_date_the_year_stays_open() -> None:
    (mention,) = find("trước ngày 15/3")

    assert (mention.value.start_date, mention.value.due, mention.value.mod) == (None, None, "before")


def test_a_day_of_issue_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no day such as"):
        find("trước ngày 15/3", issued="28/12/2023")


def test_an_impossible_day_is_a_finding_and_no_time() -> None:
    text = unicodedata.normalize("NFD", "hoàn thành trước ngày 31/11/2024, báo cáo ngày 02/12/2024")

    found = read(text)

    (finding,) = (one for one in found.findings if one.code == "DEADLINE_INVALID_DATE")
    assert finding.span is not None
    assert unicodedata.normalize("NFC", text[finding.span.start : finding.span.end]) == "ngày 31/11/2024"
    assert [time["start_date"] for time in to_data(text, found.times)] == ["2024-12-02"]
