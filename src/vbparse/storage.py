"""Files by URL (`s3://bucket/plan.pdf`, `https://…`), through fsspec; `file://` is a path on this computer.

Only names with `://` in them come here, and nothing else opens a connection. Credentials are those of the
environment or of fsspec's own configuration: a URL that holds any is refused, for URLs stand in manifests and
messages.
"""

from __future__ import annotations

import hashlib
import re
import time
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import InputError, LimitExceeded, OutputError, ResourceError, VbparseError
from vbparse.output import TEMPORARY, shown
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_URL: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")  # noqa: TID251 (this module stands below `patterns`)
"""How a URL begins; one letter would be a drive of Windows."""
_USER: Final = re.compile(r"(?<=://)[^/\s]*@")  # noqa: TID251
_QUERY: Final = re.compile(r"\?\S*")  # noqa: TID251
_SECRETS: Final = ("auth", "credential", "key", "password", "pwd", "secret", "sig", "signature", "token")
"""How the names of parameters end that let in who knows them."""
_STORES: Final = frozenset(("abfs", "abfss", "adl", "az", "gcs", "gs", "memory", "oci", "oss", "s3", "s3a"))
"""Where there are no folders to be made, and an object that is put is there whole or not at all."""
_WEB: Final = ("http", "https")
_PIECE: Final = 1 << 20
_SECONDS: Final = 300.0
"""How long a file may take to come."""
_SILENCE: Final = 60
"""How long a server may say nothing, seconds."""
_CHECK: Final = "Check the URL and the access rights; credentials are taken from the environment (see docs/cluster.md)."
_WRITE: Final = "Check the URL, and that what is known in the environment may write there (see docs/cluster.md)."
_IN_URL: Final = "Give credentials by the environment or fsspec's configuration (see docs/cluster.md), not in the URL."


class Found(NamedTuple):
    """A file that a URL stands for, with its path inside the folder that was given."""

    url: str
    inside: PurePosixPath


def is_url(text: str) -> bool:
    """Tell whether a name is that of a file elsewhere."""
    return "://" in text and _URL.match(text) is not None


def place(text: str) -> Path | str:
    """Give the path that a person named, or the URL.

    Raises `InputError` for a URL that holds credentials, and for a `file://` of another computer.
    """
    if not is_url(text):
        return Path(text)
    if not text.lower().startswith("file://"):
        _taken_apart(text)
        return text
    from urllib.request import url2pathname  # noqa: PLC0415 (few name files so)

    host, slash, path = text[len("file://") :].partition("/")
    if host not in {"", "localhost"}:
        message = f"{shown(text)} is a file of another computer"
        raise InputError(message, hint=_CHECK)
    return Path(url2pathname(slash + path))


def file_name(url: str) -> str:
    """Give the last part of a URL's path."""
    path = url.partition("://")[2].partition("?")[0] if url.lower().startswith(_WEB) else url
    return path.rstrip("/").rpartition("/")[2]


def fetch(url: str, max_bytes: int) -> bytes:
    """Fetch a file. Raises `InputError`, `LimitExceeded` for more than `max_bytes`, `ResourceError`."""
    return b"".join(_pieces(url, max_bytes))


def fetch_digest(url: str, max_bytes: int) -> str:
    """Fetch a file for its sha256, without holding it in memory. Raises what `fetch` raises."""
    whole = hashlib.sha256()
    for piece in _pieces(url, max_bytes):
        whole.update(piece)
    return whole.hexdigest()


def find(url: str) -> list[Found]:
    """List the files that a URL stands for: itself, all below a folder, what fits a pattern (`*`); sorted.

    What is not there stands for itself. On the web nothing can be listed. Raises `InputError`, `ResourceError`.
    """
    scheme, path = _taken_apart(url)
    itself = [Found(url, PurePosixPath(file_name(url)))]
    if scheme in _WEB:
        return itself
    with _reading(url):
        files, path = _filesystem(url)
        pattern = min((path.find(char) for char in "*?[" if char in path), default=None)
        if pattern is None:
            base, names = path, files.find(path)
        else:
            base = path[:pattern].rpartition("/")[0]
            names = [name for name, info in files.glob(path, detail=True).items() if info["type"] == "file"]
        files.invalidate_cache()  # what is read later is what is there then
    before = url.rstrip("/").removesuffix(path)
    found = [Found(before + name, PurePosixPath(name).relative_to(base)) for name in sorted(names) if name != path]
    return found or itself


def list_names(url: str) -> set[str]:
    """List the files below a folder by their paths in it; none where it is not there. Raises as `find`."""
    return {found.inside.as_posix() for found in find(url) if found.url != url}


def store(url: str, data: bytes) -> None:
    """Write a file so that it is there whole or not at all. Raises `OutputError`, `ResourceError`."""
    with _writing(url):
        scheme, _ = _taken_apart(url)
        files, path = _filesystem(url)
        if scheme in _STORES:
            files.pipe_file(path, data)
            return
        folder, _, name = path.rpartition("/")
        files.makedirs(folder, exist_ok=True)
        temporary = f"{folder}/{TEMPORARY}{hashlib.sha256(data).hexdigest()[:16]}-{name}"
        files.pipe_file(temporary, data)
        files.mv(temporary, path)


def remove(url: str) -> None:
    """Remove a file, if it is there. Raises `OutputError`, `ResourceError`."""
    with _writing(url):
        _taken_apart(url)
        files, path = _filesystem(url)
        with suppress(FileNotFoundError):
            files.rm_file(path)


def without_secrets(text: str) -> str:
    """Take out of a text with URLs what may let people in."""
    return shown(_QUERY.sub("", _USER.sub("", text)))


def _pieces(url: str, max_bytes: int) -> Iterator[bytes]:
    """Yield a file as it comes, in bounded time."""
    end = time.monotonic() + _SECONDS
    size = 0
    with _reading(url):
        scheme, _ = _taken_apart(url)
        files, path = _filesystem(url)
        options = {"block_size": 0} if scheme in _WEB else {}  # as a stream: not all servers give parts
        with files.open(path, "rb", **options) as stream:
            while piece := stream.read(_PIECE):
                size += len(piece)
                if size > max_bytes:
                    message = f"{without_secrets(url)} is larger than the limit of {max_bytes} bytes"
                    raise LimitExceeded(message)
                if time.monotonic() > end:
                    raise TimeoutError
                yield piece


@contextmanager
def _reading(url: str) -> Iterator[None]:
    """Make what a storage raises an `InputError`."""
    try:
        yield
    except (VbparseError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 (each kind of storage raises errors of its own)
        message = f"{without_secrets(url)} cannot be read: {_reason(error)}"
        raise InputError(message, hint=_CHECK) from None  # the cause may hold what may not be told


@contextmanager
def _writing(url: str) -> Iterator[None]:
    """Make what a storage raises an `OutputError`."""
    try:
        yield
    except (VbparseError, MemoryError):
        raise
    except Exception as error:  # noqa: BLE001 (as above)
        message = f"{without_secrets(url)} cannot be written: {_reason(error)}"
        raise OutputError(message, hint=_WRITE) from None


def _taken_apart(url: str) -> tuple[str, str]:
    """Give scheme and rest of a URL; refuses one that holds credentials."""
    scheme, _, rest = url.partition("://")
    scheme = scheme.lower()
    user = rest.partition("/")[0].rpartition("@")[0]
    parameters = (part.partition("=")[0].lower() for part in rest.partition("?")[2].split("&"))
    if ":" in user or (user and scheme in _WEB) or any(name.endswith(_SECRETS) for name in parameters):
        message = f"{without_secrets(url)}: the URL holds credentials"
        raise InputError(message, hint=_IN_URL)
    if "::" in url:
        message = f"{without_secrets(url)}: one URL leads through another"
        raise InputError(message, hint="Give the URL of the file itself.")
    return scheme, rest


def _filesystem(url: str) -> tuple[Any, str]:
    """Give fsspec's file system for a URL, and the path in it."""
    try:
        from fsspec.core import url_to_fs  # noqa: PLC0415 (an extra)
    except ImportError as error:
        message = f"{without_secrets(url)}: fsspec is not installed"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[remote]'") from error
    scheme = url.partition("://")[0].lower()
    try:
        files, path = url_to_fs(url, **_options(scheme))
    except ImportError as error:  # whose message names the package
        message = f"{scheme}:// needs a package that is not installed: {error}"
        raise ResourceError(message, hint="Install the package that is named.") from error
    return files, str(path)


def _options(scheme: str) -> dict[str, Any]:
    """Give the options by which servers that say nothing are given up, where they must be asked for."""
    if scheme in _WEB:
        from aiohttp import ClientTimeout  # noqa: PLC0415 (an extra)

        return {"client_kwargs": {"timeout": ClientTimeout(sock_connect=_SILENCE, sock_read=_SILENCE)}}
    return {"timeout": _SILENCE} if scheme in {"sftp", "ssh"} else {}


def _reason(error: Exception) -> str:
    kinds = {FileNotFoundError: "not found", PermissionError: "access denied", TimeoutError: "no answer in time"}
    for kind, words in kinds.items():
        if isinstance(error, kind):
            return words
    status = getattr(error, "status", None)  # of an answer on the web
    if isinstance(status, int):
        return f"the server answered {status}"
    return without_secrets(getattr(error, "strerror", None) or str(error) or type(error).__name__)[:200]
