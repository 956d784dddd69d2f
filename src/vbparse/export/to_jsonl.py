"""JSON Lines: each plan one line, so that outputs of many plans can be joined."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.export import to_json
from vbparse.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import PlanDocument

NAME: Final = "jsonl"
SUFFIX: Final = ".jsonl"
ABOUT: Final = {
    "vi": "mỗi kế hoạch một dòng JSON, ghép được nhiều tệp",
    "en": "each plan one line of JSON; outputs can be joined",
}


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:  # noqa: ARG001 (no choices here)
    """Give the document in one line."""
    return to_json.render(plan)


def render_many(plans: Iterable[PlanDocument], options: ExportOptions = DEFAULTS) -> bytes:  # noqa: ARG001
    """Give a line for each plan."""
    return b"".join(map(to_json.render, plans))


def render_data(data: dict[str, Any], options: ExportOptions = DEFAULTS) -> bytes:  # noqa: ARG001
    """Give a document that is plain data already; loads no models."""
    return to_json.render_data(data)
