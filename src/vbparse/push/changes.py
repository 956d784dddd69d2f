"""What a push would change: field by field, what the plan wants, what is there, and what was pushed last.

What people changed since the last push is theirs: it stays, and where the plan has changed too, that is a conflict to
be told. Values are texts, None for an empty field; how they look in one tracker or another is told apart in `normal`.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    Fields = Mapping[str, str | None]
    """A value for each field that we push."""
    Digests = Mapping[str, str]
    """The digest of each field's value, as it was pushed last; a field that is not in it was never pushed."""

Kind = Literal["create", "update", "settle", "same", "gone"]

_DIGITS: Final = 12
"""Of a digest (hexadecimal): two values of one field that look alike by chance are one in 2 to the 48."""


class Difference(NamedTuple):
    """What stands in a field there, and what the plan wants there."""

    there: str | None
    wanted: str | None


class Change(NamedTuple):
    """What a push does with one item.

    `updates` are the fields that it sets; `kept` those that people changed and the plan did not; `conflicts` those
    that both changed, or of which it is not known who did: both stay as people set them. `settle`: nothing differs,
    but the item does not know that plan and people agree. `gone`: the plan has no such item any more; it stays.
    """

    key: str
    kind: Kind
    updates: Mapping[str, Difference] = {}
    kept: Mapping[str, Difference] = {}
    conflicts: Mapping[str, Difference] = {}


def plan_changes(
    wanted: Mapping[str, Fields],
    there: Mapping[str, Fields],
    last_pushed: Mapping[str, Digests],
    *,
    known: Collection[str] | None = None,
) -> tuple[Change, ...]:
    """Compare items by their external ids: first those that are wanted, in their order, then those that are gone.

    `last_pushed` holds what was pushed last of items that differ; of the others it need not know. `known` are all
    items of the plan, where fewer are wanted than it has.
    """
    changes = [
        _compared(key, fields, there[key], last_pushed.get(key)) if key in there else Change(key, "create")
        for key, fields in wanted.items()
    ]
    gone = there.keys() - wanted.keys() - set(known or ())
    return (*changes, *(Change(key, "gone") for key in there if key in gone))


def differs(wanted: Fields, there: Fields) -> bool:
    """Tell whether an item is not as the plan wants it."""
    return any(normal(there.get(name)) != normal(value) for name, value in wanted.items())


def remembered(wanted: Fields, change: Change, before: Digests) -> dict[str, str]:
    """Give what an item is to remember after a push: fields that stay as people set them keep what was pushed before."""
    theirs = change.kept.keys() | change.conflicts.keys()
    digests = {name: before.get(name) if name in theirs else digest(value) for name, value in wanted.items()}
    return {name: value for name, value in digests.items() if value is not None}


def digest(value: str | None) -> str:
    """Give the digest of a value, the same for all spellings that trackers give it."""
    return hashlib.sha256(repr(normal(value)).encode()).hexdigest()[:_DIGITS]


def normal(value: str | None) -> str | None:
    """Give a value without what trackers change by themselves: ends of lines, blanks at the ends; empty is None."""
    if value is None:
        return None
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip() or None


def _compared(key: str, wanted: Fields, there: Fields, pushed: Digests | None) -> Change:
    updates: dict[str, Difference] = {}
    kept: dict[str, Difference] = {}
    conflicts: dict[str, Difference] = {}
    settled = False
    for name, value in wanted.items():
        now, before = there.get(name), (pushed or {}).get(name)
        if normal(now) == normal(value):
            settled |= pushed is not None and before != digest(value)
            continue
        if before == digest(now) or (before is None and normal(now) is None):
            group = updates
        elif before == digest(value):
            group = kept
        else:
            group = conflicts
        group[name] = Difference(now, value)
    kind: Kind = "update" if updates else "settle" if settled else "same"
    return Change(key, kind, updates, kept, conflicts)
