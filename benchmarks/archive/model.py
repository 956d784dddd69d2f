"""What a made plan is: facts that other plans may cite, a text to be printed, and what a reader must find in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date

Level = Literal["central", "province", "district", "commune"]
Kind = Literal["ministry", "government", "department", "room"]
_TWO_SYLLABLES = ("thành phố", "thị xã", "thị trấn", "đặc khu")
Style = Literal["basis", "section", "heading", "line", "closing"]


class Place(NamedTuple):
    """An administrative unit with those above it, from the province down; none for the country."""

    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Give the unit's name as text has it: `tỉnh An Giang`."""
        return self.names[-1] if self.names else ""

    @property
    def word(self) -> str:
        """Give the level word: `tỉnh`, `thành phố`, `thị trấn`."""
        two = " ".join(self.name.split(" ")[:2])
        return two if two.lower() in _TWO_SYLLABLES else self.name.partition(" ")[0]

    @property
    def bare(self) -> str:
        """Give the name without its level word: `An Giang`."""
        return self.name.removeprefix(self.word).strip()


class Agency(NamedTuple):
    """Who issues a plan. `name` is canonical, `short` as in its own text, `field` the body's name without place."""

    kind: Kind
    level: Level
    name: str
    short: str
    symbol: str
    place: Place
    field: str = ""


class Unit(NamedTuple):
    """Who gets a task: as printed in the plan, and the canonical name."""

    text: str
    name: str


class Facts(NamedTuple):
    """What is fixed of plan `number` before a word of it is written; `superior` is the plan that it carries out."""

    number: int
    agency: Agency
    day: date
    code: str
    field: str
    title: str
    year: int
    superior: Facts | None


class Task(NamedTuple):
    """A task as a careful reader finds it: words, leading unit (canonical), last admissible days, recurrences."""

    text: str
    lead: str | None = None
    due: tuple[str, ...] = ()
    rrule: tuple[str, ...] = ()


class Cited(NamedTuple):
    """A cited plan; `number` is that of the plan in the archive, None where it was never there."""

    code: str
    date: str
    issuer: str
    number: int | None


class Part(NamedTuple):
    """A paragraph, printed in its style."""

    style: Style
    text: str


class Table(NamedTuple):
    """A ruled table: its head and rows."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Plan(NamedTuple):
    """A plan before it is printed."""

    facts: Facts
    parts: tuple[Part | Table, ...]
    recipients: tuple[str, ...]
    authority: tuple[str, ...]
    signer: str
    tasks: tuple[Task, ...]
    cited: tuple[Cited, ...]
