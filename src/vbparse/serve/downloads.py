"""Answers that a browser stores: under a name that is safe everywhere, and never shown as a page of this server."""

from __future__ import annotations

import unicodedata
from pathlib import PurePath
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from starlette.responses import FileResponse, Response

from vbparse.output import safe_name

if TYPE_CHECKING:
    from pathlib import Path

MEDIA_TYPES: Final = {
    ".csv": "text/csv; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".json": "application/json",
    ".jsonl": "application/x-ndjson",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".tif": "image/tiff",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".xml": "application/xml",
}
"""By the endings of names; what is none of these is sent as bytes that mean nothing to a browser."""
BYTES: Final = "application/octet-stream"
_BARS: Final = str.maketrans("đĐ", "dD")
_SANDBOX: Final = "default-src 'none'; sandbox"


def disposition(name: str) -> str:
    """Give the header that has a browser store an answer under a name (RFC 6266), in letters that all know, and in its own."""
    stem, dot, suffix = name.rpartition(".")
    suffix = dot + "".join(filter(str.isalnum, suffix)) if stem else ""
    safe = safe_name(stem or name) + suffix
    bare = unicodedata.normalize("NFD", safe.translate(_BARS))
    plain = "".join(
        char if char.isalnum() or char in "-_. " else "_" for char in bare if not unicodedata.combining(char)
    )
    ascii_only = plain.encode("ascii", "replace").decode().replace("?", "_")
    return f"attachment; filename=\"{ascii_only}\"; filename*=UTF-8''{quote(safe, safe='')}"


def download(data: bytes, name: str) -> Response:
    """Answer with bytes that a browser is to store."""
    media_type = MEDIA_TYPES.get(PurePath(name).suffix.lower(), BYTES)
    return Response(data, media_type=media_type, headers=_headers(name))


def download_file(path: Path, name: str) -> Response:
    """Answer with a file that a browser is to store."""
    return FileResponse(path, media_type=_file_type(name), headers=_headers(name))


def download_document(data: bytes, name: str) -> Response:
    """Answer with the bytes of a document that a browser is to store."""
    return Response(data, media_type=_file_type(name), headers=_headers(name))


def _file_type(name: str) -> str:
    """Give the media type of a document: none that a browser would run anything of."""
    suffix = PurePath(name).suffix.lower()
    return MEDIA_TYPES[suffix] if suffix in {".pdf", ".docx", ".png", ".jpg", ".tif"} else BYTES


def _headers(name: str) -> dict[str, str]:
    return {"content-disposition": disposition(name), "content-security-policy": _SANDBOX}
