"""The columns of a table of tasks, for all outputs that are tables."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Final

from vbparse.export.recurrence import describe
from vbparse.export.tasks import Given, TaskRow, values
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.export.options import ExportOptions, Lang
    from vbparse.plan.model import TaskSlot

Cell = str | int | date | None
JOIN: Final = "; "

_MODALITY: Final[dict[Lang, dict[str, str]]] = {
    "vi": {"assign": "giao", "request": "đề nghị", "encourage": "khuyến khích"},
    "en": {"assign": "assigned", "request": "requested", "encourage": "encouraged"},
}
_SLOTS: Final[dict[Lang, dict[TaskSlot, str]]] = {
    "vi": {
        "lead": "chủ trì",
        "cooperate": "phối hợp",
        "advise_to": "tham mưu cho",
        "report_to": "báo cáo cho",
        "deadlines": "thời hạn",
    },
    "en": {
        "lead": "lead",
        "cooperate": "cooperating",
        "advise_to": "advises",
        "report_to": "reports to",
        "deadlines": "deadline",
    },
}


class Column(NamedTuple):
    """A column: its heading, its width in characters, what a row has in it, and the slot that this is of."""

    head: dict[Lang, str]
    width: int
    cell: Callable[[TaskRow, Lang], Cell]
    slot: TaskSlot | None = None


def inherited_words(row: TaskRow, lang: Lang) -> str:
    """Tell which values are not said by the task itself, and where they come from."""
    word = "theo" if lang == "vi" else "from"
    return JOIN.join(
        f"{_SLOTS[lang][slot]}: {given.value} ({word} {given.source})"
        for slot, items in row.slots().items()
        for given in items
        if given.source
    )


def is_inherited(column: Column, row: TaskRow) -> bool:
    """Tell whether all that a row has in a column was inherited."""
    given = row.slots().get(column.slot, ()) if column.slot else ()
    return bool(given) and all(item.source for item in given)


def day_of(text: str) -> date | None:
    """Read an ISO day; None for one with blanks (`2024-02-XX`)."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _names(given: tuple[Given, ...]) -> str:
    return JOIN.join(values(given))


def _first_due(row: TaskRow) -> Cell:
    return (day_of(row.due[0].value) or row.due[0].value) if row.due else None


def _pages(row: TaskRow) -> Cell:
    return row.pages[0] if len(row.pages) == 1 else ", ".join(str(page) for page in row.pages)


TASK_COLUMNS: Final = (
    Column({"vi": "STT", "en": "No."}, 6, lambda row, _: row.number),
    Column({"vi": "Mã", "en": "Id"}, 12, lambda row, _: row.task.id),
    Column({"vi": "Nhiệm vụ", "en": "Task"}, 60, lambda row, _: row.task.text),
    Column({"vi": "Chủ trì", "en": "Lead"}, 28, lambda row, _: _names(row.lead), "lead"),
    Column({"vi": "Phối hợp", "en": "Cooperating"}, 28, lambda row, _: _names(row.cooperate), "cooperate"),
    Column({"vi": "Tham mưu cho", "en": "Advises"}, 24, lambda row, _: _names(row.advise_to), "advise_to"),
    Column({"vi": "Báo cáo cho", "en": "Reports to"}, 24, lambda row, _: _names(row.report_to), "report_to"),
    Column({"vi": "Thời hạn", "en": "Due"}, 12, lambda row, _: _first_due(row), "deadlines"),
    Column({"vi": "Thời hạn khác", "en": "Other due days"}, 14, lambda row, _: _names(row.due[1:]), "deadlines"),
    Column({"vi": "Thời hạn ghi trong văn bản", "en": "Deadline as printed"}, 24, lambda row, _: _names(row.times)),
    Column(
        {"vi": "Định kỳ", "en": "Recurrence"},
        20,
        lambda row, lang: JOIN.join(describe(rule, lang) for rule in values(row.rrule)),
        "deadlines",
    ),
    Column({"vi": "Giai đoạn", "en": "Period"}, 16, lambda row, _: row.task.period),
    Column({"vi": "Sản phẩm", "en": "Deliverables"}, 24, lambda row, _: JOIN.join(row.task.deliverables)),
    Column({"vi": "Tính chất", "en": "Modality"}, 12, lambda row, lang: _MODALITY[lang][row.task.modality]),
    Column({"vi": "Mục", "en": "Section"}, 40, lambda row, _: " › ".join(row.place)),
    Column({"vi": "Trang", "en": "Page"}, 8, lambda row, _: _pages(row)),
    Column({"vi": "Kế thừa", "en": "Inherited"}, 30, inherited_words),
    Column({"vi": "Trùng với", "en": "Same as"}, 12, lambda row, _: JOIN.join(row.task.same_as)),
    Column({"vi": "Cần kiểm tra", "en": "To check"}, 30, lambda row, lang: JOIN.join(row.review[lang])),
    Column({"vi": "RRULE", "en": "RRULE"}, 24, lambda row, _: " + ".join(values(row.rrule))),
)
"""One task a row. What is inherited stands in its column like the rest, and `Kế thừa` says so."""
PLAN_COLUMN: Final = Column({"vi": "Kế hoạch", "en": "Plan"}, 16, lambda row, _: row.plan)
"""In front, in tables of several plans."""
_PART_HEAD: Final[dict[Lang, str]] = {"vi": "Vai trò", "en": "Part"}


def task_columns(options: ExportOptions, *, several: bool = False) -> tuple[Column, ...]:
    """Give the columns of a table of tasks: of one plan or several, with the part of a unit where that is asked for."""
    return (*([PLAN_COLUMN] if several else []), *part_columns(options), *TASK_COLUMNS)


def part_columns(options: ExportOptions) -> tuple[Column, ...]:
    """Give the column that tells which part the unit has that the table is made for; none where it is for all."""
    name = options.part_of
    return () if name is None else (Column(_PART_HEAD, 12, lambda row, lang: _part(row, name, lang)),)


def _part(row: TaskRow, name: str, lang: Lang) -> str:
    parts: dict[TaskSlot, tuple[Given, ...]] = {"lead": row.lead, "cooperate": row.cooperate}
    return JOIN.join(_SLOTS[lang][slot] for slot, given in parts.items() if name in values(given))
