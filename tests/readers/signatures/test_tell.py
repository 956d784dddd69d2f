"""Digital signatures: who signed, when, and whether the file is still what was signed."""

from __future__ import annotations

import socket
from importlib import util
from typing import TYPE_CHECKING, NamedTuple, NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("pyhanko", reason="signatures of tests are made with pyHanko")

from tests import signing
from vbparse.errors import ResourceError, VbparseError
from vbparse.pipeline import parse_data
from vbparse.readers import pdf
from vbparse.readers.signatures import check
from vbparse.readers.signatures.model import DigitalSignature
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

SIGNED = signing.sign(signing.make_plain(), box=(300, 700, 400, 740))
TWICE = signing.sign(SIGNED, field="Signature2", name="Văn phòng")
STAMPED = signing.stamp_time(SIGNED)
CHANGED = signing.write_on(SIGNED)
RESIGNED = signing.sign(CHANGED, field="Signature2", name="Người khác")
DIGIT = SIGNED.index(b"700 Tm")
BROKEN = SIGNED[:DIGIT] + b"6" + SIGNED[DIGIT + 1 :]


class Told(NamedTuple):
    signatures: tuple[DigitalSignature, ...]
    codes: list[str]
    words: list[str]

    @property
    def states(self) -> list[str]:
        return [signature.state for signature in self.signatures]


def tell(data: bytes, **values: object) -> Told:
    pages = pdf.read(open_source(data, name="vb.pdf", max_bytes=10**9), Settings(**values))  # type: ignore[arg-type]
    words = [word.text for page in pages.stream for word in page.words]
    return Told(tuple(pages.signatures), [finding.code for finding in pages.diagnostics], words)


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let pyHanko be missing."""
    monkeypatch.setattr(check, "find_spec", lambda _: None)


def test_who_signed_and_where_it_shows() -> None:
    (signature,) = tell(SIGNED).signatures

    assert (signature.signer, signature.organisation) == (signing.OFFICE, "Tỉnh Thử")
    assert signature.time is not None
    assert signature.time.endswith("+07:00")
    assert (signature.state, signature.kind, signature.field) == ("intact", "signature", "Signature1")
    assert signature.stamp is not None
    assert (signature.stamp.page, tuple(signature.stamp.box)) == (1, (300, 102, 400, 142))
    assert signature.trusted is None
    assert (signature.checked_by or "").startswith("pyHanko ")


def test_the_words_of_a_stamp_are_no_text() -> None:
    assert tell(SIGNED).words == tell(signing.make_plain()).words == ["Kế", "hoạch", "Thử", "nghiệm"]


@pytest.mark.parametrize(
    ("data", "states", "codes"),
    [
        (signing.make_plain(), [], []),
        (SIGNED, ["intact"], []),
        (SIGNED + b"\r\n\0\0", ["intact"], []),
        (TWICE, ["extended", "intact"], []),
        (STAMPED, ["intact", "intact"], []),
        (CHANGED, ["modified"], ["SIGNATURE_MODIFIED"]),
        (RESIGNED, ["resigned", "intact"], ["SIGNATURE_RESIGNED"]),
        (signing.write_on(TWICE), ["modified", "modified"], ["SIGNATURE_MODIFIED", "SIGNATURE_MODIFIED"]),
        (BROKEN, ["broken"], ["SIGNATURE_BROKEN"]),
        (SIGNED + b"% more", ["modified"], ["SIGNATURE_MODIFIED"]),
    ],
    ids=[
        "plain",
        "signed",
        "padded",
        "twice",
        "time stamp",
        "changed",
        "resigned",
        "changed after two",
        "broken",
        "more",
    ],
)
def test_whether_the_file_is_what_was_signed(data: bytes, states: list[str], codes: list[str]) -> None:
    told = tell(data)

    assert (told.states, told.codes) == (states, codes)


def test_a_time_stamp_of_the_document_is_told_as_one() -> None:
    last = tell(STAMPED).signatures[-1]

    assert (last.kind, last.timestamp, last.stamp) == ("timestamp", "2024-02-17T16:05:33+07:00", None)


def test_a_signature_value_that_does_not_fit_is_invalid() -> None:
    """Bytes of the signature itself are no signed bytes: the digest still fits."""
    start = SIGNED.index(b"/Contents <") + len(b"/Contents <")
    contents = bytes.fromhex(SIGNED[start : SIGNED.index(b">", start)].decode()).rstrip(b"\0")
    spoilt = contents[:-8] + bytes(byte ^ 1 for byte in contents[-8:])
    told = tell(SIGNED[:start] + spoilt.hex().encode() + SIGNED[start + 2 * len(spoilt) :])

    assert (told.states, told.codes) == (["invalid"], ["SIGNATURE_INVALID"])
    assert told.signatures[0].signer == signing.OFFICE


def test_a_byte_range_that_leaves_out_more_than_the_contents_is_not_believed() -> None:
    start = SIGNED.index(b"/ByteRange [") + len(b"/ByteRange [")
    numbers = SIGNED[start : SIGNED.index(b"]", start)]
    first, length, second, rest = map(int, numbers.split())
    wider = f"{first} {length - 40} {second} {rest}".ljust(len(numbers)).encode()

    assert tell(SIGNED.replace(numbers, wider)).states == ["unreadable"]


@pytest.mark.usefixtures("bare")
@pytest.mark.parametrize(
    ("data", "states", "codes"),
    [
        (SIGNED, ["unchecked"], ["SIGNATURE_NOT_CHECKED"]),
        (TWICE, ["unchecked", "unchecked"], ["SIGNATURE_NOT_CHECKED"]),
        (CHANGED, ["modified"], ["SIGNATURE_MODIFIED"]),
        (BROKEN, ["broken"], ["SIGNATURE_BROKEN"]),
    ],
)
def test_without_pyhanko_signatures_are_listed(data: bytes, states: list[str], codes: list[str]) -> None:
    told = tell(data)

    assert (told.states, told.codes) == (states, codes)
    assert told.signatures[0].signer == signing.OFFICE
    assert told.signatures[0].checked_by is None


def test_a_setting_lets_them_be_listed_only() -> None:
    told = tell(SIGNED, check_signatures=False)

    assert (told.states, told.codes) == (["unchecked"], [])


def test_a_root_of_trust_vouches_or_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError

    root, other = tmp_path / "root.pem", tmp_path / "other.pem"
    root.write_bytes(signing.pem_of())
    other.write_bytes(signing.pem_of("Ai đó"))
    monkeypatch.setattr(socket.socket, "connect", refuse)

    assert [each.trusted for each in tell(SIGNED, trust=(root,)).signatures] == [True]
    assert [each.trusted for each in tell(SIGNED, trust=(other, root)).signatures] == [True]
    told = tell(SIGNED, trust=(other,))
    assert ([each.trusted for each in told.signatures], told.codes) == ([False], ["SIGNATURE_UNTRUSTED"])


def test_roots_that_cannot_be_used_are_said(tmp_path: Path) -> None:
    with pytest.raises(ResourceError, match="cannot be read"):
        tell(SIGNED, trust=(tmp_path / "none.pem",))
    (tmp_path / "bad.pem").write_text("nothing", encoding="utf-8")
    with pytest.raises(ResourceError, match="holds no certificates"):
        tell(SIGNED, trust=(tmp_path / "bad.pem",))


@pytest.mark.usefixtures("bare")
def test_roots_without_pyhanko_say_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(ResourceError) as caught:
        tell(SIGNED, trust=(tmp_path / "root.pem",))

    assert "vbparse[sign]" in caught.value.advice


def test_roots_change_the_hash_of_the_settings(tmp_path: Path) -> None:
    root = tmp_path / "root.pem"
    root.write_bytes(b"1")
    before = Settings(trust=(root,)).result_hash()
    root.write_bytes(b"2")

    assert len({before, Settings(trust=(root,)).result_hash(), Settings().result_hash()}) == 3


def test_the_published_form() -> None:
    (signature,) = parse_data(CHANGED, name="vb.pdf")["source"]["signatures"]

    assert (signature["intact"], signature["state"], signature["signer"]) == (False, "modified", signing.OFFICE)
    assert signature["stamp"] == {"page": 1, "bbox": [300, 102, 400, 142]}
    assert [each["intact"] for each in parse_data(TWICE)["source"]["signatures"]] == [True, True]


def test_a_file_in_an_event_loop_can_be_checked(tmp_path: Path) -> None:
    import asyncio

    root = tmp_path / "root.pem"
    root.write_bytes(signing.pem_of())

    async def within() -> Told:
        return tell(SIGNED, trust=(root,))

    assert asyncio.run(within()).signatures[0].trusted is True


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([SIGNED, TWICE, STAMPED, CHANGED]),
    st.floats(0, 1, exclude_max=True),
    st.binary(min_size=1, max_size=40),
)
def test_a_damaged_signature_is_never_more_than_a_finding(data: bytes, place: float, noise: bytes) -> None:
    """The noise falls behind the pages, where signatures stand."""
    start = len(signing.make_plain())
    at = start + int(place * (len(data) - start))
    try:
        told = tell(data[:at] + noise + data[at + len(noise) :])
    except VbparseError:
        return
    assert all(isinstance(each, DigitalSignature) for each in told.signatures)


@settings(max_examples=60, deadline=None)
@given(st.floats(0, 1, exclude_max=True), st.binary(min_size=1, max_size=12))
def test_a_damaged_cms_object_is_never_more_than_a_finding(place: float, noise: bytes) -> None:
    start = SIGNED.index(b"/Contents <") + len(b"/Contents <")
    size = SIGNED.index(b"00000000", start) - start
    at = start + int(place * size / 2) * 2
    told = tell(SIGNED[:at] + noise.hex().encode() + SIGNED[at + 2 * len(noise) :])

    assert len(told.signatures) == 1
    assert told.words == ["Kế", "hoạch", "Thử", "nghiệm"]


def test_pyhanko_is_there() -> None:
    assert util.find_spec("pyhanko")
