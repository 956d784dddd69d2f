"""The test lists of other Vietnamese time parsers: how far we agree, and why not everywhere.

Facts of four public projects (facebook/duckling BSD-3-Clause, wanasit/chrono MIT, scrapinghub/dateparser
BSD-3-Clause, NVIDIA/NeMo-text-processing Apache-2.0), kept beside the project; only the rows of the genre
`document` are read. A disagreement that is not explained here fails the test, and so does an explained one
that has gone. `UPDATE_GOLDEN=1` writes the report of docs/time-lists.md anew.
"""

from __future__ import annotations

import json
import os
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from vbparse.times import find

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.entities.model import Time

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "time-lists.md"
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
NEMO = {
    "ngày 4 tháng này": "needs the month of issue, which the list does not give",
    "hai tư tháng bảy năm hai nghìn mười ba": "`hai tư` for 24 without `ngày` may be anything",
    "tháng năm": "month five or `month, year`: left alone, as NeMo leaves it",
    "tháng năm năm một nghìn không trăm linh ba": "`tháng năm` is left alone, and no plan is of the year 1003",
    "tháng năm năm hai ngàn hai mươi hai": "`tháng năm` is left alone; the year is read",
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


def _agrees_with_dateparser(row: dict[str, Any]) -> bool:
    phrase = row["phrase"]
    spans = [mention.span for mention in find(phrase, issued=(row["ref"] or "2015-01-01")[:10])]
    texts = [phrase[span.start : span.end] for span in spans]
    return row["value"].get("text", texts and texts[0]) in texts


def _agrees_with_nemo(row: dict[str, Any]) -> bool:
    """Written dates are found from end to end; spoken ones are read as their written form is."""
    phrase, value = row["phrase"], row["value"]
    found = find(phrase)
    if value["direction"] == "TN":
        return [mention.span for mention in found] == [(0, len(phrase))]
    return bool(found) and [m.value for m in found] == [m.value for m in find(value["written"])]


LISTS_READ: dict[str, tuple[Callable[[dict[str, Any]], bool], dict[str, str]]] = {
    "duckling": (_agrees_with_duckling, DUCKLING),
    "chrono": (_agrees_with_chrono, CHRONO),
    "dateparser": (_agrees_with_dateparser, {}),
    "nemo": (_agrees_with_nemo, NEMO),
}


def _disagreements(name: str) -> list[str]:
    agrees, _ = LISTS_READ[name]
    return [row["phrase"] for row in _rows(name) if not agrees(row)]


def _report() -> str:
    """Write how far we agree with each list, and each disagreement with its reason, as docs/time-lists.md shows them."""
    counts = ["| list | cases | of another genre | agree | disagree |", "|---|---|---|---|---|"]
    reasons = ["| list | phrase | why we read it otherwise |", "|---|---|---|"]
    for name, (_, why) in LISTS_READ.items():
        cases = len((LISTS / f"{name}_vi.jsonl").read_text(encoding="utf-8").splitlines())
        rows, wrong = _rows(name), _disagreements(name)
        counts.append(f"| {name} | {cases} | {cases - len(rows)} | {len(rows) - len(wrong)} | {len(wrong)} |")
        reasons += [f"| {name} | `{phrase}` | {why[phrase]} |" for phrase in dict.fromkeys(wrong)]
    return "\n".join([*counts, "", *reasons, ""])


@pytest.mark.parametrize("name", LISTS_READ)
def test_every_disagreement_is_explained_and_every_explanation_needed(name: str) -> None:
    assert set(_disagreements(name)) == set(LISTS_READ[name][1])


def test_nine_in_ten_of_ducklings_document_cases_agree() -> None:
    assert len(_rows("duckling")) == 88
    assert len(_disagreements("duckling")) <= 8


def test_the_report_in_the_documentation_is_true() -> None:
    page = DOCUMENT.read_text(encoding="utf-8")
    if os.environ.get("UPDATE_GOLDEN"):
        page = page.partition("| list |")[0] + _report()
        DOCUMENT.write_text(page, encoding="utf-8")

    assert page.endswith(_report())
