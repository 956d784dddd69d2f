"""`vbparse archive list`: the documents of the archive, or the files that could not be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import Column, declare_form, put_rows
from vbparse.cli.archive.filters import declare_filters, filters_of, tell_unknown
from vbparse.cli.common import refuse

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from pathlib import Path

    from vbparse.archive.manifest import Record
    from vbparse.archive.queries.documents import DocumentInfo
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

_COLUMNS: Final = (
    Column("code", {"vi": "Số, ký hiệu", "en": "Code"}, wraps=False),
    Column("date", {"vi": "Ngày", "en": "Date"}, wraps=False),
    Column("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}, share=2),
    Column("title", {"vi": "Trích yếu", "en": "Title"}, share=3),
    Column("tasks", {"vi": "Nhiệm vụ", "en": "Tasks"}, wraps=False),
    Column("notes", {"vi": "Ghi chú", "en": "Notes"}),
    Column("paths", {"vi": "Tệp", "en": "Files"}, share=2),
)
_MORE: Final = (
    Column("type", {"vi": "Loại", "en": "Type"}),
    Column("pages", {"vi": "Số trang", "en": "Pages"}),
    Column("origin", {"vi": "Nguồn chữ", "en": "Origin of the text"}),
    Column("errors", {"vi": "Lỗi", "en": "Errors"}),
    Column("warnings", {"vi": "Cảnh báo", "en": "Warnings"}),
    Column("counts", {"vi": "Được tính", "en": "Counts"}),
    Column("plan_id", {"vi": "Mã kế hoạch", "en": "Plan"}),
    Column("sha256", {"vi": "SHA-256", "en": "SHA-256"}),
)
"""What programs get too."""
_FAILED: Final = (
    Column("path", {"vi": "Tệp", "en": "File"}),
    Column("error", {"vi": "Loại lỗi", "en": "Kind"}, wraps=False),
    Column("message", {"vi": "Chi tiết", "en": "Message"}),
    Column("hint", {"vi": "Cách xử lý", "en": "What to do"}),
)
_NOTES: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "secret": "mật",
        "copy": "bản khác của kế hoạch, không tính",
        "errors": "{0} lỗi cần xem",
        "ocr": "bản chụp",
    },
    "en": {"secret": "secret", "copy": "copy, does not count", "errors": "{0} errors to look at", "ocr": "scan"},
}


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_filters(parser)
    parser.add_argument(
        "--copies",
        action="store_true",
        help="also documents of a plan that is there in a better one (scans, old files)",
    )
    parser.add_argument("--failed", action="store_true", help="list the files that could not be read, and why")
    declare_form(parser)


def run(session: Session, *, copies: bool, failed: bool, form: str, out: Path | None, **given: Any) -> None:
    """List the documents, or the files that could not be read."""
    from vbparse.archive.register import Archive

    filters = filters_of(given)
    if failed and (copies or any(filters)):
        refuse("--failed", "nothing is known of these files that they could be filtered by")
    with Archive(session.settings.archive) as archive:
        if failed:
            put_rows(session, _FAILED, _failed_rows(archive, session.lang), form=form, out=out)
            return
        tell_unknown(session, archive, filters.unit, filters.issuer)
        documents = archive.documents(filters, copies=copies)
        columns = _COLUMNS if form == "table" else (*_COLUMNS, *_MORE)
        rows = [_row(document, session.lang)[: len(columns)] for document in documents]
    put_rows(session, columns, rows, form=form, out=out)


def _row(info: DocumentInfo, lang: Lang) -> tuple[Any, ...]:
    shown = (info.code, info.date, info.issuer, info.title, info.tasks, _notes(info, lang), info.paths)
    more = (info.type_code, info.pages, info.text_origin, info.errors, info.warnings, info.counts)
    return (*shown, *more, info.plan_id, info.sha256)


def _notes(info: DocumentInfo, lang: Lang) -> tuple[str, ...]:
    """Tell what a person should know before relying on a document."""
    words = _NOTES[lang]
    found = {
        "secret": bool(info.secrecy),
        "copy": not info.counts,
        "ocr": info.text_origin in {"ocr", "mixed"},
        "errors": bool(info.errors),
    }
    return tuple(words[key].format(info.errors) for key, holds in found.items() if holds)


def _failed_rows(archive: Archive, lang: Lang) -> list[tuple[str, ...]]:
    return [_failed_row(record, lang) for record in archive.failures()]


def _failed_row(record: Record, lang: Lang) -> tuple[str, ...]:
    from vbparse.cli.messages import describe_advice, error_words

    assert record.error is not None
    kind = error_words(record.error.code)[0] if lang == "vi" else record.error.code
    return (record.path, kind, record.error.message, describe_advice(record.error.code, record.error.hint, lang))
