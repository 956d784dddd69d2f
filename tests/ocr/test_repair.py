"""Repair of what OCR read: what is mended, and what is left as it was read."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from vbparse.lexicon.bigrams import Bigrams, from_counts, load_bigrams
from vbparse.lexicon.fold import fold_word
from vbparse.ocr.recogniser import Seen
from vbparse.ocr.repair import find_doubts, repair
from vbparse.ocr.repair_codes import mend_code
from vbparse.ocr.repair_marks import Reading, as_printed, mend_marks, slip
from vbparse.ocr.repair_names import mend_names
from vbparse.ocr.repair_shape import Mended, core
from vbparse.readers.pages import Font, Word

if TYPE_CHECKING:
    from pathlib import Path

LOW, HIGH = 0.7, 0.97
FACE = Font("ocr", 13.0, bold=False, italic=False)


def see(text: str, confidence: float = HIGH) -> list[Seen]:
    """Give the words of a line, a blank apart; `tr+` stands right before the next."""
    words = []
    x = 0.0
    for part in text.split():
        shown = part.removesuffix("+")
        words.append(Seen(shown, x, 0, x + 8 * len(shown), 12, 10, 12, confidence, 0))
        x += 8 * len(shown) + (2 if part.endswith("+") else 8)
    return words


def mended(text: str, confidence: float = HIGH) -> str:
    return " ".join(word.seen.text for word in repair(see(text, confidence)))


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("bình đăng giới và vì sự tiến bộ của phụ nữ", "bình đẳng giới và vì sự tiến bộ của phụ nữ"),
        ("công tác bình đằng giới,", "công tác bình đẳng giới,"),
        ("phối hợp với Mặt trận Tố quốc, các đoàn thế", "phối hợp với Mặt trận Tổ quốc, các đoàn thể"),
        ("cụ thê hóa và triên khai", "cụ thể hóa và triển khai"),
        ("Kinh tê và Hạ tầng", "Kinh tế và Hạ tầng"),
        ("đảm bảo an nình, trật tự", "đảm bảo an ninh, trật tự"),
        ("KÉ HOẠCH", "KẾ HOẠCH"),
        ("TỐ CHỨC THỰC HIỆN", "TỔ CHỨC THỰC HIỆN"),
        ("văn hóa ở CƠ SỞ, khu dân cư", "văn hóa ở cơ sở, khu dân cư"),
        ("các đơn VỊ, địa phương", "các đơn vị, địa phương"),
        ("một sỐ nội dung", "một số nội dung"),
        ("khẩn tr+ ương triển khai", "khẩn trương triển khai"),
        ("của ƯBND xã", "của UBND xã"),
        ("PHO CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
        (".Số: 70", "Số: 70"),
    ],
)
def test_what_the_words_beside_it_tell_is_mended(read: str, printed: str) -> None:
    assert mended(read) == printed
    assert mended(printed) == printed


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("bình đẳng.giới trong", "bình đẳng giới trong"),
        ("phường triển. khai kế hoạch", "phường triển khai kế hoạch"),
        ("sự lãnh đạo _ của Đảng", "sự lãnh đạo của Đảng"),
    ],
)
def test_signs_that_were_read_unsurely_are_specks(read: str, printed: str) -> None:
    assert mended(read, LOW) == printed
    assert mended(read, HIGH) == read


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("Ủy ban Mặt: trận Tổ quốc", "Ủy ban Mặt trận Tổ quốc"),
        ("tổ chức các: lớp tập huấn", "tổ chức các lớp tập huấn"),
    ],
)
def test_a_stop_where_none_can_stand_is_a_speck(read: str, printed: str) -> None:
    assert mended(read, HIGH) == printed


@pytest.mark.parametrize(
    "text",
    [
        "Hà Đông, ngày 17 tháng 02 năm 2024",
        "Luật Đê điều",
        "Quý I năm 2024",
        "Quý II",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "Lao động - Thương binh và Xã hội",
        "Trần Văn Bính",
        "chi tiêu nội bộ và chỉ tiêu kế hoạch",
        "từ quận đến phường",
        "trước ngày 2Ù24",
        "15/3/20Z4",
        "bao gồm: các đơn vị",
        "- Lưu: VT.",
        "TP. Hồ Chí Minh",
    ],
)
@pytest.mark.parametrize("confidence", [LOW, HIGH])
def test_what_may_be_right_is_left(text: str, confidence: float) -> None:
    assert mended(text, confidence) == text


def line(*words: tuple[str, float], number: int = 1) -> list[Seen]:
    return [Seen(text, 20.0 * k, 0, 20.0 * k + 15, 12, 10, 12, sure, number) for k, (text, sure) in enumerate(words)]


SENTENCE = line(("giao", HIGH), ("ban.", HIGH), number=0)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        (line(("~", 0.9), ("Các", HIGH), ("sở,", HIGH)), "- Các sở,"),
        (line(("__—", 0.4), ("Giao", HIGH)), "- Giao"),
        (line(("_-", 0.8), ("Phối", HIGH), ("hợp", HIGH)), "- Phối hợp"),
        (line(("_", 0.2), ("Khẩn", HIGH)), "- Khẩn"),
        (line(("„", 0.6), ("š", 0.5), ("Khẩn", HIGH)), "- Khẩn"),
        (line(("_", 0.2), ("khẩn", HIGH)), "khẩn"),
        (line(("-", HIGH), ("Khẩn", HIGH)), "- Khẩn"),
        (line(("Só:.2", 0.5), ("/TB-UBND", HIGH)), "Số: /TB-UBND"),
        (line(("Số:", HIGH), ("12", HIGH), ("/TB-UBND", HIGH)), "Số: 12 /TB-UBND"),
        (line(("Số:", HIGH), ("2", 0.6), ("/TB-UBND", HIGH)), "Số: /TB-UBND"),
        (line(("Số:", HIGH), ("2", 0.6), ("hộ", HIGH)), "Số: 2 hộ"),
        (line(("ngàyŸ", 0.2), ("tháng", HIGH), ("6", HIGH)), "ngày tháng 6"),
        (line(("ngày5", 0.2), ("tháng", HIGH), ("6", HIGH)), "ngày5 tháng 6"),
        (line(("I.", 0.2), ("MỤC", HIGH), ("ĐÍCH", HIGH)), "I. MỤC ĐÍCH"),
    ],
)
def test_heads_of_lines_and_what_was_filled_in(read: list[Seen], printed: str) -> None:
    found = repair([*SENTENCE, *read])

    assert " ".join(word.seen.text for word in found[2:]) == printed


def test_a_trace_amid_a_sentence_is_a_speck() -> None:
    words = [*line(("của", HIGH), number=0), *line(("_", 0.2), ("Đảng", HIGH))]

    assert [word.seen.text for word in repair(words)] == ["của", "Đảng"]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("7. Phòng Giáo dục và đàn tạo", "7. Phòng Giáo dục và đào tạo"),
        ("Phòng Lao động - Thương binh và Xã bội quận,", "Phòng Lao động - Thương binh và Xã hội quận,"),
        ("ỦY BAN NHẬN DÂN QUẬN", "ỦY BAN NHÂN DÂN QUẬN"),
    ],
)
def test_a_letter_in_the_name_of_a_body_is_mended(read: str, printed: str) -> None:
    assert mended(read, 0.9) == printed


@pytest.mark.parametrize(
    "text", ["Phòng Giáo dục và đòi tạo", "Sở Ngoại vụ và Xã bội", "Phòng Giáo dục và rao tạo, bồi"]
)
def test_what_is_no_name_but_for_a_letter_is_left(text: str) -> None:
    words = mend_names([Mended(word, None) for word in see(text, 0.9)], load_bigrams())
    assert [word.seen.text for word in words][:-1] == text.split()[:-1]


def test_names_that_were_read_surely_are_left() -> None:
    assert mended("Phòng Giáo dục và đàn tạo", 0.99) == "Phòng Giáo dục và đàn tạo"


def test_the_reading_is_kept() -> None:
    words = repair(see("bình đăng giới"))

    assert [word.raw for word in words] == [None, "đăng", None]
    (joined,) = [word for word in repair(see("khẩn tr+ ương triển khai")) if word.raw]
    assert (joined.seen.text, joined.raw) == ("trương", "tr ương")
    assert (joined.seen.x0, joined.seen.x1) == (40, 90)


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("KH-UBNÐ", "KH-UBNĐ"),
        ("70/KH-UBÑD", "70/KH-UBND"),
        ("12/2020/QHI5", "12/2020/QH15"),
        ("I1/TB-HĐND", "11/TB-HĐND"),
        ("l2/KH-UBND", "12/KH-UBND"),
        ("555/0Đ-BCT", "555/QĐ-BCT"),
        ("/QĐÐ-UBND", "/QĐ-UBND"),
        ("13/2006/NQ-HĐNĐ", "13/2006/NQ-HĐND"),
        ("09-CT7TW", "09-CT/TW"),
        ("Ðông", "Đông"),
    ],
)
def test_codes_are_mended(read: str, printed: str) -> None:
    assert mend_code(read, HIGH if read != "13/2006/NQ-HĐNĐ" else LOW) == printed


@pytest.mark.parametrize(
    "text",
    [
        "70/KH-UBND",
        "15/QH",
        "52/2005/QHXI",
        "21-CT/TU",
        "39/2024/TT-BCT",
        "24/7",
        "17/2/2024",
        "l/2024",
        "I.",
        "II",
        "COVID-19",
    ],
)
@pytest.mark.parametrize("confidence", [LOW, HIGH])
def test_good_codes_stay(text: str, confidence: float) -> None:
    assert mend_code(text, confidence) == text


def test_an_unsure_symbol_becomes_the_abbreviation_of_its_shape() -> None:
    assert mend_code("70/KH-UENO", LOW) == "70/KH-UBND"
    assert mend_code("70/KH-UENO", HIGH) == "70/KH-UENO"


@pytest.mark.parametrize(
    ("read", "printed", "known"),
    [
        ("tố", "tổ", True), ("đăng", "đẳng", True), ("sô", "số", True), ("câp", "cấp", True), ("bó", "bố", True),
        ("tỉn", "tin", True), ("dộng", "động", True), ("quận", "quan", False), ("tái", "tại", False),
        ("thu", "thú", False), ("đông", "động", False), ("số", "sô", False), ("tổ", "tổ", False), ("số", "so", False),
    ],
)  # fmt: skip
def test_slips(read: str, printed: str, *, known: bool) -> None:
    assert (slip(fold_word(read), fold_word(printed)) is not None) is known


def small(*pairs: tuple[str, str, int]) -> Bigrams:
    words: Counter[str] = Counter()
    for before, after, count in pairs:
        words.update({fold_word(before): count, fold_word(after): count})
    counts = {(fold_word(before), fold_word(after)): count for before, after, count in pairs}
    forms = {fold_word(word): word for before, after, _ in pairs for word in (before, after)}
    return from_counts(words, counts, forms)


def test_a_sure_word_known_beside_its_neighbour_is_never_changed() -> None:
    bigrams = small(("các", "tố", 1), ("các", "tổ", 900), ("tổ", "chức", 900))
    line = [Reading(fold_word("các"), HIGH), Reading(fold_word("tố"), HIGH), Reading(fold_word("chức"), HIGH)]

    assert mend_marks(line, bigrams) == {}
    assert mend_marks([line[0], line[1]._replace(confidence=LOW), line[2]], bigrams) == {1: fold_word("tổ")}


def test_a_name_amid_a_sentence_needs_more() -> None:
    bigrams = small(("xã", "tổ", 90), ("ông", "tố", 1), ("xã", "khác", 300))
    before = Reading(fold_word("xã"), HIGH)

    assert mend_marks([before, Reading(fold_word("tố"), LOW)], bigrams) == {1: fold_word("tổ")}
    assert mend_marks([before, Reading(fold_word("tố"), LOW, is_capital=True)], bigrams) == {}


@pytest.mark.parametrize(
    ("form", "read", "shown"), [("tổ", "TỐ", "TỔ"), ("tổ", "Tố", "Tổ"), ("tổ", "tố", "tổ"), ("ỷ", "Y", "Ỷ")]
)
def test_the_case_is_kept(form: str, read: str, shown: str) -> None:
    assert as_printed(form, read) == shown


def test_doubtful_figures_are_named_and_not_changed() -> None:
    def word(text: str, confidence: float | None, raw: str | None = None) -> Word:
        return Word(text, 0, 0, 1, 1, 1, FACE, confidence, raw)

    words = [word("2Ù24,", 0.5), word("15/3/2024", HIGH), word("tổ", LOW, "tố"), word("12", None)]
    assert [(found.code, dict(found.values)) for found in find_doubts(3, words)] == [
        ("OCR_REPAIRED", {"page": 3, "count": 1}),
        ("OCR_DOUBTFUL_FIGURES", {"page": 3, "count": 1, "texts": "2Ù24,"}),
    ]
    assert find_doubts(1, words[1:2]) == []


TEXTS = st.text('aăâđêôơưốổ.,:;-/_" IlO0159ABCĐÐÑQHKU', max_size=9) | st.text(max_size=9)
WORDS = st.lists(st.tuples(TEXTS, st.floats(0, 1)), max_size=12)


def digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())


@given(WORDS)
def test_any_words_are_taken_and_nothing_but_specks_is_lost(given_words: list[tuple[str, float]]) -> None:
    words = [Seen(text, 10.0 * k, 0, 10.0 * k + 9, 12, 10, 12, sure, 0) for k, (text, sure) in enumerate(given_words)]
    found = repair(words)

    assert len(found) <= len(words) + sum("." in word.text for word in words)
    assert all(word.raw is None or word.raw != word.seen.text for word in found)


@given(st.lists(st.tuples(st.from_regex(r"[\w,.;:/-]{1,10}", fullmatch=True), st.floats(0.4, 1)), max_size=8))
def test_figures_are_never_changed(given_words: list[tuple[str, float]]) -> None:
    words = [Seen(text, 10.0 * k, 0, 10.0 * k + 9, 12, 10, 12, sure, k) for k, (text, sure) in enumerate(given_words)]
    before, after = (
        digits("".join(texts)) for texts in ([w.text for w in words], [m.seen.text for m in repair(words)])
    )

    assume(not any(text.startswith("S") for text, _ in given_words))  # a number written by hand is left out
    rest = iter(after)  # figures may come from letters that stand where only figures can; those read are all kept
    assert all(figure in rest for figure in before)


@given(st.lists(st.sampled_from(sorted(load_bigrams().words)), min_size=2, max_size=6))
def test_words_that_go_together_are_left(keys: list[str]) -> None:
    bigrams = load_bigrams()
    line = [Reading(key, HIGH) for key in keys]
    changed = mend_marks(line, bigrams)

    for at in changed:
        known = [
            bigrams.knows(*pair)
            for pair in (
                (keys[at - 1], keys[at]) if at else None,
                (keys[at], keys[at + 1]) if at + 1 < len(keys) else None,
            )
            if pair
        ]
        beside = {at - 1, at + 1} & changed.keys()  # a neighbour that was put right counts as it is now
        assert beside or not all(known)


@given(st.text())
def test_the_core_of_a_word_is_a_part_of_it(text: str) -> None:
    assert core(text) in text


@pytest.mark.shared
@pytest.mark.parametrize("name", ["kehoach70", "tb217_krong_no"])
@pytest.mark.parametrize("confidence", [0.8, HIGH])
def test_right_words_of_plans_that_were_not_counted_stay(shared: Path, name: str, confidence: float) -> None:
    text = (shared / "gold" / f"{name}.txt").read_text(encoding="utf-8")
    words = [
        seen._replace(line=number)
        for number, line in enumerate(unicodedata.normalize("NFC", text).splitlines())
        for seen in see(line.replace("+", "-").replace("**", ""), confidence)
    ]
    changed = [word for word in repair(words) if word.raw is not None]

    assert len(changed) <= (0.0004 if confidence == HIGH else 0.004) * len(words)


def test_an_upright_stroke_between_words_is_no_print() -> None:
    assert mended("quy hoạch đến năm 2020 | huyện An Bình |") == "quy hoạch đến năm 2020 huyện An Bình"
    assert mended("| MỤC ĐÍCH") == "| MỤC ĐÍCH"
    assert mended("|") == "|"
