"""Archives and mails: one document inside is read, several are named, what could do harm is refused."""

from __future__ import annotations

import io
import zipfile
from contextlib import suppress
from email.message import EmailMessage
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.docxmaker import docx, paragraph
from tests.pdfmaker import Sheet, make_pdf
from vbparse.errors import EmptyInput, EncryptedInput, InputError, LimitExceeded, VbparseError
from vbparse.readers.packed.containers import is_container, list_members, read_inside
from vbparse.readers.pages import Lines, Pages
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "KẾ HOẠCH\n".encode()


def packed(files: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def locked(data: bytes) -> bytes:
    """Mark the first member as encrypted, in both of its heads."""
    changed = bytearray(data)
    changed[6] |= 1
    changed[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(changed)


def mail(*names: str, html: str | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@example.vn", "b@example.vn", "Gửi kế hoạch"
    message.set_content("Kính gửi", subtype="plain") if html is None else message.set_content(html, subtype="html")
    for name in names:
        message.add_attachment(TEXT, maintype="text", subtype="plain", filename=name)
    return message.as_bytes()


def read(data: bytes, settings: Settings | None = None, password: str | None = None) -> Lines | Pages:
    return read_source(
        open_source(data, name="a.zip", max_bytes=10**9), settings or Settings(), password=password
    ).content


def told(content: Lines | Pages) -> list[tuple[str, object]]:
    return [(finding.code, finding.values.get("member")) for finding in content.diagnostics]


@pytest.mark.parametrize(
    "data",
    [
        packed({"kh/Kế hoạch.txt": TEXT, "bảng.xlsx": b"x", "__MACOSX/kh/._x.txt": b"x"}),
        mail("Kế hoạch.txt", "chữ ký.p7s"),
    ],
)
def test_one_document_inside_is_read(data: bytes) -> None:
    content = read(data)

    assert isinstance(content, Lines)
    assert [line.text for line in content.lines] == ["KẾ HOẠCH"]
    assert [code for code, _ in told(content)] == ["ARCHIVE_MEMBER"]


def test_documents_with_pages_and_documents_in_archives_in_archives() -> None:
    pdf = read(packed({"kh.pdf": make_pdf(Sheet().text(50, 700, "Kế hoạch"))}))
    assert isinstance(pdf, Pages)
    assert list(pdf.stream)
    assert told(pdf)[0] == ("ARCHIVE_MEMBER", "kh.pdf")
    inner = read(packed({"2024.zip": packed({"kh.docx": docx(paragraph("Kế hoạch"))})}))
    assert told(inner) == [("ARCHIVE_MEMBER", "2024.zip"), ("ARCHIVE_MEMBER", "kh.docx")]


def test_several_documents_are_named() -> None:
    with pytest.raises(InputError, match=r"2 documents: a\.txt, b\.txt") as caught:
        read(packed({"a.txt": TEXT, "b.txt": TEXT}))
    assert "vbparse batch" in caught.value.advice


@pytest.mark.parametrize("data", [packed({}), packed({"a.xlsx": b"x", "b.xlsx": b"x"}), mail()])
def test_no_document_inside(data: bytes) -> None:
    with pytest.raises(VbparseError) as caught:
        read(data)
    assert isinstance(caught.value, InputError)


def test_names_that_lead_out_and_links_are_refused() -> None:
    link = zipfile.ZipInfo("liên kết.txt")
    link.external_attr = 0o120777 << 16
    stream = io.BytesIO(
        packed({"../x.txt": TEXT, "/y.txt": TEXT, "C:\\z.txt": TEXT, "..\\w.txt": TEXT, "đúng.txt": TEXT})
    )
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr(link, "/etc/passwd")
    data = stream.getvalue()

    assert [member.name for member in list_members(data, "a.zip") if not member.refusal] == ["đúng.txt"]
    assert [code for code, _ in told(read(data))] == ["ARCHIVE_MEMBER", *["ARCHIVE_MEMBER_REFUSED"] * 5]
    with pytest.raises(InputError, match="leads out"):
        read_inside(data, "a.zip", "../x.txt", most=10**6)


def test_a_bomb_is_not_unpacked() -> None:
    with pytest.raises(LimitExceeded, match="bytes when unpacked"):
        read(packed({"kh.txt": b"a" * 10**6}), Settings(max_bytes=10**5))


def test_archives_in_archives_have_an_end() -> None:
    data = packed({"kh.txt": TEXT})
    for _ in range(4):
        data = packed({"x.zip": data})

    with pytest.raises(LimitExceeded, match="3 archives deep"):
        read(data)


def test_what_is_locked_is_told() -> None:
    both = locked(packed({"mật.txt": TEXT, "kh.txt": TEXT}))

    assert told(read(both)) == [("ARCHIVE_MEMBER", "kh.txt"), ("ARCHIVE_MEMBER_REFUSED", "mật.txt")]
    with pytest.raises(EncryptedInput, match="locked"):
        read(locked(packed({"mật.txt": TEXT})))
    with pytest.raises(EncryptedInput, match="not opened by the password"):
        read(locked(packed({"mật.txt": TEXT})), password="đoán mò")


def test_a_document_inside_has_a_path(tmp_path: Path) -> None:
    outer = tmp_path / "a.zip"
    outer.write_bytes(packed({"2024/x.zip": packed({"kh.txt": TEXT}), "thư.eml": mail("kh.txt")}))

    for inner in ("2024/x.zip!/kh.txt", "thư.eml!/kh.txt"):
        source = open_source(f"{outer}!/{inner}", max_bytes=10**6)
        assert source.name == f"a.zip!/{inner}"
        assert source.data.strip() == TEXT.strip()
    for missing in (f"{outer}!/none.txt", f"{tmp_path}/none.zip!/kh.txt"):
        with pytest.raises(InputError):
            open_source(missing, max_bytes=10**6)


def test_a_web_archive_is_its_page() -> None:
    content = read(mail(html="<html><body><p>Kế hoạch</p></body></html>"))

    assert isinstance(content, Lines)
    assert [line.text for line in content.lines] == ["Kế hoạch"]


def test_containers_are_known_by_their_bytes() -> None:
    assert is_container(packed({"a.txt": TEXT}))
    assert is_container(mail())
    assert not is_container(docx(paragraph("a")))
    assert not is_container(TEXT)


@given(st.binary(max_size=200), st.integers(0, 300))
def test_any_damage_gives_an_error_of_ours(junk: bytes, at: int) -> None:
    data = packed({"kh.txt": TEXT, "b.docx": docx(paragraph("a"))})

    with suppress(VbparseError):
        read(data[:at] + junk + data[at + len(junk) :])


def test_empty_names_no_harm() -> None:
    with pytest.raises(EmptyInput):
        read(packed({"a.xlsx": b"x", "b.xlsx": b"y"}))
