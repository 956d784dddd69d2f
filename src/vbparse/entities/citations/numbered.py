"""Documents named by a bare number ("Kế hoạch 437", "Nghị quyết 57 của Bộ Chính trị") or with their number left blank.

Neither has a code: the number is a name, and with a blank number the title belongs to the citation
(gold/GUIDE.md, "citations").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.citations.dates import read_date_tail
from vbparse.entities.citations.issuers import issuer_end
from vbparse.entities.citations.titles import Walk, read_title
from vbparse.entities.citations.view import Found, View
from vbparse.entities.citations.words import phrase_list, phrases
from vbparse.entities.model import Citation
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.citations.types import Head

_BARE = compile_pattern(
    r"\s+(?:số\s*:?\s*)?(?P<number>\d{1,5}[a-zđ]{0,2})(?![\w/%])(?!\s?[/-]\s?\w)(?![.,]\d)", re.IGNORECASE
)
_PART = r"[A-ZĐƯ][A-Za-zĐđƯư\d.&]*"
_BLANK = compile_pattern(
    rf"\s*số\s*:?\s*[.…_\s]*(?:[/-]\s?{_PART}(?:\s?[-/]\s?{_PART})*|[.…_]{{2,}})(?=\s*,?\s*ngày|\s*,?\s*của|\s*\)|\s*$)"
)
_OF = compile_pattern(r"\s*,?\s*của\s+", re.IGNORECASE)
_ATTACHED = compile_pattern(r"^\W*(?:ban hành\s+)?(?:kèm|đính kèm)(?:\s+theo)?\s", re.IGNORECASE)
_YEARS = range(1900, 2100)


def bare_name(view: View, head: Head) -> tuple[str, int] | None:
    """Give the name of a document with a bare number (`Đề án 06`) and where the number ends; None for none.

    A number that counts ("Kế hoạch 05 năm") or is a year names nothing.
    """
    number = _BARE.match(view.text, head.end)
    if number is None or not view.is_capital(head) or head.type.name in phrase_list("number", "no_names"):
        return None
    digits = number["number"]
    if digits.isdigit() and int(digits) in _YEARS:
        return None
    if phrases("number", "counted").match(view.words.items, view.words.index_at(number.end())):
        return None
    return f"{head.type.name} {digits}", number.end()


def read_blank(view: View, head: Head, limit: int) -> Found | None:
    """Read "Quyết định số      /QĐ-UBND ngày     tháng 3 năm 2024 của UBND ..." and the title that follows.

    The document's own line in an annex's bracket is none.
    """
    number = _BLANK.match(view.text, head.end)
    if number is None or not view.is_capital(head):
        return None
    if _ATTACHED.match(view.text[: head.start]) and (_is_own_type(view, head) or view.passage.zone == "annex"):
        return None
    found = with_tails(view, head, number.end(), "type+blank")
    if not phrases("title", "openers").match(view.words.items, view.words.index_at(found.end)):
        return found
    title = read_title(view, found.end, Walk(inside=True, limit=limit))
    return Found(found.start, max(found.end, title.end), found.value, found.rule)


def with_tails(view: View, head: Head, end: int, rule: str) -> Found:
    """Take in date and issuer behind offset `end`."""
    end = len(view.text[:end].rstrip())
    date = read_date_tail(view.text, end)
    end = date.end if date else end
    issuer = None
    of = _OF.match(view.text, end)
    last = issuer_end(view.words, view.words.index_at(of.end())) if of else None
    if of is not None and last is not None:
        end = view.words.items[last - 1].end
        issuer = view.text[of.end() : end]
    return Found(head.start, end, Citation(head.type.name, None, date.value if date else None, issuer), rule)


def _is_own_type(view: View, head: Head) -> bool:
    own = (view.context.own_code or "").casefold()
    return any(f"/{code}-" in own or f"-{code}/" in own for code in head.type.codes)
