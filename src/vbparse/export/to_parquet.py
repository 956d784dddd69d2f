"""A Parquet file of tasks, for analysts: a row a task, with types. The archive and `batch --as parquet` have more tables."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from vbparse.export.entries import TaskEntry, task_entries
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.parquet import SUFFIX, TableWriter, require_pyarrow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import PlanDocument

NAME: Final = "parquet"
__all__ = ["ABOUT", "NAME", "SUFFIX", "render", "render_many"]
ABOUT: Final = {
    "vi": "bảng nhiệm vụ Parquet, cho phần mềm phân tích số liệu",
    "en": "the tasks as a Parquet table, for analysts",
}

COLUMNS: Final = {"document": "str", "plan_id": "str", "code": "str | None", **TaskEntry.__annotations__}
"""`document` is the sha256 of the file's content, as in the tables of `batch --as parquet`."""


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the table of one plan. Raises `ResourceError` where pyarrow is not installed."""
    return render_many((plan,), options)


def render_many(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> bytes:  # noqa: ARG001
    """Give one table of several plans. Raises `ResourceError` where pyarrow is not installed."""
    require_pyarrow()
    out = io.BytesIO()
    with TableWriter(out, COLUMNS) as writer:
        for plan in plans:
            entries = task_entries(plan)
            about = {"document": plan.source.sha256, "plan_id": plan.plan_id, "code": plan.header.code}
            columns = {name: [value] * len(entries) for name, value in about.items()}
            writer.add({**columns, **{name: [getattr(entry, name) for entry in entries] for name in TaskEntry._fields}})
        writer.close()
    return out.getvalue()
