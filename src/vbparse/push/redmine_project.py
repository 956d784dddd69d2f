"""A project of a Redmine: what its names stand for, and who may be given what."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote

from vbparse.errors import PushError
from vbparse.output import shown
from vbparse.push.http import Request, say_trouble
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    import httpx

    from vbparse.push.http import Server

FIELD: Final = "vbparse"
"""Name of the custom field that holds the external id, where a project has one."""

_STANDARD: Final = {
    "due": "due_date",
    "assigned": "assigned_to_id",
    "category": "category_id",
    "parent": "parent_issue_id",
}
"""Our fields that a tracker may have switched off, by Redmine's names."""
_PAGE: Final = 100
"""Items of a page: more are not given."""
_LOOKS: Final = 5
_HINTS: Final = {
    401: "Check the key (VBPARSE_REDMINE_KEY), and that an administrator has enabled the REST web service.",
    403: "Ask for a role that may view, add and edit issues and add notes in this project, and for the REST web service.",
    404: "Check --url (the address of Redmine itself) and --project (the identifier in the project's address).",
}


class Assignments(NamedTuple):
    """Who is given what: by names of units, names or numbers of members and of categories of the project."""

    assignee: Mapping[str, str] = {}
    category: Mapping[str, str] = {}


class ProjectChoice(NamedTuple):
    """What people choose of Redmine: identifier of the project, name or number of tracker and custom field."""

    project: str
    tracker: str | None = None
    field: str | None = None
    assignments: Assignments = Assignments()
    sections: bool = False


class Project(NamedTuple):
    """A project, with everything looked up. `people` and `categories` are names by numbers, each name once.

    `tracker` is None for the project's first; `field` the number of the custom field for ids; `takes` are our fields
    that the tracker has.
    """

    id: int
    choice: ProjectChoice
    tracker: int | None
    field: int | None
    takes: frozenset[str]
    people: Mapping[int, str] = {}
    categories: Mapping[int, str] = {}


def open_project(server: Server, choice: ProjectChoice) -> Project:
    """Look a project up. Raises `PushError` where something that was named is not there."""
    include = {"include": "trackers,issue_categories,issue_custom_fields"}
    project = get(server, f"projects/{quote(choice.project, safe='')}.json", "project", include)["project"]
    trackers = {tracker["id"]: tracker["name"] for tracker in project.get("trackers", ())}
    tracker = _number(choice.tracker, trackers, "tracker") if choice.tracker else None
    categories = _unique({category["id"]: category["name"] for category in project.get("issue_categories", ())})
    people = _unique(_people(server, project["id"])) if choice.assignments.assignee else {}
    for name in choice.assignments.assignee.values():
        _number(name, people, "member")
    for name in choice.assignments.category.values():
        _number(name, categories, "category")
    field = _field(choice.field, {field["id"]: field["name"] for field in project.get("issue_custom_fields", ())})
    takes = _takes(server, tracker or next(iter(trackers), None))
    return Project(project["id"], choice, tracker, field, takes, people, categories)


def get(server: Server, address: str, key: str, params: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Ask for JSON that has `key` in it. Raises `PushError`."""
    response = server.send(Request("GET", address, params))
    if response.status_code != 200:  # noqa: PLR2004
        raise trouble(response, f"{server.url} does not show {address}")
    return read_json(response, server, key)


def read_json(response: httpx.Response, server: Server, key: str) -> dict[str, Any]:
    """Read the JSON of an answer. Raises `PushError` for anything else, such as the page of a portal."""
    try:
        value = json.loads(response.content)
    except ValueError:
        value = None
    if not isinstance(value, dict) or key not in value:
        message = f"{server.url} answers with something that is not Redmine's"
        raise PushError(message, hint=_HINTS[404])
    return value


def trouble(response: httpx.Response, what: str) -> PushError:
    """Make an error of an answer that says no to everything, not to one item."""
    return say_trouble(response, what, _HINTS)


def pages(server: Server, address: str, key: str, params: Mapping[str, str]) -> list[dict[str, Any]]:
    """Collect a list over all its pages. Raises `PushError` where it is not whole after all."""
    for _ in range(_LOOKS):  # something came or went while we turned the pages: once more
        found: dict[int, dict[str, Any]] = {}
        totals, seen = set(), 0
        while True:
            page = get(server, address, key, {**params, "limit": str(_PAGE), "offset": str(seen)})
            items, total = page[key], page.get("total_count", len(page[key]))
            found.update((item["id"], item) for item in items)
            totals.add(total)
            seen += len(items)
            if not items or seen >= total:
                break
        if totals == {len(found)}:
            return list(found.values())
    message = f"{server.url} gives another list each time"
    raise PushError(message)


def number_of(name: str, names: Mapping[int, str]) -> int | None:
    """Find a number by a name, or by itself."""
    by_name = {known: number for number, known in names.items()}
    if name in by_name:
        return by_name[name]
    return int(name) if name.isascii() and name.isdecimal() and int(name) in names else None


def _number(name: str, names: Mapping[int, str], kind: str) -> int:
    found = number_of(name, names)
    if found is None:
        known = ", ".join(sorted(names.values())) or "none"
        message = f"the project has no {kind} {shown(name)!r}; it has: {shown(known)}"
        raise PushError(message, hint="Correct the name, or ask an administrator to add it.")
    return found


def _field(name: str | None, fields: Mapping[int, str]) -> int | None:
    if name is None:
        return number_of(FIELD, fields)
    if name.isascii() and name.isdecimal():  # older Redmines do not list them
        return int(name)
    return _number(name, fields, "custom field")


def _takes(server: Server, tracker: int | None) -> frozenset[str]:
    """Tell which of our fields a tracker has; all where Redmine does not say."""
    for known in get(server, "trackers.json", "trackers")["trackers"]:
        if known["id"] == tracker and "enabled_standard_fields" in known:
            enabled = {*known["enabled_standard_fields"], "subject"}
            names = {*_STANDARD, "subject", "description"}
            return frozenset(name for name in names if _STANDARD.get(name, name) in enabled)
    return frozenset({*_STANDARD, "subject", "description"})


def _people(server: Server, project: int) -> dict[int, str]:
    members = pages(server, f"projects/{project}/memberships.json", "memberships", {})
    parts = [part for member in members if (part := member.get("user") or member.get("group"))]
    return {part["id"]: part["name"] for part in parts}


def _unique(names: Mapping[int, str]) -> dict[int, str]:
    """Give each number a name of its own."""
    taken: list[str] = list(names.values())
    return {number: name if taken.count(name) == 1 else f"{name} #{number}" for number, name in names.items()}
