"""What a person may choose about an output."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal
from zlib import crc32

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from datetime import date

Lang = Literal["vi", "en"]


class Selection(NamedTuple):
    """Which tasks are wanted: all that is given must hold (see `export/selection.py`, which applies it).

    `unit` is a name, which may leave its place out; `lead_only`: those that it leads, not those that it helps with.
    `first` and `last` are days, both included, None for no bound.
    """

    unit: str | None = None
    lead_only: bool = False
    first: date | None = None
    last: date | None = None


ALL: Final = Selection()


class Template(NamedTuple):
    """A template of the user's: what its file is called, which tells how outputs are called, and what it holds."""

    name: str
    text: str


class ExportOptions(NamedTuple):
    """`lang` is the language of headings and notes; `pretty` asks for line breaks and indentation in JSON.

    `select` is for who calls an exporter: it hands over what `selected` gives. `part_of` names a unit (its canonical
    name) whose part in each task a table tells in a column of its own. A `template` makes the output instead of a format.
    """

    lang: Lang = "vi"
    pretty: bool = False
    select: Selection = ALL
    part_of: str | None = None
    template: Template | None = None

    def words(self) -> tuple[str, ...]:
        """Tell how they differ from the defaults: `lang=en`, `unit=Phòng Nội vụ`."""
        chosen = {**self._asdict(), **self.select._asdict()}
        if self.template:
            chosen["template"] = f"{crc32(self.template.text.encode()):08x}"
        usual = {**ExportOptions()._asdict(), **ALL._asdict()}
        return tuple(f"{name}={value}" for name, value in chosen.items() if name != "select" and value != usual[name])


DEFAULTS: Final = ExportOptions()
