"""The secrecy mark: MẬT, TỐI MẬT or TUYỆT MẬT (Nghị định 30/2020/NĐ-CP, Phụ lục I, box 10a).

Its place is under number and symbol. But it is a stamp, put by hand or by a registry's software, and what is
missed here is given away: so it is looked for wherever it stands alone on a line, at the head of an annex or
over a page as furniture too. Words of running text ("bảo vệ bí mật nhà nước") never stand so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.lexicon.fold import fold_ascii
from vbparse.outline.headlines import SECRECY_TERMS, is_official_line, secrecy_term
from vbparse.outline.lines import Line, printed_lines
from vbparse.outline.model import Value
from vbparse.outline.patterns import search_line
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.layout.flow import Flow
    from vbparse.outline.letterhead import Head

_LONGEST: Final = 60
"""Characters of a line that holds a mark, with its label and an urgency mark beside it."""
_LONGEST_OFFICIAL: Final = 140
_HEAD: Final = 20
"""So many lines may be a letterhead's: a mark may stand in one line with the number or the date, in the cell of
a table (DOCX), or be misread by OCR."""
_LONGEST_MISREAD: Final = 14
_BESIDE = compile_pattern(r"^\W*((?:TUYỆT |TỐI )?MẬT)\s|[\w/]\s+((?:TUYỆT |TỐI )?MẬT)\W*$")


def with_secrecy(head: Head, lines: Sequence[Line], flow: Flow) -> Head:
    """Take a secrecy mark that stands elsewhere than on a line of the letterhead."""
    if head.letterhead.secrecy is not None:
        return head
    value = next(_marks(lines, flow), None)
    return head if value is None else head._replace(letterhead=head.letterhead._replace(secrecy=value))


def _marks(lines: Sequence[Line], flow: Flow) -> Iterator[Value]:
    for piece in flow.furniture:
        if (text := _alone(piece.text)) is not None:
            yield Value(text)
    has_ocr = flow.origin in {"ocr", "mixed"}
    for at, line in enumerate(lines):
        if at < _HEAD:
            for printed in printed_lines(line):
                yield from _in_letterhead(printed, has_ocr=has_ocr)
        elif not line.is_row and (text := _alone(line.text)) is not None:
            yield Value(text, line.span)


def _in_letterhead(line: Line, *, has_ocr: bool) -> Iterator[Value]:
    if (text := _alone(line.text) or _beside(line.text)) is not None:
        yield Value(text, line.span)
    elif has_ocr and (text := _misread(line.text)) is not None:
        yield Value(text, line.span, inferred=True)


def _alone(text: str) -> str | None:
    """Read a mark that fills its line."""
    if len(text) > _LONGEST or ("Ậ" not in text and "mật" not in text):
        return None
    found = search_line(text)
    return secrecy_term(found[1]["value"]) if found is not None and found[0].kind == "secrecy" else None


def _beside(text: str) -> str | None:
    """Read a mark in one line with the number, the date or the motto: `MẬT  An Bình, ngày 05 tháng 3 năm 2024`."""
    if "MẬT" not in text or len(text) > _LONGEST_OFFICIAL:
        return None
    found = _BESIDE.search(text)
    if found is None:
        return None
    rest = text[: found.start(2)] if found[2] else text[found.end() :]
    return (found[1] or found[2]) if is_official_line(rest.strip()) else None


def _misread(text: str) -> str | None:
    """Read a mark whose accents OCR has lost: `MAT`, `TOI MÂT`."""
    if len(text) > _LONGEST_MISREAD or not text.isupper():
        return None
    return SECRECY_TERMS.get(fold_ascii(text).replace(" ", "").strip(" .:;,'[]()|-_"))
