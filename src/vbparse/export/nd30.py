"""The metadata of an outgoing document, as Nghị định 30/2020/NĐ-CP (Phụ lục VI, Phần II, Mục I) has offices keep it.

Names, order, types and lengths are those of the decree (`lexicon/data/nd30_fields.tsv`). What the document does not give is
left out: identifiers of agencies, the filing plan, a day of reply. What is longer than its field is cut, and said.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from vbparse.export.columns import day_of
from vbparse.lexicon.load import rows
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument

FILE: Final = "nd30_fields.tsv"
ROOT: Final = "OutgoingDocument"
STANDARD: Final = "Nghị định 30/2020/NĐ-CP, Phụ lục VI, Phần II, Mục I"
LANGUAGE: Final = "Tiếng Việt"

_CONTROL: Final = re.compile("[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
"""What XML cannot hold, and what no line of text holds."""
_INFERRED: Final = {
    "type": ("type",),
    "number": ("number", "code"),
    "symbol": ("symbol", "code"),
    "date": ("date",),
    "issuer": ("issuer",),
    "title": ("title",),
}
"""What a value is made of, by the names in `header.inferred`."""


class Field(NamedTuple):
    """A field of the decree: `length` in characters, or digits of a Number; 0 for a group."""

    name: str
    group: str
    type: str
    length: int
    repeats: bool
    value: str
    why: str


class Datum(NamedTuple):
    """A value of a field; `whole` is how many characters the document has, where it was cut to fit."""

    field: Field
    text: str
    whole: int | None = None
    inferred: bool = False


class Record(NamedTuple):
    """The metadata of one document: values in the order of the decree, those of a group together.

    `too_long` names numbers that do not fit; they cannot be cut and are left out.
    """

    entries: tuple[tuple[Datum, ...], ...]
    too_long: tuple[Datum, ...]

    def cut(self) -> Iterator[Datum]:
        """Yield the values that were cut."""
        return (datum for entry in self.entries for datum in entry if datum.whole is not None)


@cache
def fields() -> tuple[Field, ...]:
    """Give the fields of the decree, in its order; those of a group behind it."""
    found = []
    for row in rows(FILE):
        group, _, name = row["id"].rpartition(".")
        length = int(row["length"] or 0)
        found.append(Field(name, group, row["type"], length, row["repeats"] == "yes", row["value"], row["why"]))
    return tuple(found)


def metadata(plan: PlanDocument) -> Record:
    """Take what a plan gives for the fields of the decree."""
    given = _values(plan)
    entries: list[tuple[Datum, ...]] = []
    too_long: list[Datum] = []
    for field in fields():
        if field.group:
            continue
        members = [member for member in fields() if member.group == field.name] or [field]
        for place in range(max((len(given.get(member.value, ())) for member in members), default=0)):
            data = [
                _fitted(member, given[member.value][place], inferred=_is_inferred(plan, member.value))
                for member in members
                if place < len(given.get(member.value, ()))
            ]
            too_long += [datum for datum in data if datum.whole is not None and datum.field.type != "String"]
            kept = tuple(datum for datum in data if datum.whole is None or datum.field.type == "String")
            if kept:
                entries.append(kept)
    return Record(tuple(entries), tuple(too_long))


def one_line(text: str) -> str:
    """Give text as one line, without control characters."""
    return " ".join(_CONTROL.sub(" ", text).split())


def _values(plan: PlanDocument) -> dict[str, tuple[str, ...]]:
    """Give the values by what the table of fields calls them; none for what the document does not give."""
    header, signature = plan.header, plan.signature
    day = day_of(header.date or "")
    given = {
        "type": (header.type,),
        "number": (header.number,),
        "symbol": (header.symbol,),
        "date": (day.isoformat() if day else None,),
        "issuer": (header.issuer.name if header.issuer else None,),
        "title": (header.title,),
        "language": (LANGUAGE if header.type else None,),
        "pages": (str(plan.source.pages) if plan.source.pages else None,),
        "position": (signature.position if signature else None,),
        "signer": (signature.name if signature else None,),
        "recipients": _recipients(plan),
    }
    lines = {name: tuple(one_line(text) for text in texts if text) for name, texts in given.items()}
    return {name: tuple(filter(None, texts)) for name, texts in lines.items() if any(texts)}


def _recipients(plan: PlanDocument) -> tuple[str, ...]:
    """Name the organisations among the recipients, each once; "Như trên" and "Lưu: VT" name none, persons are none."""
    known = {unit.id: unit for unit in plan.units}
    named = (known[unit] for line in plan.recipients for unit in line.units if unit in known)
    return tuple(dict.fromkeys(unit.name for unit in named if unit.cls != "person"))


def _is_inferred(plan: PlanDocument, value: str) -> bool:
    return any(name in plan.header.inferred for name in _INFERRED.get(value, ()))


def _fitted(field: Field, text: str, *, inferred: bool) -> Datum:
    """Cut a text to the length of its field."""
    if len(text) <= field.length:
        return Datum(field, text, inferred=inferred)
    if field.type != "String":
        return Datum(field, text, len(text), inferred)
    return Datum(field, text[: field.length].rstrip(), len(text), inferred)
