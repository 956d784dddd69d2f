"""Write the registers of administrative units: `python scripts/update_admin_units.py`.

The units come from the package vietnamadminunits (MIT licence), which this script alone needs:
`python -m pip install --no-deps vietnamadminunits==1.0.4`. It is not imported, for it asks for libraries of
geometry; its database and its table of successors are read. One file is written for each snapshot, keyed by the
codes of the General Statistics Office: a code means another unit after the reform of 2025-07-01.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from contextlib import closing
from importlib.metadata import distribution
from pathlib import Path
from typing import Final, NamedTuple

PACKAGE: Final = "vietnamadminunits"
VERSION: Final = "1.0.4"
DATE: Final = "2026-11-24"
DATA: Final = Path(__file__).resolve().parents[1] / "src" / "vbparse" / "lexicon" / "data"
BEFORE, AFTER = "2025-06-30", "2025-07-01"
EXPECTED: Final = {BEFORE: {2: 63, 3: 696, 5: 10_035}, AFTER: {2: 34, 5: 3_321}}
"""How many units there are, by the length of their codes: provinces, districts, communes."""

HEAD: Final = """\
# Administrative units as of {day}, with the codes of the General Statistics Office: {what}.
# source: {package} {version} (Tran Ngoc Minh Hieu, MIT licence); written by scripts/update_admin_units.py: change the script, not this file
# date: {date}
# licence: MIT (Copyright (c) 2025 Tran Ngoc Minh Hieu); the selection and form: Apache-2.0
# code: 2 digits a province, 3 a district, 5 a commune, unique in this file only, for codes are used again after a reform
# parent: code of the unit that it is a part of; a province's units stand together behind it, a district's behind the district
"""
SUCCESSORS: Final = """\
# successors: codes of the units of {after} that its area went to, first the one that the source takes where nothing but the unit is known; a district has those of its communes
"""
SINCE: Final = """\
# valid_from: empty for a unit that goes on from {before} under its name and code, made of that unit alone
"""

Keys = dict[str, str]
Row = tuple[str, ...]


class Register(NamedTuple):
    """Units of one snapshot: rows to write, and the codes by the package's keys."""

    rows: list[Row]
    codes: Keys


def package_folder() -> Path:
    """Give the folder of the package's data. Ends the script where another version is installed."""
    found = distribution(PACKAGE)
    if found.version != VERSION:
        sys.exit(f"{PACKAGE} {VERSION} is needed, {found.version} is installed")
    return Path(str(found.locate_file(PACKAGE))) / "data"


def read_after(base: sqlite3.Connection) -> Register:
    """Read the units of two levels; keys are `province` and `province_ward`."""
    rows: list[Row] = []
    codes: Keys = {}
    query = "select provinceCode, province, provinceKey, wardCode, ward, wardKey from admin_units order by 1, 4"
    for province_code, province, province_key, code, name, key in base.execute(query):
        if province_key not in codes:
            rows.append((province_code, province, ""))
            codes[province_key] = province_code
        rows.append((code, name, province_code))
        codes[f"{province_key}_{key}"] = code
    return Register(rows, codes)


def read_successors(path: Path, after: Keys) -> tuple[Keys, dict[str, list[str]]]:
    """Read whose province and communes an old unit's area went to; the package's default commune stands first."""
    table = json.loads(path.read_text(encoding="utf-8"))
    provinces = {old: after[new] for new, olds in table["DICT_PROVINCE"].items() for old in olds}
    communes: dict[str, list[str]] = {}
    for province, wards in table["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, olds in wards.items():
            for old in olds:
                communes.setdefault(old, []).append(after[f"{province}_{ward}"])
    for province, divided in table["DICT_PROVINCE_WARD_DIVIDED"].items():
        for old, parts in divided.items():
            ordered = sorted(parts, key=lambda part: not part["isDefaultNewWard"])
            found = communes.setdefault(old, [])
            found += [code for part in ordered if (code := after[f"{province}_{part['newWardKey']}"]) not in found]
    return provinces, communes


def read_before(base: sqlite3.Connection, provinces: Keys, communes: dict[str, list[str]]) -> list[Row]:
    """Read the units of three levels with their successors."""
    rows: list[Row] = []
    seen = set()
    query = (
        "select provinceCode, province, provinceKey, districtCode, district, districtKey, wardCode, ward, wardKey"
        " from admin_units_legacy order by 1, 4, 7"
    )
    for province, name, key, district, district_name, district_key, code, ward, ward_key in base.execute(query):
        if province not in seen:
            rows.append((province, name, "", provinces[key]))
        whole = f"{key}_{district_key}_"
        if district not in seen:  # an island district has no communes, and a successor of its own
            rows.append((district, district_name, province, "" if ward else " ".join(communes.get(whole, ()))))
        seen |= {province, district}
        if ward:
            rows.append((code, ward, district, " ".join(communes.get(f"{whole}{ward_key}", ()))))
    return rows


def with_days(after: list[Row], before: list[Row]) -> list[Row]:
    """Add since when the units of two levels exist: empty for one that is what it was."""
    parts: dict[str, list[Row]] = {}
    for row in before:
        for code in row[3].split():
            parts.setdefault(f"{len(row[0])} {code}", []).append(row)
    return [(*row, "" if _goes_on(row, parts.get(f"{len(row[0])} {row[0]}", [])) else AFTER) for row in after]


def _goes_on(row: Row, parts: list[Row]) -> bool:
    return len(parts) == 1 and parts[0][:2] == row[:2] and parts[0][3] == row[0]


def check(day: str, rows: list[Row]) -> None:
    """End the script where the numbers are not those of the reform, or a code stands twice."""
    codes = [row[0] for row in rows]
    counts = {length: sum(len(code) == length for code in codes) for length in EXPECTED[day]}
    lost = [row for row in rows if len(row) > 3 and len(row[0]) == 5 and not row[3]]  # noqa: PLR2004 (lengths of codes)
    if counts != EXPECTED[day] or len(set(codes)) != len(codes) or lost:
        sys.exit(f"{day}: {counts} instead of {EXPECTED[day]}, {len(codes) - len(set(codes))} codes twice, {lost[:9]}")


def write(day: str, what: str, columns: str, rows: list[Row]) -> None:
    """Write one file."""
    head = HEAD.format(day=day, what=what, package=PACKAGE, version=VERSION, date=DATE)
    more = (SUCCESSORS if day == BEFORE else SINCE).format(before=BEFORE, after=AFTER)
    lines = [columns.replace(" ", "\t"), *("\t".join(row).rstrip("\t") for row in rows)]
    text = f"{head}{more}" + "\n".join(lines) + "\n"
    (DATA / f"admin_{day}.tsv").write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """Write both registers."""
    folder = package_folder()
    with closing(sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro", uri=True)) as base:
        after = read_after(base)
        before = read_before(base, *read_successors(folder / "converter_2025.json", after.codes))
    check(BEFORE, before)
    check(AFTER, after.rows)
    write(BEFORE, "63 provinces, 696 districts, 10,035 communes", "code name parent successors", before)
    rows = with_days(after.rows, before)
    write(AFTER, "34 provinces, 3,321 communes, no districts", "code name parent valid_from", rows)


if __name__ == "__main__":
    main()
