"""A plan laid out for reading: letterhead, outline, who does what by when, what to check."""

from __future__ import annotations

import io
import shutil
import sys
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vbparse.export.columns import day_of
from vbparse.export.recurrence import describe
from vbparse.export.tasks import Given, TaskRow, task_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import Diagnostic, Node, PlanDocument

_PLAIN_WIDTH: Final = 120
"""Columns where the output is no terminal."""
_STYLES: Final = {"error": "bold red", "warning": "yellow", "info": "cyan"}
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "issuer": "Cơ quan ban hành",
        "code": "Số, ký hiệu",
        "date": "Ngày ban hành",
        "title": "Trích yếu",
        "years": "Năm kế hoạch",
        "signer": "Người ký",
        "signed": "Chữ ký số",
        "intact": "nguyên vẹn",
        "extended": "nguyên vẹn, có bổ sung được ký sau",
        "resigned": "tệp được sửa và ký lại sau đó",
        "modified": "TỆP BỊ SỬA SAU KHI KÝ",
        "broken": "NỘI DUNG ĐÃ KÝ BỊ THAY ĐỔI",
        "invalid": "không khớp chứng thư số",
        "unchecked": "chưa kiểm tra",
        "unreadable": "không đọc được",
        "secrecy": "Độ mật",
        "source": "Tệp",
        "outline": "BỐ CỤC",
        "tasks": "AI LÀM GÌ, KHI NÀO",
        "check": "CẦN KIỂM TRA",
        "id": "Mã",
        "task": "Nhiệm vụ",
        "lead": "Chủ trì",
        "others": "Cùng ai, cho ai",
        "due": "Thời hạn",
        "page": "Tr.",
        "cooperate": "phối hợp",
        "advise_to": "tham mưu",
        "report_to": "báo cáo",
        "request": "đề nghị",
        "encourage": "khuyến khích",
        "inherited": "* kế thừa từ đề mục hoặc đoạn khác",
        "no_tasks": "Không tìm thấy nhiệm vụ nào.",
        "no_findings": "Không có gì cần kiểm tra.",
        "error": "LỖI",
        "warning": "CẢNH BÁO",
        "info": "LƯU Ý",
    },
    "en": {
        "issuer": "Issuer",
        "code": "Number",
        "date": "Date",
        "title": "Subject",
        "years": "Plan years",
        "signer": "Signed by",
        "signed": "Digitally",
        "intact": "intact",
        "extended": "intact, with additions signed later",
        "resigned": "the file was changed and signed again later",
        "modified": "FILE CHANGED AFTER SIGNING",
        "broken": "SIGNED CONTENT WAS CHANGED",
        "invalid": "does not fit its certificate",
        "unchecked": "not checked",
        "unreadable": "unreadable",
        "secrecy": "Secrecy",
        "source": "File",
        "outline": "OUTLINE",
        "tasks": "WHO DOES WHAT BY WHEN",
        "check": "TO CHECK",
        "id": "Id",
        "task": "Task",
        "lead": "Lead",
        "others": "With whom, for whom",
        "due": "Due",
        "page": "P.",
        "cooperate": "with",
        "advise_to": "advises",
        "report_to": "reports to",
        "request": "requested",
        "encourage": "encouraged",
        "inherited": "* inherited from a heading or another paragraph",
        "no_tasks": "No task was found.",
        "no_findings": "Nothing to check.",
        "error": "ERROR",
        "warning": "WARNING",
        "info": "NOTE",
    },
}


def render_plan(plan: PlanDocument, lang: Lang) -> str:
    """Give the whole text, coloured if standard output is a terminal."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else _PLAIN_WIDTH
    out = io.StringIO()
    page = Console(file=out, force_terminal=terminal, width=width, highlight=False, soft_wrap=False)
    words = _WORDS[lang]
    page.print(_letterhead(plan, words))
    if plan.outline:
        page.print(Text(f"\n{words['outline']}", "bold"))
        for line in _outline(plan.outline, width, 0):
            page.print(line)
    if plan.header.secrecy is None or plan.tasks:
        page.print(Text(f"\n{words['tasks']}", "bold"))
        _print_tasks(page, task_rows(plan), lang)
    page.print(Text(f"\n{words['check']}", "bold"))
    for line in _findings(plan.diagnostics, lang):
        page.print(line)
    return out.getvalue()


def _letterhead(plan: PlanDocument, words: dict[str, str]) -> Table:
    header, signature = plan.header, plan.signature
    rows = {
        "source": plan.source.name,
        "secrecy": header.secrecy,
        "issuer": header.issuer and header.issuer.name,
        "code": header.code,
        "date": header.date,
        "title": " ".join(filter(None, (header.type, header.title))),
        "years": ", ".join(map(str, header.year)),
        "signer": signature and ", ".join(filter(None, (signature.name, signature.position))),
    }
    grid = Table.grid(padding=(0, 2))
    for key, value in rows.items():
        if value:
            grid.add_row(Text(words[key], "dim"), _text(value))
    for found in plan.source.signatures:
        parts = (found.signer or found.field, found.time, words[found.state or "unchecked"])
        grid.add_row(Text(words["signed"], "dim"), _text(", ".join(filter(None, parts))))
    return grid


def _outline(nodes: tuple[Node, ...], width: int, depth: int) -> Iterator[Text]:
    """Yield a line for each node, indented and cut to the width."""
    for node in nodes:
        text = "  " * depth + " ".join(f"{node.marker or ''} {node.text}".split())
        line = _text(text, "bold" if node.kind in {"section", "annex"} else "")
        line.truncate(width, overflow="ellipsis")
        yield line
        yield from _outline(node.children, width, depth + 1)


def _print_tasks(page: Console, rows: tuple[TaskRow, ...], lang: Lang) -> None:
    words = _WORDS[lang]
    if not rows:
        page.print(Text(words["no_tasks"], "dim"))
        return
    table = Table(show_lines=True, header_style="bold", expand=True)
    for key, ratio in (("id", 2), ("task", 7), ("lead", 4), ("others", 4), ("due", 3)):
        table.add_column(words[key], ratio=ratio, overflow="fold")
    table.add_column(words["page"], max_width=5)
    for row in rows:
        pages = ", ".join(map(str, row.pages))
        table.add_row(
            _text(row.task.id), _task(row, words), _names(row.lead), _others(row, words), _due(row, lang), _text(pages)
        )
    page.print(table)
    if any(given.source for row in rows for items in row.slots().values() for given in items):
        page.print(Text(words["inherited"], "dim"))


def _task(row: TaskRow, words: dict[str, str]) -> Text:
    text = _text(row.task.text)
    if row.task.modality != "assign":
        text.append(f" ({words[row.task.modality]})", "italic")
    return text


def _names(given: Iterable[Given]) -> Text:
    return Text("\n").join(_marked(item.value, item) for item in given)


def _others(row: TaskRow, words: dict[str, str]) -> Text:
    slots = {"cooperate": row.cooperate, "advise_to": row.advise_to, "report_to": row.report_to}
    return Text("\n").join(
        _marked(f"{words[key]}: {item.value}", item) for key, items in slots.items() for item in items
    )


def _due(row: TaskRow, lang: Lang) -> Text:
    """Give the days, then the recurrences, then what was printed where neither is known."""
    lines = [_marked(_day(item.value, lang), item) for item in row.due]
    lines += [_marked(describe(item.value, lang), item) for item in row.rrule]
    return Text("\n").join(lines or [_marked(item.value, item) for item in row.times])


def _day(text: str, lang: Lang) -> str:
    day = day_of(text)
    return f"{day:%d/%m/%Y}" if day and lang == "vi" else text


def _marked(text: str, given: Given) -> Text:
    return _text(f"{text} *", "italic dim") if given.source else _text(text)


def _findings(findings: tuple[Diagnostic, ...], lang: Lang) -> Iterator[Text]:
    """Yield a line for each finding, errors first; equal ones together, with all their places."""
    words = _WORDS[lang]
    groups: dict[tuple[str, str, str], list[str]] = {}
    for severity in _STYLES:
        for finding in findings:
            if finding.severity == severity:
                key = (severity, finding.code, getattr(finding.message, lang))
                groups.setdefault(key, []).extend(finding.nodes)
    if not groups:
        yield Text(words["no_findings"], "dim")
    for (severity, code, message), nodes in groups.items():
        line = Text(f"{words[severity]:9} ", _STYLES[severity]) + _text(message)
        places = ", ".join(dict.fromkeys(nodes))
        yield line + _text(f" ({places}) [{code}]" if places else f" [{code}]", "dim")


def _text(text: str, style: str = "") -> Text:
    """Give printed text, without characters that a terminal would obey."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in text), style)
