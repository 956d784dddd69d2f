"""`vbparse times`: the times in a phrase, a text, or many texts."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.common import Session, read_input, refuse, write_text
from vbparse.errors import EXIT_BATCH_FAILED, DamagedInput, LimitExceeded

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

_HINT: Final = 'Give one object a line: {"text": "...", "issued": "2024-02-17", "plan_year": 2024}.'


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("text", nargs="?", help="a phrase or a text; without it standard input is read")
    parser.add_argument(
        "--issued", metavar="DAY", help="the day of issue, 2024-02-17: missing years are reckoned from it"
    )
    parser.add_argument("--plan-year", metavar="YEAR", type=int, help="the plan's year, if it is not that of the issue")
    parser.add_argument(
        "--ical", action="store_true", help="add the iCalendar properties of each time (DUE, RRULE, ...)"
    )
    parser.add_argument(
        "--jsonl",
        action="store_true",
        help='read {"text", "issued", "plan_year"} line by line, and write {"times": [...], "diagnostics": [...]} line by line',
    )


def times(
    session: Session, *, text: str | None, issued: str | None, plan_year: int | None, ical: bool, jsonl: bool
) -> None:
    """Print the times of a phrase or text as JSON: what is named, the last admissible day, the recurrence."""
    if jsonl:
        if text is not None or issued is not None or plan_year is not None:
            refuse("--jsonl", "text, day and year stand in the lines of standard input")
        _read_lines(session.settings.max_bytes, ical=ical)
        return
    if text is None:
        text = _decoded(read_input("-", session.settings.max_bytes)[0], session.settings.max_bytes)
    try:
        answer = _answer(text, issued, plan_year, ical=ical)
    except ValueError as error:
        refuse("--issued", str(error))
    write_text(json.dumps(answer, ensure_ascii=False, indent=2) + "\n")


def _answer(text: str, issued: str | None, plan_year: int | None, *, ical: bool) -> dict[str, Any]:
    from vbparse.plan.messages import publish
    from vbparse.times import evidence, ical_properties, read, to_data

    found = read(text, issued=issued, plan_year=plan_year)
    extra = [{"ical": ical_properties(mention.value)} if ical else {} for mention in found.times]
    return {
        "times": [one | more for one, more in zip(to_data(text, found.times), extra, strict=True)],
        "diagnostics": [publish(finding, lambda span: evidence(text, span)) for finding in found.findings],
    }


def _read_lines(limit: int, *, ical: bool) -> None:
    """Answer line by line; a line that cannot be read gets an error in its place, and the exit code says so."""
    failed = False
    for line in _lines(limit):
        try:
            answer = _answer_line(line, ical=ical)
        except DamagedInput as error:
            failed, answer = True, {"times": [], "error": f"{error}. {error.advice}"}
        write_text(json.dumps(answer, ensure_ascii=False) + "\n")
    if failed:
        sys.exit(EXIT_BATCH_FAILED)


def _lines(limit: int) -> Iterator[bytes]:
    while line := sys.stdin.buffer.readline(limit + 1):
        if len(line) > limit:
            message = f"a line of standard input is longer than {limit} bytes"
            raise LimitExceeded(message)
        if line.strip():
            yield line


def _answer_line(line: bytes, *, ical: bool) -> dict[str, Any]:
    try:
        asked = json.loads(line)
        return _answer(asked["text"], asked.get("issued"), asked.get("plan_year"), ical=ical)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        message = f"this line cannot be read ({type(error).__name__}: {error})"
        raise DamagedInput(message, hint=_HINT) from error


def _decoded(data: str | bytes, limit: int) -> str:
    if isinstance(data, str):
        return data
    if len(data) > limit:
        message = f"standard input is longer than {limit} bytes"
        raise LimitExceeded(message)
    return data.decode("utf-8-sig", errors="replace")
