"""Files that hold documents: ZIP archives, and e-mail with attachments.

A document inside has the name `archive.zip!/folder/plan.pdf`. Nothing is ever unpacked to disk; names that
would lead out of a folder, and links, are refused.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, InputError, LimitExceeded, UnsupportedInput, VbparseError
from vbparse.patterns import compile_pattern
from vbparse.readers.foreign import recognise
from vbparse.readers.packed.zips import open_zip, read_member
from vbparse.readers.source import INSIDE
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from email.message import EmailMessage
    from zipfile import ZipFile, ZipInfo

DEEPEST: Final = 3
"""Containers in containers: an archive of archives of mails is the deepest that is opened."""
KINDS: Final = frozenset({"zip", "mail"})
SUFFIXES: Final = (".zip", ".eml", ".mht", ".mhtml")
DOCUMENTS: Final = (
    ".pdf", ".docx", ".docm", ".dotx", ".dotm", ".doc", ".dot", ".rtf", ".odt", ".ott", ".html", ".htm", ".txt", ".text",
    ".tif", ".tiff", ".png", ".jpg", ".jpeg", *SUFFIXES,
)  # fmt: skip
"""Names of documents end so; a container's other files (tables, signatures, thumbnails) are none."""

_LEADS_OUT = compile_pattern(r"^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)")
_HIDDEN = compile_pattern(r"(?:^|/)(?:\.[^./]|__MACOSX/|Thumbs\.db$|~\$)")
_LINK: Final = 0o120000
_TYPE_BITS: Final = 0o170000
_NAMELESS: Final = "message.html"
"""The page of a web archive (MHTML), which is a mail without attachments."""


class Member(NamedTuple):
    """A document inside a container; `refusal` says why it is not read, if it is not."""

    name: str
    refusal: str | None = None


def list_members(data: bytes, name: str) -> tuple[Member, ...]:
    """List the documents directly inside a container called `name`.

    Raises `DamagedInput`, `LimitExceeded`, `UnsupportedInput` for a file that is no container.
    """
    if _kind(data, name) == "mail":
        return _documents(Member(inner) for inner, _ in _attachments(data))
    with open_zip(data, name) as archive:
        return _documents(_zipped(archive))


def read_all(data: bytes, name: str, *, most: int) -> Iterator[tuple[Member, bytes | VbparseError]]:
    """Yield the documents directly inside a container called `name`, each with its bytes or why it cannot be read.

    The container is gone through once, however many documents it holds. Raises what `list_members` raises.
    """
    if _kind(data, name) == "mail":
        parts = dict(_attachments(data))
        for member in _documents(map(Member, parts)):
            yield member, _tried(_decoded, parts[member.name], member.name, name, most)
        return
    with open_zip(data, name) as archive:
        members = _zipped(archive)
        for member in _documents(members):
            if member.refusal:
                yield member, _refused(name, member.name, member.refusal)
            else:
                yield member, _tried(read_member, archive, members[member], most)


def read_inside(data: bytes, name: str, path: str, *, most: int, password: str | None = None) -> bytes:
    """Give the bytes of the document at `path` (`inner.zip!/plan.pdf`) inside the container called `name`.

    Raises an `InputError` where it is not there, is refused or locked, `LimitExceeded` where it has more than
    `most` bytes or lies too deep.
    """
    for depth, inner in enumerate(path.split(INSIDE), 1):
        check_depth(depth, name)
        data = _read_one(data, name, inner, most, password)
        name = f"{name}{INSIDE}{inner}"
    return data


def check_depth(depth: int, name: str) -> None:
    """Raise `LimitExceeded` for a container too deep in others."""
    if depth > DEEPEST:
        message = f"{name} lies more than {DEEPEST} archives deep"
        raise LimitExceeded(message, hint="Unpack it and give the documents inside.")


def is_container(data: bytes) -> bool:
    """Tell whether a file holds documents."""
    foreign = recognise(data)
    return foreign is not None and foreign.kind in KINDS


def _kind(data: bytes, name: str) -> str:
    foreign = recognise(data)
    if foreign is None or foreign.kind not in KINDS:
        message = f"{name} is no archive and no mail"
        raise UnsupportedInput(message)
    return foreign.kind


def _read_one(data: bytes, name: str, inner: str, most: int, password: str | None) -> bytes:
    """Give the bytes of a document directly inside a container, whose directory is read once."""
    if _kind(data, name) == "mail":
        parts = dict(_attachments(data))
        return _decoded(parts[_named(_documents(map(Member, parts)), name, inner).name], inner, name, most)
    with open_zip(data, name) as archive:
        members = _zipped(archive)
        return read_member(archive, members[_named(_documents(members), name, inner)], most, password)


def _named(members: Iterable[Member], name: str, inner: str) -> Member:
    """Find a document of a container. Raises `InputError` where it is not there or is refused."""
    found = next((member for member in members if inner in {member.name, member.name.lstrip("/")}), None)
    if found is None or found.refusal:
        raise _refused(name, inner, found and found.refusal)
    return found


def _documents(members: Iterable[Member]) -> tuple[Member, ...]:
    """Leave out what is no document by its name; a single file is one whatever its name."""
    found = tuple(members)
    documents = tuple(member for member in found if posixpath.splitext(member.name)[1].lower() in DOCUMENTS)
    return documents or (found if len(found) == 1 else ())


def _zipped(archive: ZipFile) -> dict[Member, ZipInfo]:
    """List the files of an archive; of several of one name only the first is ever read."""
    found: dict[Member, ZipInfo] = {}
    for info in archive.infolist():
        if not info.is_dir() and not _HIDDEN.search(info.filename):
            found.setdefault(Member(info.filename, _refusal(info)), info)
    return found


def _refused(name: str, inner: str, refusal: str | None) -> InputError:
    message = f"{inner} in {name} {refusal}" if refusal else f"{name} has no document {inner}"
    return InputError(message, hint="Unpack it and give the documents inside.")


def _tried(read: Callable[..., bytes], *given: object) -> bytes | VbparseError:
    try:
        return read(*given)
    except VbparseError as error:
        return error


def _refusal(info: ZipInfo) -> str | None:
    if _LEADS_OUT.search(info.filename):
        return "has a name that leads out of its folder"
    if info.external_attr >> 16 & _TYPE_BITS == _LINK:
        return "is a link"
    return None


def _decoded(part: EmailMessage, inner: str, name: str, most: int) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        message = f"{inner} in {name} cannot be decoded"
        raise DamagedInput(message)
    if len(content) > most:
        message = f"{inner} in {name} is larger than the limit of {most} bytes"
        raise LimitExceeded(message)
    return content


def _attachments(data: bytes) -> list[tuple[str, EmailMessage]]:
    """List the attachments of a mail with their names; of a web archive, its page."""
    from email import policy  # noqa: PLC0415 (only a mail needs it)
    from email.parser import BytesParser  # noqa: PLC0415

    try:
        parts = [part for part in BytesParser(policy=policy.default).parsebytes(data).walk() if not part.is_multipart()]
        named = [(part.get_filename() or "", part) for part in parts]
        pages = [part for part in parts if part.get_content_type() == "text/html"]
    except (ValueError, LookupError, AttributeError, IndexError, TypeError, RecursionError) as error:
        message = f"the mail is damaged: {error}"
        raise DamagedInput(message) from error
    found: dict[str, EmailMessage] = {}
    for name, part in named:
        if name:
            found.setdefault(name.replace("\\", "/").rpartition("/")[2], part)
    if not found and len(pages) == 1:
        found[_NAMELESS] = pages[0]
    return list(found.items())
