"""Every file of lexicon/data: where it comes from, its form, and that its records read what they say they read."""

from __future__ import annotations

import tomllib
import unicodedata
from typing import TYPE_CHECKING

import pytest

from vbparse.entities.units.declared import Declared
from vbparse.entities.units.groups import read_group
from vbparse.entities.units.parts import Frame, View
from vbparse.entities.units.scan import scan
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import data_files, members, read_data, rows
from vbparse.lexicon.syllables import cut
from vbparse.lexicon.tables import FILES
from vbparse.lexicon.trie import spellings

if TYPE_CHECKING:
    from collections.abc import Iterator

TSV = [name for name in data_files() if name.endswith(".tsv")]
FRAME = Frame(
    issuer="Ủy ban nhân dân tỉnh Đồng Tháp",
    org="Ủy ban nhân dân tỉnh Đồng Tháp",
    kind="ubnd",
    level="province",
    places={"province": "tỉnh Đồng Tháp"},
    names={"dong thap": "Đồng Tháp"},
)
NAMED = ("bodies.tsv", "body_types.tsv")
LEVELS = {"central", "province", "district", "commune", "village", "other", "city"}
FIRST, LAST = "0000", "9999"


def view(text: str) -> View:
    return View(cut(text), load_lexicon(), FRAME, recipients=True)


def bodies(text: str) -> set[str]:
    """Give the records of all bodies read in a text, also of those that others stand in."""
    found = set()
    for mention in scan(view(text), (), Declared()):
        body = mention.body
        while body is not None:
            found.add(body.record.id)
            body = body.inner
    return found


def record_id(file: str, row: dict[str, str]) -> str:
    return ("type." if file == "body_types.tsv" else "") + row["id"].partition("/")[0]


@pytest.mark.parametrize("name", data_files())
def test_a_file_tells_source_date_and_licence_and_is_composed(name: str) -> None:
    text = read_data(name)
    head = " ".join(line.lstrip("# ").casefold() for line in text.splitlines() if line.startswith("#"))
    for word in ("source", "date", "licence"):
        assert f"{word}: " in head, word
    assert unicodedata.is_normalized("NFC", text)
    assert text.endswith("\n")


@pytest.mark.parametrize("name", TSV)
def test_ids_are_unique_and_cells_are_trimmed(name: str) -> None:
    found = rows(name)
    column = next(iter(found[0]))
    ids = [row[column] for row in found]
    assert len(set(ids)) == len(ids)
    assert all(cell == cell.strip() for row in found for cell in row.values())


@pytest.mark.parametrize("name", [name for name in data_files() if name.endswith(".toml")])
def test_toml_reads(name: str) -> None:
    assert tomllib.loads(read_data(name))


def test_the_digest_covers_every_file_that_the_lexicon_reads() -> None:
    assert set(FILES) <= set(data_files())
    assert len(set(FILES)) == len(FILES)


def _claims(file: str, name: str) -> Iterator[tuple[tuple[str | int, ...], dict[str, str]]]:
    for row in rows(file):
        variant = "/" in row["id"]
        for text in (*(() if variant else (row[name],)), *members(row["aliases"])):
            for steps in spellings(text):
                yield tuple(steps), row


@pytest.mark.parametrize(
    ("file", "name"),
    [("bodies.tsv", "name"), ("body_types.tsv", "name"), ("offices.tsv", "title"), ("places.tsv", "name")],
)
def test_no_two_records_claim_one_name_at_one_time(file: str, name: str) -> None:
    seen: dict[tuple[str | int, ...], list[dict[str, str]]] = {}
    for steps, row in _claims(file, name):
        for other in seen.setdefault(steps, []):
            apart = row.get("valid_from", "") or FIRST, row.get("valid_to", "") or LAST
            together = (
                apart[0] <= (other.get("valid_to", "") or LAST) and (other.get("valid_from", "") or FIRST) <= apart[1]
            )
            assert other["id"].partition("/")[0] == row["id"].partition("/")[0] or not together, (steps, row["id"])
        seen[steps].append(row)


@pytest.mark.parametrize("file", NAMED)
def test_records_are_found_in_their_examples(file: str) -> None:
    missed = [
        (row["id"], example)
        for row in rows(file)
        for example in members(row["examples"])
        if record_id(file, row) not in bodies(example)
    ]
    assert missed == []
    assert all(row["examples"] for row in rows(file))


@pytest.mark.parametrize("file", NAMED)
def test_records_are_not_found_in_their_counterexamples(file: str) -> None:
    wrong = [
        (row["id"], text) for row in rows(file) for text in members(row["not"]) if record_id(file, row) in bodies(text)
    ]
    assert wrong == []


def test_successors_levels_and_days_are_known() -> None:
    ids = {row["id"] for row in rows("bodies.tsv")}
    for row in rows("bodies.tsv"):
        assert set(members(row["successors"])) <= ids, row["id"]
        assert set(row["level"].split()) <= LEVELS, row["id"]
        assert not row["valid_from"] or not row["valid_to"] or row["valid_from"] <= row["valid_to"], row["id"]
    places = {row["id"] for row in rows("places.tsv")}
    assert all(set(members(row["successors"])) <= places for row in rows("places.tsv"))
    assert {row["level"] for row in rows("levels.tsv")} <= LEVELS


def test_the_provinces_before_and_after_the_merger_are_63_and_34() -> None:
    before = [row for row in rows("places.tsv") if not row["valid_from"]]
    after = [row for row in rows("places.tsv") if not row["valid_to"]]
    assert (len(before), len(after)) == (63, 34)


@pytest.mark.parametrize(
    "row", [row for row in rows("group_words.tsv") if row["sort"] == "strong"], ids=lambda row: row["id"]
)
def test_a_kind_of_body_is_a_set_behind_cac(row: dict[str, str]) -> None:
    read = view(f"các {row['text']} liên quan")
    group = read_group(read, 0)
    assert group is not None
    assert group.end == read.stop


@pytest.mark.parametrize("row", rows("unit_traps.tsv"), ids=lambda row: row["id"])
def test_a_trap_holds_no_body(row: dict[str, str]) -> None:
    for text in (row["text"], row["text"].capitalize()):
        assert [mention for mention in scan(view(f"theo {text} nay"), (), Declared()) if mention.cls == "named"] == []


OFFICES = [row for row in rows("offices.tsv") if row["stands"] != "shared"]


@pytest.mark.parametrize("row", OFFICES, ids=lambda row: row["id"])
def test_an_office_before_a_body_is_a_person(row: dict[str, str]) -> None:
    body = "phụ trách tổng hợp" if row["stands"] == "staff" else "Ủy ban nhân dân tỉnh"
    found = scan(view(f"{row['title']} {body}"), (), Declared())
    assert [(mention.start, mention.cls) for mention in found[:1]] == [(0, "person")]
