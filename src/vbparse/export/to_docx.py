"""`Bảng phân công nhiệm vụ` as a Word document, laid out by Nghị định 30/2020/NĐ-CP, Phụ lục I; A4 across.

Who receives it (`Nơi nhận`), number, day and signature are left blank: those are for the agency that issues it.
"""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import ResourceError
from vbparse.export.columns import JOIN, day_of
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.paper import one_line, printable, title_of, when
from vbparse.export.tasks import TaskRow, duties, values
from vbparse.export.workbook import EPOCH, copy_without_clock

if TYPE_CHECKING:
    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument

NAME: Final = "docx"
SUFFIX: Final = ".docx"
ABOUT: Final = {
    "vi": "Word: bảng phân công nhiệm vụ theo thể thức Nghị định 30/2020",
    "en": "Word: table of assigned tasks, laid out by Decree 30/2020",
}

_FONT: Final = "Times New Roman"
_MARGINS: Final = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}
_ACROSS: Final = (297, 210)
_WIDTHS: Final = (15, 92, 42, 42, 31, 30)
"""Of the columns, mm: together what the margins leave."""
_COLUMNS: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("STT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời hạn", "Ghi chú"),
    "en": ("No.", "Task", "Lead", "Cooperating", "Due", "Notes"),
}
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {"title": "BẢNG PHÂN CÔNG NHIỆM VỤ", "with": "Kèm theo", "from": "theo mục"},
    "en": {"title": "TABLE OF ASSIGNED TASKS", "with": "With", "from": "from item"},
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the document; a duty that the plan says twice stands once. Raises `ResourceError` without python-docx."""
    try:
        from docx import Document  # noqa: PLC0415 (slow to import, and an extra)
    except ImportError as error:
        message = "Word documents need python-docx, which is not installed"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[docx]'.") from error
    document = Document()
    made = day_of(plan.header.date or "") or EPOCH
    made = max(made, EPOCH)
    _set_up(document, plan, datetime(made.year, made.month, made.day))  # noqa: DTZ001 (the format knows no zones)
    _letterhead(document, plan)
    _title(document, plan, options.lang)
    _table(document, duties(plan), options.lang)
    _ending(document)
    saved, out = io.BytesIO(), io.BytesIO()
    document.save(saved)
    copy_without_clock(saved, out, made)
    return out.getvalue()


def _set_up(document: Any, plan: PlanDocument, made: datetime) -> None:
    from docx.enum.section import WD_ORIENT  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415
    from docx.shared import Mm, Pt  # noqa: PLC0415

    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Mm, _ACROSS)
    for side, width in _MARGINS.items():
        setattr(section, side, Mm(width))
    _number_pages(section)
    style = document.styles["Normal"]
    style.font.name, style.font.size = _FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), _FONT)
    style.paragraph_format.space_after = Pt(0)
    properties = document.core_properties
    properties.author, properties.title = "vbparse", title_of(plan)[:255]
    properties.comments, properties.created, properties.modified = "", made, made


def _number_pages(section: Any) -> None:
    """Put the page number at the top, in the middle, from the second page on."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = 1
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 (no public way)


def _letterhead(document: Any, plan: PlanDocument) -> None:
    """Put the agencies to the left; the motto (Quốc hiệu, Tiêu ngữ), place and day to the right."""
    header = plan.header
    left, right = _grid(document, 1, (100, 152)).rows[0].cells
    lines = [(one_line(header.parent.name).upper(), False)] if header.parent else []
    if header.issuer:
        lines.append((one_line(header.issuer.name).upper(), True))
    _write(left, (*lines, ("_______", True), ("Số:        /", False)))
    place = one_line(header.place or "") or "............"
    _write(
        right,
        (
            ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", True),
            ("Độc lập - Tự do - Hạnh phúc", True),
            ("_______________________", True),
            (f"{place}, ngày ..... tháng ..... năm .........", False),
        ),
    )
    for run in right.paragraphs[-1].runs:
        run.italic = True


def _title(document: Any, plan: PlanDocument, lang: Lang) -> None:
    from docx.shared import Pt  # noqa: PLC0415

    words = _WORDS[lang]
    origin = f"{words['with']}: {title_of(plan)}" + (f" ({one_line(plan.header.code)})" if plan.header.code else "")
    document.add_paragraph()
    for text, bold, italic in ((words["title"], True, False), (origin, False, True)):
        paragraph = document.add_paragraph()
        paragraph.alignment = 1
        run = paragraph.add_run(text)
        run.bold, run.italic, run.font.size = bold, italic, Pt(14)
    document.add_paragraph()


def _table(document: Any, rows: tuple[TaskRow, ...], lang: Lang) -> None:
    from docx.oxml import OxmlElement  # noqa: PLC0415

    table = _grid(document, len(rows) + 1, _WIDTHS)
    table.style = "Table Grid"
    lines = _cells(table, len(_WIDTHS))
    for cell, head in zip(lines[0], _COLUMNS[lang], strict=True):
        _write(cell, ((head, True),))
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 (no public way)
    for line in table.rows:
        _keep_whole(line)
    for number, (row, cells) in enumerate(zip(rows, lines[1:], strict=True), 1):
        notes = JOIN.join((*_inherited(row, lang), *row.review[lang]))
        due = "\n".join(text for text, _ in when(row, lang))
        texts = (str(number), row.task.text, JOIN.join(values(row.lead)), JOIN.join(values(row.cooperate)), due, notes)
        for place, (cell, text) in enumerate(zip(cells, texts, strict=True)):
            cell.paragraphs[0].add_run(printable(text))
            if place == 0:
                cell.paragraphs[0].alignment = 1


def _inherited(row: TaskRow, lang: Lang) -> tuple[str, ...]:
    sources = dict.fromkeys(item.source for items in row.slots().values() for item in items if item.source)
    return (f"{_WORDS[lang]['from']} {', '.join(sources)}",) if sources else ()


def _ending(document: Any) -> None:
    document.add_paragraph()
    row = _grid(document, 1, (126, 126)).rows[0]
    _keep_whole(row)
    left, right = row.cells
    left.paragraphs[0].add_run("Nơi nhận:").bold = True
    left.paragraphs[0].runs[0].italic = True
    left.add_paragraph("- ............;\n- Lưu: VT, .......")
    _write(right, (("QUYỀN HẠN, CHỨC VỤ CỦA NGƯỜI KÝ", True), ("", False), ("", False), ("", False)))


def _keep_whole(row: Any) -> None:
    """Let no page end inside a row."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row._tr.get_or_add_trPr().insert(0, OxmlElement("w:cantSplit"))  # noqa: SLF001 (no public way)


def _grid(document: Any, rows: int, widths: tuple[int, ...]) -> Any:
    from docx.shared import Mm  # noqa: PLC0415

    table = document.add_table(rows, len(widths))
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for cells in _cells(table, len(widths)):
        for cell, width in zip(cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _cells(table: Any, columns: int) -> list[list[Any]]:
    """Give the cells row by row; asked for one by one, each would be looked for from the beginning."""
    found = table._cells  # noqa: SLF001 (the public way takes quadratic time)
    return [found[start : start + columns] for start in range(0, len(found), columns)]


def _write(cell: Any, lines: tuple[tuple[str, bool], ...]) -> None:
    """Put centred lines, each bold or not, into an empty cell."""
    for number, (text, bold) in enumerate(lines):
        paragraph = cell.add_paragraph() if number else cell.paragraphs[0]
        paragraph.alignment = 1
        paragraph.add_run(text).bold = bold
