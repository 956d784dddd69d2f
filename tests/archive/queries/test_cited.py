"""Whether a citation means a document, and two citations the same one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.archive.queries.cited import Cited, bodies_agree, cite_one, days_agree, gather, is_later

DAYS = st.one_of(st.none(), st.sampled_from(["2024-02-17", "2024-02-XX", "2024-02-18", "2023-02-17", "XX"]))
BODIES = st.one_of(
    st.none(),
    st.sampled_from(["Ủy ban nhân dân Thành phố", "Ủy ban nhân dân thành phố Hà Nội", "Ủy ban nhân dân tỉnh Bắc Ninh"]),
)
CITED = st.builds(
    Cited,
    type=st.sampled_from(["Kế hoạch", "Luật"]),
    code=st.one_of(st.none(), st.sampled_from(["39/KH-UBND", "039/KH-UBND", "40/KH-UBND"])),
    date=DAYS,
    issuer=BODIES,
    title=st.one_of(st.none(), st.sampled_from(["Bình đẳng giới", "bình đẳng giới", "Thanh niên"])),
)


def cited(code: str | None = "39/KH-UBND", date: str | None = None, issuer: str | None = None, **more: str) -> Cited:
    return Cited("Kế hoạch", code, date, issuer, None)._replace(**more)


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("2024-02-17", "2024-02-17", True),
        ("2024-02-17", "2024-02-18", False),
        ("2024-02-XX", "2024-02-18", None),
        ("2024-02-XX", "2024-03-18", False),
        ("2024-02-17", None, None),
        (None, None, None),
    ],
)
def test_days(one: str | None, other: str | None, *, agree: bool | None) -> None:
    assert days_agree(one, other) is agree
    assert days_agree(other, one) is agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("Ủy ban nhân dân quận Hà Đông", "Uỷ ban nhân dân Quận Hà Đông", True),
        ("Ủy ban nhân dân Thành phố", "Ủy ban nhân dân thành phố Hà Nội", None),
        ("Bộ trưởng Bộ Xây dựng", "Bộ Xây dựng", None),
        ("Ủy ban nhân dân quận Hà Đông", "Ủy ban nhân dân quận Ba Đình", False),
        ("Ủy ban nhân dân tỉnh", "Ủy ban nhân dân quận Ba Đình", False),
        ("Ủy ban nhân dân xã An", "Ủy ban nhân dân xã An Bình", None),
        ("Ủy ban nhân dân xã An", "Ủy ban nhân dân xã Anh", False),
        ("Bộ Y tế", "BỘYTẾ", None),
        (None, "Bộ Xây dựng", None),
    ],
)
def test_bodies(one: str | None, other: str, *, agree: bool | None) -> None:
    assert bodies_agree(one, other) is agree
    assert bodies_agree(other, one) is agree


def test_a_document_is_not_cited_before_it_is_there() -> None:
    assert is_later("2024-02-18", "2024-02-17")
    assert not is_later("2024-02-17", "2024-02-17")
    assert not is_later("2024-02-18", "2024-02-XX")
    assert not is_later(None, "2024-02-17")


def test_what_has_no_code_is_one_by_its_title() -> None:
    law = cited(None, type="Luật", title="Bình đẳng giới")

    assert cite_one(law, cited(None, type="Luật", title="bình đẳng giới"))
    assert not cite_one(law, cited(None, type="Nghị quyết", title="Bình đẳng giới"))
    assert not cite_one(law, cited("39/KH-UBND", type="Luật", title="Bình đẳng giới"))
    assert not cite_one(cited(None), cited(None))


def test_a_later_citation_by_the_code_alone_is_of_the_same_document() -> None:
    first, later = cited(date="2024-02-01", issuer="Ủy ban nhân dân Thành phố"), cited(title="Bình đẳng giới")

    assert gather([later, first])[later] == first._replace(title="Bình đẳng giới")


def test_it_is_of_none_of_two_that_nobody_can_tell_apart() -> None:
    one, other, bare = cited(date="2024-02-01"), cited(date="2024-03-01"), cited()

    assert gather([one, other, bare]) == {one: one, other: other, bare: bare}


def test_a_day_and_an_issuer_may_be_of_two_documents() -> None:
    one, other = cited(date="2024-02-01"), cited(issuer="Ủy ban nhân dân Thành phố")

    assert gather([one, other]) == {one: one, other: other}


def test_of_two_plans_the_code_alone_says_too_little() -> None:
    dated, bare = cited(date="2024-02-01"), cited()

    assert set(gather([dated, bare], sure=True).values()) == {dated, bare}
    assert len(set(gather([dated, cited(date="2024-02-01", issuer="A B")], sure=True).values())) == 1


@given(st.lists(CITED, max_size=8))
def test_gathering_loses_nothing_and_contradicts_nothing(citations: list[Cited]) -> None:
    meant = gather(citations)

    assert meant.keys() == set(citations)
    for one, whole in meant.items():
        assert days_agree(one.date, whole.date) is not False
        assert bodies_agree(one.issuer, whole.issuer) is not False
    assert gather(reversed(citations)) == meant


@given(DAYS, DAYS, BODIES, BODIES)
def test_agreement_is_mutual(day: str | None, other: str | None, body: str | None, another: str | None) -> None:
    assert days_agree(day, other) is days_agree(other, day)
    assert bodies_agree(body, another) is bodies_agree(another, body)
