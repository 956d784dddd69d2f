"""What is put out for somebody who waits: made in a child process, so that the server goes on answering."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vbparse.archive.calendar import render_dues
from vbparse.archive.due_table import data_of, render_csv, render_workbook, table_name
from vbparse.export.registry import find_exporter
from vbparse.export.selection import selected
from vbparse.plan.model import PlanDocument
from vbparse.readers.source import open_source
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.archive.queries.due import DueItem
    from vbparse.export.options import ExportOptions, Lang

DUE_FORMS = ("xlsx", "ics", "csv", "json")


class PlanExport(NamedTuple):
    """A plan (its JSON) that is wanted in a format."""

    plan: bytes
    form: str
    options: ExportOptions


class DueExport(NamedTuple):
    """What falls due between two days, wanted in a form."""

    items: tuple[DueItem, ...]
    form: str
    first: str
    last: str
    lang: Lang


def export_plan(wanted: PlanExport) -> bytes:
    """Put out a plan, or what is selected of it. Raises `ResourceError` where there is no such format, or it cannot be used."""
    plan = selected(PlanDocument.model_validate_json(wanted.plan), wanted.options.select)
    return find_exporter(wanted.form).render(plan, wanted.options)


def unplaced(item: DueItem) -> DueItem:
    """Let an item tell its document by its name only: where files lie on the server is nobody's business."""
    return item._replace(document=item.document._replace(paths=(item.document.name,)))


def export_due(wanted: DueExport) -> bytes:
    """Put out what falls due."""
    if wanted.form == "ics":
        return render_dues(wanted.items, table_name(wanted.first, wanted.last, wanted.lang), wanted.lang)
    if wanted.form == "json":
        return json.dumps([data_of(item) for item in wanted.items], ensure_ascii=False).encode()
    return (render_csv if wanted.form == "csv" else render_workbook)(wanted.items, wanted.lang)


def fetch(wanted: tuple[str, int]) -> bytes:
    """Give the bytes of a document, which may lie in an archive. Raises `InputError`."""
    path, most = wanted
    return open_source(path, max_bytes=most).data
