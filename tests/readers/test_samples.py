"""The samples read as pdfplumber reads them, and the inputs beside the project as they should end."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import pdfplumber
import pytest

from vbparse.errors import (
    DamagedInput,
    EmptyInput,
    EncryptedInput,
    InputError,
    LimitExceeded,
    UnsupportedInput,
    VbparseError,
)
from vbparse.readers.pages import Lines, Page, Pages, Word
from vbparse.readers.registry import Read, read_source
from vbparse.readers.source import open_source
from vbparse.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
SHARED = ROOT.parent / "shared"
absent = pytest.mark.skipif(not SHARED.exists(), reason="the annotated plans (../shared) are absent")
shared = [pytest.mark.shared, absent]


def read(path: Path, password: str | None = None) -> Read:
    limits = Settings()
    return read_source(open_source(path, max_bytes=limits.max_bytes), limits, password=password)


def pages(path: Path) -> list[Page]:
    content = read(path).content
    assert isinstance(content, Pages)
    return list(content.stream)


def plain(path: Path) -> list[str]:
    return [unicodedata.normalize("NFC", word.text) for page in pages(path) for word in page.words]


@pytest.mark.parametrize("name", ["kehoach70", "kehoach70_chrome", "kehoach70_rotated", "kehoach70_cropbox", "annex"])
def test_words_stand_where_pdfplumber_sees_them(name: str) -> None:
    path = SAMPLES / f"{name}.pdf"
    with pdfplumber.open(path) as oracle:
        for page, seen in zip(pages(path), oracle.pages, strict=True):
            left, top = seen.cropbox[:2] if name.endswith("cropbox") else (0, 0)  # its places keep the MediaBox
            places: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
            for other in seen.extract_words():
                middle = (other["x0"] + other["x1"]) / 2 - left, (other["top"] + other["bottom"]) / 2 - top
                places[other["text"]].append(middle)
            assert Counter(word.text for word in page.words) == Counter({text: len(at) for text, at in places.items()})
            assert all(any(_holds(word, *at) for at in places[word.text]) for word in page.words)


def _holds(word: Word, x: float, y: float) -> bool:
    return word.x0 <= x <= word.x1 and word.top <= y <= word.bottom


def test_rulings_are_those_that_pdfplumber_sees() -> None:
    path = SAMPLES / "annex.pdf"
    with pdfplumber.open(path) as oracle:
        seen = [len(page.lines) for page in oracle.pages]

    assert [len(page.rules) for page in pages(path)] == seen


@pytest.mark.parametrize("name", ["kehoach70_chrome", "kehoach70_rotated", "kehoach70_cropbox"])
def test_all_dresses_of_the_plan_have_its_words(name: str) -> None:
    assert Counter(plain(SAMPLES / f"{name}.pdf")) == Counter(plain(SAMPLES / "kehoach70.pdf"))


def test_every_word_lies_on_its_page() -> None:
    for path in SAMPLES.glob("*.pdf"):
        for page in pages(path):
            assert all(0 <= word.x0 < word.x1 <= page.width for word in page.words)
            assert all(0 <= word.top < word.bottom <= page.height for word in page.words)


# Beside the project


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=shared)
        for name in ("letterspaced", "nfd", "nospace", "signed", "brokensig", "softhyphen", "2011")
    ],
)
def test_other_dresses_have_the_same_words(name: str) -> None:
    known = Counter(plain(SAMPLES / "kehoach70.pdf"))
    found = Counter(plain(SHARED / "samples" / f"kehoach70_{name}.pdf"))

    assert (known - found).total() <= (1 if name == "2011" else 0)  # there a number is broken at its hyphen


@pytest.mark.shared
@absent
def test_letters_drawn_twice_are_as_bold_as_the_bold_font() -> None:
    plain_bold = sum(word.font.bold for page in pages(SAMPLES / "kehoach70.pdf") for word in page.words)
    twice = pages(SHARED / "samples" / "kehoach70_letterspaced.pdf")

    assert sum(word.font.bold for page in twice for word in page.words) == plain_bold


SCANS = [
    "fax",
    "scan150",
    "scan200",
    "scan300",
    "scan200_stamp",
    "scan200_ocrlayer",
    "annex_scan200",
    "kehoach70_notounicode",
]


@pytest.mark.parametrize("name", [pytest.param(name, marks=shared) for name in SCANS])
def test_scans_need_ocr(name: str) -> None:
    scanned = [page for page in pages(SHARED / "samples" / f"{name}.pdf") if page.scan is not None]

    assert len(scanned) == 5
    assert {page.origin for page in scanned} == {"ocr"}


ENDS: dict[str, type[VbparseError]] = {
    "empty.pdf": EmptyInput,
    "one_byte.pdf": EmptyInput,
    "random.pdf": UnsupportedInput,
    "truncated.pdf": DamagedInput,
    "zero_pages.pdf": EmptyInput,
    "encrypted_user.pdf": EncryptedInput,
    "pixel_bomb.pdf": LimitExceeded,
    "pages_5000.pdf": LimitExceeded,
    "page_loop.pdf": DamagedInput,
    "deep_nesting.pdf": EmptyInput,
    "docx_zipbomb.docx": LimitExceeded,
    "docx_xxe.docx": DamagedInput,
    "docx_entities.docx": DamagedInput,
    "docx_badxml.docx": DamagedInput,
    "docx_nodocument.docx": DamagedInput,
    "docx_damaged.docx": DamagedInput,
    "mail_two_attachments.eml": InputError,
    "zip_nested.zip": LimitExceeded,
    "png_bomb.png": LimitExceeded,
}


@pytest.mark.shared
@absent
def test_the_plan_in_tcvn3_is_decoded() -> None:
    content = read(SHARED / "hostile" / "tcvn3.txt").content
    assert isinstance(content, Lines)
    assert content.origin == "repaired"
    read_words, true = (
        Counter(re.findall(r"\w+", text.casefold()))
        for text in (
            " ".join(line.text for line in content.lines),
            (SHARED / "gold" / "kehoach70.txt").read_text(encoding="utf-8"),
        )
    )
    assert (read_words & true).total() >= 0.985 * true.total()


@pytest.mark.parametrize("name", [pytest.param(name, marks=shared) for name in ENDS])
def test_hostile_inputs_end_in_an_error_of_ours(name: str) -> None:
    with pytest.raises(ENDS[name]):
        pages(SHARED / "hostile" / name)


WHOLE = ["broken_xref.pdf", "encrypted_owner.pdf"]
FIRST_PAGE = ["javascript_launch_attachment.pdf", "odd_unicode.pdf", "font_names.pdf"]


@pytest.mark.parametrize("name", [pytest.param(name, marks=shared) for name in (*WHOLE, *FIRST_PAGE)])
def test_hostile_inputs_that_hold_the_plan_give_its_words(name: str) -> None:
    known = [word.text for page in pages(SAMPLES / "kehoach70.pdf") for word in page.words]
    found = plain(SHARED / "hostile" / name)

    assert found == (known if name in WHOLE else known[: len(found)])
    assert len(found) > 500


@pytest.mark.shared
@absent
def test_a_password_opens_an_encrypted_file() -> None:
    path = SHARED / "hostile" / "encrypted_user.pdf"
    content = read(path, "matkhau").content
    assert isinstance(content, Pages)

    assert sum(len(page.words) for page in content.stream) == len(plain(SAMPLES / "kehoach70.pdf"))
    with pytest.raises(EncryptedInput, match="wrong"):
        read(path, "sai")


@pytest.mark.shared
@absent
def test_a_password_that_is_not_needed_does_no_harm() -> None:
    content = read(SHARED / "hostile" / "encrypted_owner.pdf", "sai").content
    assert isinstance(content, Pages)

    assert any(page.words for page in content.stream)


@pytest.mark.shared
@absent
def test_texts_are_read_whole() -> None:
    for path in (
        *(SHARED / "gold").glob("*.txt"),
        SHARED / "hostile" / "utf16.txt",
        SHARED / "hostile" / "nul_bytes.txt",
    ):
        content = read(path).content
        assert isinstance(content, Lines)
        assert len(content.lines) > 10
