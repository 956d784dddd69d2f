from __future__ import annotations

import re
import unicodedata

import pytest

from vbparse.lexicon.fold import fold
from vbparse.lexicon.load import members, read_data, rows, table
from vbparse.outline.cases import running_case
from vbparse.outline.columns import column_meaning
from vbparse.outline.doctypes import read_heading, type_of_code
from vbparse.outline.patterns import Pattern, patterns, search_line
from vbparse.outline.recipients import is_purpose
from vbparse.outline.signature import is_title
from vbparse.outline.signers import is_name

TABLES = ("columns.tsv", "doctypes.tsv", "family_names.tsv", "positions.tsv", "recipients.tsv")
GROUPS = [(file, group) for file in ("letterhead.toml", "zones.toml") for group in table(file)]


@pytest.mark.parametrize("name", [*TABLES, "letterhead.toml", "zones.toml"])
def test_a_file_names_its_source_and_is_nfc(name: str) -> None:
    text = read_data(name)

    assert all(f"\n# {word}:" in text for word in ("source", "date", "licence"))
    assert unicodedata.is_normalized("NFC", text)


@pytest.mark.parametrize("name", TABLES)
def test_ids_are_unique(name: str) -> None:
    ids = [row["id"] for row in rows(name)]

    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize(("file", "group"), GROUPS)
def test_patterns_fit_their_examples_and_no_counterexample(file: str, group: str) -> None:
    for record, pattern in zip(table(file)[group], patterns(file, group), strict=True):
        match = pattern.regex.search if file == "letterhead.toml" else pattern.regex.match
        assert [text for text in record["examples"] if not match(text)] == [], record["id"]
        assert [text for text in record["not"] if match(text)] == [], record["id"]


@pytest.mark.parametrize("record", table("letterhead.toml")["line"], ids=lambda record: record["id"])
def test_a_letterhead_line_is_of_its_own_kind(record: dict[str, str]) -> None:
    kinds = [search_line(example) for example in record["examples"]]

    assert [found[0].id for found in kinds if found] == [record["id"]] * len(kinds)


def test_types_read_their_headings_and_codes() -> None:
    for row in rows("doctypes.tsv"):
        for example in members(row["examples"]):
            heading = read_heading(example)
            assert heading is not None, example
            assert heading.type.name == row["name"]
        for other in members(row["not"]):
            found = read_heading(other)
            assert found is None or found.type.name != row["name"], other
    assert [type_of_code(code).name for code in ("KH", "ctr", "CTPH")] == [  # type: ignore[union-attr]
        "Kế hoạch",
        "Chương trình",
        "Chương trình phối hợp",
    ]
    assert type_of_code("UBND") is None


def test_column_heads_mean_what_their_record_says() -> None:
    for row in rows("columns.tsv"):
        for example in members(row["examples"]):
            assert column_meaning(example) == row["meaning"], example
        for other in members(row["not"]):
            assert column_meaning(other) != row["meaning"], other


def test_no_column_head_has_two_meanings() -> None:
    heads = [fold(head) for row in rows("columns.tsv") for head in members(row["heads"])]

    assert sorted({head for head in heads if heads.count(head) > 1}) == []


def test_signers_titles_read_their_examples() -> None:
    for row in rows("positions.tsv"):
        for example in members(row["examples"]):
            if row["kind"] == "honorific":
                assert is_name(f"{row['text']} Nguyễn Văn A")
            elif row["kind"] == "body":
                assert running_case(example) == row["text"]
                assert not is_title(example)
            elif row["kind"] == "position":
                assert running_case(example) == row["text"]
                assert is_title(example)


def test_purposes_read_their_examples() -> None:
    for row in rows("recipients.tsv"):
        assert [text for text in members(row["examples"]) if not is_purpose(text)] == []
        assert [text for text in members(row["not"]) if is_purpose(text)] == []
    assert not is_purpose("phòng CCHC")


def test_patterns_do_not_explode() -> None:
    text = "Trong quá trình " + "thực hiện kế hoạch " * 400
    every = [pattern for file, group in GROUPS for pattern in patterns(file, group)]

    assert all(isinstance(pattern, Pattern) for pattern in every)
    assert not any(re.fullmatch(pattern.regex, text) for pattern in every if pattern.kind == "secrecy")
