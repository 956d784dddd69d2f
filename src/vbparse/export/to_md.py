"""The plan's tasks in Markdown, to be read as it stands or shown by a wiki: header, tasks by section, deadlines, what to check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vbparse.export.columns import JOIN
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.paper import by_section, day_words, due_list, findings, header_lines, one_line, title_of, when
from vbparse.export.tasks import Given, TaskRow, task_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument

NAME: Final = "md"
SUFFIX: Final = ".md"
ABOUT: Final = {"vi": "Markdown, đọc được ngay hoặc dán vào wiki", "en": "Markdown, to read as it is or in a wiki"}

_MARKUP: Final = re.compile(r"[\\`*_\[\]<>|~&#{}]")
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "tasks": "Nhiệm vụ",
        "due": "Thời hạn",
        "check": "Cần kiểm tra",
        "from": "theo",
        "key": "↳: giá trị kế thừa từ mục khác của văn bản.",
        "other": "Nhiệm vụ khác",
    },
    "en": {
        "tasks": "Tasks",
        "due": "Deadlines",
        "check": "To check",
        "from": "from",
        "key": "↳: a value inherited from elsewhere in the document.",
        "other": "Other tasks",
    },
}
_COLUMNS: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("STT", "Nhiệm vụ", "Chủ trì", "Phối hợp", "Thời hạn", "Mã"),
    "en": ("No.", "Task", "Lead", "Cooperating", "Due", "Id"),
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the text (UTF-8)."""
    lang, rows = options.lang, task_rows(plan)
    head = (f"- {name}: {_safe(value)}" for name, value in header_lines(plan, lang))
    parts = (
        (f"# {_safe(title_of(plan))}", ""),
        (*head, ""),
        _tasks(rows, lang),
        _deadlines(rows, lang),
        _checks(plan, lang),
    )
    return ("\n".join(line for part in parts for line in part).rstrip() + "\n").encode()


def _safe(text: str) -> str:
    """Give a text in one line, in which nothing is markup."""
    return _MARKUP.sub(r"\\\g<0>", one_line(text))


def _tasks(rows: tuple[TaskRow, ...], lang: Lang) -> Iterator[str]:
    words = _WORDS[lang]
    if not rows:
        return
    yield from (f"## {words['tasks']}", "", words["key"], "")
    for head, members in by_section(rows):
        yield from (f"### {_safe(head) or words['other']}", "")
        yield _row(_COLUMNS[lang])
        yield _row("---" for _ in _COLUMNS[lang])
        yield from (_row(_cells(row, lang)) for row in members)
        yield ""


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cells(row: TaskRow, lang: Lang) -> Iterator[str]:
    yield str(row.number)
    yield _safe(row.task.text)
    yield _values(((given.value, given) for given in row.lead), lang)
    yield _values(((given.value, given) for given in row.cooperate), lang)
    yield _values(when(row, lang), lang)
    yield _safe(row.task.id)


def _values(items: Iterable[tuple[str, Given]], lang: Lang) -> str:
    word = _WORDS[lang]["from"]
    return JOIN.join(
        f"↳ {_safe(text)} ({word} {_safe(given.source)})" if given.source else _safe(text) for text, given in items
    )


def _deadlines(rows: tuple[TaskRow, ...], lang: Lang) -> Iterator[str]:
    found = due_list(rows)
    if not found:
        return
    yield from (f"## {_WORDS[lang]['due']}", "")
    for day, row, _ in found:
        lead = _safe(JOIN.join(given.value for given in row.lead))
        yield f"- {_safe(day_words(day, lang))}: {_safe(row.task.text)}{f' ({lead})' if lead else ''}"
    yield ""


def _checks(plan: PlanDocument, lang: Lang) -> Iterator[str]:
    found = findings(plan, lang)
    if not found:
        return
    yield from (f"## {_WORDS[lang]['check']}", "")
    for item in found:
        where = _safe(", ".join(item.nodes))
        yield f"- {item.severity}: {_safe(item.text)}{f' ({where})' if where else ''}"
