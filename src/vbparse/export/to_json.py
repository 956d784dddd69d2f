"""The plan document as JSON (UTF-8), as the published schema has it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

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
    return render_data(plan.model_dump(mode="json"), options)


def render_data(data: dict[str, Any], options: ExportOptions = DEFAULTS) -> bytes:
    """Give a document that is plain data already; loads no models."""
    separators = (",", ": ") if options.pretty else (",", ":")
    text = json.dumps(data, ensure_ascii=False, indent=2 if options.pretty else None, separators=separators)
    return text.encode() + b"\n"
