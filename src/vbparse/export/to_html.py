"""One page for people: the plan's header, its tasks, a Gantt chart of the dated ones, and what to check.

The page holds everything in itself: it asks for nothing from outside and runs no script. It prints on A4 across.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Final

from vbparse.export.columns import JOIN
from vbparse.export.gantt import drawings
from vbparse.export.html_style import STYLE
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.paper import by_section, findings, header_lines, printable, title_of, when
from vbparse.export.tasks import Given, TaskRow, task_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument

NAME: Final = "html"
SUFFIX: Final = ".html"
ABOUT: Final = {
    "vi": "một trang web để đọc và in: bảng nhiệm vụ, biểu đồ Gantt",
    "en": "one web page to read and print: table of tasks, Gantt chart",
}

_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "tasks": "Nhiệm vụ",
        "gantt": "Tiến độ theo đơn vị",
        "check": "Cần kiểm tra",
        "from": "theo",
        "page": "trang",
        "same": "trùng với",
        "key": "Chữ nghiêng có mũi tên ↳ là giá trị kế thừa từ mục khác của văn bản, không do chính nhiệm vụ nêu.",
        "due": "hạn",
        "span": "đợt, giai đoạn",
        "again": "định kỳ",
        "kind": "Mức",
        "finding": "Nội dung",
        "where": "Mục",
        "no_tasks": "Không có nhiệm vụ nào.",
    },
    "en": {
        "tasks": "Tasks",
        "gantt": "Schedule by unit",
        "check": "To check",
        "from": "from",
        "page": "page",
        "same": "same as",
        "key": "Italics with an arrow ↳ are values inherited from elsewhere in the document, not said by the task itself.",
        "due": "due",
        "span": "event, period",
        "again": "recurrence",
        "kind": "Kind",
        "finding": "Finding",
        "where": "Item",
        "no_tasks": "There are no tasks.",
    },
}
_COLUMNS: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Nơi ghi", "Cần kiểm tra"),
    "en": ("No.", "Task", "Lead", "Cooperating", "Due", "Found in", "To check"),
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the page (UTF-8)."""
    lang = options.lang
    title = _safe(title_of(plan))
    parts = (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">",
        f"<title>{title}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<header>\n<h1>{title}</h1>",
        *_header(plan, lang),
        "</header>\n<main>",
        *_tasks(task_rows(plan), lang),
        *_gantt(plan, lang),
        *_findings(plan, lang),
        "</main>\n</body>\n</html>\n",
    )
    return "\n".join(parts).encode()


def _safe(text: str) -> str:
    return escape(printable(text))


def _header(plan: PlanDocument, lang: Lang) -> Iterator[str]:
    lines = "".join(f"<div><dt>{head}</dt><dd>{_safe(value)}</dd></div>" for head, value in header_lines(plan, lang))
    yield f"<dl>{lines}</dl>"


def _tasks(rows: tuple[TaskRow, ...], lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    yield f'<section aria-labelledby="tasks">\n<h2 id="tasks">{words["tasks"]}</h2>'
    if not rows:
        yield f"<p>{words['no_tasks']}</p>\n</section>"
        return
    heads = "".join(f'<th scope="col">{head}</th>' for head in _COLUMNS[lang])
    yield f'<p class="key">{words["key"]}</p>\n<table class="tasks">\n<thead><tr>{heads}</tr></thead>'
    for head, members in by_section(rows):
        yield "<tbody>"
        if head:
            yield f'<tr><th scope="rowgroup" colspan="{len(_COLUMNS[lang])}">{_safe(head)}</th></tr>'
        yield from (_task(row, lang) for row in members)
        yield "</tbody>"
    yield "</table>\n</section>"


def _task(row: TaskRow, lang: Lang) -> str:
    words = _WORDS[lang]
    cells = (
        _safe(row.task.text),
        _values(((given.value, given) for given in row.lead), lang),
        _values(((given.value, given) for given in row.cooperate), lang),
        _values(when(row, lang), lang) + _printed(row),
        _place(row, words),
        _safe(JOIN.join(row.review[lang])),
    )
    return f'<tr><th scope="row">{row.number}</th>{"".join(f"<td>{cell}</td>" for cell in cells)}</tr>'


def _values(items: Iterable[tuple[str, Given]], lang: Lang) -> str:
    """Give values one a line; an inherited one is marked, and says where it comes from."""
    word = _WORDS[lang]["from"]
    return "<br>".join(
        f'<em class="inherited">↳ {_safe(text)} <small>({word} {_safe(given.source)})</small></em>'
        if given.source
        else _safe(text)
        for text, given in items
    )


def _printed(row: TaskRow) -> str:
    """Give the deadlines as printed, where the cell does not show them already."""
    words = "; ".join(given.value for given in row.times) if row.due or row.rrule else ""
    return f'<br><small class="printed">“{_safe(words)}”</small>' if words else ""


def _place(row: TaskRow, words: dict[str, str]) -> str:
    lines = [row.task.id]
    if row.pages:
        lines.append(f"{words['page']} {', '.join(map(str, row.pages))}")
    if row.task.same_as:
        lines.append(f"{words['same']} {', '.join(row.task.same_as)}")
    return "<br>".join(map(_safe, lines))


def _gantt(plan: PlanDocument, lang: Lang) -> Iterator[str]:
    charts = tuple(drawings(plan, lang))
    if not charts:
        return
    words = _WORDS[lang]
    key = "".join(
        f'<span><svg aria-hidden="true" viewBox="0 0 16 16" width="14" height="14">{shape}</svg> {words[name]}</span>'
        for name, shape in (
            ("due", '<path class="due" d="M8 2l6 6l-6 6l-6 -6z"/>'),
            ("span", '<rect class="span" x="0" y="3" width="16" height="10" rx="2"/>'),
            ("again", '<path class="again" d="M4 2v12M11 2v12"/>'),
        )
    )
    yield f'<section class="gantt" aria-labelledby="gantt">\n<h2 id="gantt">{words["gantt"]}</h2>\n<p class="key">{key}</p>'
    yield from (f"<figure><figcaption>{_safe(head)}</figcaption>{drawing}</figure>" for head, drawing in charts)
    yield "</section>"


def _findings(plan: PlanDocument, lang: Lang) -> Iterator[str]:
    found = findings(plan, lang)
    if not found:
        return
    words = _WORDS[lang]
    heads = "".join(f'<th scope="col">{words[name]}</th>' for name in ("kind", "finding", "where"))
    yield f'<section aria-labelledby="check">\n<h2 id="check">{words["check"]}</h2>'
    yield f'<table class="findings">\n<thead><tr>{heads}</tr></thead>\n<tbody>'
    for item in found:
        nodes = _safe(", ".join(item.nodes))
        yield f'<tr><th scope="row">{item.severity}</th><td>{_safe(item.text)}</td><td>{nodes}</td></tr>'
    yield "</tbody>\n</table>\n</section>"
