"""`vbparse serve`: pages in the browser and an API, in front of an archive."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.errors import ResourceError

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.cli.common import Session

_HOST = "127.0.0.1"
_PORT = 8765


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--archive", metavar="DB", type=Path, help="file of the archive (default: the setting `archive`)"
    )
    parser.add_argument("--host", metavar="HOST", default=_HOST, help=f"address to listen at (default: {_HOST})")
    parser.add_argument("--port", metavar="PORT", type=int, default=_PORT, help=f"port (default: {_PORT})")
    parser.add_argument("--token", metavar="TOKEN", help="what who asks must give")


def serve(session: Session, *, archive: Path | None, host: str, port: int, token: str | None) -> None:
    """Show, check and correct plans in the browser; serve other systems by an API."""
    try:
        import uvicorn

        from vbparse.serve.app import create_app
        from vbparse.serve.guard import Access
    except ModuleNotFoundError as error:
        message = f"the server needs {error.name}, which is not installed"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[serve]'") from error
    session.flags["archive"] = archive
    uvicorn.run(create_app(session.settings, Access(token)), host=host, port=port, access_log=False)
