"""What values of corrections may be: each check gives the value, or raises `ValueError`."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime
from typing import Final

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_BLANK_DAY: Final = re.compile(r"\d{4}-(?:\d\d|XX)-(?:\d\d|XX)", re.ASCII)
_DAYS: Final = "(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_DATES: Final = "-?(?:[1-9]|[12][0-9]|3[01])"
_MONTHS: Final = "(?:[1-9]|1[0-2])"
_PARTS: Final = (
    "INTERVAL=[1-9][0-9]{0,2}",
    "BYSETPOS=-?[1-5]",
    *(f"{name}={one}(?:,{one})*" for name, one in (("BYDAY", _DAYS), ("BYMONTHDAY", _DATES), ("BYMONTH", _MONTHS))),
)
RULE: Final = re.compile(f"FREQ=(?:DAILY|WEEKLY|MONTHLY|YEARLY)(?:;(?:{'|'.join(_PARTS)}))*")
_LONGEST_RULE: Final = 200


def clean(text: str) -> str:
    """Compose a text that a person typed, and join its blanks; control characters are refused."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    if not plain or not plain.isprintable():
        message = "a control character" if plain else "nothing but blanks"
        raise ValueError(message)
    return plain


def check_day(text: str) -> str:
    """Check a day: `2024-05-24`."""
    if not _DAY.fullmatch(text):
        message = "a day is YYYY-MM-DD"
        raise ValueError(message)
    date.fromisoformat(text)
    return text


def check_blank_day(text: str) -> str:
    """Check a day of which parts may not be known: `2024-02-XX`."""
    if not _BLANK_DAY.fullmatch(text):
        message = "a day is YYYY-MM-DD, parts that are not known XX"
        raise ValueError(message)
    if "XX" not in text:
        date.fromisoformat(text)
    return text


def check_rule(text: str) -> str:
    """Check a recurrence: a rule of RFC 5545 with the parts that outputs lay on days, each once."""
    names = [part.partition("=")[0] for part in text.split(";")]
    if len(text) > _LONGEST_RULE or not RULE.fullmatch(text) or len(set(names)) < len(names):
        message = (
            "a recurrence is FREQ=DAILY|WEEKLY|MONTHLY|YEARLY, with INTERVAL, BYDAY, BYMONTHDAY, BYMONTH, BYSETPOS"
        )
        raise ValueError(message)
    return text


def check_rules(text: str) -> str:
    """Check several recurrences, joined by ` + `."""
    return " + ".join(check_rule(rule) for rule in text.split(" + "))


def check_moment(text: str) -> str:
    """Check a moment: ISO, with its offset."""
    if datetime.fromisoformat(text).tzinfo is None:
        message = "a moment tells its offset: 2024-05-20T08:30:00+07:00"
        raise ValueError(message)
    return text
