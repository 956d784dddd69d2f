"""The closing paragraphs: `Trên đây là Kế hoạch …`, `Trong quá trình thực hiện, nếu có vướng mắc …`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.lines import ends_document, ends_sentence
from vbparse.outline.patterns import match_head
from vbparse.outline.styles import read_marker

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.outline.lines import Line

_LONGEST_HEADING = 160


def closing_start(lines: Sequence[Line]) -> int:
    """Give the index of the first closing line of a body; its length where nothing closes it.

    A closing paragraph has no mark, stands behind the last numbered item or bullet, and says so by its words
    (`lexicon/data/zones.toml`, closing) or ends the document (`./.`) without going on with its item.
    """
    last_item = _last(lines, numbered=True)
    above = next((at for at in range(last_item + 1, len(lines)) if _says_above(lines[at])), None)
    if above is not None:
        return _first_closing(lines, last_item, above)
    last = _last(lines, numbered=False)
    first = last + 1
    if first < len(lines) and last >= 0 and _is_heading(lines[last]):
        first += 1
    for at in range(first, len(lines)):
        if match_head("closing", lines[at].text):
            return at
    return _by_end_mark(lines, last, first)


def _first_closing(lines: Sequence[Line], last_item: int, above: int) -> int:
    """Go back from `Trên đây là …` to closing paragraphs right before it."""
    at = above
    while at - 1 > last_item and _is_plain(lines[at - 1]) and match_head("closing", lines[at - 1].text):
        if at - 2 >= 0 and _is_heading(lines[at - 2]):
            break
        at -= 1
    return at


def _by_end_mark(lines: Sequence[Line], last: int, first: int) -> int:
    """Take the very last paragraph where it bears `./.` and does not go on with an item's own paragraphs.

    Behind other paragraphs of the item it must speak of the document itself: `Chương trình phối hợp …`.
    """
    end = len(lines) - 1
    if end < first or not ends_document(lines[end].text):
        return len(lines)
    goes_on = last >= 0 and end - 1 > last and match_head("own", lines[end].text) is None
    return len(lines) if goes_on else end


def _last(lines: Sequence[Line], *, numbered: bool) -> int:
    """Give the index of the last marked line or row; -1 where there is none."""
    for at in range(len(lines) - 1, -1, -1):
        if lines[at].is_row:
            return at
        marker = read_marker(lines[at].text)
        if marker is not None and not (numbered and marker.is_bullet):
            return at
    return -1


def _is_plain(line: Line) -> bool:
    return not line.is_row and read_marker(line.text) is None


def _says_above(line: Line) -> bool:
    if not _is_plain(line):
        return False
    found = match_head("closing", line.text)
    return found is not None and found.strong


def _is_heading(line: Line) -> bool:
    """Tell a heading, which its paragraphs belong to, from an item that is a sentence of its own."""
    if line.is_row:
        return False
    marker = read_marker(line.text)
    if marker is None or marker.is_bullet:
        return False
    return len(line.text) <= _LONGEST_HEADING and not (ends_sentence(line.text) and not line.text.endswith(":"))
