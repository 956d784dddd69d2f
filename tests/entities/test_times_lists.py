"""The test lists of other Vietnamese time parsers: how far we agree, and why not everywhere.

Facts of four public projects (facebook/duckling BSD-3-Clause, wanasit/chrono MIT, scrapinghub/dateparser
BSD-3-Clause, NVIDIA/NeMo-text-processing Apache-2.0), kept beside the project; only the rows of the genre
`document` are read. A disagreement that is not explained here fails the test, and so does an explained one
that has gone.
"""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vbparse.times import find

if TYPE_CHECKING:
    from vbparse.entities.model import Time

LISTS = Path(__file__).resolve().parents[2].parent / "shared" / "time"
pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not LISTS.exists(), reason="the annotated plans (../shared) are absent"),
]

YEAR_OF_PLAN = "a missing year is the plan's, not the next one"
A_STRETCH = "a stretch of time, not the moment at its end"
DUCKLING = {
    "2:30": "24-hour clock: 2:30 is in the night",
    "sáng chủ nhật": "a weekday alone is speech; plans give its date",
    "3 năm tới": "years from now are kept as a length",
    "3 năm tiếp theo": "years from now are kept as a length",
}
CHRONO = {
    "15/3": YEAR_OF_PLAN,
    "tháng 3": YEAR_OF_PLAN,
    "tuần này": "negative in chrono's strict mode only",
    "tháng trước": "negative in chrono's strict mode only",
    "năm sau": "negative in chrono's strict mode only",
    "tuần trước": "the whole week, from Monday",
    "3 tháng tới": A_STRETCH,
    "trong 3 ngày": "a length alone (of a course, of a visit) is no time",
    "Hoàn thành trong 2 tuần.": A_STRETCH,
    "trong vòng 3 tháng": A_STRETCH,
}


def _rows(name: str) -> list[dict[str, Any]]:
    lines = (LISTS / f"{name}_vi.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["genre"] == "document"]


def _read(row: dict[str, Any], issued: str) -> list[Time]:
    return [mention.value for mention in find(row["phrase"], issued=(row["ref"] or issued)[:10])]


def _agrees_with_duckling(row: dict[str, Any]) -> bool:
    times, value = _read(row, "2017-02-02"), row["value"]
    if row["polarity"] == "negative" or len(times) != 1:
        return row["polarity"] == "negative" and not times
    time, start = times[0], value["start"]
    if value["grain"] in {"minute", "hour"} and value["type"] == "value":
        return bool(time.start_time == start[11:16])
    if value["type"] == "interval":
        end = date.fromisoformat(value["end_exclusive"][:10]) - timedelta(days=value["grain"] not in {"hour", "minute"})
        return (time.start_date, time.end_date) == (start[:10], end.isoformat())
    return bool(time.start_date == start[:10])


def _agrees_with_chrono(row: dict[str, Any]) -> bool:
    times, start = _read(row, "2012-08-10"), row["value"].get("start") or {}
    if row["polarity"] == "negative" or not times:
        return row["polarity"] == "negative" and not times
    day, clock = times[0].start_date or "0000-00-00", times[0].start_time or "99:99"
    read = {
        "year": int(day[:4]),
        "month": int(day[5:7]),
        "day": int(day[8:10]),
        "hour": int(clock[:2]),
        "minute": int(clock[3:]),
    }
    return all(read[part] == value for part, value in start.items() if part in read)


def test_duckling() -> None:
    rows = _rows("duckling")

    wrong = {row["phrase"] for row in rows if not _agrees_with_duckling(row)}

    assert wrong == set(DUCKLING)
    assert len(rows) == 88


def test_chrono() -> None:
    rows = _rows("chrono")

    assert {row["phrase"] for row in rows if not _agrees_with_chrono(row)} == set(CHRONO)


def test_dateparser() -> None:
    for row in _rows("dateparser"):
        texts = [
            row["phrase"][m.span.start : m.span.end]
            for m in find(row["phrase"], issued=(row["ref"] or "2015-01-01")[:10])
        ]
        assert row["value"].get("text", texts and texts[0]) in texts


def test_nemo_dates_in_figures() -> None:
    """Years in words (`hai nghìn không trăm linh chín`) are not written in plans and not read."""
    rows = [row for row in _rows("nemo") if row["value"]["direction"] == "TN"]

    missed = [row["phrase"] for row in rows if [m.span for m in find(row["phrase"])] != [(0, len(row["phrase"]))]]

    assert missed == ["ngày 4 tháng này"]
