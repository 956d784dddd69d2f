"""The list of recipients (nơi nhận: Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.9).

`line := "- " party [ "(" purpose ")" ] ";"`, the last one `"- Lưu: VT, desk (copies)."`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import members, rows
from vbparse.outline.lines import Line, ends_sentence, is_rule, without_stop
from vbparse.outline.model import Recipient
from vbparse.outline.patterns import search_line
from vbparse.outline.styles import read_marker
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LABEL = compile_pattern(r"^[\s*_]*N[ơƠ][iI]\s+(?:nhận|NHẬN)\s*[*_\s]*[:.]?[*_\s]*")
_BARE_LABEL = compile_pattern(r"^[\s*_]*N[ơƠ][iI]\s+(?:nhận|NHẬN)[*_\s]*[:.]?[*_\s]*$")
_INLINE = compile_pattern(r"(?:(?<=[;,.])|(?<=\)))\s*[-–]\s+(?=[^\W_])")
_BRACKET = compile_pattern(r"\s*\(\s*([^()]*?)\s*\)")
_FILED = compile_pattern(r"L[ưƯ][uU]\b")
_TYPIST_TAIL = compile_pattern(r"(?:\.\s*|(?<=\))\s*[.,]?\s*)[^\W\d_][\w.]{0,14}\s*$")
_COPIES_TAIL = compile_pattern(r"(?:(?<=[^,:\s])\s+[^\W\d_]{1,6})?\s+\d{1,3}\s?b?\s*$")
_STRAY = compile_pattern(r"\d{1,3}(?:\s+\w{1,3})?")


def is_recipients_label(text: str) -> bool:
    """Tell whether a line opens the list: `Nơi nhận:`, also with the first recipients behind it."""
    found = _LABEL.match(text)
    return found is not None and (":" in found[0] or _BARE_LABEL.match(text) is not None)


def read_recipients(lines: Sequence[Line]) -> tuple[Recipient, ...]:
    """Read the lines below the label `Nơi nhận` (the label itself may head the first of them)."""
    found = (_recipient(group) for group in _members(_unlabelled(lines)))
    return tuple(recipient for recipient in found if recipient is not None)


def read_addressees(lines: Sequence[Line]) -> tuple[Recipient, ...]:
    """Read the lines of `Kính gửi` (box 9a): the addressees that must act, as recipients without purpose."""
    plain = []
    for line in lines:
        kind = search_line(line.text)
        head = kind[1].end() if kind is not None and kind[0].kind == "addressee" else 0
        rest = line.cut(head, len(line.text))
        plain.append(rest.cut(len(rest.text) - len(rest.text.lstrip(" :.")), len(rest.text)))
    found = (_recipient(group) for group in _members([line for line in plain if line.text]))
    return tuple(recipient for recipient in found if recipient is not None)


def _unlabelled(lines: Sequence[Line]) -> list[Line]:
    plain: list[Line] = []
    for line in lines:
        label = _LABEL.match(line.text)
        rest = line.cut(label.end(), len(line.text)) if label else line
        if rest.text and not is_rule(rest.text):
            plain.append(rest)
    return plain


def _members(lines: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    """Group printed lines by recipient: a dash or, where lists have none, a finished line opens the next one."""
    pieces = [piece for line in lines for piece in _inline(line)]
    dashed = any(_has_dash(piece) for piece in pieces)
    group: list[Line] = []
    for piece in pieces:
        if group and _opens(piece, group[-1], dashed=dashed):
            yield tuple(group)
            group = []
        if _is_stray(piece, group):
            continue
        group.append(piece)
    if group:
        yield tuple(group)


def _inline(line: Line) -> Iterator[Line]:
    """Cut `- Bộ Y tế; - Bộ Công an` at the dashes."""
    at = 0
    for found in _INLINE.finditer(line.text):
        if not line.text[at : found.start()].strip(" -–+;"):
            continue
        yield line.cut(at, found.start())
        at = found.start() + len(found[0]) - len(found[0].lstrip())
    yield line.cut(at, len(line.text))


def _has_dash(line: Line) -> bool:
    marker = read_marker(line.text)
    return marker is not None and marker.is_bullet


def _opens(line: Line, before: Line, *, dashed: bool) -> bool:
    if _has_dash(line) or _FILED.match(line.text):
        return True
    finished = before.text.endswith((";", ".", ":"))
    if dashed:
        return finished and line.text[:1].isupper() and line.text.endswith(":")
    return finished or before.text.endswith(",")


def _is_stray(line: Line, group: Sequence[Line]) -> bool:
    """Tell a page number or copy count between the lines: `3`, `08 KH`."""
    if line.text.isdigit():
        return True
    return _STRAY.fullmatch(line.text) is not None and (not group or ends_sentence(group[-1].text))


def _recipient(group: Sequence[Line]) -> Recipient | None:
    first = group[0]
    marker = read_marker(first.text)
    if marker is not None and marker.is_bullet:
        first = first.cut(marker.end, len(first.text))
    if not first.text or (marker is None and len(group) == 1 and first.text.endswith(":")):
        return None
    printed = " ".join(" ".join(line.text.split()) for line in (first, *group[1:]) if line.text)
    text, purpose = _parts(without_stop(printed))
    if not any(char.isalnum() for char in text):
        return None
    last = group[-1] if len(group) > 1 else first
    return Recipient(Span(first.span.start, last.span.end), text, purpose)


def _parts(printed: str) -> tuple[str, str | None]:
    """Part the name from its brackets and from the typist's mark behind `Lưu`."""
    purpose = None
    for bracket in _BRACKET.finditer(printed):
        if purpose is None and is_purpose(bracket[1]):
            purpose = bracket[1]
    text = printed
    if _FILED.match(text):
        text = _TYPIST_TAIL.sub("", text)
        text = _COPIES_TAIL.sub("", text)
    text = _BRACKET.sub("", text)
    return without_stop(" ".join(text.split())).strip(), purpose


def is_purpose(text: str) -> bool:
    """Tell whether a bracket says why a copy is sent: `để b/cáo`, `th/h`, `biết`."""
    key = fold(text)
    return key.startswith(fold("để") + " ") or key in _purposes()


@cache
def _purposes() -> frozenset[str]:
    return frozenset(fold(text) for row in rows("recipients.tsv") for text in members(row["text"]))
