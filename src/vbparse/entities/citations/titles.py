"""Where the title of a document without a code ends.

"Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030, các Chương trình ..." ends at the comma,
"Đề án phát triển thanh toán ... đã được phê duyệt" before what is said of its state,
"Kế hoạch CCHC năm 2019 của Sở" with its issuer,
"Quy hoạch ... thời kỳ 2021 - 2030, tầm nhìn đến năm 2050" behind the last period (gold/GUIDE.md, "citations").
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.citations.issuers import issuer_end, names_a_body
from vbparse.entities.citations.types import opens_with_type
from vbparse.entities.citations.words import AND, BETWEEN, BY, OF, THEO, PhraseSet, phrases
from vbparse.lexicon.load import rows
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.citations.view import View
    from vbparse.entities.citations.words import Word

_Y = r"(?:19|20)\d\d"
_PERIOD = compile_pattern(
    rf"(?:giai\s+đoạn|thời\s+kỳ|thời\s+kì|nhiệm\s+kỳ|nhiệm\s+kì)\s+(?:từ\s+)?(?:năm\s+)?{_Y}\s*(?:[-–]|đến)\s*(?:năm\s+)?{_Y}"
    rf"|(?:định\s+hướng\s+|tầm\s+nhìn\s+)?(?:đến|tới)\s+(?:hết\s+)?(?:năm\s+)?{_Y}"
    rf"|(?:quý\s+[IV]+|tháng\s+\d{{1,2}}|năm\s+học)\s*(?:/|năm\s+)?\s*{_Y}(?:\s*[-–]\s*{_Y})?"
    rf"|năm\s+{_Y}(?:\s*[-–]\s*{_Y})?|(?:5|05|năm)\s+năm\s+{_Y}\s*[-–]\s*{_Y}|\(\s*{_Y}\s*[-–]\s*{_Y}\s*\)|{_Y}\s*[-–]\s*{_Y}",
    re.IGNORECASE,
)
_AMENDED = compile_pattern(r"\s*\(\s*(?:được\s+)?sửa\s+đổi[^()]{0,60}\)", re.IGNORECASE)
_FORMER = compile_pattern(r"\s*\(\s*cũ\s*\)", re.IGNORECASE)
_AFTER_PERIOD = compile_pattern(
    r"\s*(?:(?:,|và|,\s*và)?\s*(?:tầm\s+nhìn|định\s+hướng|những\s+năm\s+tiếp\s+theo|các\s+năm\s+tiếp\s+theo|nhiệm\s+vụ|phương\s+hướng|giải\s+pháp|dự\s+kiến)(?!\w)"
    r"|(?:của|về|trên\s+địa\s+bàn|và\s+định\s+hướng)\s|(?:tỉnh|thành\s+phố|quận|huyện|thị\s+xã|xã|phường)\s+[^\W\d_])",
    re.IGNORECASE,
)
_AREA = compile_pattern(r"\s*,?\s+trên\s+(?:địa\s+bàn|phạm\s+vi)(?:\s+(?:toàn\s+)?[^,;.]{1,40})?$", re.IGNORECASE)
_QUOTES = {"“": "”", "‘": "’"}
_MARKS = frozenset('“‘”’";:.…|[]()')
_LONGEST = 900  # characters of a title; longer ones are running text
_MEMBER = 6  # words of a member of "A, B và C"
_PART = 20  # words from a comma to the period that closes a title


class Title(NamedTuple):
    """A title: offsets into the passage; `issuer` as printed; `period` says that a period or year closes it."""

    start: int
    end: int
    issuer: str | None = None
    period: bool = False


class Walk(NamedTuple):
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
        self.first = self.here = view.words.index_at(at)
        self.stop = view.words.index_at(min(walk.limit, at + _LONGEST))
        self.end = at
        self.issuer: str | None = None
        self.period = False
        self.periods = {
            one.start(): one.end() for one in _PERIOD.finditer(view.text, at, min(walk.limit, at + _LONGEST))
        }

    def run(self) -> None:
        while self.here < self.stop:
            if not self._step():
                return
        if self.here < len(self.items) and self.items[self.here].start >= self.walk.limit:
            self.end = max(self.end, self.walk.limit)

    def _step(self) -> bool:
        """Take in what stands here; False where the title ends before it."""
        word = self.items[self.here]
        if word.start in self.periods:
            return self._take_period(self.periods[word.start])
        if word.key in {",", AND}:
            return self._over_joint(comma=word.key == ",")
        if word.key in {OF, BETWEEN}:
            return self._take_issuer(joint=word.key == BETWEEN)
        if word.key in _MARKS and not self._is_tight_dot(word.start):
            return self._take_mark(word)
        if self._ends_here():
            return False
        return self._take(self.here + 1)

    def _take(self, index: int) -> bool:
        self.here = index
        self.end = self.items[index - 1].end
        self.period = False
        return True

    def _is_tight_dot(self, at: int) -> bool:
        return self.text[at] == "." and self.text[at + 1 : at + 2].isalnum() and self.text[at - 1].isalnum()

    def _take_period(self, end: int) -> bool:
        self._take(self.words.index_at(end))
        self.end, self.period = end, True
        if _AFTER_PERIOD.match(self.text, end) is None:
            return False
        if self.items[self.here].key == ",":
            self.here += 1
        return True

    def _take_mark(self, mark: Word) -> bool:
        """Take in a quoted part or a bracket that belongs to the title ("(cũ)", "(sửa đổi)"); others end it."""
        if mark.key in _QUOTES:
            end = self.text.find(_QUOTES[mark.key], mark.end)
            return 0 <= end < self.walk.limit and self._take(self.words.index_at(end + 1))
        if mark.key != "(":
            return False
        former = _FORMER.match(self.text, self.end)
        if former is not None:
            return self._take(self.words.index_at(former.end()))
        amended = _AMENDED.match(self.text, self.end)
        if amended is not None:
            self._take(self.words.index_at(amended.end()))
        return False

    def _take_issuer(self, *, joint: bool) -> bool:
        """Read "của X" or "giữa X và Y": the title ends behind it unless it goes on with "về ..." or a period."""
        known = self.here + 1 < len(self.items) and names_a_body(self.words, self.here + 1)
        last = issuer_end(self.words, self.here + 1, joint=joint) if known else None
        if last is None:
            return self._take(self.here + 1)
        goes_on = self._goes_on_behind(last)
        if self.here == self.first and not goes_on:
            return False
        self.issuer = self.text[self.items[self.here + 1].start : self.items[last - 1].end]
        self._take(last)
        return goes_on

    def _goes_on_behind(self, index: int) -> bool:
        if index >= self.stop:
            return False
        return self.items[index].start in self.periods or phrases("title", "behind_issuer").match(self.items, index) > 0

    def _ends_here(self) -> bool:
        if phrases("making", "nouns").match_before(self.items, self.here + 1):
            return False
        if phrases("ends", "always").match(self.items, self.here) or self._says_by_whom():
            return True
        if self.walk.inside or self.here == self.first:
            return False
        return phrases("ends", "outside").match(self.items, self.here) > 0 and not self._goes_on_with_theo()

    def _says_by_whom(self) -> bool:
        """Tell whether "do X (ban hành)" begins here, X a body with a capital."""
        following = self.here + 1
        return self.items[self.here].key == BY and following < len(self.items) and self.words.is_capital(following)

    def _goes_on_with_theo(self) -> bool:
        following = phrases("ends", "theo_goes_on").match(self.items, self.here + 1)
        return self.items[self.here].key == THEO and following > 0

    def _over_joint(self, *, comma: bool) -> bool:
        """Step over a comma or "và" where the title goes on behind it."""
        index = self.here + 1
        if comma and index < self.stop and self.items[index].key == AND:
            index += 1
        if index >= self.stop or self.here == self.first:
            return False
        small = self.walk.inside and not self.words.is_capital(index)
        if opens_with_type(self.text, self.items[index].start) and not small:
            return False
        if phrases("goes_on", "words").match(self.items, index):
            return self._take(index + 1)
        self.here = index
        return self._joins_on(index, comma=comma)

    def _joins_on(self, index: int, *, comma: bool) -> bool:
        """Tell whether what stands behind a comma or "và" still belongs to the title."""
        if phrases("ends", "always").match(self.items, index) or (comma and self._begins_clause(index)):
            return False
        if self._is_known(index):
            return True
        if self.walk.basis and self.walk.inside:
            return comma or not phrases("goes_on", "basis_ends").match(self.items, index)
        closes = self._closes_with_period(index)
        if phrases("goes_on", "not_words").match(self.items, index):
            return self.walk.inside and closes
        return not comma or self.walk.inside or closes or self._is_enumerated(index)

    def _is_enumerated(self, index: int) -> bool:
        """Tell whether the part behind the comma is one of "A, B và C" and no clause of its own."""
        if self.words.is_capital(index) or _verbs().match(self.items, index):
            return False
        for here in range(index, min(index + _MEMBER, self.stop)):
            if self.items[here].key == AND:
                return here > index
            if self._breaks(here) or self.items[here].key == OF:
                return False
        return False

    def _is_known(self, index: int) -> bool:
        """Tell whether the title so far and the next words begin a title that was read in full before."""
        keys = tuple(word.key for word in self.items[self.first : index + 2])
        return any(title[: len(keys)] == keys for title in self.view.known.like(keys))

    def _begins_clause(self, index: int) -> bool:
        """Tell whether a body with a capital stands here: the subject of the main clause."""
        return self.words.is_capital(index) and phrases("clause", "subjects").match(self.items, index) > 0

    def _closes_with_period(self, index: int) -> bool:
        """Tell whether the part behind the comma runs straight to a period ("..., vì sự tiến bộ phụ nữ năm 2024")."""
        for here in range(index, min(index + _PART, self.stop)):
            if self.items[here].start in self.periods:
                return True
            if self._breaks(here):
                return False
        return False

    def _breaks(self, here: int) -> bool:
        """Tell whether the word breaks the way from a comma to a period."""
        word = self.items[here]
        if word.key == ",":
            return not (self.walk.inside and phrases("goes_on", "words").match(self.items, here + 1))
        if word.key in _MARKS or phrases("ends", "always").match(self.items, here):
            return True
        if self.words.is_capital(here) and (opens_with_type(self.text, word.start) or self._begins_clause(here)):
            return True
        return not self.walk.inside and phrases("ends", "outside").match(self.items, here) > 0


@cache
def _verbs() -> PhraseSet:
    return PhraseSet("verbs", lambda: (row["verb"] for row in rows("verbs.tsv")))


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
