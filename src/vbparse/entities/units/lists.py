"""Shares heads and tails between members of a list.

GUIDE: a tail or head shared by several goes into each (`Đảng ủy, UBND các xã`; `các Sở: Tài chính, Nội vụ`).
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Body, Found, Tail
from vbparse.entities.units.spelling import spell
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.records import BodyRecord
from vbparse.lexicon.syllables import UPPER
from vbparse.lexicon.trie import JOINTS, Trie
from vbparse.prepared import prepared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.parts import View
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.trie import Packed

_SHARING = frozenset({"hdnd", "ubnd", "party", "front", "police", "phong", "centre", "union"})
_JOINED = 2  # a comma, `và`, or both
_LOCAL = frozenset({"phong", "centre", "union"})
_ROOMS = frozenset({"phong", "division"})
_HEADS = {"bộ": ("ministry", "Bộ "), "sở": ("so", "Sở "), "phòng": ("phong", "Phòng ")}
_HEAD_KEYS = {fold_word(word): value for word, value in _HEADS.items()}
_ANY_HEAD = frozenset(fold_word(word) for word in ("vị", "quan", "phòng"))


def share(view: View, found: Sequence[Found]) -> list[Found]:
    """Give members of lists the tail or head that they share."""
    return _with_heads(view, _with_houses(view, _with_tails(view, found)))


def _with_houses(view: View, found: Sequence[Found]) -> list[Found]:
    """Put a room in brackets into the body before it: `Sở Nội vụ (phòng Cải cách hành chính)`."""
    made = list(found)
    for index in range(1, len(made)):
        house, room = made[index - 1].body, made[index].body
        if house is None or room is None or made[index - 1].cls != "named" or room.record.kind not in _ROOMS:
            continue
        if room.inner is None and not room.tail.sort and view.pieces.keys[made[index - 1].end : room.start] == ["("]:
            made[index] = made[index]._replace(body=room._replace(inner=house))
    return made


def _with_tails(view: View, found: Sequence[Found]) -> list[Found]:
    made = list(found)
    for index in range(len(made) - 2, -1, -1):
        made[index] = _with_tail(view, made[index], made[index + 1])
    return made


def _with_tail(view: View, first: Found, second: Found) -> Found:
    """Give `first` the tail of `second`, its neighbour, where `first` has none and can stand there."""
    one, two = first.body, second.body
    if one is None or two is None or not _may_share(view, first, second):
        return first
    own, other = one.inner or one, (two.inner or two).tail
    body = _put(one, other._replace(end=own.end))
    if other.sort != "list":
        return first if first.cls == "person" else first._replace(body=body)
    text = spell(view, _tail_start(view, two), second.end)
    if first.cls == "person":
        return first._replace(body=body, name=f"{first.name} {text}")
    name = f"{spell(view, first.start, first.end)} {text}"
    return first._replace(cls="group", body=body, name=name[:1].upper() + name[1:])


def _may_share(view: View, first: Found, second: Found) -> bool:
    """Tell whether a body without a tail can stand where its neighbour in the list stands."""
    one, two = first.body, second.body
    if one is None or two is None or one.of_issuer or not _joined(view, first.end, second.start):
        return False
    own, other = one.inner or one, two.inner or two
    bare = not own.tail.sort and own.record.kind in _SHARING and (first.cls == "person") == (second.cls == "person")
    if not bare or other.tail.sort not in {"list", "level", "place"}:
        return False
    if other.tail.sort == "list":
        return _takes_list(own.record, other.record, view)
    return other.tail.level in own.record.levels


def _put(body: Body, tail: Tail) -> Body:
    return body._replace(tail=tail) if body.inner is None else body._replace(inner=body.inner._replace(tail=tail))


def _takes_list(record: BodyRecord, neighbour: BodyRecord, view: View) -> bool:
    """Tell whether a body without a place stands in each of the places behind its neighbour."""
    if record.kind in _LOCAL:
        return neighbour.kind in _LOCAL and bool({"district", "commune"} & set(record.levels))
    if record.kind == "party":
        return "commune" in record.levels and view.frame.level in {"province", "district"}
    return record.kind in {"hdnd", "ubnd"}


def _tail_start(view: View, body: Body) -> int:
    inner = body.inner or body
    hit = view.lexicon.bodies.longest(view.pieces, inner.start, view.stop)
    return hit.end if hit is not None else inner.start


def _joined(view: View, end: int, start: int) -> bool:
    between = view.pieces.keys[end:start]
    return 0 < len(between) <= _JOINED and all(key in JOINTS for key in between)


@lru_cache(maxsize=8)
def _fields(lexicon: Lexicon) -> dict[str, Trie[BodyRecord]]:
    """Give, for each kind of head, the registry under the field alone (`Tài chính` -> `Sở Tài chính`)."""
    packed = prepared(("fields", lexicon.digest), lambda: _packed_fields(lexicon))
    return {kind: Trie.unpacked(fields, BodyRecord._make) for kind, fields in packed.items()}


def _packed_fields(lexicon: Lexicon) -> dict[str, Packed]:
    made: dict[str, Packed] = {}
    for kind, head in _HEADS.values():
        trie: Trie[BodyRecord] = Trie()
        for record in lexicon.records.values():
            if record.kind == kind and record.name.startswith(head):
                trie.add_field(record.name.removeprefix(head), record)
        made[kind] = trie.packed()
    return made


def _with_heads(view: View, found: Sequence[Found]) -> list[Found]:
    """Add members that name their field only, behind `các Sở:`, `các đơn vị: Chi cục Thuế, ...` or a first `Bộ A`."""
    made = _behind_bare_head(view)
    taken = made[-1].end if made else 0
    for index, mention in enumerate(found):
        if mention.start < taken:
            continue
        made.append(mention)
        kind = _head_kind(view, mention)
        if kind is not None:
            following = found[index + 1 :]
            stop = next((other.start for other in following if other.cls in {"named", "group"}), view.stop)
            members = _field_members(view, mention.end, stop, kind)
            made += members
            taken = members[-1].end if members else taken
    return made


def _behind_bare_head(view: View) -> list[Found]:
    """Read a line of recipients such as `- Sở: Nội vụ, Y tế`; the head belongs to the first member."""
    for at in (0, 1) if view.recipients else ():
        kind = _HEAD_KEYS.get(view.key(at))
        if kind is not None and view.key(at + 1) == ":":
            members = _field_members(view, at + 1, view.stop, kind[0])
            return [member._replace(start=at if n == 0 else member.start) for n, member in enumerate(members)]
    return []


def _head_kind(view: View, mention: Found) -> str | None:
    if (
        mention.cls == "named"
        and mention.body is not None
        and mention.body.record.kind in {"ministry", "so", "phong"}
        and not mention.body.tail.sort
    ):
        return mention.body.record.kind
    if mention.body is not None and mention.cls == "named" and mention.body.record.kind == "branch":
        return _rooms(view)
    if mention.cls != "group" or view.key(mention.end) != ":":
        return None
    last = view.key(mention.end - 1)
    if last in _HEAD_KEYS:
        return _HEAD_KEYS[last][0]
    return _rooms(view) if last in _ANY_HEAD else None


def _rooms(view: View) -> str | None:
    return {"province": "so", "district": "phong", "commune": "phong", "central": "ministry"}.get(
        view.frame.level or ""
    )


def _field_members(view: View, at: int, stop: int, kind: str) -> list[Found]:
    made: list[Found] = []
    fields = _fields(view.lexicon)[kind]
    here = at
    while here < stop:
        if view.key(here) not in {",", ";", ":"} and view.key(here) not in JOINTS:
            break
        behind = here + 2 if view.key(here + 1) in JOINTS else here + 1
        hit = fields.longest(view.pieces, behind, stop) if view.capital(behind) else None
        if hit is not None and kind == "phong" and view.recipients and view.case(behind) == UPPER:
            break  # the code of a desk
        if hit is None:
            break
        body = Body(behind, hit.end, hit.value, hit.value.name, Tail(hit.end))
        made.append(Found(behind, hit.end, "named", "shared", body))
        here = hit.end
    return made if len(made) > 1 or view.key(at) == ":" or kind != "phong" else []
