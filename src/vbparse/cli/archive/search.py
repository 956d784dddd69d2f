"""`vbparse archive search`: passages that have what is looked for."""

from __future__ import annotations

import io
import json
import os
import sys
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import Column, declare_form, put_rows, terminal_width
from vbparse.cli.archive.filters import declare_filters, filters_of, tell_unknown
from vbparse.cli.common import complain, refuse
from vbparse.cli.messages import describe_error
from vbparse.errors import EXIT_USAGE
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from vbparse.archive.queries.documents import Filters
    from vbparse.archive.queries.search import Hit
    from vbparse.archive.register import Archive
    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

_FORMS: Final = ("text", "csv", "json")
_COLUMNS: Final = (
    Column("code", {"vi": "Số, ký hiệu", "en": "Code"}),
    Column("date", {"vi": "Ngày", "en": "Date"}),
    Column("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}),
    Column("title", {"vi": "Trích yếu", "en": "Title"}),
    Column("node", {"vi": "Mục", "en": "Section"}),
    Column("page", {"vi": "Trang", "en": "Page"}),
    Column("page_to", {"vi": "Đến trang", "en": "To page"}),
    Column("snippet", {"vi": "Đoạn văn", "en": "Passage"}),
    Column("score", {"vi": "Điểm", "en": "Score"}),
    Column("paths", {"vi": "Tệp", "en": "Files"}),
    Column("plan_id", {"vi": "Mã kế hoạch", "en": "Plan"}),
    Column("sha256", {"vi": "SHA-256", "en": "SHA-256"}),
)
_WIDTH: Final = 120
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {"page": "trang", "node": "mục", "H": "phần đầu", "N": "nơi nhận", "S": "chữ ký", "none": "không số"},
    "en": {
        "page": "page",
        "node": "section",
        "H": "letterhead",
        "N": "recipients",
        "S": "signature",
        "none": "no number",
    },
}


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "query",
        metavar="WORDS",
        nargs="+",
        help="words, all of which one passage must have (with diacritics as spelled, without them any); "
        "'\"a phrase\"', beginnings 'kế ho*', codes 70/KH-UBND, 'this OR that', 'this -\"not that\"'",
    )
    declare_filters(parser)
    parser.add_argument(
        "--copies",
        action="store_true",
        help="also in documents of a plan that is there in a better one (scans, old files)",
    )
    parser.add_argument("--limit", metavar="N", type=int, default=20, help="passages to show (default: 20; 0: all)")
    parser.add_argument("--offset", metavar="N", type=int, default=0, help="leave out the first N")
    declare_form(parser, _FORMS)


def run(
    session: Session,
    *,
    query: list[str],
    copies: bool,
    limit: int,
    offset: int,
    form: str,
    out: Path | None,
    **given: Any,
) -> None:
    """Find passages by their words, with page and snippet."""
    from vbparse.archive.register import Archive
    from vbparse.archive.store.asked import QueryError

    for option, value in (("--limit", limit), ("--offset", offset)):
        if value < 0:
            refuse(option, "a number from 0 on")
    asked, filters = " ".join(query), filters_of(given)
    with Archive(session.settings.archive) as archive:
        try:
            hits = archive.search(asked, filters, limit=limit or None, offset=offset, copies=copies)
        except QueryError as error:  # a wrong use of the command, as another option would be
            complain(describe_error(error, session.lang))
            sys.exit(EXIT_USAGE)
        last = 0 < len(hits) < limit or (hits and not limit)  # there are no more
        total = offset + len(hits) if last else archive.count_hits(asked, filters, copies=copies)
        _put(session, hits, total, form=form, out=out)
        if not total:
            _advise(session, archive, asked, filters)
    if hits and len(hits) < total:
        session.tell("search.part", total, offset + 1, offset + len(hits))
    elif total:
        session.tell("search.all", total)


def _put(session: Session, hits: Sequence[Hit], total: int, *, form: str, out: Path | None) -> None:
    if form == "json":
        answer = {"total": total, "hits": [_data(hit) for hit in hits]}
        session.put(f"{json.dumps(answer, ensure_ascii=False, indent=2)}\n".encode(), out)
    elif form == "csv":
        rows = [[{**hit.document._asdict(), **hit._asdict()}[column.name] for column in _COLUMNS] for hit in hits]
        put_rows(session, _COLUMNS, rows, form=form, out=out)
    elif hits or out:
        width = terminal_width() if out is None else None
        session.put(_text(hits, session.lang, width, bold=width is not None and _knows_bold()).encode(), out)


def _data(hit: Hit) -> dict[str, Any]:
    found = {**hit.document._asdict(), **hit._asdict()}
    names = ("code", "type_code", "date", "issuer", "title", "node", "page", "page_to", "score", "snippet", "spans")
    return {name: found[name] for name in (*names, "paths", "plan_id", "sha256")}


def _text(hits: Sequence[Hit], lang: Lang, width: int | None, *, bold: bool) -> str:
    """Show hits below each other, each under the document that it is from, unless that is shown just before."""
    from rich.console import Console
    from rich.padding import Padding

    stream = io.StringIO()
    colours: Any = "standard" if bold else None  # bold is one of them
    console = Console(file=stream, width=width or _WIDTH, force_terminal=bold, color_system=colours)
    before = None
    for hit in hits:
        if hit.document != before:
            before = hit.document
            lines = [*([""] if stream.tell() else []), *_heading(hit, lang)]
            console.print("\n".join(lines), markup=False, highlight=False, soft_wrap=True)
        console.print(Padding(_marked(hit, lang, bold=bold), (0, 0, 0, 2)))
    return "".join(f"{line.rstrip()}\n" for line in stream.getvalue().splitlines())


def _heading(hit: Hit, lang: Lang) -> Iterator[str]:
    document = hit.document
    yield shown("  ".join((document.code or _WORDS[lang]["none"], *filter(None, (document.date, document.issuer)))))
    if document.title:
        yield shown(document.title)
    yield from map(shown, document.paths)


def _marked(hit: Hit, lang: Lang, *, bold: bool) -> Any:
    """Give place and snippet, the words that were found in bold or between « and »."""
    from rich.text import Text

    text = Text(f"[{_place(hit, lang)}] ")
    at = 0
    for start, end in hit.spans:
        text.append(shown(hit.snippet[at:start]))
        found = shown(hit.snippet[start:end])
        text.append(found if bold else f"«{found}»", style="bold" if bold else "")
        at = end
    return text.append(shown(hit.snippet[at:]))


def _place(hit: Hit, lang: Lang) -> str:
    words = _WORDS[lang]
    node = words.get(hit.node) or f"{words['node']} {hit.node}"
    if hit.page is None:
        return node
    pages = str(hit.page) if hit.page == hit.page_to else f"{hit.page}–{hit.page_to}"
    return f"{words['page']} {pages}, {node}"


def _knows_bold() -> bool:
    """Tell whether the terminal shows bold, and its user wants that."""
    return os.environ.get("TERM") != "dumb" and "NO_COLOR" not in os.environ and sys.platform != "win32"


def _advise(session: Session, archive: Archive, asked: str, filters: Filters) -> None:
    """Say that nothing was found, and which change of the question finds something."""
    session.tell("archive.nothing")
    tell_unknown(session, archive, filters.unit, filters.issuer)
    helped = False
    for key, other, where in _variants(asked, filters):
        if found := archive.count_hits(other, where):
            session.tell(f"search.{key}", found, other)
            helped = True
    if not helped:
        session.tell("search.fewer")


def _variants(asked: str, filters: Filters) -> Iterator[tuple[str, str, Filters]]:
    import unicodedata

    if any(filters):
        yield "unfiltered", asked, type(filters)()
    decomposed = unicodedata.normalize("NFD", asked.replace("đ", "d").replace("Đ", "D"))
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    if bare != asked:
        yield "plain", bare, filters
    if '"' in asked:
        yield "words", asked.replace('"', " "), filters
