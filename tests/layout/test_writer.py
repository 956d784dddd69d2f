from __future__ import annotations

import pytest

from tests.layout.typeset import place
from vbparse.layout.lines import PrintedLine, build_lines
from vbparse.layout.writer import Writer, glues
from vbparse.readers.pages import Font
from vbparse.textmap import Span

FONT = Font("Serif", 14.0, bold=False, italic=False)
BOLD = Font("Serif-Bold", 14.0, bold=True, italic=False)


def line(text: str, *, bold: int = 0) -> PrintedLine:
    """Make a line whose first `bold` words are bold."""
    words = place(text.split(), 85, 100, 0, FONT)
    words[:bold] = [word._replace(font=BOLD) for word in words[:bold]]
    return build_lines(words, 2)[0].placed(85, 552)


@pytest.mark.parametrize(
    ("before", "after"),
    [("1676/SNV-", "TCBC"), ("2021-", "2030"), ("2021–", "2030;"), ("xã/", "phường"), ("chính", "trị")],
)
def test_only_words_broken_inside_go_on(before: str, after: str) -> None:
    assert glues(before, after) == (before[-1] in "-–/")


def test_a_free_dash_is_a_word() -> None:
    assert not glues("-", "Xã")
    assert not glues("hội", "-")
    assert not glues("(a-", "(b")


def test_blocks_are_parted_by_newlines_and_know_their_words() -> None:
    writer = Writer()
    writer.paragraph([line("Nâng cao"), line("nhận thức.")])
    writer.row([[line("1")], [], [line("Sở Nội vụ")]], table=0)

    textmap, blocks = writer.result()

    assert textmap.text == "Nâng cao nhận thức.\n1 |  | Sở Nội vụ"
    assert [textmap.slice(block.span) for block in blocks] == textmap.text.split("\n")
    assert [textmap.slice(cell) for cell in blocks[1].cells] == ["1", "", "Sở Nội vụ"]
    assert [textmap.text[a:b] for a, b in zip(textmap.words.starts, textmap.words.ends, strict=True)] == (
        textmap.text.replace(" | ", " ").split()
    )
    assert len(textmap.regions(blocks[0].span)) == 2
    assert (blocks[0].page, blocks[1].table, blocks[1].kind) == (2, 0, "row")


def test_a_run_in_heading_ends_where_bold_type_ends() -> None:
    writer = Writer()
    writer.paragraph([line("1. Mục đích: nâng cao nhận thức", bold=3)])
    writer.paragraph([line("Hiệu trưởng", bold=2)])
    writer.paragraph([line("nâng cao nhận thức")])

    textmap, blocks = writer.result()

    until = blocks[0].style.bold_until
    assert until is not None
    assert textmap.text[:until] == "1. Mục đích:"
    assert (blocks[0].style.bold, blocks[1].style.bold, blocks[2].style.bold) == (False, True, False)
    assert (blocks[1].style.bold_until, blocks[2].style.bold_until) == (None, None)


def test_a_marker_in_plain_type_does_not_hide_a_bold_heading() -> None:
    words = place(["1.", "Hiệu", "trưởng:", "chỉ", "đạo"], 85, 100, 0, FONT)
    words[1:3] = [word._replace(font=BOLD) for word in words[1:3]]
    writer = Writer()
    writer.paragraph(build_lines(words, 1))

    textmap, blocks = writer.result()

    assert blocks[0].style.bold_until == len("1. Hiệu trưởng:")
    assert textmap.slice(Span(0, 2)) == "1."
