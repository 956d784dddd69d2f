"""Since when and until when a body exists, at one of its levels, and what stands above and after it.

Nothing is rewritten: a body that is no more keeps its record, and its successors are told beside it.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.load import members, rows
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.lexicon.records import BodyRecord

_ANY = "*"


class LevelRule(NamedTuple):
    """What holds of a body at one level; days are ISO, possibly only months or years, both included."""

    valid_from: str = ""
    valid_to: str = ""
    successors: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    source: str = ""


class Term(NamedTuple):
    """Since when and until when a body exists; empty where that is not known."""

    valid_from: str
    valid_to: str

    def begun(self, day: str) -> bool:
        """Tell whether it existed before or on a day; of a blank day (`2025-07-XX`) the last is meant."""
        return not self.valid_from or self.valid_from <= day.replace("XX", "99")

    def ended(self, day: str) -> bool:
        """Tell whether it was no more on a day; of a blank day (`2025-07-XX`) the first is meant."""
        first = day.replace("XX", "00")
        return bool(self.valid_to) and first[: len(self.valid_to)] > self.valid_to

    def holds(self, day: str) -> bool:
        """Tell whether it existed on a day."""
        return self.begun(day) and not self.ended(day)


def term_of(record: BodyRecord, level: str | None) -> Term:
    """Give the term of a body at a level: that of its record, and what holds at the level."""
    rule = level_rule(record.id, level)
    starts = [day for day in (record.valid_from, rule.valid_from) if day]
    ends = [day for day in (record.valid_to, rule.valid_to) if day]
    return Term(max(starts, default=""), min(ends, default=""))


def level_rule(body: str, level: str | None) -> LevelRule:
    """Give what holds of a body at a level, its own line or that of all bodies."""
    rules = _level_rules()
    return rules.get((body, level or "")) or rules.get((_ANY, level or "")) or LevelRule()


def superior_of(record: BodyRecord, level: str | None, day: str) -> str | None:
    """Give what stands above a body on a day, as `superiors.tsv` writes it (`ubnd@province`), None if not known."""
    for body in (record.id, f"kind:{record.kind}"):
        for superior, term in _superiors().get((body, level or ""), ()):
            if term.holds(day):
                return superior or None
    return None


@cache
def _level_rules() -> dict[tuple[str, str], LevelRule]:
    return {
        (row["body"], row["level"]): LevelRule(
            row["valid_from"],
            row["valid_to"],
            members(row["successors"]),
            members(row["names"]),
            members(row["where"]),
            row["source"],
        )
        for row in rows("body_levels.tsv")
    }


@cache
def _superiors() -> dict[tuple[str, str], list[tuple[str, Term]]]:
    found: dict[tuple[str, str], list[tuple[str, Term]]] = {}
    for row in rows("superiors.tsv"):
        term = Term(row["valid_from"], row["valid_to"])
        found.setdefault((row["body"], row["level"]), []).append((row["superior"], term))
    return found
