"""What a push would change, without any server."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vbparse.push.changes import Difference, differs, digest, normal, plan_changes, remembered

WANTED = {"title": "Báo cáo", "due": "2024-05-24"}


def pushed(**fields: str | None) -> dict[str, str]:
    return {name: digest(value) for name, value in fields.items()}


def test_what_is_not_there_is_created_and_what_is_not_wanted_any_more_is_told() -> None:
    changes = plan_changes({"a": WANTED, "b": WANTED}, {"b": WANTED, "c": WANTED, "d": WANTED}, {}, known=["d"])

    assert [(change.key, change.kind) for change in changes] == [("a", "create"), ("b", "same"), ("c", "gone")]


def test_what_only_the_plan_changed_is_set() -> None:
    there = {"title": "Báo cáo", "due": "2024-05-20"}
    (change,) = plan_changes({"a": WANTED}, {"a": there}, {"a": pushed(**there)})

    assert change.kind == "update"
    assert change.updates == {"due": Difference("2024-05-20", "2024-05-24")}
    assert not change.kept
    assert not change.conflicts


def test_what_only_people_changed_stays() -> None:
    there = {"title": "Báo cáo", "due": "2024-06-01"}
    (change,) = plan_changes({"a": WANTED}, {"a": there}, {"a": pushed(**WANTED)})

    assert change.kind == "same"
    assert change.kept == {"due": Difference("2024-06-01", "2024-05-24")}


def test_what_both_changed_stays_as_people_set_it_and_the_rest_is_set() -> None:
    there = {"title": "Báo cáo cũ", "due": "2024-06-01"}
    before = pushed(title="Báo cáo cũ", due="2024-05-20")
    (change,) = plan_changes({"a": WANTED}, {"a": there}, {"a": before})

    assert change.kind == "update"
    assert list(change.updates) == ["title"]
    assert list(change.conflicts) == ["due"]
    assert remembered(WANTED, change, before) == pushed(title="Báo cáo", due="2024-05-20")


def test_of_what_it_is_not_known_who_set_it_nothing_is_overwritten() -> None:
    (change,) = plan_changes({"a": WANTED}, {"a": {"title": "Khác", "due": None}}, {"a": {}})

    assert list(change.conflicts) == ["title"]
    assert list(change.updates) == ["due"]


def test_people_who_did_what_the_plan_wants_now_are_agreed_with() -> None:
    (change,) = plan_changes({"a": WANTED}, {"a": WANTED}, {"a": pushed(title="Báo cáo", due="2024-05-20")})

    assert change.kind == "settle"
    assert remembered(WANTED, change, {}) == pushed(**WANTED)


def test_ways_to_write_the_same_are_no_change() -> None:
    there = {"title": "Báo cáo ", "due": "2024-05-24", "more": "\r\n"}

    assert not differs({**WANTED, "more": None}, there)
    assert normal("a\r\nb  \r\n") == "a\nb"
    assert digest("") == digest(None) == digest(" \n")
    assert digest("None") != digest(None)


VALUES = st.none() | st.sampled_from(["2024-05-20", "2024-05-24", "", "a\r\nb"])
FIELDS = st.fixed_dictionaries({"title": VALUES, "due": VALUES})


@given(FIELDS, FIELDS, FIELDS)
def test_people_never_lose_what_they_wrote_and_a_second_push_does_nothing(
    wanted: dict[str, str | None], there: dict[str, str | None], last: dict[str, str | None]
) -> None:
    before = {name: digest(value) for name, value in last.items()}
    (change,) = plan_changes({"a": wanted}, {"a": there}, {"a": before})
    for name in change.updates:
        assert normal(there[name]) == normal(last[name])
    after = {**there, **{name: difference.wanted for name, difference in change.updates.items()}}
    (again,) = plan_changes({"a": wanted}, {"a": after}, {"a": remembered(wanted, change, before)})

    assert again.kind == "same"
    assert again.kept.keys() | again.conflicts.keys() == change.kept.keys() | change.conflicts.keys()
