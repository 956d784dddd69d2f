"""Brings together what a document says of one person: name and office.

"Hiệu trưởng: Ông A" and "Thầy A" mean the same person; a table gives names in one column and offices in
another; an office that only one named person holds means that person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Found

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vbparse.entities.units.parts import View

NAME_COLUMNS = frozenset({"name", "person"})
OFFICE_COLUMNS = frozenset({"position", "office"})


def name_cell(view: View) -> list[Found]:
    """Read a cell of a column of names: the whole cell is a person."""
    text = view.pieces.text.strip()
    return [Found(0, view.stop, "person", "cell", None, text, text)] if view.stop and view.capital(0) else []


def seat(names: Sequence[Found], offices: Sequence[Found]) -> list[Found]:
    """Give the person of a table row the offices that the row names."""
    held = ", ".join(found.office for found in offices if found.office)
    return [name._replace(office=held or None, name=f"{name.person_name}, {held}" if held else name.name) for name in names]


def join_people(read: Sequence[tuple[View, Sequence[Found]]]) -> dict[str, str]:
    """Map the canonical names of persons as read to what they are in the whole document."""
    offices: dict[str, list[str]] = {}
    for _, mentions in read:
        for mention in mentions:
            _note(mention, offices)
    holders: dict[str, list[str]] = {}
    for name, held in offices.items():
        for office in held:
            holders.setdefault(office, []).append(name)
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
