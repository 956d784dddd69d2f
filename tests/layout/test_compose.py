from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from tests.layout.test_columns import body, letterhead, signature
from tests.layout.typeset import Sheets
from tests.test_grid import grid_rules
from vbparse.diagnostics import Diagnostic
from vbparse.layout.compose import lay_out
from vbparse.layout.flow import Flow, Style
from vbparse.readers.pages import Font, Line, Lines, Page, Pages, Rule, Word
from vbparse.settings import Settings

if TYPE_CHECKING:
    from random import Random


def lay(pages: list[Page]) -> Flow:
    return lay_out(Pages(iter(pages), len(pages)), Settings())[0]


def plan() -> list[Page]:
    """A plan of three pages: letterhead, body, signature, an annex with a table."""
    sheets = Sheets()
    letterhead(sheets)
    body(sheets, 16)
    signature(sheets)
    sheets.new_page()
    sheets.paragraph("PHỤ LỤC", bold=True, align="centre")
    ys = [120.0, 140.0, 160.0, 180.0]
    sheets.rules[-1].extend(grid_rules([85, 120, 400, 552], ys))
    for y, cells in zip(
        ys, [("STT", "Nhiệm vụ", "Chủ trì"), ("1", "Rà soát", "Văn phòng"), ("2", "Báo cáo", "nt")], strict=False
    ):
        for text, x in zip(cells, (88, 124, 404), strict=True):
            sheets.at(text, x, y + 15, size=11)
    return sheets.pages_list()


def parts_of(flow: Flow) -> tuple[object, ...]:
    words = flow.textmap.words
    places = [each.tolist() for each in (words.starts, words.ends, words.pages, words.lines, words.boxes)]
    return flow.textmap.text, flow.blocks, flow.furniture, flow.pages, places


def test_a_table_stands_between_the_paragraphs_of_its_page() -> None:
    flow = lay(plan())

    assert [flow.text_of(block) for block in flow.blocks][-4:] == [
        "PHỤ LỤC",
        "STT | Nhiệm vụ | Chủ trì",
        "1 | Rà soát | Văn phòng",
        "2 | Báo cáo | nt",
    ]
    assert [block.table for block in flow.blocks][-4:] == [None, 0, 0, 0]
    assert [info.number for info in flow.pages] == [1, 2, 3]


def test_tables_of_the_same_columns_under_group_titles_are_one() -> None:
    sheets = Sheets()
    for at, (title, cells) in enumerate(
        [("", ("STT", "Nhiệm vụ")), ("I. NHẬN THỨC", ("1", "Rà soát")), ("II. THỂ CHẾ", ("2", "Báo cáo"))]
    ):
        y = 80.0 + 60 * at
        if title:
            sheets.at(title, 85, y - 10, size=14)
        sheets.rules[-1].extend(grid_rules([85, 120, 400], [y, y + 20]))
        sheets.at(cells[0], 88, y + 15, size=11)
        sheets.at(cells[1], 124, y + 15, size=11)

    flow = lay(sheets.pages_list())

    assert [(block.kind, block.table) for block in flow.blocks] == [
        ("row", 0),
        ("paragraph", None),
        ("row", 0),
        ("paragraph", None),
        ("row", 0),
    ]


def test_each_word_stands_once_in_text_or_furniture() -> None:
    pages = plan()
    flow = lay(pages)
    printed = Counter(word.text for page in pages for word in page.words)
    placed = Counter(flow.textmap.text.replace(" | ", " ").split())
    placed.update(word for piece in flow.furniture for word in piece.text.split())

    assert placed == printed


def test_words_lie_under_their_text() -> None:
    flow = lay(plan())
    words = flow.textmap.words

    assert all(a < b for a, b in zip(words.starts, words.ends, strict=True))
    assert all(b <= a for b, a in zip(words.ends, words.starts[1:], strict=False))
    assert all(0 <= x0 <= x1 <= 595 for x0, x1 in zip(words.boxes[::4], words.boxes[2::4], strict=True))
    assert list(words.lines) == sorted(words.lines)


@given(st.randoms(use_true_random=False))
def test_the_order_in_which_a_page_lists_its_words_changes_nothing(random: Random) -> None:
    pages = plan()
    shuffled = []
    for page in pages:
        words, rules = list(page.words), list(page.rules)
        random.shuffle(words)
        random.shuffle(rules)
        shuffled.append(Page(page.number, page.width, page.height, tuple(words), tuple(rules)))

    assert parts_of(lay(shuffled)) == parts_of(lay(pages))


FONTS = st.builds(Font, st.just("F"), st.floats(0.1, 40), st.booleans(), st.booleans())
NUMBERS = st.floats(0, 600)
WORDS = st.builds(
    lambda text, x, y, width, font: Word(text, x, y - font.size, x + width, y + 2, y, font),
    st.text(st.characters(exclude_categories=("Cs", "Zs", "Zl", "Zp", "Cc")), min_size=1, max_size=8)
    | st.sampled_from(["Nơi", "nhận:", "STT", "-", "1.", "KẾ", "HOẠCH"]),
    NUMBERS,
    NUMBERS,
    st.floats(0, 80),
    FONTS,
)
RULES = st.builds(lambda x, y, w, h: Rule(x, y, x + w, y + h), NUMBERS, NUMBERS, st.floats(0, 300), st.floats(0, 300))


@given(st.lists(st.tuples(st.lists(WORDS, max_size=25), st.lists(RULES, max_size=12)), max_size=4))
def test_any_pages_give_a_text(drawn: list[tuple[list[Word], list[Rule]]]) -> None:
    pages = [Page(at, 595.0, 842.0, tuple(words), tuple(rules)) for at, (words, rules) in enumerate(drawn, 1)]

    flow = lay(pages)

    assert unicodedata.is_normalized("NFC", flow.textmap.text)
    assert "\n".join(flow.text_of(block) for block in flow.blocks) == flow.textmap.text
    for block in flow.blocks:
        assert flow.textmap.regions(block.span) or not flow.text_of(block).strip(" |")


def test_tables_without_words_that_go_on_over_pages_give_no_blocks() -> None:
    rules = tuple(grid_rules([85, 120, 400], [80, 100, 120, 780]))
    pages = [Page(at, 595.0, 842.0, (), rules) for at in (1, 2, 3)]

    assert lay(pages).blocks == ()


def test_an_empty_document_gives_no_blocks() -> None:
    assert parts_of(lay([]))[:3] == ("", (), ())
    assert lay([Page(1, 595.0, 842.0, ())]).blocks == ()


def test_letters_that_only_look_alike_make_a_page_repaired() -> None:
    font = Font("Serif", 14.0, bold=False, italic=False)
    wrong = Word("\N{LATIN CAPITAL LETTER ETH}ảng", 85, 390, 120, 404, 400, font)
    pages = [Page(1, 595.0, 842.0, (wrong,)), Page(2, 595.0, 842.0, (wrong._replace(text="Đảng"),))]

    flow, findings = lay_out(Pages(iter(pages), 2), Settings())

    assert flow.textmap.text.split() == ["Đảng", "Đảng"]
    assert findings == (Diagnostic("LETTERS_REPAIRED", values={"count": 1, "page": 1}),)
    assert [info.origin for info in flow.pages] == ["repaired", "native"]
    assert flow.origin == "repaired"


def test_pages_read_by_ocr_and_native_ones_are_mixed() -> None:
    pages = [Page(1, 595.0, 842.0, ()), Page(2, 595.0, 842.0, (), origin="ocr", why="picture of text")]

    flow = lay(pages)

    assert flow.origin == "mixed"
    assert flow.pages[1].why == "picture of text"


def test_lines_without_pages_become_blocks() -> None:
    lines = (
        Line("Kế\N{NO-BREAK SPACE}hoạch "),
        Line(""),
        Line(cells=("STT", "Nhiệm vụ")),
        Line(cells=("1", "")),
        Line("Hết"),
        Line(cells=("a", "b")),
    )

    flow, findings = lay_out(Lines(lines), Settings())

    assert flow.textmap.text == "Kế hoạch\nSTT | Nhiệm vụ\n1 | \nHết\na | b"
    assert [block.table for block in flow.blocks] == [None, 0, 0, None, 1]
    assert [[flow.textmap.slice(cell) for cell in block.cells] for block in flow.blocks][2] == ["1", ""]
    assert (flow.blocks[0].style, flow.blocks[0].page, len(flow.textmap.words)) == (Style(), 0, 0)
    assert (flow.origin, findings) == ("native", ())


@given(
    st.lists(
        st.text().map(Line)
        | st.builds(lambda cells: Line(cells=tuple(cells)), st.lists(st.text(), min_size=1, max_size=3))
    )
)
def test_any_lines_give_a_text(lines: list[Line]) -> None:
    flow, _ = lay_out(Lines(tuple(lines)), Settings())

    assert unicodedata.is_normalized("NFC", flow.textmap.text)
    assert "\n".join(flow.text_of(block) for block in flow.blocks) == flow.textmap.text
