"""`vbparse archive graph`: which plan carries out which."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.archive.answer import Column, declare_form, put_rows, terminal_width
from vbparse.cli.archive.which import declare_which, find_one, which_filters
from vbparse.cli.common import refuse
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.queries.graph import Graph, GraphNode, Link
    from vbparse.archive.queries.tree import Direction, Step
    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

_FORMS: Final = ("table", "csv", "json", "dot")
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "up": "Thực hiện, căn cứ:",
        "down": "Được thực hiện bởi:",
        "nothing": "(không có)",
        "implements": "thực hiện",
        "basis": "căn cứ",
        "mention": "nhắc đến",
        "missing": "không có trong kho",
        "ambiguous": "chưa rõ là văn bản nào: {0}",
        "again": "xem ở trên",
        "code": "chỉ khớp số, ký hiệu",
        "none": "không số",
        "of": "ngày {0}",
        "summary": "{0} văn bản, {1} liên kết trong kho; {2} văn bản không nối với văn bản nào; "
        "{3} lần viện dẫn văn bản không có trong kho (xem --missing), {4} lần chưa rõ.",
    },
    "en": {
        "up": "Carries out, is based on:",
        "down": "Is carried out by:",
        "nothing": "(nothing)",
        "implements": "implements",
        "basis": "based on",
        "mention": "mentions",
        "missing": "not in the archive",
        "ambiguous": "may be any of: {0}",
        "again": "see above",
        "code": "known by the code alone",
        "none": "no code",
        "of": "of {0}",
        "summary": "{0} documents, {1} links in the archive; {2} documents without any; "
        "{3} citations of documents that are not in it (see --missing), {4} of unclear ones.",
    },
}
_MISSING: Final = (
    Column("plans", {"vi": "Số văn bản dẫn", "en": "Cited by"}, wraps=False),
    Column("type", {"vi": "Loại", "en": "Type"}),
    Column("code", {"vi": "Số, ký hiệu", "en": "Code"}, wraps=False),
    Column("date", {"vi": "Ngày", "en": "Date"}, wraps=False),
    Column("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}, share=2),
    Column("title", {"vi": "Trích yếu", "en": "Title"}, share=3),
    Column("role", {"vi": "Vai trò", "en": "Role"}),
    Column("sources", {"vi": "Văn bản dẫn", "en": "Citing plans"}),
)
_LINKS: Final = (
    Column("source", {"vi": "Kế hoạch", "en": "Plan"}),
    Column("role", {"vi": "Vai trò", "en": "Role"}),
    Column("state", {"vi": "Tình trạng", "en": "State"}),
    Column("targets", {"vi": "Văn bản trong kho", "en": "Documents of the archive"}),
    Column("agrees", {"vi": "Khớp thêm", "en": "Agrees in"}),
    Column("type", {"vi": "Loại", "en": "Type"}),
    Column("code", {"vi": "Số, ký hiệu", "en": "Code"}),
    Column("date", {"vi": "Ngày", "en": "Date"}),
    Column("issuer", {"vi": "Cơ quan ban hành", "en": "Issuer"}),
    Column("title", {"vi": "Trích yếu", "en": "Title"}),
    Column("places", {"vi": "Mục", "en": "Sections"}),
)


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    declare_which(parser, optional=True)
    parser.add_argument("--mentions", action="store_true", help="also documents that are only mentioned")
    parser.add_argument(
        "--missing", action="store_true", help="list the cited documents that the archive does not hold"
    )
    declare_form(parser, _FORMS)


def run(
    session: Session, *, which: str | None, mentions: bool, missing: bool, form: str, out: Path | None, **given: Any
) -> None:
    """Tell which plan carries out which, as a tree; without WHICH all of them, from the highest down."""
    from vbparse.archive.register import Archive

    if missing and form == "dot":
        refuse("--as", "a list of what is missing is a table, csv or json")
    filters = which_filters(given)
    with Archive(session.settings.archive) as archive:
        start = find_one(session, archive, which, filters).plan_id if which is not None else None
        graph = archive.graph(start, filters, mentions=mentions)
    if missing:
        _put_missing(session, graph, form, out)
    elif form == "table":
        lines = _around(graph, start, session.lang) if start is not None else _forest(session, graph)
        width = terminal_width() if out is None else None
        session.put("".join(f"{_cut(line, width)}\n" for line in lines).encode(), out)
    elif form == "csv":
        put_rows(session, _LINKS, [_link_row(link) for link in graph.links], form=form, out=out)
    else:
        session.put(_as_json(graph) if form == "json" else _as_dot(graph, session.lang), out)


def _put_missing(session: Session, graph: Graph, form: str, out: Path | None) -> None:
    from vbparse.archive.queries.graph import missing_of

    words = {} if form == "json" else _WORDS[session.lang]
    found = missing_of(graph)
    rows = [(len(one.sources), *_told(one.cited), words.get(one.role, one.role), one.sources) for one in found]
    columns = _MISSING if form != "table" else _MISSING[:-1]
    put_rows(session, columns, [row[: len(columns)] for row in rows], form=form, out=out)


def _told(cited: Any) -> tuple[Any, ...]:
    return (cited.type, cited.code, cited.date, cited.issuer, cited.title)


def _link_row(link: Link) -> tuple[Any, ...]:
    return (link.source, link.role, link.state, link.targets, link.agrees, *_told(link.cited), link.places)


def _around(graph: Graph, start: str, lang: Lang) -> Iterator[str]:
    """Give the lines on one document: itself, what stands above it, what stands below it."""
    from vbparse.archive.queries.tree import walk

    yield _named(graph.nodes[start], lang)
    directions: tuple[Direction, ...] = ("up", "down")
    for direction in directions:
        yield f"  {_WORDS[lang][direction]}"
        steps = list(walk(graph, start, direction))
        yield from (f"  {_drawn(graph, step, direction, lang)}" for step in steps)
        if not steps:
            yield f"    {_WORDS[lang]['nothing']}"


def _forest(session: Session, graph: Graph) -> Iterator[str]:
    """Give the lines of all trees, and tell what does not stand in one."""
    from vbparse.archive.queries.tree import roots, walk

    for root in roots(graph):
        yield _named(graph.nodes[root], session.lang)
        yield from (_drawn(graph, step, "down", session.lang) for step in walk(graph, root, "down"))
    states = [link.state for link in graph.links]
    joined = {end for link in graph.links if link.targets for end in (link.source, *link.targets)}
    numbers = (len(graph.nodes), states.count("held"), len(graph.nodes) - len(joined))
    summary = _WORDS[session.lang]["summary"].format(*numbers, states.count("missing"), states.count("ambiguous"))
    session.note(summary)


def _drawn(graph: Graph, step: Step, direction: Direction, lang: Lang) -> str:
    """Draw a line of a tree."""
    words, link = _WORDS[lang], step.link
    rails = "".join("│  " if more else "   " for more in step.more[:-1]) + ("├─ " if step.more[-1] else "└─ ")
    notes = []
    if link.state == "ambiguous":
        notes.append(words["ambiguous"].format("; ".join(link.targets)))
    elif link.state == "missing":
        notes.append(words["missing"])
    elif not link.agrees:
        notes.append(words["code"])
    if step.again:
        notes.append(words["again"])
    end = link.source if direction == "down" else step.plan_id
    name = _named(graph.nodes[end], lang) if end is not None else _cited_name(link)
    mark = f" [{shown('; '.join(notes))}]" if notes else ""
    return f"{rails}{words[link.role]}{mark}: {name}"


def _named(node: GraphNode, lang: Lang) -> str:
    """Name a document in one line: code, day, issuer, title."""
    code = node.code or f"{node.type or ''} ({_WORDS[lang]['none']})".strip()
    known = ", ".join(filter(None, (code, node.date, node.issuer)))
    return shown(f"{known}: {node.title}" if node.title else known)


def _cited_name(link: Link) -> str:
    cited = link.cited
    name = " ".join(filter(None, (cited.type, cited.code)))
    known = ", ".join(filter(None, (name, cited.date, cited.issuer)))
    return shown(f"{known}: {cited.title}" if cited.title else known)


def _cut(line: str, width: int | None) -> str:
    return line if width is None or len(line) <= width else f"{line[: width - 1]}…"


def _as_json(graph: Graph) -> bytes:
    """Give nodes and links as they are, what is cited as an object."""
    data = {
        "nodes": [node._asdict() for node in graph.nodes.values()],
        "links": [{**link._asdict(), "cited": link.cited._asdict()} for link in graph.links],
    }
    return f"{json.dumps(data, ensure_ascii=False, indent=2)}\n".encode()


def _as_dot(graph: Graph, lang: Lang) -> bytes:
    """Give the documents and the links between them for Graphviz, superiors on top."""
    lines = ["digraph plans {", "  rankdir=BT; node [shape=box];"]
    for plan_id, node in graph.nodes.items():
        label = "\n".join(filter(None, (node.code or node.type, node.date, node.issuer)))
        lines.append(f"  {_quoted(plan_id)} [label={_quoted(label)}];")
    for link in graph.links:
        style = "" if link.state == "held" else ", style=dashed"
        word = _quoted(_WORDS[lang][link.role])
        lines += [f"  {_quoted(link.source)} -> {_quoted(target)} [label={word}{style}];" for target in link.targets]
    return "\n".join([*lines, "}", ""]).encode()


def _quoted(text: str) -> str:
    r"""Quote text for Graphviz, whose escapes are those of JSON as far as `\n`, `\"` and `\\` go."""
    return json.dumps(text, ensure_ascii=False)
