"""What a paragraph says: runs with fields, symbols, notes, text boxes; tracked changes as accepted.

Left out are what is not printed: deleted and moved-away text, hidden text, the codes of fields, placeholders
of content controls, comments.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from vbparse.errors import LimitExceeded
from vbparse.lexicon.legacy import encoding_of
from vbparse.readers.flowing.breaks import BREAK
from vbparse.readers.pages import Run
from vbparse.readers.word.legacy import decoded
from vbparse.readers.word.numbering import Numbering
from vbparse.readers.word.styles import Styles, face_of
from vbparse.readers.word.symbols import glyph, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from vbparse.readers.word.markup import Element
    from vbparse.readers.word.package import Package
    from vbparse.readers.word.styles import Face

_DROPPED: Final = frozenset(
    ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:sdtEndPr", "w:tblPr", "w:tcPr", "w:trPr")
)
_ACCEPTED: Final = frozenset(("w:ins", "w:moveTo"))
_CHANGES: Final = {"w:del": "deleted", "w:moveFrom": "moved", "w:ins": "inserted"}
_SHOWN_CONTENT: Final = {"w:tab": "\t", "w:cr": BREAK, "w:noBreakHyphen": "-", "w:ptab": "\t"}
_SOFT_HYPHEN: Final = "\N{SOFT HYPHEN}"
_PAGE: Final = 595 * 842 * 12700**2
"""Area of a sheet A4 in square EMU, in which drawings are measured."""
_LARGE: Final = 0.3
"""A picture that takes more than this share of a page may be a page of text."""


class Story:
    """A document while it is read: its styles, lists and notes, and what was met on the way.

    `changes` counts tracked changes by kind; `pictures` are large pictures, which may show text; `written` is what
    was written in each font of an old encoding, `old_fonts` those to be decoded.
    """

    def __init__(self, package: Package, most_chars: int, old_fonts: Mapping[str, str] | None = None) -> None:
        """Take in the parts that paragraphs refer to."""
        self.old_fonts = old_fonts or {}
        self.written: dict[str, list[str]] = {}
        self.package = package
        self.styles = Styles(package.related("styles"))
        self.numbering = Numbering(package.related("numbering"))
        self.notes = {kind: _notes(package, kind) for kind in ("footnote", "endnote")}
        self.note_count = 0
        self.changes: Counter[str] = Counter()
        self.pictures = 0
        self.left_out: Counter[str] = Counter()
        self._most = most_chars
        self._chars = 0
        self._fields: list[bool] = []

    @property
    def in_code(self) -> bool:
        """Tell whether the text here is the code of a field, not its result."""
        return any(self._fields)

    def field(self, kind: str | None) -> None:
        """Take the mark of a field: `begin`, `separate` (its result follows) or `end`."""
        if kind == "begin":
            self._fields.append(True)
        elif self._fields and kind == "separate":
            self._fields[-1] = False
        elif self._fields and kind == "end":
            self._fields.pop()

    def changed(self, tag: str) -> None:
        """Count a tracked change."""
        if tag in _CHANGES:
            self.changes[_CHANGES[tag]] += 1

    def count(self, text: str) -> None:
        """Count characters; raises `LimitExceeded`."""
        self._chars += len(text)
        if self._chars > self._most:
            message = f"the document has more characters than the limit of {self._most}"
            raise LimitExceeded(message)


def _notes(package: Package, kind: str) -> dict[str, Element]:
    part = package.related(f"{kind}s")
    return {note.get("w:id") or "": note for note in part.all(f"w:{kind}")} if part is not None else {}


class Content:
    """The content of one paragraph: `runs`, the text boxes anchored in it, the notes it refers to (number, note)."""

    def __init__(self, story: Story, style_id: str | None) -> None:
        """Begin a paragraph of a style."""
        self._story = story
        style = story.styles.get(style_id) if style_id else story.styles.paragraph
        self._base = style.face
        self.runs: list[Run] = []
        self.boxes: list[Element] = []
        self.notes: list[tuple[str, Element]] = []

    @property
    def text(self) -> str:
        """The whole text."""
        return "".join(run.text for run in self.runs)

    def read(self, element: Element) -> None:
        """Take what an element holds."""
        for child in element.children:
            self._take(child)

    def decode(self) -> None:
        """Put the letters of old encodings into Unicode."""
        if self._story.old_fonts:
            self.runs = decoded(self.runs, self._story.old_fonts)

    def _take(self, element: Element) -> None:
        tag = element.tag
        if tag == "w:r":
            self._run(element)
        elif tag in _DROPPED:
            self._story.changed(tag)
        elif tag in _ACCEPTED:
            self._story.changed(tag)
            self.read(element)
        elif tag == "w:sdt":
            self._control(element)
        elif tag == "mc:AlternateContent":
            self._alternate(element, self.read)
        elif tag == "m:t":
            self._write(element.text, None)
        elif element.children:  # links, simple fields, smart tags, formulas: what they hold is printed
            self.read(element)

    def _control(self, element: Element) -> None:
        """Read a content control, unless it shows only what should be filled in."""
        if element.find("w:sdtPr", "w:showingPlcHdr") is None:
            content = element.find("w:sdtContent")
            if content is not None:
                self.read(content)

    def _alternate(self, element: Element, read: Callable[[Element], None]) -> None:
        """Read one of several forms of the same thing: the first, or the last where that holds nothing."""
        for form in element.children:
            before = len(self.runs), len(self.boxes), self._story.pictures
            read(form)
            if before != (len(self.runs), len(self.boxes), self._story.pictures):
                return

    def _run(self, run: Element) -> None:
        properties = run.find("w:rPr")
        face = self._face(properties)
        if face.hidden:
            return
        self._pieces(run, face)

    def _face(self, properties: Element | None) -> Face:
        styles = self._story.styles
        base = self._base
        if properties is not None:
            style_id = properties.value("w:rStyle")
            if style_id:
                base = styles.get(style_id).face.beside(base)
            base = face_of(properties).over(base)
        return base.over(styles.defaults.face)

    def _pieces(self, run: Element, face: Face) -> None:
        for piece in run.children:
            tag = piece.tag
            if tag == "w:t":
                self._write(shown(piece.text, face.font).replace(_SOFT_HYPHEN, ""), face)
            elif tag in _SHOWN_CONTENT:
                self._write(_SHOWN_CONTENT[tag], face)
            elif tag == "w:br":
                self._write(" " if piece.get("w:type") in {"page", "column"} else BREAK, face)
            elif tag == "w:sym":
                self._write(glyph(piece.get("w:char")), face)
            elif tag == "w:fldChar":
                self._story.field(piece.get("w:fldCharType"))
            elif tag in {"w:footnoteReference", "w:endnoteReference"}:
                self._note(piece, face)
            elif tag == "mc:AlternateContent":
                self._alternate(piece, lambda form: self._pieces(form, face))
            elif tag in {"w:drawing", "w:pict", "w:object"}:
                self._drawing(piece)

    def _note(self, reference: Element, face: Face) -> None:
        """Write the number of a note, as it is printed, and keep the note for behind the paragraph."""
        note = self._story.notes[reference.tag[2:-9]].get(reference.get("w:id") or "")
        if note is None or self._story.in_code:
            return
        self._story.note_count += 1
        number = str(self._story.note_count)
        if reference.get("w:customMarkFollows") is None:
            self._write(number, face)
        self.notes.append((number, note))

    def _drawing(self, drawing: Element) -> None:
        """Keep the text boxes of a drawing, and see whether it is a large picture."""
        if self._story.in_code:
            return
        found = [element for element in _once(drawing) if element.tag == "w:txbxContent"]
        self.boxes += found
        if found:
            return
        is_picture = any(element.tag in {"a:blip", "v:imagedata"} for element in drawing.walk())
        self._story.pictures += is_picture and _area(drawing) > _LARGE * _PAGE

    def _write(self, text: str, face: Face | None) -> None:
        if not text or self._story.in_code:
            return
        self._story.count(text)
        if face is None:
            self.runs.append(Run(text))
            return
        if face.font and encoding_of(face.font) is not None:
            self._story.written.setdefault(face.font, []).append(text)
        text = text.upper() if face.capitals and face.font not in self._story.old_fonts else text
        self.runs.append(Run(text, bool(face.bold), bool(face.italic), face.size, face.font))


def _once(element: Element) -> list[Element]:
    """List the elements below, of alternate forms the first only, and nothing inside text boxes."""
    found = []
    for child in element.children:
        found.append(child)
        if child.tag == "mc:AlternateContent":
            found += _once(child.children[0]) if child.children else []
        elif child.tag != "w:txbxContent":
            found += _once(child)
    return found


def _area(drawing: Element) -> float:
    """Give the area of a drawing in square EMU; that of a page where its size is not known."""
    extent = next((element for element in drawing.walk() if element.tag == "wp:extent"), None)
    sides = [extent.get(side) or "" for side in ("cx", "cy")] if extent is not None else []
    if not sides or not all(side.isdecimal() and len(side) < 12 for side in sides):  # noqa: PLR2004 (digits)
        return float(_PAGE)
    return float(int(sides[0]) * int(sides[1]))
