"""The plan document as JSON (UTF-8), as the published schema has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

NAME: Final = "json"
SUFFIX: Final = ".json"
ABOUT: Final = {
    "vi": "toàn bộ nội dung đọc được, cho phần mềm khác",
    "en": "all that was read, for other software",
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:
    """Give the document in one line, or indented."""
    return plan.model_dump_json(indent=2 if options.pretty else None).encode() + b"\n"
