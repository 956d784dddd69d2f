"""Which documents are listed and found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.archivemaker import COMMUNE, PROVINCE, fill, make_document
from vbparse.archive.manifest import Failure, Record
from vbparse.archive.queries.documents import Filters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from vbparse.archive.register import Archive
    from vbparse.plan.model import PlanDocument


def scan_of(plan: PlanDocument) -> PlanDocument:
    """Give the same plan as a scan: another content, read worse."""
    source = plan.source.model_copy(update={"sha256": "f" * 64, "text_origin": "ocr"})
    return plan.model_copy(update={"source": source})


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an archive of five documents: one is a scan of another."""
    own = make_document("9/KH-UBND", "2024-02-01")
    plans = (
        make_document("10/KH-UBND", "2024-02-01"),
        own,
        make_document("70/KH-UBND", "2024-05-XX", PROVINCE),
        make_document(None, None),
        scan_of(own),
    )
    with fill(tmp_path / "plans.db", plans) as opened:
        yield opened


def codes(archive: Archive, *, copies: bool = False, **filters: str) -> list[str | None]:
    return [info.code for info in archive.documents(Filters(**filters), copies=copies)]


def test_they_stand_by_day_and_number_the_undated_last(archive: Archive) -> None:
    assert codes(archive) == ["9/KH-UBND", "10/KH-UBND", "70/KH-UBND", None]


def test_copies_are_listed_when_asked_for_and_do_not_count(archive: Archive) -> None:
    found = [info for info in archive.documents(copies=True) if info.code == "9/KH-UBND"]

    assert {(info.text_origin, info.counts) for info in found} == {("native", True), ("ocr", False)}
    assert [info.text_origin for info in archive.versions(found[0].plan_id)] == ["native", "ocr"]


def test_all_filters_must_hold(archive: Archive) -> None:
    assert codes(archive, issuer="UBND tỉnh Bắc Ninh") == ["70/KH-UBND"]
    assert codes(archive, issuer="Ủy ban nhân dân tỉnh") == ["70/KH-UBND"]
    assert codes(archive, issuer="Sở Nội vụ") == []
    assert codes(archive, unit="Công an xã Thử", issuer=COMMUNE, issued_to="2024-02-01") == ["9/KH-UBND", "10/KH-UBND"]
    assert codes(archive, unit="Sở Y tế") == []


@pytest.mark.parametrize("code", ["KH", "kh"])
def test_a_type_is_asked_for_in_any_case(archive: Archive, code: str) -> None:
    assert len(codes(archive, type=code)) == 4
    assert codes(archive, type="QD") == []


def test_a_type_may_be_asked_for_without_its_stroke(tmp_path: Path) -> None:
    plan = make_document("3/QĐ-UBND")
    decision = plan.model_copy(update={"header": plan.header.model_copy(update={"type_code": "QĐ"})})
    with fill(tmp_path / "plans.db", [decision]) as archive:
        assert codes(archive, type="qd") == codes(archive, type="QĐ") == ["3/QĐ-UBND"]


def test_a_day_with_blanks_is_in_where_it_may_be(archive: Archive) -> None:
    assert codes(archive, issued_from="2024-05-20", issued_to="2024-05-21") == ["70/KH-UBND"]
    assert codes(archive, issued_from="2024-06-01") == codes(archive, issued_from="2024-03-01", issued_to="2024-04-30")
    assert codes(archive, issued_from="2024-06-01") == []


def test_a_document_is_found_by_each_of_its_names(archive: Archive) -> None:
    (info,) = archive.find("70/KH-UBND")

    for name in ("70 /kh–ubnd", "070/KH-UBND", "3.pdf", info.plan_id, info.sha256, info.sha256[:6].upper()):
        assert archive.find(name) == (info,), name


def test_the_document_that_counts_is_meant_by_a_code_any_by_a_path(archive: Archive) -> None:
    assert [info.counts for info in archive.find("9/KH-UBND")] == [True]
    assert [info.counts for info in archive.find("5.pdf")] == [False]
    assert [info.counts for info in archive.find("f" * 8)] == [False]


def test_several_and_none_are_told(tmp_path: Path) -> None:
    plans = [make_document("39/KH-UBND", "2024-01-05", f"Ủy ban nhân dân xã {name}") for name in ("An", "Bình")]
    with fill(tmp_path / "plans.db", plans) as archive:
        assert len(archive.find("39/KH-UBND")) == 2
        assert [info.issuer for info in archive.find("39/KH-UBND", Filters(issuer="UBND xã Bình"))] == [
            "Ủy ban nhân dân xã Bình"
        ]
        assert archive.find("thu.pdf") == tuple(archive.documents())
        for name in ("40/KH-UBND", "", "abcdef", "00"):
            assert archive.find(name) == ()


def test_files_that_could_not_be_read_are_told(archive: Archive) -> None:
    failure = Failure("damaged", "b.pdf is broken", "Copy it again.")
    archive.keep(Record("b.pdf", "b.json", "failed", "x", error=failure))

    assert [(record.path, record.error) for record in archive.failures()] == [("b.pdf", failure)]
    assert len(codes(archive, copies=True)) == 5
