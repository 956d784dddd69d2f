"""Whether a text layer can be trusted."""

from __future__ import annotations

import pytest

from vbparse.geometry import Box
from vbparse.readers.pages import Font, Word
from vbparse.readers.readable import Verdict, is_vietnamese, judge

SIZE = (600.0, 800.0)
WHOLE = Box(0, 0, *SIZE)
PLAIN, HIDDEN = (Font("Times", 12, bold=False, italic=False, hidden=hidden) for hidden in (False, True))
PLAN = "Phòng Nội vụ chủ trì, phối hợp với các đơn vị liên quan tham mưu UBND quận"
ENGLISH = "Phong Nol vu chu tri phoi hop with other offices report before June"


def words(text: str, *, font: Font = PLAIN, times: int = 20) -> list[Word]:
    return [Word(word, 0, 0, 40, 14, 12, font) for word in text.split() * times]


@pytest.mark.parametrize(
    ("text", "font", "faults", "pictures", "paths", "verdict"),
    [
        (PLAN, PLAIN, 0.0, [], 0, "text"),
        (ENGLISH, PLAIN, 0.0, [], 0, "text"),  # another language is no fault of the file
        (PLAN, PLAIN, 0.0, [WHOLE], 0, "text"),
        (PLAN, HIDDEN, 0.0, [WHOLE], 0, "layer"),
        (ENGLISH, HIDDEN, 0.0, [WHOLE], 0, "bad layer"),
        (ENGLISH, PLAIN, 0.0, [WHOLE], 0, "bad layer"),
        (PLAN, PLAIN, 0.5, [], 0, "broken map"),
        (ENGLISH, PLAIN, 0.1, [], 0, "broken map"),
        (PLAN, PLAIN, 0.1, [], 0, "text"),  # bullets of a symbol font
        ("", PLAIN, 0.0, [WHOLE], 0, "picture"),
        ("", PLAIN, 0.0, [Box(0, 0, 600, 300)], 0, "picture"),
        ("", PLAIN, 0.0, [Box(0, 0, 100, 100)], 0, "text"),  # a logo on an empty page
        ("", PLAIN, 0.0, [], 1000, "drawing"),
        ("", PLAIN, 0.0, [], 5, "text"),
        (PLAN, PLAIN, 0.0, [Box(100, 100, 300, 300)], 1000, "text"),
        (ENGLISH, PLAIN, 0.0, [Box(0, 0, 600, 500)], 0, "text"),  # a picture amid the text
        (ENGLISH, HIDDEN, 0.0, [Box(0, 0, 600, 500)], 0, "bad layer"),  # a scan with wide margins
    ],
)
def test_verdicts(  # noqa: PLR0913, PLR0917
    text: str, font: Font, faults: float, pictures: list[Box], paths: int, verdict: Verdict
) -> None:
    assert judge(words(text, font=font), faults, pictures, paths, SIZE) == verdict


def test_a_few_words_on_a_scan_are_a_stamp() -> None:
    assert judge(words(PLAN, times=1), 0.0, [WHOLE], 0, SIZE) == "picture"


def test_strips_of_a_scan_count_together() -> None:
    strips = [Box(0, top, 600, top + 100) for top in range(0, 800, 100)]

    assert judge([], 0.0, strips, 0, SIZE) == "picture"


def test_pictures_beyond_the_page_do_not_count() -> None:
    assert judge([], 0.0, [Box(-5000, -5000, 10, 10)], 0, SIZE) == "text"


def test_vietnamese_is_told_by_syllables_and_accents() -> None:
    assert is_vietnamese(words(PLAN))
    assert not is_vietnamese(words("ke hoach thuc hien cong tac"))
    assert not is_vietnamese(words("UBND HĐND 2024"))
    assert not is_vietnamese([])
