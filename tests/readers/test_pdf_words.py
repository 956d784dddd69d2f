"""Words of a PDF page: what they read, where they stand, how they are printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.pdfmaker import Sheet, make_pdf
from vbparse.readers import pdf
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.readers.pages import Page, Word


def page_of(sheet: Sheet) -> Page:
    source = open_source(make_pdf(sheet), name="test.pdf", max_bytes=10**9)
    (page,) = pdf.read(source, Settings()).stream
    return page


def words_of(sheet: Sheet) -> tuple[Word, ...]:
    return page_of(sheet).words


def texts(sheet: Sheet) -> list[str]:
    return [word.text for word in words_of(sheet)]


def test_a_word_has_its_box_and_baseline() -> None:
    _, word = words_of(Sheet().text(100, 700, "Kế hoạch", 10))

    assert word.text == "hoạch"
    assert word.x0 == pytest.approx(115, abs=0.5)
    assert word.x1 == pytest.approx(140, abs=3)
    assert word.baseline == pytest.approx(142, abs=0.01)
    assert word.top == pytest.approx(142 - 8.91, abs=0.01)
    assert word.bottom == pytest.approx(142 + 2.16, abs=0.01)


def test_words_of_a_line_share_top_and_bottom() -> None:
    words = words_of(Sheet().text(100, 700, "ỦY - sự . Ạ"))

    assert len({(word.top, word.bottom, word.baseline) for word in words}) == 1


def test_words_come_in_the_order_of_the_content_stream() -> None:
    assert texts(Sheet().text(100, 600, "sau").text(100, 700, "trước")) == ["sau", "trước"]


@pytest.mark.parametrize(
    ("turns", "matrix", "x", "y"),
    [(0, "1 0 0 1", 100, 642), (90, "0 1 -1 0", 200, 100), (180, "-1 0 0 -1", 495, 200), (270, "0 -1 1 0", 395, 742)],
)
def test_a_turned_page_is_displayed_upright(turns: int, matrix: str, x: float, y: float) -> None:
    page = page_of(Sheet(rotate=turns).text(x, y, "xoay", 10, matrix=matrix))

    (word,) = page.words
    assert (page.width, page.height) == ((842, 595) if turns % 180 else (595, 842))
    assert word.x0 == pytest.approx(100, abs=0.5)
    assert word.baseline == pytest.approx(200, abs=0.5)
    assert word.top < word.baseline < word.bottom


def test_places_count_from_the_corner_of_the_crop_box() -> None:
    sheet = Sheet(box=(-30, -40, 800, 900), crop=(50.5, 60, 500, 700)).text(100, 600, "cắt")

    page = page_of(sheet)
    assert (page.width, page.height) == (449.5, 640)
    assert page.words[0].x0 == pytest.approx(49.5, abs=0.5)
    assert page.words[0].baseline == pytest.approx(100, abs=0.01)


def test_words_off_the_page_are_left_out() -> None:
    words = words_of(
        Sheet().text(-300, 700, "ngoài").text(100, 700, "trong").text(100, 2000, "trên").text(580, 700, "mépđ")
    )

    assert [word.text for word in words] == ["trong", "mépđ"]
    assert words[1].x1 <= 595


def test_tilted_text_has_a_box_around_it() -> None:
    (word,) = words_of(Sheet().text(100, 400, "nghiêng", 20, matrix="0 1 -1 0"))

    assert word.bottom - word.top > word.x1 - word.x0
    assert 0 <= word.top < word.bottom <= 842


# Fonts


def test_the_true_size_is_font_size_times_matrix() -> None:
    (word,) = words_of(Sheet().text(100, 700, "cỡ", 17.5, matrix="0.8 0 0 0.8"))

    assert word.font.size == pytest.approx(14.0)


@pytest.mark.parametrize(
    ("name", "flags", "bold", "italic"),
    [
        ("TimesNewRoman", 34, False, False),
        ("TimesNewRoman,Bold", 34, True, False),
        ("Roboto-Black", 34, True, False),
        ("Lora", 34 | 0x40000, True, False),
        ("TimesNewRoman,BoldItalic", 34, True, True),
        ("Lora", 34 | 0x40, False, True),
    ],
)
def test_bold_and_italic_come_from_name_or_flags(name: str, flags: int, *, bold: bool, italic: bool) -> None:
    (word,) = words_of(Sheet(font=name, flags=flags).text(100, 700, "chữ"))

    assert (word.font.bold, word.font.italic) == (bold, italic)


def test_letters_drawn_with_outlines_are_bold() -> None:
    assert words_of(Sheet().text(100, 700, "đậm", extra="2 Tr 0.4 w"))[0].font.bold


def test_text_drawn_twice_is_bold_and_read_once() -> None:
    sheet = Sheet().text(100, 700, "KẾ HOẠCH", 14).text(100.35, 700, "KẾ HOẠCH", 14).text(100, 650, "năm nay", 14)

    assert [(word.text, word.font.bold) for word in words_of(sheet)] == [
        ("KẾ", True), ("HOẠCH", True), ("năm", False), ("nay", False),
    ]  # fmt: skip


def test_a_leaning_matrix_makes_italics() -> None:
    assert words_of(Sheet().text(100, 700, "nghiêng", matrix="1 0 0.3 1"))[0].font.italic


def test_the_tag_of_a_subset_is_no_part_of_the_name() -> None:
    assert words_of(Sheet(font="ABCDEF+TimesNewRoman").text(100, 700, "chữ"))[0].font.name == "TimesNewRoman"


def test_a_hostile_font_name_is_cut() -> None:
    assert len(words_of(Sheet(font="A" * 5000).text(100, 700, "chữ"))[0].font.name) <= 80


def test_fonts_are_shared_between_words() -> None:
    first, second = words_of(Sheet().text(100, 700, "một").text(100, 600, "hai"))

    assert first.font is second.font


# What is read


def test_a_hyphen_at_the_end_of_a_line_parts_two_words() -> None:
    sheet = Sheet().text(100, 700, "số 1676/SNV-").text(100, 685, "TCBC ngày")

    words = words_of(sheet)
    assert [word.text for word in words] == ["số", "1676/SNV-", "TCBC", "ngày"]
    assert words[1].baseline < words[2].baseline


def test_printed_soft_hyphens_are_hyphens() -> None:
    soft = "\N{SOFT HYPHEN}"

    assert texts(Sheet().text(100, 700, f"{soft} số 39/KH{soft}UBND")) == ["-", "số", "39/KH-UBND"]


def test_soft_hyphens_without_a_place_of_their_own_are_dropped() -> None:
    sheet = Sheet().text(100, 700, ["s", "ự\N{SOFT HYPHEN}", " ", "t", "h", "ự\N{SOFT HYPHEN}", "c"])

    assert texts(sheet) == ["sự", "thực"]


def test_such_a_soft_hyphen_at_the_end_of_a_line_joins_nothing() -> None:
    sheet = Sheet().text(100, 700, ["v", "ề\N{SOFT HYPHEN}"]).text(100, 685, "bình đẳng")

    assert texts(sheet) == ["về", "bình", "đẳng"]


def test_no_break_spaces_part_words() -> None:
    assert texts(Sheet().text(100, 700, "bình\N{NO-BREAK SPACE}đẳng")) == ["bình", "đẳng"]


def test_what_has_no_printed_form_is_stripped() -> None:
    junk = [
        "K\N{RIGHT-TO-LEFT OVERRIDE}",
        "ế\0",
        "\N{ZERO WIDTH SPACE}h",
        "o\N{ZERO WIDTH NO-BREAK SPACE}",
        "ạ\x07",
        "c" + chr(0xFFFF),
        "h" + chr(0xD800),
    ]

    assert texts(Sheet().text(100, 700, junk)) == ["Kếhoạch"]


def test_decomposed_letters_are_kept_as_they_are() -> None:
    assert texts(Sheet().text(100, 700, ["e\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING ACUTE ACCENT}"])) == [
        "e\N{COMBINING CIRCUMFLEX ACCENT}\N{COMBINING ACUTE ACCENT}"
    ]


def test_characters_beyond_the_basic_plane_are_one_letter() -> None:
    assert texts(Sheet().text(100, 700, ["a", "\N{PUSHPIN}", "b", " ", "c"])) == ["a\N{PUSHPIN}b", "c"]


def test_ligatures_and_private_bullets_stay() -> None:
    bullet = chr(0xF0B7)

    assert texts(Sheet().text(100, 700, f"{bullet} Chỉ tiêu")) == [bullet, "Chỉ", "tiêu"]


# Spacing


def spaced(text: str, *, step: float, word: float, size: float = 14) -> Sheet:
    """Show each letter by itself, `step` points apart, words `word` points further."""
    sheet, x = Sheet(), 100.0
    for letter in text:
        if letter == " ":
            x += word
        else:
            sheet.text(x, 700, letter, size)
            x += size / 2 + step
    return sheet


@pytest.mark.parametrize("text", ["KẾ HOẠCH", "PHÓ CHỦ TỊCH", "II. NỘI DUNG THỰC HIỆN", "MỤC ĐÍCH, YÊU CẦU"])
@pytest.mark.parametrize("step", [3.0, 5.0])
def test_letters_of_a_spaced_title_are_joined(text: str, step: float) -> None:
    assert texts(spaced(text, step=step, word=6)) == text.split()


def test_a_spaced_word_has_the_box_of_all_its_letters() -> None:
    word = words_of(spaced("KẾ HOẠCH", step=5, word=6))[1]

    assert word.x1 - word.x0 == pytest.approx(4 * 12 + 7, abs=0.5)


def test_single_letters_amid_plain_text_stay_words() -> None:
    assert texts(Sheet().text(100, 700, "Lớp 10 A và tổ C, hạng B")) == [
        "Lớp",
        "10",
        "A",
        "và",
        "tổ",
        "C,",
        "hạng",
        "B",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Sở Y tế", "SỞ Y TẾ", "BỘ Y TẾ", "Bộ Y tế", "8. Sở Y tế", "PHÒNG Y TẾ", "TRẠM Y TẾ XÃ", "HUYỆN Ý YÊN",
        "QUẬN Ô MÔN", "XÃ EA Ô", "XÃ IA O", "XÃ Ủ", "xã Y Tý", "Sở B", "Tổ C và D", "HUYỆN A LƯỚI", "KẾ Y",
    ],
)  # fmt: skip
@pytest.mark.parametrize("blank", [0.2, 0.25, 0.5])
def test_a_letter_amid_short_words_is_a_word(text: str, blank: float) -> None:
    sheet, x = Sheet(), 100.0
    for word in text.split():
        sheet.text(x, 700, word, 12)
        x += 6 * len(word) + 12 * blank

    assert texts(sheet) == text.split()


def test_a_spaced_title_behind_a_plain_number_is_joined() -> None:
    sheet = spaced("KẾ HOẠCH", step=5, word=6).text(65, 700, "III.", 14)

    assert texts(sheet) == ["III.", "KẾ", "HOẠCH"]


def test_a_spaced_title_beside_plain_text_leaves_that_alone() -> None:
    sheet = spaced("KẾ HOẠCH", step=5, word=6).text(300, 700, "Mẫu số B của Sở", 14)

    assert texts(sheet) == ["KẾ", "HOẠCH", "Mẫu", "số", "B", "của", "Sở"]


def test_labels_in_a_row_stay_words() -> None:
    assert texts(Sheet().text(100, 700, "A B C D")) == ["A", "B", "C", "D"]


def test_long_words_are_parted_at_their_gaps() -> None:
    sheet = Sheet().text(100, 700, "THỂTHAOQUẦN", extra="0 Tc")
    sheet.ops[-1] = sheet.ops[-1].replace("<", "[<").replace("> Tj", ">] TJ")
    codes = sheet.ops[-1].split("<")[1].split(">")[0]
    parted = f"{codes[:6]}> -160 <{codes[6:14]}> -160 <{codes[14:]}"

    whole = texts(sheet)
    sheet.ops[-1] = sheet.ops[-1].replace(codes, parted)
    assert whole == ["THỂTHAOQUẦN"]
    assert texts(sheet) == ["THỂ", "THAO", "QUẦN"]


def test_text_without_any_blank_is_parted_by_its_gaps() -> None:
    sheet = Sheet().text(100, 700, "Phòng").text(127.5, 700, "Nội").text(145, 700, "vụ")

    assert texts(sheet) == ["Phòng", "Nội", "vụ"]
