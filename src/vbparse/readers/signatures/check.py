"""Checks signatures with pyHanko (`pip install 'vbparse[sign]'`), offline: no lists or answers are fetched."""

from __future__ import annotations

import hashlib
import io
import time
from contextlib import suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import ResourceError
from vbparse.readers.signatures.model import Change, Verdict
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Coroutine, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from vbparse.settings import Settings

    Span = tuple[int, ...]

_SECONDS: Final = 20.0
"""After so many seconds no further signature is checked (what one costs is bounded by the file's size)."""
_MOST_ADDED: Final = 20_000_000
"""Bytes written behind a signature that are looked through for what they change; more is a change."""
_INSTALL: Final = "Install it: pip install 'vbparse[sign]'"
_FAULTS: Final = (
    ArithmeticError, AssertionError, AttributeError, EOFError, LookupError, NotImplementedError, OSError,
    RecursionError, TypeError, ValueError,
)  # fmt: skip
"""What the library and those below it raise for a malformed signature, besides errors of their own."""


class Checked(NamedTuple):
    """Verdicts by the byte range of the signature, who gave them, and the code of the finding that says why some are missing."""

    verdicts: Mapping[Span, Verdict]
    by: str | None = None
    why: str | None = None


def check(data: bytes, made: Mapping[Span, datetime | None], settings: Settings, password: str | None) -> Checked:
    """Check the signatures of a PDF file, given by their byte ranges, each with the time when it was made.

    Raises `ResourceError` for roots of trust that cannot be used.
    """
    if not settings.check_signatures:
        return Checked({})
    if find_spec("pyhanko") is None:
        if settings.trust:
            message = "signatures cannot be checked against roots of trust: pyHanko is not installed"
            raise ResourceError(message, hint=_INSTALL)
        return Checked({}, why="SIGNATURE_NOT_CHECKED")
    from importlib.metadata import version  # noqa: PLC0415 (signed files only)

    _quiet()
    roots = _load_roots(settings.trust)
    verdicts: dict[Span, Verdict] = {}
    with suppress(*_errors()):  # the verdicts so far stand
        verdicts.update(_verdicts(_embedded(data, password), data, made, roots))
    return Checked(verdicts, f"pyHanko {version('pyhanko')}", "SIGNATURE_UNCHECKED")


def _embedded(data: bytes, password: str | None) -> list[Any]:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415

    reader = PdfFileReader(io.BytesIO(data), strict=False)
    if reader.encrypted:
        reader.decrypt(password or "")
    return list(reader.embedded_signatures)


def _verdicts(
    embedded: Sequence[Any], data: bytes, moments: Mapping[Span, datetime | None], roots: Sequence[Any]
) -> Iterator[tuple[Span, Verdict]]:
    deadline = time.monotonic() + _SECONDS
    errors = _errors()
    change: Change | None = None
    for signature in embedded:
        if time.monotonic() > deadline:
            return
        with suppress(*errors):
            span = tuple(int(number) for number in signature.byte_range)
            if span in moments:
                valid = _is_valid(signature)
                added = len(data) - span[2] - span[3]
                if valid and added and (change != "fields" or signature is embedded[-1]):
                    change = _change(signature, added)  # where an earlier one has fields only, so have the next
                trusted = _is_trusted(signature, roots, moments[span]) if valid and roots else None
                yield span, Verdict(valid, change if valid and added else None, trusted)


def _is_valid(signature: Any) -> bool:
    """Tell whether the signature over its attributes is right, and the digest that they hold.

    A time stamp's own digest is that of its statement, which holds the digest of the file.
    """
    from pyhanko.sign.validation.generic_cms import validate_sig_integrity  # noqa: PLC0415

    inner = signature.signed_data["encap_content_info"]
    kind = inner["content_type"].native
    if kind == "tst_info":
        digest = hashlib.new(signature.md_algorithm, inner["content"].contents, usedforsecurity=False).digest()
    else:
        digest = signature.compute_digest()
    return all(
        validate_sig_integrity(
            signature.signer_info, signature.signer_cert, expected_content_type=kind, actual_digest=digest
        )
    )


def _change(signature: Any, added: int) -> Change:
    """Tell what the bytes that were added behind a signature change."""
    from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel  # noqa: PLC0415
    from pyhanko.sign.validation import SignatureCoverageLevel  # noqa: PLC0415

    if added > _MOST_ADDED:
        return "other"
    signature.compute_digest()
    signature.coverage = signature.evaluate_signature_coverage()
    if signature.coverage < SignatureCoverageLevel.ENTIRE_REVISION:
        return "other"
    if signature.signed_revision == signature.reader.total_revisions - 1:
        return "other"  # bytes that are no revision for this library may be one for another
    result = signature.evaluate_modifications(DEFAULT_DIFF_POLICY)
    level = getattr(result, "modification_level", ModificationLevel.OTHER)  # a failed comparison has none
    if level <= ModificationLevel.LTA_UPDATES:
        return "proofs"
    return "fields" if level <= ModificationLevel.FORM_FILLING else "other"


def _is_trusted(signature: Any, roots: Sequence[Any], moment: datetime | None) -> bool:
    """Tell whether the chain of a certificate ended at one of the roots when the signature was made.

    SHA-1 is allowed: nearly all signatures up to 2025 use it. Whether a certificate had been revoked is not asked.
    """
    from pyhanko_certvalidator import CertificateValidator, ValidationContext  # noqa: PLC0415
    from pyhanko_certvalidator.errors import PathError, ValidationError  # noqa: PLC0415

    context = ValidationContext(
        trust_roots=roots,
        other_certs=signature.other_embedded_certs,
        allow_fetching=False,
        moment=moment,
        weak_hash_algos={"md2", "md5"},
    )
    validator = CertificateValidator(signature.signer_cert, validation_context=context)
    try:
        _run(validator.async_validate_usage(set()))  # type: ignore[no-untyped-call]
    except (PathError, ValidationError):
        return False
    return True


def _run(work: Coroutine[Any, Any, object]) -> None:
    """Run asynchronous code to its end in a thread of its own: this one may have an event loop already."""
    import asyncio  # noqa: PLC0415
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415

    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def _load_roots(paths: Sequence[Path]) -> list[Any]:
    """Load certificates from PEM or DER files. Raises `ResourceError`."""
    from asn1crypto import pem, x509  # noqa: PLC0415

    roots = []
    for path in paths:
        try:
            data = path.read_bytes()
            parts = [part for _, _, part in pem.unarmor(data, multiple=True)] if pem.detect(data) else [data]
            found = [x509.Certificate.load(part, strict=True) for part in parts]
            for certificate in found:
                _ = certificate.subject.native, certificate.public_key.native
        except OSError as error:
            message = f"{path} cannot be read: {error.strerror or error}"
            raise ResourceError(message) from error
        except (ValueError, TypeError) as error:
            message = f"{path} holds no certificates"
            raise ResourceError(message, hint="Give a PEM file with the certificates that you trust.") from error
        roots += found
    return roots


def _errors() -> tuple[type[Exception], ...]:
    """Give what the library may raise for a malformed signature."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415
    from pyhanko.pdf_utils.misc import PdfError  # noqa: PLC0415

    return (*_FAULTS, PdfError, InvalidSignature, UnsupportedAlgorithm)


def _quiet() -> None:
    """Let the library's warnings, which quote the file, go nowhere unless the caller has set up a log."""
    import logging  # noqa: PLC0415

    for name in ("pyhanko", "pyhanko_certvalidator"):
        logger = logging.getLogger(name)
        if not logger.handlers:
            logger.addHandler(logging.NullHandler())
