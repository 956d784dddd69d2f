"""`vbparse times`."""

from __future__ import annotations

import json
import unicodedata
from typing import TYPE_CHECKING, Any

from tests.clirunner import said, vbparse

if TYPE_CHECKING:
    from pathlib import Path


def _lines(text: str, folder: Path, code: int = 0) -> list[dict[str, Any]]:
    done = vbparse("times", "--jsonl", folder=folder, stdin=text.encode())
    assert done.returncode == code
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def test_a_phrase_gives_the_fields_of_the_contract(tmp_path: Path) -> None:
    done = vbparse("times", "trước ngày 15 hằng tháng", "--issued", "2024-02-17", "--ical", folder=tmp_path)

    answer = json.loads(done.stdout)
    (time,) = answer["times"]
    assert answer["diagnostics"] == []
    assert (time["role"], time["kind"], time["mod"], time["due"]) == ("deadline", "set", "before", None)
    assert time["rrule"] == "FREQ=MONTHLY;BYMONTHDAY=14"
    assert time["evidence"] == {"text": "ngày 15 hằng tháng", "start": 6, "end": 24, "regions": []}
    assert time["ical"] == {"RRULE": "FREQ=MONTHLY;BYMONTHDAY=14"}


def test_a_day_that_is_none_is_told(tmp_path: Path) -> None:
    answer = json.loads(vbparse("times", "trước ngày 31/11/2024", folder=tmp_path).stdout)

    assert answer["times"] == []
    assert [(one["code"], one["evidence"]["text"]) for one in answer["diagnostics"]] == [
        ("DEADLINE_INVALID_DATE", "ngày 31/11/2024")
    ]


def test_standard_input_is_read_without_a_phrase(tmp_path: Path) -> None:
    done = vbparse("times", "--plan-year", "2024", folder=tmp_path, stdin="Gửi trước ngày 30/4.\n".encode())

    assert [time["due"] for time in json.loads(done.stdout)["times"]] == ["2024-04-29"]


def test_many_texts_line_by_line_each_with_its_own_year(tmp_path: Path) -> None:
    asked = [
        {"text": "trước 25/5", "issued": "2023-12-28", "plan_year": 2024},
        {"text": "trước 25/5", "issued": "2023-01-02"},
    ]

    answers = _lines("".join(json.dumps(one) + "\n" for one in asked), tmp_path)

    assert [answer["times"][0]["due"] for answer in answers] == ["2024-05-24", "2023-05-24"]


def test_offsets_are_code_points_of_the_text_as_given(tmp_path: Path) -> None:
    text = unicodedata.normalize("NFD", "Hoàn thành trước ngày 25/5/2024.")

    (answer,) = _lines(json.dumps({"text": text}), tmp_path)

    evidence = answer["times"][0]["evidence"]
    assert (
        text[evidence["start"] : evidence["end"]] == evidence["text"] == unicodedata.normalize("NFD", "ngày 25/5/2024")
    )


def test_a_bad_line_stops_nothing_and_is_told(tmp_path: Path) -> None:
    lines = (
        'nothing\n{"text": 5}\n{"text": "năm 2024", "issued": "today"}\n\n[' + "[" * 5000 + '\n{"text": "năm 2024"}\n'
    )

    answers = _lines(lines, tmp_path, code=9)

    assert ["error" in answer for answer in answers] == [True, True, True, True, False]
    assert "Give one object a line" in answers[0]["error"]
    assert answers[-1]["times"][0]["start_date"] == "2024-01-01"


def test_wrong_usage_says_so(tmp_path: Path) -> None:
    day = vbparse("times", "năm 2024", "--issued", "17/2/2024", folder=tmp_path)
    both = vbparse("times", "năm 2024", "--jsonl", folder=tmp_path)

    assert (day.returncode, both.returncode) == (2, 2)
    assert "no day such as 2024-02-17" in said(day)


def test_a_text_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    (tmp_path / "vbparse.toml").write_text("max_bytes = 1000\n", encoding="utf-8")

    assert vbparse("times", folder=tmp_path, stdin=b"x" * 2000).returncode == 5
    assert vbparse("times", "--jsonl", folder=tmp_path, stdin=b"x" * 2000).returncode == 5
