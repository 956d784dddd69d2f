"""What a tracker or calendar offers to be pushed to, and what is told of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from vbparse.errors import PushError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument
    from vbparse.push.changes import Change, Digests, Fields


class ItemRefused(PushError):
    """The server does not take one item; others may go on."""

    code = "push-item"
    hint = "Correct what is named, in the tracker or in the plan, and push again."


class Item(NamedTuple):
    """What the plan wants to be there: `key` is the external id, `title` what a person knows it by.

    `content` is what the target needs to make it, besides its fields.
    """

    key: str
    title: str
    fields: Fields
    content: Any = None


class Found(NamedTuple):
    """What is there of an item; `where` is its address, `handle` what the target needs to change it."""

    key: str
    title: str
    fields: Fields
    where: str
    handle: Any = None


class Listing(NamedTuple):
    """All items of a plan that are there. `doubles`: addresses of further items of the same id, which nobody touches."""

    items: dict[str, Found]
    doubles: tuple[Found, ...] = ()


class Written(NamedTuple):
    """What became of an item: its address, and the fields that the server did not take though it took the rest."""

    where: str
    ignored: tuple[str, ...] = ()


class Choice(NamedTuple):
    """What people choose about all targets: the language of texts, and the address at which the file can be read."""

    lang: Lang = "vi"
    link: str | None = None


class Target(Protocol):
    """A tracker or calendar. All methods raise `PushError`; `create` and `update` an `ItemRefused` for one item."""

    settles: bool
    """Whether an item must be told (`update` with a change of kind `settle`) that plan and people agree."""

    def wanted(self, plan: PlanDocument) -> dict[str, Item]:
        """Give the items of a plan, by their external ids, in the order in which they are to be made."""
        ...

    def found(self, plan_id: str, wanted: dict[str, Item]) -> Listing:
        """Find all items of a plan that are there; nothing is created unless this is complete."""
        ...

    def recall(self, found: Found) -> tuple[Found, Digests]:
        """Give an item as it is now, and what was pushed to it last."""
        ...

    def create(self, item: Item) -> Written:
        """Make an item, unless it turns out to be there."""
        ...

    def update(self, item: Item, found: Found, change: Change) -> Written:
        """Set the fields of a change, and no others, unless people changed the item in between."""
        ...
