"""Finds the organisations of a document, passage by passage."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from vbparse.entities.model import Mention, Unit
from vbparse.entities.units.capitals import is_capitals, restore_case
from vbparse.entities.units.coreference import resolve
from vbparse.entities.units.declared import Declared
from vbparse.entities.units.frame import frame_of
from vbparse.entities.units.lists import share
from vbparse.entities.units.naming import full_name, level_of, place_of
from vbparse.entities.units.parts import View
from vbparse.entities.units.people import NAME_COLUMNS, OFFICE_COLUMNS, join_people, name_cell, seat
from vbparse.entities.units.recipients import with_desks
from vbparse.entities.units.repeated import with_repeated
from vbparse.entities.units.scan import scan
from vbparse.entities.units.slots import slot_start, with_fillers
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.spelling import mend_slips
from vbparse.lexicon.syllables import cut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from vbparse.entities.model import Citation, Context
    from vbparse.entities.units.parts import Body, Found, Frame
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.outline.passages import Passage
    from vbparse.textmap import Span

_VE = fold_word("về")
_CLAUSE_END = frozenset(".,;:()")
_LAWS = frozenset({"Luật", "Bộ luật", "Pháp lệnh", "Hiến pháp"})


def find_units(
    passages: Sequence[Passage], context: Context, lexicon: Lexicon, citations: Sequence[Mention[Citation]]
) -> tuple[Mention[Unit], ...]:
    """Find all mentions of organisations, sets of them and office holders, in reading order.

    `context` gives what names leave out (level and place of the issuer); the titles of laws among `citations`
    hold no units.
    """
    frame = frame_of(context, passages, lexicon)
    shut = sorted(citation.span for citation in citations if citation.value.type in _LAWS)
    declared = Declared()
    read = _seated(passages, [_read_passage(passage, frame, lexicon, shut, declared) for passage in passages])
    read = resolve(with_repeated(read), frame)
    people = join_people(read)
    return tuple(
        Mention(_span(passage, view, found), passage.node, unit_of(found, frame, people), found.rule)
        for passage, (view, mentions) in zip(passages, read, strict=True)
        for found in mentions
    )


def _read_passage(
    passage: Passage, frame: Frame, lexicon: Lexicon, shut: Sequence[Span], declared: Declared
) -> tuple[View, list[Found]]:
    view = view_of(passage.text, lexicon, frame, recipients=passage.zone == "recipients")
    if passage.meaning in NAME_COLUMNS:
        return view, name_cell(view)
    slot = slot_start(view, passage.meaning)
    found = share(view, scan(view, _masks(view, passage, shut), declared, slot=slot))
    if passage.zone == "recipients":
        found = with_desks(view, found)
    return view, found if slot is None else with_fillers(view, slot, found)


def _seated(passages: Sequence[Passage], read: list[tuple[View, list[Found]]]) -> list[tuple[View, list[Found]]]:
    """Move the offices of a table's column to the persons named in the same row."""
    named = {passage.node: at for at, passage in enumerate(passages) if passage.meaning in NAME_COLUMNS}
    for at, passage in enumerate(passages):
        row = named.get(passage.node) if passage.meaning in OFFICE_COLUMNS else None
        if row is not None:
            read[row] = read[row][0], seat(read[row][1], read[at][1], read[at][0])
            read[at] = read[at][0], []
    return read


def _span(passage: Passage, view: View, found: Found) -> Span:
    return passage.span_of(view.pieces.starts[found.start], view.pieces.ends[found.end - 1])


def view_of(text: str, lexicon: Lexicon, frame: Frame, *, recipients: bool = False) -> View:
    """Cut a text; where it is in capitals, with the case of running text."""
    pieces = cut(text)
    if is_capitals(pieces, lexicon):
        pieces = cut(restore_case(text, lexicon, frame.names))
    return View(pieces, lexicon, frame, recipients=recipients)


def _masks(view: View, passage: Passage, shut: Sequence[Span]) -> list[tuple[int, int]]:
    """Turn the spans of laws inside the passage into stretches of pieces."""
    masks = []
    first = bisect_left(shut, (passage.span.start, 0))
    for span in shut[first:]:
        if span.start >= passage.span.end:
            break
        start, end = span.start - passage.span.start, span.end - passage.span.start
        behind = bisect_left(view.pieces.starts, end)
        masks.append((bisect_left(view.pieces.starts, start), _title_end(view, behind)))
    return masks


def _title_end(view: View, at: int) -> int:
    """Step over the title that follows a law's code (`Luật số 85/2015/QH13 về Bầu cử ...`)."""
    if view.key(at) != _VE:
        return at
    while at < view.stop and view.key(at) not in _CLAUSE_END:
        at += 1
    return at


def unit_of(found: Found, frame: Frame, people: Mapping[str, str]) -> Unit:
    """Make the published value of a mention; `people` maps persons to their name and office."""
    body = found.body
    if body is None or found.cls == "person":
        name = mend_slips(found.name or "")
        return Unit(people.get(name, name) if found.cls == "person" else name, found.cls)
    named = found.cls == "named"
    name = mend_slips(found.name or full_name(body, frame))
    record = body.record
    return Unit(
        name=name,
        cls=found.cls,
        kind=frame.kind if body.of_issuer else record.kind,
        level=level_of(body, frame) if named else None,
        place=_place(body, frame) if named and not body.of_issuer else None,
        registry_id=None if record.field else record.id,
    )


def _place(body: Body, frame: Frame) -> str | None:
    """Give the place of a body, or of the body that it is a part of (`Thường trực HĐND huyện`)."""
    while body.inner is not None:
        body = body.inner
    return frame.places.get(frame.level or "") if body.of_issuer else place_of(body, frame)
