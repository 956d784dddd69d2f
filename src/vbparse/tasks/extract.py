"""Tasks of a document: drafts from prose and tables, then dates, inheritance and what to review."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.patterns import compile_pattern
from vbparse.tasks.checks import check_dates
from vbparse.tasks.deadlines import due_days, own_deadlines, rules_of
from vbparse.tasks.deliverables import deliverables
from vbparse.tasks.doubts import doubts_about
from vbparse.tasks.mentions import Index
from vbparse.tasks.model import Inherited, Task
from vbparse.tasks.phrases import opening, tokenize
from vbparse.tasks.prose import ProseReader
from vbparse.tasks.rows import RowReader
from vbparse.tasks.twins import check_twins, find_twins

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.model import Citation, Mention, Time, Unit
    from vbparse.outline.model import Outline
    from vbparse.tasks.draft import Draft
    from vbparse.tasks.twins import Twins
    from vbparse.textmap import TextMap

_REPORTS = compile_pattern(r"\bbáo cáo\b|\bgửi\b", re.IGNORECASE)


def extract_tasks(
    textmap: TextMap,
    outline: Outline,
    units: Sequence[Mention[Unit]],
    times: Sequence[Mention[Time]],
    citations: Sequence[Mention[Citation]],
) -> tuple[tuple[Task, ...], tuple[Diagnostic, ...]]:
    """Give the tasks in reading order, and findings about them."""
    text = textmap.text
    unit_index, time_index = Index(_acting(units, citations)), Index(times)
    rows = RowReader(text, outline, unit_index, time_index)
    drafts = ProseReader(text, unit_index, time_index, rows).read(outline.nodes)
    tasks = tuple(_task(text, draft, unit_index) for draft in drafts)
    tasks = _with_closing_dates(text, tasks)
    doubts = doubts_about(text, tasks)
    tasks = tuple(task._replace(review=codes) for task, codes in zip(tasks, doubts, strict=True))
    slots = list(_findings(tasks))
    twins = find_twins(text, tasks)
    differing = [*check_dates(text, tasks, outline.letterhead.years), *check_twins(tasks, twins)]
    return _linked(tasks, twins), (*slots, *differing)


def _acting(units: Sequence[Mention[Unit]], citations: Sequence[Mention[Citation]]) -> list[Mention[Unit]]:
    """Leave out the units inside a cited document's name, where they do and get nothing."""
    index = Index(units)
    named = {mention.span for citation in citations for mention in index.inside(citation.span)}
    return [mention for mention in units if mention.span not in named]


def _task(text: str, draft: Draft, units: Index[Unit]) -> Task:
    deadlines = own_deadlines(text, draft.times, units)
    head = opening(tokenize(text[draft.span.start : draft.span.end]))
    periods = [time for time in draft.times if time.value.role == "period"]
    return Task(
        node=draft.node,
        span=draft.span,
        action=head.verb.name if head else None,
        lead=draft.lead,
        cooperate=draft.cooperate,
        advise_to=draft.advise_to,
        report_to=draft.report_to,
        deadlines=deadlines,
        due=due_days(deadlines),
        rrules=rules_of(deadlines),
        period=periods[0] if periods else None,
        deliverables=deliverables(text, draft),
        modality=draft.modality,
        inherited=tuple(Inherited("lead", unit) for unit in draft.heading.units)
        if draft.heading and draft.lead
        else (),
    )


def _with_closing_dates(text: str, tasks: tuple[Task, ...]) -> tuple[Task, ...]:
    """Let undated reports inherit the dates that the closing paragraph sets for everybody who reports."""
    closing = [task for task in tasks if task.node.startswith("C.") and task.due and task.report_to]
    if not closing:
        return tasks
    return tuple(_inherit(text, task, closing) for task in tasks)


def _inherit(text: str, task: Task, closing: list[Task]) -> Task:
    """Give the dates of those closing orders that ask for reports to the same addressee; a report may leave it out."""
    if task.node.startswith("C.") or task.due or not _REPORTS.search(text, task.span.start, task.span.end):
        return task
    addressees = {unit.value.name for unit in task.report_to}
    dates = tuple(
        Inherited("deadlines", time)
        for given in closing
        if not addressees or addressees & {unit.value.name for unit in given.report_to}
        for time in given.deadlines
    )
    return task._replace(inherited=task.inherited + dates) if dates else task


def _linked(tasks: tuple[Task, ...], twins: Sequence[Twins]) -> tuple[Task, ...]:
    """Let the tasks that order one duty name each other."""
    others: dict[int, list[int]] = {}
    for pair in twins:
        others.setdefault(pair.first, []).append(pair.second)
        others.setdefault(pair.second, []).append(pair.first)
    return tuple(task._replace(same_as=tuple(others.get(index, ()))) for index, task in enumerate(tasks))


def _findings(tasks: Sequence[Task]) -> Iterator[Diagnostic]:
    """Yield what a person should know about the slots of each task; `doubts` decides which tasks are doubtful."""
    for task in tasks:
        for code in (*_lint_codes(task), *task.review):
            yield Diagnostic(code, task.span, task.node)


def _lint_codes(task: Task) -> Iterator[str]:
    """Name what a plan should have said (domain lints, "units" and "deadlines")."""
    if not task.lead and not task.cooperate:
        yield "TASK_WITHOUT_UNIT"
    if len(task.lead) > 1:
        yield "MULTIPLE_LEADS"
    if task.deliverables and not task.deadlines and not any(given.slot == "deadlines" for given in task.inherited):
        yield "TASK_WITHOUT_DEADLINE"
