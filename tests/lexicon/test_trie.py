from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.lexicon.syllables import cut
from vbparse.lexicon.trie import Trie, spellings


def make(*phrases: str, initials: bool = False) -> Trie[str]:
    trie: Trie[str] = Trie()
    for phrase in phrases:
        trie.add(phrase, phrase, initials=initials)
    return trie


def longest(trie: Trie[str], text: str, at: int = 0) -> tuple[str, int] | None:
    pieces = cut(text)
    hit = trie.longest(pieces, at, len(pieces))
    return None if hit is None else (hit.value, hit.end)


def test_the_longest_phrase_wins() -> None:
    trie = make("Sở Y tế", "Sở", "Sở Y tế dự phòng")
    assert longest(trie, "Sở Y tế báo cáo") == ("Sở Y tế", 3)
    assert longest(trie, "sở y tế dự phòng") == ("Sở Y tế dự phòng", 5)
    assert longest(trie, "Sở Nội vụ") == ("Sở", 1)
    assert longest(trie, "Phòng Y tế") is None


@pytest.mark.parametrize(
    "printed",
    [
        "Sở Giáo dục và Đào tạo",
        "sở giáo dục – đào tạo",
        "Sở Giáo dục & Đào tạo",
        "Sở Giáo dục Đào tạo",
        "Sở GD&ĐT",
        "Sở GDĐT",
        "Sở GD-ĐT",
        "Sở GD và Đào tạo",
        "Sở Giáo dục và ĐT",
    ],
)
def test_a_joint_may_be_printed_in_any_way_and_parts_by_their_initials(printed: str) -> None:
    trie = make("Sở Giáo dục và Đào tạo", initials=True)
    assert longest(trie, printed) == ("Sở Giáo dục và Đào tạo", len(cut(printed)))


@pytest.mark.parametrize("printed", ["Sở Giáo dục, Đào tạo", "Sở gdđt", "Sở GD ĐTX", "Sở Giáo"])
def test_what_is_no_spelling_of_the_name(printed: str) -> None:
    assert longest(make("Sở Giáo dục và Đào tạo", initials=True), printed) is None


def test_a_list_of_three_keeps_its_commas() -> None:
    trie = make("Sở Văn hóa, Thể thao và Du lịch", initials=True)
    for printed in ("Sở Văn hóa, Thể thao và Du lịch", "Sở Văn hóa Thể thao và Du lịch", "Sở VH,TT&DL", "Sở VHTTDL"):
        assert longest(trie, printed) == ("Sở Văn hóa, Thể thao và Du lịch", len(cut(printed)))


def test_an_abbreviation_is_found_in_capitals_only() -> None:
    trie = make("UBND")
    assert longest(trie, "UBND") == ("UBND", 1)
    assert longest(trie, "Ubnd") is None


def test_the_first_of_two_equal_phrases_stays() -> None:
    trie: Trie[int] = Trie()
    trie.add("Sở Y tế", 1)
    trie.add("sở y tế", 2)
    assert trie.longest(cut("Sở Y tế"), 0, 3) == (1, 3)


def test_a_field_is_stored_without_its_head() -> None:
    trie: Trie[str] = Trie()
    trie.add_field("Giáo dục và Đào tạo", "x")
    assert trie.longest(cut("GD&ĐT"), 0, 3) == ("x", 3)


def test_a_joint_never_begins_or_ends_a_phrase() -> None:
    trie = make("Sở Y tế và Dân số")
    assert longest(trie, "và Sở Y tế") is None
    assert longest(trie, "Sở Y tế và") is None


def test_what_stands_before() -> None:
    trie = make("phối hợp với", "với")
    pieces = cut("Chủ trì phối hợp với Sở Y tế")
    assert trie.before(pieces, 5)
    assert not trie.before(pieces, 4)
    assert not trie.before(pieces, 0)


def test_first_keys() -> None:
    assert make("Sở Y tế", "UBND").starts() == {cut("sở").keys[0], "UBND"}


WORDS = st.sampled_from(["Sở", "Y tế", "GD", "Đào tạo"])
JOINTS = st.sampled_from([" ", " và ", " - ", ", ", "&", ""])


@given(WORDS, st.lists(st.tuples(JOINTS, WORDS), max_size=5))
def test_any_phrase_is_found_again(first: str, rest: list[tuple[str, str]]) -> None:
    phrase = first + "".join(joint + word for joint, word in rest)
    assert longest(make(phrase, initials=True), phrase) == (phrase, len(cut(phrase)))


@pytest.mark.parametrize("phrase", ["", "-", " và ", ", -"])
def test_a_phrase_without_words_is_stored_nowhere(phrase: str) -> None:
    trie = make(phrase, initials=True)
    assert not list(spellings(phrase))
    assert longest(trie, "và - ,") is None
    assert trie.starts() == frozenset()
