from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.layout.typeset import place
from vbparse.layout.lines import build_lines, pieces
from vbparse.readers.pages import Font, Word

BODY = Font("Serif", 14.0, bold=False, italic=False)
SMALL = Font("Serif", 8.0, bold=False, italic=False)


def test_words_of_one_baseline_are_a_line_from_left_to_right() -> None:
    words = [
        *place(["hai", "ba"], 200, 100.4, 0, BODY),
        *place(["một"], 100, 100, 0, BODY),
        *place(["dưới"], 100, 116, 0, BODY),
    ]

    assert [line.text for line in build_lines(words, 1)] == ["một hai ba", "dưới"]


def test_a_raised_mark_belongs_to_its_line() -> None:
    words = place(["theo", "quy", "định"], 100, 100, 0, BODY)
    mark = place(["1"], words[-1].x1 + 0.5, 95, 0, SMALL)

    assert [line.text for line in build_lines([*mark, *words], 1)] == ["theo quy định 1"]


def test_small_print_below_is_a_line_of_its_own() -> None:
    words = [*place(["Nơi", "nhận:"], 100, 100, 0, BODY), *place(["-", "Như", "trên;"], 100, 111, 0, SMALL)]

    assert [line.text for line in build_lines(words, 1)] == ["Nơi nhận:", "- Như trên;"]


def test_a_line_knows_its_type() -> None:
    bold = Font("Serif-Bold", 13.0, bold=True, italic=False)
    line = build_lines([*place(["KẾ", "HOẠCH"], 100, 100, 0, bold)], 3)[0]

    assert (line.page, line.size, line.is_bold, line.is_upper, line.is_italic) == (3, 13.0, True, True, False)
    assert not build_lines(place(["Kế", "hoạch"], 100, 100, 0, BODY), 1)[0].is_upper


def test_a_line_is_cut_at_wide_gaps() -> None:
    line = build_lines([*place(["TM.", "SỞ"], 100, 50, 0, BODY), *place(["TM.", "BAN"], 350, 50, 0, BODY)], 1)[0]

    assert [piece.text for piece in pieces(line, 30)] == ["TM. SỞ", "TM. BAN"]
    assert pieces(line, 1000) == [line]


@given(st.permutations(range(12)))
def test_the_order_of_words_changes_nothing(order: list[int]) -> None:
    words: list[Word] = [word for y in (80, 96, 112) for word in place(["một", "hai", "ba", "bốn"], 90, y, 0, BODY)]

    assert build_lines([words[at] for at in order], 1) == build_lines(words, 1)
