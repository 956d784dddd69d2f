"""Which plan carries out which: citations resolved to documents of the archive.

What one document cites is gathered first (its day stands in the first citation, later ones have the code alone), then
looked up by the code. A document is `held` when one of the archive's fits; `ambiguous` when several do, all of which are
named; `missing` when none does. Documents that do not count (a second scan of a plan) neither cite nor are cited.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Literal

from vbparse.archive.identity import code_key
from vbparse.archive.queries.cited import Cited, bodies_agree, days_agree, gather, is_later
from vbparse.archive.queries.documents import condition_of
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from vbparse.archive.queries.documents import Filters

Role = Literal["implements", "basis", "mention"]
State = Literal["held", "ambiguous", "missing"]

ROLES: Final[tuple[Role, ...]] = ("implements", "basis", "mention")
"""Strongest first."""
_NODE: Final = "d.id, d.plan_id, d.sha256, d.code, d.type, d.type_code, d.date, i.name, d.title"


class GraphNode(NamedTuple):
    """A document of the archive; `plan_id` is its name in links."""

    plan_id: str
    sha256: str
    code: str | None
    type: str | None
    type_code: str | None
    date: str | None
    issuer: str | None
    title: str | None


class Link(NamedTuple):
    """What one document says of another.

    `targets` are the plan_ids of the documents that fit: one if `held`, several if `ambiguous`, none if `missing`.
    `agrees` names what the held one was known by besides its code (`date`, `issuer`); `places` are the node ids in the
    citing document.
    """

    source: str
    role: Role
    state: State
    targets: tuple[str, ...]
    agrees: tuple[str, ...]
    cited: Cited
    places: tuple[str, ...]


class Graph(NamedTuple):
    """Documents by their plan_id, and the links between them, in order of the documents."""

    nodes: dict[str, GraphNode]
    links: tuple[Link, ...]


class Missing(NamedTuple):
    """A document that is cited and not in the archive; `sources` are the plan_ids of those that cite it."""

    cited: Cited
    role: Role
    sources: tuple[str, ...]


def graph_around(connection: sqlite3.Connection, plan_id: str, *, mentions: bool = False) -> Graph:
    """Give what a plan carries out, up to the roots, and what carries it out, down to the leaves."""
    book = _Book(connection, mentions=mentions)
    links: dict[Link, None] = {}
    for follow in (book.links_of, book.links_to):
        waiting, seen = [plan_id], {plan_id}
        while waiting:
            one = waiting.pop()
            found = follow(one)
            links |= dict.fromkeys(found)
            ends = (end for link in found if link.state == "held" for end in (link.source, *link.targets))
            fresh = sorted(set(ends) - seen)
            seen.update(fresh)
            waiting.extend(fresh)
    return book.graph([plan_id], links)


def graph_of(connection: sqlite3.Connection, filters: Filters, *, mentions: bool = False) -> Graph:
    """Give what the documents cite, with the documents of the archive that they cite."""
    book = _Book(connection, mentions=mentions)
    condition, values = condition_of(connection, filters)
    rows = connection.execute(
        f"SELECT d.plan_id FROM documents d WHERE d.counts AND {condition} ORDER BY d.date, d.plan_id",  # noqa: S608 (our own words)
        values,
    )
    chosen = [plan_id for (plan_id,) in rows.fetchall()]
    return book.graph(chosen, [link for plan_id in chosen for link in book.links_of(plan_id)])


def missing_of(graph: Graph) -> tuple[Missing, ...]:
    """List the cited documents that the archive does not hold, the one that most documents cite first.

    Left out are citations that name nothing a document could be asked for by: neither code nor title.
    """
    links = [link for link in graph.links if link.state == "missing" and (link.cited.code or link.cited.title)]
    meant = gather((link.cited for link in links), sure=True)  # two plans may mean two documents of one code
    found: dict[Cited, list[Link]] = {}
    for link in links:
        found.setdefault(meant[link.cited], []).append(link)
    listed = [
        Missing(
            cited,
            min((link.role for link in group), key=ROLES.index),
            tuple(dict.fromkeys(link.source for link in group)),
        )
        for cited, group in found.items()
    ]
    return tuple(sorted(listed, key=lambda one: (-len(one.sources), tuple(part or "" for part in one.cited))))


class _Candidate(NamedTuple):
    number: int
    node: GraphNode


class _Book:
    """Looks documents up, each once."""

    def __init__(self, connection: sqlite3.Connection, *, mentions: bool) -> None:
        self._connection = connection
        self._roles = frozenset(ROLES if mentions else ROLES[:2])
        self._by_plan: dict[str, _Candidate] = {}
        self._by_code: dict[str, tuple[_Candidate, ...]] = {}
        self._links: dict[str, tuple[Link, ...]] = {}

    def graph(self, chosen: Iterable[str], links: Iterable[Link]) -> Graph:
        """Put a graph together: the documents chosen, and those at the ends of links."""
        links = tuple(links)
        ends = (end for link in links for end in (link.source, *link.targets))
        return Graph({plan_id: self._node(plan_id).node for plan_id in (*chosen, *ends)}, links)

    def links_of(self, plan_id: str) -> tuple[Link, ...]:
        """Give what a document says of others, each once, by its strongest role."""
        if plan_id not in self._links:
            self._links[plan_id] = tuple(self._read_links(self._node(plan_id)))
        return self._links[plan_id]

    def links_to(self, plan_id: str) -> tuple[Link, ...]:
        """Give what others say of a document, where they mean it or may mean it."""
        number, node = self._node(plan_id)
        rows = self._connection.execute(
            """
            SELECT DISTINCT d.plan_id FROM citations c JOIN documents d ON d.id = c.document
            WHERE c.code_key = ? AND d.counts AND d.id <> ? ORDER BY d.date, d.plan_id
            """,
            (code_key(node.code), number),
        )
        citing = [source for (source,) in rows.fetchall()]
        return tuple(link for source in citing for link in self.links_of(source) if plan_id in link.targets)

    def _read_links(self, source: _Candidate) -> Iterator[Link]:
        rows = self._connection.execute(
            "SELECT role, node, type, code, date, issuer, title FROM citations WHERE document = ?", (source.number,)
        ).fetchall()
        meant = gather(Cited(*row[2:]) for row in rows)
        found: dict[Cited, list[tuple[Role, str]]] = {}
        for role, place, *cited in rows:
            found.setdefault(meant[Cited(*cited)], []).append((role, place))
        for one, said in found.items():
            role = min((role for role, _ in said), key=ROLES.index)
            if role in self._roles:
                yield self._resolved(source, one, role, tuple(dict.fromkeys(place for _, place in said)))

    def _resolved(self, source: _Candidate, cited: Cited, role: Role, places: tuple[str, ...]) -> Link:
        fitting = {
            candidate.node.plan_id: agreed
            for candidate in self._with_code(cited.code)
            if candidate.number != source.number
            and (agreed := _agreement(cited, candidate.node, source.node)) is not None
        }
        best = {one: agreed for one, agreed in fitting.items() if not any(agreed < more for more in fitting.values())}
        state: State = "missing" if not best else "held" if len(best) == 1 else "ambiguous"
        agrees = tuple(sorted(next(iter(best.values())))) if state == "held" else ()
        return Link(source.node.plan_id, role, state, tuple(sorted(best)), agrees, cited, places)

    def _node(self, plan_id: str) -> _Candidate:
        """Look a document up. Raises `KeyError` where there is none."""
        if plan_id not in self._by_plan:
            self._read("d.plan_id = ?", plan_id)
        return self._by_plan[plan_id]

    def _with_code(self, code: str | None) -> tuple[_Candidate, ...]:
        key = code_key(code)
        if not key:
            return ()
        if key not in self._by_code:
            self._by_code[key] = self._read("d.code_key = ?", key)
        return self._by_code[key]

    def _read(self, condition: str, *values: Any) -> tuple[_Candidate, ...]:
        rows = self._connection.execute(
            f"SELECT {_NODE} FROM documents d LEFT JOIN units i ON i.id = d.issuer WHERE d.counts AND {condition}",  # noqa: S608 (our own words)
            values,
        )
        found = tuple(_Candidate(number, GraphNode(*row)) for number, *row in rows)
        self._by_plan |= {candidate.node.plan_id: candidate for candidate in found}
        return found


def _agreement(cited: Cited, held: GraphNode, citing: GraphNode) -> frozenset[str] | None:
    """Tell what of a citation a document agrees with, besides the code; None where it is another document."""
    found = {"date": days_agree(cited.date, held.date), "issuer": bodies_agree(cited.issuer, held.issuer)}
    if False in found.values() or is_later(held.date, citing.date):
        return None
    return frozenset(name for name, agrees in found.items() if agrees)
