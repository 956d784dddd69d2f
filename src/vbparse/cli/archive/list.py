"""`vbparse archive list`: the documents of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.cli.archive.answer import Column, declare_form, put_rows

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path

    from vbparse.cli.common import Session

_COLUMNS: Final = (
    Column("code", {"vi": "Số, ký hiệu", "en": "Code"}, wraps=False),
    Column("date", {"vi": "Ngày", "en": "Date"}, wraps=False),
    Column("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}),
    Column("title", {"vi": "Trích yếu", "en": "Title"}),
    Column("tasks", {"vi": "Nhiệm vụ", "en": "Tasks"}, wraps=False),
    Column("path", {"vi": "Tệp", "en": "File"}),
)


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_form(parser)


def run(session: Session, *, form: str, out: Path | None) -> None:
    """List the documents."""
    from vbparse.archive.register import Archive

    with Archive(session.settings.archive) as archive:
        rows = [(d.code, d.date, d.issuer, d.title, d.tasks, d.paths) for d in archive.documents()]
    put_rows(session, _COLUMNS, rows, form=form, out=out)
