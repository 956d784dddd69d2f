"""What is told of a digital signature (chữ ký số)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.geometry import Box

Kind = Literal["signature", "timestamp"]
Change = Literal["proofs", "fields", "other"]
State = Literal["intact", "extended", "resigned", "modified", "broken", "invalid", "unchecked", "unreadable"]

INTACT: Final[dict[State, bool]] = {
    "intact": True,
    "extended": True,
    "resigned": False,
    "modified": False,
    "broken": False,
}
"""Whether the bytes are as signed, where that is known."""


class Stamp(NamedTuple):
    """Where the field of a signature shows something: page from 1, displayed box in points, name of the field."""

    page: int
    box: Box
    field: str


class Found(NamedTuple):
    """A signature as it stands in the file.

    `span` is its byte range (start, length, start, length), empty where that is not sound; `contents` is its CMS
    object; `written` is the time in its dictionary (`D:20240217160533+07'00'`); `field` is its field's name.
    """

    span: tuple[int, ...]
    contents: bytes
    written: str = ""
    field: str = ""

    @property
    def end(self) -> int:
        """Give the place after the last signed byte."""
        return self.span[2] + self.span[3] if self.span else 0


class Verdict(NamedTuple):
    """What a check of the cryptography says; None where it could not tell.

    `valid`: the signature was made with the key of its certificate over what it holds; `change`: what the bytes
    added to the file since change: its proofs only (time stamps, revocation lists), form fields (further
    signatures among them), or anything.
    """

    valid: bool | None = None
    change: Change | None = None
    trusted: bool | None = None


class DigitalSignature(NamedTuple):
    """A signature as told; times are ISO with their zone.

    `state` is one of:

    - `intact`: the file is as it was signed;
    - `extended`: its fields were filled in further (number, day, signatures), and a later signature covers that;
    - `resigned`: it was changed otherwise after signing, and a later signature covers that;
    - `modified`: it was changed after signing, and nobody signed that;
    - `broken`: the signed bytes are not those that were signed;
    - `invalid`: the signature itself does not fit its certificate, so nobody vouches for the bytes;
    - `unchecked`: the digest fits, the signature could not be checked;
    - `unreadable`: the signature is malformed.
    """

    state: State
    kind: Kind = "signature"
    field: str = ""
    signer: str | None = None
    organisation: str | None = None
    time: str | None = None
    timestamp: str | None = None
    trusted: bool | None = None
    checked_by: str | None = None
    stamp: Stamp | None = None
