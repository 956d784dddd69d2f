"""Which plan carries out which."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import COMMUNE, PROVINCE, cite, fill, make_document
from vbparse.archive.queries.documents import Filters
from vbparse.archive.queries.graph import Graph, Link, missing_of
from vbparse.archive.queries.tree import roots, walk

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.archive.register import Archive
    from vbparse.plan import model

AN, BINH = "Ủy ban nhân dân xã An", "Ủy ban nhân dân xã Bình"
STRATEGY = make_document("1/KH-UBND", "2024-01-01", PROVINCE)
OF_AN, OF_BINH = (make_document("39/KH-UBND", f"2024-01-0{day}", name) for day, name in ((5, AN), (6, BINH)))


def graph(tmp_path: Path, *plans: model.PlanDocument, mentions: bool = False) -> Graph:
    with fill(tmp_path / "plans.db", plans) as archive:
        return archive.graph(mentions=mentions)


def only_link(tmp_path: Path, *known: model.Citation) -> Link:
    """Give what a plan of June that cites this says, in an archive with two plans of one code."""
    citing = make_document("70/KH-UBND", "2024-06-01", COMMUNE, *known)
    (link,) = graph(tmp_path, OF_AN, OF_BINH, citing).links
    return link


def test_the_day_tells_which_of_two_with_one_code_is_meant(tmp_path: Path) -> None:
    link = only_link(tmp_path, cite("39/KH-UBND", date="2024-01-05"))

    assert (link.state, link.targets, link.agrees, link.role) == ("held", (OF_AN.plan_id,), ("date",), "implements")


def test_the_issuer_tells_it_too(tmp_path: Path) -> None:
    link = only_link(tmp_path, cite("39 /KH–UBND", issuer=BINH, role="basis"))

    assert (link.targets, link.agrees, link.role) == ((OF_BINH.plan_id,), ("issuer",), "basis")


def test_nothing_is_guessed(tmp_path: Path) -> None:
    link = only_link(tmp_path, cite("39/KH-UBND", date="2024-01-XX"))

    assert (link.state, link.targets, link.agrees) == ("ambiguous", tuple(sorted((OF_AN.plan_id, OF_BINH.plan_id))), ())


def test_what_contradicts_is_another_document(tmp_path: Path) -> None:
    link = only_link(tmp_path, cite("39/KH-UBND", date="2024-01-05", issuer=BINH))

    assert (link.state, link.targets) == ("missing", ())
    assert (link.cited.code, link.cited.date, link.cited.issuer) == ("39/KH-UBND", "2024-01-05", BINH)


def test_a_younger_document_is_not_meant(tmp_path: Path) -> None:
    citing = make_document("70/KH-UBND", "2024-01-05", COMMUNE, cite("39/KH-UBND"))
    (link,) = graph(tmp_path, OF_AN, OF_BINH, citing).links

    assert link.targets == (OF_AN.plan_id,)
    assert link.agrees == ()  # known by the code alone


def test_one_that_agrees_in_more_is_meant(tmp_path: Path) -> None:
    undated = make_document("39/KH-UBND", None, AN)
    citing = make_document("70/KH-UBND", "2024-06-01", COMMUNE, cite("39/KH-UBND", date="2024-01-05", issuer=AN))
    (link,) = graph(tmp_path, OF_AN, undated, citing).links

    assert (link.targets, link.agrees) == ((OF_AN.plan_id,), ("date", "issuer"))


def test_what_is_cited_twice_is_one_link_by_its_strongest_role(tmp_path: Path) -> None:
    link = only_link(tmp_path, cite("39/KH-UBND", role="mention", node="II.1"), cite("39/KH-UBND", date="2024-01-05"))

    assert (link.role, link.targets, link.places) == ("implements", (OF_AN.plan_id,), ("II.1", "I"))


def test_a_plan_does_not_carry_out_itself(tmp_path: Path) -> None:
    (link,) = graph(tmp_path, make_document("70/KH-UBND", "2024-06-01", COMMUNE, cite("70/KH-UBND"))).links

    assert link.state == "missing"


def test_mentions_are_links_when_asked_for(tmp_path: Path) -> None:
    citing = make_document("70/KH-UBND", "2024-06-01", COMMUNE, cite("1/KH-UBND", role="mention"))

    assert graph(tmp_path, STRATEGY, citing).links == ()
    (link,) = graph(tmp_path, STRATEGY, citing, mentions=True).links
    assert (link.role, link.targets) == ("mention", (STRATEGY.plan_id,))


def test_a_copy_that_does_not_count_is_no_second_candidate(tmp_path: Path) -> None:
    source = STRATEGY.source.model_copy(update={"sha256": "f" * 64, "text_origin": "ocr"})
    scan = STRATEGY.model_copy(update={"source": source, "citations": ()})
    citing = make_document("70/KH-UBND", "2024-06-01", COMMUNE, cite("1/KH-UBND", date="2024-01-01"))
    found = graph(tmp_path, STRATEGY, scan, citing)

    assert [link.state for link in found.links] == ["held"]
    assert found.nodes[STRATEGY.plan_id].sha256 == STRATEGY.source.sha256


def chain(tmp_path: Path) -> Archive:
    """Make an archive with a diamond: 1 above 2 and 3, both above 4; 5 and 6 cite each other; 7 cites what is not there."""
    up = {number: cite(f"{number}/KH-UBND") for number in range(1, 9)}
    return fill(
        tmp_path / "plans.db",
        [
            STRATEGY,
            make_document("2/KH-UBND", "2024-02-01", AN, up[1]),
            make_document("3/KH-UBND", "2024-02-02", BINH, up[1]),
            make_document("4/KH-UBND", "2024-03-01", COMMUNE, up[2], up[3], cite("8/QĐ-TTg", "basis", "Quyết định")),
            make_document("5/KH-UBND", "2024-04-01", AN, up[6]),
            make_document("6/KH-UBND", "2024-04-01", BINH, up[5]),
            make_document("7/KH-UBND", "2024-05-01", AN, up[8], cite("8/QĐ-TTg", "basis", "Quyết định")),
        ],
    )


def drawn(found: Graph, start: str, direction: str) -> list[str]:
    """Give the lines of a tree: depth, code, and a mark for what stands above already."""
    steps = walk(found, start, direction)  # type: ignore[arg-type]
    return [
        f"{len(step.more)} {(found.nodes[step.plan_id].code if step.plan_id else step.link.cited.code)}{'*' * step.again}"
        for step in steps
    ]


def plan_id(archive: Archive, code: str) -> str:
    (info,) = archive.find(code)
    return info.plan_id


def test_a_tree_goes_up_to_the_roots_and_names_what_is_missing(tmp_path: Path) -> None:
    with chain(tmp_path) as archive:
        start = plan_id(archive, "4/KH-UBND")
        found = archive.graph(start)

    assert drawn(found, start, "up") == ["1 2/KH-UBND", "2 1/KH-UBND", "1 3/KH-UBND", "2 1/KH-UBND", "1 8/QĐ-TTg"]
    assert drawn(found, start, "down") == []
    assert "7/KH-UBND" not in {node.code for node in found.nodes.values()}


def test_a_tree_goes_down_and_shows_each_document_once(tmp_path: Path) -> None:
    with chain(tmp_path) as archive:
        below = archive.graph(plan_id(archive, "4/KH-UBND"))
        start = plan_id(archive, "1/KH-UBND")
        found = archive.graph(start)

    assert drawn(found, start, "down") == ["1 2/KH-UBND", "2 4/KH-UBND", "1 3/KH-UBND", "2 4/KH-UBND"]
    assert below.nodes.keys() == found.nodes.keys()


def test_what_has_more_below_it_is_told_in_full_once(tmp_path: Path) -> None:
    last = make_document("9/KH-UBND", "2024-09-01", BINH, cite("4/KH-UBND"))
    with chain(tmp_path) as archive:
        archive.add(last, path="9.pdf")
        start = plan_id(archive, "1/KH-UBND")
        found = archive.graph(start)

    assert drawn(found, start, "down")[1:3] == ["2 4/KH-UBND", "3 9/KH-UBND"]
    assert drawn(found, start, "down")[3:] == ["1 3/KH-UBND", "2 4/KH-UBND*"]


def test_a_cycle_ends(tmp_path: Path) -> None:
    with chain(tmp_path) as archive:
        start = plan_id(archive, "5/KH-UBND")
        found = archive.graph(start)

    assert drawn(found, start, "up") == ["1 6/KH-UBND", "2 5/KH-UBND*"]
    assert drawn(found, start, "down") == ["1 6/KH-UBND", "2 5/KH-UBND*"]


def test_the_roots_are_the_highest_and_one_of_each_cycle(tmp_path: Path) -> None:
    with chain(tmp_path) as archive:
        found = archive.graph()

    assert [found.nodes[root].code for root in roots(found)] == ["1/KH-UBND", "5/KH-UBND"]


def test_what_is_missing_is_told_by_how_many_cite_it(tmp_path: Path) -> None:
    with chain(tmp_path) as archive:
        missing = missing_of(archive.graph())

    assert [(one.cited.code, one.role, len(one.sources)) for one in missing] == [
        ("8/QĐ-TTg", "basis", 2),
        ("8/KH-UBND", "implements", 1),
    ]


def test_what_names_nothing_is_not_asked_for(tmp_path: Path) -> None:
    found = graph(tmp_path, make_document("70/KH-UBND", "2024-06-01", COMMUNE, cite(None)))

    assert [link.state for link in found.links] == ["missing"]
    assert missing_of(found) == ()


def test_filters_choose_the_citing_documents(tmp_path: Path) -> None:
    with chain(tmp_path) as archive:
        found = archive.graph(filters=Filters(issuer=BINH, issued_to="2024-03-01"))

    assert {node.code for node in found.nodes.values()} == {"3/KH-UBND", "1/KH-UBND"}


def test_a_long_chain_is_no_trouble(tmp_path: Path) -> None:
    plans = [make_document(f"{n}/KH-UBND", "2024-01-01", AN, cite(f"{n - 1}/KH-UBND"), tasks=()) for n in range(1, 120)]
    with fill(tmp_path / "plans.db", plans) as archive:
        start = plan_id(archive, "119/KH-UBND")
        steps = list(walk(archive.graph(start), start, "up"))

    assert len(steps) == 119
    assert steps[-1].link.state == "missing"


def test_a_plan_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with fill(tmp_path / "plans.db", [STRATEGY]) as archive, pytest.raises(KeyError):
        archive.graph("no such plan")
