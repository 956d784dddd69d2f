"""CSV for Jira's importer: UTF-8, all commas there, days as `yyyy-MM-dd`; headings are tasks, tasks their sub-tasks.

Fields of which the plan knows nothing (assignee, reporter, priority) are left out. `Issue Id` and `Parent Id` are
numbers of the file; the id that a task keeps stands in the last line of its description. Jira takes about 1,500
issues at a time: `render_parts` gives as many files as that needs.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from vbparse.export.issues import Issue, issues_of
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.to_csv import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.plan.model import PlanDocument

NAME: Final = "jira"
SUFFIX: Final = ".csv"
ABOUT: Final = {
    "vi": "tệp CSV để nhập vào Jira: mục là task, nhiệm vụ là sub-task",
    "en": "CSV for Jira's importer: headings as tasks, tasks as their sub-tasks",
}

COLUMNS: Final = ("Summary", "Description", "Issue Type", "Due Date", "Labels", "Issue Id", "Parent Id")
MOST: Final = 1500
"""Issues that Jira takes at a time."""
_LONGEST: Final = 32_000
"""Characters of a description (Jira takes 32,767)."""


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the issues of one plan, however many there are."""
    return render_many((plan,), options)


def render_many(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> bytes:
    """Give the issues of several plans, however many there are."""
    return _table([issue for plan in plans for issue in issues_of(plan, options.lang)])


def render_parts(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> tuple[bytes, ...]:
    """Give files of at most 1,500 issues each. Headings and their tasks stay together.

    A heading with more tasks than that is in the first of its files; in the others its tasks have no parent.
    """
    issues = [issue for plan in plans for issue in issues_of(plan, options.lang)]
    return tuple(map(_table, _packed(_families(issues)))) or (_table([]),)


def _families(issues: Sequence[Issue]) -> Iterator[list[Issue]]:
    """Yield each heading with its tasks, and tasks without one alone; none of them is too large for a file."""
    families: dict[str, list[Issue]] = {}
    for issue in issues:
        families.setdefault(issue.parent or issue.key, []).append(issue)
    for family in families.values():
        for first in range(0, len(family), MOST):
            yield family[first : first + MOST]


def _packed(families: Iterable[list[Issue]]) -> Iterator[list[Issue]]:
    """Yield as many families at a time as a file may hold."""
    file: list[Issue] = []
    for family in families:
        if file and len(file) + len(family) > MOST:
            yield file
            file = []
        file = [*file, *family]
    if file:
        yield file


def _table(issues: Sequence[Issue]) -> bytes:
    """Write a file: first the issues without parent, for Jira reads from above."""
    keys = {issue.key for issue in issues}
    ordered = sorted(issues, key=lambda issue: issue.parent in keys)
    numbers = {issue.key: number for number, issue in enumerate(ordered, 1)}
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for issue in ordered:
        parent = numbers.get(issue.parent or "")
        kind = "Task" if parent is None else "Sub-task"
        label = "_".join(issue.plan.split())  # a label has no blanks
        description = issue.description if len(issue.description) <= _LONGEST else _shortened(issue.description)
        cells = (issue.title, description, kind, issue.due, label, numbers[issue.key], parent)
        writer.writerow(cell_text(cell) for cell in cells)
    return out.getvalue().encode("utf-8-sig")


def _shortened(description: str) -> str:
    """Cut a description, but for its last line, by which the issue is known again."""
    text, _, mark = description.rpartition("\n")
    return f"{text[: _LONGEST - len(mark) - 2]}…\n{mark}"
