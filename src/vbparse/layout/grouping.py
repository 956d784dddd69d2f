"""Lines of the letterhead and of lists of recipients: each stands for itself, but what was wrapped is joined."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.layout.marks import has_cue, is_ended, marker
from vbparse.layout.measure import is_full

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.layout.lines import PrintedLine


def join_recipients(lines: Sequence[PrintedLine]) -> list[tuple[PrintedLine, ...]]:
    """Group the lines of a list of recipients: one paragraph for each "- Sở Nội vụ;", wrapped ones joined."""
    edge = max(line.x1 for line in lines)
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and not _is_recipient(groups[-1][-1], line, edge):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _is_recipient(last: PrintedLine, line: PrintedLine, edge: float) -> bool:
    if marker(line.text) or is_ended(last.text):
        return True
    fills = is_full(line, edge - last.x1)
    return not (line.text[0].islower() or last.text.endswith(",") or fills)


def join_letterhead(lines: Sequence[PrintedLine]) -> list[tuple[PrintedLine, ...]]:
    """Group the lines of a column of the letterhead: each alone, but what was wrapped.

    Wrapped are the motto ("… VIỆT" + "NAM"), the place and date ("… tháng 11" + "năm 2025") and the subject
    of a letter ("V/v …").
    """
    groups: list[list[PrintedLine]] = []
    for line in lines:
        if groups and _is_wrapped(groups[-1], line):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [tuple(group) for group in groups]


def _is_wrapped(group: Sequence[PrintedLine], line: PrintedLine) -> bool:
    text = " ".join(part.text for part in group)
    if has_cue(text, "subject"):
        return not line.is_upper and not marker(line.text)
    if has_cue(text, "motto", "party", "youth"):
        return False
    if has_cue(f"{text} {line.text}", "motto", "party", "youth"):
        return not has_cue(line.text, "motto", "party", "youth")
    return "ngày" in text and "năm" not in text and line.text[0].islower()
