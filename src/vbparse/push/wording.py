"""What an item of a tracker says of a task: its text, who, by when, and where the plan says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from vbparse.export.columns import JOIN, inherited_words
from vbparse.export.recurrence import describe
from vbparse.export.tasks import values

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.export.options import Lang
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import PlanDocument
    from vbparse.push.target import Choice

_TITLE: Final = 120
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "lead": "Chủ trì",
        "cooperate": "Phối hợp",
        "advise": "Tham mưu cho",
        "report": "Báo cáo cho",
        "times": "Thời hạn ghi trong văn bản",
        "due": "Các hạn",
        "every": "Định kỳ",
        "deliverables": "Sản phẩm",
        "inherited": "Kế thừa",
        "section": "Mục",
        "place": "Nơi ghi",
        "page": "trang",
        "link": "Văn bản",
        "updated": "vbparse: cập nhật theo kế hoạch {0} ({1}).",
    },
    "en": {
        "lead": "Lead",
        "cooperate": "Cooperating",
        "advise": "Advises",
        "report": "Reports to",
        "times": "Deadline as printed",
        "due": "Due days",
        "every": "Recurrence",
        "deliverables": "Deliverables",
        "inherited": "Inherited",
        "section": "Section",
        "place": "Found in",
        "page": "page",
        "link": "Document",
        "updated": "vbparse: updated from plan {0} ({1}).",
    },
}

_FIELDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "subject": "tên",
        "summary": "tên",
        "description": "mô tả",
        "due": "hạn",
        "dtstart": "bắt đầu",
        "dtend": "kết thúc",
        "rdate": "các ngày khác",
        "rrule": "định kỳ",
        "categories": "nhóm",
        "category": "nhóm",
        "assigned": "người được giao",
        "parent": "việc cha",
        "alarms": "nhắc việc",
        "url": "liên kết",
        "notes": "ghi chú",
    },
    "en": {
        "subject": "title",
        "summary": "title",
        "description": "description",
        "due": "due day",
        "dtstart": "start",
        "dtend": "end",
        "rdate": "other days",
        "rrule": "recurrence",
        "categories": "categories",
        "category": "category",
        "assigned": "assignee",
        "parent": "parent",
        "alarms": "alarms",
        "url": "link",
        "notes": "notes",
    },
}


def label(field: str, lang: Lang) -> str:
    """Give what people call a field of an item."""
    return _FIELDS[lang].get(field, field)


def short(text: str) -> str:
    """Give a text on one line, cut to what a list of items shows."""
    line = " ".join(text.split())
    return line if len(line) <= _TITLE else f"{line[: _TITLE - 1].rstrip()}…"


def about(plan: PlanDocument, row: TaskRow, choice: Choice) -> str:
    """Tell all that the plan says of a task, a line each."""
    lang, words = choice.lang, _WORDS[choice.lang]
    lines = {
        "lead": JOIN.join(values(row.lead)),
        "cooperate": JOIN.join(values(row.cooperate)),
        "advise": JOIN.join(values(row.advise_to)),
        "report": JOIN.join(values(row.report_to)),
        "times": JOIN.join(values(row.times)),
        "due": JOIN.join(values(row.due)) if len(row.due) > 1 else "",
        "every": JOIN.join(describe(rule, lang) for rule in values(row.rrule)),
        "deliverables": JOIN.join(row.task.deliverables),
        "inherited": inherited_words(row, lang),
        "section": " › ".join(row.place),
        "place": _place(plan, row, words["page"]),
        "link": link_to(plan, row.pages, choice) or "",
    }
    told = "\n".join(f"{words[key]}: {text}" for key, text in lines.items() if text)
    return f"{row.task.text}\n\n{told}"


def updated(plan: str, fields: Iterable[str], lang: Lang) -> str:
    """Say in a note what a push has changed; the note begins as all of ours do."""
    return _WORDS[lang]["updated"].format(plan, ", ".join(label(field, lang) for field in fields))


def link_to(plan: PlanDocument, pages: tuple[int, ...], choice: Choice) -> str | None:
    """Give the address of a page, if the file can be read at an address; that of a folder gets the file's name."""
    if not choice.link:
        return None
    address = f"{choice.link}{quote(plan.source.name)}" if choice.link.endswith("/") else choice.link
    return f"{address}#page={pages[0]}" if pages else address


def _place(plan: PlanDocument, row: TaskRow, page: str) -> str:
    where = f"{plan.header.code or plan.source.name}, {row.task.id}"
    return f"{where}, {page} {', '.join(map(str, row.pages))}" if row.pages else where
