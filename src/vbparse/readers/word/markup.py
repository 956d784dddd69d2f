"""XML as trees of plain elements, read so that no document can do harm.

Office packages hold no document type declaration (ECMA-376, part 2): one that has it is refused before any
entity is declared, so none is ever expanded and nothing is ever fetched. Depth and number of elements are
bounded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.parsers import expat

from vbparse.errors import DamagedInput, LimitExceeded

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_ELEMENTS: Final = 2_000_000
"""A plan of 700 pages has some 500,000."""
DEEPEST: Final = 150
"""Tables inside tables, ten deep, with content controls around them, stay below."""

_PREFIXES: Final = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape": "wps",
    "urn:schemas-microsoft-com:vml": "v",
}
"""The names by which elements are known here, in the transitional and in the strict form."""


class Element:
    """An element: `tag` and the names of attributes with the usual prefix (`w:p`), its own text, its children."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Element] = []
        self.text = ""

    def find(self, *path: str) -> Element | None:
        """Give the first element along a path of tags."""
        found: Element | None = self
        for tag in path:
            found = next((child for child in found.children if child.tag == tag), None) if found else None
        return found

    def all(self, tag: str) -> Iterator[Element]:
        """Yield the children of a tag."""
        return (child for child in self.children if child.tag == tag)

    def walk(self) -> Iterator[Element]:
        """Yield this element and all below it, in order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def get(self, name: str) -> str | None:
        """Give an attribute."""
        return self.attributes.get(name)

    def value(self, *path: str) -> str | None:
        """Give the `w:val` of the element along a path; None without either."""
        found = self.find(*path)
        return found.attributes.get("w:val") if found is not None else None

    def number(self, *path: str) -> int | None:
        """Give the `w:val` along a path as a number; None where it is none."""
        return whole_number(self.value(*path))


def whole_number(text: str | None) -> int | None:
    """Read a number as Word writes it (a sign, up to nine digits); None for anything else."""
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and text.isascii() and len(text) < 11 else None  # noqa: PLR2004


def parse_xml(data: bytes, name: str) -> Element:
    """Parse a part of a package; `name` is what to call it.

    Raises `DamagedInput` for what is not well formed, has a document type or is nested too deeply,
    `LimitExceeded` for too many elements.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    builder = _Builder(name)
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.StartDoctypeDeclHandler = builder.doctype
    try:
        parser.Parse(data, True)  # noqa: FBT003 (its signature)
    except (expat.ExpatError, LookupError, ValueError) as error:  # LookupError, ValueError: an unknown encoding
        message = f"{name} is not well formed: {error}"
        raise DamagedInput(message) from error
    return builder.root.children[0]


class _Builder:
    """The tree while it grows."""

    __slots__ = ("_count", "_name", "_names", "_open", "root")

    def __init__(self, name: str) -> None:
        self.root = Element("", {})
        self._open = [self.root]
        self._name = name
        self._names: dict[str, str] = {}
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        known = self._names
        tag = known.get(name) or self._short(name)
        if attributes:
            attributes = {known.get(key) or self._short(key): value for key, value in attributes.items()}
        element = Element(tag, attributes)
        self._open[-1].children.append(element)
        self._open.append(element)
        self._count += 1
        if len(self._open) > DEEPEST:
            message = f"{self._name} is nested more than {DEEPEST} elements deep"
            raise DamagedInput(message)
        if self._count > MOST_ELEMENTS:
            message = f"{self._name} has more than {MOST_ELEMENTS} elements"
            raise LimitExceeded(message, hint="Split the document.")

    def end(self, name: str) -> None:  # noqa: ARG002 (its signature)
        self._open.pop()

    def text(self, text: str) -> None:
        self._open[-1].text += text

    def doctype(self, *_: object) -> None:
        message = f"{self._name} has a document type declaration, which no Office document may have"
        raise DamagedInput(message)

    def _short(self, name: str) -> str:
        space, _, local = name.rpartition(" ")
        short = f"{_PREFIXES.get(space, '?')}:{local}" if space else local
        self._names[name] = short
        return short
