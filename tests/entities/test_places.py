"""Places of the registers of administrative units, in letterheads and in running text."""

from __future__ import annotations

import pytest

from vbparse.entities.units.canonical import named_bodies
from vbparse.entities.units.declared import Declared
from vbparse.entities.units.find import view_of
from vbparse.entities.units.naming import full_name
from vbparse.entities.units.parts import Frame, strip_level
from vbparse.entities.units.scan import scan
from vbparse.lexicon.admin import SNAPSHOTS
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import rows

TYPES = {3: "huyện", 5: "xã"}
SAMPLE = 20  # every so manieth unit; all that stand in the list of names


def found_in(text: str, frame: Frame = Frame()) -> list[str]:  # noqa: B008 (a tuple)
    view = view_of(text, load_lexicon(), frame)
    mentions = scan(view, (), Declared())
    return [found.name or ("" if found.body is None else full_name(found.body, frame)) for found in mentions]


def sampled() -> list[tuple[str, str]]:
    """Give type words and names from both registers."""
    listed = {row["name"] for row in rows("place_names.tsv")}
    found = {}
    for snapshot in SNAPSHOTS:
        for number, row in enumerate(rows(f"admin_{snapshot}.tsv")):
            bare = strip_level(row["name"])
            if len(row["code"]) in TYPES and not bare.isdigit() and (bare in listed or number % SAMPLE == 0):
                found[bare] = row["name"][: -len(bare)].strip().lower()
    return [(word, name) for name, word in found.items() if name == _with_capitals(name)]


def _with_capitals(name: str) -> str:
    """Write a name without the slips of the registers (`Pa ủ`)."""
    return " ".join(word if word[:1].isascii() else word[:1].upper() + word[1:] for word in name.split(" "))


def test_registered_places_are_read_whole() -> None:
    """A few names of one spelling, such as KBang and Kbang, differ in capitals only, which capitals cannot tell."""
    lexicon = load_lexicon()
    cut, misspelt = [], []
    for word, name in sampled():
        body = f"Ủy ban nhân dân {word} {name}"
        (head,) = named_bodies(["ỦY BAN NHÂN DÂN", f"{word} {name}".upper()], lexicon)
        misspelt += [] if head.name == body else [name]
        cut += [] if found_in(f"Giao UBND {word} {name} chủ trì thực hiện.") == [body] else [name]

    assert cut == ["Ya ly"]  # a slip of the register
    assert len(misspelt) < 12


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["ỦY BAN NHÂN DÂN", "XÃ VĨNH HỘI ĐÔNG"], "Ủy ban nhân dân xã Vĩnh Hội Đông"),
        (["UBND XÃ KHÁNH HỘI"], "Ủy ban nhân dân xã Khánh Hội"),
        (["ỦY BAN NHÂN DÂN", "XÃ AN NINH"], "Ủy ban nhân dân xã An Ninh"),
        (["ỦY BAN NHÂN DÂN", "XÃ BẢN LIỀN"], "Ủy ban nhân dân xã Bản Liền"),
        (["ỦY BAN NHÂN DÂN", "THÀNH PHỐ BUÔN MA THUỘT"], "Ủy ban nhân dân thành phố Buôn Ma Thuột"),
        (["ỦY BAN NHÂN DÂN", "HUYỆN A LƯỚI"], "Ủy ban nhân dân huyện A Lưới"),
        (["UBND XÃ PA Ủ"], "Ủy ban nhân dân xã Pa Ủ"),
        (["UBND XÃ MƯỜNG VÀ"], "Ủy ban nhân dân xã Mường Và"),
        (["UBND QUẬN 12"], "Ủy ban nhân dân Quận 12"),
        (["ỦY BAN NHÂN DÂN THỊ TRẤN NÔNG", "TRƯỜNG THÁI BÌNH"], "Ủy ban nhân dân thị trấn Nông trường Thái Bình"),
        (["UBND XÃ VĨNH", "HỘI ĐÔNG"], "Ủy ban nhân dân xã Vĩnh Hội Đông"),
        (["ỦY BAN NHÂN DÂN", "XÃ IA HDREH"], "Ủy ban nhân dân xã Ia HDreh"),
        (["ỦY BAN NHÂN DÂN THỊ XÃ HƯƠNG THỦY", "PHÒNG TƯ PHÁP"], "Phòng Tư pháp thị xã Hương Thủy"),
        (["ỦY BAN NHÂN DÂN", "THỊ XÃ SÔNG CẦU", "PHÒNG NỘI VỤ"], "Phòng Nội vụ thị xã Sông Cầu"),
        (["UBND QUẬN 12", "PHÒNG NỘI VỤ"], "Phòng Nội vụ Quận 12"),
        (["UBND HUYỆN VỤ BẢN", "PHÒNG Y TẾ"], "Phòng Y tế huyện Vụ Bản"),
    ],
)
def test_the_issuer_has_its_whole_place(lines: list[str], issuer: str) -> None:
    assert named_bodies(lines, load_lexicon())[-1].name == issuer


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Giao UBND xã Tân Hội, UBND xã Vĩnh Trường.",
            ["Ủy ban nhân dân xã Tân Hội", "Ủy ban nhân dân xã Vĩnh Trường"],
        ),
        ("Giao UBND phường Hà Giang 1 rà soát.", ["Ủy ban nhân dân phường Hà Giang 1"]),
        ("Giao UBND xã Chân Mây - Lăng Cô rà soát.", ["Ủy ban nhân dân xã Chân Mây - Lăng Cô"]),
        ("UBND phường Cẩm Phô, thành phố Hội An báo cáo.", ["Ủy ban nhân dân phường Cẩm Phô"]),
        ("Công an thành phố Điện Biên Phủ", ["Công an thành phố Điện Biên Phủ"]),
        ("Công an thị trấn Nông trường Thái Bình", ["Công an thị trấn Nông trường Thái Bình"]),
        ("UBND xã Giao Tân và UBND huyện Năm Căn", ["Ủy ban nhân dân xã Giao Tân", "Ủy ban nhân dân huyện Năm Căn"]),
        ("Công an xã Đoàn Kết, Công an xã Đội Bình", ["Công an xã Đoàn Kết", "Công an xã Đội Bình"]),
    ],
)
def test_a_place_goes_before_a_head_word_inside_it(text: str, found: list[str]) -> None:
    assert found_in(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("UBND xã Tân Lập Hội Nông dân xã", ["Ủy ban nhân dân xã Tân Lập", "Hội Nông dân xã"]),
        ("UBND xã Tân Hội Nông dân xã", ["Ủy ban nhân dân xã Tân", "Hội Nông dân xã"]),
        ("UBND xã Khánh Trung tâm Y tế", ["Ủy ban nhân dân xã Khánh", "Trung tâm Y tế"]),
        ("công tác xã hội, xã giao", []),
        ("UBND các xã Lao và Chải", ["Ủy ban nhân dân các xã Lao và Chải"]),
        ("UBND phường 12 người", ["Ủy ban nhân dân phường"]),
    ],
)
def test_a_name_that_goes_on_is_no_place(text: str, found: list[str]) -> None:
    assert found_in(text) == found


def test_a_slip_is_mended_to_the_place_of_its_level_only() -> None:
    frame = Frame(
        level="district",
        places={"district": "huyện Cẩm Giàng", "province": "tỉnh Thanh Hóa"},
        names={"cam giang": "Cẩm Giàng", "thanh hoa": "Thanh Hóa"},
    )

    assert found_in("UBND huyện Cẩm Giang; UBND thị trấn Cẩm Giang; UBND xã Thanh Hòa", frame) == [
        "Ủy ban nhân dân huyện Cẩm Giàng",
        "Ủy ban nhân dân thị trấn Cẩm Giang",
        "Ủy ban nhân dân xã Thanh Hòa",
    ]


def test_a_place_that_begins_as_a_person_s_name_is_one_where_a_register_has_it() -> None:
    frame = Frame(level="commune", places={"commune": "xã Bảo Lâm"}, names={"bao lam": "Bảo Lâm"})

    assert found_in("UBND xã Lý Quốc, UBND xã; Chủ tịch UBND xã Nguyễn Văn Khang", frame) == [
        "Ủy ban nhân dân xã Lý Quốc",
        "Ủy ban nhân dân xã Bảo Lâm",
        "Nguyễn Văn Khang, Chủ tịch Ủy ban nhân dân xã Bảo Lâm",
    ]
