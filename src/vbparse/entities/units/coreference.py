"""Short names for bodies that the document names in full elsewhere: "Ban Chỉ đạo", "Tổ công tác"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.naming import full_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.parts import Found, Frame, View

Read = list[tuple["View", list["Found"]]]


def resolve(read: Read, frame: Frame) -> Read:
    """Give open names without a tail the full name that they begin, where the document has just one."""
    names: dict[str, set[str]] = {}
    for _, mentions in read:
        for mention in mentions:
            if _is_open(mention):
                assert mention.body is not None
                names.setdefault(mention.body.record.id, set()).add(full_name(mention.body, frame))
    return [(view, [_resolved(mention, names, frame) for mention in mentions]) for view, mentions in read]


def _is_open(mention: Found) -> bool:
    return mention.body is not None and mention.cls == "named" and bool(mention.body.record.field)


def _resolved(mention: Found, names: dict[str, set[str]], frame: Frame) -> Found:
    body = mention.body
    if body is None or not _is_open(mention) or body.tail.sort or body.inner is not None or mention.name is not None:
        return mention
    own = full_name(body, frame)
    longer = _longer(body.name, own, names[body.record.id])
    return mention._replace(name=longer) if longer is not None else mention


def _longer(short: str, own: str, names: Sequence[str] | set[str]) -> str | None:
    """Find the one name that goes on where the short one ends; two that differ leave it alone."""
    found = {name for name in names if name != own and name.casefold().startswith(f"{short.casefold()} ")}
    longest = max(found, key=len, default=None)
    if longest is None or any(not longest.casefold().startswith(name.casefold()) for name in found):
        return None
    return longest
