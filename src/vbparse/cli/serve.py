"""`vbparse serve`: pages in the browser and an API, in front of an archive."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.cli.batch import count_of
from vbparse.cli.common import refuse
from vbparse.cli.extract import declare_allow_secret, declare_model, declare_partial, declare_trust
from vbparse.errors import ResourceError
from vbparse.output import shown

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.cli.common import Session
    from vbparse.export.options import Lang

TOKEN: Final = "VBPARSE_TOKEN"  # noqa: S105 (the name of the variable)
_HOST: Final = "127.0.0.1"
_PORT: Final = 8765
_MOST_PORT: Final = 65535
_SHORTEST: Final = 16
"""Characters of a token that others than this computer may try."""


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--archive", metavar="DB", type=Path, help="file of the archive (default: the setting `archive`)"
    )
    parser.add_argument(
        "--host", metavar="HOST", default=_HOST, help=f"address to listen at (default: {_HOST}, this computer only)"
    )
    parser.add_argument("--port", metavar="PORT", type=_port, default=_PORT, help=f"port (default: {_PORT}; 0: any)")
    parser.add_argument(
        "--token",
        metavar="TOKEN",
        help=f"what everybody who asks must know; better given as {TOKEN}, which no list of processes shows. "
        "Other addresses than this computer's need one",
    )
    parser.add_argument(
        "--name", metavar="NAME", action="append", default=[], help="a further name of the server (repeatable)"
    )
    parser.add_argument("--jobs", metavar="N", type=count_of, help="worker processes (default: one a core)")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def _port(text: str) -> int:
    """Read a port (argparse tells of the `ValueError`)."""
    port = int(text)
    if not 0 <= port <= _MOST_PORT:
        raise ValueError(text)
    return port


def serve(session: Session, *, host: str, port: int, token: str | None, name: list[str], **given: Any) -> None:
    """Show, check and correct plans in the browser; serve other systems by an API. Stop with Ctrl-C."""
    try:
        import jinja2  # noqa: F401
        import python_multipart  # noqa: F401
        import uvicorn  # noqa: F401

        from vbparse.serve.app import create_app
    except ModuleNotFoundError as error:
        message = f"the server needs {error.name}, which is not installed"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[serve]'") from error
    from vbparse.serve.desk import Desk
    from vbparse.serve.guard import access_for, is_loopback
    from vbparse.serve.run import Server

    token = token or os.environ.get(TOKEN)
    if not is_loopback(host) and not token:
        refuse("--host", f"others than this computer reach {shown(host)}: give a token with {TOKEN} or --token")
    if not is_loopback(host) and len(token or "") < _SHORTEST:
        refuse("--token", f"others than this computer reach {shown(host)}: give at least {_SHORTEST} characters")
    session.flags.update({option: value or None for option, value in given.items()})
    access = access_for(host, token, frozenset(name))
    with Desk(session.settings) as desk:
        app = create_app(desk, access, _tell)
        db = shown(str(session.settings.archive))
        Server(app, host, port, lambda address: session.tell("serve.begin", address, db)).run()
    session.tell("serve.end")


def _tell(code: str, advice: str, lang: Lang) -> tuple[str, str]:
    """Word an error: what kind it is, and what to do."""
    from vbparse.cli.messages import describe_advice, error_words

    kind = error_words(code)[0]
    return kind[:1].upper() + kind[1:], describe_advice(code, advice, lang)
