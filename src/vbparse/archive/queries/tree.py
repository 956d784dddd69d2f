"""A graph of documents walked as a tree: each document once, later by reference, so that cycles and diamonds end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.archive.queries.graph import ROLES, Graph, Link
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

Direction = Literal["up", "down"]


class Step(NamedTuple):
    """A line of a tree. `more` says for each level from the top whether further lines of it follow below.

    `plan_id` is the document at the other end of `link`, None where the archive does not hold it or several fit;
    `again`: it stands above already, with all below it.
    """

    more: tuple[bool, ...]
    link: Link
    plan_id: str | None
    again: bool


def walk(graph: Graph, start: str, direction: Direction) -> Iterator[Step]:
    """Yield what stands above (`up`: what it carries out) or below a document (`down`: what carries it out)."""
    branches = _branches(graph, direction)
    seen = {start}
    waiting = _level(branches.get(start, []), ())
    while waiting:
        link, more = waiting.pop()
        end = _end(link, direction)
        again = end in seen
        yield Step(more, link, end, again and end in branches)
        if end is not None and not again:
            seen.add(end)
            waiting += _level(branches.get(end, []), more)


def roots(graph: Graph) -> tuple[str, ...]:
    """Give the documents that others of the archive carry out, and that carry out none of it themselves.

    Of documents that only cite one another, the oldest stands for a root.
    """
    held = [link for link in graph.links if link.state == "held"]
    below = {link.source for link in held}
    found = sorted({link.targets[0] for link in held} - below, key=lambda plan_id: _age(graph, plan_id))
    reached = set(found) | {step.plan_id for root in found for step in walk(graph, root, "down")}
    for plan_id in sorted(below - reached, key=lambda plan_id: _age(graph, plan_id)):
        if plan_id not in reached:
            found.append(plan_id)
            reached |= {plan_id} | {step.plan_id for step in walk(graph, plan_id, "down")}
    return tuple(found)


def _branches(graph: Graph, direction: Direction) -> dict[str, list[Link]]:
    """Give the links that go on from each document, in the order in which they are told."""
    found: dict[str, list[Link]] = {}
    for link in graph.links:
        for end in (link.source,) if direction == "up" else link.targets:
            found.setdefault(end, []).append(link)
    for links in found.values():
        links.sort(key=lambda link: _place(graph, link, direction))
    return found


def _place(graph: Graph, link: Link, direction: Direction) -> tuple[object, ...]:
    end = _end(link, direction)
    age = _age(graph, end) if end is not None else (link.cited.date or "9999", link.cited.code or "")
    return (ROLES.index(link.role), end is None, *age)


def _end(link: Link, direction: Direction) -> str | None:
    """Give the document at the other end, where it is known."""
    if link.state != "held":
        return None
    return link.targets[0] if direction == "up" else link.source


def _level(links: list[Link], above: tuple[bool, ...]) -> list[tuple[Link, tuple[bool, ...]]]:
    """Give the lines of one level as a stack: the first on top."""
    return [(link, (*above, bool(number))) for number, link in enumerate(reversed(links))]


def _age(graph: Graph, plan_id: str) -> tuple[str, str]:
    return (graph.nodes[plan_id].date or "9999", plan_id)
