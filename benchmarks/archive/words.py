"""Fields of work, actions and bodies: `words.toml` and the lexicon of vbparse."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import rows
from vbparse.lexicon.validity import term_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.lexicon.records import BodyRecord


@cache
def words() -> dict[str, Any]:
    """Give the content of `words.toml`. Callers must not change it."""
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text(encoding="utf-8"))


@cache
def fields() -> dict[str, dict[str, Any]]:
    """Give the fields of work by their names."""
    return {field["name"]: field for field in words()["field"]}


def body(ident: str) -> BodyRecord:
    """Give a body of the registry by its id."""
    return load_lexicon().records[ident]


def existing(idents: Sequence[str], level: str, day: str) -> tuple[BodyRecord, ...]:
    """Give those of some bodies that existed at a level on a day (ISO)."""
    records = (body(ident) for ident in idents)
    return tuple(record for record in records if level in record.levels and term_of(record, level).holds(day))


@cache
def family_names() -> tuple[str, ...]:
    """Give the family names of the lexicon, save those that are also a word of address ("Ông")."""
    address = {row["text"] for row in rows("positions.tsv") if row["kind"] == "honorific"}
    return tuple(row["name"] for row in rows("family_names.tsv") if row["name"] not in address)
