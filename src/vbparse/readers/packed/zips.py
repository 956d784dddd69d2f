"""ZIP files, opened so that neither a bomb nor a broken directory can do harm."""

from __future__ import annotations

import io
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, EncryptedInput, LimitExceeded, UnsupportedInput

if TYPE_CHECKING:
    from collections.abc import Iterator
    from zipfile import ZipFile, ZipInfo

MOST_MEMBERS: Final = 20_000
"""Files in one package or archive; its directory is held in memory."""
_ENCRYPTED: Final = 1
"""Bit of a member's flags."""
_AES: Final = 99
"""The number that WinZip writes as the compression of members locked with AES."""
_UNPACK: Final = "Unpack it with the password, and give the documents inside."


def open_zip(data: bytes, name: str) -> ZipFile:
    """Open a ZIP; raises `DamagedInput` for a broken one, `LimitExceeded` for one with too many files."""
    import zipfile  # noqa: PLC0415 (only packages and archives need it)

    with _told(name):
        archive = zipfile.ZipFile(io.BytesIO(data))
    if len(archive.filelist) > MOST_MEMBERS:
        message = f"{name} holds {len(archive.filelist)} files, more than the limit of {MOST_MEMBERS}"
        raise LimitExceeded(message, hint="Unpack it and give the documents inside.")
    return archive


def is_encrypted(info: ZipInfo) -> bool:
    """Tell whether a member needs a password."""
    return bool(info.flag_bits & _ENCRYPTED)


def read_member(archive: ZipFile, info: ZipInfo, most: int, password: str | None = None) -> bytes:
    """Unpack one member, of at most `most` bytes.

    Raises `LimitExceeded` before more than that is unpacked, `EncryptedInput` where the password is missing or
    wrong, or the lock is one that cannot be opened here, `DamagedInput` where the packing is broken.
    """
    if info.file_size > most:
        message = f"{info.filename} has {info.file_size} bytes when unpacked, more than the limit of {most}"
        raise LimitExceeded(message)
    if is_encrypted(info) and (password is None or info.compress_type == _AES):
        message = f"{info.filename} is locked with a password"
        raise EncryptedInput(message, hint=_UNPACK if info.compress_type == _AES else None)
    try:
        with _told(info.filename), archive.open(info, pwd=_key(info, password)) as stream:
            data = stream.read(most + 1)
    except RuntimeError as error:  # what zipfile raises for a wrong password
        message = f"{info.filename} is not opened by the password given"
        raise EncryptedInput(message, hint="Check the password and its case, and give it again.") from error
    if len(data) > most:
        message = f"{info.filename} has more bytes when unpacked than the limit of {most}"
        raise LimitExceeded(message)
    return data


def _key(info: ZipInfo, password: str | None) -> bytes | None:
    return password.encode() if password and is_encrypted(info) else None


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn what zipfile raises into errors of our own."""
    import struct  # noqa: PLC0415
    import zipfile  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    try:
        yield
    except NotImplementedError as error:
        message = f"{name} is packed in a way that cannot be read: {error}"
        raise UnsupportedInput(message, hint="Unpack it and give the documents inside.") from error
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, ValueError, OverflowError, OSError) as error:
        message = f"{name} is damaged: {error}"
        raise DamagedInput(message) from error
