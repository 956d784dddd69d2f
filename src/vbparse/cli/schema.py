"""`vbparse schema`: the JSON Schema of the plan document, and whether a file fits it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vbparse.cli.common import Session, read_input, write_text
from vbparse.errors import DamagedInput

if TYPE_CHECKING:
    from argparse import ArgumentParser


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("--check", metavar="FILE", help="tell whether this JSON fits, instead of printing")


def schema(session: Session, *, check: str | None) -> None:
    """Print the JSON Schema of the plan document."""
    from vbparse.plan.model import PlanDocument
    from vbparse.plan.version import SCHEMA_VERSION

    if check is None:
        write_text(json.dumps(PlanDocument.model_json_schema(), ensure_ascii=False, indent=2) + "\n")
        return
    from pydantic import ValidationError

    try:
        PlanDocument.model_validate_json(_content(check, session.settings.max_bytes))
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "the file"
        message = (
            f"{check} does not fit schema {SCHEMA_VERSION}: {place}: {first['msg']} ({error.error_count()} in all)"
        )
        raise DamagedInput(message, hint="Make it anew with `vbparse extract`, or look at `vbparse schema`.") from error
    session.tell("valid", check, SCHEMA_VERSION)


def _content(file: str, limit: int) -> bytes:
    from vbparse.readers.source import open_source

    source, name = read_input(file, limit)
    return open_source(source, name=name, max_bytes=limit).data
