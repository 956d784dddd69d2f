"""Slot lines: a label before a colon says which slot of the item's tasks the line fills.

"Đơn vị chủ trì: Sở Khoa học và Công nghệ."     lead
"Thời gian thực hiện: Hoàn thành trong năm ..." time
"b) Cơ quan thực hiện:"                          opens a list of slot lines
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import rows
from vbparse.nlp.sentences import find_colon
from vbparse.textmap import Span

FILLING = frozenset({"lead", "cooperate", "time", "result", "report_to"})
_BRACKET = re.compile(r"\s*\([^)]*\)\s*$")
_LONGEST_LABEL = 60  # characters


@dataclass(frozen=True, slots=True)
class SlotLine:
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
