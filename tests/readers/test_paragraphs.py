"""Lines of a text file put together: cut paragraphs, page numbers, markup, rows."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.readers.pages import Line
from vbparse.readers.paragraphs import build_lines


def texts(raw: str) -> list[str]:
    return [line.text for line in build_lines(raw.split("\n"))[0]]


def rows(raw: str) -> list[tuple[str, ...]]:
    return [line.cells for line in build_lines(raw.split("\n"))[0]]


def mended(raw: str) -> dict[str, object]:
    return {finding.code: finding.values["count"] for finding in build_lines(raw.split("\n"))[1]}


@pytest.mark.parametrize(
    "raw",
    [
        "- Vận động các cấp, các ngành, đoàn\n\nthể, các tổ chức tham gia.",
        "- Vận động các cấp, các ngành, đoàn\nthể, các tổ chức tham gia.",
        "Thực hiện công tác bầu cử khóa XVI\nvà các cấp nhiệm kỳ 2026-2031",
        "- Ban Tuyên giáo, Ban Dân vận,\nVăn phòng Đảng ủy;",
        "- Các sở: Tài chính,\nNội vụ,\nY tế;",
        "Giao Phòng Nội vụ chủ trì, phối hợp với Phòng Tài chính -\nkế hoạch tham mưu",
    ],
)
def test_cut_paragraphs_are_joined(raw: str) -> None:
    assert texts(raw) == [" ".join(raw.split())]


@pytest.mark.parametrize(
    "raw",
    [
        "1. Mục đích.\nnâng cao nhận thức",  # a sentence has ended
        "- Sở Y tế;\nbáo cáo",
        "Kính gửi:\nủy ban",
        "(có danh sách kèm theo)\nthực hiện",
        "1. Công tác cán bộ\na) Rà soát",  # a marker begins a new item
        "1. Công tác cán bộ\nđ) Rà soát",
        "1. Công tác cán bộ\n- rà soát",
        "1. Công tác cán bộ\no Rà soát",
        "1. Công tác cán bộ\n1.1. rà soát",
        "1. Công tác cán bộ\nii) rà soát",
        "1. Công tác cán bộ\na. rà soát",
        "KẾ HOẠCH\nvề việc bầu cử",  # a heading in capitals is whole
        "Số: 12/UBND-NV\nv/v báo cáo",
        "Thực hiện trong năm\n2024",  # no letter in lower case
        "Căn cứ Luật Đất đai,\nCăn cứ Nghị định số 01,",
        "- Căn cứ Luật Đất đai,\nCăn cứ Nghị định số 01,",
        "UBND huyện A,\n\nUBND huyện B",
        "Phường Kiến Hưng\nPhường Phú La",
    ],
)
def test_whole_paragraphs_stay_apart(raw: str) -> None:
    assert texts(raw) == [line for line in raw.split("\n") if line]


def test_a_paragraph_goes_on_over_its_page_number() -> None:
    body = "Tổ chức thực hiện các nhiệm vụ được giao. " * 50
    raw = f"{body}\nPhối hợp với các phòng\n\n2\n\nban liên quan."

    assert texts(raw)[1:] == ["Phối hợp với các phòng ban liên quan."]
    assert mended(raw) == {"PAGE_BREAK_SPLIT": 1, "STRAY_PAGE_NUMBER": 1}


def test_a_form_feed_is_no_line() -> None:
    assert texts("các ngành, đoàn\n\f\nthể tham gia") == ["các ngành, đoàn thể tham gia"]


@pytest.mark.parametrize("number", ["3", "- 3 -", "– 3 –", "Trang 3"])
def test_page_numbers_are_dropped(number: str) -> None:
    page = "Tổ chức thực hiện. " * 200

    assert texts(f"{page}\n\n{number}\n\nIV. KINH PHÍ") == [page.strip(), "IV. KINH PHÍ"]


@pytest.mark.parametrize(
    "raw",
    [
        "STT\n\n1\n\nTập huấn",  # a first page cannot be so short
        "Tổng số\n\n2024\n\nngười",  # no page has four digits
        "Cộng\n3\nngười",  # not alone between blank lines
    ],
)
def test_other_numbers_are_kept(raw: str) -> None:
    assert "".join(filter(str.isdigit, raw)) in " ".join(texts(raw))
    assert "STRAY_PAGE_NUMBER" not in mended(raw)


def test_page_numbers_only_rise() -> None:
    page = "Tổ chức thực hiện. " * 100

    assert texts(f"{page}\n\n2\n\n{page}\n\n2\n\n{page}").count("2") == 1


def test_markdown_marks_are_dropped() -> None:
    raw = "**TM. ỦY BAN NHÂN DÂN\nPHÓ CHỦ TỊCH**\n## Phụ lục"

    assert texts(raw) == ["TM. ỦY BAN NHÂN DÂN", "PHÓ CHỦ TỊCH", "Phụ lục"]
    assert mended(raw) == {"MARKUP_ARTEFACT": 3}


# Rows


def test_cells_are_parted_by_bars_or_tabs() -> None:
    assert rows("STT | Nội dung | Thời gian\n1 |  | Tháng 3") == [
        ("STT", "Nội dung", "Thời gian"),
        ("1", "", "Tháng 3"),
    ]
    assert rows("1\tTập huấn\tTháng 3\n2\t\tTháng 4") == [("1", "Tập huấn", "Tháng 3"), ("2", "", "Tháng 4")]


def test_a_markdown_table_loses_its_frame() -> None:
    assert rows("| TT | Việc |\n|----|:---:|\n| 1 | Họp |") == [("TT", "Việc"), ("1", "Họp")]


def test_a_row_ends_a_paragraph() -> None:
    lines = build_lines(["Danh mục nhiệm vụ", "1 | Họp | tháng 3", "kèm theo kế hoạch"])[0]

    assert lines == (Line("Danh mục nhiệm vụ"), Line(cells=("1", "Họp", "tháng 3")), Line("kèm theo kế hoạch"))


@pytest.mark.parametrize(
    "raw", ["1.\tTập huấn cán bộ", "-\tTập huấn cán bộ", "a)\tTập huấn cán bộ", "\tTập huấn cán bộ"]
)
def test_a_tab_after_a_marker_or_an_indent_makes_no_row(raw: str) -> None:
    assert rows(raw) == [()]


def test_columns_of_the_letterhead_are_read_one_after_the_other() -> None:
    raw = "UBND XÃ A\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH-UBND\tXã A, ngày 02 tháng 01 năm 2025\nKẾ HOẠCH"

    assert texts(raw) == [
        "UBND XÃ A",
        "Số: 1/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Xã A, ngày 02 tháng 01 năm 2025",
        "KẾ HOẠCH",
    ]


def test_columns_of_the_signature_are_no_table() -> None:
    body = "\n".join(f"{n}. Việc số {n}." for n in range(1, 15))

    assert texts(f"{body}\nNơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Lưu: VT.\tCHỦ TỊCH")[-4:] == [
        "Nơi nhận:", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH",
    ]  # fmt: skip


def test_a_label_beside_its_text_is_one_line() -> None:
    assert texts("Kính gửi:\tCác phòng, ban") == ["Kính gửi: Các phòng, ban"]


def test_a_real_table_of_two_columns_stays_a_table() -> None:
    body = "\n".join(f"{n}. Việc số {n}." for n in range(1, 15))

    assert rows(f"{body}\nNội dung\tThời gian\nHọp\tTháng 3")[-2:] == [("Nội dung", "Thời gian"), ("Họp", "Tháng 3")]


# Properties


@given(st.lists(st.text("abăđ.,:;|\t\f -*12Aa)", max_size=30), max_size=30))
def test_no_letter_is_lost(raw: list[str]) -> None:
    lines, _ = build_lines(raw)

    kept = "".join("".join((line.text, *line.cells)) for line in lines)
    assert sorted(filter(str.isalpha, kept)) == sorted(filter(str.isalpha, "".join(raw)))


@pytest.mark.parametrize(
    "line", ["-" * 150_000 + "x", "1." * 70_000, "| " * 70_000, "* " * 70_000, "\t" * 150_000 + "x"]
)
def test_long_lines_take_bounded_time(line: str) -> None:
    before = time.process_time()
    build_lines([line, line])

    assert time.process_time() - before < 2
