"""What people ask for, read into queries."""

from __future__ import annotations

import pytest

from vbparse.archive.store.asked import QueryError, Word, read_query
from vbparse.archive.store.words import index_words, keys


def phrases(asked: str) -> list[list[str]]:
    return [[word.key for word in phrase] for phrase in read_query(asked).phrases]


def test_words_phrases_and_beginnings() -> None:
    assert [len(phrase) for phrase in read_query('trẻ em "mầm non" 2024').phrases] == [1, 1, 2, 1]
    assert read_query("kế ho*").phrases[1] == (Word("ho", spelled=False, begins=True),)
    assert read_query('"kế ho"*').phrases[0][1].begins


def test_a_word_with_a_diacritic_is_asked_as_spelled_and_one_without_in_bare_letters() -> None:
    (accented,), (bare,) = read_query("bình dang").phrases
    assert (accented.spelled, accented.key) == (True, keys("bình").spelled)
    assert (bare.spelled, bare.key) == (False, "dang")
    assert read_query("đ").phrases[0][0].spelled
    assert not read_query("d").phrases[0][0].spelled


@pytest.mark.parametrize("asked", ["hoà", "hòa", "HOÀ", "Hòa", "ho\N{LATIN SMALL LETTER A}\N{COMBINING GRAVE ACCENT}"])
def test_the_place_of_the_tone_mark_case_and_composition_do_not_matter(asked: str) -> None:
    assert read_query(asked) == read_query("hoà")


@pytest.mark.parametrize(
    "asked", ["70/KH-UBND", "70/kh-ubnd", "70/KH–UBND", "(70/KH-UBND),", "70 /KH-UBND", "70/ KH-UBND"]
)
def test_a_code_is_looked_for_whole(asked: str) -> None:
    match = read_query(asked).match
    assert match == read_query("70/KH-UBND").match
    assert "plain" not in match
    assert phrases(asked) == [["70", "kh", "ubnd"]]


def test_codes_meet_without_their_diacritics() -> None:
    code = index_words("Thực hiện Quyết định số 123/QĐ-TTg").codes
    assert code == index_words("123/QD-TTG").codes
    assert code in read_query("123/qd-ttg").match
    assert code in read_query("123/qđ-ttg").match


def test_what_only_might_be_a_code_is_looked_for_as_words_too() -> None:
    assert 'plain : "30 km"' in read_query("30/km").match


def test_quotes_of_all_kinds_make_phrases() -> None:
    for asked in ("“mầm non”", "«mầm non»", '"mầm non"', "„mầm non“"):
        assert read_query(asked) == read_query('"mầm non"')


def test_exclusion_and_alternatives() -> None:
    match = read_query('trẻ OR em -"mầm non"').match
    assert " NOT " in match
    assert phrases('trẻ OR em -"mầm non"') == phrases("trẻ em")
    assert read_query("OR trẻ").match == read_query("trẻ").match == read_query("trẻ |").match


@pytest.mark.parametrize("asked", ["", " ", '"', '""', "-", "*", "-a", '-"a b" -c', "OR", "…", "\0", "\ud800"])
def test_without_a_word_to_look_for_it_is_an_error(asked: str) -> None:
    with pytest.raises(QueryError) as raised:
        read_query(asked)
    assert raised.value.advice


def test_too_many_words_are_an_error() -> None:
    read_query("a " * 64)
    with pytest.raises(QueryError, match="more than 64 words"):
        read_query("a " * 65)
