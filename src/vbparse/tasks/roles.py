"""Who stands in which slot of one clause, by the role words around the units.

`chủ trì`, `giao X`, a plain subject: lead. `phối hợp với Y`: cooperate. `tham mưu Y`: advise_to.
`báo cáo Y`, `gửi Y`, `trình Y`: report_to, the first addressee only (gold/GUIDE.md, "Who").
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold_word
from vbparse.patterns import compile_pattern
from vbparse.tasks.mentions import Index, list_from
from vbparse.tasks.phrases import opening, phrases, tokenize
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Mention, Time, Unit
    from vbparse.tasks.draft import Modality, Units
    from vbparse.tasks.phrases import Token

_ORDERS: tuple[Modality, ...] = ("request", "assign", "encourage")
_TIME_SIGNAL = compile_pattern(
    r"(?:định kỳ|trước|chậm nhất|muộn nhất|vào|trong|từ|đến|hết|cuối|đầu|là|ngày|,|\s)*", re.IGNORECASE
)
_AFTER_TIME = compile_pattern(r"(?:\s*\([^)]*\))?[\s,]*")
_AFTER_CASE = frozenset({",", fold_word("thì")})
_DIRECTS = fold_word("chỉ")  # of "chỉ đạo"
_COOPERATE = compile_pattern(
    r"\b(?<!công tác )(?<!sự )(?<!quy chế )(?<!cơ chế )(?<!chương trình )(?<!hoạt động )(?<!tinh thần )(?<!kế hoạch )"
    r"(?:phối hợp|kết hợp)(?: chặt chẽ| thường xuyên| tốt| đồng bộ)?,?(?: với| cùng| cùng với| giữa)?\s+",
    re.IGNORECASE,
)
_ADVISE = compile_pattern(r"\b(?:tham mưu|đề xuất)(?:,? giúp|,? đề xuất)*(?: cho| với| giúp| để)?\s+", re.IGNORECASE)
_REPORT = compile_pattern(
    r"\b(?:báo cáo|gửi|nộp|trình|phản ánh|kiến nghị|thông báo|cung cấp|bàn giao|chuyển)\b", re.IGNORECASE
)
_TOWARDS = compile_pattern(
    r"(?:\s*(?:,?\s*(?:và )?(?:báo cáo|đề xuất|kết quả|trực tiếp|kịp thời|đầy đủ|thường xuyên|định kỳ|ngay|về|cho|đến|tới|lên|với|ngay|bằng văn bản))*)\s*",
    re.IGNORECASE,
)
_FAR_TOWARDS = compile_pattern(r"\b(?:về|gửi|cho|đến|tới|lên)\s+(?:cho\s+|đồng chí\s+)?", re.IGNORECASE)
_FAR_WITH = compile_pattern(r"\b(?:về|gửi|cho|đến|tới|lên|với)\s+(?:cho\s+|đồng chí\s+)?", re.IGNORECASE)
_SPEAKS_WITH = frozenset({"phản ánh", "kiến nghị"})
_PURPOSE = compile_pattern(r"\bđể\b|\bnhằm\b", re.IGNORECASE)
_VIA = compile_pattern(r"\(?\b(?:thông )?qua\s+", re.IGNORECASE)
_BY_AGENT = compile_pattern(r"\bdo\s+|,\s*giao\s+(?:cho\s+)?", re.IGNORECASE)
_AGENT_VERB = compile_pattern(r"\s*(?:chủ trì|thực hiện|phụ trách|đảm nhiệm|chịu trách nhiệm|làm)\b", re.IGNORECASE)
_DUTY = compile_pattern(r"\s*,?\s*(?:chủ trì|phối hợp)\b", re.IGNORECASE)
_LEADS = compile_pattern(r"\s*\(?\s*(?:là (?:cơ quan|đơn vị) )?chủ trì\b", re.IGNORECASE)
_JOINS_IN = compile_pattern(
    r"\s*\(?\s*(?:là (?:cơ quan|đơn vị) )?(?:cùng )?phối hợp\b(?!\s*(?:chặt chẽ |thường xuyên )?(?:với|cùng|giữa)\b)",
    re.IGNORECASE,
)
_DOES = compile_pattern(r"\s*(?:tổ chức )?(?:thực hiện|phụ trách|đảm nhiệm|chịu trách nhiệm)\b", re.IGNORECASE)
_DOES_LAST = compile_pattern(r"\s*(?:tổ chức )?(?:thực hiện|phụ trách|đảm nhiệm|hỗ trợ)\s*\)", re.IGNORECASE)
_NOUN_BEFORE_SUBMIT = compile_pattern(
    r"(?:nội dung|các|do|đơn vị|hồ sơ|chương trình|quy|tờ|quá|công|lịch|giáo|lộ)\s*$", re.IGNORECASE
)
_ONE_COMRADE = compile_pattern(r"(?:đồng chí|đ/c)\s", re.IGNORECASE)
_RECEIVES = compile_pattern(r"\s*,?\s*(?:để\s+)?tổng hợp\b|\s*,?\s*để\b", re.IGNORECASE)
_LETS_DECIDE = compile_pattern(
    r"\s*(?:xem xét|nắm|chỉ đạo|cho ý kiến|quyết định|phê duyệt|theo dõi|biết)", re.IGNORECASE
)


@cache
def _order_words() -> frozenset[str]:
    return frozenset().union(*(phrases("orders", order).starts() for order in _ORDERS))


class Roles(NamedTuple):
    """The slots of one clause. `order` tells how the duty was handed over, where a word says it."""

    lead: Units = ()
    cooperate: Units = ()
    advise_to: Units = ()
    report_to: Units = ()
    order: Modality | None = None
    joins: bool = False  # the clause begins with "Phối hợp", so that its actor only joins in


class RoleReader:
    """Reads the roles of clauses of one document."""

    __slots__ = ("_text", "_times", "_units")

    def __init__(self, text: str, units: Index[Unit], times: Index[Time]) -> None:
        self._text = text
        self._units = units
        self._times = times

    def read(self, clause: Span) -> Roles:
        """Read the slots that the clause itself fills."""
        actors, order, rest = self.actors(clause)
        after = Span(rest, clause.end)
        advised = self._advised(after)
        shared = self.shares(clause)
        helpers = self._helpers(after) + shared.cooperate
        actors = actors or shared.lead
        return Roles(
            lead=actors,
            cooperate=tuple(unit for unit in dict.fromkeys(helpers) if unit not in actors),
            advise_to=advised,
            report_to=self._addressees(after, advised=bool(advised)),
            order=order,
            joins=not actors and self._joins(clause),
        )

    def shares(self, span: Span) -> Roles:
        """Read who leads and who joins in where the role word stands behind: `(Sở A chủ trì; Sở B, Sở C phối hợp)`."""
        lead: Units = ()
        joining: Units = ()
        at = span.start
        while (first := self._units.next_from(at, span.end)) is not None:
            units = list_from(self._units, self._text, first, span.end)
            at = units[-1].span.end
            before = self._text[span.start : first.span.start].rstrip()[-1:]
            if before and before not in ",;:(":
                continue
            does = before == "(" and _DOES.match(self._text, at, span.end)
            if _LEADS.match(self._text, at, span.end) or does or _DOES_LAST.match(self._text, at, span.end):
                lead += units
            elif _JOINS_IN.match(self._text, at, span.end):
                joining += units
        return Roles(lead=lead, cooperate=joining) if lead else Roles()

    def actors(self, clause: Span) -> tuple[Units, Modality | None, int]:
        """Find who acts: after an order (`giao X`), as subject, or after `do`.

        Gives the units, the order's kind (`assign`, `request`, `encourage`; None without one) and where the
        rest of the clause begins.
        """
        ordered = self._ordered(clause)
        if ordered is not None:
            return ordered
        subject = self._subject(clause)
        if subject:
            return self._one_person(subject), None, subject[-1].span.end
        return self._agent(clause), None, clause.start

    def _ordered(self, clause: Span) -> tuple[Units, Modality, int] | None:
        """Read `giao X`, `đề nghị X`, `yêu cầu X` where no verb of the clause comes before it."""
        tokens = tokenize(self._text[clause.start : clause.end])
        limit = self._first_verb(clause)
        kind: Modality | None = None
        found: list[Mention[Unit]] = []
        for at, token in enumerate(tokens):
            start = clause.start + token.start
            if found and start < found[-1].span.end:
                continue
            if start > (found[-1].span.end + 4 if found else limit):
                break
            match = self._order_at(tokens, at, clause) if token.text in _order_words() else None
            if match is None:
                continue
            order, units = match
            kind = order if kind is None or order == "assign" else kind
            found += units
        return (tuple(found), kind or "assign", found[-1].span.end) if found else None

    def _order_at(self, tokens: Sequence[Token], at: int, clause: Span) -> tuple[Modality, Units] | None:
        for order in _ORDERS:
            length = phrases("orders", order).match(tokens, at)
            if not length:
                continue
            end = clause.start + tokens[at + length - 1].end
            units = self.list_at(end, clause.end)
            if not units:
                return None
            if tokens[at].text == _DIRECTS and not _DUTY.match(self._text, units[-1].span.end):
                return None  # "chỉ đạo X làm ..." leaves the duty with who directs
            return order, units
        return None

    def _first_verb(self, clause: Span) -> int:
        """Give where the first verb of the clause stands, adverbial clauses before it passed over."""
        start = self.body_start(clause)
        subject = self.list_at(start, clause.end)
        begin = subject[-1].span.end if subject else start
        tokens = tokenize(self._text[begin : clause.end])
        found = opening(tokens)
        return begin + found.start if found else clause.end

    def body_start(self, clause: Span) -> int:
        """Give where the clause begins after "Căn cứ ...,", "Đối với ...,", "Trong quá trình ...".

        The start of the clause itself where it opens with no such adverbial, or nothing follows it.
        """
        text = self._text
        tokens = tokenize(text[clause.start : clause.end])
        dated = self._after_time(clause)
        if dated is not None:
            return dated
        if not phrases("openers", "adverbial", "starts").match(tokens, 0):
            return clause.start
        for at, token in enumerate(tokens):
            start = clause.start + token.end
            if token.text in _AFTER_CASE:
                rest = at + 1
                if self.list_at(start, clause.end) or opening(tokens, rest) or self._is_order(tokens, rest):
                    return start + 1
            elif at and self._is_order(tokens, at) and self._list_after_order(tokens, at, clause):
                return clause.start + token.start
        return clause.start

    def _after_time(self, clause: Span) -> int | None:
        """Give where a clause goes on after the time it opens with ("Trước ngày 15/12 hằng năm, tổng hợp ...")."""
        start = clause.start
        while True:
            time = self._times.next_from(start, clause.end)
            if time is None or not _TIME_SIGNAL.fullmatch(self._text, start, time.span.start):
                return start if start > clause.start else None
            after = _AFTER_TIME.match(self._text, time.span.end)
            start = after.end() if after else time.span.end

    def _is_order(self, tokens: Sequence[Token], at: int) -> int:
        return phrases("orders", "request").match(tokens, at) or phrases("orders", "assign").match(tokens, at)

    def _list_after_order(self, tokens: Sequence[Token], at: int, clause: Span) -> Units:
        length = self._is_order(tokens, at)
        return self.list_at(clause.start + tokens[at + length - 1].end, clause.end)

    def _subject(self, clause: Span) -> Units:
        """Give the units that the clause begins with, when something follows them."""
        units = self.list_at(self.body_start(clause), clause.end)
        rest = self._text[units[-1].span.end : clause.end].strip(" .;,") if units else ""
        return units if rest and not rest.startswith(":") else ()

    def _one_person(self, subject: Units) -> Units:
        """Keep the last office of one comrade who is named with two ("Đồng chí Ủy viên ..., Chủ tịch ...")."""
        first = subject[0].span
        if (
            len(subject) > 1
            and _ONE_COMRADE.match(self._text, first.start)
            and all(unit.value.cls == "person" for unit in subject)
        ):
            return subject[-1:]
        return subject

    def _agent(self, clause: Span) -> Units:
        """Read `do X chủ trì`, `do X thực hiện`, `..., giao X thực hiện`."""
        for found in _BY_AGENT.finditer(self._text, clause.start, clause.end):
            units = self.list_at(found.end(), clause.end)
            if units and _AGENT_VERB.match(self._text, units[-1].span.end):
                return units
        return ()

    def list_at(self, start: int, end: int) -> Units:
        """Give the list of units that begins at `start`, blanks and connectives passed over."""
        first = self._units.next_from(start, end)
        if first is None:
            return ()
        gap = tokenize(self._text[start : first.span.start])
        at = 0
        while at < len(gap):
            step = (
                phrases("openers", "connectives").match(gap, at)
                or phrases("openers", "staff").match(gap, at)
                or gap[at].text in {",", "-", "–"}
            )
            if not step:
                return ()
            at += int(step)
        return list_from(self._units, self._text, first, end)

    def _joins(self, clause: Span) -> bool:
        start = self.body_start(clause)
        found = opening(tokenize(self._text[start : clause.end]))
        return found is not None and found.verb.name == "phối hợp"

    def _helpers(self, span: Span) -> Units:
        """Give the units after `phối hợp với`."""
        found: list[Mention[Unit]] = []
        for match in _COOPERATE.finditer(self._text, span.start, span.end):
            found += [unit for unit in self._units_right_at(match.end(), span.end) if unit not in found]
        return tuple(found)

    def _advised(self, span: Span) -> Units:
        """Give the units after `tham mưu`, `đề xuất với`."""
        for match in _ADVISE.finditer(self._text, span.start, span.end):
            units = self._units_right_at(match.end(), span.end)
            if units:
                return units
        return ()

    def _units_right_at(self, start: int, end: int) -> Units:
        first = self._units.next_from(start, end)
        if first is None or self._text[start : first.span.start].strip():
            return ()
        return list_from(self._units, self._text, first, end)

    def _addressees(self, span: Span, *, advised: bool) -> Units:
        """Give the first addressee of a report or of what is handed in, and who it goes through."""
        text = self._text
        for match in _REPORT.finditer(text, span.start, span.end):
            if self._in_purpose(span.start, match.start()):
                continue
            if match[0].casefold() == "trình" and (
                advised or _NOUN_BEFORE_SUBMIT.search(text[span.start : match.start()])
            ):
                continue
            units = self._towards(match, span.end) or self._let_decide(match.end(), span.end)
            if units:
                return units + self._via(units[-1].span.end, span.end)
        return ()

    def _in_purpose(self, start: int, at: int) -> bool:
        """Tell whether the words before `at` say what something is for (`để tổng hợp, báo cáo Y`)."""
        return any(self._text[found.end() : at].count(",") <= 1 for found in _PURPOSE.finditer(self._text, start, at))

    def _towards(self, report: re.Match[str], end: int) -> Units:
        """Read `báo cáo Y`, `gửi về Y`, else `báo cáo kết quả ... về Y` further on."""
        text = self._text
        gap = _TOWARDS.match(text, report.end(), end)
        units = self._units_right_at(gap.end() if gap else report.end(), end)
        if units or report[0].casefold() == "trình":
            return units
        stop = _PURPOSE.search(text, report.end(), end)
        limit = stop.start() if stop else end
        far = _FAR_WITH if report[0].casefold() in _SPEAKS_WITH else _FAR_TOWARDS
        for match in far.finditer(text, report.end(), limit):
            units = self._units_right_at(match.end(), end)
            if units:
                return units
        return ()

    def _let_decide(self, start: int, end: int) -> Units:
        """Read `báo cáo ... để X xem xét`."""
        match = _PURPOSE.search(self._text, start, end)
        if match is None:
            return ()
        units = self._units_right_at(match.end() + 1, end)
        if units and _LETS_DECIDE.match(self._text, units[-1].span.end):
            return units
        return ()

    def _via(self, start: int, end: int) -> Units:
        """Read `(qua Y)`, `thông qua Y` after an addressee."""
        match = _VIA.search(self._text, start, end)
        if match is None or _RECEIVES.match(self._text, start):
            return ()
        return self._units_right_at(match.end(), end)
