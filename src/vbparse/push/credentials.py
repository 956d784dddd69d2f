"""Where keys and passwords are taken from: the environment, or the system's keyring. Never from the command line."""

from __future__ import annotations

import os
from typing import Final

from vbparse.errors import PushError
from vbparse.push.http import origin

REDMINE_KEY: Final = "VBPARSE_REDMINE_KEY"
CALDAV_USER: Final = "VBPARSE_CALDAV_USER"
CALDAV_PASSWORD: Final = "VBPARSE_CALDAV_PASSWORD"  # noqa: S105 (the name of a variable)
_SERVICE: Final = "vbparse"


def redmine_key(url: str) -> str:
    """Give the key for a Redmine. Raises `PushError` where there is none."""
    key = os.environ.get(REDMINE_KEY) or _from_keyring(url, "redmine")
    if not key:
        message = f"there is no key for {origin(url)}"
        raise PushError(message, hint=f"Put it into {REDMINE_KEY} (Redmine: My account, API access key).")
    return _clean(key, REDMINE_KEY)


def caldav_login(url: str) -> tuple[str, str]:
    """Give user and password for a calendar server. Raises `PushError` where there are none."""
    user = os.environ.get(CALDAV_USER, "").strip()
    if not user:
        message = f"there is no user for {origin(url)}"
        raise PushError(message, hint=f"Put user and password into {CALDAV_USER} and {CALDAV_PASSWORD}.")
    password = os.environ.get(CALDAV_PASSWORD) or _from_keyring(url, user)
    if not password:
        message = f"there is no password for {user} at {origin(url)}"
        raise PushError(message, hint=f"Put user and password into {CALDAV_USER} and {CALDAV_PASSWORD}.")
    return user, password


def _clean(key: str, name: str) -> str:
    """Refuse a key that cannot be one, before a library complains of it and shows it."""
    key = key.strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        message = f"what {name} holds is no key"
        raise PushError(message, hint="Copy the key again; it has letters and digits only.")
    return key


def _from_keyring(url: str, user: str) -> str | None:
    """Ask the keyring, if its library is there, for service `vbparse https://host:port`."""
    try:
        import keyring  # noqa: PLC0415 (optional)
        from keyring.errors import KeyringError  # noqa: PLC0415
    except ImportError:
        return None
    try:
        kept: str | None = keyring.get_password(f"{_SERVICE} {origin(url)}", user)
    except KeyringError:
        return None
    return kept
