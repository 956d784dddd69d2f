"""`vbparse archive show`: one document of the archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import declare_out
from vbparse.cli.archive.which import declare_which, find_one, which_filters
from vbparse.cli.choice import require_format
from vbparse.export.registry import own_names
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.queries.documents import DocumentInfo
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session
    from vbparse.export.options import Lang
    from vbparse.plan.model import PlanDocument

_TEXT: Final = "text"
_SEVERITIES: Final = ("error", "warning", "info")
_NODES: Final = 4
"""Nodes that are named of those that a finding is about."""
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "none": "(không có số, ký hiệu)",
        "type": "Loại",
        "date": "Ngày ban hành",
        "issuer": "Cơ quan",
        "parent": "Cấp trên",
        "title": "Trích yếu",
        "signer": "Người ký",
        "urgency": "Độ khẩn",
        "secrecy": "Độ mật",
        "draft": "Dự thảo",
        "files": "Tệp",
        "versions": "Bản khác",
        "text": "Nguồn chữ",
        "holds": "Nội dung",
        "made": "Đọc bằng",
        "plan": "Mã kế hoạch",
        "findings": "Cần xem",
        "pages": "{0} trang",
        "counted": "được tính",
        "uncounted": "không tính",
        "parts": "{0} nhiệm vụ, {1} đơn vị, {2} mốc thời gian, {3} văn bản viện dẫn, {4} bảng",
        "clean": "không có gì",
    },
    "en": {
        "none": "(no code)",
        "type": "Type",
        "date": "Issued on",
        "issuer": "Issuer",
        "parent": "Superior",
        "title": "Title",
        "signer": "Signer",
        "urgency": "Urgency",
        "secrecy": "Secrecy",
        "draft": "Draft",
        "files": "Files",
        "versions": "Others",
        "text": "Text",
        "holds": "Holds",
        "made": "Made by",
        "plan": "Plan",
        "findings": "To look at",
        "pages": "{0} pages",
        "counted": "counts",
        "uncounted": "does not count",
        "parts": "{0} tasks, {1} units, {2} times, {3} cited documents, {4} tables",
        "clean": "nothing",
    },
}


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_which(parser)
    forms = ", ".join((_TEXT, *own_names()))
    parser.add_argument(
        "--as",
        metavar="FORMAT",
        default=_TEXT,
        dest="form",
        help=f"one of {forms} (default: text); json is what `vbparse extract` gave",
    )
    declare_out(parser)


def run(session: Session, *, which: str, form: str, out: Path | None, **given: Any) -> None:
    """Show one document: what it is, its files and other versions, what was found; or put it out in a format."""
    from vbparse.archive.register import Archive

    filters = which_filters(given)
    if form != _TEXT:
        require_format(form)
    with Archive(session.settings.archive) as archive:
        info = find_one(session, archive, which, filters)
        session.put(_rendered(session, archive, info, form), out)


def _rendered(session: Session, archive: Archive, info: DocumentInfo, form: str) -> bytes:
    if form == "json":
        return archive.plan_json(info.sha256)
    plan = archive.plan(info.sha256)
    if form == _TEXT:
        lines = _lines(plan, archive.versions(info.plan_id), info, session.lang)
        return "".join(f"{line}\n" for line in lines).encode()
    from vbparse.export.options import ExportOptions
    from vbparse.export.registry import find_exporter

    return find_exporter(form).render(plan, ExportOptions(session.lang))


def _lines(plan: PlanDocument, versions: tuple[DocumentInfo, ...], info: DocumentInfo, lang: Lang) -> Iterator[str]:
    """Give the lines: the code, then what is known, a label before each, then the findings."""
    words = _WORDS[lang]
    facts: dict[str, Any] = {**_header(plan), **_kept(plan, versions, info, words)}
    width = max(len(words[key]) for key in (*facts, "findings"))
    yield shown(plan.header.code or words["none"])
    for key, value in facts.items():
        for number, line in enumerate((value,) if value and isinstance(value, str) else value or ()):
            yield f"  {'' if number else words[key]:{width}}  {shown(line)}"
    yield f"  {words['findings']:{width}}  {len(plan.diagnostics) or words['clean']}"
    yield from _findings(plan, lang)


def _findings(plan: PlanDocument, lang: Lang) -> Iterator[str]:
    """Give the findings, errors first; what is said of several nodes stands in one line."""
    nodes: dict[tuple[str, str, str], list[str]] = {}
    for finding in plan.diagnostics:
        said = (finding.severity, finding.code, getattr(finding.message, lang))
        nodes.setdefault(said, []).extend(finding.nodes)
    for (severity, code, message), found in sorted(nodes.items(), key=lambda item: _SEVERITIES.index(item[0][0])):
        where = list(dict.fromkeys(found))
        more = f", … ({len(where)})" if len(where) > _NODES else ""
        place = f" ({', '.join(where[:_NODES])}{more})" if where else ""
        yield f"    {severity:7}  {code}{place}: {shown(message)}"


def _header(plan: PlanDocument) -> dict[str, str | None]:
    header = plan.header
    issuers = [unit.name for unit in (header.issuer, *header.co_issuers) if unit is not None]
    return {
        "type": header.type,
        "date": header.date,
        "issuer": "; ".join(issuers),
        "parent": header.parent.name if header.parent else None,
        "title": header.title,
        "signer": plan.signature.name if plan.signature else None,
        "urgency": header.urgency,
        "secrecy": header.secrecy,
        "draft": header.draft,
    }


def _kept(
    plan: PlanDocument, versions: tuple[DocumentInfo, ...], info: DocumentInfo, words: dict[str, str]
) -> dict[str, str | tuple[str, ...]]:
    """Tell how a document is kept: its files, the other documents of its plan, how much is in it."""
    source = plan.source
    pages = words["pages"].format(source.pages) if source.pages is not None else ""
    counted = words["counted" if info.counts else "uncounted"]
    others = tuple(
        f"{', '.join(other.paths)} ({words['counted' if other.counts else 'uncounted']}, {other.sha256[:12]})"
        for other in versions
        if other.sha256 != info.sha256
    )
    numbers = (len(plan.tasks), len(plan.units), len(plan.times), len(plan.citations), len(plan.tables))
    holds = words["parts"].format(*numbers)
    return {
        "files": info.paths,
        "versions": others,
        "text": ", ".join(filter(None, (source.text_origin, pages, source.media_type))),
        "holds": f"{holds} ({counted})" if len(versions) > 1 else holds,
        "made": f"vbparse {plan.generator.version}",
        "plan": plan.plan_id,
    }
