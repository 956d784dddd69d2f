"""The zones of a document: main text and annexes, and in each the body and what stands at its end.

Works from the text alone; columns and styles, where the input has them, only confirm.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.outline.annexes import begins_annex, read_annex_head
from vbparse.outline.lines import Line, is_capital, is_rule, printed_lines
from vbparse.outline.patterns import search_line
from vbparse.outline.recipients import is_recipients_label
from vbparse.outline.signature import has_authority, is_title
from vbparse.outline.signers import is_name
from vbparse.outline.styles import read_marker
from vbparse.outline.symbols import read_place_date
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

_AHEAD = 6  # lines between a signer's title and the name
_LONGEST_END = 160  # characters of a line of a signature block


class Part(NamedTuple):
    """The main text (`label` and `title` empty) or an annex, which begins at the line `anchor`."""

    anchor: Line | None
    label: Line | None
    title: tuple[Line, ...]
    body: tuple[Line, ...]
    recipients: tuple[Line, ...]
    signature: tuple[Line, ...]


class _Open:
    """A part while its lines come in; `zone` is where the last line went."""

    __slots__ = ("anchor", "body", "label", "recipients", "signature", "signed", "title", "zone")

    def __init__(self, anchor: Line | None = None, label: Line | None = None, title: tuple[Line, ...] = ()) -> None:
        self.anchor = anchor
        self.label = label
        self.title = title
        self.zone = "body"
        self.signed = False
        self.body: list[Line] = []
        self.recipients: list[Line] = []
        self.signature: list[Line] = []

    def closed(self) -> Part:
        ends = (tuple(self.body), tuple(self.recipients), tuple(self.signature))
        return Part(self.anchor, self.label, self.title, *ends)


def divide(lines: Sequence[Line], start: int) -> tuple[Part, ...]:
    """Part the lines from `start` on into the main text and its annexes, in order; the first is the main text."""
    parts: list[Part] = []
    current = _Open()
    at = start
    while at < len(lines):
        line = lines[at]
        later = current.zone != "body" or bool(parts)
        if not _is_signer(line) and begins_annex(lines, at, after_signature=later):
            parts.append(current.closed())
            head = read_annex_head(lines, at, after_signature=later)
            current = _Open(line, head.label, head.title)
            at = max(head.next, at + 1)
            continue
        if _opens_untitled_annex(lines, at, current, is_main=not parts):
            parts.append(current.closed())
            current, at = _untitled(lines, at)
            continue
        _place(current, lines, at, is_main=not parts)
        at += 1
    parts.append(current.closed())
    return (parts[0], *(part for part in parts[1:] if part.label or part.title or part.body))


def _untitled(lines: Sequence[Line], at: int) -> tuple[_Open, int]:
    """Open an annex without a label at a table, a title in capitals or a new page; gives where it goes on."""
    line = lines[at]
    if line.is_row or not is_capital(line.text):
        opened = _Open(line)
        opened.body.append(line)
        return opened, at + 1
    head = read_annex_head(lines, at, after_signature=True)
    return _Open(line, head.label, head.title), max(head.next, at + 1)


def _place(part: _Open, lines: Sequence[Line], at: int, *, is_main: bool) -> None:
    """Put a line where it belongs: body, recipients or signature."""
    line = lines[at]
    printed = tuple(printed_lines(line))
    if any(is_recipients_label(piece.text) for piece in printed):
        _place_columns(part, printed)
        return
    if part.zone == "body" and not begins_signature(lines, at):
        part.body.append(line)
        return
    if part.zone == "body":
        part.zone = "signature"
    for piece in printed:
        _place_end(part, piece, lines, at, is_main=is_main)


def _place_columns(part: _Open, printed: Sequence[Line]) -> None:
    """Put the lines of a block with the label: a row holds the recipients left and the signature right."""
    inside = False
    for piece in printed:
        inside = inside or is_recipients_label(piece.text)
        zone = part.recipients if inside and piece.column != "right" else part.signature
        zone.append(piece)
    part.zone = "recipients"


def _place_end(part: _Open, piece: Line, lines: Sequence[Line], at: int, *, is_main: bool) -> None:
    if part.zone == "recipients" and not (piece.column == "right" or _leaves_recipients(piece, lines, at)):
        part.recipients.append(piece)
        return
    if not is_main and not _is_end_line(piece) and not (part.signature and is_name(piece.text)):
        part.zone = "body"
        part.body.append(piece)
        return
    if part.zone == "signature" and piece.column == "left" and part.recipients and not _is_end_line(piece):
        part.recipients.append(piece)
        return
    part.zone = "signature"
    part.signature.append(piece)
    part.signed = part.signed or is_name(piece.text)


def _leaves_recipients(line: Line, lines: Sequence[Line], at: int) -> bool:
    """Tell whether the signature begins at a line below the recipients."""
    if has_authority(line.text) or (is_title(line.text) and not line.text.endswith((";", ","))):
        return True
    if _is_title_with_name(line.text):
        return True
    marker = read_marker(line.text)
    if (
        marker is not None
        or not is_capital(line.text)
        or line.text.endswith((";", ".", ","))
        or len(line.text.split()) == 1
    ):
        return False
    return _name_follows(lines, at)


def _name_follows(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a signer's title and a name come within the next lines."""
    titled = False
    for line in lines[at + 1 : at + _AHEAD]:
        if is_title(line.text) or has_authority(line.text):
            titled = True
        elif is_name(line.text):
            return titled
        elif not is_capital(line.text):
            return False
    return False


def _is_end_line(line: Line) -> bool:
    """Tell whether a line can stand in a signature block."""
    if len(line.text) > _LONGEST_END:
        return False
    kind = search_line(line.text)
    return (
        has_authority(line.text)
        or is_title(line.text)
        or is_rule(line.text)
        or (kind is not None and kind[0].kind in {"esign", "copy"})
    )


def begins_signature(lines: Sequence[Line], at: int) -> bool:
    """Tell whether a signature block begins at a line of the body.

    A mark of authority is enough (`TM. ỦY BAN NHÂN DÂN`). A title or body without one (`HIỆU TRƯỞNG`) needs a
    name below it, or the end of the document.
    """
    line = lines[at]
    if line.is_row:
        return any(has_authority(cell.text) for cell in printed_lines(line))
    if len(line.text) > _LONGEST_END:
        return False
    if has_authority(line.text) or _is_title_with_name(line.text):
        return True
    if is_title(line.text):
        return _is_signed_title(lines, at)
    if line.text[-1:].isdigit() and read_place_date(line.text) is not None:
        return at + 1 < len(lines) and begins_signature(lines, at + 1)
    return is_capital(line.text) and read_marker(line.text) is None and _name_follows(lines, at)


def _is_signed_title(lines: Sequence[Line], at: int) -> bool:
    """Tell a signer's title from one in the text: a name, further titles, recipients or the end follow."""
    for line in lines[at + 1 : at + _AHEAD]:
        if is_name(line.text) or is_recipients_label(line.text):
            return True
        if not (is_title(line.text) or is_rule(line.text) or _is_signing_note(line.text)):
            return False
    return at + _AHEAD > len(lines)


def _is_signing_note(text: str) -> bool:
    kind = search_line(text)
    return (kind is not None and kind[0].kind == "esign") or text.strip("[]() .").casefold() in {"đã ký", "ký"}


def _is_title_with_name(text: str) -> bool:
    """Tell `THỦ TƯỚNG Nguyễn Văn A`: a title in capitals and a name on one line."""
    words = text.split()
    upper = next((index for index, word in enumerate(words) if not word.isupper()), len(words))
    if not 0 < upper < len(words):
        return False
    return is_title(" ".join(words[:upper])) and is_name(" ".join(words[upper:]))


def _is_signer(line: Line) -> bool:
    """Tell the head of a signature block from the title of an annex."""
    return has_authority(line.text) or is_title(line.text)


def _opens_untitled_annex(lines: Sequence[Line], at: int, part: _Open, *, is_main: bool) -> bool:
    """Tell whether a table or a title in capitals behind the name begins an annex without a label."""
    line = lines[at]
    if is_main and _opens_page_of_annex(lines, at, part):
        return True
    if not (is_main and part.zone == "signature" and part.signed) or line.column in {"left", "right"}:
        return False
    if line.is_row:
        return True
    if is_rule(line.text) or not is_capital(line.text) or len(line.text.split()) < 2:  # noqa: PLR2004
        return False
    return not (_is_end_line(line) or _name_follows(lines, at) or is_name(line.text) or read_place_date(line.text))


def _opens_page_of_annex(lines: Sequence[Line], at: int, part: _Open) -> bool:
    """Tell whether a page behind recipients and signature is an annex whose label was not printed or not read.

    The end of a document may run over to a further page; a page with tables or numbered headings, and without a
    signer's title or list of recipients, is none of it.
    """
    ends = (*part.recipients[-1:], *part.signature[-1:])
    page = lines[at].block.page
    if part.zone == "body" or not ends or page <= max(line.block.page for line in ends):
        return False
    if lines[at].column in {"left", "right"} or _is_list_item(lines[at]):
        return False
    structured = False
    for line in lines[at:]:
        if line.block.page != page:
            break
        if _is_end_line(line) or is_recipients_label(line.text):
            return False
        structured = structured or line.is_row or _is_numbered(line)
    return structured


def _is_list_item(line: Line) -> bool:
    marker = None if line.is_row else read_marker(line.text)
    return marker is not None and marker.is_bullet


def _is_numbered(line: Line) -> bool:
    marker = read_marker(line.text)
    return marker is not None and not marker.is_bullet
