"""A plan as issues of a tracker: a heading is the parent of the tasks below it. A duty that is said twice is one issue."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.export.columns import JOIN, day_of, inherited_words
from vbparse.export.recurrence import describe
from vbparse.export.tasks import duties, name_of, values
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from vbparse.export.options import Lang
    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import Node, PlanDocument

TITLE: Final = 255
"""Characters that trackers take as the title of an issue."""
_HEADINGS: Final = frozenset({"section", "item", "annex"})
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
    },
}


class Issue(NamedTuple):
    """An issue: `key` is its id among those of all plans, `parent` that of its heading; `due` is its first due day."""

    key: str
    title: str
    description: str
    due: date | None = None
    parent: str | None = None
    plan: str = ""


def issues_of(plan: PlanDocument, lang: Lang) -> Iterator[Issue]:
    """Yield the issues of a plan in its order, headings before the tasks below them; headings without tasks are none."""
    rows = duties(plan)
    headings = _headings(plan, {row.task.node for row in rows})
    told: set[str] = set()
    for row in rows:
        heading = headings.get(row.task.node)
        parent = None if heading is None else f"{plan.plan_id}#{heading.id}"
        if heading is not None and heading.id not in told:
            told.add(heading.id)
            yield _heading(plan, heading, lang)
        yield Issue(row.key, title_of(row.task.text), _about(row, lang), _first_day(row), parent, name_of(plan))


def title_of(text: str) -> str:
    """Give a text on one line, as long as a title may be."""
    line = " ".join(text.split())
    return line if len(line) <= TITLE else f"{line[: TITLE - 1].rstrip()}…"


def _headings(plan: PlanDocument, tasks: set[str]) -> dict[str, Node]:
    """Give by node the nearest heading above it that is no task itself."""
    found: dict[str, Node] = {}
    nodes: list[tuple[Node, Node | None]] = [(node, None) for node in plan.outline]
    while nodes:
        node, above = nodes.pop()
        if above is not None:
            found[node.id] = above
        heading = node if node.kind in _HEADINGS and node.id not in tasks else above
        nodes.extend((child, heading) for child in node.children)
    return found


def _heading(plan: PlanDocument, node: Node, lang: Lang) -> Issue:
    key = f"{plan.plan_id}#{node.id}"
    text = f"{node.marker or ''} {node.text}".strip()
    place = f"{_WORDS[lang]['place']}: {name_of(plan)}, {node.id}"
    return Issue(key, title_of(text) or node.id, f"{text}\n\n{place}", plan=name_of(plan))


def mark_of(key: str) -> str:
    """Give the last line of a task's description, by which `vbparse push` knows the issue again."""
    return f"vbparse: {key}"


def _about(row: TaskRow, lang: Lang) -> str:
    """Tell all that the plan says of a task, a line each."""
    words = _WORDS[lang]
    where = f"{row.plan}, {row.task.id}"
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
        "place": f"{where}, {words['page']} {', '.join(map(str, row.pages))}" if row.pages else where,
    }
    told = "\n".join(f"{words[key]}: {text}" for key, text in lines.items() if text)
    return f"{row.task.text}\n\n{told}\n{mark_of(row.key)}"


def _first_day(row: TaskRow) -> date | None:
    return next((day for given in row.due if (day := day_of(given.value)) is not None), None)
