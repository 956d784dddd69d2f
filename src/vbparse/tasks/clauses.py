"""Cuts the text of a node into clauses, each of which may be one task.

One task per sentence, or per member after a semicolon that starts a new action; a list of reports with
separate dates after a colon is one task each; labels of date, topic or unit before a colon are left out
(gold/GUIDE.md, "Where a task begins and ends").
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from vbparse.nlp.sentences import find_colon, split_members, split_sentences
from vbparse.patterns import compile_pattern
from vbparse.tasks.phrases import Token, opening, phrases, tokenize
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Time
    from vbparse.tasks.mentions import Index
    from vbparse.tasks.roles import RoleReader

_RUN_IN_NUMBER = compile_pattern(r"\(\d{1,2}\)\s*")
_OPEN_END = compile_pattern(r"\b(?:về|như|gồm|là|tại|trong đó|các nội dung|nội dung|với chủ đề)\s*$", re.IGNORECASE)
_REPORT_WORD = compile_pattern(r"\b(?:báo cáo|gửi|nộp|kết quả)\b", re.IGNORECASE)


class Clause(NamedTuple):
    """A clause of a node. `label` is the stretch before a colon that was left out of it.

    `head` is the shared beginning of a list of reports ("Tổng hợp báo cáo Y: ..."), whose roles hold for
    each member. `sentence` numbers the sentences of the node.
    """

    span: Span
    sentence: int
    label: Span | None = None
    head: Span | None = None


class ClauseCutter:
    """Cuts the nodes of one document into clauses."""

    __slots__ = ("_roles", "_text", "_times")

    def __init__(self, text: str, roles: RoleReader, times: Index[Time]) -> None:
        self._text = text
        self._roles = roles
        self._times = times

    def cut(self, span: Span) -> list[Clause]:
        """Give the clauses of a node's text, in order."""
        clauses: list[Clause] = []
        for number, sentence in enumerate(split_sentences(self._text[span.start : span.end])):
            clauses += self._of_sentence(sentence.shifted(span.start), number)
        return clauses

    def acts(self, span: Span) -> bool:
        """Tell whether a stretch opens with an action, or with somebody who acts or is told to act."""
        start = self._roles.body_start(span)
        tokens = tokenize(self._text[start : span.end])
        if self._opens_no_task(span):
            return False
        return opening(tokens) is not None or bool(self._roles.actors(span)[0])

    def is_date(self, label: Span) -> bool:
        """Tell a label that is only a time ("15/11: Phát động cuộc thi")."""
        times = self._times.inside(label)
        return (
            len(times) == 1
            and not self._text[label.start : times[0].span.start].strip()
            + self._text[times[0].span.end : label.end].strip()
        )

    def _of_sentence(self, sentence: Span, number: int) -> list[Clause]:
        colon = find_colon(self._text, sentence)
        if colon is None:
            return [Clause(part, number) for part in self._members(sentence)]
        before, start = self._before_label(Span(sentence.start, colon))
        if before is not None:
            rest = self._of_sentence(Span(start, sentence.end), number)
            return [*(Clause(part, number) for part in self._members(before)), *rest]
        label = Span(sentence.start, colon)
        body = self._after(colon, sentence)
        reports = split_members(self._text, body)
        if self._is_report_list(label, reports):
            first, *others = reports
            whole = Span(sentence.start, first.end)
            return [Clause(whole, number), *(Clause(part, number, head=label) for part in others)]
        if self.is_date(label):
            return self._of_schedule(label, body, number)
        members = self._members(body)
        if self._drops(label, members):
            return [Clause(part, number, label=label) for part in members]
        is_action = opening(tokenize(self._text[label.start : label.end])) is not None
        parts = self._with_topics(sentence, members) if is_action else self._members(sentence)
        return [Clause(part, number) for part in parts]

    def _with_topics(self, sentence: Span, members: list[Span]) -> list[Span]:
        """Keep what an action lists behind its colon (`Thực hiện các giải pháp: ...; ...`) up to a member that names who acts."""
        parts = [Span(sentence.start, members[0].end if members else sentence.end)]
        for member in members[1:]:
            if self._roles.actors(member)[0]:
                parts.append(member)
            else:
                parts[-1] = Span(parts[-1].start, member.end)
        return parts

    def _of_schedule(self, label: Span, body: Span, number: int) -> list[Clause]:
        """Cut what follows a date, up to the next date of the same sentence (`15/4: ...; 20/5: ...`)."""
        for before, part in pairwise(split_members(self._text, body)):
            colon = find_colon(self._text, part)
            if colon is not None and self.is_date(Span(part.start, colon)):
                first = self._members(Span(body.start, before.end), any_first=True)
                rest = self._of_sentence(Span(part.start, body.end), number)
                return [*(Clause(member, number, label=label) for member in first), *rest]
        return [Clause(part, number, label=label) for part in self._members(body, any_first=True)]

    def _before_label(self, span: Span) -> tuple[Span | None, int]:
        """Part the members before the one that ends in the colon; gives them and where that one begins."""
        parts = split_members(self._text, span)
        if len(parts) > 1 and self._begins_anew(parts[-1]):
            return Span(span.start, parts[-2].end), parts[-1].start
        return None, span.start

    def _after(self, colon: int, sentence: Span) -> Span:
        start = colon + 1
        while start < sentence.end and self._text[start].isspace():
            start += 1
        return Span(start, sentence.end)

    def _is_report_list(self, label: Span, members: list[Span]) -> bool:
        """Tell "báo cáo Y: kết quả A trước ngày 25/5; kết quả B trước ngày 25/11"."""
        if not _REPORT_WORD.search(self._text, label.start, label.end):
            return False
        dated = sum(any(time.value.role == "deadline" for time in self._times.inside(part)) for part in members)
        return len(members) > 1 and dated == len(members)

    def _drops(self, label: Span, members: list[Span]) -> bool:
        """Tell whether the words before a colon are only a label of what follows."""
        if not members or self._opens_no_task(label):
            return False
        if self._only_units(label):
            return True
        if not self.acts(members[0]) or self._holds_on(label):
            return False
        if self._is_told(members[0]) or (self._names_who_acts(members[0]) and not self._roles.actors(label)[0]):
            return True
        acting = sum(self.acts(part) for part in members)
        return opening(tokenize(self._text[label.start : label.end])) is None or acting > 1

    def _is_told(self, part: Span) -> bool:
        """Tell a member in which somebody is told to act: "Xử lý ý kiến mở rộng nhà văn hóa: giao phòng ..."."""
        return self._roles.actors(part)[1] is not None

    def _only_units(self, label: Span) -> bool:
        """Tell a label that lists bodies and says nothing else."""
        units = self._roles.list_at(label.start, label.end)
        return (
            bool(units)
            and units[0].span.start == label.start
            and not self._text[units[-1].span.end : label.end].strip()
        )

    def _names_who_acts(self, part: Span) -> bool:
        """Tell a member whose subject acts: "Kiểm tra, giám sát: Thanh tra tỉnh chủ trì ..."."""
        units, _, rest = self._roles.actors(part)
        return (
            bool(units)
            and units[0].span.start == part.start
            and opening(tokenize(self._text[rest : part.end])) is not None
        )

    def _holds_on(self, label: Span) -> bool:
        """Tell a label that is the action itself: what follows is its topics (`Truyền thông về: ...`) or an order passed on."""
        text = self._text[label.start : label.end]
        head = opening(tokenize(text))
        return head is not None and (head.verb.name == "chỉ đạo" or bool(_OPEN_END.search(text)))

    def _members(self, span: Span, *, any_first: bool = False) -> list[Span]:
        """Cut at semicolons and run-in numbers before a new action; join what only carries on.

        `any_first` tells that the first member counts as an action whatever its words are (a schedule).
        """
        joined: list[Span] = []
        for part in self._pieces(span):
            follows = joined and (any_first or self._can_follow(joined[-1], part))
            if joined and not (follows and self._begins_anew(part) and self._is_whole(joined[-1])):
                joined[-1] = Span(joined[-1].start, part.end)
            else:
                joined.append(part)
        return joined

    def _pieces(self, span: Span) -> list[Span]:
        return [self._without_number(part) for part in split_members(self._text, span)]

    def _without_number(self, span: Span) -> Span:
        found = _RUN_IN_NUMBER.match(self._text, span.start, span.end)
        return Span(found.end(), span.end) if found else span

    def _begins_anew(self, part: Span) -> bool:
        """Tell whether a member has an action of its own, and states no mere result or limit."""
        tokens = tokenize(self._text[part.start : part.end])
        if phrases("not_new", "starts").match(tokens, 0) or self.only_ensures(part):
            return False
        return self.acts(part)

    def only_ensures(self, span: Span) -> bool:
        """Tell `bảo đảm đúng tiến độ` (how well) from `bảo đảm kinh phí` (something to be provided)."""
        tokens = tokenize(self._text[span.start : span.end])
        length = phrases("ensure", "verbs").match(tokens, 0)
        return bool(length) and not phrases("ensure", "means").match(tokens, length) and not self._second_verb(tokens)

    @staticmethod
    def _second_verb(tokens: Sequence[Token]) -> bool:
        """Tell whether a later part of the member has a verb of its own ("..., kịp thời báo cáo ...")."""
        return any(
            token.text == "," and (found := opening(tokens, at + 1)) is not None and found.start > tokens[at + 1].start
            for at, token in enumerate(tokens[:-1])
        )

    def _can_follow(self, before: Span, part: Span) -> bool:
        """Tell whether a new task may follow: an action follows an action, or names who acts."""
        if self._opens_no_task(before):
            return self._roles.actors(part)[1] is not None  # "Trên đây là ...; đề nghị các đơn vị ..."
        return self.acts(before) or bool(self._roles.actors(part)[0])

    def _opens_no_task(self, span: Span) -> bool:
        return bool(phrases("no_task", "starts").match(tokenize(self._text[span.start : span.end]), 0))

    def _is_whole(self, part: Span) -> bool:
        """Tell whether a member has said what is to be done (not "Yêu cầu thủ trưởng các cơ quan" alone)."""
        actors, order, rest = self._roles.actors(part)
        return not (actors and order is not None and not self._text[rest : part.end].strip(" ,;"))


def without_lead_in(clauses: list[Clause], text: str) -> list[Clause]:
    """Leave out a last clause that only opens a list ("thực hiện các nhiệm vụ sau:")."""
    if clauses and text[clauses[-1].span.start : clauses[-1].span.end].rstrip().endswith(":"):
        return clauses[:-1]
    return clauses
