"""CSV for Redmine's importer (Issues, Import): UTF-8, commas, days as `YYYY-MM-DD`.

The columns have the names of Redmine's fields, which the importer finds by itself. `unique_id` is the plan's and the
task's id; `parent_issue_id` names the row of the heading by it. Fields of which the plan knows nothing (status,
priority, who is assigned) are left out, so that Redmine's own defaults hold.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Final

from vbparse.export.issues import issues_of
from vbparse.export.options import DEFAULTS, ExportOptions
from vbparse.export.to_csv import cell_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import PlanDocument

NAME: Final = "redmine"
SUFFIX: Final = ".csv"
ABOUT: Final = {
    "vi": "tệp CSV để nhập vào Redmine: mỗi nhiệm vụ một công việc, mục là công việc cha",
    "en": "CSV for Redmine's importer: an issue a task, headings as parents",
}

COLUMNS: Final = ("unique_id", "parent_issue_id", "subject", "description", "due_date")


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the issues of one plan."""
    return render_many((plan,), options)


def render_many(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> bytes:
    """Give the issues of several plans."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for plan in plans:
        for issue in issues_of(plan, options.lang):
            cells = (issue.key, issue.parent, issue.title, issue.description, issue.due)
            writer.writerow(cell_text(cell) for cell in cells)
    return out.getvalue().encode("utf-8-sig")
