"""Brings together what a document says of one person: name and office.

"Hiệu trưởng: Ông A" and "Thầy A" mean the same person; a table gives names in one column and offices in
another; an office to which the document appoints one person by a colon or a table means that person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Found
from vbparse.entities.units.spelling import phrase

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vbparse.entities.units.parts import View

NAME_COLUMNS = frozenset({"name", "person"})
APPOINTED = "appointed"
OFFICE_COLUMNS = frozenset({"position", "office"})


def name_cell(view: View) -> list[Found]:
    """Read a cell of a column of names: the whole cell is a person."""
    text = view.pieces.text.strip()
    return [Found(0, view.stop, "person", "cell", None, text, text)] if view.stop and view.capital(0) else []


def seat(names: Sequence[Found], offices: Sequence[Found], view: View) -> list[Found]:
    """Give the person of a table row the offices that the row names; what is no known title as printed."""
    held = ", ".join(found.office for found in offices if found.office) or phrase(view, 0, view.stop)
    return [
        name._replace(rule=APPOINTED, office=held or None, name=f"{name.person_name}, {held}" if held else name.name)
        for name in names
    ]


def join_people(read: Sequence[tuple[View, Sequence[Found]]]) -> dict[str, str]:
    """Map the canonical names of persons as read to what they are in the whole document."""
    offices: dict[str, list[str]] = {}
    holders: dict[str, list[str]] = {}
    for _, mentions in read:
        for mention in mentions:
            _note(mention, offices)
            if mention.rule == APPOINTED and mention.office and mention.person_name:
                names = holders.setdefault(mention.office, [])
                names += [mention.person_name] if mention.person_name not in names else []
    joined = {name: ", ".join((name, *held)) for name, held in offices.items() if held}
    single = {office: joined[names[0]] for office, names in holders.items() if len(names) == 1}
    return _all_forms(joined, single, offices)


def _note(mention: Found, offices: dict[str, list[str]]) -> None:
    if mention.person_name is None:
        return
    held = offices.setdefault(mention.person_name, [])
    if mention.office and mention.office not in held:
        held.append(mention.office)


def _all_forms(
    joined: Mapping[str, str], single: Mapping[str, str], offices: Mapping[str, Sequence[str]]
) -> dict[str, str]:
    forms = {**single, **joined}
    for name, held in offices.items():
        for office in held:
            forms[f"{name}, {office}"] = joined[name]
    return forms
