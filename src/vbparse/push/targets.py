"""The targets by name: how each is reached with what people gave on the command line."""

from __future__ import annotations

from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from vbparse.push.credentials import caldav_login, redmine_key
from vbparse.push.http import Server

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.push.redmine_project import ProjectChoice
    from vbparse.push.target import Choice, Target


@contextmanager
def open_redmine(url: str, project: ProjectChoice, choice: Choice) -> Iterator[Target]:
    """Look a project of a Redmine up, and hold the connection. Raises `PushError`."""
    from vbparse.push.redmine import Redmine  # noqa: PLC0415
    from vbparse.push.redmine_project import open_project  # noqa: PLC0415

    with closing(Server(url, headers={"X-Redmine-API-Key": redmine_key(url)})) as server:
        yield Redmine(server, open_project(server, project), choice)


@contextmanager
def open_caldav(url: str, choice: Choice) -> Iterator[Target]:
    """Look a calendar up, and hold the connection. Raises `PushError`."""
    from vbparse.push.caldav import open_calendar  # noqa: PLC0415

    with closing(Server(url, login=caldav_login(url))) as server:
        yield open_calendar(server, choice)
