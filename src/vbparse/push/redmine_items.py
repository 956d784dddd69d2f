"""A plan's tasks as issues of a Redmine project."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.export.columns import day_of
from vbparse.export.recurrence import first_possible_day, occurrences
from vbparse.export.selection import unit_ids
from vbparse.export.tasks import duties, values
from vbparse.push.redmine_project import number_of
from vbparse.push.target import Choice, Item
from vbparse.push.wording import about, short

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.export.tasks import TaskRow
    from vbparse.plan.model import Node, PlanDocument, Task
    from vbparse.push.redmine_project import Project

_SECTION: Final = "@"
"""Before the id of a section, which may be that of a task too."""


class RedmineItems:
    """Makes the items of one plan."""

    def __init__(self, plan: PlanDocument, project: Project, choice: Choice) -> None:
        """Look up what the names of units in the assignments stand for in this plan."""
        self._plan, self._project, self._choice = plan, project, choice
        self._start = first_possible_day(plan)
        self._parents = dict(_parents(plan.outline, None)) if project.choice.sections else {}
        chosen = project.choice.assignments
        self._assignees = self._by_unit(chosen.assignee, project.people)
        self._categories = self._by_unit(chosen.category, project.categories)

    def items(self) -> dict[str, Item]:
        """Give the sections that have tasks, then the tasks."""
        rows = duties(self._plan)
        sections = {node.id: node for row in rows if (node := self._parents.get(row.task.node)) is not None}
        found = [*map(self._section, sections.values()), *map(self._task, rows)]
        return {item.key: item for item in found}

    def _task(self, row: TaskRow) -> Item:
        key = f"{self._plan.plan_id}#{row.task.id}"
        due = self._due(row)
        fields = {
            "subject": short(row.task.text),
            "description": _described(about(self._plan, row, self._choice), key),
            "due": due,
        }
        if self._project.choice.assignments.assignee:
            fields["assigned"] = self._of_lead(row.task, self._assignees)
        if self._project.choice.assignments.category:
            fields["category"] = self._of_lead(row.task, self._categories)
        if self._parents:
            parent = self._parents.get(row.task.node)
            fields["parent"] = self._section_key(parent) if parent else None
        return self._item(key, fields, due)

    def _section(self, node: Node) -> Item:
        key = self._section_key(node)
        title = f"{node.marker or ''} {node.text}".strip()
        where = self._plan.header.code or self._plan.source.name
        return self._item(key, {"subject": short(title), "description": _described(f"{title}\n\n{where}", key)}, None)

    def _item(self, key: str, fields: dict[str, str | None], due: str | None) -> Item:
        taken = {name: value for name, value in fields.items() if name in self._project.takes}
        return Item(key, fields["subject"] or key, taken, {"start_date": self._begin(due)})

    def _section_key(self, node: Node) -> str:
        return f"{self._plan.plan_id}#{_SECTION}{node.id}"

    def _begin(self, due: str | None) -> str:
        """Give the day of issue, from which the plan holds; none after the due day, which Redmine does not take."""
        if self._start is None or (due is not None and due < self._start.isoformat()):
            return ""
        return self._start.isoformat()

    def _due(self, row: TaskRow) -> str | None:
        """Give the first due day, else the first day of a recurrence."""
        days = [day for text in values(row.due) if (day := day_of(text))]
        if not days:
            firsts = (next(occurrences(rule, self._plan), None) for rule in values(row.rrule))
            days = [first[0] for first in firsts if first is not None]
        return min(days).isoformat() if days else None

    def _by_unit(self, names: Mapping[str, str], known: Mapping[int, str]) -> dict[str, str]:
        """Give who or what is meant for each unit of this plan."""
        found: dict[str, str] = {}
        for unit, name in names.items():
            number = number_of(name, known)
            if number is not None:
                found.update(dict.fromkeys(unit_ids(self._plan, unit), known[number]))
        return found

    def _of_lead(self, task: Task, chosen: Mapping[str, str]) -> str | None:
        leads = (*task.lead, *(given.value for given in task.inherited if given.slot == "lead"))
        return next((chosen[unit] for unit in leads if unit in chosen), None)


def _described(text: str, key: str) -> str:
    return f"{text}\n\nvbparse: {key}"


def _parents(nodes: tuple[Node, ...], above: Node | None) -> Any:
    """Yield each node's id with the heading that it stands under."""
    for node in nodes:
        yield node.id, above
        yield from _parents(node.children, node)
