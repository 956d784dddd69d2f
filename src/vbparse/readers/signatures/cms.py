"""What a signature's CMS object says of itself (RFC 5652, RFC 3161): signer, times, the digest that it vouches for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.readers.signatures.der import FIRST, INTEGER, OID, SEQUENCE, SET, Element, Malformed, parse
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_PKCS9: Final = bytes.fromhex("2a864886f70d0109")
_MESSAGE_DIGEST: Final = _PKCS9 + b"\x04"
_SIGNING_TIME: Final = _PKCS9 + b"\x05"
_TIME_TOKEN: Final = _PKCS9 + bytes.fromhex("10020e")
_TIME_INFO: Final = _PKCS9 + bytes.fromhex("100104")
_SIGNED_DATA: Final = bytes.fromhex("2a864886f70d010702")
_NAME: Final = b"\x55\x04\x03"
_ORGANISATION: Final = b"\x55\x04\x0a"
_DIGESTS: Final = {
    bytes.fromhex("2b0e03021a"): "sha1",
    bytes.fromhex("608648016503040201"): "sha256",
    bytes.fromhex("608648016503040202"): "sha384",
    bytes.fromhex("608648016503040203"): "sha512",
}


class Statement(NamedTuple):
    """What a CMS object states; None where it does not.

    `digest` is that of the signed bytes by the algorithm `algorithm` (a name of hashlib's); `time` is what the
    signer's clock said, `timestamp` what a time stamping authority says; `is_timestamp` tells that the object is
    such an authority's own.
    """

    signer: str | None = None
    organisation: str | None = None
    time: datetime | None = None
    timestamp: datetime | None = None
    algorithm: str | None = None
    digest: bytes | None = None
    is_timestamp: bool = False


def read_statement(contents: bytes) -> Statement:
    """Read the CMS object of a signature, behind which zeros may stand. Raises `ValueError` for one that is malformed."""
    return _read(contents, nested=False)


def _read(contents: bytes, *, nested: bool) -> Statement:
    kind, body = _members(parse(contents), 2)[:2]
    if kind.content != _SIGNED_DATA:
        raise Malformed
    _, _, inner, *others = _members(_only(body), 4)
    certificates = next((part.members() for part in others if part.tag == FIRST), [])
    info = _only(others[-1])
    parts = _members(info, 4)
    names = _signer(parts[1], certificates)
    known = _attributes(parts, FIRST)
    algorithm = _DIGESTS.get(_members(parts[2], 1)[0].content)
    stated = Statement(
        names.get(_NAME), names.get(_ORGANISATION), time=_moment(known.get(_SIGNING_TIME)), algorithm=algorithm
    )
    if _members(inner, 1)[0].content == _TIME_INFO:
        return _read_time_info(stated, inner)
    digest = known.get(_MESSAGE_DIGEST)
    token = None if nested else _attributes(parts, FIRST + 1).get(_TIME_TOKEN)
    return stated._replace(digest=digest.octets() if digest else None, timestamp=_token_time(token))


def _read_time_info(stated: Statement, inner: Element) -> Statement:
    """Read what a time stamping authority vouches for: digest and time (RFC 3161, TSTInfo)."""
    wrapped = _members(inner, 2)[1]
    _, _, imprint, _, moment = _members(parse(_only(wrapped).octets()), 5)[:5]
    method, digest = _members(imprint, 2)[:2]
    return stated._replace(
        algorithm=_DIGESTS.get(_members(method, 1)[0].content),
        digest=digest.octets(),
        timestamp=moment.moment(),
        is_timestamp=True,
    )


def _token_time(token: Element | None) -> datetime | None:
    """Give the time of a time stamp inside a signature; None for one that cannot be read."""
    if token is None:
        return None
    try:
        return _read(token.whole, nested=True).timestamp
    except ValueError:
        return None


def _signer(identifier: Element, certificates: Sequence[Element]) -> dict[bytes, str]:
    """Give the subject's names from the certificate that the signer identifies by issuer and serial number.

    One that is identified by its key is the first whose extensions hold that key's name.
    """
    if identifier.tag == SEQUENCE:
        issuer, serial = (part.content for part in _members(identifier, 2)[:2])
        for certificate in certificates:
            fields = _fields(certificate)
            if fields and fields[0].content == serial and fields[2].content == issuer:
                return _names(fields[4])
        return {}
    key = identifier.content
    return next((_names(fields[4]) for each in certificates if key in each.content and (fields := _fields(each))), {})


def _fields(certificate: Element) -> list[Element]:
    """Give serial number, algorithm, issuer, validity, subject, ... of a certificate (X.509); none for another thing."""
    if certificate.tag != SEQUENCE:
        return []
    fields = _members(_members(certificate, 1)[0], 5)
    if fields[0].tag == FIRST:
        fields = fields[1:]
    return fields if len(fields) > 4 and fields[0].tag == INTEGER else []  # noqa: PLR2004 (up to the subject)


def _names(subject: Element) -> dict[bytes, str]:
    """Give common name and organisation of a subject; the last of several organisations is the widest."""
    found: dict[bytes, str] = {}
    for part in subject.members():
        for pair in part.members():
            key, value = _members(pair, 2)[:2]
            if key.content in {_NAME, _ORGANISATION} and (text := value.text()):
                found.setdefault(key.content, text)
    return found


def _attributes(parts: Sequence[Element], tag: int) -> dict[bytes, Element]:
    """Give the first value of each attribute in the member with this tag."""
    found: dict[bytes, Element] = {}
    for part in parts[3:]:
        if part.tag != tag:
            continue
        for attribute in part.members():
            key, values = _members(attribute, 2)[:2]
            if key.tag == OID and values.tag == SET and (inside := values.members()):
                found.setdefault(key.content, inside[0])
    return found


def _moment(value: Element | None) -> datetime | None:
    return value.moment() if value else None


def _members(element: Element, least: int) -> list[Element]:
    members = element.members()
    if len(members) < least:
        raise Malformed
    return members


def _only(element: Element) -> Element:
    return _members(element, 1)[0]
