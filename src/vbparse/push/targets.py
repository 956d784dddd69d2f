"""The targets by name: how each is reached with what people gave on the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.push.credentials import caldav_login, redmine_key
from vbparse.push.http import Server

if TYPE_CHECKING:
    from vbparse.push.redmine_project import ProjectChoice
    from vbparse.push.target import Choice, Target

NAMES: Final = ("redmine", "caldav")


def open_redmine(url: str, project: ProjectChoice, choice: Choice) -> Target:
    """Look a project of a Redmine up. Raises `PushError`."""
    from vbparse.push.redmine import Redmine  # noqa: PLC0415
    from vbparse.push.redmine_project import open_project  # noqa: PLC0415

    server = Server(url, headers={"X-Redmine-API-Key": redmine_key(url)})
    return Redmine(server, open_project(server, project), choice)


def open_caldav(url: str, choice: Choice) -> Target:
    """Look a calendar up. Raises `PushError`."""
    from vbparse.push.caldav import open_calendar  # noqa: PLC0415

    return open_calendar(Server(url, login=caldav_login(url)), choice)
