"""What a cited document is to the plan, and the title that follows its code.

In the preamble "Căn cứ Luật ...;" cites a basis and "Thực hiện Kế hoạch số ..." a document that the plan
implements; a document named in another's title is only mentioned.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, Literal

from vbparse.entities.citations.contexts import in_title_of
from vbparse.entities.citations.titles import Walk, read_title
from vbparse.entities.citations.view import found_behind
from vbparse.entities.citations.words import phrases
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.citations.view import Found, View

Role = Literal["basis", "implements", "mention"]

_LEAD = compile_pattern(
    r"(?:^|[;.]\s)[\s“\"*+-]*(?P<lead>căn cứ|(?:tiếp tục |tổ chức |triển khai )?(?:thực hiện|triển khai)|thi hành)(?!\w)",
    re.IGNORECASE,
)
_ABOUT = compile_pattern(r"\s*,?\s*(?:về việc|về|v/v)\s+", re.IGNORECASE)
_CLAUSE_END = compile_pattern(r";|\.\s|[.:]\s*$|:\s|\./\.")
_COMMA = compile_pattern(r",\s+(?=\w)")


def with_roles(view: View, found: Sequence[Found]) -> list[Found]:
    """Fill `role`, and the `title` of coded citations, where they are clear."""
    leads = [(lead.end(), lead["lead"].casefold()) for lead in _LEAD.finditer(view.text)]
    coded = [one for one in found if one.value.code]
    done = []
    for one in found:
        behind = found_behind(coded, one.end)
        limit = behind.start if behind else len(view.text)
        title = _title(view, one, limit) if one.value.code else one.value.title
        role = "mention" if in_title_of(view, coded, one.start) else _role(view, one, leads)
        done.append(one._replace(value=one.value._replace(title=title, role=role)))
    return done


def _role(view: View, one: Found, leads: Sequence[tuple[int, str]]) -> Role:
    last = bisect_right(leads, one.start, key=itemgetter(0))
    if view.passage.zone != "preamble" or not last:
        return "mention"
    return "basis" if leads[last - 1][1] == "căn cứ" else "implements"


def _title(view: View, one: Found, limit: int) -> str | None:
    """Read the title behind a code, date and issuer ("về ...", "phê duyệt ..."); a coded document ends it."""
    index = view.words.index_at(one.end)
    items = view.words.items
    if index < len(items) and items[index].key == ",":
        index += 1
    if not phrases("title", "openers").match(items, index):
        return None
    about = _ABOUT.match(view.text, one.end)
    start = about.end() if about else items[index].start
    if start >= limit:
        return None
    if view.passage.zone == "preamble":
        end = _clause_end(view, start)
    else:
        title = read_title(view, start, Walk(inside=True, limit=limit))
        end = title.end if title.end < limit or limit == len(view.text) else start
    return _unquoted(view.text[start:end].strip()) or None


def _unquoted(title: str) -> str:
    """Leave out quotation marks around a title, and one whose partner stands outside."""
    if title.startswith("“") and title.endswith("”") and title.count("“") == 1:
        return title[1:-1]
    if title.count("“") > title.count("”"):
        return title.removeprefix("“")
    return title if "“" in title else title.removesuffix("”")


def _clause_end(view: View, start: int) -> int:
    """Give the end of a basis's clause: a semicolon, a full stop, or a comma before who acts."""
    end = _CLAUSE_END.search(view.text, start)
    limit = end.start() if end else len(view.text)
    subjects = phrases("clause", "subjects")
    for comma in _COMMA.finditer(view.text, start, limit):
        index = view.words.index_at(comma.end())
        if view.words.is_capital(index) and subjects.match(view.words.items, index):
            return comma.start()
    return limit
