"""Citations: the cases of `cases/citations.md`, the examples of the lexicon, canonical issuers, checks, totality."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.casefile import Case, case_ids, read_cases
from vbparse.entities.citations import check_citations, find_citations, with_issuers
from vbparse.entities.citations.types import Naming, citation_types
from vbparse.entities.model import Citation, Context, Mention, Unit
from vbparse.lexicon.load import members, rows
from vbparse.outline.passages import Passage, Zone
from vbparse.textmap import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

ZONES: dict[str, tuple[str, Zone]] = {
    "P:": ("P.p1", "preamble"),
    "A:": ("A1.p1", "annex"),
    "H:": ("H", "header"),
    "R:": ("N", "recipients"),
}
CASES = read_cases("citations.md")
EXPECTED = re.compile(
    r'(?P<type>\D+?)(?: (?P<code>\S*(?:\d/|-\w+/|/)\S+|TCVN \S+|QCVN \S+))?(?: (?P<date>\d{4}-\w\w-\w\w))? \| "(?P<text>.*?)"'
    r"(?= \| |$)(?: \| BY (?P<issuer>.*?))?(?: \| TITLE (?P<title>.*?))?(?: \| (?P<role>basis|implements))?$"
)


def passages_of(text: str) -> tuple[list[Passage], Context]:
    passages, context, start = [], Context(), 0
    for line in text.splitlines():
        if line.startswith("OWN: "):
            code, issued = line.removeprefix("OWN: ").split()
            context = Context(own_code=code, issued=issued)
            continue
        node, zone = ZONES.get(line[:2], ("I.1", "body"))
        content = line[3:] if line[:2] in ZONES else line
        passages.append(Passage(node, zone, Span(start, start + len(content)), content))
        start += len(content) + 1
    return passages, context


def text_of(passages: Sequence[Passage], span: Span) -> str:
    passage = next(p for p in passages if p.span.contains(span))
    return passage.text[span.start - passage.span.start : span.end - passage.span.start]


@pytest.mark.parametrize("case", CASES, ids=case_ids(CASES))
def test_case(case: Case) -> None:
    passages, context = passages_of(case.text)

    found = find_citations(passages, context)

    expected = [] if case.expected == "-" else [EXPECTED.fullmatch(line) for line in case.expected.splitlines()]
    lines = []
    for mention, line in zip(found, [*expected, *[None] * len(found)], strict=False):
        value = mention.value
        parts = [" ".join(filter(None, (value.type, value.code, value.date))), f'"{text_of(passages, mention.span)}"']
        parts += [f"BY {value.issuer}"] if value.issuer else []
        parts += [f"TITLE {value.title}"] if line is not None and line["title"] else []
        parts += [value.role] if value.role != "mention" else []
        lines.append(" | ".join(parts))
    assert "\n".join(lines) == case.expected.removeprefix("-")


def test_expected_lines_can_be_read() -> None:
    lines = [line for case in CASES if case.expected != "-" for line in case.expected.splitlines()]

    assert [line for line in lines if EXPECTED.fullmatch(line) is None] == []


def find_in(text: str) -> list[tuple[int, Citation]]:
    passage = Passage("I.1", "body", Span(0, len(text)), text)
    return [(mention.span.start, mention.value) for mention in find_citations([passage], Context())]


EXAMPLES = [
    (row["name"], column, example)
    for row in rows("citation_types.tsv")
    for column in ("examples", "not")
    for example in members(row[column])
]


@pytest.mark.parametrize(("name", "column", "example"), EXAMPLES)
def test_every_example_of_a_type(name: str, column: str, example: str) -> None:
    at = example.index("[")
    found = find_in(example.replace("[", "").replace("]", ""))

    assert ((at, name) in [(start, value.type) for start, value in found]) == (column == "examples")


def test_types_are_well_formed() -> None:
    records = rows("citation_types.tsv")

    assert len({row["id"] for row in records}) == len(records)
    assert {kind.named for kind in citation_types()} <= set(get_args(Naming))


@pytest.mark.parametrize("name", [row["name"] for row in rows("laws.tsv")])
def test_every_law_is_read_to_its_end(name: str) -> None:
    text = f"theo quy định của Luật {name} và các văn bản hướng dẫn"

    passage = Passage("I.1", "body", Span(0, len(text)), text)
    (found,) = find_citations([passage], Context())

    assert text[found.span.start : found.span.end] == f"Luật {name}"


def mention(start: int, end: int, value: Citation) -> Mention[Citation]:
    return Mention(Span(start, end), "I.1", value, "test")


def unit(start: int, end: int, name: str, cls: str = "named") -> Mention[Unit]:
    return Mention(Span(start, end), "I.1", Unit(name, cls), "test")  # type: ignore[arg-type]


def test_the_issuer_becomes_canonical() -> None:
    text = "Kế hoạch số 39/KH-UBND ngày 29/01/2024 của UBND quận"
    cited = find_citations([Passage("I.1", "body", Span(0, len(text)), text)], Context())
    start = text.index("UBND quận")

    (named,) = with_issuers(cited, [unit(start, len(text), "Ủy ban nhân dân quận Hà Đông")])
    (unnamed,) = with_issuers(cited, [])

    assert named.value.issuer == "Ủy ban nhân dân quận Hà Đông"
    assert unnamed.value.issuer == "UBND quận"


def test_an_owner_that_is_a_place_is_no_issuer() -> None:
    text = "phù hợp với kế hoạch phát triển kinh tế - xã hội của quận."
    cited = find_citations([Passage("I.1", "body", Span(0, len(text)), text)], Context())
    start = text.index("quận")

    assert with_issuers(cited, [unit(start, start + 4, "quận", "polity")])[0].value.issuer is None
    assert with_issuers(cited, [])[0].value.issuer is None


def test_the_issuer_before_the_document_becomes_canonical() -> None:
    text = "được UBND tỉnh phê duyệt tại Quyết định số 864/QĐ-UBND"
    cited = find_citations([Passage("I.1", "body", Span(0, len(text)), text)], Context())

    (named,) = with_issuers(cited, [unit(5, 14, "Ủy ban nhân dân tỉnh An Bình")])

    assert named.value.issuer == "Ủy ban nhân dân tỉnh An Bình"


def test_two_issuers_are_joined() -> None:
    text = "Chương trình phối hợp số 18/CTPH-SNV-SYT giữa Sở Nội vụ và Sở Y tế"
    cited = find_citations([Passage("I.1", "body", Span(0, len(text)), text)], Context())
    first, second = text.index("Sở Nội vụ"), text.index("Sở Y tế")

    units = [unit(first, first + 9, "Sở Nội vụ tỉnh A"), unit(second, second + 7, "Sở Y tế tỉnh A")]

    assert with_issuers(cited, units)[0].value.issuer == "Sở Nội vụ tỉnh A và Sở Y tế tỉnh A"


def test_a_document_dated_after_the_plan_is_reported() -> None:
    cited = [mention(0, 9, Citation("Quyết định", "5/QĐ-UBND", "2026-06-19"))]

    (finding,) = check_citations(cited, Context(issued="2026-03-26"))

    assert finding.code == "CITATION_DATE_AFTER_ISSUE"
    assert finding.values == {"document": "Quyết định 5/QĐ-UBND", "date": "2026-06-19", "issued": "2026-03-26"}


@pytest.mark.parametrize("date", ["2026-03-26", "2026-03-XX", None])
def test_a_document_of_the_same_day_or_of_a_blank_day_is_not(date: str | None) -> None:
    cited = [mention(0, 9, Citation("Quyết định", "5/QĐ-UBND", date))]

    assert check_citations(cited, Context(issued="2026-03-26")) == ()


def test_one_code_with_two_dates_is_a_conflict_unless_the_issuers_differ() -> None:
    first = mention(0, 9, Citation("Kế hoạch", "5/KH-UBND", "2026-01-02", "Ủy ban nhân dân tỉnh A"))
    same = mention(20, 29, Citation("Kế hoạch", "5/KH-UBND", "2026-01-20", "Ủy ban nhân dân tỉnh A"))
    other = mention(20, 29, Citation("Kế hoạch", "5/KH-UBND", "2026-01-20", "Ủy ban nhân dân huyện B"))

    assert [one.code for one in check_citations([first, same], Context())] == ["CITATION_DATE_CONFLICT"]
    assert [one.code for one in check_citations([first, other], Context())] == ["CITATION_VARIANT"]


def test_one_code_with_two_titles_is_a_variant_but_a_shortened_title_is_none() -> None:
    first = mention(0, 9, Citation("Chỉ thị", "22-CT/TU", title="tiếp tục đẩy mạnh công tác của phụ nữ"))
    other = mention(20, 29, Citation("Chỉ thị", "22-CT/TU", title="tiếp tục đẩy mạnh công tác phụ nữ"))
    short = mention(20, 29, Citation("Chỉ thị", "22-CT/TU", title="tiếp tục đẩy mạnh"))

    assert [one.code for one in check_citations([first, other], Context())] == ["CITATION_VARIANT"]
    assert check_citations([first, short], Context()) == ()


WORDS = st.sampled_from(
    [
        "Kế hoạch",
        "số",
        "39/KH-UBND",
        "ngày",
        "29/01/2024",
        "của",
        "UBND",
        "quận",
        "về việc",
        "ban hành",
        "Đề án",
        "“",
        "”",
        "(",
        ")",
        ",",
        ";",
        ".",
        "và",
        "các",
        "Luật",
        "Đất đai",
        "năm 2024",
        "giai đoạn 2021-2030",
        "xây dựng",
        "21-CT/TW",
        "Chương trình",
        "MTQG",
        "giữa",
        "trên địa bàn",
        "tháng",
        "/QĐ-UBND",
        "theo",
        "KH",
        "Nghị quyết",
        "57",
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(WORDS, max_size=60).map(" ".join)))
def test_any_text_gives_citations_in_order_that_do_not_overlap(text: str) -> None:
    passages = [
        Passage("P.p1", "preamble", Span(0, len(text)), text),
        Passage("I.1", "body", Span(len(text) + 1, 2 * len(text) + 1), text),
    ]

    found = find_citations(passages, Context(issued="2024-02-17", own_code="70/KH-UBND"))

    spans = [one.span for one in found]
    assert all(one.start < one.end for one in spans)
    assert all(one.end <= two.start for one, two in pairwise(spans))
    assert all(any(passage.span.contains(span) for passage in passages) for span in spans)


def test_a_long_passage_is_read_in_reasonable_time() -> None:
    text = (
        "Thực hiện Kế hoạch số 39/KH-UBND ngày 29/01/2024 của UBND tỉnh về ban hành Đề án phát triển, mở rộng; " * 2000
    )

    found = find_citations([Passage("I.1", "body", Span(0, len(text)), text)], Context())

    assert len(found) == 4000
