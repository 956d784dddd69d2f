"""The words by which passages are found, as SQLite's index has them."""

from __future__ import annotations

import hashlib
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planmaker import make_plan
from vbparse.archive.register import Archive
from vbparse.archive.store.database import migrations
from vbparse.archive.store.words import FORM, WORD, beginning, index_code, index_words, keys

if TYPE_CHECKING:
    from pathlib import Path

LETTERS = "aăâeêioôơuưyđbcghklmnpqrstvx"
TONES = "\N{COMBINING GRAVE ACCENT}\N{COMBINING ACUTE ACCENT}\N{COMBINING TILDE}\N{COMBINING HOOK ABOVE}\N{COMBINING DOT BELOW}"
SYLLABLES = st.builds(
    lambda letters, tone: unicodedata.normalize("NFC", letters + tone),
    st.text(LETTERS, min_size=1, max_size=5),
    st.sampled_from(["", *TONES]),
)
WORDS = st.one_of(SYLLABLES, SYLLABLES.map(str.upper), st.from_regex(r"[0-9]{1,4}", fullmatch=True))
TEXTS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
CODES = st.builds(
    lambda number, symbol: f"{number}/{symbol}",
    st.integers(1, 9999),
    st.sampled_from(["KH-UBND", "QĐ-TTg", "2023/NĐ-CP", "KH-MTTQ-BTT"]),
)


def index(*texts: str) -> sqlite3.Connection:
    """Give an index as the archive's, with some passages, numbered from 1."""
    connection = sqlite3.connect(":memory:")
    (script,) = [script for script in migrations() if "VIRTUAL TABLE passages" in script]
    start = script.index("CREATE VIRTUAL TABLE passages")
    connection.execute(script[start : script.index(";", start)])
    for number, text in enumerate(texts, 1):
        connection.execute(
            "INSERT INTO passages (rowid, spelled, plain, codes) VALUES (?, ?, ?, ?)", (number, *index_words(text))
        )
    return connection


def hits(connection: sqlite3.Connection, column: str, phrase: str) -> list[int]:
    rows = connection.execute("SELECT rowid FROM passages WHERE passages MATCH ?", (f'{column} : "{phrase}"',))
    return [number for (number,) in rows]


@pytest.mark.parametrize(
    ("one", "other", "same_spelled", "same_plain"),
    [
        ("hòa", "hoà", True, True),
        ("Uỷ", "ủy", True, True),
        ("BÌNH", "bình", True, True),
        ("giới", "giỏi", False, True),
        ("đang", "dang", False, True),
        ("Đảng", "đang", False, True),
        ("tỉnh", "tính", False, True),
        ("bình", "binh", False, True),
        ("bình", "hình", False, False),
    ],
)
def test_what_is_one_word(one: str, other: str, *, same_spelled: bool, same_plain: bool) -> None:
    assert (keys(one).spelled == keys(other).spelled) is same_spelled
    assert (keys(one).plain == keys(other).plain) is same_plain


def test_a_code_is_one_word_however_it_is_set() -> None:
    words = index_words("theo Kế hoạch số 70 /KH–UBND ngày 17/02/2024 và Nghị định 13/2023/NĐ-CP")

    assert words.codes.split() == [index_code("70/KH-UBND"), index_code("13/2023/NĐ-CP")]
    assert index_code("70/KH-UBND") == index_code("070/kh-ubnd") != index_code("7/KH-UBND")


def test_the_beginning_of_a_word_has_no_tone() -> None:
    assert keys("hoạch").spelled.startswith(beginning(keys("hoạ").spelled))


@given(TEXTS, TEXTS)
def test_a_passage_is_found_by_each_of_its_words_and_by_no_other(text: str, other: str) -> None:
    connection = index(text, other)
    for column, said in index_words(text)._asdict().items():
        for word in said.split():
            assert (
                hits(connection, column, word) == [1, 2]
                if word in index_words(other)._asdict()[column].split()
                else [1]
            )
    connection.close()


@given(TEXTS)
def test_sqlite_cuts_where_we_cut(text: str) -> None:
    connection = index(text)
    words = WORD.findall(text)
    for column, phrase in index_words(text)._asdict().items():
        assert not phrase or hits(connection, column, phrase) == [1]
    assert len(index_words(text).spelled.split()) == len(index_words(text).plain.split()) == len(words)
    connection.close()


@given(TEXTS, CODES, TEXTS)
def test_a_code_is_found_in_a_text(before: str, code: str, after: str) -> None:
    connection = index(f"{before}, {code} {after}")

    assert hits(connection, "codes", index_code(code.lower())) == [1]
    connection.close()


@given(st.text())
def test_any_text_has_words_and_can_be_taken_out_again(text: str) -> None:
    connection = index(text)
    taken = ("delete", 1, *index_words(text))
    connection.execute("INSERT INTO passages (passages, rowid, spelled, plain, codes) VALUES (?, ?, ?, ?, ?)", taken)
    connection.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")
    connection.execute("INSERT INTO passages (passages) VALUES ('optimize')")

    assert connection.execute("SELECT count(*) FROM passages_idx").fetchone() == (0,)
    connection.close()


def test_the_form_of_the_words_is_that_of_its_number() -> None:
    """Raise `FORM` when this fails: archives made before hold other words."""
    probe = "Thực hiện Kế hoạch số 70/KH-UBND, Quyết định 123/2024/QĐ-TTg; hoà giải, thuỷ lợi; Đường 30/4 và 21-CT/TW"
    digest = hashlib.sha256("\n".join(index_words(probe)).encode()).hexdigest()[:12]
    assert (FORM, digest) == (1, "e07e124dbf79")


def test_an_archive_with_words_of_another_form_makes_its_index_anew(tmp_path: Path) -> None:
    with Archive(tmp_path / "plans.db", create=True) as archive:
        archive.add(make_plan(), path="a.pdf")
        archive.connection.execute("INSERT INTO passages (passages) VALUES ('delete-all')")
        assert not archive.search("báo cáo")
        archive.connection.execute("UPDATE meta SET value = '0' WHERE name = 'words'")
    with Archive(tmp_path / "plans.db") as archive:
        assert archive.search("báo cáo")
        assert archive.connection.execute("SELECT value FROM meta WHERE name = 'words'").fetchone() == (str(FORM),)
