"""A ZIP archive or a mail that holds one document: it is read as that document."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import EmptyInput, EncryptedInput, InputError
from vbparse.readers.pages import Lines
from vbparse.readers.source import INSIDE, Source

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.readers.packed.containers import Member
    from vbparse.readers.pages import Pages
    from vbparse.settings import Settings

SUFFIXES: Final = (".zip", ".eml", ".mht", ".mhtml")
MEDIA_TYPE: Final = "application/zip"
KINDS: Final = {"zip": MEDIA_TYPE, "mail": "message/rfc822"}
_SHOWN: Final = 5
_SEVERAL: Final = "Read all of them with `vbparse batch`, or one by its name: ARCHIVE!/DOCUMENT."


def sniff(head: bytes) -> bool:  # noqa: ARG001 (a ZIP may be a Word document: see `KINDS`)
    """Never tell by the first bytes: see `KINDS`."""
    return False


def read(source: Source, settings: Settings, password: str | None = None) -> Pages | Lines:
    """Read the one document inside; those that are refused or locked are noted.

    Raises `InputError` for several documents, `EmptyInput` for none, `EncryptedInput` where all are locked,
    `LimitExceeded` for archives in archives.
    """
    from vbparse.readers.packed.containers import check_depth, list_members, read_inside  # noqa: PLC0415
    from vbparse.readers.registry import read_source  # noqa: PLC0415 (which knows this reader)

    check_depth(source.name.count(INSIDE) + 1, source.name)
    members = list_members(source.data, source.name)
    readable: list[tuple[Member, bytes]] = []
    refused = [member for member in members if member.refusal]
    locked: EncryptedInput | None = None
    for member in members:
        if member.refusal:
            continue
        if len(readable) > 1:
            _refuse_several(source.name, members)
        try:
            most = settings.max_bytes
            data = read_inside(source.data, source.name, member.name, most=most, password=password)
        except EncryptedInput as error:
            locked = error
            refused.append(member._replace(refusal="is locked with a password"))
        else:
            readable.append((member, data))
    if len(readable) > 1:
        _refuse_several(source.name, members)
    if not readable:
        if locked is not None:
            raise locked
        message = f"{source.name} holds no document that can be read"
        raise EmptyInput(message)
    member, data = readable[0]
    inner = Source(f"{source.name}{INSIDE}{member.name}", data, hashlib.sha256(data).hexdigest())
    content = read_source(inner, settings, password=password).content
    return _with(content, [Diagnostic("ARCHIVE_MEMBER", values={"member": member.name}), *map(_note, refused)])


def _note(member: Member) -> Diagnostic:
    return Diagnostic("ARCHIVE_MEMBER_REFUSED", values={"member": member.name, "reason": member.refusal or ""})


def _refuse_several(name: str, members: Sequence[Member]) -> None:
    names = [member.name for member in members if not member.refusal]
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    message = f"{name} holds {len(names)} documents: {', '.join(names[:_SHOWN])}{more}"
    raise InputError(message, hint=_SEVERAL)


def _with(content: Pages | Lines, findings: list[Diagnostic]) -> Pages | Lines:
    """Add findings in front; those of a paged document grow while it is read, so they are added in place."""
    if isinstance(content, Lines):
        return content._replace(diagnostics=(*findings, *content.diagnostics))
    if isinstance(content.diagnostics, list):
        content.diagnostics[:0] = findings
    return content
