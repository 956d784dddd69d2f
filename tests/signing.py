"""Signs small PDF files for tests, with keys that are made for the occasion and vouch for nothing."""

from __future__ import annotations

import io
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from asn1crypto import keys, x509
from cryptography import x509 as certificates
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfTimeStamper, fields, signers
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

from tests.pdfmaker import Sheet, make_pdf

OFFICE = "Ủy ban nhân dân xã Thử Nghiệm"
SIGNED_AT = datetime(2024, 2, 17, 9, 5, 33, tzinfo=UTC)
VALID_FROM = datetime(2024, 1, 1, tzinfo=UTC)


@cache
def make_key(name: str = OFFICE, *, stamps_time: bool = False) -> tuple[bytes, bytes]:
    """Make a certificate that vouches for itself; gives it and its key in DER."""
    key = rsa.generate_private_key(65537, 2048) if stamps_time else ec.generate_private_key(ec.SECP256R1())
    subject = certificates.Name(
        [
            certificates.NameAttribute(NameOID.COUNTRY_NAME, "VN"),
            certificates.NameAttribute(NameOID.ORGANIZATION_NAME, "Tỉnh Thử"),
            certificates.NameAttribute(NameOID.COMMON_NAME, name),
        ]
    )
    builder = (
        certificates.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(4711)
        .not_valid_before(VALID_FROM)
        .not_valid_after(VALID_FROM + timedelta(days=36500))
    )
    if stamps_time:
        usage = certificates.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING])
        builder = builder.add_extension(usage, critical=True)
    certificate = builder.sign(key, hashes.SHA256())
    form = serialization.PrivateFormat.PKCS8
    return (
        certificate.public_bytes(serialization.Encoding.DER),
        key.private_bytes(serialization.Encoding.DER, form, serialization.NoEncryption()),
    )


def pem_of(name: str = OFFICE) -> bytes:
    """Give the certificate in PEM, to be a root of trust."""
    certificate = certificates.load_der_x509_certificate(make_key(name)[0])
    return certificate.public_bytes(serialization.Encoding.PEM)


def sign(
    data: bytes, *, field: str = "Signature1", name: str = OFFICE, box: tuple[int, int, int, int] | None = None
) -> bytes:
    """Sign a PDF file by an incremental update."""
    certificate, key = (make_key(name)[0], make_key(name)[1])
    signer = signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(key),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
    )
    return _written(
        signers.PdfSigner(
            PdfSignatureMetadata(field_name=field, md_algorithm="sha256", reason="Ban hành"),
            signer=signer,
            new_field_spec=fields.SigFieldSpec(field, on_page=0, box=box) if box else None,
        ),
        data,
    )


def stamp_time(data: bytes) -> bytes:
    """Add a time stamp of the whole document."""
    certificate, key = make_key("Dấu thời gian", stamps_time=True)
    stamper = DummyTimeStamper(
        tsa_cert=x509.Certificate.load(certificate),
        tsa_key=keys.PrivateKeyInfo.load(key),
        certs_to_embed=SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        fixed_dt=SIGNED_AT,
    )
    out = io.BytesIO()
    PdfTimeStamper(stamper).timestamp_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), "sha256", output=out)
    return out.getvalue()


def write_on(data: bytes, words: str = "(28/5/2024)") -> bytes:
    """Change what the first page says by an incremental update."""
    writer = IncrementalPdfFileWriter(io.BytesIO(data))
    page = writer.root["/Pages"]["/Kids"][0].get_object()
    contents = page.raw_get("/Contents")
    stream = contents.get_object()
    stream._data = stream.data + f"\nBT /F 10 Tf 1 0 0 1 60 500 Tm {words} Tj ET".encode()
    stream._encoded_data = None
    writer.mark_update(contents)
    out = io.BytesIO()
    writer.write(out)  # type: ignore[no-untyped-call]
    return out.getvalue()


def make_plain() -> bytes:
    """Make an unsigned PDF file of one page."""
    return make_pdf(Sheet().text(60, 700, "Kế hoạch").text(60, 680, "Thử nghiệm"))


def _written(signer: Any, data: bytes) -> bytes:
    out = io.BytesIO()
    signer.sign_pdf(IncrementalPdfFileWriter(io.BytesIO(data)), output=out)
    return out.getvalue()
