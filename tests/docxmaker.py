"""Makes small Word documents from their XML, for tests."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = (
    f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ROOTS = {"styles": "styles", "numbering": "numbering", "footnotes": "footnotes", "header": "hdr"}


def docx(body: str, **parts: str) -> bytes:
    """Pack a document: `body` is what `w:body` holds, `parts` what its `styles`, `numbering`, `footnotes`, `header` do."""
    files = {"word/document.xml": f"<w:document {_SPACES}><w:body>{body}</w:body></w:document>"}
    relations = ""
    for number, (kind, content) in enumerate(parts.items()):
        root = _ROOTS[kind]
        files[f"word/{kind}.xml"] = f"<w:{root} {_SPACES}>{content}</w:{root}>"
        relations += f'<Relationship Id="{kind}{number}" Type="{_RELATION}/{kind}" Target="{kind}.xml"/>'
    files["word/_rels/document.xml.rels"] = _relations(relations)
    return package(files)


def package(files: Mapping[str, str | bytes]) -> bytes:
    """Pack files into a package of Word's."""
    root = f'<Relationship Id="d" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    everything = {"[Content_Types].xml": "<Types/>", "_rels/.rels": _relations(root), **files}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in everything.items():
            packed.writestr(name, content)
    return stream.getvalue()


def _relations(content: str) -> str:
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{content}</Relationships>'
    )


def run(text: str, properties: str = "") -> str:
    """Give a run; `properties` is what `w:rPr` holds."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*content: str, properties: str = "") -> str:
    """Give a paragraph: text, or elements as they are; `properties` is what `w:pPr` holds."""
    inner = "".join(part if part.startswith("<") else run(part) for part in content)
    return f"<w:p><w:pPr>{properties}</w:pPr>{inner}</w:p>"


def item(text: str, list_id: int, level: int = 0) -> str:
    """Give a paragraph of a list."""
    properties = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return paragraph(text, properties=properties) if text else paragraph(properties=properties)


def level(number: int, form: str, text: str, more: str = "") -> str:
    """Give a level of a list's definition."""
    return f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*levels: str, lists: str = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>') -> str:
    """Give the lists of a document over one definition."""
    return f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>{lists}'


def table(*rows: str, properties: str = "") -> str:
    """Give a table of rows made by `row`."""
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """Give a row: a text, or a cell made by `cell`."""
    return f"<w:tr>{''.join(part if part.startswith('<w:tc') else cell(part) for part in cells)}</w:tr>"


def cell(*content: str, span: int = 1, merge: str = "") -> str:
    """Give a cell of paragraphs; `merge` is `restart` or `continue`."""
    merged = f'<w:vMerge w:val="{merge}"/>' if merge else ""
    inner = "".join(part if part.startswith("<") else paragraph(part) for part in content)
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merged}</w:tcPr>{inner or "<w:p/>"}</w:tc>'


RULED = '<w:tblBorders><w:top w:val="single"/></w:tblBorders>'
"""Properties of a table that draws lines."""
