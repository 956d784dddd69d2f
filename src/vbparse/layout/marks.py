"""What lines begin and end with: markers of list items, ends of sentences, headings that fill their line."""

from __future__ import annotations

import re
from functools import cache
from typing import Final, Literal

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import members, rows, table
from vbparse.patterns import compile_pattern

Cue = Literal["motto", "party", "youth", "esign", "copy", "secrecy", "urgency", "draft", "addressee", "subject"]

BULLETS: Final = "-–—+*•●○▪■□◦▫❖◆➢➤→✓·∙"
_MARKER: Final = compile_pattern(
    rf"""(?:
      [{BULLETS}](?=[ \w"“(]|$)                                   # - + • ▪
    | [o§](?=[ ]\S)                                                # o and § as Word's fonts print bullets
    | \(?(?:\d{{1,3}}|[a-zđ]|[ivx]{{1,5}})\)(?=\s*[^\W\d]|$)       # a) 1) (1) (a)
    | \d{{1,2}}(?:\.\d{{1,2}}){{1,4}}[.)]?(?=\s|$)                 # 1.1. 2.3.1
    | \d{{1,3}}[.](?=\s|[^\W\d]|$)                                 # 1.
    | \d{{1,3}}/(?=\s|[^\W\da-zđ][^\W\dA-ZĐ])                      # 1/
    | [a-zđ][./](?=\s)                                             # a. a/
    | (?:[IVX]{{1,6}}|[A-HĐ])\s?[.)/](?=\s|$)                      # I. A.
    | [IVX]{{1,6}}\s?[-–](?=\s)                                    # I -
    | (?:Điều|ĐIỀU|Chương|CHƯƠNG|Phần|PHẦN|Mục|MỤC|Tiểu\ mục|TIỂU\ MỤC)\ (?:thứ\ )?[\dIVX]{{1,5}}\b(?=[.:]|\s[A-ZÀ-ỸĐ]|$)
    )""",
    re.VERBOSE,
)
_STRUCTURE: Final = compile_pattern(
    r"(?i:(?:phụ lục|phụ biểu|mẫu|mẫu số|biểu|biểu số|phần|chương|mục|điều|bảng)(?:\s+(?:số\s+)?[\dIVX]{1,5}[a-z]?)?\s*[.:]?)$"
)
_ENDED: Final = compile_pattern(r"[.;:!?…](?:[)\]”\"'’]*)$|\./\.[)”\"]?$")
_CLOSED: Final = compile_pattern(r"[)\]”\"’]$")
_COUNTED: Final = compile_pattern(
    r"(?i:\b(?:ngày|tháng|năm|số|điều|khoản|điểm|mục|tiết|lần|khóa|khoá|kỳ|quý|đợt|và|đến|từ|hoặc|của|cho|về|với|các|theo))$"
)
"""Words after which a number at the head of the next line is counted by them ("trong tháng" + "12. Sở")."""
_RECIPIENTS: Final = compile_pattern(r"\W{0,2}N(?:ơi|ƠI) +(?:nhận|NHẬN|gửi|GỬI) *(?:[:.]|$|(?=[A-ZĐ]{2}))")


def marker(text: str) -> str:
    """Give the marker of a list item that `text` begins with ("-", "1.1.", "a)"), or nothing."""
    found = _MARKER.match(text)
    return found[0] if found else ""


def is_structure(text: str) -> bool:
    """Tell whether a line holds a structural mark alone: "PHỤ LỤC II", "Phần I", "Mẫu số 01"."""
    return bool(_STRUCTURE.match(text))


def is_ended(text: str) -> bool:
    """Tell whether `text` ends as a sentence, a list item or a lead-in does."""
    return bool(_ENDED.search(text))


def is_closed(text: str) -> bool:
    """Tell whether `text` ends in a closing bracket or quote."""
    return bool(_CLOSED.search(text))


def wants_number(text: str) -> bool:
    """Tell whether `text` ends in a word that a number must follow."""
    return bool(_COUNTED.search(text))


def is_recipients(text: str) -> bool:
    """Tell whether a line begins the list of recipients ("Nơi nhận:")."""
    return bool(_RECIPIENTS.match(text))


def is_type_heading(text: str) -> bool:
    """Tell whether a line holds the name of a document type alone ("KẾ HOẠCH", "QUYẾT ĐỊNH:")."""
    return text.isupper() and fold(text.strip(" :.-–*")) in _type_headings()


def has_cue(text: str, *cues: Cue) -> bool:
    """Tell whether a line is of one of the kinds that `letterhead.toml` describes."""
    return any(pattern.search(text) for cue in cues for pattern in _cues()[cue])


@cache
def _type_headings() -> frozenset[str]:
    return frozenset(fold(heading) for row in rows("doctypes.tsv") for heading in members(row["headings"]))


@cache
def _cues() -> dict[str, tuple[re.Pattern[str], ...]]:
    found: dict[str, tuple[re.Pattern[str], ...]] = {}
    for record in table("letterhead.toml")["line"]:
        found[record["kind"]] = (*found.get(record["kind"], ()), compile_pattern(record["pattern"]))
    return found
