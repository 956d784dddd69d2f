"""Reads the desks of `Nơi nhận`: "Lưu: VT, KGVX", "VPUB: CVP, các phòng: TH".

GUIDE: `VP` or a full unit name is named, desk codes (`VT`, `NC`, `TH`) are person.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Found
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.parts import View
    from vbparse.lexicon.records import BodyRecord

_LUU = fold_word("lưu")
_OFFICE = frozenset({"office"})
_OFFICES = "Văn phòng"


def with_desks(view: View, found: Sequence[Found]) -> list[Found]:
    """Add the codes of desks behind `Lưu` or behind the office of the issuer."""
    covered = {at for mention in found for at in range(mention.start, mention.end)}
    office = any(m.body is not None and _is_office(m.body.record) for m in found[:1])
    opened = office or _opens(view)
    if not opened:
        return list(found)
    made = [desk for at in range(view.stop) for desk in _desk(view, at) if at not in covered]
    return sorted([*found, *made]) if made else list(found)


def _is_office(record: BodyRecord) -> bool:
    """Tell an office with desks: of a people's committee, of the Government (`VPCP: BTCN, các Vụ: CN, NC`)."""
    return record.kind in _OFFICE or record.name.startswith(_OFFICES)


def _opens(view: View) -> bool:
    """Tell whether codes follow: `Lưu: VT`, `Phòng: TH`, `Các phòng: KT, VX`."""
    ends = [end for at in (0, 1) if (end := view.phrase("desk_before", at)) is not None]
    return bool(ends) and (view.key(ends[0]) == ":" or view.key(0) == _LUU)


def _desk(view: View, at: int) -> tuple[Found, ...]:
    pieces = view.pieces
    if view.case(at) != UPPER or view.key(at - 1) in {"(", "/"} or view.key(at + 1) == "/":
        return ()
    code = pieces.slice(at, at + 1)
    known = view.lexicon.abbreviations.get(code)
    return (Found(at, at + 1, "person", "desk", name=known.expansion if known is not None else code),)
