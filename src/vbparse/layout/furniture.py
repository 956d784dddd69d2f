"""What is printed on a page and is no text of the plan: page numbers, running heads, stamps of signing software."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from vbparse.geometry import Box, union
from vbparse.layout.flow import Furniture
from vbparse.layout.lines import PrintedLine, build_lines, pieces, words_of
from vbparse.layout.marks import has_cue, is_structure, marker
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.readers.pages import Word

Kind = Literal["page_number", "running_head", "stamp", "mark"]

EDGE: Final = 0.14
"""Furniture stands in this share of the page's height at its top or foot."""
DEPTH: Final = 4
"""So many lines at the top and the foot are looked at."""
LEVEL: Final = 3.0
"""A running head stands at the same height on each page; points."""
STAMP_GAP: Final = 1.9
"""Lines of a stamp stand at most so many sizes apart."""
STAMP_PIECE: Final = 1.5
"""A gap of so many sizes parts a stamp from the print beside it."""
SMALLER: Final = 0.9
"""A stamp is set in type smaller than this share of the text's."""

_PAGE_NUMBER = compile_pattern(
    r"(?:[-–—.\s]*(?:\d{1,3}|[ivxlc]{1,6})[-–—\s]*"  # 2, - 2 -, iv
    r"|(?i:trang|page)\s*:?\s*\d{1,4}(?:\s*(?:/|of|trên|của)\s*\d{1,4})?"  # Trang 2/5
    r"|\d{1,4}\s*/\s*\d{1,4}"  # 2/5
    r"|https?://\S+\s+\d{1,4}/\d{1,4})$"  # the foot of a page printed from a browser
)
_DIGITS = compile_pattern(r"\d+")
_SIGNED = compile_pattern(
    r"(?:Ký bởi|Ký số bởi|Được ký bởi|Người ký|Thời gian ký|Ngày ký|Giờ ký|Digitally signed|Signed by|"
    r"Signature (?:Not Verified|Valid|valid))\s*(?::|by\b|$)"
)
"""A line that only signing software prints; a stamp holds at least one ("Ký bởi: …", "Thời gian ký: …")."""
_STAMP_WORDS: Final = frozenset({"ký:", "bởi:", "bởi", "by", "by:", "Signature", "SAO", "TRÍCH"})
_COPY_TIME = compile_pattern(r"\d{1,2}:\d{2}")


class Edge(NamedTuple):
    """A line at the top or foot of a page: its text without numbers, its height (points), its numbers."""

    text: str
    baseline: float
    numbers: tuple[str, ...]


class Around(NamedTuple):
    """The edges of the pages before and after a page."""

    before: Sequence[Edge]
    after: Sequence[Edge]


class Sorted(NamedTuple):
    """The lines of a page that are text, and its furniture."""

    lines: list[PrintedLine]
    furniture: list[Furniture]


def edges_of(lines: Sequence[PrintedLine], height: float) -> tuple[Edge, ...]:
    """List the lines at the top and foot of a page that may be furniture."""
    band = EDGE * height
    chosen = [line for line in lines[:DEPTH] if line.baseline <= band]
    chosen += [line for line in lines[-DEPTH:] if line.baseline >= height - band]
    return tuple(Edge(_DIGITS.sub("#", line.text), line.baseline, _numbers(line.text)) for line in chosen)


def sort_out(
    lines: Sequence[PrintedLine], size: tuple[float, float], around: Around, *, body: tuple[float, float]
) -> Sorted:
    """Part the furniture of a page of `size` (width, height in points) from its text.

    `around` are the edges of the pages near by, `body` are the top and foot of what is surely text (the
    tables): nothing between is furniture.
    """
    head = _count(lines, size, around, body)
    foot = _count(lines[head:][::-1], size, around, body)
    kept = list(lines[head : len(lines) - foot])
    taken = [*lines[:head], *lines[len(lines) - foot :]]
    return Sorted(kept, [as_furniture([line], _kind(line)) for line in taken])


def may_hold_stamps(words: Iterable[Word]) -> bool:
    """Tell, quickly, whether a page may hold the stamp of signing software at all."""
    return any(word.text in _STAMP_WORDS for word in words)


def take_stamps(words: Sequence[Word], page: int, size: float) -> tuple[list[Word], list[Furniture]]:
    """Take the stamps of signing software out of the words of a page; `size` is that of the text.

    Box 14 of the decree ("SAO Y; UBND TỈNH …; 20/11/2025 10:20:30") is one too.
    """
    lines = [piece for line in build_lines(words, page) for piece in pieces(line, STAMP_PIECE * line.size)]
    taken: set[int] = set()
    furniture = []
    for at, line in enumerate(lines):
        if at not in taken and _is_stamp(line, size):
            stamp = _grow(lines, at) - taken
            furniture.append(as_furniture([lines[each] for each in sorted(stamp)], "stamp"))
            taken |= stamp
    if not taken:
        return list(words), []
    return words_of(line for at, line in enumerate(lines) if at not in taken), furniture


def as_furniture(lines: Sequence[PrintedLine], kind: Kind) -> Furniture:
    """Make furniture of lines."""
    box = union(Box(line.x0, line.top, line.x1, line.bottom) for line in lines)
    return Furniture(kind, " ".join(line.text for line in lines), lines[0].page, box.rounded())


def _count(
    lines: Iterable[PrintedLine],
    size: tuple[float, float],
    around: Around,
    body: tuple[float, float],
) -> int:
    """Count the furniture at the beginning of `lines`, which run from an edge of the page inwards."""
    band = EDGE * size[1]
    count = 0
    for line in lines:
        at_edge = line.baseline <= min(band, body[0]) or line.baseline >= max(size[1] - band, body[1])
        if not at_edge or count == DEPTH:
            break
        if not _is_page_number(line, size[0]) and not _is_repeated(line, around):
            break
        count += 1
    return count


def _is_page_number(line: PrintedLine, width: float) -> bool:
    if not _PAGE_NUMBER.match(line.text):
        return False
    return not line.text.isdigit() or line.centre > width / 3 or len(line.text) < 3  # noqa: PLR2004


def _is_repeated(line: PrintedLine, around: Around) -> bool:
    """Tell whether a page near by bears the same line at the same height.

    Numbers may differ in it ("Trang 2" and "Trang 3"), but "Phụ lục 1" and "Phụ lục 2" are headings, and so
    is the head of a letter that begins anew. A mark ("MẬT", "DỰ THẢO") is text where it stands first.
    """
    if is_structure(line.text) or has_cue(line.text, "motto", "party", "youth"):
        return False
    masked, numbers = _DIGITS.sub("#", line.text), _numbers(line.text)
    for edge in around.before if _is_mark(line) else (*around.before, *around.after):
        if edge.text == masked and abs(edge.baseline - line.baseline) <= LEVEL:
            same = sum(a == b for a, b in zip(edge.numbers, numbers, strict=False))
            if len(numbers) - same <= 1 and not (marker(line.text) and same < len(numbers)):
                return True
    return False


def _kind(line: PrintedLine) -> Kind:
    if _PAGE_NUMBER.match(line.text):
        return "page_number"
    return "mark" if _is_mark(line) else "running_head"


def _is_mark(line: PrintedLine) -> bool:
    return has_cue(line.text, "secrecy", "urgency", "draft")


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(_DIGITS.findall(text))


def _is_stamp(line: PrintedLine, size: float) -> bool:
    if has_cue(line.text, "copy") and _COPY_TIME.search(line.text):
        return True
    return bool(_SIGNED.match(line.text)) and (line.size <= SMALLER * size or bool(_COPY_TIME.search(line.text)))


def _grow(lines: Sequence[PrintedLine], at: int) -> set[int]:
    """Gather the lines of a stamp around one of them: same type, close, one below the other."""
    stamp = {at}
    for order in (range(at + 1, len(lines)), range(at - 1, -1, -1)):
        last = lines[at]
        for index in order:
            line = lines[index]
            if abs(line.baseline - last.baseline) > STAMP_GAP * last.size:
                break
            overlap = line.x0 < last.x1 and last.x0 < line.x1
            if overlap and abs(line.size - last.size) < 1 and (has_cue(line.text, "esign") or _is_tail(line, last)):
                stamp.add(index)
                last = line
    return stamp


def _is_tail(line: PrintedLine, last: PrintedLine) -> bool:
    """Tell whether a line only goes on with the line of a stamp above it (a wrapped name)."""
    return line.baseline > last.baseline and abs(line.x0 - last.x0) <= LEVEL and not marker(line.text)
