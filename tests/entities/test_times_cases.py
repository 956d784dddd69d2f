"""The cases of tests/cases/times.md, each alone and beside another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.casefile import Case, case_ids, read_cases
from tests.timenotes import read
from vbparse.times import find

if TYPE_CHECKING:
    from vbparse.entities.model import Time

CASES = read_cases("times.md")
SENTENCES = [
    case.text.strip(" .;")
    for case in CASES
    if not any(
        sign in case.text for sign in ("[", "\n", "cùng ngày")
    )  # of another plan, not one sentence, of another day
]


@pytest.mark.parametrize("case", CASES, ids=case_ids(CASES))
def test_case(case: Case) -> None:
    assert read(case.text) == case.expected


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
@settings(max_examples=300, deadline=None)
def test_a_sentence_is_read_alike_whatever_stands_before_and_after_it(first: str, second: str) -> None:
    both = find(f"{first}. {second}.", issued="2024-02-17")

    alone = [*find(f"{first}.", issued="2024-02-17"), *find(f"{second}.", issued="2024-02-17")]
    assert [_but_for_the_year(mention.value) for mention in both] == [_but_for_the_year(m.value) for m in alone]


def _but_for_the_year(time: Time) -> Time:
    return time._replace(start_date=None, end_date=None, due=None, dates=(), inferred=())
