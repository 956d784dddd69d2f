"""A calendar on a CalDAV server: a resource for each to-do and event, as the output format `ics` has them.

An item is known by its UID, and its resource is named after that, so that making it twice is refused by the server
(`If-None-Match`). It remembers what was pushed to it in a property of its own; whatever else it holds is left alone.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from vbparse.errors import PushError
from vbparse.push.caldav_items import (
    COMPONENTS,
    changed_calendar,
    fields_of,
    main_part,
    memory_of,
    new_calendar,
    plan_items,
)
from vbparse.push.changes import plan_changes, remembered
from vbparse.push.http import Request, say_trouble
from vbparse.push.target import Choice, Found, Item, ItemRefused, Listing, Written
from vbparse.push.webdav import Resource, ask_items, ask_kind, read_resources
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import httpx

    from vbparse.plan.model import PlanDocument
    from vbparse.push.changes import Change, Digests
    from vbparse.push.http import Server

_MULTI_STATUS: Final = 207
_PRECONDITION: Final = 412
_GONE: Final = frozenset({404, 410})
_TAKEN: Final = frozenset({200, 201, 204})
_REFUSED: Final = frozenset({400, 403, 409, 413, 415, 422})
_LOOKS: Final = 3
_HINTS: Final = {
    401: "Check user and password (VBPARSE_CALDAV_USER, VBPARSE_CALDAV_PASSWORD).",
    403: "Ask for the right to write into this calendar.",
    404: "Check --url: the address of the calendar itself, as its settings show it.",
    405: "Check --url: the address of the calendar itself, as its settings show it.",
    507: "The server has no space left: ask its administrator.",
}


class _Handle(NamedTuple):
    """Where an item lies, its version, and all that its resource holds."""

    href: str
    etag: str | None
    calendar: Any


class Calendar:
    """A calendar as a target."""

    settles = True

    def __init__(self, server: Server, components: tuple[str, ...], choice: Choice) -> None:
        """Begin with a calendar that was looked up; nothing is sent."""
        self._server, self._components, self._choice = server, components, choice

    def wanted(self, plan: PlanDocument) -> dict[str, Item]:
        """Give the to-dos and events of a plan, as far as the calendar takes them."""
        return {
            uid: item
            for uid, item in plan_items(plan, self._choice).items()
            if item.content.part.name in self._components
        }

    def found(self, plan_id: str, wanted: dict[str, Item]) -> Listing:  # noqa: ARG002 (UIDs tell all)
        """Find the items of a plan by their UIDs."""
        items: dict[str, Found] = {}
        doubles = []
        for component in self._components:
            for resource in self._ask(ask_items(f"{self._server.url}/", component, f"{plan_id}:")):
                found = self._read(resource)
                if found is None or not found.key.startswith(f"{plan_id}:"):
                    continue
                if found.key in items:
                    doubles.append(found)
                else:
                    items[found.key] = found
        return Listing(items, tuple(doubles))

    def recall(self, found: Found) -> tuple[Found, Digests]:
        """Give what an item remembers of the last push."""
        return found, memory_of(main_part(found.handle.calendar))

    def create(self, item: Item) -> Written:
        """Make an item, unless it is there: then it is compared like any other."""
        href = f"{urlsplit(self._server.url).path}/{_name_of(item.key)}"
        calendar = new_calendar(item, remembered(item.fields, plan_changes({item.key: item.fields}, {}, {})[0], {}))
        response = self._put(href, calendar, {"If-None-Match": "*"})
        if response.status_code == _PRECONDITION:
            found = self._get(item, href)
            return self.update(item, found, _again(item, found))
        return self._written(response, item, href)

    def update(self, item: Item, found: Found, change: Change) -> Written:
        """Set the fields of a change; where the item was changed in between, compare again first."""
        for _ in range(_LOOKS):
            if change.kind not in {"update", "settle"}:
                return Written(found.where)
            digests = remembered(item.fields, change, memory_of(main_part(found.handle.calendar)))
            calendar = changed_calendar(found.handle.calendar, item, change, digests)
            response = self._put(found.handle.href, calendar, {"If-Match": found.handle.etag or "*"})
            if response.status_code != _PRECONDITION:
                return self._written(response, item, found.handle.href)
            found = self._get(item, found.handle.href)
            change = _again(item, found)
        message = f"{item.key} is being changed by somebody else"
        raise ItemRefused(message, hint="Push again later.")

    def _ask(self, request: Request) -> tuple[Resource, ...]:
        return ask(self._server, request)

    def _get(self, item: Item, href: str) -> Found:
        response = self._server.send(Request("GET", self._address(href)))
        resource = Resource(href, response.headers.get("ETag"), response.text)
        found = self._read(resource) if response.status_code == 200 else None  # noqa: PLR2004
        if found is None or found.key != item.key:
            message = f"{self._server.url} says that {item.key} is there, and does not show it"
            raise ItemRefused(message)
        return found

    def _read(self, resource: Resource) -> Found | None:
        """Read a resource; None for what is no item of a calendar. Raises `PushError` for one that cannot be read."""
        from icalendar import Calendar as Parsed  # noqa: PLC0415

        try:
            calendar: Any = Parsed.from_ical(resource.calendar_data or "")
            part = main_part(calendar)
            if part is None or "uid" not in part:
                return None
            fields = fields_of(part)
        except (ValueError, AttributeError) as error:
            message = f"{self._server.url}: {resource.href} cannot be read: {error}"
            raise PushError(message, hint="Correct or remove this item in the calendar.") from None
        handle = _Handle(resource.href, resource.etag, calendar)
        return Found(str(part["uid"]), str(part.get("summary", "")), fields, self._address(resource.href), handle)

    def _put(self, href: str, calendar: Any, condition: dict[str, str]) -> httpx.Response:
        headers = {"Content-Type": "text/calendar; charset=utf-8", **condition}
        return self._server.send(Request("PUT", self._address(href), body=calendar.to_ical(), headers=headers))

    def _written(self, response: httpx.Response, item: Item, href: str) -> Written:
        if response.status_code in _TAKEN:
            return Written(self._address(href))
        what = f"{self._server.url} does not take {item.key}"
        if response.status_code in _REFUSED | _GONE:
            message = f"{what}: HTTP {response.status_code} {_reason(response)}".rstrip()
            raise ItemRefused(message, hint=_HINTS.get(response.status_code))
        raise say_trouble(response, what, _HINTS)

    def _address(self, href: str) -> str:
        return urljoin(f"{self._server.url}/", href)


def open_calendar(server: Server, choice: Choice) -> Calendar:
    """Look a calendar up. Raises `PushError` where there is none, or one that takes no to-dos."""
    address = f"{server.url}/"
    here = next(iter(ask(server, ask_kind(address, 0))), None)
    if here is None or not here.is_calendar:
        inside = [thing.href for thing in ask(server, ask_kind(address, 1)) if thing.is_calendar] if here else []
        known = f"; there are: {', '.join(inside)}" if inside else ""
        message = f"{server.url} is no calendar{known}"
        raise PushError(message, hint=_HINTS[404])
    taken = COMPONENTS if here.components is None else tuple(name for name in COMPONENTS if name in here.components)
    if "VTODO" not in taken:
        message = f"{server.url} takes no to-dos (VTODO)"
        raise PushError(message, hint="Choose or make a calendar for tasks.")
    return Calendar(server, taken, choice)


def ask(server: Server, request: Request) -> tuple[Resource, ...]:
    """Ask for resources. Raises `PushError`."""
    response = server.send(request)
    if response.status_code != _MULTI_STATUS:
        raise say_trouble(response, f"{server.url} does not show a calendar", _HINTS)
    try:
        return read_resources(response.content)
    except ValueError as error:
        message = f"{server.url}: {error}"
        raise PushError(message, hint=_HINTS[404]) from None


def _again(item: Item, found: Found) -> Change:
    """Compare one item once more."""
    remembers = memory_of(main_part(found.handle.calendar))
    return plan_changes({item.key: item.fields}, {item.key: found.fields}, {item.key: remembers})[0]


def _name_of(uid: str) -> str:
    return f"vbparse-{hashlib.sha256(uid.encode()).hexdigest()[:40]}.ics"


def _reason(response: httpx.Response) -> str:
    """Give the condition that a server names (`no-uid-conflict`), else what HTTP calls it."""
    for name in ("no-uid-conflict", "valid-calendar-data", "supported-calendar-component", "max-resource-size"):
        if name in response.text:
            return name
    return str(response.reason_phrase)
