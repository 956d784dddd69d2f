"""A value written in Vietnamese and read back is the same."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from vbparse.entities.times.ical import ical_properties
from vbparse.times import find

DAYS = st.dates(date(1950, 1, 1), date(2090, 12, 31))
YEARS = st.integers(1950, 2090)
ROMAN = ("I", "II", "III", "IV")


def _only(text: str) -> tuple[str | None, str | None, str | None]:
    mentions = find(text, issued="2024-02-17")
    assert len(mentions) == 1
    assert mentions[0].span == (0, len(text))
    return mentions[0].value.start_date, mentions[0].value.end_date, mentions[0].value.rrule


@given(
    DAYS,
    st.sampled_from(
        ["ngày {0}/{1}/{2}", "{0:02}/{1:02}/{2}", "ngày {0}-{1}-{2}", "ngày {0} tháng {1} năm {2}", "{2}-{1:02}-{0:02}"]
    ),
)
def test_days(day: date, form: str) -> None:
    text = form.format(day.day, day.month, day.year)

    assert _only(text) == (day.isoformat(), day.isoformat(), None)


@given(DAYS, DAYS, st.sampled_from(["từ ngày {} đến ngày {}", "từ {} đến hết {}", "{} - {}"]))
def test_ranges(first: date, last: date, form: str) -> None:
    text = form.format(*(f"{day.day}/{day.month}/{day.year}" for day in (first, last)))

    assert _only(text) == (first.isoformat(), last.isoformat(), None)


@given(st.integers(1, 12), YEARS, st.sampled_from(["tháng {0}/{1}", "tháng {0:02} năm {1}", "{0:02}/{1}"]))
def test_months(month: int, year: int, form: str) -> None:
    start, end, _ = _only(form.format(month, year))

    assert start == f"{year}-{month:02}-01"
    assert end is not None
    assert end[:7] == start[:7]


@given(st.integers(1, 4), YEARS, st.sampled_from(["quý {0}/{1}", "Quý {2} năm {1}", "Quí {2}-{1}"]))
def test_quarters(quarter: int, year: int, form: str) -> None:
    start, end, _ = _only(form.format(quarter, year, ROMAN[quarter - 1]))

    assert start == f"{year}-{3 * quarter - 2:02}-01"
    assert end is not None
    assert int(end[5:7]) == 3 * quarter


@given(YEARS, YEARS, st.sampled_from(["giai đoạn {}-{}", "nhiệm kỳ {} - {}", "từ năm {} đến năm {}"]))
def test_stages(first: int, last: int, form: str) -> None:
    low, high = sorted((first, last))

    assert _only(form.format(low, high)) == (f"{low}-01-01", f"{high}-12-31", None)


@given(st.integers(2, 31))
def test_days_of_each_month(day: int) -> None:
    assert _only(f"ngày {day} hằng tháng")[2] == f"FREQ=MONTHLY;BYMONTHDAY={day}"


@given(DAYS)
def test_a_deadline_gives_its_due_property(day: date) -> None:
    mention = find(f"chậm nhất ngày {day.day}/{day.month}/{day.year}")[0]

    assert ical_properties(mention.value) == {"DUE": day.strftime("%Y%m%d")}


def test_icalendar_properties() -> None:
    properties = [
        ical_properties(find(text, issued="2024-02-17")[0].value)
        for text in (
            "trước 17h00 ngày 10/3/2024",
            "từ ngày 15/11 đến 15/12/2024",
            "từ 7h30 đến 11h30 ngày 20/3/2024",
            "định kỳ 6 tháng và cả năm",
            "kể từ ngày 01/7/2024 trở đi",
            "05 ngày kể từ khi nhận được hồ sơ",
        )
    ]

    assert properties == [
        {"DUE": "20240310T170000"},
        {"DTSTART": "20241115", "DTEND": "20241216"},
        {"DTSTART": "20240320T073000", "DTEND": "20240320T113000"},
        {"RRULE": "FREQ=MONTHLY;INTERVAL=6\nFREQ=YEARLY"},
        {"DTSTART": "20240701"},
        {},
    ]
