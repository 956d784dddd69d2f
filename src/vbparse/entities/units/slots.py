"""Reads unit slots: "Đơn vị chủ trì: ...", the unit columns of a table. Whatever fills them is a mention.

GUIDE: whatever fills a unit slot or a table's unit column is a mention, also without `các`.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Found
from vbparse.entities.units.polity import read_level_place
from vbparse.entities.units.spelling import phrase
from vbparse.lexicon.fold import fold, fold_word
from vbparse.lexicon.load import rows
from vbparse.lexicon.syllables import SIGN

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.units.parts import View

UNIT_SLOTS = frozenset({"lead", "cooperate", "lead_cooperate", "report_to", "unit"})
_LABEL_PIECES = 14
_MEMBER_PIECES = 14
_PARTS = frozenset({",", ";", ".", "\n"})
_PHU, _TRACH = fold_word("phụ"), fold_word("trách")
_MANY = frozenset(map(fold_word, ("các", "những", "toàn", "từng", "mọi")))


@cache
def _labels() -> dict[str, str]:
    return {fold(row["label"]): row["meaning"] for row in rows("slots.tsv")}


def slot_start(view: View, meaning: str | None) -> int | None:
    """Give the piece at which a unit slot begins: 0 in a unit column, behind the colon of a label, else None."""
    if meaning in UNIT_SLOTS:
        return 0
    for at in range(min(_LABEL_PIECES, view.stop)):
        if view.key(at) == ":":
            label = fold(view.pieces.slice(0, at).strip("-+* "))
            return at + 1 if _labels().get(label) in UNIT_SLOTS else None
    return None


def with_fillers(view: View, start: int, found: Sequence[Found]) -> list[Found]:
    """Add the members of a slot in which no mention was found."""
    made = [mention for first, last in _members(view, start, found) for mention in _filler(view, first, last)]
    return sorted([*found, *made]) if made else list(found)


def _members(view: View, start: int, found: Sequence[Found]) -> Iterator[tuple[int, int]]:
    """Yield the stretches between commas and semicolons that no mention touches, those of further labels' units too."""
    covered = {at for mention in found for at in range(mention.start, mention.end)}
    first = start
    filling = True
    for at in range(start, view.stop + 1):
        if at < view.stop and (view.key(at) not in _PARTS or at in covered):
            continue
        label = _label_end(view, first, at)
        if label is not None:
            filling, first = _labels()[fold(view.pieces.slice(first, label))] in UNIT_SLOTS, label + 1
        if filling and first < at and not any(n in covered for n in range(first, at)):
            yield first, at
        first = at + 1


def _label_end(view: View, first: int, last: int) -> int | None:
    """Find the colon of a further label: `Chủ trì: Sở Nội vụ; thời gian: tháng 9`."""
    colon = next((at for at in range(first, last) if view.key(at) == ":"), None)
    return colon if colon is not None and fold(view.pieces.slice(first, colon)) in _labels() else None


def _is_nothing(view: View, first: int, last: int) -> bool:
    hit = view.lexicon.phrases["nothing"].longest(view.pieces, first, last)
    return hit is not None and hit.end == last


def _filler(view: View, first: int, last: int) -> Iterator[Found]:
    while first < last and view.case(first) == SIGN:
        first += 1
    while first < last and view.case(last - 1) == SIGN:
        last -= 1
    text = view.pieces.slice(first, last)
    if view.key(first) == _PHU and view.key(first + 1) == _TRACH:
        return
    if (
        not 0 < last - first <= _MEMBER_PIECES
        or _is_nothing(view, first, last)
        or not any(char.isalpha() for char in text)
    ):
        return
    place = read_level_place(view, first)
    if place is not None and place[0] == last:
        yield Found(first, last, "polity", "slot", name=place[1])
        return
    one = view.capital(first) and view.key(first) not in _MANY and last - first > 1
    yield Found(first, last, "named" if one else "group", "slot", name=phrase(view, first, last))
