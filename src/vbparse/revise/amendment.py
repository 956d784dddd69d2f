"""Documents that amend a plan: they hold only what changes, and name the places that they change.

"Điều chỉnh, bổ sung một số nội dung của Kế hoạch số 12/KH-UBND …": what such a document does not name stays in force
(Nghị định 30/2020/NĐ-CP knows no tacit repeal), so that nothing is removed but what it repeals ("Bãi bỏ điểm 9 Mục III").
"""

from __future__ import annotations

import re
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Final, Literal

from vbparse.lexicon.load import table
from vbparse.revise.items import plain, text_key
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument

_REACH: Final = 120
"""Characters behind "Sửa đổi" or "Bãi bỏ" in which the place stands."""
_NUMBER: Final = r"\s+(?:thứ\s+)?(?P<number>[IVXLC]+|\d+(?:\.\d+)*|[a-zđ])(?![\w.]*\w)"
_LINK: Final = re.compile(r"\s*(?:,|của|tại|thuộc|trong)?\s*")
_CONTENT: Final = re.compile(r"\b(?:như sau|thành)\b\s*:?\s*(?=\S)")
_AROUND: Final = " \n“”\"'.;"
"""What stands around new words, and is none of them."""


class Order(NamedTuple):
    """What a task of an amendment does to a place of the old plan; `place` are the ids it may have there."""

    act: Literal["repeals", "rewords"]
    place: tuple[str, ...]
    text: str | None


def amends(new: PlanDocument, old: PlanDocument) -> bool:
    """Tell whether `new` amends `old`: its title says that it amends, and it names the other by code or title."""
    title = new.header.title or ""
    if not any(pattern.match(title) for pattern in _patterns("amends")):
        return False
    code = old.header.code
    if code is not None and any(text_key(citation.code or "") == text_key(code) for citation in new.citations):
        return True
    return bool(old.header.title) and plain(old.header.title or "") in plain(title)


def order_of(text: str) -> Order | None:
    """Read what a task of an amendment orders: "Bãi bỏ điểm 9 Mục III", "Sửa đổi khoản 1 Mục III như sau: “…”"."""
    acts: tuple[Literal["repeals", "rewords"], ...] = ("repeals", "rewords")
    for act in acts:
        for pattern in _patterns(act):
            if (found := pattern.match(text)) is not None:
                content = _CONTENT.search(text, found.end())
                words = text[content.end() :].strip(_AROUND) if content is not None else ""
                return Order(act, _place(text, found.end()), words or None)
    return None


def _place(text: str, start: int) -> tuple[str, ...]:
    """Give the ids that a place may have: "điểm 9 Mục III" is `III.9`, "Điều 2 khoản 1" `D2.1`."""
    first = _part().search(text, start, start + _REACH)
    steps = list(_steps(text, first)) if first is not None else []
    if not steps:
        return ()
    known = table("revisions.toml")["parts"]
    choices = [[f"{before}{number}" for before in known[word]] for word, number in steps]
    ids = [".".join(way[::turn]) for way in product(*choices) for turn in (-1, 1)]
    return tuple(dict.fromkeys(ids))


def _steps(text: str, found: re.Match[str] | None) -> Iterator[tuple[str, str]]:
    """Yield the parts that follow one another: `điểm 9`, `Mục III`."""
    while found is not None:
        yield " ".join(found["word"].lower().split()), found["number"]
        link = _LINK.match(text, found.end())
        found = _part().match(text, link.end()) if link is not None else None


@cache
def _part() -> re.Pattern[str]:
    words = sorted(table("revisions.toml")["parts"], key=len, reverse=True)
    ways = "|".join(word.replace(" ", r"\s+") for word in words)
    return re.compile(rf"\b(?P<word>(?i:{ways})){_NUMBER}")


@cache
def _patterns(kind: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(record["pattern"], re.IGNORECASE) for record in table("revisions.toml")[kind])
