"""Styles: what a paragraph or a run inherits (ECMA-376, part 1, 17.7)."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from vbparse.readers.word.markup import whole_number
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.readers.word.markup import Element

POINT: Final = 20
"""Twentieths of a point, in which Word measures."""
_OFF: Final = frozenset({"0", "false", "off", "none"})
_DEEPEST: Final = 20
"""Styles based on styles; a chain that runs in a circle ends here."""


class Face(NamedTuple):
    """How a run is set; None is not said. `size` in points."""

    bold: bool | None = None
    italic: bool | None = None
    capitals: bool | None = None
    hidden: bool | None = None
    size: float | None = None
    font: str | None = None

    def over(self, base: Face) -> Face:
        """Give this face, with what it does not say from `base`."""
        return base._replace(**_said(self))

    def beside(self, base: Face) -> Face:
        """Give this face of a character style over the one of the paragraph's style: what both switch on is off."""
        bold, italic, capitals, hidden = (
            (not one if other else one) if one is not None else other
            for one, other in zip(self[:4], base[:4], strict=True)
        )
        return Face(
            bold, italic, capitals, hidden, self.size if self.size is not None else base.size, self.font or base.font
        )


class Shape(NamedTuple):
    """How a paragraph is set; None is not said. `left` and `first` (the first line's own indent) in points."""

    list_id: int | None = None
    level: int | None = None
    align: str | None = None
    left: float | None = None
    first: float | None = None

    def over(self, base: Shape) -> Shape:
        """Give this shape, with what it does not say from `base`."""
        return base._replace(**_said(self))


class Style(NamedTuple):
    """A style with all it is based on. `name` is the built-in one (`toc 1`), in lower case."""

    name: str = ""
    shape: Shape = Shape()
    face: Face = Face()


class Styles:
    """The styles of a document."""

    def __init__(self, part: Element | None) -> None:
        """Take the part `styles.xml`."""
        self._elements = {style.get("w:styleId") or "": style for style in part.all("w:style")} if part else {}
        self._part = part
        self._resolved: dict[str, Style] = {}

    def get(self, style_id: str | None) -> Style:
        """Give a style; an empty one for an id that is not there."""
        if not style_id:
            return Style()
        if style_id not in self._resolved:
            self._resolved[style_id] = self._resolve(style_id)
        return self._resolved[style_id]

    def has_borders(self, style_id: str | None) -> bool:
        """Tell whether a table style draws lines."""
        for element in self._chain(style_id or ""):
            borders = element.find("w:tblPr", "w:tblBorders")
            if borders is not None:
                return draws_lines(borders)
        return False

    @cached_property
    def paragraph(self) -> Style:
        """The style of paragraphs that name none."""
        default = next(
            (
                key
                for key, style in self._elements.items()
                if style.get("w:type") == "paragraph" and is_on_value(style.get("w:default"))
            ),
            None,
        )
        return self.get(default)

    @cached_property
    def defaults(self) -> Style:
        """What holds where nothing is said: type of ten points unless the document says otherwise."""
        shape, face = Shape(), Face(size=10.0)
        found = self._part.find("w:docDefaults") if self._part is not None else None
        if found is not None:
            shape = shape_of(found.find("w:pPrDefault", "w:pPr"))
            face = face_of(found.find("w:rPrDefault", "w:rPr")).over(face)
        return Style("", shape, face)

    def _resolve(self, style_id: str) -> Style:
        name, shape, face = "", Shape(), Face()
        for element in self._chain(style_id):
            name = name or (element.value("w:name") or "").lower()
            shape = shape.over(shape_of(element.find("w:pPr")))
            face = face.over(face_of(element.find("w:rPr")))
        return Style(name, shape, face)

    def _chain(self, style_id: str) -> list[Element]:
        """Give a style and those it is based on."""
        chain: list[Element] = []
        element = self._elements.get(style_id)
        while element is not None and len(chain) < _DEEPEST:
            chain.append(element)
            element = self._elements.get(element.value("w:basedOn") or "")
        return chain


def is_on_value(value: str | None) -> bool:
    """Read the value of a switch that must be there to be on."""
    return value is not None and value not in _OFF


def switch(properties: Element, tag: str) -> bool | None:
    """Read a switch (`w:b`, `w:b w:val="0"`); None where it is not there."""
    found = properties.find(tag)
    return None if found is None else found.attributes.get("w:val", "1") not in _OFF


def face_of(properties: Element | None) -> Face:
    """Read what `w:rPr` says."""
    if properties is None:
        return Face()
    capitals = switch(properties, "w:caps")
    if capitals is None:
        capitals = switch(properties, "w:smallCaps")
    half_points = properties.number("w:sz")
    fonts = properties.find("w:rFonts")
    return Face(
        switch(properties, "w:b"),
        switch(properties, "w:i"),
        capitals,
        switch(properties, "w:vanish"),
        half_points / 2 if half_points else None,
        (fonts.get("w:ascii") or fonts.get("w:hAnsi")) if fonts is not None else None,
    )


def shape_of(properties: Element | None) -> Shape:
    """Read what `w:pPr` says."""
    if properties is None:
        return Shape()
    indents = properties.find("w:ind")
    left = first = None
    if indents is not None:
        left = _points(indents.get("w:left") or indents.get("w:start"))
        hanging = _points(indents.get("w:hanging"))
        first = -hanging if hanging is not None else _points(indents.get("w:firstLine"))
    numbering = properties.find("w:numPr")
    return Shape(
        numbering.number("w:numId") if numbering is not None else None,
        numbering.number("w:ilvl") if numbering is not None else None,
        properties.value("w:jc"),
        left,
        first,
    )


def draws_lines(borders: Element) -> bool:
    """Tell whether borders are drawn at all."""
    return any((border.get("w:val") or "nil") not in {"nil", "none"} for border in borders.children)


def _said(properties: Face | Shape) -> dict[str, Any]:
    """Give what is said, by name."""
    return {name: value for name, value in zip(properties._fields, properties, strict=True) if value is not None}


def _points(twentieths: str | None) -> float | None:
    number = whole_number(twentieths)
    return None if number is None else number / POINT
