"""find_times: properties, roles that need the place in a document, findings, and the annotated plans."""

from __future__ import annotations

import time
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vbparse.entities.model import Citation, Context, Mention
from vbparse.entities.times import find_times
from vbparse.entities.times.constructs import constructs
from vbparse.outline.passages import Passage
from vbparse.textmap import Span
from vbparse.times import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.entities.model import Time
    from vbparse.outline.passages import Zone

PLAN = Context(issued="2024-02-17", years=(2024,), own_code="70/KH-UBND")
PIECES = sorted(
    {example for construct in constructs() for example in (*construct.examples, *construct.counterexamples)}
    | {
        "trước ",
        "đến hết ",
        "từ ",
        "chậm nhất ",
        " (",
        ") ",
        ", ",
        " và ",
        "; ",
        ". ",
        " - ",
        ":",
        "Thời gian thực hiện: ",
    }
)
WORDY = st.lists(st.sampled_from(PIECES), max_size=8).map("".join)


def _passages(*parts: tuple[str, str], zone: Zone = "body", meaning: str | None = None) -> list[Passage]:
    found, at = [], 0
    for node, text in parts:
        found.append(Passage(node, zone, Span(at, at + len(text)), text, meaning))
        at += len(text) + 1
    return found


def _times(passages: Sequence[Passage], context: Context = PLAN) -> list[Time]:
    return [mention.value for mention in find_times(passages, context, ())[0]]


def _findings(text: str, context: Context = PLAN) -> list[Diagnostic]:
    return list(find_times(_passages(("II.1", text)), context, ())[1])


@given(st.text())
def test_any_text_gives_a_result(text: str) -> None:
    find(text, issued="2024-02-17")


@given(WORDY)
@settings(max_examples=300, deadline=None)
def test_spans_never_overlap_and_stay_inside(text: str) -> None:
    spans = [mention.span for mention in find(text, issued="2024-02-17")]

    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(before.end <= after.start for before, after in pairwise(spans))
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for span in spans)


@given(WORDY, st.sampled_from(["2024-02-17", "2024-02-XX", "2024-13-45", "0001-01-01", "9999-12-31", None]))
@settings(deadline=None)
def test_any_context_gives_a_result(text: str, issued: str | None) -> None:
    find(text, issued=issued)


@given(WORDY)
@settings(deadline=None)
def test_reading_twice_gives_the_same(text: str) -> None:
    assert find(text, issued="2024-02-17") == find(text, issued="2024-02-17")


@given(WORDY, WORDY)
@settings(deadline=None)
def test_a_passage_does_not_depend_on_its_neighbours(first: str, second: str) -> None:
    both = find_times(_passages(("I.1", first), ("II.1", second)), PLAN, ())[0]
    alone = find_times(_passages(("II.1", second)), PLAN, ())[0]

    assert [mention.value for mention in both if mention.node == "II.1"] == [mention.value for mention in alone]


@pytest.mark.parametrize(
    "unit",
    ["ngày ", "tháng 1, ", "1/1/", "từ ngày 1 ", "quý i, ", "     ", "12 giờ ", "định kỳ 6 tháng, ", "/ / ", "thứ hai, ",
     "năm 2024, ", "trước ngày a ", "một hai ba ", "luật ", "kỷ niệm ngày a ", "01/2024-", "số 1/a-", "hoàn thành a "],
)  # fmt: skip
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        begin = time.perf_counter()
        find(text, issued="2024-02-17")
        return time.perf_counter() - begin

    seconds(2_000)
    short = min(seconds(10_000) for _ in range(2))

    assert min(seconds(80_000) for _ in range(2)) < 20 * short + 0.05


def test_the_title_has_periods_and_the_date_line_the_issue_day() -> None:
    passages = _passages(
        ("H", "ngày 17 tháng 02 năm 2024"),
        ("H", "Thực hiện Nghị quyết số 21/NQ-CP ngày 23/7/2023 về công tác năm 2024"),
        zone="header",
    )

    assert [time.role for time in _times(passages)] == ["issue", "citation", "period"]


def test_a_cell_of_the_time_column_is_a_slot() -> None:
    cells = ["Quý IV-2024", "12/2024", "2025", "2024 - 2026", "Thường xuyên, hằng năm", "2025 và những năm tiếp theo"]

    read = [[(time.role, time.due) for time in _times(_passages(("A1.r1", cell), meaning="time"))] for cell in cells]

    assert read == [
        [("deadline", "2024-12-31")],
        [("deadline", "2024-12-31")],
        [("deadline", "2025-12-31")],
        [("deadline", "2026-12-31")],
        [("vague", None), ("frequency", None)],
        [("period", None)],
    ]


def test_figures_alone_in_another_column_are_no_times() -> None:
    assert _times(_passages(("A1.r1", "2025"), meaning="task")) == []


def test_a_fraction_amid_figures_is_no_day() -> None:
    amid = _passages(("A1.r1", "Thu ngân sách"), ("A1.r1", "3.400"), ("A1.r1", "1/7"))
    alone = _passages(("A1.r1", "Khai mạc"), ("A1.r1", "Hội trường"), ("A1.r1", "1/7"))

    assert _times(amid) == []
    assert [time.start_date for time in _times(alone)] == ["2024-07-01"]


def test_the_day_of_a_meeting_is_an_event_its_month_a_deadline() -> None:
    heading = ("II.1", "Tổ chức Hội nghị triển khai Kế hoạch")

    day = _times(_passages(heading, ("II.1.b1", "Thời gian: ngày 20/3/2024")))
    month = _times(_passages(heading, ("II.1.b1", "Thời gian: Trong tháng 3/2024")))

    assert [time.role for time in day] == ["event"]
    assert [(time.role, time.due) for time in month] == [("deadline", "2024-03-31")]


def test_a_line_below_the_label_of_a_slot_is_a_slot() -> None:
    passages = _passages(("II.1.b2", "Thời gian thực hiện:"), ("II.1.b2.b1", "Tháng 5/2024"))

    assert [time.due for time in _times(passages)] == ["2024-05-31"]


def test_recipients_have_no_times() -> None:
    assert _times(_passages(("N", "Như trên; ngày 20/3/2024"), zone="recipients")) == []


def test_a_day_inside_a_citation_is_the_documents() -> None:
    text = "Theo Chương trình công tác ngày 15/3/2024 của Tỉnh ủy"
    citation = Mention(Span(5, len(text)), "II.1", Citation("Chương trình"), "named")

    found, _ = find_times(_passages(("II.1", text)), PLAN, [citation])

    assert [mention.value.role for mention in found] == ["citation"]


def test_the_plans_own_date_in_an_annex_bracket_is_the_issue_day() -> None:
    times = _times(
        _passages(("A1.p1", "(Kèm theo Kế hoạch số 70/KH-UBND ngày 17/02/2024 của UBND quận)"), zone="annex")
    )

    assert [time.role for time in times] == ["issue"]


def test_a_term_of_several_years_takes_the_year_to_come() -> None:
    context = Context(issued="2025-11-18", years=(2026, 2031))

    times = _times(_passages(("II.1", "trước ngày 10/12; trước ngày 15/3")), context)

    assert [time.due for time in times] == ["2025-12-09", "2026-03-14"]


def test_a_horizon_in_the_title_is_not_the_plans_year() -> None:
    context = Context(issued="2025-11-18", years=(2030,))

    assert [time.start_date for time in _times(_passages(("II.1", "ngày 26/12")), context)] == ["2025-12-26"]


def test_an_impossible_day_is_reported_and_not_rolled_over() -> None:
    findings = _findings("Hoàn thành trước ngày 31/11/2024.")

    assert [finding.code for finding in findings] == ["DEADLINE_INVALID_DATE"]
    assert findings[0].span == Span(17, 32)
    assert findings[0].values["text"] == "ngày 31/11/2024"


def test_a_deadline_before_the_plans_date_is_reported() -> None:
    assert [finding.code for finding in _findings("Báo cáo trước ngày 15/01/2024.")] == ["DEADLINE_BEFORE_ISSUE"]


@pytest.mark.parametrize(
    ("text", "why"),
    [("trước ngày 25/5/2024", "weekend"), ("chậm nhất ngày 30/4/2024", "holiday"), ("trước ngày 18/4/2024", "holiday")],
)
def test_a_deadline_on_a_day_off_is_noted(text: str, why: str) -> None:
    findings = _findings(text)

    assert [(finding.code, finding.values["why"]) for finding in findings] == [("DEADLINE_NON_WORKING_DAY", why)]


def test_reports_without_interval_are_reported() -> None:
    assert [finding.code for finding in _findings("Định kỳ báo cáo kết quả về Phòng.")] == ["RECURRENCE_WITHOUT_DATE"]
    assert _findings("Định kỳ báo cáo kết quả về Phòng trước ngày 15 hằng tháng.") == []
    assert _findings("Tuyên truyền qua các cuộc giao ban định kỳ.") == []
