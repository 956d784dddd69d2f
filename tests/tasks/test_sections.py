"""What headings say about the paragraphs below them: the records of `sections.tsv`."""

from __future__ import annotations

import pytest

from vbparse.lexicon.load import members, rows
from vbparse.tasks.sections import below, section_kind

RECORDS = rows("sections.tsv")


@pytest.mark.parametrize("record", RECORDS, ids=[record["id"] for record in RECORDS])
def test_records_name_their_examples(record: dict[str, str]) -> None:
    assert members(record["examples"])
    for heading in members(record["examples"]):
        assert section_kind(heading) == record["kind"], heading
    for heading in members(record["not"]):
        assert section_kind(heading) != record["kind"], heading


@pytest.mark.parametrize(
    "heading",
    [
        "Lập dự toán kinh phí thực hiện các nhiệm vụ được giao",
        "Thanh quyết toán kinh phí theo đúng quy định",
        "Tiếp tục bố trí kinh phí cho các hoạt động",
        "Quản lý, sử dụng kinh phí",
    ],
)
def test_what_is_done_to_the_money_is_work(heading: str) -> None:
    assert section_kind(heading) is None
    assert below("work", heading, is_heading=True) == "work"


@pytest.mark.parametrize(
    "heading", ["Nguồn kinh phí", "VỀ KINH PHÍ", "Nguồn lực và kinh phí thực hiện", "Bảo đảm kinh phí"]
)
def test_a_heading_that_names_the_money_is_no_work(heading: str) -> None:
    assert section_kind(heading) == "frame"
