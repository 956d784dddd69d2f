"""The document as lines: paragraphs with their computed marks, tables, text boxes, notes behind their paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.readers.flowing.beside import TOP, Beside
from vbparse.readers.flowing.breaks import cut, make_line
from vbparse.readers.flowing.sides import flat, is_side_by_side, side_by_side, table_line
from vbparse.readers.pages import Line, Run
from vbparse.readers.word.content import Content
from vbparse.readers.word.styles import Shape, shape_of
from vbparse.readers.word.tables import is_ruled, read_grid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.readers.word.content import Story
    from vbparse.readers.word.markup import Element

_INNER: Final = frozenset(("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag", "w:sectPr"))
_MOTTO = compile_pattern(r"(?i)c[ộô]ng\s+h(?:òa|oà)\s+x[ãa]\s+h[ộô]i|đảng cộng sản việt nam")
_HEADERS: Final = ("first", "default")


def read_document(story: Story) -> list[Line]:
    """Read a whole document; headers and footers are left out, unless the letterhead stands in the header."""
    document = story.package.main()
    reader = _Reader(story)
    reader.read(document)
    lines = reader.finish()
    if not any(_MOTTO.search(line.text) for line in lines[:TOP]):
        for header in _headers(story, document):
            above = _Reader(story)
            above.read(header)
            found = above.finish()
            if any(_MOTTO.search(line.text) for line in found):
                return found + lines
    return lines


def _headers(story: Story, document: Element) -> Iterator[Element]:
    """Yield the headers of the first page."""
    section = next((element for element in document.walk() if element.tag == "w:sectPr"), None)
    references = list(section.all("w:headerReference")) if section is not None else []
    for kind in _HEADERS:
        for reference in references:
            if reference.get("w:type") == kind:
                header = story.package.by_id(reference.get("r:id"))
                if header is not None:
                    yield header


class _Reader:
    """Reads the blocks of one container: the body, a cell, a text box, a note. `apart`: its line breaks part lines."""

    def __init__(self, story: Story, *, apart: bool = False) -> None:
        self.lines: list[Line] = []
        self._story = story
        self._apart = apart
        self._carried: list[Run] = []
        self._columns = Beside()

    def read(self, container: Element) -> None:
        """Take all blocks of a container."""
        for block in container.children:
            if block.tag == "w:p":
                self._paragraph(block)
            elif block.tag == "w:tbl":
                self._beside()
                self._table(block)
            elif block.tag == "w:altChunk":
                self._story.left_out["EMBEDDED_DOCUMENT"] += 1
            elif block.tag == "mc:AlternateContent":
                self.read(block.children[0]) if block.children else None
            elif block.tag == "w:body" or block.tag in _INNER:
                self._inner(block)

    def finish(self) -> list[Line]:
        """Give the lines."""
        self._beside()
        if self._carried:
            self.lines.append(make_line(self._carried, None, 0.0))
            self._carried = []
        return self.lines

    def _inner(self, block: Element) -> None:
        """Read what a wrapper holds; a table of contents is none of the text."""
        gallery = block.value("w:sdtPr", "w:docPartObj", "w:docPartGallery")
        if gallery == "Table of Contents":
            self._story.left_out["CONTENTS"] += 1
        elif block.find("w:sdtPr", "w:showingPlcHdr") is None:
            self.read(block)

    def _paragraph(self, paragraph: Element) -> None:
        properties = paragraph.find("w:pPr")
        style_id = properties.value("w:pStyle") if properties is not None else None
        content = Content(self._story, style_id)
        content.runs += self._carried
        content.read(paragraph)
        content.decode()
        self._carried = []
        for box in content.boxes:
            self._box(box)
        if properties is not None and _is_mark_gone(properties):
            self._carried = content.runs
        elif self._story.styles.get(style_id).name.startswith("toc "):
            self._story.left_out["CONTENTS"] += bool(content.text.strip())
        else:
            self._write(content, properties, style_id)
        for number, note in content.notes:
            self._note(number, note)

    def _write(self, content: Content, properties: Element | None, style_id: str | None) -> None:
        story = self._story
        style = story.styles.get(style_id) if style_id else story.styles.paragraph
        own = shape_of(properties)
        mark, listed = self._mark(own, style.shape, style_id)
        shape = own.over(listed).over(style.shape).over(story.styles.defaults.shape)
        runs = [Run(mark), *content.runs] if mark else content.runs
        if not content.text.strip() and not any(char.isalnum() for char in mark):
            return
        indent = (shape.left or 0.0) + (shape.first or 0.0)
        for line in cut(runs, everywhere=self._apart):
            if line:
                self._line(line, shape.align, indent)

    def _line(self, runs: tuple[Run, ...], align: str | None, indent: float) -> None:
        """Write a line; one of two columns puts the right one behind the last such line."""
        parts = None if self._apart else self._columns.take(runs, at_top=len(self.lines) < TOP)
        if parts is None:
            self._beside()
            parts = [make_line(runs, align, indent)]
        self.lines += parts

    def _beside(self) -> None:
        self.lines += self._columns.close()

    def _mark(self, own: Shape, inherited: Shape, style_id: str | None) -> tuple[str, Shape]:
        """Count a paragraph of a list: gives its mark and what the list's level says of its setting."""
        list_id = own.list_id if own.list_id is not None else inherited.list_id
        if not list_id:
            return "", Shape()
        numbering = self._story.numbering
        level = own.level
        if level is None and own.list_id is None:
            level = numbering.level_of_style(list_id, style_id)
        if level is None:
            level = inherited.level or 0
        mark = numbering.mark(list_id, level)
        return (mark.text, mark.shape) if mark is not None else ("", Shape())

    def _box(self, box: Element) -> None:
        reader = _Reader(self._story, apart=True)
        reader.read(box)
        self._beside()
        self.lines += reader.finish()

    def _note(self, number: str, note: Element) -> None:
        reader = _Reader(self._story)
        reader.read(note)
        text = " ".join(flat(reader.finish()))
        if text:
            self._beside()
            self.lines.append(Line(f"{number} {text}", kind="footnote"))

    def _table(self, table: Element) -> None:
        region, cells = read_grid(table)
        inside = [self._cell(cell) for cell in cells]
        texts = ["\n".join(flat(lines)) for lines in inside]
        if not region or len(region[0]) == 1:
            self.lines += [line for lines in inside for line in lines]
        elif is_side_by_side(region, texts, ruled=is_ruled(table, self._story.styles)):
            self.lines += side_by_side(region, inside)
        else:
            if any(text.strip() for text in texts):
                self.lines.append(table_line(region, inside))
            self.lines += [line for lines in inside for line in lines if line.kind == "footnote"]

    def _cell(self, cell: Element) -> list[Line]:
        reader = _Reader(self._story, apart=True)
        reader.read(cell)
        return reader.finish()


def _is_mark_gone(properties: Element) -> bool:
    """Tell whether the end of a paragraph was deleted: the next one goes on with it."""
    mark = properties.find("w:rPr")
    return mark is not None and (mark.find("w:del") is not None or mark.find("w:moveFrom") is not None)
