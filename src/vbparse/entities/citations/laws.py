"""Laws cited by name.

"Luật Phòng, chống ma túy", "Bộ luật Lao động năm 2019", "Luật Đất đai (sửa đổi)", "Luật sửa đổi, bổ sung một số điều
của Luật X và Luật Y", "Hiến pháp", "Luật Tổ chức chính quyền địa phương ngày 16/6/2025". A name ends where the
list of laws says, else by the general rule of titles; names inside an amending law's belong to it (gold/GUIDE.md).
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.citations.dates import read_date_tail
from vbparse.entities.citations.naming import is_naming
from vbparse.entities.citations.titles import Walk, read_title
from vbparse.entities.citations.view import Found, View
from vbparse.entities.citations.words import PhraseSet
from vbparse.entities.model import Citation
from vbparse.lexicon.load import rows
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from vbparse.entities.citations.types import Head

_YEAR = compile_pattern(r"\s*,?\s*(?:năm\s+)?(?:19|20)\d\d(?![\w/])(?!\s*[-–])", re.IGNORECASE)
_AMENDED = compile_pattern(r"\s*\(\s*sửa\s+đổi[^()]{0,40}\)|\s+sửa\s+đổi(?=\s*(?:[,;.)]|$|năm\s+\d))", re.IGNORECASE)
_AMENDING = compile_pattern(
    r"\s+(?:sửa\s+đổi|bổ\s+sung)(?:\s*,\s*bổ\s+sung)?\s+(?:(?:một\s+số\s+)?điều\s+(?:và\s+\w+\s+)?của\s+(?:các\s+)?)?"
    r"(?=(?:bộ\s+)?luật\s|pháp\s+lệnh\s)",
    re.IGNORECASE,
)
_MANY = compile_pattern(
    r"\s+(?:sửa\s+đổi|bổ\s+sung)(?:\s*,\s*bổ\s+sung)?\s+(?:một\s+số\s+)?điều\s+của\s+\d+\s+luật\s", re.IGNORECASE
)
_JOINT = compile_pattern(r"\s*(?:,|và|,\s*và)\s+(?=(?:Bộ\s+)?[Ll]uật\s|Pháp\s+lệnh\s)")


def read_law(view: View, head: Head, limit: int) -> Found | None:
    """Read the law that a type word names; None for a bare "Luật này". `limit` is where a coded document begins."""
    end = _name_end(view, head, limit)
    if end is None:
        return None
    for tail in (_AMENDED, _YEAR):
        found = tail.match(view.text, end)
        end = found.end() if found else end
    date = read_date_tail(view.text, end)
    name = view.text[head.end : end].strip() or None
    value = Citation(head.type.name, None, date.value if date else None, title=name)
    return Found(head.start, date.end if date else end, value, "law")


def _name_end(view: View, head: Head, limit: int) -> int | None:
    if head.type.name == "Hiến pháp":
        return head.end if view.is_capital(head) else None
    if _MANY.match(view.text, head.end):
        return read_title(view, head.end, Walk(inside=True, limit=limit)).end
    amending = _AMENDING.match(view.text, head.end)
    if amending:
        return _amended_end(view, amending.end(), limit)
    return _title_end(view, head.end, limit, capital=view.is_capital(head))


def _amended_end(view: View, at: int, limit: int) -> int | None:
    """Give the end of the law, or the laws joined by "và", that begin at offset `at` and are amended."""
    end: int | None = None
    while True:
        head = view.head_at(at)
        name = _title_end(view, head.end, limit, capital=True) if head else None
        if name is None:
            return end
        end = name
        joint = _JOINT.match(view.text, end)
        if joint is None:
            return end
        at = joint.end()


def _title_end(view: View, at: int, limit: int, *, capital: bool) -> int | None:
    """Give the end of a law's name that begins at offset `at`; `capital` says how the type word is printed."""
    words = view.words
    index = words.index_at(at)
    width = _names().match(words.items, index)
    if width and (capital or words.is_capital(index)):
        return words.items[index + width - 1].end
    if not capital or view.loud:
        return None
    title = read_title(view, at, Walk(inside=False, limit=limit))
    return title.end if is_naming(view, title, inside=False) else None


@cache
def _names() -> PhraseSet:
    return PhraseSet("laws", lambda: (row["name"] for row in rows("laws.tsv")))
