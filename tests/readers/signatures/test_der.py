"""ASN.1 is read whole or refused, whatever the bytes are."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.readers.signatures.cms import Statement, read_statement
from vbparse.readers.signatures.der import Malformed, parse


def test_an_element_and_its_members() -> None:
    whole = parse(bytes.fromhex("3008 0201 05 0c03 c6b061".replace(" ", "")) + b"\0\0")

    assert [(member.tag, member.content) for member in whole.members()] == [(2, b"\x05"), (0x0C, "ưa".encode())]
    assert whole.members()[1].text() == "ưa"
    assert whole.end == 10


def test_an_element_without_a_length_ends_at_two_zeros() -> None:
    whole = parse(bytes.fromhex("2480 0402 6162 0401 63 0000".replace(" ", "")))

    assert whole.octets() == b"abc"


@pytest.mark.parametrize(
    ("tag", "content", "expected"),
    [
        (0x17, b"240217090533Z", datetime(2024, 2, 17, 9, 5, 33, tzinfo=UTC)),
        (0x18, b"20240217090533.25Z", datetime(2024, 2, 17, 9, 5, 33, tzinfo=UTC)),
        (0x17, b"241317090533Z", None),
        (0x0C, b"240217090533Z", None),
    ],
)
def test_times(tag: int, content: bytes, expected: datetime | None) -> None:
    assert parse(bytes([tag, len(content)]) + content).moment() == expected


@pytest.mark.parametrize(
    "data", [b"", b"\x30", b"\x30\x05\x01", b"\x1f\x01\x00", b"\x30\x85\x01\x01\x01\x01\x01", b"\x30\x80" * 500]
)
def test_what_is_no_asn1_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        parse(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_a_statement_or_a_value_error(data: bytes) -> None:
    with contextlib.suppress(ValueError):
        assert isinstance(read_statement(data), Statement)
