"""Real servers on the loopback, for as long as the tests run, and what people do there by hand."""

from __future__ import annotations

import io
import os
import socket
import subprocess
import sys
import time
from contextlib import chdir, closing, contextmanager, redirect_stderr, redirect_stdout, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from unittest.mock import patch
from uuid import uuid4
from xml.etree import ElementTree as ET

import httpx
import icalendar

from tests.clirunner import COMMAND, ROOT, environment, said
from tests.clirunner import vbparse as run
from vbparse.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument

USER = "nhan"
PASSWORD = "mat-khau-rat-bi-mat-8f31"


_IMPORT = """
User.current = user = User.find_by_login('person')
project = Project.find(ARGV[0])
user.roles_for_project(project).each { |role| role.add_permission!(:import_issues, :manage_subtasks) }
import = IssueImport.new
import.user = user
import.file = File.open(ARGV[1])
import.set_default_settings('project_id' => project.id)
import.settings['date_format'] = '%Y-%m-%d'
heads = import.headers.map { |head| head&.downcase }
mapping = { 'project_id' => project.id.to_s, 'tracker' => "value:#{Tracker.first.id}" }
IssueImport::AUTO_MAPPABLE_FIELDS.each_key { |field| mapping[field] = heads.index(field).to_s if heads.index(field) }
raise "not found: #{heads}" unless mapping.size == heads.size + 2
import.settings['mapping'] = mapping
import.save!
import.parse_file
import.run
puts import.saved_items.count
import.unsaved_items.each { |item| puts item.message }
"""


class Redmine(NamedTuple):
    """A running Redmine: its address, keys by who has them, and the folder of its program and data."""

    url: str
    keys: dict[str, str]
    client: httpx.Client
    folder: Path

    def ask(self, method: str, path: str, who: str = "person", **more: Any) -> Any:
        """Do something by hand, through the same interface."""
        headers = {"X-Redmine-API-Key": self.keys[who]}
        answer = self.client.request(method, f"{self.url}/{path}", headers=headers, **more)
        assert answer.status_code < 300, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def project(self) -> str:
        """Make a project of its own for a test."""
        name = f"p{uuid4().hex[:12]}"
        people = {user["login"]: user["id"] for user in self.ask("GET", "users.json", "admin")["users"]}
        roles = {role["name"]: role["id"] for role in self.ask("GET", "roles.json", "admin")["roles"]}
        project = {"name": name, "identifier": name, "is_public": False, "enabled_module_names": ["issue_tracking"]}
        self.ask("POST", "projects.json", "admin", json={"project": project})
        manager, developer = list(roles.values())[:2]
        for login, role in (("clerk", developer), ("person", manager)):
            membership = {"user_id": people[login], "role_ids": [role]}
            self.ask("POST", f"projects/{name}/memberships.json", "admin", json={"membership": membership})
        return name

    def issues(self, project: str) -> dict[str, dict[str, Any]]:
        """Give the issues of a project by the ids of their tasks; each id is there once."""
        found: list[dict[str, Any]] = []
        while True:
            page = self.ask("GET", f"issues.json?project_id={project}&status_id=*&limit=100&offset={len(found)}")
            found += page["issues"]
            if len(found) >= page["total_count"]:
                break
        by_task = {issue["description"].split()[-1].partition("#")[2]: issue for issue in found}
        assert len(by_task) == len(found)
        return by_task

    def import_csv(self, project: str, path: Path) -> tuple[int, list[str]]:
        """Import a file as Redmine's own pages do, the columns that it finds by itself; gives the count, and complaints."""
        script = path.with_suffix(".rb")
        script.write_text(_IMPORT, encoding="utf-8")
        own = {
            "REDMINE_INSTANCE": "own",
            "RAILS_ENV": "production",
            "LANG": "C.UTF-8",
            "BUNDLE_SILENCE_ROOT_WARNING": "1",
        }
        command = ["bundle", "exec", "rails", "runner", str(script), project, str(path)]
        done = subprocess.run(
            command,
            cwd=self.folder / "program",
            env={**os.environ, **own},
            capture_output=True,
            check=False,
            timeout=200,
        )
        assert done.returncode == 0, done.stderr.decode()
        count, *told = done.stdout.decode().splitlines()
        return int(count), told

    def change(self, number: int, **fields: Any) -> None:
        """Change an issue by hand."""
        self.ask("PUT", f"issues/{number}.json", json={"issue": fields})


class Calendar(NamedTuple):
    """A calendar on a running Radicale; `url` ends with a slash."""

    url: str
    client: httpx.Client

    def ask(self, method: str, name: str = "", **more: Any) -> httpx.Response:
        """Do something by hand, through the same interface."""
        answer = self.client.request(method, f"{self.url}{name}", auth=(USER, PASSWORD), **more)
        assert answer.status_code < 300, (answer.status_code, answer.text)
        return answer

    def items(self) -> dict[str, tuple[str, str, Any]]:
        """Give the items by UID: name of the resource, ETag, to-do or event."""
        query = (
            '<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:prop><D:getetag/><C:calendar-data/>'
            '</D:prop><C:filter><C:comp-filter name="VCALENDAR"/></C:filter></C:calendar-query>'
        )
        listed = ET.fromstring(self.ask("REPORT", headers={"Depth": "1"}, content=query.encode()).content)
        found = {}
        for one in listed.iter("{DAV:}response"):
            href, etag = one.findtext("{DAV:}href", ""), one.findtext(".//{DAV:}getetag", "")
            text = one.findtext(".//{urn:ietf:params:xml:ns:caldav}calendar-data", "")
            parts = [part for part in icalendar.Calendar.from_ical(text).walk() if part.name in {"VTODO", "VEVENT"}]
            assert len(parts) == 1
            assert str(parts[0]["uid"]) not in found
            found[str(parts[0]["uid"])] = (href.rpartition("/")[2], etag, parts[0])
        return found

    def change(self, name: str, old: str, new: str) -> None:
        """Change the text of an item by hand."""
        text = self.ask("GET", name).text
        assert old in text
        self.ask("PUT", name, content=text.replace(old, new).encode(), headers={"Content-Type": "text/calendar"})


class Done(NamedTuple):
    """What came of a command."""

    code: int
    out: str
    err: str


def push(folder: Path, plan: PlanDocument | Path, *arguments: str, **env: str) -> Done:
    """Push a plan as people do, but in this process: starting one takes longer than pushing a few tasks."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8"), io.StringIO()
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VBPARSE_")}
    with patch.dict(os.environ, {**kept, **env}, clear=True), chdir(folder), redirect_stdout(out), redirect_stderr(err):
        code: object = 0
        try:
            app.run(["push", str(written(folder, plan)), *arguments])
        except SystemExit as end:
            code = end.code
    out.seek(0)
    assert isinstance(code, int)
    return Done(code, out.read(), err.getvalue())


def push_apart(folder: Path, plan: PlanDocument | Path, *arguments: str, **env: str) -> Done:
    """Push a plan in a process of its own, with its logs."""
    done = run("push", written(folder, plan), *arguments, folder=folder, env=env)
    return Done(done.returncode, done.stdout.decode(), said(done))


@contextmanager
def pushing(folder: Path, plan: PlanDocument | Path, *arguments: str, **env: str) -> Iterator[subprocess.Popen[bytes]]:
    """Push a plan in a process that can be killed."""
    process = subprocess.Popen(
        [*COMMAND, "push", str(written(folder, plan)), *arguments],
        cwd=folder,
        env=environment(**env),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def written(folder: Path, plan: PlanDocument | Path) -> Path:
    """Give the file of a plan."""
    if isinstance(plan, Path):
        return plan
    path = folder / "plan.json"
    path.write_text(plan.model_dump_json(), encoding="utf-8")
    return path


@contextmanager
def radicale(folder: Path) -> Iterator[Calendar]:
    """Run Radicale with one user; gives the home of his calendars."""
    port = _free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}", encoding="utf-8")
    lines = (
        "[server]", f"hosts = 127.0.0.1:{port}",
        "[auth]", "type = htpasswd", f"htpasswd_filename = {folder / 'users'}", "htpasswd_encryption = plain", "delay = 0",
        "[storage]", f"filesystem_folder = {folder / 'store'}",
    )  # fmt: skip
    (folder / "config").write_text("\n".join(lines), encoding="utf-8")
    command = [sys.executable, "-m", "radicale", "--config", str(folder / "config")]
    with _served(command, port, folder / "radicale.log", 30), _client() as client:
        yield Calendar(f"http://127.0.0.1:{port}/{USER}/", client)


def make_calendar(home: Calendar, *components: str) -> Calendar:
    """Make a calendar of its own for a test."""
    calendar = home._replace(url=f"{home.url}{uuid4().hex[:12]}/")
    names = "".join(f'<C:comp name="{name}"/>' for name in components or ("VTODO", "VEVENT"))
    body = (
        '<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>'
        f"<C:supported-calendar-component-set>{names}</C:supported-calendar-component-set></D:prop></D:set></C:mkcalendar>"
    )
    calendar.ask("MKCALENDAR", content=body.encode())
    return calendar


@contextmanager
def redmine(folder: Path) -> Iterator[Redmine]:
    """Run Redmine in a folder, by the project's script."""
    port = _free_port()
    with _served([str(ROOT / "scripts" / "redmine"), str(folder), str(port)], port, folder / "keys.txt", 240) as log:
        words = dict(line.split("=", 1) for line in log.read_text(encoding="utf-8").split())
        with _client() as client:
            yield Redmine(words.pop("url"), words, client, folder)


def _client() -> httpx.Client:
    return httpx.Client(trust_env=False, timeout=30)


@contextmanager
def _served(command: list[str], port: int, log: Path, seconds: float) -> Iterator[Path]:
    with log.open("wb") as stream:
        process = subprocess.Popen(command, stdout=stream, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + seconds
        while not _answers(port):
            assert process.poll() is None, log.read_text(encoding="utf-8")
            assert time.monotonic() < end, log.read_text(encoding="utf-8")
            time.sleep(0.1)
        yield log
    finally:
        process.kill()
        process.wait()


def _answers(port: int) -> bool:
    with closing(HTTPConnection("127.0.0.1", port, timeout=20)) as connection, suppress(OSError):
        connection.request("GET", "/")
        connection.getresponse().read()
        return True
    return False


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])
