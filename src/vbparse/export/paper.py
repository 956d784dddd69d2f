"""What outputs laid out for people to read share: days as people write them, the header in lines, tasks by section."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Final

from vbparse.export.columns import JOIN
from vbparse.export.recurrence import describe
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.export.options import Lang
    from vbparse.export.tasks import Given, TaskRow
    from vbparse.plan.model import Diagnostic, PlanDocument

_HEADER: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("Cơ quan ban hành", "Số, ký hiệu", "Ngày ban hành", "Năm kế hoạch", "Người ký", "Tệp", "Số nhiệm vụ"),
    "en": ("Issued by", "Number and symbol", "Day of issue", "Years", "Signed by", "File", "Tasks"),
}
_SEVERITY: Final[dict[Lang, dict[str, str]]] = {
    "vi": {"error": "Lỗi", "warning": "Cảnh báo", "info": "Ghi chú"},
    "en": {"error": "Error", "warning": "Warning", "info": "Note"},
}
_NOT_XML: Final = frozenset(map(chr, (*range(0x20), 0x7F, 0xFFFE, 0xFFFF))) - {"\t", "\n"}
_UNHOLDABLE: Final = str.maketrans(dict.fromkeys(_NOT_XML))


class Finding(NamedTuple):
    """Something that a person should look at: how grave, what, and at which nodes."""

    severity: str
    text: str
    nodes: tuple[str, ...]


def printable(text: str) -> str:
    """Give a text with lines that end in one way, without the characters that XML cannot hold."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNHOLDABLE)


def day_words(day: str, lang: Lang) -> str:
    """Write an ISO day as people do: `2024-05-25` gives `25/05/2024`, `2024-02-XX` gives `02/2024`."""
    if lang == "en":
        return day
    return "/".join(part for part in reversed(day.split("-")) if part != "XX")


def title_of(plan: PlanDocument) -> str:
    """Give the plan's name with its kind: `Kế hoạch Cải cách hành chính năm 2024`."""
    words = " ".join(filter(None, (plan.header.type, plan.header.title)))
    return one_line(words) or one_line(plan.source.name)


def one_line(text: str) -> str:
    """Give a text in one line."""
    return " ".join(printable(text).split())


def header_lines(plan: PlanDocument, lang: Lang) -> Iterator[tuple[str, str]]:
    """Yield what the plan's header says, with a heading for each line; what is not known is left out."""
    header, signature = plan.header, plan.signature
    issuers = (header.issuer, *header.co_issuers) if header.issuer else header.co_issuers
    signer = (signature.position, signature.name) if signature else ()
    found = (
        JOIN.join(unit.name for unit in issuers if unit),
        header.code or "",
        day_words(header.date or "", lang),
        ", ".join(map(str, header.year)),
        " ".join(filter(None, signer)),
        plan.source.name,
        str(len(plan.tasks)),
    )
    yield from ((head, one_line(value)) for head, value in zip(_HEADER[lang], found, strict=True) if one_line(value))


def by_section(rows: Iterable[TaskRow]) -> Iterator[tuple[str, tuple[TaskRow, ...]]]:
    """Yield the tasks section by section, in their order; the heading is empty for tasks under none."""
    for head, members in groupby(rows, lambda row: row.place[0] if row.place else ""):
        yield one_line(head), tuple(members)


def when(row: TaskRow, lang: Lang) -> Iterator[tuple[str, Given]]:
    """Yield a task's deadlines in words, each with the value it comes from: due days, then recurrences."""
    yield from ((day_words(given.value, lang), given) for given in row.due)
    yield from ((describe(given.value, lang), given) for given in row.rrule)
    if not row.due and not row.rrule:
        yield from ((given.value, given) for given in row.times)


def due_list(rows: Iterable[TaskRow]) -> list[tuple[str, TaskRow, Given]]:
    """List the due days, the earliest first, each with its task; days with blanks come where they sort."""
    found = [(given.value, row, given) for row in rows for given in row.due]
    return sorted(found, key=lambda item: (item[0], item[1].number))


def findings(plan: PlanDocument, lang: Lang) -> tuple[Finding, ...]:
    """List what was found to check, the gravest first."""
    order = ("error", "warning", "info")

    def grave(item: Diagnostic) -> int:
        return order.index(item.severity)

    return tuple(
        Finding(_SEVERITY[lang][item.severity], one_line(getattr(item.message, lang)), item.nodes)
        for item in sorted(plan.diagnostics, key=grave)
    )
