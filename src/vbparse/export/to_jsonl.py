"""JSON Lines: each plan one line, so that outputs of many plans can be joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

NAME: Final = "jsonl"
SUFFIX: Final = ".jsonl"
ABOUT: Final = {
    "vi": "mỗi kế hoạch một dòng JSON, ghép được nhiều tệp",
    "en": "each plan one line of JSON; outputs can be joined",
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:  # noqa: ARG001 (no choices here)
    """Give the document in one line."""
    return plan.model_dump_json().encode() + b"\n"
