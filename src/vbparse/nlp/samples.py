"""What the second opinion learns from: a passage with its mentions and their roles."""

from __future__ import annotations

from typing import Final, Literal

from vbparse.tuples import NamedTuple

Sort = Literal["named", "group", "polity", "person"]
Role = Literal["lead", "cooperate", "advise_to", "report_to"]

SORTS: Final[tuple[Sort, ...]] = ("named", "group", "polity", "person")
"""Classes of mentions, as gold/GUIDE.md has them; labels of the components `ner` and `spancat`."""
ROLES: Final[tuple[Role, ...]] = ("lead", "cooperate", "advise_to", "report_to")
"""Roles of a mention in a task; labels of the component `spancat`."""


class Mark(NamedTuple):
    """A mention: offsets into the sample's text, its class, the slots of tasks that it fills."""

    start: int
    end: int
    sort: Sort
    roles: tuple[Role, ...] = ()


class Sample(NamedTuple):
    """A passage with its mentions in reading order; they do not overlap."""

    text: str
    marks: tuple[Mark, ...] = ()
