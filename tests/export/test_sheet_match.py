"""Which rows of a workbook stand for which tasks of a plan that was read anew."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vbparse.export.sheet_match import Known, match_rows, of_same_plan

A, B, C = (
    Known("p#1", "Lập kế hoạch", "Phòng A"),
    Known("p#2", "Báo cáo", "Phòng A"),
    Known("p#3", "Báo cáo", "Phòng B"),
)


def test_rows_are_known_by_their_keys() -> None:
    assert match_rows([C, A, B], [A, B, C]) == {0: 2, 1: 0, 2: 1}


def test_a_key_is_enough_where_the_words_have_changed() -> None:
    assert match_rows([A], [A._replace(text="Lập kế hoạch năm 2025")]) == {0: 0}


def test_renumbered_tasks_are_known_by_their_words() -> None:
    new = [Known("p#1", "Việc mới"), A._replace(key="p#2"), B._replace(key="p#3"), C._replace(key="p#4")]

    assert match_rows([A, B, C], new) == {0: 1, 1: 2, 2: 3}


def test_words_that_several_rows_have_prove_nothing() -> None:
    here = [Known("p#1", "Báo cáo"), Known("p#2", "Báo cáo")]
    there = [Known("p#2", "Báo cáo"), Known("p#3", "Báo cáo")]

    assert match_rows(here, there) == {1: 0}


def test_whoever_knows_better_is_believed() -> None:
    new = [Known("p#7", "Khác hẳn"), A]

    assert match_rows([A], new, {"p#1": "p#7"}) == {0: 0}


def test_a_row_that_was_copied_stands_for_the_task_once() -> None:
    assert match_rows([A, A], [A]) == {0: 0}


def test_rows_of_people_have_no_key_and_stand_for_nothing() -> None:
    assert match_rows([Known("", "Báo cáo", "Phòng A")], [B]) == {}


def test_a_plan_under_another_id_is_known_by_its_tasks() -> None:
    new = [row._replace(key=row.key.replace("p#", "q#")) for row in (A, B, C)]

    assert [row.key for row in of_same_plan([A, B, C], new)] == ["q#1", "q#2", "q#3"]
    assert of_same_plan([A, B, C], [Known("q#1", "Việc khác")]) == [A, B, C]
    assert of_same_plan([A], [A, new[0]]) == [A]  # two plans: rows of the other are new


KEYS = ("p#1", "p#2", "p#3", "q#1")
OLD = st.builds(Known, st.sampled_from(["", *KEYS]), st.sampled_from(["", "x", "y", "z"]))
NEW = st.builds(Known, st.sampled_from(KEYS), st.sampled_from(["", "x", "y", "z"]))


@given(st.lists(OLD, max_size=6), st.lists(NEW, max_size=6, unique_by=lambda row: row.key))
def test_no_row_is_matched_twice(old: list[Known], new: list[Known]) -> None:
    found = match_rows(old, new)

    assert len(set(found.values())) == len(found)
    assert all(0 <= here < len(old) and 0 <= there < len(new) for here, there in found.items())
    assert all(old[here].plan == new[there].plan for here, there in found.items())


@given(st.lists(NEW, max_size=6, unique_by=lambda row: row.key), st.permutations(range(6)))
def test_the_order_of_rows_changes_nothing(rows: list[Known], order: list[int]) -> None:
    new = [Known("p#1", "x"), Known("p#2", "z"), Known("p#4", "y")]
    shuffled = [rows[number] for number in order if number < len(rows)]
    straight, mixed = match_rows(rows, new), match_rows(shuffled, new)

    assert {rows[here].key: there for here, there in straight.items()} == {
        shuffled[here].key: there for here, there in mixed.items()
    }
