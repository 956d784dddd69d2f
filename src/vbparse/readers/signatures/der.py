"""ASN.1 as certificates and signatures are written in (X.690): elements, one inside the other.

A signature is read without a library for it, so that signer and time are told by every install, at no cost.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final
from unicodedata import normalize

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

INTEGER: Final = 0x02
OCTETS: Final = 0x04
OID: Final = 0x06
SEQUENCE: Final = 0x30
SET: Final = 0x31
FIRST: Final = 0xA0
"""A member tagged [0]; [1] follows."""

_UTC_TIME: Final = 0x17
_LONG_TIME: Final = 0x18
_ENCODINGS: Final = {0x0C: "utf-8", 0x13: "ascii", 0x14: "latin-1", 0x16: "ascii", 0x1C: "utf-32-be", 0x1E: "utf-16-be"}
_HIGH_TAG: Final = 0x1F
_LONG: Final = 0x80
_CONSTRUCTED: Final = 0x20
_MOST_LENGTH_BYTES: Final = 4
_DEEPEST: Final = 40
_MOST: Final = 20_000
"""Members of one element."""
_LONGEST_TEXT: Final = 400


class Malformed(ValueError):
    """The bytes are no ASN.1."""


class Element(NamedTuple):
    """An element of `data`: its tag, where it starts (with its head), where its content starts and stops, its end."""

    data: bytes
    tag: int
    start: int
    first: int
    stop: int
    end: int

    @property
    def content(self) -> bytes:
        """The content's bytes."""
        return self.data[self.first : self.stop]

    @property
    def whole(self) -> bytes:
        """The element's bytes, with its head."""
        return self.data[self.start : self.end]

    def members(self) -> list[Element]:
        """Give the elements inside. Raises `Malformed`."""
        return list(_members(self.data, self.first, self.stop, 0))

    def octets(self) -> bytes:
        """Give the content of a string of bytes, which BER may cut into pieces."""
        if not self.tag & _CONSTRUCTED:
            return self.content
        return b"".join(piece.content for piece in self.members())

    def text(self) -> str | None:
        """Give a string as printable NFC text; None where it is none, or blank."""
        encoding = _ENCODINGS.get(self.tag)
        if encoding is None:
            return None
        plain = normalize("NFC", self.content[:_LONGEST_TEXT].decode(encoding, "ignore"))
        return "".join(char for char in plain if char.isprintable()).strip() or None

    def moment(self) -> datetime | None:
        """Give a time; None where it is none that exists."""
        forms = {_UTC_TIME: "%y%m%d%H%M%S", _LONG_TIME: "%Y%m%d%H%M%S"}
        if self.tag not in forms:
            return None
        digits = self.content[:20].decode("ascii", "ignore").rstrip("Z").partition(".")[0]
        try:
            return datetime.strptime(digits, forms[self.tag]).replace(tzinfo=UTC)
        except ValueError:
            return None


def parse(data: bytes) -> Element:
    """Read the first element of some bytes. Raises `Malformed`."""
    return _read(data, 0, len(data), 0)


def _members(data: bytes, at: int, stop: int, depth: int) -> Iterator[Element]:
    for _ in range(_MOST):
        if at >= stop:
            return
        element = _read(data, at, stop, depth)
        yield element
        at = element.end
    raise Malformed


def _read(data: bytes, at: int, stop: int, depth: int) -> Element:
    if at + 2 > stop or data[at] & _HIGH_TAG == _HIGH_TAG or depth > _DEEPEST:
        raise Malformed
    tag, length, first = data[at], data[at + 1], at + 2
    if length == _LONG:
        return _read_open(data, at, stop, depth)
    if length > _LONG:
        count = length - _LONG
        if count > _MOST_LENGTH_BYTES or first + count > stop:
            raise Malformed
        length = int.from_bytes(data[first : first + count], "big")
        first += count
    if first + length > stop:
        raise Malformed
    return Element(data, tag, at, first, first + length, first + length)


def _read_open(data: bytes, start: int, stop: int, depth: int) -> Element:
    """Read an element without a length, which two zero bytes end (BER)."""
    at = start + 2
    for _ in range(_MOST):
        if data[at : at + 2] == b"\0\0" and at + 2 <= stop:
            return Element(data, data[start], start, start + 2, at, at + 2)
        at = _read(data, at, stop, depth + 1).end
    raise Malformed
