"""Constructs that say how often: RFC 5545 rules, several joined by ` + `."""

from __future__ import annotations

import re

from vbparse.entities.times.model import Construct, Reading
from vbparse.entities.times.words import EVERY, LENGTHS, MONTH_WORDS, NUMBER_WORDS, D, number
from vbparse.patterns import compile_pattern

MONTHS = 12
_UNIT = r"(?:ngày|tuần(?!\s*lễ)|tháng|qu[ýí](?!\s*(?:hiếm|giá|báu|khách|vị))|năm(?!\s*(?:\d{4}|học|trăm|nghìn|ngàn|vạn|triệu|tỷ)))"
_COUNT = rf"(?:{D}|{NUMBER_WORDS})"
_PERIOD = rf"(?:(?:cả\s+|{EVERY}\s+)?(?:{_COUNT}\s+)?{_UNIT}\b(?!\s*(?:{D}/|\d|đầu|cuối|hành|cao))(?:\s*/\s*(?:0?1\s*|một\s+)?lần)?)"
_MORE = rf"(?:\s*(?:,|và|;|hoặc|,\s*và)\s*(?:định\s*k[ỳì]\s+)?{_PERIOD}){{0,6}}"
_WEEKDAYS = {"hai": "MO", "ba": "TU", "tư": "WE", "năm": "TH", "sáu": "FR", "bảy": "SA", "bẩy": "SA",
             "2": "MO", "3": "TU", "4": "WE", "5": "TH", "6": "FR", "7": "SA"}  # fmt: skip
WEEKDAY = r"(?:thứ\s*(?:hai|ba|tư|năm|sáu|bảy|bẩy|[2-7])|chủ\s*nhật)"
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_WORKING = "BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"
_MONTH = rf"(?:{D}(?!\d)|{MONTH_WORDS})"
_YEARLY_DAY = rf"{D}(?:\s?[/-]\s?|\s*tháng\s*){D}(?![\d/])"

_FREQUENCIES = {"ngày": "DAILY", "tuần": "WEEKLY", "tháng": "MONTHLY", "năm": "YEARLY"}
_QUARTER_ENDS = "3,6,9,12"
_QUARTER_MONTHS = {
    **dict.fromkeys(("đầu", "nhất", "1"), "1,4,7,10"),
    **dict.fromkeys(("giữa", "hai", "2"), "2,5,8,11"),
    **dict.fromkeys(("cuối", "ba", "3"), _QUARTER_ENDS),
}


def every(count: int, unit: str) -> str:
    """Give the rule of `mỗi count unit`: 6 tháng is every six months, quý three, 9 tháng the month of September."""
    if unit in {"quý", "quí"}:
        count, unit = 3 * count, "tháng"
    if unit == "tháng" and count == 9:  # noqa: PLR2004
        return "FREQ=YEARLY;BYMONTH=9"
    if unit == "tháng" and count == MONTHS:
        count, unit = 1, "năm"
    interval = f";INTERVAL={count}" if count > 1 else ""
    return f"FREQ={_FREQUENCIES[unit]}{interval}"


def weekday_code(text: str) -> str:
    """Give the RFC 5545 code of a weekday: `thứ hai` is MO."""
    return "SU" if text.startswith("chủ") else _WEEKDAYS[text.split("thứ")[1].strip()]


def monthly(days: list[int], *, before: bool) -> str:
    """Give the rule of days of each month; before day N the last admissible day is N-1, before the 1st the last."""
    named = [day - 1 or -1 for day in days] if before else days
    return " + ".join(f"FREQ=MONTHLY;BYMONTHDAY={day}" for day in named)


def yearly(days: list[tuple[int, int]], *, before: bool) -> str:
    """Give the rules of (day, month) pairs of each year."""
    rules = []
    for day, month in days:
        at = (day, month)
        if before:
            at = (day - 1, month) if day > 1 else _last_of_month_before(month)
        rules.append(f"FREQ=YEARLY;BYMONTH={at[1]};BYMONTHDAY={at[0]}")
    return " + ".join(rules)


def _last_of_month_before(month: int) -> tuple[int, int]:
    earlier = month - 1 or MONTHS
    return (-1 if earlier == 2 else LENGTHS[earlier]), earlier  # noqa: PLR2004


def in_months(day: int, months: str, *, before: bool) -> str:
    """Give the rule of one day in certain months (`ngày 5 của tháng cuối quý`)."""
    return f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={(day - 1 or 1) if before else day}"


def is_before(found: re.Match[str]) -> bool:
    """Tell whether `trước` stands directly before the expression."""
    return bool(re.search(r"trước\s+$", found.string[max(0, found.start() - 8) : found.start()]))


def _rule(text: str, *, inferred: tuple[str, ...] = ()) -> Reading:
    return Reading("set", role="frequency", rrule=text, inferred=inferred)


def _deadline(found: re.Match[str], rule: str) -> Reading:
    return Reading("set", rrule=rule, mod="before" if is_before(found) else None)


def read_every(found: re.Match[str]) -> Reading | None:
    """Read `hằng năm`, `định kỳ 6 tháng và cả năm`, `hàng tháng, quý, năm`, `định kỳ 2 tuần/lần`."""
    if re.search(r"(?:ngân|xếp|đơn)\s+$", found.string[max(0, found.start() - 6) : found.start()]):
        return None
    members = re.finditer(rf"(?:({_COUNT})\s+)?({_UNIT})\b", found["list"])
    rules = [every(number(member[1]) or 1, member[2]) for member in members]
    return _rule(" + ".join(dict.fromkeys(rules))) if rules else None


def read_slot_periods(found: re.Match[str]) -> Reading | None:
    """Read the `06 tháng, năm` of a time slot: each half-year and each year."""
    reading = read_every(found)
    return reading and reading._replace(flags=frozenset({"weak"}))


def read_count(found: re.Match[str]) -> Reading | None:
    """Read `02 lần/năm`, `3 đợt/năm`, `mỗi quý 1 lần`.

    The print gives a count and a period, no days: an even spacing is inferred where the months allow it.
    """
    count = number(found["n"])
    per = number(found.groupdict().get("per")) or 1
    unit = found["unit"]
    if not count:
        return None
    if count == 1:
        return _rule(every(per, unit))
    months = {"năm": 12, "quý": 3, "quí": 3}.get(unit, 0) * per
    if months % count == 0 and months:
        return _rule(every(months // count, "tháng"), inferred=("interval",))
    return _rule(every(per, unit), inferred=("interval",))


def read_interval(found: re.Match[str]) -> Reading | None:
    """Read `2 tuần/lần`, `6 tháng một lần`, `hai năm tổ chức một lần`."""
    count = number(found["n"]) or 1
    return _rule(every(count, found["unit"]))


def read_weekly(found: re.Match[str]) -> Reading:
    """Read `thứ Sáu hằng tuần`, `định kỳ vào thứ hai hàng tuần`; `trước thứ Sáu` is Thursday at the latest."""
    days = [weekday_code(day) for day in re.findall(WEEKDAY, found["day"])]
    if is_before(found):
        return _deadline(found, f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAYS[WEEKDAYS.index(day) - 1] for day in days)}")
    return _rule(f"FREQ=WEEKLY;BYDAY={','.join(days)}")


def read_monthly(found: re.Match[str]) -> Reading | None:
    """Read `ngày 15 hằng tháng`, `ngày 20 của tháng`; `ngày 5 tháng sau` repeats only where reports are monthly."""
    days = [int(figure) for figure in re.findall(r"\d+", found["list"])]
    if not all(1 <= day <= 31 for day in days):  # noqa: PLR2004
        return None
    if len(days) == 1 and _NEXT_MONTH.search(found[0]) and not _EACH_MONTH.search(found.string[: found.start()]):
        return Reading("date", (), anchor=f"monthday 1 {days[0]}", flags=frozenset({"now"}))
    return _deadline(found, monthly(days, before=is_before(found)))


def read_monthly_days(found: re.Match[str]) -> Reading | None:
    """Read `ngày 10-12 hằng tháng`: those days of each month."""
    first, last = int(found["a"]), int(found["b"])
    if not 1 <= first < last <= 31:  # noqa: PLR2004
        return None
    return _rule(f"FREQ=MONTHLY;BYMONTHDAY={','.join(map(str, range(first, last + 1)))}")


def read_monthly_weekday(found: re.Match[str]) -> Reading:
    """Read `thứ Hai đầu tiên hằng tháng`, `thứ Sáu cuối cùng của mỗi tháng`."""
    place = found["n"].split()[0]
    count = -1 if place == "cuối" else number(place) or 1
    return _rule(f"FREQ=MONTHLY;BYDAY={count}{weekday_code(found['day'])}")


def read_weekdays(found: re.Match[str]) -> Reading:
    """Read `từ thứ Hai đến thứ Sáu hằng tuần`."""
    first, last = (WEEKDAYS.index(weekday_code(found[name])) for name in ("day", "last"))
    days = [WEEKDAYS[at % 7] for at in range(first, last + 1 + 7 * (last < first))]
    return _rule(f"FREQ=WEEKLY;BYDAY={','.join(days)}")


def read_weekday_after_weekly(found: re.Match[str]) -> Reading | None:
    """Read the weekday alone in `hằng tuần (trước thứ Sáu)`, `báo cáo tuần gửi trước 10h00 thứ Năm`."""
    before = found.string[max(0, found.start() - 90) : found.start()]
    if not _WEEKLY_BEFORE.search(before):
        return None
    return read_weekly(found)


_WEEKLY_BEFORE = compile_pattern(
    rf"(?:{EVERY}\s+tuần|báo\s+cáo\s+tuần)[^.;]*(?:trước|chậm\s+nhất|vào|lúc)\s+(?:là\s+|vào\s+)?(?:\d{{1,2}}\s?(?:h|g|giờ)\s?\d{{0,2}}\s+)?\Z"
)


def read_day_after_monthly(found: re.Match[str]) -> Reading | None:
    """Read the day alone in `hằng tháng (trước ngày 20)`."""
    before = found.string[max(0, found.start() - 40) : found.start()]
    if not _MONTHLY_BEFORE.search(before):
        return None
    return read_monthly(found)


_NEXT_MONTH = compile_pattern(r"tháng\s+(?:sau|tiếp\s+theo|kế\s+tiếp)\Z")
_EACH_MONTH = compile_pattern(rf"(?:(?:{EVERY}|báo\s+cáo|các|theo)\s+tháng|định\s*k[ỳì])[^.;]*\Z")
_MONTHLY_BEFORE = compile_pattern(rf"{EVERY}\s+tháng\s*[,(]?\s*(?:trước|chậm\s+nhất|vào)\s+(?:là\s+|vào\s+)?\Z")


def read_quarterly(found: re.Match[str]) -> Reading | None:
    """Read `ngày 20 của tháng cuối quý`, `ngày 05 tháng đầu quý sau`."""
    day = int(found["d"])
    months = _QUARTER_MONTHS[found["part"].split()[-1]]
    return _deadline(found, in_months(day, months, before=is_before(found))) if 1 <= day <= 31 else None  # noqa: PLR2004


def read_yearly(found: re.Match[str]) -> Reading | None:
    """Read `ngày 01/6 và 15/11 hằng năm`, `ngày 30 tháng 6 hàng năm`."""
    figures = [int(figure) for figure in re.findall(r"\d+", found["list"])]
    days = list(zip(figures[::2], figures[1::2], strict=True))
    if not all(1 <= month <= MONTHS and 1 <= day <= LENGTHS[month] + (month == 2) for day, month in days):  # noqa: PLR2004
        return None
    return _deadline(found, yearly(days, before=is_before(found)))


def read_yearly_range(found: re.Match[str]) -> Reading | None:
    """Read `từ tháng 3 đến tháng 11 hằng năm`: those months of each year."""
    first, last = int(found["a"]), int(found["b"])
    if not (1 <= first <= last <= MONTHS):
        return None
    months = ",".join(str(month) for month in range(first, last + 1))
    return _rule(f"FREQ=YEARLY;BYMONTH={months}")


def read_yearly_month(found: re.Match[str]) -> Reading | None:
    """Read `tháng 12 hằng năm`, `tháng 6, 12 hằng năm`, `quý IV hằng năm`: a quarter is its last month."""
    if found["months"]:
        months = [number(month) or 0 for month in re.findall(_MONTH, found["months"].replace("tháng", ""))]
    else:
        months = [3 * (number(found["q"]) or 0)]
    if not all(1 <= month <= MONTHS for month in months):
        return None
    return Reading("set", rrule=f"FREQ=YEARLY;BYMONTH={','.join(map(str, months))}")


def read_last_working_day(found: re.Match[str]) -> Reading:
    """Read `ngày làm việc cuối cùng của tháng`."""
    months = f"FREQ=YEARLY;BYMONTH={_QUARTER_ENDS}" if found["unit"].startswith("qu") else "FREQ=MONTHLY"
    return _deadline(found, f"{months};{_WORKING}" if found["work"] else f"{months};BYMONTHDAY=-1")


def read_each_term(_found: re.Match[str]) -> Reading:
    """Read `mỗi học kỳ`: two terms a year."""
    return _rule("FREQ=MONTHLY;INTERVAL=6", inferred=("interval",))


def read_periodic(_found: re.Match[str]) -> Reading:
    """Read the bare `định kỳ`: how often is not said."""
    return Reading("set", role="vague")


RECURRENCES: tuple[Construct, ...] = (
    Construct(
        "yearly_days",
        rf"(?:ngày\s*)?(?P<list>{_YEARLY_DAY}(?:\s*(?:,|và|;)\s*(?:(?:trước\s+)?ngày\s*)?{_YEARLY_DAY}){{0,11}})\s*,?\s*(?:của\s+)?"
        rf"(?:{EVERY}\s*năm|năm\s+báo\s+cáo)",
        read_yearly,
        ("ngày 01/6 và 15/11 hằng năm", "20/11 hàng năm", "ngày 30 tháng 6 hàng năm", "ngày 15/6 và ngày 15/12 hằng năm"),
        ("31/2 hằng năm",),
    ),
    Construct(
        "yearly_months",
        rf"(?:từ\s+)?tháng\s*(?P<a>{D})\s*(?:-|–|đến)\s*(?:hết\s+)?(?:tháng\s*)?(?P<b>{D})\s+{EVERY}\s*năm",
        read_yearly_range,
        ("từ tháng 3 đến tháng 11 hằng năm",),
    ),
    Construct(
        "yearly_month",
        rf"(?:(?P<months>tháng\s*{_MONTH}(?:\s*(?:,|và)\s*(?:tháng\s*)?{_MONTH}){{0,5}})|qu[ýí]\s*(?P<q>iv|i{{1,3}}|[1-4]))"
        rf"\s*,?\s*(?:của\s+)?{EVERY}\s*năm",
        read_yearly_month,
        ("tháng 12 hằng năm", "quý IV hàng năm", "Tháng 6, tháng 12 hằng năm"),
    ),
    Construct(
        "quarterly_day",
        rf"ngày\s*(?P<d>{D})\s*(?:,\s*)?(?:của\s+)?tháng\s*(?P<part>đầu|cuối|giữa|thứ\s+(?:nhất|hai|ba|[123]))(?:\s+tiên|\s+cùng)?\s*(?:của\s+)?"
        rf"(?:{EVERY}\s+|các\s+)?qu[ýí](?:\s+(?:sau|tiếp\s+theo|báo\s+cáo))?(?!\s*(?:i|[1-4]))",
        read_quarterly,
        ("ngày 20 của tháng cuối quý", "ngày 05 tháng cuối cùng của mỗi quý", "ngày 10 tháng đầu quý sau",
         "ngày 25 của tháng thứ hai mỗi quý"),
    ),
    Construct(
        "monthly_day",
        rf"ngày\s*(?:mùng\s+|mồng\s+)?(?P<list>{D}(?:\s*(?:,|và)\s*(?:ngày\s*)?{D}){{0,11}})\s*(?:,\s*)?(?:của\s+)?"
        rf"(?:{EVERY}\s*tháng|các\s+tháng|tháng\s+(?:sau|tiếp\s+theo|kế\s+tiếp|liền\s+kề|báo\s+cáo|trước\s+đó)"
        r"|tháng(?=\s*(?:$|[,;.:()]|gửi|báo)))",
        read_monthly,
        ("ngày 15 hằng tháng", "ngày 20 hàng tháng", "ngày 15 của tháng", "ngày mồng 3 hằng tháng", "ngày 05 và ngày 20 hàng tháng"),
        ("ngày 15 tháng 3",),
    ),
    Construct(
        "monthly_days",
        rf"ngày\s*(?P<a>{D})\s*(?:-|–|đến(?:\s+ngày)?)\s*(?P<b>{D})\s*(?:của\s+)?{EVERY}\s*tháng",
        read_monthly_days,
        ("ngày 10-12 hằng tháng", "ngày 01 đến ngày 05 hàng tháng"),
    ),
    Construct(
        "monthly_weekday",
        rf"(?:(?:sáng|chiều|tối)\s+)?(?P<day>{WEEKDAY})\s+(?:tuần\s+)?(?:thứ\s+)?(?P<n>đầu(?:\s+tiên)?|cuối(?:\s+cùng)?|hai|ba|tư|[1-4])"
        rf"\s+(?:của\s+)?{EVERY}\s*tháng",
        read_monthly_weekday,
        ("thứ Hai đầu tiên hằng tháng", "thứ Sáu cuối cùng của mỗi tháng", "thứ Năm tuần thứ hai hàng tháng"),
    ),
    Construct(
        "day_after_monthly",
        rf"ngày\s*(?P<list>{D})(?![\d/]|\s*[/-]\s*\d|\s*tháng)",
        read_day_after_monthly,
        ("hằng tháng (trước ngày 20)", "hàng tháng, trước ngày 25"),
        ("trước ngày 20",),
    ),
    Construct(
        "last_working_day",
        rf"ngày\s+(?P<work>làm\s+việc\s+)?cuối\s+(?:cùng\s+)?(?:của\s+)?(?:{EVERY}\s+)?(?P<unit>tháng|qu[ýí])"
        r"(?!\s*(?:\d|i))",
        read_last_working_day,
        ("ngày làm việc cuối cùng của tháng", "ngày cuối cùng của quý"),
    ),
    Construct(
        "weekdays",
        rf"(?:từ\s+)?(?P<day>{WEEKDAY})\s*(?:-|–|đến)\s*(?P<last>{WEEKDAY})\s*,?\s*(?:của\s+)?{EVERY}\s*tuần",
        read_weekdays,
        ("từ thứ Hai đến thứ Sáu hằng tuần",),
    ),
    Construct(
        "weekly_day",
        rf"(?:định\s*k[ỳì]\s+(?:vào\s+)?)?(?:(?:buổi\s+)?(?:sáng|chiều|tối)\s+)?(?:ngày\s+)?(?P<day>{WEEKDAY}(?:\s*(?:,|và)\s*{WEEKDAY}){{0,6}})\s*,?\s*"
        rf"(?:của\s+)?{EVERY}\s*tuần",
        read_weekly,
        ("thứ Sáu hằng tuần", "định kỳ vào thứ hai hàng tuần", "chiều thứ 6 hàng tuần", "chủ nhật hằng tuần",
         "thứ Hai, thứ Năm hằng tuần"),
        ("lần thứ hai",),
    ),
    Construct(
        "weekday_after_weekly",
        rf"(?P<day>{WEEKDAY})(?!\s*(?:,|\()?\s*(?:ngày|\d|tuần|{EVERY}))",
        read_weekday_after_weekly,
        ("hằng tuần (trước thứ Sáu)", "báo cáo tuần gửi trước thứ Năm"),
        ("hằng tuần họp lần thứ hai", "trước thứ Sáu"),
    ),
    Construct(
        "times_per",
        rf"(?P<n>{_COUNT})\s*\(?(?:lần|đợt|kỳ|phiên|buổi)\s*(?:/|trong|mỗi|một|trên)\s*(?P<per>{D})?\s*(?P<unit>{_UNIT})\b\)?"
        r"(?!\s*\d)",
        read_count,
        ("02 lần/năm", "3 đợt/năm", "01 lần/quý", "hai lần/năm", "1 lần/06 tháng"),
        ("30 mẫu/năm", "đồng/năm"),
    ),
    Construct(
        "each_times",
        rf"mỗi\s+(?P<unit>{_UNIT})\s+(?:(?:[^\W\d]+\s+){{0,3}})(?:ít nhất\s+)?(?P<n>{_COUNT})\s+(?:lần|kỳ|phiên)\b",
        read_count,
        ("mỗi quý 1 lần", "mỗi năm tổ chức một lần", "mỗi tháng họp ít nhất 02 lần"),
    ),
    Construct(
        "interval_times",
        rf"(?:định\s*k[ỳì]\s+)?(?P<n>{_COUNT})\s+(?P<unit>{_UNIT})\s*(?:/\s*|(?:[^\W\d]+\s+){{0,2}}?(?=một|0?1\b))(?:0?1\s*|một\s+)?lần\b",
        read_interval,
        ("2 tuần/lần", "6 tháng một lần", "hai năm tổ chức một lần", "định kỳ 03 tháng 01 lần", "định kỳ 2 tuần/lần"),
        ("5 năm nay",),
    ),
    Construct(
        "every",
        rf"(?:định\s*k[ỳì]\s+(?:vào\s+)?)?(?P<list>(?:hằng|hàng)\s+{_UNIT}\b{_MORE})",
        read_every,
        ("hằng năm", "hàng tháng, quý, năm", "định kỳ hằng quý", "hàng tháng, hàng quý và hàng năm", "hằng tuần"),
        ("ngân hàng năm 2024", "hàng hóa", "hàng đầu"),
    ),
    Construct(
        "each",
        r"(?P<list>mỗi\s+(?:tuần|tháng|quý|năm))\b(?!\s*(?:\d|học))",
        read_every,
        ("mỗi năm", "mỗi quý"),
        ("mỗi năm học",),
    ),
    Construct(
        "periodic_every",
        rf"định\s*k[ỳì]\s+(?:theo\s+|vào\s+)?(?P<list>{_PERIOD}{_MORE})",
        read_every,
        ("định kỳ 6 tháng và cả năm", "định kỳ quý, 6 tháng, năm", "định kỳ 06 tháng, 01 năm"),
        ("định kỳ ngày 15/6",),
    ),
    Construct(
        "slot_periods",
        rf"(?P<list>(?:{_COUNT}\s+)?{_UNIT}\s*(?:,|và)\s*(?:cả\s+)?(?:{_COUNT}\s+)?(?:quý|quí|năm){_MORE})(?=\s*[.;)]?\s*$)",
        read_slot_periods,
        ("Thời gian: 06 tháng, năm", "Thời gian: Quý, 6 tháng và năm"),
        ("trong 06 tháng, năm",),
    ),
    Construct(
        "each_term", r"mỗi\s+học\s*k[ỳì]", read_each_term, ("mỗi học kỳ",), ("học kỳ mới",)
    ),
    Construct("periodic", r"định\s*k[ỳì](?!\w)", read_periodic, ("định kỳ",), ("không định khung",)),
)  # fmt: skip
