"""A web page into lines: blocks as paragraphs, lists with their marks, tables with merged cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.errors import EmptyInput, LimitExceeded
from vbparse.patterns import compile_pattern
from vbparse.readers.flowing.beside import TOP, Beside
from vbparse.readers.flowing.breaks import BREAK, cut, make_line
from vbparse.readers.flowing.sides import flat, is_side_by_side, side_by_side, table_line
from vbparse.readers.pages import Line, Lines, Run
from vbparse.readers.printable import JUNK
from vbparse.readers.web.styles import Look, Sheet
from vbparse.readers.web.tree import BLOCKS, Node, parse_html
from vbparse.readers.word.numbering import count_as

if TYPE_CHECKING:
    from vbparse.settings import Settings

LINES_A_PAGE: Final = 100
MOST_SPAN: Final = 100
MOST_SQUARES: Final = 500_000
_BLANKS = compile_pattern(r"[ \t\r\n\f]+")
_CHARSET = compile_pattern(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w-]{2,40})")
_BOMS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_ENCODINGS: Final = frozenset(
    ("utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin1", "windows-1252", "windows-1258", "utf-16", "utf-16le")
)
_HEAD: Final = 4096
_MARKS: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def read_page(data: bytes, name: str, settings: Settings) -> Lines:
    """Read a web page called `name`; raises `EmptyInput` for one without text, `LimitExceeded`."""
    text = JUNK.sub("", _decode(data))
    if len(text) > settings.max_chars:
        message = f"{name} has {len(text)} characters, more than the limit of {settings.max_chars}"
        raise LimitExceeded(message)
    root, css = parse_html(text)
    reader = _Reader(Sheet(css))
    reader.read(root, Look())
    lines = reader.finish()
    if len(lines) > settings.max_pages * LINES_A_PAGE:
        message = f"{name} has {len(lines)} paragraphs, more than the limit of {settings.max_pages} pages can hold"
        raise LimitExceeded(message)
    if not any(char.isalnum() for text in flat(lines) for char in text):
        message = f"{name} has no text"
        raise EmptyInput(message)
    return Lines(tuple(lines))


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    found = _CHARSET.search(data[:_HEAD].lower())
    encoding = found[1].decode("ascii") if found else "utf-8"
    return data.decode(encoding if encoding in _ENCODINGS else "utf-8", "replace")


class _Reader:
    """Reads one container: the page or a cell of a table (`apart`: its line breaks part lines)."""

    def __init__(self, sheet: Sheet, *, apart: bool = False) -> None:
        self.lines: list[Line] = []
        self._sheet = sheet
        self._apart = apart
        self._runs: list[Run] = []
        self._align: str | None = None
        self._columns = Beside()
        self._lists: list[tuple[str, int]] = []

    def read(self, node: Node, look: Look) -> None:
        """Take an element with all below it; `look` is how the text around it is shown."""
        if not node.tag:
            self._text(node.text, look)
            return
        inner = self._sheet.look(node, look)
        if inner.hidden:
            return
        if node.tag == "br":
            self._runs.append(Run(BREAK))
        elif node.tag == "table":
            self._end()
            self._table(node, inner)
        elif node.tag in BLOCKS:
            self._end()
            self._align = inner.align
            self._block(node, inner)
            self._end()
        else:
            self._children(node, inner)

    def finish(self) -> list[Line]:
        """Give the lines."""
        self._end()
        self.lines += self._columns.close()
        return self.lines

    def _block(self, node: Node, look: Look) -> None:
        if node.tag in {"ul", "ol"}:
            start = node.attributes.get("start", "1")
            first = int(start) if start.isdecimal() and start.isascii() and len(start) < 6 else 1  # noqa: PLR2004
            form = _MARKS.get(node.attributes.get("type", "1"), "decimal") if node.tag == "ol" else ""
            self._lists.append((form, first))
            self._children(node, look)
            self._lists.pop()
            return
        if node.tag == "li" and self._lists:
            form, number = self._lists[-1]
            self._lists[-1] = form, number + 1
            self._runs.append(Run(f"{count_as(number, form)}. " if form else "- "))
        self._children(node, look)

    def _children(self, node: Node, look: Look) -> None:
        for child in node.children:
            self.read(child, look)

    def _text(self, text: str, look: Look) -> None:
        text = text.replace("\r\n", BREAK) if look.preserved else _BLANKS.sub(" ", text)
        if text:
            self._runs.append(Run(text.upper() if look.capitals else text, look.bold, look.italic))

    def _end(self) -> None:
        """End the paragraph that is open; a mark without text waits for the text of a block inside its item."""
        runs, align = self._runs, self._align
        if (
            runs
            and not any(run.text.strip() for run in runs[1:])
            and self._lists
            and runs[0].text.endswith((". ", "- "))
        ):
            return
        self._runs, self._align = [], None
        if not any(run.text.strip() for run in runs):
            return
        for line in cut(runs, everywhere=self._apart):
            if not any(run.text.strip() for run in line):
                continue
            parts = None if self._apart else self._columns.take(line, at_top=len(self.lines) < TOP)
            if parts is None:
                self.lines += self._columns.close()
                parts = [make_line(line, align, 0.0)]
            self.lines += parts

    def _table(self, table: Node, look: Look) -> None:
        self.lines += self._columns.close()
        region, cells = _grid(table)
        inside = [self._cell(cell, look) for cell in cells]
        texts = ["\n".join(flat(lines)) for lines in inside]
        if not region or len(region[0]) == 1 or sum(map(bool, inside)) == 1:
            self.lines += [line for lines in inside for line in lines]
        elif is_side_by_side(region, texts, ruled=self._sheet.is_ruled(table)):
            self.lines += side_by_side(region, inside)
        elif any(text.strip() for text in texts):
            self.lines.append(table_line(region, inside))

    def _cell(self, cell: Node, look: Look) -> list[Line]:
        reader = _Reader(self._sheet, apart=True)
        reader.read(cell, look._replace(align=None))
        return reader.finish()


def _grid(table: Node) -> tuple[list[list[int]], list[Node]]:
    """Number the cell over each square of a table."""
    cells: list[Node] = []
    rows: list[list[int]] = []
    open_below: dict[int, tuple[int, int]] = {}
    for row in _rows(table):
        places: list[int] = []
        _take_open(places, open_below)
        for cell in (child for child in row.children if child.tag in {"td", "th"}):
            number = len(cells)
            cells.append(cell)
            span, rest = _span(cell, "colspan"), _span(cell, "rowspan") - 1
            for _ in range(min(span, MOST_SPAN - len(places))):
                if rest > 0:
                    open_below[len(places)] = (number, rest)
                places.append(number)
            _take_open(places, open_below)
        rows.append(places)
        if len(rows) * max(map(len, rows[-1:]), default=0) > MOST_SQUARES:
            message = f"a table has more than {MOST_SQUARES} squares"
            raise LimitExceeded(message)
    return _even(rows, cells), cells


def _take_open(places: list[int], open_below: dict[int, tuple[int, int]]) -> None:
    """Fill the squares that cells of the rows above reach down to."""
    while len(places) in open_below:
        at = len(places)
        number, rest = open_below.pop(at)
        if rest > 1:
            open_below[at] = (number, rest - 1)
        places.append(number)


def _even(rows: list[list[int]], cells: list[Node]) -> list[list[int]]:
    """Give rows of one length, without rows and columns that hold nothing of their own."""
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    for row in rows:
        while len(row) < width:
            cells.append(Node("td"))
            row.append(len(cells) - 1)
    columns = [list(column) for column in zip(*rows, strict=True)]
    kept = [column for at, column in enumerate(columns) if not at or column != columns[at - 1]]
    return [list(row) for row in zip(*kept, strict=True)]


def _rows(table: Node) -> list[Node]:
    rows = []
    for child in table.children:
        if child.tag == "tr":
            rows.append(child)
        elif child.tag in {"thead", "tbody", "tfoot"}:
            rows += _rows(child)
    return rows


def _span(cell: Node, name: str) -> int:
    value = cell.attributes.get(name, "1").strip()
    return max(min(int(value), MOST_SPAN), 1) if value.isdecimal() and value.isascii() and len(value) < 6 else 1  # noqa: PLR2004
