"""Since when and until when bodies exist at their levels, and what stands above them."""

from __future__ import annotations

import pytest

from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import members, rows
from vbparse.lexicon.validity import Term, superior_of, term_of

BODIES = {row["id"]: row for row in rows("bodies.tsv")}
LEVELS = {"central", "province", "district", "commune"}


def references() -> list[tuple[str, str]]:
    """Give all ids with the level at which they are said to stand."""
    cells = [cell for row in rows("body_levels.tsv") for cell in members(row["successors"])]
    cells += [row["superior"] for row in rows("superiors.tsv") if row["superior"]]
    return [(body, level) for body, _, level in (cell.partition("@") for cell in cells)]


def test_what_the_tables_name_is_in_the_registry() -> None:
    assert {body for body, _ in references()} - set(BODIES) <= {"party"}
    assert {level for _, level in references()} <= LEVELS | {""}
    assert {row["body"] for row in rows("body_levels.tsv")} - set(BODIES) == {"*"}
    kinds = {f"kind:{row['kind']}" for row in BODIES.values()}
    assert {row["body"] for row in rows("superiors.tsv")} - set(BODIES) <= kinds


def test_every_source_is_named() -> None:
    named = {row["id"] for row in rows("sources.tsv")}
    for file in ("bodies.tsv", "body_levels.tsv", "superiors.tsv"):
        for row in rows(file):
            assert row["source"], row["id"]
            assert {source.strip() for source in row["source"].split(";")} <= named, row["id"]


def test_no_level_has_two_lines() -> None:
    pairs = [(row["body"], row["level"]) for row in rows("body_levels.tsv")]

    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize(
    ("body", "level", "term"),
    [
        ("bo.kh_dt", "central", ("", "2025-02-28")),
        ("so.nn_mt", "province", ("2025-03-01", "")),
        ("phong.noi_vu", "district", ("", "2025-06-30")),
        ("phong.kinh_te", "commune", ("2025-07-01", "")),
        ("phong.kinh_te", "district", ("", "2025-06-30")),
        ("ca", "district", ("", "2025-02-28")),
        ("ca", "commune", ("", "")),
        ("tt_y_te", "district", ("", "2025-06-30")),
        ("dt.hnd", "district", ("", "2025-06-30")),
        ("so.noi_vu", "province", ("", "")),
    ],
)
def test_terms(body: str, level: str, term: tuple[str, str]) -> None:
    assert term_of(load_lexicon().records[body], level) == term


@pytest.mark.parametrize(
    ("term", "day", "begun", "ended"),
    [
        (("", "2025-02-28"), "2025-02-28", True, False),
        (("", "2025-02-28"), "2025-03-01", True, True),
        (("", "2025-02-28"), "2025-02-XX", True, False),
        (("", "2025-06-30"), "2025-XX-XX", True, False),
        (("2025-03-01", ""), "2025-02-28", False, False),
        (("2025-03-01", ""), "2025-XX-XX", True, False),
        (("", "2008"), "2008-05-05", True, False),
        (("", "2008"), "2009-01-01", True, True),
        (("2025-02", ""), "2025-02-01", True, False),
        (("2025-02", ""), "2025-01-31", False, False),
    ],
)
def test_a_blank_day_is_read_in_favour_of_the_body(
    term: tuple[str, str],
    day: str,
    begun: bool,  # noqa: FBT001
    ended: bool,  # noqa: FBT001
) -> None:
    assert (Term(*term).begun(day), Term(*term).ended(day)) == (begun, ended)


@pytest.mark.parametrize(
    ("body", "level", "day", "superior"),
    [
        ("ubnd", "commune", "2025-06-30", "ubnd@district"),
        ("ubnd", "commune", "2025-07-01", "ubnd@province"),
        ("so.y_te", "province", "2025-07-01", "ubnd@province"),
        ("tt_cdc", "province", "2025-07-01", "so.y_te@province"),
        ("chi_cuc_kl", "province", "2025-02-28", "so.nn_ptnt@province"),
        ("hdnd", "province", "2025-02-28", None),
        ("tw.quoc_hoi", "central", "2025-02-28", None),
    ],
)
def test_superiors(body: str, level: str, day: str, superior: str | None) -> None:
    assert superior_of(load_lexicon().records[body], level, day) == superior
