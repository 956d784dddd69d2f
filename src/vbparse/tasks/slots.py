"""Slot lines: a label before a colon says which slot of the item's tasks the line fills.

"Đơn vị chủ trì: Sở Khoa học và Công nghệ."     lead
"Thời gian thực hiện: Hoàn thành trong năm ..." time
"b) Cơ quan thực hiện:"                          opens a list of slot lines
"Mở 02 lớp tập huấn. Chủ trì: Sở Nội vụ; thời gian: tháng 9"   a task with its slots behind it
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import rows
from vbparse.nlp.sentences import find_colon, split_members, split_sentences
from vbparse.patterns import compile_pattern
from vbparse.tasks.draft import Slots
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.entities.model import Time, Unit
    from vbparse.outline.model import Node
    from vbparse.tasks.mentions import Index
    from vbparse.tasks.roles import RoleReader

FILLING = frozenset({"lead", "cooperate", "time", "result", "report_to"})
_BRACKET = compile_pattern(r"\s*\([^)]*\)\s*$")
_LONGEST_LABEL = 60  # characters


class SlotLine(NamedTuple):
    """A slot line: its meaning, and the span of what follows the colon (offsets of the document)."""

    meaning: str
    body: Span


@cache
def _labels() -> dict[str, str]:
    return {fold(row["label"]): row["meaning"] for row in rows("slots.tsv")}


def label_meaning(label: str) -> str | None:
    """Tell which slot a label names; a tail in brackets is passed over."""
    if len(label) > _LONGEST_LABEL:
        return None
    return _labels().get(fold(_BRACKET.sub("", label)).strip(" -+*.,"))


def read_slot_line(text: str, span: Span) -> SlotLine | None:
    """Read a paragraph as a slot line; None where it is none."""
    colon = find_colon(text, span)
    if colon is None:
        if not text[span.start : span.end].rstrip().endswith(":"):
            return None
        colon = span.start + text[span.start : span.end].rindex(":")
    meaning = label_meaning(text[span.start : colon])
    if meaning is None:
        return None
    start = colon + 1
    while start < span.end and text[start].isspace():
        start += 1
    return SlotLine(meaning, Span(start, span.end))


def read_slot_lines(text: str, span: Span) -> tuple[SlotLine, ...]:
    """Read a paragraph as slot lines behind each other (`Chủ trì: A; phối hợp: B.`); empty where it is none."""
    lines: list[SlotLine] = []
    for part in _parts(text, span):
        line = read_slot_line(text, part)
        if line is not None:
            lines.append(line)
        elif lines:
            lines[-1] = lines[-1]._replace(body=Span(lines[-1].body.start, part.end))
        else:
            return ()
    return tuple(lines)


def split_slots(text: str, span: Span) -> tuple[Span, tuple[SlotLine, ...]]:
    """Part a paragraph from the slot lines behind its sentences (`Mở 02 lớp. Chủ trì: Sở A; thời gian: Quý II`)."""
    parts = _parts(text, span)
    for number, part in enumerate(parts[1:], 1):
        line = read_slot_line(text, part)
        if line is not None and line.meaning in FILLING:
            return Span(span.start, parts[number - 1].end), read_slot_lines(text, Span(part.start, span.end))
    return span, ()


def _parts(text: str, span: Span) -> list[Span]:
    """Cut a paragraph at sentences and semicolons."""
    sentences = [part.shifted(span.start) for part in split_sentences(text[span.start : span.end])]
    return [part for sentence in sentences for part in split_members(text, sentence)]


class SlotReader:
    """Reads the slot lines of one document's items."""

    __slots__ = ("_roles", "_text", "_times", "_units")

    def __init__(self, text: str, units: Index[Unit], times: Index[Time], roles: RoleReader) -> None:
        self._text = text
        self._units = units
        self._times = times
        self._roles = roles

    def read(self, node: Node) -> Slots:
        """Read a slot line, or a label over a list of them (`b) Cơ quan thực hiện:`); empty where it is none."""
        line = read_slot_line(self._text, node.span)
        if line is None:
            return Slots()
        if node.children and not self._text[line.body.start : line.body.end].strip():
            return self._of_list(node)
        return self.fill(read_slot_lines(self._text, node.span)) if line.meaning in FILLING else Slots()

    def fill(self, lines: Iterable[SlotLine]) -> Slots:
        """Give what slot lines fill."""
        whole = Slots()
        for line in lines:
            if line.meaning in FILLING:
                whole = whole.joined(self._filled_by(line))
        return whole

    def _of_list(self, node: Node) -> Slots:
        whole = Slots()
        for child in node.children:
            slots = self.read(child)
            if not slots:
                return Slots()
            whole = whole.joined(slots)
        return whole

    def _filled_by(self, line: SlotLine) -> Slots:
        units = self._units.inside(line.body)
        if line.meaning == "lead":
            helpers = self._roles.read(line.body).cooperate
            return Slots(lead=tuple(unit for unit in units if unit not in helpers), cooperate=helpers)
        if line.meaning == "cooperate":
            return Slots(cooperate=units)
        if line.meaning == "report_to":
            return Slots(report_to=units)
        if line.meaning == "time":
            return Slots(times=self._times.inside(line.body))
        return Slots(report_to=self._roles.read(line.body).report_to, results=(line.body,))
