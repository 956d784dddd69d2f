"""Sets of companies that the plan gives work to are units of it wherever they are named again.

"4. Các doanh nghiệp viễn thông" heads an item; "Tạo điều kiện để các doanh nghiệp viễn thông khảo sát ..." names
the same set, which alone would be the public.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Found

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.parts import View

    Read = list[tuple[View, list[Found]]]
    Keys = tuple[str, ...]

_QUALIFIED = 4  # pieces: "các doanh nghiệp" alone says too little to be the same set
_LONGEST = 12


def with_repeated(read: Read) -> Read:
    """Add the further mentions of sets of companies that act somewhere in the document."""
    acting = {keys for view, mentions in read for found in mentions if (keys := _keys_of_set(view, found))}
    if not acting:
        return read
    first = {keys[0] for keys in acting}
    return [(view, _added(view, mentions, acting, first)) for view, mentions in read]


def _keys_of_set(view: View, found: Found) -> Keys | None:
    """Give the pieces of a set of companies with a word that says which."""
    keys = tuple(view.pieces.keys[found.start : found.end])
    if found.cls != "group" or found.body is not None or not _QUALIFIED <= len(keys) <= _LONGEST:
        return None
    business = view.lexicon.group_words["business"].longest(view.pieces, found.start + 1, found.end)
    return keys if business is not None and business.end < found.end else None


def _added(view: View, mentions: Sequence[Found], acting: set[Keys], first: set[str]) -> list[Found]:
    taken = {at for found in mentions for at in range(found.start, found.end)}
    more = []
    for at, key in enumerate(view.pieces.keys):
        if key not in first or at in taken:
            continue
        end = max(
            (at + len(keys) for keys in acting if tuple(view.pieces.keys[at : at + len(keys)]) == keys), default=at
        )
        if end > at and not taken & set(range(at, end)):
            text = view.pieces.slice(at, end)
            more.append(Found(at, end, "group", "group", name=text[:1].upper() + text[1:]))
    return sorted((*mentions, *more), key=lambda found: found.start)
