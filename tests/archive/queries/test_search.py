"""Searching an archive of plan 70 and invented plans."""

from __future__ import annotations

import string
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

import vbparse
from tests.clirunner import PLAN, SAMPLE
from tests.planmaker import make_plan, node
from vbparse.archive.queries.documents import Filters
from vbparse.archive.register import Archive
from vbparse.archive.store.asked import QueryError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.archive.queries.search import Hit
    from vbparse.plan.model import PlanDocument


def plan_of(number: str, line: str = "Làm đẹp đường làng.", date: str = "01 tháng 02 năm 2024") -> PlanDocument:
    """Give an invented plan with a line of its own."""
    text = PLAN.format(number=number).replace("Làm đẹp đường làng.", line).replace("01 tháng 02 năm 2024", date)
    return vbparse.parse(text.encode(), name=f"{number}.txt")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("archive") / "plans.db", create=True) as archive:
        archive.add(vbparse.parse(SAMPLE), path="kehoach70.pdf")
        archive.add(plan_of("170", "Theo Quyết định số 15/QĐ-UBND và Kế hoạch số 70/KH-UBND-TH."), path="170.txt")
        archive.add(plan_of("171", "Hoà giải ở cơ sở; đảm bảo an toàn.", "03 tháng 02 năm 2024"), path="171.txt")
        archive.add(plan_of("172", "Hòa giải ở cơ sở; đảm bảo an toàn.", "04 tháng 02 năm 2025"), path="172.txt")
        yield archive


def marked(hit: Hit) -> list[str]:
    return [hit.snippet[start:end] for start, end in hit.spans]


def codes(hits: list[Hit]) -> list[str | None]:
    return [hit.document.code for hit in hits]


def test_a_hit_tells_document_place_and_words(archive: Archive) -> None:
    hits = archive.search('"bình đẳng giới"', limit=None)
    assert len(hits) == archive.count_hits('"bình đẳng giới"') > 20
    assert {hit.document.code for hit in hits} == {"70/KH-UBND"}
    assert hits[0].document.issuer == "Ủy ban nhân dân quận Hà Đông"
    assert hits[0].document.paths == ("kehoach70.pdf",)
    assert all("bình đẳng giới" in [text.casefold() for text in marked(hit)] for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_pages_are_those_on_which_the_words_stand(archive: Archive) -> None:
    import pdfplumber

    with pdfplumber.open(SAMPLE) as pdf:
        printed = ["".join((page.extract_text() or "").split()).casefold() for page in pdf.pages]
    hits = archive.search('"bình đẳng giới"', limit=None)
    assert {hit.page for hit in hits} > {1, 2, 3, 4}
    for hit in hits:
        assert hit.page is not None
        assert hit.page_to is not None
        text = "".join(printed[hit.page - 1 : hit.page_to])
        assert "".join(hit.snippet.strip("…").split()).casefold()[:30] in text or hit.node in {"H", "C.p1"}, hit
    assert {hit.node for hit in hits if hit.page != hit.page_to} <= {"II.1.b3", "III.2.b3", "III.10.b1"}


@pytest.mark.parametrize(
    "asked", ["bình đẳng giới", "binh dang gioi", "BÌNH dang giới", '"binh dang gioi"', '"bình dang giới"']
)
def test_words_are_found_with_and_without_diacritics(archive: Archive, asked: str) -> None:
    hits = archive.search(asked)
    assert len(hits) == 20
    assert any("bình đẳng giới" in [text.casefold() for text in marked(hit)] for hit in hits)


def test_a_diacritic_that_is_given_counts(archive: Archive) -> None:
    assert not archive.search('"bình đằng giới"')
    assert not archive.search("đám báo")
    assert (
        codes(archive.search('"đảm bảo an"')) == codes(archive.search('"dam bao an"')) == ["172/KH-UBND", "171/KH-UBND"]
    )


def test_the_place_of_the_tone_mark_does_not_matter(archive: Archive) -> None:
    for asked in ("hoà giải", "hòa giải", "hoa giai", '"Hòa giải"'):
        assert codes(archive.search(asked)) == ["172/KH-UBND", "171/KH-UBND"]
    assert [marked(hit) for hit in archive.search("hòa giải")] == [["Hòa giải"], ["Hoà giải"]]


def test_codes_are_found_whole(archive: Archive) -> None:
    assert codes(archive.search("70/KH-UBND")) == ["70/KH-UBND"]
    assert codes(archive.search("170/kh-ubnd")) == ["170/KH-UBND"]
    assert codes(archive.search("15/qđ-ubnd")) == codes(archive.search("15/QD-UBND")) == ["170/KH-UBND"]
    assert not archive.search("0/KH-UBND")
    assert not archive.search("70/KH")


def test_beginnings_exclusions_and_alternatives(archive: Archive) -> None:
    assert codes(archive.search('"hòa gi"*')) == ["172/KH-UBND", "171/KH-UBND"]
    assert codes(archive.search("hoà giả* sở")) == ["172/KH-UBND", "171/KH-UBND"]
    assert not archive.search("hòa -giải")
    assert codes(archive.search('"hòa giải" OR 15/QĐ-UBND'))[:3].count("170/KH-UBND") == 1
    assert archive.count_hits('"hòa giải" OR 15/QĐ-UBND') == 3


def test_words_that_stand_together_come_first(tmp_path: Path) -> None:
    outline = (
        node("I", "Phòng ngừa; tư vấn; pháp chế; và những việc khác"),
        node("II", "Phòng Tư pháp; và nhiều việc khác nữa, trong năm"),
    )
    with Archive(tmp_path / "plans.db", create=True) as archive:
        archive.add(make_plan(outline=outline), path="a.pdf")
        assert [hit.node for hit in archive.search("phòng tư pháp")] == ["II", "I"]
        assert [hit.node for hit in archive.search("phong tu phap")] == ["II", "I"]


def test_of_equal_passages_the_latest_comes_first_and_pages_of_an_answer_join(archive: Archive) -> None:
    everything = archive.search("năm", limit=None)
    assert [hit.document.date for hit in archive.search('"đảm bảo an toàn"')] == ["2025-02-04", "2024-02-03"]
    assert archive.search("năm", limit=3) + archive.search("năm", limit=None, offset=3) == everything
    assert archive.count_hits("năm") == len(everything)
    assert not archive.search("năm", offset=len(everything))


def test_filters(archive: Archive) -> None:
    def found(filters: Filters) -> set[str | None]:
        hits = archive.search("năm", filters, limit=None)
        assert len(hits) == archive.count_hits("năm", filters)
        return set(codes(hits))

    assert found(Filters(issuer="UBND quận Hà Đông")) == {"70/KH-UBND"}
    assert found(Filters(unit="Phòng Tư pháp")) == {"70/KH-UBND"}
    assert found(Filters(issued_from="2024-02-03", issued_to="2025-02-03")) == {"70/KH-UBND", "171/KH-UBND"}
    assert found(Filters(type="kh", issued_to="2024-02-02")) == {"170/KH-UBND"}
    assert found(Filters(type="QĐ")) == set()
    assert found(Filters(unit="Sở Không Có")) == set()
    assert found(Filters(unit="\udcff")) == set()


def test_further_copies_are_left_out_unless_asked_for(tmp_path: Path) -> None:
    plan = make_plan()
    scan = plan.model_copy(update={"source": plan.source.model_copy(update={"sha256": "1" * 64, "text_origin": "ocr"})})
    with Archive(tmp_path / "plans.db", create=True) as archive:
        archive.add(scan, path="scan.pdf")
        archive.add(plan, path="plan.pdf")
        assert [hit.document.paths for hit in archive.search("lap bao cao")] == [("plan.pdf",)]
        assert {hit.document.paths for hit in archive.search("lap bao cao", copies=True)} == {
            ("plan.pdf",),
            ("scan.pdf",),
        }
        assert (archive.count_hits("lap bao cao"), archive.count_hits("lap bao cao", copies=True)) == (1, 2)


def test_the_order_does_not_depend_on_that_of_adding(tmp_path: Path) -> None:
    plans = [plan_of(str(number)) for number in range(5)]
    answers = []
    for name, order in (("a.db", plans), ("b.db", plans[::-1])):
        with Archive(tmp_path / name, create=True) as archive:
            for plan in order:
                archive.add(plan, path=plan.source.name)
            answers.append([hit._replace(score=0) for hit in archive.search("lam dep", limit=None)])
    assert answers[0] == answers[1]


def test_a_document_that_goes_takes_its_passages_along(tmp_path: Path) -> None:
    with Archive(tmp_path / "plans.db", create=True) as archive:
        for number in range(3):
            archive.add(plan_of(str(number)), path=f"{number}.txt")
        archive.forget("2.txt")
        archive.add(plan_of("7"), path="7.txt")
        assert sorted(map(str, codes(archive.search("đường làng")))) == ["0/KH-UBND", "1/KH-UBND", "7/KH-UBND"]
        assert not archive.search("2/KH-UBND")
        archive.connection.execute("INSERT INTO passages (passages) VALUES ('integrity-check')")


LETTERS = (
    "ăâđêôơưàáảãạếộữ" + string.ascii_lowercase + "ĐẠ 0123456789" + "\"'*()-:^{}+/.,|&%_\0\n\N{COMBINING ACUTE ACCENT}"
)


@given(st.text(LETTERS, max_size=40) | st.text(max_size=20))
def test_any_text_is_a_query_or_a_query_error(archive: Archive, asked: str) -> None:
    try:
        hits = archive.search(asked, limit=3)
    except QueryError:
        return
    assert len(hits) == min(3, archive.count_hits(asked))


@pytest.mark.parametrize(
    "asked",
    [
        "AND",
        "a AND b",
        "NEAR(a b)",
        "plain : x",
        "{a b} : c",
        "a^",
        "x' OR 1=1 --",
        "a NOT",
        "(",
        "'",
        "NOT",
        '"a" "',
        "ß ﬁ İ ²",
    ],
)
def test_words_of_the_index_have_no_meaning(archive: Archive, asked: str) -> None:
    try:
        assert archive.search(asked) is not None
    except QueryError:
        assert not any(char.isalnum() for char in asked)


@given(st.lists(st.text(LETTERS, min_size=1, max_size=8), min_size=1, max_size=6))
def test_every_word_of_a_passage_finds_it(words: list[str]) -> None:
    import unicodedata

    text = unicodedata.normalize("NFC", " ".join(words))
    with Archive(Path(":memory:"), create=True) as archive:
        archive.add(make_plan(outline=(node("I", text),), recipients=()), path="a.pdf")
        for word in filter(str.isalnum, "".join(char if char.isalnum() else " " for char in text).split()):
            hits = [hit for hit in archive.search(f'"{word}"', limit=None) if hit.node == "I"]
            assert hits, word
            assert word in " ".join(marked(hits[0]))


def test_an_answer_is_of_one_state_of_the_archive(tmp_path: Path) -> None:
    with Archive(tmp_path / "plans.db", create=True) as archive, Archive(tmp_path / "plans.db") as writer:
        archive.add(plan_of("1"), path="1.txt")
        went = False

        def trace(statement: str) -> None:
            nonlocal went
            if "FROM nodes" in statement and not went:  # between the two looks of a search
                went = writer.forget("1.txt")

        archive.connection.set_trace_callback(trace)
        assert codes(archive.search("đường làng")) == ["1/KH-UBND"]
        archive.connection.set_trace_callback(None)
        assert went
        assert not archive.search("đường làng")
