"""Short names for bodies that the document names in full elsewhere: "Ban Chỉ đạo", "Tổ công tác"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.naming import full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.parts import Body, Found, Frame, View

_SHORTENED = frozenset({"steering"})
_SHORT_HEADS = frozenset({"type.ban_chi_dao", "type.ban_chi_huy"})

Read = list[tuple["View", list["Found"]]]


def resolve(read: Read, frame: Frame) -> Read:
    """Give open names without a tail the full name that they begin, where the document has just one.

    The full name may be one of the registry (`Ban Chỉ huy` for `Ban Chỉ huy Phòng thủ dân sự tỉnh`).
    """
    names: dict[str, set[str]] = {}
    known: set[str] = set()
    for _, mentions in read:
        for mention in mentions:
            body = _open_body(mention)
            if body is not None:
                names.setdefault(body.record.id, set()).add(full_name(body, frame))
            elif mention.body is not None and mention.body.record.kind in _SHORTENED and mention.cls == "named":
                known.add(full_name(mention.body, frame))
    names = {key: found | known if key in _SHORT_HEADS else found for key, found in names.items()}
    return [(view, [_resolved(mention, names, frame) for mention in mentions]) for view, mentions in read]


def _open_body(mention: Found) -> Body | None:
    """Give the body with an open name: the mention's own, or the one it is a part of (`Văn phòng Ban Chỉ huy`)."""
    if mention.body is None or mention.cls != "named":
        return None
    bodies = (mention.body, mention.body.inner)
    return next((body for body in bodies if body is not None and body.record.field), None)


def _resolved(mention: Found, names: dict[str, set[str]], frame: Frame) -> Found:
    body = _open_body(mention)
    if body is None or body.tail.sort or body.inner is not None or mention.name is not None:
        return mention
    own = full_name(body, frame)
    longer = _longer(body.name, own, names[body.record.id])
    if longer is None or mention.body is None:
        return mention
    return mention._replace(name=full_name(mention.body, frame).replace(own, longer))


def _longer(short: str, own: str, names: Sequence[str] | set[str]) -> str | None:
    """Find the one name that goes on where the short one ends; two that differ leave it alone."""
    found = {name for name in names if name != own and name.casefold().startswith(f"{short.casefold()} ")}
    longest = max(found, key=len, default=None)
    if longest is None or any(not longest.casefold().startswith(name.casefold()) for name in found):
        return None
    return longest
