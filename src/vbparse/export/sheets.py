"""What the sheets of a workbook hold: tasks, units, cited documents, findings. How they are written is not known here.

A sheet is made of fields. Those of the kind `own` are filled from the plan, those of the kind `typed` are for people;
the last one, hidden, holds the key by which a row is known again. Plans are taken in one after the other, so that
many of them need no more memory than what the sheets of units need.
"""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from vbparse.export.columns import JOIN, PLAN_COLUMN, TASK_COLUMNS, Cell, Column, day_of, is_inherited, part_columns
from vbparse.export.days import days_of
from vbparse.export.tasks import name_of, task_rows, values
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from vbparse.export.options import ExportOptions, Lang
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import Citation, Diagnostic, Evidence, PlanDocument, Unit

Kind = Literal["own", "typed", "key"]
Words: TypeAlias = "dict[Lang, str]"


class Formula(NamedTuple):
    """What a cell computes when the workbook is opened."""

    text: str


class Field(NamedTuple):
    """A column of a sheet: its heading, width in characters, who fills it; `printed` ones are on paper."""

    head: Words
    width: float
    kind: Kind = "own"
    printed: bool = True


class Line(NamedTuple):
    """A row: its key, the cells of the fields of the kind `own`, and which of them (by number) hold inherited values."""

    key: str
    cells: tuple[Cell | Formula, ...]
    inherited: frozenset[int] = frozenset()


class Layout(NamedTuple):
    """How a sheet is laid out: its title and fields; the columns up to `frozen` stay when it is scrolled."""

    title: Words
    fields: tuple[Field, ...]
    frozen: int


STATUS: Final[Words] = {"vi": "Trạng thái", "en": "Status"}
PROGRESS: Final[Words] = {"vi": "Tiến độ", "en": "Progress"}
RESULT: Final[Words] = {"vi": "Kết quả", "en": "Result"}
NOTE: Final[Words] = {"vi": "Ghi chú", "en": "Note"}
STATES: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("Chưa bắt đầu", "Đang làm", "Hoàn thành", "Tạm dừng"),
    "en": ("Not started", "In progress", "Done", "On hold"),
}
DONE: Final = 2
"""The number among the states of what is finished."""
TYPED: Final = (
    Field(STATUS, 13, "typed"),
    Field(PROGRESS, 9, "typed"),
    Field(RESULT, 22, "typed"),
    Field(NOTE, 22, "typed"),
)
KEY: Final = Field({"vi": "Khóa", "en": "Key"}, 10, "key", printed=False)
TITLES: Final[dict[str, Words]] = {
    "tasks": {"vi": "Nhiệm vụ", "en": "Tasks"},
    "units": {"vi": "Đơn vị", "en": "Units"},
    "documents": {"vi": "Văn bản", "en": "Documents"},
    "findings": {"vi": "Cảnh báo", "en": "Findings"},
}
SIGNS: Final[dict[str, tuple[Words, Words]]] = {
    "tasks": ({"vi": "Mã", "en": "Id"}, {"vi": "Nhiệm vụ", "en": "Task"}),
    "units": ({"vi": "Đơn vị", "en": "Unit"}, {"vi": "Cấp", "en": "Level"}),
    "documents": ({"vi": "Loại", "en": "Type"}, {"vi": "Số, ký hiệu", "en": "Code"}),
    "findings": ({"vi": "Mức độ", "en": "Severity"}, {"vi": "Mã", "en": "Code"}),
}
"""Headings by which, with that of the key, a sheet is known again."""
DAYS: Final = "vbparse"
"""The hidden sheet of the units' days."""

_FIRST: Final = {
    "STT": 6.0,
    "Mã": 12.0,
    "Nhiệm vụ": 50.0,
    "Chủ trì": 24.0,
    "Phối hợp": 24.0,
    "Thời hạn": 12.0,
    "Định kỳ": 15.0,
}
"""Columns of tasks that come first and are printed, by their Vietnamese headings, with their widths here."""
_LEVELS: Final[dict[str | None, Words]] = {
    "central": {"vi": "trung ương", "en": "central"},
    "province": {"vi": "tỉnh", "en": "province"},
    "district": {"vi": "huyện", "en": "district"},
    "commune": {"vi": "xã", "en": "commune"},
    "other": {"vi": "khác", "en": "other"},
}
_ROLES: Final[dict[str, Words]] = {
    "basis": {"vi": "căn cứ", "en": "basis"},
    "implements": {"vi": "được thực hiện", "en": "carried out"},
    "mention": {"vi": "viện dẫn", "en": "mentioned"},
}
_SEVERITIES: Final[dict[str, Words]] = {
    "error": {"vi": "lỗi", "en": "error"},
    "warning": {"vi": "cảnh báo", "en": "warning"},
    "info": {"vi": "lưu ý", "en": "note"},
}
_PLAN: Final = Field(PLAN_COLUMN.head, PLAN_COLUMN.width)
_UNITS: Final = Layout(
    TITLES["units"],
    (
        Field({"vi": "Đơn vị", "en": "Unit"}, 60),
        Field({"vi": "Cấp", "en": "Level"}, 12),
        Field({"vi": "Chủ trì", "en": "Leads"}, 10),
        Field({"vi": "Phối hợp", "en": "Cooperates"}, 11),
        Field({"vi": "Nhận báo cáo", "en": "Gets reports"}, 13),
        Field({"vi": "Hạn sắp tới", "en": "Next due"}, 13),
        KEY,
    ),
    1,
)
_DOCUMENTS: Final = (
    Field({"vi": "Loại", "en": "Type"}, 14),
    Field({"vi": "Số, ký hiệu", "en": "Code"}, 18),
    Field({"vi": "Ngày", "en": "Date"}, 12),
    Field({"vi": "Cơ quan ban hành", "en": "Issuer"}, 36),
    Field({"vi": "Trích yếu", "en": "Title"}, 60),
    Field({"vi": "Vai trò", "en": "Role"}, 15),
    Field({"vi": "Trang", "en": "Page"}, 8),
    KEY,
)
_FINDINGS: Final = (
    Field({"vi": "Mức độ", "en": "Severity"}, 11),
    Field({"vi": "Mã", "en": "Code"}, 40),
    Field({"vi": "Nội dung", "en": "Message"}, 64),
    Field({"vi": "Vị trí", "en": "Place"}, 14),
    Field({"vi": "Trang", "en": "Page"}, 8),
    KEY,
)


class _Party(NamedTuple):
    """A unit of the plans taken in, and its part in their tasks."""

    unit: Unit
    counts: dict[str, int]
    days: set[date]


class Sheets:
    """The sheets of one workbook: `layouts` by name; plans are taken in by `add`, units are known at the end."""

    def __init__(self, options: ExportOptions, *, several: bool) -> None:
        """Begin sheets of one plan, or of several, whose rows name their plan."""
        self._lang, self._several = options.lang, several
        self._columns, fields = _task_fields(options, several=several)
        plan = (_PLAN,) if several else ()
        self.layouts = {
            "tasks": Layout(TITLES["tasks"], fields, 3 + several + len(part_columns(options))),
            "units": _UNITS,
            "documents": Layout(TITLES["documents"], (*plan, *_DOCUMENTS), 2 + several),
            "findings": Layout(TITLES["findings"], (*plan, *_FINDINGS), 1 + several),
        }
        self._parties: dict[str, _Party] = {}
        self._tasks = 0

    def add(self, plan: PlanDocument) -> dict[str, Iterator[Line]]:
        """Take in a plan; gives its rows of the sheets `tasks`, `documents`, `findings`."""
        for unit in plan.units:
            self._parties.setdefault(
                unit.name, _Party(unit, dict.fromkeys(("lead", "cooperate", "report_to"), 0), set())
            )
        return {"tasks": self._task_lines(plan), "documents": self._documents(plan), "findings": self._findings(plan)}

    def unit_lines(self) -> Iterator[Line]:
        """Yield the units of all tasks that were taken, those with a part in tasks first; their days are in `DAYS`."""
        parties = self._ordered()
        ends = accumulate((len(party.days) for party in parties), initial=0)
        for party, before in zip(parties, ends, strict=False):
            level = _LEVELS[party.unit.level][self._lang] if party.unit.level else None
            cells = (party.unit.name, level, *party.counts.values(), _next_day(before, len(party.days)))
            yield Line(party.unit.name, cells)

    def days(self) -> Iterator[tuple[str, date]]:
        """Yield the days of the units, in their order: what the hidden sheet holds."""
        for party in self._ordered():
            yield from ((party.unit.name, day) for day in sorted(party.days))

    def _ordered(self) -> list[_Party]:
        return sorted(self._parties.values(), key=lambda party: not any(party.counts.values()))

    def _task_lines(self, plan: PlanDocument) -> Iterator[Line]:
        for row, days in days_of(task_rows(plan), plan):
            self._tasks += 1
            self._count(row, days)
            numbered = row._replace(number=self._tasks)
            cells = tuple(column.cell(numbered, self._lang) for column in self._columns)
            inherited = (number for number, column in enumerate(self._columns) if is_inherited(column, row))
            yield Line(row.key, cells, frozenset(inherited))

    def _count(self, row: TaskRow, days: Iterable[date]) -> None:
        parts = {"lead": row.lead, "cooperate": row.cooperate, "report_to": row.report_to}
        for slot, given in parts.items():
            for name in set(values(given)) & self._parties.keys():
                party = self._parties[name]
                party.counts[slot] += 1
                if slot != "report_to":
                    party.days.update(days)

    def _documents(self, plan: PlanDocument) -> Iterator[Line]:
        """Yield each cited document once, with all its roles and pages."""
        found: dict[tuple[str | None, ...], list[Citation]] = {}
        for cited in plan.citations:
            found.setdefault((cited.type, cited.code, cited.date, cited.issuer, cited.title), []).append(cited)
        for (type_, code, day, issuer, title), places in found.items():
            roles = JOIN.join(dict.fromkeys(_ROLES[place.role][self._lang] for place in places))
            cells = (type_, code, _day(day), issuer, title, roles, _pages(place.evidence for place in places))
            yield self._line(plan, places[0].id, cells)

    def _findings(self, plan: PlanDocument) -> Iterator[Line]:
        order = list(_SEVERITIES)
        numbered: dict[str, int] = {}
        for found in sorted(plan.diagnostics, key=lambda one: order.index(one.severity)):
            about = f"{found.code}@{','.join(found.nodes)}"
            numbered[about] = numbered.get(about, 0) + 1
            yield self._line(plan, f"{about}#{numbered[about]}", self._finding(found))

    def _finding(self, found: Diagnostic) -> tuple[Cell, ...]:
        severity = _SEVERITIES[found.severity][self._lang]
        pages = _pages([found.evidence] if found.evidence else [])
        return severity, found.code, getattr(found.message, self._lang), JOIN.join(found.nodes), pages

    def _line(self, plan: PlanDocument, key: str, cells: tuple[Cell, ...]) -> Line:
        return Line(f"{plan.plan_id}#{key}", (name_of(plan), *cells) if self._several else cells)


def _task_fields(options: ExportOptions, *, several: bool) -> tuple[tuple[Column, ...], tuple[Field, ...]]:
    """Give the columns of tasks in their order here, and the fields of the sheet: what people look at comes first."""
    front = (*((PLAN_COLUMN,) if several else ()), *part_columns(options))
    first = tuple(column for column in TASK_COLUMNS if column.head["vi"] in _FIRST)
    rest = tuple(column for column in TASK_COLUMNS if column not in first)
    fields = (
        *(Field(column.head, column.width) for column in front),
        *(Field(column.head, _FIRST[column.head["vi"]]) for column in first),
        *TYPED,
        *(Field(column.head, column.width, printed=False) for column in rest),
        KEY,
    )
    return (*front, *first, *rest), fields


def _next_day(before: int, count: int) -> Formula | None:
    """Compute the first of some days, sorted in rows of the hidden sheet, that is not past; empty after the last one."""
    if not count:
        return None
    days = f"{DAYS}!$B${before + 1}:$B${before + count}"
    return Formula(f'=IFERROR(INDEX({days},1+COUNTIF({days},"<"&TODAY())),"")')


def _day(text: str | None) -> Cell:
    return (day_of(text) or text) if text else None


def _pages(evidence: Iterable[Evidence]) -> Cell:
    pages = sorted({region.page for found in evidence for region in found.regions})
    return pages[0] if len(pages) == 1 else ", ".join(map(str, pages))
