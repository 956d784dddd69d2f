"""Write `lexicon/data/days_off.tsv` anew: public holidays and swapped days as the library `holidays` knows them.

Run it in an environment of its own (`pip install holidays`, group `data`) when the days of a new year have been decided,
and commit what it writes. The table is a copy, because importing the library and its data takes longer than
reading a plan.
"""

from __future__ import annotations

import re
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Final

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

YEARS: Final = range(2000, 2036)
TABLE: Final = Path(__file__).parents[1] / "src/vbparse/lexicon/data/days_off.tsv"
_SWAPPED: Final = re.compile(r"thay cho ngày (\d\d/\d\d/\d{4})")

HEAD: Final = """\
# Public holidays of Việt Nam and the Saturdays and Sundays worked in exchange, day by day.
# source: PyPI package holidays {version} (MIT), written by scripts/days_off.py; the days are those of Bộ luật Lao động
# Điều 112 and of the yearly announcements; for years not yet announced the rule alone
# date: {today}
# licence: MIT (facts taken from holidays, copyright Vacanza Team and individual contributors)
# kind is off (a day off) or work (a day of the weekend that is worked).
day\tkind\tname
"""


def days() -> Iterator[tuple[date, str, str]]:
    """Yield each day with its kind and name; a swapped day gives two."""
    for day, name in holidays.country_holidays("VN", years=YEARS, language="vi").items():
        if day.year not in YEARS:
            continue
        yield day, "off", name
        if swapped := _SWAPPED.search(name):
            yield datetime.strptime(swapped[1], "%d/%m/%Y").date(), "work", "Làm bù"  # noqa: DTZ007


def main() -> None:
    """Write the table."""
    head = HEAD.format(version=version("holidays"), today=datetime.now().astimezone().date().isoformat())
    lines = sorted(f"{day.isoformat()}\t{kind}\t{name}" for day, kind, name in days())
    TABLE.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
