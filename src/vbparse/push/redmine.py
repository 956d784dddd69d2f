"""Redmine, by its REST interface: an issue a task.

An issue is known by a line at the end of its description (`vbparse: <plan>#<task>`), and by a field of the project's
own, where an administrator has made one, so that people may rewrite the description. What was pushed last is read from
the issue's own history, where our changes carry a note that begins with `vbparse:`; so any computer may push next.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import PushError
from vbparse.output import shown
from vbparse.push.changes import Change, digest, normal
from vbparse.push.http import AnswerLost, Request
from vbparse.push.redmine_items import RedmineItems
from vbparse.push.redmine_project import Project, get, number_of, pages, read_json, trouble
from vbparse.push.target import Choice, Found, Item, ItemRefused, Listing, Written
from vbparse.push.wording import updated

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    import httpx

    from vbparse.plan.model import PlanDocument
    from vbparse.push.changes import Digests, Fields
    from vbparse.push.http import Server

    Issue = dict[str, Any]

MARK: Final = "vbparse:"
"""How the line of the external id begins, and each note of ours."""

_LINE: Final = re.compile(rf"^{MARK} (\S+)\s*$", re.MULTILINE)
_HISTORY: Final = {
    "subject": "subject",
    "description": "description",
    "due_date": "due",
    "assigned_to_id": "assigned",
    "category_id": "category",
    "parent_id": "parent",
}
"""Our fields, by the names that an issue's history has for Redmine's."""
_BODY: Final = {
    "subject": "subject",
    "description": "description",
    "due": "due_date",
    "assigned": "assigned_to_id",
    "category": "category_id",
    "parent": "parent_issue_id",
}
"""Redmine's fields, as they are sent, by our names."""
_TRIES: Final = 6


class Redmine:
    """A project as a target."""

    settles = False

    def __init__(self, server: Server, project: Project, choice: Choice) -> None:
        """Begin with a project that was looked up; nothing is sent."""
        self._server, self._project, self._choice = server, project, choice
        self._numbers: dict[str, int] = {}
        self._plan = ""

    def wanted(self, plan: PlanDocument) -> dict[str, Item]:
        """Give an issue for each duty of a plan, and for each section, where people want those."""
        self._plan = plan.header.code or plan.source.name
        return RedmineItems(plan, self._project, self._choice).items()

    def found(self, plan_id: str, wanted: dict[str, Item]) -> Listing:
        """Find the issues of a plan, wherever they were moved to, open or closed."""
        marked = [issue for issue in self._marked(f"{plan_id}#") if self._key(issue).startswith(f"{plan_id}#")]
        issues = {issue["id"]: issue for issue in marked if self._is_here(issue)}
        here = set(map(self._key, issues.values()))
        issues |= {issue["id"]: issue for issue in marked if self._key(issue) not in here and self._was_here(issue)}
        keys = {number: self._key(issue) for number, issue in issues.items()}
        missing = {key: item for key, item in wanted.items() if key not in keys.values()}
        for key, issue in self._unmarked(missing):
            issues[issue["id"]], keys[issue["id"]] = issue, key
        items: dict[str, Found] = {}
        doubles = []
        for number in sorted(keys):
            if keys[number] in items:
                doubles.append(self._as_found(keys[number], issues[number]))
            else:
                self._numbers[keys[number]] = number
                items[keys[number]] = self._as_found(keys[number], issues[number])
        # the names of parents are known only now
        return Listing({key: self._as_found(key, issues[self._numbers[key]]) for key in items}, tuple(doubles))

    def recall(self, found: Found) -> tuple[Found, Digests]:
        """Read an issue again, and from its history what was pushed to it last: at first, and with notes of ours."""
        issue = self._issue(found.handle)
        now = self._fields(issue)
        pushed: dict[str, str | None] = {}
        touched: set[str] = set()
        for journal in sorted(issue.get("journals", ()), key=lambda journal: int(journal["id"])):
            is_ours = _is_ours(journal)
            for detail in journal.get("details", ()):
                name = _HISTORY.get(detail["name"]) if detail["property"] == "attr" else None
                if name is None:
                    continue
                if name not in touched:
                    touched.add(name)
                    pushed[name] = self._past(name, detail.get("old_value"))
                if is_ours:
                    pushed[name] = self._past(name, detail.get("new_value"))
        digests = {name: digest(pushed[name] if name in touched else value) for name, value in now.items()}
        return self._as_found(found.key, issue), digests

    def create(self, item: Item) -> Written:
        """Make an issue. An answer that is lost is looked for before it is tried again."""
        body = {"project_id": self._project.id, **self._body(item.fields), **item.content}
        if self._project.tracker is not None:
            body["tracker_id"] = self._project.tracker
        if self._project.field is not None:
            body["custom_fields"] = [{"id": self._project.field, "value": item.key}]
        answer = self._once("POST", "issues.json", body, lambda: next(self._exactly(item.key), None))
        if isinstance(answer, dict):
            return self._written(item, answer, item.fields)
        if answer.status_code != 201:  # noqa: PLR2004
            raise self._refusal(answer, item)
        return self._written(item, read_json(answer, self._server, "issue")["issue"], item.fields)

    def update(self, item: Item, found: Found, change: Change) -> Written:
        """Set fields of an issue, with a note by which the next push knows that it was us."""
        wanted = {name: difference.wanted for name, difference in change.updates.items()}
        body = {**self._body(wanted), "notes": updated(self._plan, change.updates, self._choice.lang)}
        number: int = found.handle

        def done() -> Issue | None:
            issue = self._issue(number)
            return None if self._written(item, issue, wanted).ignored else issue

        answer = self._once("PUT", f"issues/{number}.json", body, done)
        if not isinstance(answer, dict) and answer.status_code not in {200, 204}:
            raise self._refusal(answer, item)
        issue = self._issue(number)
        written = self._written(item, issue, wanted)
        is_noted = any(map(_is_ours, issue.get("journals", ())))
        return written if is_noted or written.ignored else written._replace(ignored=("notes",))

    def _once(
        self, method: str, address: str, body: Mapping[str, Any], look: Callable[[], Issue | None]
    ) -> httpx.Response | Issue:
        """Have something done once: when the answer is lost, look whether it was done before it is tried again.

        Gives the answer, or, where it was lost, the issue that was found.
        """
        data = json.dumps({"issue": body}, ensure_ascii=False).encode()
        request = Request(method, address, body=data, headers={"Content-Type": "application/json"}, once=True)
        for attempt in range(_TRIES):
            try:
                return self._server.send(request)
            except AnswerLost:
                self._server.wait(attempt)
            if (issue := look()) is not None:
                return issue
        message = f"{self._server.url} gives no answer to {method} {address}"
        raise PushError(message)

    def _marked(self, text: str) -> Iterator[Issue]:
        """Find issues by what their description, or the field for ids, has in it."""
        yield from self._issues({"description": f"~{text}"})
        if self._project.field is not None:
            yield from self._issues({"project_id": str(self._project.id), f"cf_{self._project.field}": f"~{text}"})

    def _exactly(self, key: str) -> Iterator[Issue]:
        return (issue for issue in self._marked(key) if self._key(issue) == key and self._is_here(issue))

    def _is_here(self, issue: Issue) -> bool:
        return bool(issue["project"]["id"] == self._project.id)

    def _was_here(self, issue: Issue) -> bool:
        """Tell whether an issue was moved out of this project; a plan may be pushed to several."""
        details = (
            one for journal in self._issue(issue["id"]).get("journals", ()) for one in journal.get("details", ())
        )
        moves = {str(one.get("old_value")) for one in details if one["name"] == "project_id"}
        return str(self._project.id) in moves

    def _unmarked(self, missing: Mapping[str, Item]) -> Iterator[tuple[str, Issue]]:
        """Find issues whose line people have taken out of the description: it is in their history."""
        if not missing or self._project.field is not None:
            return
        by_title = {item.fields["subject"]: key for key, item in missing.items()}
        for issue in self._issues({"project_id": str(self._project.id), "description": f"!~{MARK}"}):
            key = by_title.get(issue["subject"])
            if key is not None and self._key(issue) == "" and key in self._former_keys(issue["id"]):
                yield key, issue

    def _former_keys(self, number: int) -> set[str]:
        journals = self._issue(number).get("journals", ())
        details = (detail for journal in journals for detail in journal.get("details", ()))
        texts = (detail.get("old_value") or "" for detail in details if detail["name"] == "description")
        return {key for text in texts for key in _LINE.findall(text)}

    def _issues(self, filters: Mapping[str, str]) -> Iterable[Issue]:
        return pages(self._server, "issues.json", "issues", {**filters, "status_id": "*", "sort": "id"})

    def _issue(self, number: int) -> Issue:
        issue: Issue = get(self._server, f"issues/{number}.json", "issue", {"include": "journals"})["issue"]
        return issue

    def _key(self, issue: Issue) -> str:
        """Give the external id of an issue, empty where it has none."""
        for field in issue.get("custom_fields", ()):
            if field["id"] == self._project.field and field.get("value"):
                return str(field["value"])
        lines = _LINE.findall(issue.get("description") or "")
        return lines[-1] if lines else ""

    def _as_found(self, key: str, issue: Issue) -> Found:
        where = f"{self._server.url}/issues/{issue['id']}"
        return Found(key, issue["subject"], self._fields(issue), where, issue["id"])

    def _fields(self, issue: Issue) -> dict[str, str | None]:
        """Give our fields of an issue, people, categories and parents by their names."""
        ids = {name: (issue.get(key) or {}).get("id") for name, key in _NAMED.items()}
        return {
            "subject": issue.get("subject"),
            "description": issue.get("description"),
            "due": issue.get("due_date"),
            **{name: self._past(name, None if number is None else str(number)) for name, number in ids.items()},
        }

    def _past(self, name: str, value: str | None) -> str | None:
        """Give a value of an issue's history as our fields have it: numbers of people and so on as names."""
        if not value or name not in _NAMED:
            return value
        if name == "parent":
            return next((key for key, number in self._numbers.items() if str(number) == value), f"#{value}")
        names = self._project.people if name == "assigned" else self._project.categories
        return names.get(int(value), f"#{value}") if value.isdecimal() else value

    def _body(self, fields: Fields) -> dict[str, Any]:
        return {_BODY[name]: self._sent(name, value) for name, value in fields.items()}

    def _sent(self, name: str, value: str | None) -> str | int:
        """Give a value as Redmine takes it; empty clears a field."""
        if value is None:
            return ""
        if name == "parent":
            return self._numbers.get(value, "")
        if name in _NAMED:
            names = self._project.people if name == "assigned" else self._project.categories
            return number_of(value, names) or ""
        return value

    def _written(self, item: Item, issue: Issue, wanted: Fields) -> Written:
        """Tell what was written, and which fields Redmine silently left out (a role, a workflow)."""
        self._numbers[item.key] = issue["id"]
        there = self._fields(issue)
        ignored = tuple(name for name, value in wanted.items() if normal(there[name]) != normal(value))
        return Written(f"{self._server.url}/issues/{issue['id']}", ignored)

    def _refusal(self, response: httpx.Response, item: Item) -> PushError:
        what = f"{self._server.url} does not take the issue of {item.key}"
        if response.status_code == 422:  # noqa: PLR2004
            try:
                errors = json.loads(response.content).get("errors", ())
            except (ValueError, AttributeError):
                errors = ()
            return ItemRefused(shown(f"{what}: {'; '.join(map(str, errors)) or 'HTTP 422'}"))
        if response.status_code == 404:  # noqa: PLR2004 (deleted since, or moved out of sight)
            return ItemRefused(f"{what}: it is not there any more")
        return trouble(response, what)


_NAMED: Final = {"assigned": "assigned_to", "category": "category", "parent": "parent"}
"""Our fields that are numbers there, by their names in an issue."""


def _is_ours(journal: Mapping[str, Any]) -> bool:
    return str(journal.get("notes") or "").startswith(MARK)
