"""Marks of lists, computed as Word prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.docxmaker import docx, item, level, numbering, paragraph
from vbparse.readers.word.document import read_package
from vbparse.readers.word.numbering import count_as
from vbparse.settings import Settings

TWO = '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/>{}</w:num>'
RESTART = '<w:lvlOverride w:ilvl="{}"><w:startOverride w:val="{}"/></w:lvlOverride>'


def texts(body: str, **parts: str) -> list[str]:
    return [" ".join(line.text.split()) for line in read_package(docx(body, **parts), "kh.docx", Settings()).lines]


@pytest.mark.parametrize(
    ("form", "number", "shown"),
    [
        ("decimal", 12, "12"),
        ("decimalZero", 7, "07"),
        ("lowerLetter", 4, "d"),
        ("lowerLetter", 5, "e"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 26, "Z"),
        ("upperRoman", 14, "XIV"),
        ("lowerRoman", 9, "ix"),
        ("vietnameseCounting", 21, "hai mươi mốt"),
        ("vietnameseCounting", 15, "mười lăm"),
        ("cardinalText", 3, "Ba"),
        ("ordinalText", 1, "Thứ nhất"),
        ("ordinalText", 4, "Thứ tư"),
        ("decimalEnclosedCircle", 3, "③"),
        ("decimalEnclosedParen", 3, "(3)"),
        ("none", 3, ""),
        ("chicago", 3, "3"),
        ("upperRoman", 0, "0"),
    ],
)
def test_forms(form: str, number: int, shown: str) -> None:
    assert count_as(number, form) == shown


def test_levels_count_and_begin_anew_below_a_higher_one() -> None:
    lists = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)"))
    body = "".join(
        item(text, 1, at)
        for text, at in (("A", 0), ("b", 1), ("c", 1), ("d", 2), ("e", 2), ("F", 0), ("g", 1), ("h", 2))
    )

    assert texts(body, numbering=lists) == ["I. A", "1. b", "2. c", "a) d", "b) e", "II. F", "1. g", "a) h"]


def test_a_mark_of_several_numbers() -> None:
    lists = numbering(
        level(0, "upperRoman", "Chương %1"),
        level(1, "decimal", "%1.%2", "<w:isLgl/>"),
        level(2, "decimal", "%1.%2.%3."),
    )

    assert texts(item("a", 1) + item("b", 1, 1) + item("c", 1, 2), numbering=lists) == [
        "Chương I a",
        "1.1 b",
        "I.1.1. c",
    ]


def test_text_runs_between_items_stop_nothing() -> None:
    lists = numbering(level(0, "decimal", "%1."))

    assert texts(item("a", 1) + paragraph("x") + item("b", 1), numbering=lists) == ["1. a", "x", "2. b"]


def test_lists_over_one_definition_go_on_unless_they_begin_anew() -> None:
    levels = (level(0, "decimal", "%1."),)
    body = item("a", 1) + item("b", 1) + item("c", 2) + item("d", 2) + item("e", 1)

    assert texts(body, numbering=numbering(*levels, lists=TWO.format(""))) == ["1. a", "2. b", "3. c", "4. d", "5. e"]
    again = numbering(*levels, lists=TWO.format(RESTART.format(0, 5)))
    assert texts(body, numbering=again) == ["1. a", "2. b", "5. c", "6. d", "7. e"]


def test_a_level_that_never_begins_anew() -> None:
    lists = numbering(level(0, "upperRoman", "%1."), level(1, "decimal", "%2.", '<w:lvlRestart w:val="0"/>'))

    assert texts(item("a", 1) + item("b", 1, 1) + item("c", 1) + item("d", 1, 1), numbering=lists) == [
        "I. a",
        "1. b",
        "II. c",
        "2. d",
    ]


def test_a_list_may_change_a_level() -> None:
    other = f'<w:lvlOverride w:ilvl="0">{level(0, "lowerLetter", "%1)")}</w:lvlOverride>'

    assert texts(item("x", 2), numbering=numbering(level(0, "decimal", "%1."), lists=TWO.format(other))) == ["a) x"]


def test_bullets_of_symbol_fonts_and_plain_ones() -> None:
    fonts = '<w:rPr><w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/></w:rPr>'
    lists = numbering(
        level(0, "bullet", "\uf0b7", fonts),
        level(1, "bullet", "-"),
        level(2, "bullet", "§", fonts.replace("Symbol", "Wingdings")),
    )

    assert texts(item("a", 1) + item("b", 1, 1) + item("c", 1, 2), numbering=lists) == ["\uf0b7 a", "- b", "\uf0a7 c"]


def test_suffixes_and_lists_without_a_mark() -> None:
    lists = numbering(level(0, "decimal", "%1", '<w:suff w:val="nothing"/>'), level(1, "none", ""))

    assert texts(item("/ a", 1) + item("b", 1, 1) + item("c", 9), numbering=lists) == ["1/ a", "b", "c"]


def test_styles_number_their_paragraphs() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:basedOn w:val="H1"/></w:style>'
    )
    lists = numbering(
        level(0, "upperRoman", "%1.", '<w:pStyle w:val="H1"/>'), level(1, "decimal", "%2.", '<w:pStyle w:val="H2"/>')
    )
    head = '<w:pStyle w:val="{}"/>'
    off = head.format("H1") + '<w:numPr><w:numId w:val="0"/></w:numPr>'
    body = (
        paragraph("a", properties=head.format("H1"))
        + paragraph("b", properties=head.format("H2"))
        + paragraph("c", properties=off)
    )

    assert texts(body, numbering=lists, styles=styles) == ["I. a", "1. b", "c"]


def test_a_definition_may_stand_for_a_list_style() -> None:
    lists = (
        '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="List"/></w:abstractNum>'
        f'<w:abstractNum w:abstractNumId="2"><w:styleLink w:val="List"/>{level(0, "decimal", "(%1)")}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )

    assert texts(item("a", 1), numbering=lists) == ["(1) a"]


def test_an_item_without_text_is_counted() -> None:
    lists = numbering(level(0, "decimal", "%1."), level(1, "bullet", "-"))

    assert texts(item("a", 1) + item("", 1) + item("", 1, 1) + item("b", 1), numbering=lists) == ["1. a", "2.", "3. b"]


@given(
    st.integers(-10, 10**6),
    st.sampled_from(["decimal", "upperRoman", "lowerLetter", "vietnameseCounting", "ordinalText", "x"]),
)
def test_any_number_is_written(number: int, form: str) -> None:
    assert len(count_as(number, form)) < 40
