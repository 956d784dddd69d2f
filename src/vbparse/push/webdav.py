"""What is asked of a calendar server (WebDAV, RFC 4918; CalDAV, RFC 4791), and what it answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, XMLParser, tostring

from vbparse.push.http import Request
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DAV: Final = "{DAV:}"
_CALDAV: Final = "{urn:ietf:params:xml:ns:caldav}"
_XML: Final = {"Content-Type": "application/xml; charset=utf-8"}


class Resource(NamedTuple):
    """A thing on the server: its path, and what was asked of it. `components` is None where the server does not say."""

    href: str
    etag: str | None = None
    calendar_data: str | None = None
    is_calendar: bool = False
    components: frozenset[str] | None = None


def ask_kind(address: str, depth: int) -> Request:
    """Ask what a thing is (and, with depth 1, what is in it)."""
    asked = Element(f"{_DAV}propfind")
    properties = SubElement(asked, f"{_DAV}prop")
    SubElement(properties, f"{_DAV}resourcetype")
    SubElement(properties, f"{_CALDAV}supported-calendar-component-set")
    return Request("PROPFIND", address, body=tostring(asked, "utf-8"), headers={**_XML, "Depth": str(depth)})


def ask_items(address: str, component: str, uid: str) -> Request:
    """Ask for the items of a kind (`VTODO`) whose UID has a text in it."""
    asked = Element(f"{_CALDAV}calendar-query")
    properties = SubElement(asked, f"{_DAV}prop")
    SubElement(properties, f"{_DAV}getetag")
    SubElement(properties, f"{_CALDAV}calendar-data")
    calendar = SubElement(SubElement(asked, f"{_CALDAV}filter"), f"{_CALDAV}comp-filter", name="VCALENDAR")
    kind = SubElement(calendar, f"{_CALDAV}comp-filter", name=component)
    match = SubElement(SubElement(kind, f"{_CALDAV}prop-filter", name="UID"), f"{_CALDAV}text-match")
    match.text = uid
    return Request("REPORT", address, body=tostring(asked, "utf-8"), headers={**_XML, "Depth": "1"})


def read_resources(data: bytes) -> tuple[Resource, ...]:
    """Read a multi-status answer. Raises `ValueError` for anything else."""
    try:
        parser = XMLParser(target=_NoDoctype())  # noqa: S314 (no document type, so no entities)
        parser.feed(data)
        root: Element = parser.close()
    except ParseError as error:
        message = f"the answer is no XML: {error}"
        raise ValueError(message) from None
    if root.tag != f"{_DAV}multistatus":
        message = "the answer is no list of resources"
        raise ValueError(message)
    return tuple(_resource(response) for response in root.iter(f"{_DAV}response"))


def _resource(response: Element) -> Resource:
    properties = list(_given(response))
    kinds = next((part for part in properties if part.tag == f"{_DAV}resourcetype"), None)
    names = next((part for part in properties if part.tag == f"{_CALDAV}supported-calendar-component-set"), None)
    return Resource(
        (response.findtext(f"{_DAV}href") or "").strip(),
        _text(properties, f"{_DAV}getetag"),
        _text(properties, f"{_CALDAV}calendar-data"),
        kinds is not None and kinds.find(f"{_CALDAV}calendar") is not None,
        None if names is None else frozenset(part.get("name", "").upper() for part in names),
    )


def _given(response: Element) -> Iterator[Element]:
    """Yield the properties that the resource has; a server also lists those that it has not, with a 404."""
    for group in response.iter(f"{_DAV}propstat"):
        if " 200" in (group.findtext(f"{_DAV}status") or " 200"):
            yield from group.findall(f"{_DAV}prop/*")


def _text(properties: list[Element], tag: str) -> str | None:
    return next((part.text for part in properties if part.tag == tag), None)


class _NoDoctype(TreeBuilder):
    """Refuses a document type declaration, by which entities come into XML."""

    def doctype(self, *_: object) -> None:
        """Refuse it."""
        message = "the answer has a document type"
        raise ValueError(message)
