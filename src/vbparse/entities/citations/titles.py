"""Where the title of a document without a code ends.

"Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030, các Chương trình ..." ends at the comma,
"Đề án phát triển thanh toán ... đã được phê duyệt" before what is said of its state,
"Kế hoạch CCHC năm 2019 của Sở" with its issuer,
"Quy hoạch ... thời kỳ 2021 - 2030, tầm nhìn đến năm 2050" behind the last period (gold/GUIDE.md, "citations").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from vbparse.entities.citations.issuers import issuer_end, names_a_body
from vbparse.entities.citations.types import opens_with_type
from vbparse.entities.citations.words import AND, BY, OF, phrase_keys, phrases

if TYPE_CHECKING:
    from vbparse.entities.citations.view import View

_Y = r"(?:19|20)\d\d"
_PERIOD = re.compile(
    rf"(?:giai\s+đoạn|thời\s+kỳ|thời\s+kì|nhiệm\s+kỳ|nhiệm\s+kì)\s+(?:từ\s+)?(?:năm\s+)?{_Y}\s*(?:[-–]|đến)\s*(?:năm\s+)?{_Y}"
    rf"|(?:định\s+hướng\s+|tầm\s+nhìn\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?{_Y}"
    rf"|(?:quý\s+[IV]+|tháng\s+\d{{1,2}}|năm\s+học)\s*(?:/|năm\s+)?\s*{_Y}(?:\s*[-–]\s*{_Y})?"
    rf"|năm\s+{_Y}(?:\s*[-–]\s*{_Y})?|(?:5|05|năm)\s+năm\s+{_Y}\s*[-–]\s*{_Y}|\(\s*{_Y}\s*[-–]\s*{_Y}\s*\)|{_Y}\s*[-–]\s*{_Y}",
    re.IGNORECASE,
)
_AMENDED = re.compile(r"\s*\(\s*(?:được\s+)?sửa\s+đổi[^()]{0,60}\)", re.IGNORECASE)
_FORMER = re.compile(r"\s*\(\s*cũ\s*\)", re.IGNORECASE)
_AFTER_PERIOD = re.compile(
    r"\s*(?:(?:,|và|,\s*và)?\s*(?:tầm\s+nhìn|định\s+hướng|những\s+năm\s+tiếp\s+theo|các\s+năm\s+tiếp\s+theo|nhiệm\s+vụ|phương\s+hướng|giải\s+pháp|dự\s+kiến)(?!\w)"
    r"|(?:của|về|trên\s+địa\s+bàn|và\s+định\s+hướng)\s|(?:tỉnh|thành\s+phố|quận|huyện|thị\s+xã|xã|phường)\s+[^\W\d_])",
    re.IGNORECASE,
)
_AREA = re.compile(r"\s*,?\s+trên\s+(?:địa\s+bàn|phạm\s+vi)(?:\s+(?:toàn\s+)?[^,;.]{1,40})?$", re.IGNORECASE)
_QUOTES = {"“": "”", "‘": "’"}
_HARD = frozenset("”\";:.…|[]")
_THEO = phrase_keys("theo")[0]


@dataclass(frozen=True, slots=True)
class Title:
    """A title: offsets into the passage; `issuer` as printed; `period` says that a period or year closes it."""

    start: int
    end: int
    issuer: str | None = None
    period: bool = False


@dataclass(frozen=True, slots=True)
class Walk:
    """How to walk through a title.

    `inside`: it stands in a coded document's title; `limit`: where the next coded document begins; `basis`: in a
    legal basis ("Căn cứ ...;"), which holds nothing behind the title.
    """

    inside: bool
    limit: int
    basis: bool = False


def read_title(view: View, at: int, walk: Walk) -> Title:
    """Read the title that begins at offset `at`; an empty one (end == start) where none does."""
    quoted = _quoted(view.text, at)
    if quoted is not None and quoted <= walk.limit:
        return Title(at, quoted)
    walker = _Walker(view, at, walk)
    walker.run()
    end = max(walker.end, at)
    if walker.end >= walk.limit:
        end = _without_link(view, at, walk.limit)
    end = _without_area(view, at, end)
    return Title(at, end, walker.issuer, walker.period and end == walker.end)


def _quoted(text: str, at: int) -> int | None:
    """Give the end of a title in quotation marks that begins at `at`; the closing mark belongs to it."""
    here = at
    while here < len(text) and text[here] in " :":
        here += 1
    close = {**_QUOTES, '"': '"'}.get(text[here : here + 1])
    if close is None:
        return None
    end = text.find(close, here + 1)
    return end + 1 if end > 0 else None


class _Walker:
    """Walks from word to word until the title ends; `end` is the offset behind its last word."""

    def __init__(self, view: View, at: int, walk: Walk) -> None:
        self.view, self.walk = view, walk
        self.words, self.items, self.text = view.words, view.words.items, view.text
        self.here = view.words.index_at(at)
        self.first = self.here
        self.end = at
        self.issuer: str | None = None
        self.period = False
        self.periods = {found.start(): found.end() for found in _PERIOD.finditer(view.text, at, walk.limit)}

    def run(self) -> None:
        while self.here < len(self.items) and self.items[self.here].start < self.walk.limit:
            if not self._step():
                return
        if self.here < len(self.items):
            self.end = max(self.end, self.walk.limit)

    def _step(self) -> bool:
        """Take in what stands here; False where the title ends before it."""
        word = self.items[self.here]
        if word.start in self.periods:
            return self._take_period(self.periods[word.start])
        if word.key in _QUOTES:
            return self._take_quotation(word.start)
        if word.key in _HARD and not self._tight_dot(word.start):
            return False
        if word.key in {"(", ")"}:
            return self._take_bracket(word.start)
        if word.key == ",":
            return self._over_joint(1, comma=True)
        if word.key == AND:
            return self._over_joint(1, comma=False)
        if word.key == OF:
            return self._take_issuer()
        if self._ends_here():
            return False
        self._take(self.here + 1)
        return True

    def _take(self, index: int) -> None:
        self.here = index
        self.end = self.items[index - 1].end
        self.period = False

    def _tight_dot(self, at: int) -> bool:
        return self.text[at] == "." and self.text[at + 1 : at + 2].isalnum() and self.text[at - 1].isalnum()

    def _take_period(self, end: int) -> bool:
        self._take(self.words.index_at(end))
        self.end, self.period = end, True
        following = _AFTER_PERIOD.match(self.text, end)
        if following is None:
            return False
        if self.items[self.here].key == ",":
            self.here += 1
        return True

    def _take_quotation(self, at: int) -> bool:
        """Take in a quoted part, closing mark included ("Kế hoạch thực hiện Đề án “...”")."""
        end = self.text.find(_QUOTES[self.text[at]], at + 1)
        if end < 0 or end >= self.walk.limit:
            return False
        self._take(self.words.index_at(end + 1))
        return True

    def _take_bracket(self, at: int) -> bool:
        former = _FORMER.match(self.text, self.end)
        if former is not None and at < former.end():
            self._take(self.words.index_at(former.end()))
            return True
        amended = _AMENDED.match(self.text, self.end)
        if amended is None or at > amended.end():
            return False
        self._take(self.words.index_at(amended.end()))
        return False

    def _take_issuer(self) -> bool:
        """Read "của X": the title ends behind it unless it goes on with "về ..." or a period."""
        known = self.here + 1 < len(self.items) and names_a_body(self.words, self.here + 1)
        last = issuer_end(self.words, self.here + 1) if known else None
        if last is None or (self.here == self.first and not self._goes_on_behind(last)):
            if last is not None:
                return False
            self._take(self.here + 1)
            return True
        name = self.text[self.items[self.here + 1].start : self.items[last - 1].end]
        self.issuer = name
        self._take(last)
        return self._goes_on_behind(last)

    def _goes_on_behind(self, index: int) -> bool:
        if index >= len(self.items) or self.items[index].start >= self.walk.limit:
            return False
        return self.items[index].start in self.periods or phrases("title", "behind_issuer").match(self.items, index) > 0

    def _ends_here(self) -> bool:
        if phrases("making", "nouns").match_before(self.items, self.here + 1):
            return False
        if phrases("ends", "always").match(self.items, self.here) or self._says_by_whom():
            return True
        if self.walk.inside or self.here == self.first:
            return False
        return phrases("ends", "outside").match(self.items, self.here) > 0 and not self._is_theo_goes_on()

    def _says_by_whom(self) -> bool:
        """Tell whether "do X (ban hành)" begins here, X a body with a capital."""
        return self.items[self.here].key == BY and self.here + 1 < len(self.items) and self.words.is_capital(self.here + 1)

    def _is_theo_goes_on(self) -> bool:
        return self.items[self.here].key == _THEO and phrases("ends", "theo_goes_on").match(self.items, self.here + 1) > 0

    def _over_joint(self, width: int, *, comma: bool) -> bool:
        """Step over a comma or "và" where the title goes on behind it."""
        index = self.here + width
        if comma and index < len(self.items) and self.items[index].key == AND:
            index += 1
        if index >= len(self.items) or self.items[index].start >= self.walk.limit or self.end == self.items[self.first].start:
            return False
        if opens_with_type(self.text, self.items[index].start) and not self._small(index):
            return False
        if phrases("goes_on", "words").match(self.items, index):
            self._take(index + 1)
            return True
        if phrases("ends", "always").match(self.items, index):
            return False
        if comma and self._begins_clause(index):
            return False
        if self._is_known(index):
            self.here = index
            return True
        if not self._joins_on(index, comma=comma):
            return False
        self.here = index
        return True

    def _joins_on(self, index: int, *, comma: bool) -> bool:
        """Tell whether what stands behind a comma or "và" still belongs to the title."""
        if self.walk.basis and self.walk.inside:
            return comma or not phrases("goes_on", "basis_ends").match(self.items, index)
        closes = self._closes_with_period(index)
        if phrases("goes_on", "not_words").match(self.items, index):
            return self.walk.inside and closes
        return not comma or self.walk.inside or closes

    def _is_known(self, index: int) -> bool:
        """Tell whether the title so far and the next words begin a title that was read in full before."""
        keys = tuple(word.key for word in self.items[self.first : index + 2])
        return any(title[: len(keys)] == keys for title in self.view.known.titles)

    def _small(self, index: int) -> bool:
        return self.walk.inside and self.text[self.items[index].start].islower()

    def _begins_clause(self, index: int) -> bool:
        """Tell whether a body with a capital stands here: the subject of the main clause."""
        return self.words.is_capital(index) and phrases("clause", "subjects").match(self.items, index) > 0

    def _closes_with_period(self, index: int) -> bool:
        """Tell whether the part behind the comma runs straight to a period ("..., vì sự tiến bộ phụ nữ năm 2024")."""
        for here in range(index, min(index + 20, len(self.items))):
            word = self.items[here]
            if word.start in self.periods:
                return True
            if word.key == "," and self.walk.inside and phrases("goes_on", "words").match(self.items, here + 1):
                continue
            if word.key in _HARD or word.key in {",", "(", ")"} or word.start >= self.walk.limit:
                return False
            if opens_with_type(self.text, word.start) and self.words.is_capital(here):
                return False
            if phrases("ends", "always").match(self.items, here) or (not self.walk.inside and phrases("ends", "outside").match(self.items, here)):
                return False
            if phrases("clause", "subjects").match(self.items, here) and self.words.is_capital(here):
                return False
        return False


def _without_link(view: View, at: int, limit: int) -> int:
    """Leave out the words that link the title to the coded document behind it ("theo", "triển khai thực hiện")."""
    index = view.words.index_at(limit)
    items = view.words.items
    links = phrases("title", "links")
    while index > 0 and items[index - 1].start >= at:
        step = links.match_before(items, index)
        if not step:
            break
        index -= step
    return max(items[index - 1].end, at) if index else at


def _without_area(view: View, at: int, end: int) -> int:
    """Leave out a closing "trên địa bàn X": the plan's own place, no part of the title."""
    found = _AREA.search(view.text, at, end)
    return found.start() if found and not _PERIOD.search(view.text, found.start(), end) else end

