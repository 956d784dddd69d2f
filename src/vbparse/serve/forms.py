"""Forms of the pages as they arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from vbparse.serve.problems import Problem

if TYPE_CHECKING:
    from starlette.requests import Request


async def read_form(request: Request, *, most: int) -> dict[str, list[str]]:
    """Read the fields of a form, blank ones too. Raises a `Problem` (422) for more than `most`."""
    body = (await request.body()).decode("utf-8", "replace")
    try:
        return parse_qs(body, keep_blank_values=True, max_num_fields=most)
    except ValueError as error:
        hint = "Send fewer fields."
        raise Problem(
            422, "request", f"a form has {most} fields at most", title="Too many fields", hint=hint
        ) from error
