"""Training sentences: made from patterns, with marks that lie where the names are."""

from __future__ import annotations

from itertools import pairwise
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.nlp.samples import SORTS, Mark, Sample
from vbparse.training.names import make_name, make_person, misspell
from vbparse.training.sentences import make_sentences
from vbparse.training.vary import vary
from vbparse.training.words import word_lists


def _marked(sample: Sample) -> list[str]:
    return [sample.text[mark.start : mark.end] for mark in sample.marks]


def _is_sound(sample: Sample) -> bool:
    inside = all(0 <= mark.start < mark.end <= len(sample.text) for mark in sample.marks)
    return inside and all(one.end <= other.start for one, other in pairwise(sample.marks))


@given(st.integers(0, 10_000))
def test_marks_are_ordered_disjoint_and_inside(seed: int) -> None:
    samples = list(make_sentences(5, Random(seed)))

    assert all(_is_sound(sample) for sample in samples)
    assert all(_is_sound(vary(sample, Random(seed), renamed=0.5, misspelt=0.5)) for sample in samples)


def test_the_same_seed_gives_the_same_sentences() -> None:
    assert list(make_sentences(50, Random(3))) == list(make_sentences(50, Random(3)))


def test_no_slot_stays_open_and_all_roles_occur() -> None:
    samples = list(make_sentences(500, Random(1)))

    assert not [sample.text for sample in samples if "{" in sample.text or "}" in sample.text]
    roles = {role for sample in samples for mark in sample.marks for role in mark.roles}
    assert roles == {"lead", "cooperate", "advise_to", "report_to"}


def test_patterns_are_drawn_with_and_without_bodies() -> None:
    patterns = word_lists()["patterns"]

    assert len(set(patterns)) == len(patterns)
    assert any("{lead" not in pattern and "{body" not in pattern for pattern in patterns)


@pytest.mark.parametrize("sort", SORTS)
def test_names_are_no_blank_text(sort: str) -> None:
    names = [make_name(sort, Random(seed)) for seed in range(200)]  # type: ignore[arg-type]

    assert all(name == name.strip() and name for name in names)


@given(st.text(min_size=1).filter(str.strip), st.integers(0, 1000))
def test_misspelling_never_gives_nothing(name: str, seed: int) -> None:
    assert misspell(name, Random(seed)).strip()


def test_names_of_persons_are_replaced_and_bodies_are_not() -> None:
    text = "Đồng chí Nguyễn Thị Mẫu Đơn phụ trách; Phòng Nội vụ tổng hợp, gửi UBND thành phố Hồ Chí Minh."
    start = text.index("Phòng")
    sample = vary(Sample(text, (Mark(start, start + 12, "named"),)), Random(5), renamed=0, misspelt=0)

    assert "Mẫu Đơn" not in sample.text
    assert _marked(sample) == ["Phòng Nội vụ"]
    assert "Hồ Chí Minh" in sample.text


def test_a_made_up_person_has_a_family_name_and_given_names() -> None:
    assert len(make_person(Random(1)).split()) == 3


def test_renaming_changes_named_bodies_only() -> None:
    text = "Giao Sở Nội vụ chủ trì, phối hợp với các sở, ngành."
    marks = (Mark(5, 14, "named", ("lead",)), Mark(37, 50, "group", ("cooperate",)))
    sample = vary(Sample(text, marks), Random(2), renamed=1, misspelt=0)

    assert _marked(sample)[0] != "Sở Nội vụ"
    assert _marked(sample)[1] == "các sở, ngành"
    assert [mark.roles for mark in sample.marks] == [("lead",), ("cooperate",)]
