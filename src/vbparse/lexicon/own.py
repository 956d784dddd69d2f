"""An office's own names (`--lexicon FILE.tsv`), checked as ours are.

A line of column names, of which `name` is needed and `aliases` (parted by ` ; `), `kind`, `level`, `place` may
follow, or `abbr` and `expansion`; lines that begin with `#` are comments.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.errors import ResourceError
from vbparse.lexicon.load import members, parse_rows
from vbparse.lexicon.records import Abbreviation, BodyRecord

if TYPE_CHECKING:
    from pathlib import Path

_LEVELS = ("central", "province", "district", "commune", "other")
_PLACE_RULES = frozenset({"none", "level", "name", "own", "issuer", "committee", "council", "event"})


def read_own(path: Path) -> str:
    """Read a user's file. Raises `ResourceError`."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        message = f"the lexicon file {path} cannot be read: {error}"
        raise ResourceError(message, hint="Give a TSV file in UTF-8 with --lexicon.") from error


def _own_rows(path: Path, text: str) -> list[tuple[int, dict[str, str]]]:
    """Pair the records of a user's file with their line numbers; a missing column is an error of its first line."""
    lines = [(n, line) for n, line in enumerate(text.splitlines(), 1) if line.strip() and not line.startswith("#")]
    if lines and {"name", "abbr"}.isdisjoint(lines[0][1].split("\t")):
        message = f"{path}, line {lines[0][0]}: no column `name` or `abbr`"
        raise ResourceError(message, hint="The first line names the columns, parted by tabs.")
    return list(zip((n for n, _ in lines[1:]), parse_rows(text, str(path)), strict=True))


def own_bodies(path: Path, text: str) -> list[BodyRecord]:
    """Give the bodies of a user's file. Raises `ResourceError`, which names file and line."""
    made = []
    for number, row in _own_rows(path, text):
        if "name" not in row or (not row["name"].strip() and row.get("abbr")):
            continue
        name, level, place = row["name"].strip(), row.get("level", "") or "other", row.get("place", "") or "own"
        wrong = _own_fault(name, level, place)
        if wrong:
            message = f"{path}, line {number}: {wrong}"
            raise ResourceError(message, hint="See the header of lexicon/data/bodies.tsv for what is allowed.")
        aliases = members(row.get("aliases", ""))
        kind = row.get("kind", "") or "own"
        made.append(BodyRecord(f"own.{path.stem}.{number}", name, kind, tuple(level.split()), place, "", aliases))
    return made


def _own_fault(name: str, level: str, place: str) -> str | None:
    if not name:
        return "the cell `name` is empty"
    if any(part not in _LEVELS for part in level.split()):
        return f"level {level!r} is none of {', '.join(_LEVELS)}"
    if place not in _PLACE_RULES:
        return f"place {place!r} is none of {', '.join(sorted(_PLACE_RULES))}"
    return None


def own_abbreviations(path: Path, text: str) -> list[Abbreviation]:
    """Give the abbreviations of a user's file. Raises `ResourceError`, which names file and line."""
    made = []
    for number, row in _own_rows(path, text):
        abbr, expansion = row.get("abbr", "").strip(), row.get("expansion", "").strip()
        if bool(abbr) != bool(expansion):
            message = f"{path}, line {number}: `abbr` and `expansion` belong together"
            raise ResourceError(message, hint="Fill in both cells, or none.")
        if abbr:
            made.append(Abbreviation(abbr, expansion, "own"))
    return made
