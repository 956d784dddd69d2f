"""Tasks from the paragraphs of the outline."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.patterns import compile_pattern
from vbparse.tasks.clauses import Clause, ClauseCutter, without_lead_in
from vbparse.tasks.draft import Draft, Heading, Modality, Slots
from vbparse.tasks.headings import is_statement, label_units, read_heading
from vbparse.tasks.mentions import list_from
from vbparse.tasks.phrases import opening, phrases, tokenize
from vbparse.tasks.roles import RoleReader, Roles
from vbparse.tasks.sections import SectionKind, below, section_kind
from vbparse.tasks.slots import SlotReader, read_slot_line, split_slots
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Time, Unit
    from vbparse.outline.model import Node
    from vbparse.tasks.draft import Units
    from vbparse.tasks.mentions import Index
    from vbparse.tasks.rows import RowReader

_IS_A_DUTY = compile_pattern(
    r"\blà\s+(?:một\s+trong\s+những\s+|một\s+|những\s+)?(?:nhiệm vụ|giải pháp|yếu tố|điều kiện|yêu cầu|cơ sở|căn cứ|nền tảng)\b",
    re.IGNORECASE,
)
_ANSWERS_FOR = compile_pattern(r"chịu trách nhiệm", re.IGNORECASE)
_ORDERS = compile_pattern(r"\b(?:đề nghị|yêu cầu|giao|phân công|có trách nhiệm|chịu trách nhiệm)\b", re.IGNORECASE)
_BRACKETS = compile_pattern(r"\([^()]*\)")
# A legal basis of a draft in an annex; "Căn cứ vào khả năng cân đối, phối hợp với ...;" is none.
_BASIS = compile_pattern(
    r"(?:Căn cứ|Xét)\s+(?:vào\s+|các\s+)?(?:Hiến pháp|Bộ luật|Luật|Pháp lệnh|Nghị|Thông tư|Quyết định|Chỉ thị|Công văn|Kế hoạch|Chương trình|"
    r"Văn bản|Hướng dẫn|Tờ trình|đề nghị)[^;]*;\s*$"
)
_DONE = compile_pattern(r"\s*(?:cũng |vẫn )?(?:đã và đang|đã|đang)\s", re.IGNORECASE)
_SHORTEST = 2  # words of the shortest task


class Place(NamedTuple):
    """Where a node stands: the kind of section and the heading whose units act."""

    kind: SectionKind = "work"
    heading: Heading | None = None


class Found(NamedTuple):
    """The tasks of a node and below it, and the slots that its own trailing slot lines gave."""

    drafts: tuple[Draft, ...] = ()
    slots: Slots = Slots()


class ProseReader:
    """Reads the tasks of one document's outline."""

    __slots__ = ("_cutter", "_roles", "_rows", "_slots", "_text", "_times", "_units")

    def __init__(self, text: str, units: Index[Unit], times: Index[Time], rows: RowReader) -> None:
        self._text = text
        self._units = units
        self._times = times
        self._rows = rows
        self._roles = RoleReader(text, units, times)
        self._cutter = ClauseCutter(text, self._roles, times)
        self._slots = SlotReader(text, units, times, self._roles)

    def read(self, nodes: Sequence[Node]) -> tuple[Draft, ...]:
        """Give the tasks of the top-level nodes and of all below them, in reading order."""
        drafts: list[Draft] = []
        for node in nodes:
            if node.kind not in {"preamble", "footnote"}:
                drafts += self._visit(node, Place()).drafts
        return tuple(drafts)

    def _visit(self, node: Node, place: Place) -> Found:
        if node.kind == "row":
            return Found(self._rows.read(node))
        if node.kind == "footnote":
            return Found()
        if node.block.table is not None:  # a group row (`II. Cải cách thể chế`) orders nothing itself
            return self._children(node, place)
        here = self._own_text(node)
        is_heading = bool(node.children) and not is_statement(self._slice(node.span))
        heading = (read_heading(self._text, self._units, node) or self._lead_in(node)) if node.children else None
        kind = place.kind if heading else below(place.kind, self._slice(node.span), is_heading=is_heading)
        # A unit at the head of criteria (`c) Đối với các cơ quan`) is measured by them, and told nothing.
        inner = Place(kind, None if kind == "criteria" else heading or place.heading)
        below_it = self._children(node, inner)
        if heading is not None or (is_heading and self._only_opens(node, below_it)):
            return self._with_slots((), below_it)
        own = self._clauses(here, node, Place(place.kind if is_heading else kind, place.heading))
        return self._with_slots(own, below_it)

    def _lead_in(self, node: Node) -> Heading | None:
        """Read who acts from a sentence that opens a list ("Giao Sở Y tế thực hiện các nội dung sau:")."""
        if not self._slice(node.span).rstrip().endswith(":"):
            return None
        clauses = self._cutter.cut(node.span)
        units, order, _ = self._roles.actors(clauses[-1].span) if clauses else ((), None, 0)
        return Heading(units, node.id, order) if units else None

    def _with_slots(self, own: tuple[Draft, ...], below_it: Found) -> Found:
        filled = tuple(draft.filled(below_it.slots) for draft in own) if below_it.slots else own
        return Found(filled + below_it.drafts, below_it.slots)

    def _slice(self, span: Span) -> str:
        return self._text[span.start : span.end]

    def _own_text(self, node: Node) -> Span:
        """Give the node's text without the label of a slot that holds the task ("Nhiệm vụ: ...")."""
        line = read_slot_line(self._text, node.span)
        return line.body if line is not None and line.meaning == "task" else node.span

    def _only_opens(self, node: Node, below_it: Found) -> bool:
        """Tell a heading that names a topic, or whose bullets hold the actions, from one that is a task.

        Whatever its words name, an action that has slot lines is one (`Bảo đảm kinh phí` with `Đơn vị chủ trì: ...`).
        """
        text = self._slice(node.span).rstrip()
        names_section = not below_it.slots and section_kind(text) in {"purpose", "criteria", "event", "frame"}
        return (
            bool(below_it.drafts) or text.endswith(":") or names_section or not self._cutter.acts(self._own_text(node))
        )

    # -- slot lines -------------------------------------------------------------------------------------

    def _children(self, node: Node, place: Place) -> Found:
        """Read the children; each block of slot lines fills the tasks before it, back to the block before."""
        done: list[Draft] = []
        pending: list[Draft] = []
        block = Slots()
        own = Slots()
        for number, child in enumerate(node.children):
            slots = self._slots.read(child)
            if slots:
                block = block.joined(slots)
                continue
            if block:
                own, block = own or block, Slots()
                done, pending = done + [draft.filled(own) for draft in pending], []
            found = self._visit(child, place)
            if found.slots and number == len(node.children) - 1 and not done and self._are_alike(node.children):
                pending = [draft.filled(found.slots) for draft in pending]
            pending += found.drafts
        if block:
            own = own or block
            pending = [draft.filled(block) for draft in pending]
        return Found(tuple(done + pending), own)

    def _are_alike(self, items: Sequence[Node]) -> bool:
        """Tell sub-items that share the slot lines behind the last one from items each with a content of its own."""
        form = is_statement(self._slice(items[-1].span))
        return all(not item.children and is_statement(self._slice(item.span)) == form for item in items[:-1])

    # -- clauses ----------------------------------------------------------------------------------------

    def _clauses(self, span: Span, node: Node, place: Place) -> tuple[Draft, ...]:
        if place.kind == "purpose" or (span == node.span and read_slot_line(self._text, span)):
            return ()
        if _BASIS.match(self._slice(span)) and self._roles.body_start(span) == span.start:
            return ()
        span, slot_lines = split_slots(self._text, span)
        clauses = self._cutter.cut(span)
        clauses = without_lead_in(clauses, self._text)
        drafts: list[Draft] = []
        carried: Draft | None = None
        named: set[str] = set()
        for clause in self._dated(clauses):
            draft = self._draft(clause, node, place, carried)
            if draft is None:
                continue
            drafts.append(draft)
            if self._names_actor(clause):
                named |= {unit.value.name for unit in draft.lead}
                # after a member for each of the heading's units the next one speaks to all of them
                everyone = place.heading is not None and len(place.heading.units) > 1 and named >= place.heading.names
                carried = None if everyone else draft
        if not slot_lines:
            return tuple(drafts)
        slots = self._slots.fill(slot_lines)
        return tuple(draft.filled(slots) for draft in drafts)

    def _dated(self, clauses: list[Clause]) -> list[Clause]:
        """Let the date before a colon hold for all later sentences of the node ("05/12: ... Và nộp ...")."""
        date: Span | None = None
        dated = []
        for clause in clauses:
            if clause.label is not None and self._cutter.is_date(clause.label):
                date = clause.label
            dated.append(clause._replace(label=date) if clause.label is None and date is not None else clause)
        return dated

    def _names_actor(self, clause: Clause) -> bool:
        return bool(self._roles.actors(clause.span)[0] or self._label_units(clause))

    def _draft(self, clause: Clause, node: Node, place: Place, carried: Draft | None) -> Draft | None:
        roles = self._read_roles(clause)
        if not self._is_task(clause, roles, place, carried=carried is not None):
            return None
        lead, cooperate, heading = self._who(roles, place.heading, carried)
        named = {unit.value.name for unit in lead}
        scope = Span(clause.label.start if clause.label else clause.span.start, clause.span.end)
        times = self._times.inside(clause.span)
        if clause.label is not None:
            times = self._times.inside(clause.label) + times
        return Draft(
            node.id,
            clause.span,
            clause,
            lead=lead,
            cooperate=tuple(unit for unit in cooperate if unit.value.name not in named),
            advise_to=roles.advise_to,
            report_to=roles.report_to,
            times=times,
            modality=self._modality(roles, heading or (place.heading if not roles.lead else None), carried),
            heading=heading,
            answers_for=bool(_ANSWERS_FOR.search(self._text, scope.start, scope.end)),
        )

    def _read_roles(self, clause: Clause) -> Roles:
        roles = self._roles.read(clause.span)
        if clause.head is not None:
            head = self._roles.read(clause.head)
            return roles._replace(
                lead=roles.lead or head.lead,
                report_to=roles.report_to or head.report_to,
                order=roles.order or head.order,
            )
        if roles.lead or clause.label is None:
            return roles
        shared = self._roles.shares(clause.label)
        if shared.lead:
            return roles._replace(lead=shared.lead, cooperate=shared.cooperate + roles.cooperate)
        return roles._replace(lead=self._label_units(clause))

    def _label_units(self, clause: Clause) -> Units:
        label = clause.label
        if label is None:
            return ()
        units = self._roles.list_at(label.start, label.end)  # `Các thành viên Ban Chỉ đạo: ...`
        if units:
            return label_units(self._text, units, units[0].span.start, label.end)
        first = self._units.next_from(label.start, label.end)
        if first is None:
            return ()
        return label_units(self._text, list_from(self._units, self._text, first, label.end), label.start, label.end)

    def _is_task(self, clause: Clause, roles: Roles, place: Place, *, carried: bool) -> bool:
        text = self._slice(clause.span)
        if len(text.split()) < _SHORTEST or text.isupper():
            return False
        if clause.label is not None and self._cutter.is_date(clause.label):
            return True
        if self._orders_nothing(clause.span, place):
            return False
        if clause.head is not None or roles.lead or place.heading is not None:
            return True
        return (carried or place.kind not in {"criteria", "frame"}) and self._acts_by_itself(clause)

    def _orders_nothing(self, span: Span, place: Place) -> bool:
        """Tell a clause that is no order by its first words, by its section, or because it only names somebody."""
        text = self._slice(span)
        tokens = tokenize(text)
        if phrases("no_task", "starts").match(tokens, 0) or self._tells_what_is(span):
            return True
        if phrases("no_task", "purposes").match(tokens, 0) and self._roles.body_start(span) == span.start:
            return True
        return self._only_names(span) or (place.kind == "event" and not _ORDERS.search(text))

    def _tells_what_is(self, span: Span) -> bool:
        """Tell a statement of what somebody has done or does (`Các nhà mạng đã và đang triển khai ...`)."""
        units, order, rest = self._roles.actors(span)
        return bool(units) and order is None and bool(_DONE.match(self._text, rest, span.end))

    def _only_names(self, span: Span) -> bool:
        """Tell a line with a body and nothing else outside brackets: `Ban Thường trực (chủ trì hội nghị)`."""
        units = self._units.inside(span)
        if not units or units[0].span.start != span.start:
            return False
        rest = self._text[units[-1].span.end : span.end]
        return len(units) == 1 and not _BRACKETS.sub("", rest).strip(" .;,")

    def _acts_by_itself(self, clause: Clause) -> bool:
        """Tell whether a clause that names nobody opens with an action, and states no mere quality."""
        start = self._roles.body_start(clause.span)
        acts = opening(tokenize(self._text[start : clause.span.end])) is not None
        if _IS_A_DUTY.search(self._text, clause.span.start, clause.span.end):
            return False
        return acts and not self._cutter.only_ensures(clause.span)

    @staticmethod
    def _who(roles: Roles, heading: Heading | None, carried: Draft | None) -> tuple[Units, Units, Heading | None]:
        """Settle lead and cooperating units (gold/GUIDE.md, "Who")."""
        if roles.lead:
            return roles.lead, roles.cooperate, None
        if carried is not None:
            return carried.lead, roles.cooperate, carried.heading
        if heading is None:
            return (), roles.cooperate, None
        if roles.joins and heading.order != "assign":
            return (), heading.units + roles.cooperate, heading
        return heading.units, roles.cooperate, heading

    @staticmethod
    def _modality(roles: Roles, heading: Heading | None, carried: Draft | None) -> Modality:
        if roles.order is not None:
            return roles.order
        if carried is not None and not roles.lead:
            return carried.modality
        return "request" if heading is not None and heading.order == "request" else "assign"
