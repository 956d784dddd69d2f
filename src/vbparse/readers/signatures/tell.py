"""From the signatures found to what is told of them, and the findings about them."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.patterns import compile_pattern
from vbparse.readers.signatures.cms import Statement, read_statement
from vbparse.readers.signatures.model import Change, DigitalSignature, Found, Stamp, State, Verdict
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.settings import Settings

_VIETNAM: Final = timezone(timedelta(hours=7))
"""Times are told in the zone that the decree prints them in: ISO 8601, +07:00 (Nghị định 30/2020/NĐ-CP, Phụ lục I,
box 14)."""
_WRITTEN: Final = compile_pattern(r"(?:D:)?(\d{14})(?:(Z)|([+-])(\d\d)'?(\d\d)?)?")
_PADDING: Final = b"\0\t\n\r\f "
"""What mail gateways leave behind a file."""
_CODES: Final[dict[State, str]] = {
    "modified": "SIGNATURE_MODIFIED",
    "resigned": "SIGNATURE_RESIGNED",
    "broken": "SIGNATURE_BROKEN",
    "invalid": "SIGNATURE_INVALID",
    "unreadable": "SIGNATURE_UNREADABLE",
}


class Told(NamedTuple):
    """Signatures in the order in which they were made, and what a person should look at."""

    signatures: tuple[DigitalSignature, ...] = ()
    findings: tuple[Diagnostic, ...] = ()


class _Read(NamedTuple):
    """A signature with what it states; `digest`: whether the signed bytes have the digest that it states."""

    found: Found
    statement: Statement | None
    digest: bool | None


def tell_signatures(
    data: bytes, found: Sequence[Found], stamps: Sequence[Stamp], settings: Settings, password: str | None = None
) -> Told:
    """Tell of the signatures `found` in a PDF file, those that cover less first; none is so bad that this fails.

    Raises `ResourceError` where the roots of trust that the settings name cannot be used.
    """
    reads = [_read(each, data) for each in found]
    if not reads:
        return Told()
    from vbparse.readers.signatures.check import check  # noqa: PLC0415 (signed files only)

    made = {read.found.span: _moment(read) for read in reads if read.statement is not None}
    checked = check(data, made, settings, password)
    verdicts = [checked.verdicts.get(read.found.span, Verdict()) for read in reads]
    states = _states(reads, verdicts, data)
    shown = _by_signature(reads, stamps)
    signatures = tuple(
        _told(read, state, verdict, stamp)._replace(checked_by=checked.by if verdict.valid is not None else None)
        for read, state, verdict, stamp in zip(reads, states, verdicts, shown, strict=True)
    )
    findings = [_finding(signature) for signature in signatures]
    if checked.why and any(signature.state == "unchecked" for signature in signatures):
        findings.append(Diagnostic(checked.why))
    return Told(signatures, tuple(finding for finding in findings if finding))


def _read(found: Found, data: bytes) -> _Read:
    try:
        statement = read_statement(found.contents) if found.span else None
    except ValueError:
        statement = None
    if statement is None or statement.algorithm is None or statement.digest is None:
        return _Read(found, statement, None)
    digest = hashlib.new(statement.algorithm, usedforsecurity=False)
    start, length, second, rest = found.span
    view = memoryview(data)
    digest.update(view[start : start + length])
    digest.update(view[second : second + rest])
    return _Read(found, statement, digest.digest() == statement.digest)


def _moment(read: _Read) -> datetime | None:
    """Give the time when a signature was made: as a time stamping authority says, else as its signer says."""
    written = _written_time(read.found.written)
    stated = read.statement or Statement()
    return stated.timestamp or (datetime.fromisoformat(written) if written and "+" in written else stated.time)


def _states(reads: Sequence[_Read], verdicts: Sequence[Verdict], data: bytes) -> list[State]:
    """Judge the signatures, the last one first: what it vouches for, those before it need not."""
    states: list[State] = []
    end = len(data.rstrip(_PADDING))
    vouched: State | None = None
    for read, verdict in zip(reversed(reads), reversed(verdicts), strict=True):
        state = _own_state(read, verdict)
        covers = read.found.end >= end
        if state in {"intact", "unchecked"}:
            if covers or verdict.change == "proofs":
                vouched = vouched or state
            else:
                state = _state_of_earlier(vouched, verdict.change)
        states.append(state)
    return states[::-1]


def _state_of_earlier(vouched: State | None, change: Change | None) -> State:
    """Judge a signature behind which the file goes on; `vouched` is the state of one that covers the whole file."""
    if vouched is None:
        return "modified"
    if change is None or vouched == "unchecked":
        return "unchecked"
    return "extended" if change == "fields" else "resigned"


def _own_state(read: _Read, verdict: Verdict) -> State:
    """Judge a signature by the bytes that it covers."""
    if read.statement is None:
        return "unreadable"
    if read.digest is False:
        return "broken"
    if verdict.valid is None:
        return "unchecked"
    return "intact" if verdict.valid else "invalid"


def _told(read: _Read, state: State, verdict: Verdict, stamp: Stamp | None) -> DigitalSignature:
    statement = read.statement or Statement()
    written = _written_time(read.found.written)
    return DigitalSignature(
        state,
        "timestamp" if statement.is_timestamp else "signature",
        read.found.field or (stamp.field if stamp else ""),
        statement.signer,
        statement.organisation,
        written or _iso(statement.time or statement.timestamp),
        _iso(statement.timestamp),
        verdict.trusted,
        stamp=stamp,
    )


def _finding(signature: DigitalSignature) -> Diagnostic | None:
    code = _CODES.get(signature.state)
    if code is None and signature.trusted is False:
        code = "SIGNATURE_UNTRUSTED"
    name = signature.signer or signature.field or "?"
    return Diagnostic(code, values={"signer": name}) if code else None


def _by_signature(reads: Sequence[_Read], stamps: Sequence[Stamp]) -> list[Stamp | None]:
    """Give each signature the stamp of its field; the only one needs no name."""
    if len(reads) == 1 and len(stamps) == 1:
        return [stamps[0]]
    named = {stamp.field: stamp for stamp in stamps if stamp.field}
    return [named.get(read.found.field) for read in reads]


def _written_time(text: str) -> str | None:
    """Read the time of a signature dictionary: `D:20240217160533+07'00'`; one without a zone stays without."""
    found = _WRITTEN.match(text)
    if found is None:
        return None
    digits, utc, sign, hours, minutes = found.groups()
    try:
        moment = datetime.strptime(digits, "%Y%m%d%H%M%S")  # noqa: DTZ007 (the zone follows)
        if utc or sign:
            offset = timedelta(hours=int(hours or 0), minutes=int(minutes or 0)) * (-1 if sign == "-" else 1)
            return _iso(moment.replace(tzinfo=timezone(offset)))
    except ValueError:
        return None
    return moment.isoformat()


def _iso(moment: datetime | None) -> str | None:
    try:
        return None if moment is None else moment.astimezone(_VIETNAM).isoformat(timespec="seconds")
    except OverflowError:  # the first or last day of all
        return None
