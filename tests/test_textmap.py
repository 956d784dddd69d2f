"""The canonical text and the words under it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vbparse.geometry import Box
from vbparse.textmap import Region, Span, TextMap, WordTable

# "Phòng Nội vụ" on one line, "quận" on the next, then page 2: "giao"
_WORDS = (
    (Span(0, 5), 1, 0, Box(10, 100, 60, 112)),
    (Span(6, 9), 1, 0, Box(64, 100, 94, 112)),
    (Span(10, 12), 1, 0, Box(98, 101, 118, 113)),
    (Span(13, 17), 1, 1, Box(10, 120, 50, 132)),
    (Span(18, 22), 2, 2, Box(10, 50, 50, 62)),
)


def _map() -> TextMap:
    words = WordTable()
    for span, page, line, box in _WORDS:
        words.add(span, page, line, box)
    return TextMap("Phòng Nội vụ quận giao", words)


def test_one_region_for_each_line_touched() -> None:
    assert _map().regions(Span(0, 22)) == (
        Region(1, Box(10, 100, 118, 113)),
        Region(1, Box(10, 120, 50, 132)),
        Region(2, Box(10, 50, 50, 62)),
    )


def test_a_part_of_a_word_has_its_share_of_the_box() -> None:
    assert _map().regions(Span(2, 5)) == (Region(1, Box(30, 100, 60, 112)),)


def test_inferred_characters_have_no_region() -> None:
    assert _map().regions(Span(5, 6)) == ()


def test_a_text_without_pages_has_no_regions_and_no_confidence() -> None:
    plain = TextMap("Phòng Nội vụ", WordTable())

    assert plain.regions(Span(0, 5)) == ()
    assert plain.confidence(Span(0, 5)) is None


@given(st.integers(0, 22), st.integers(0, 22))
def test_regions_are_those_of_the_words_touched(first: int, second: int) -> None:
    span = Span(min(first, second), max(first, second))
    touched = {line for word, _, line, _ in _WORDS if word.overlaps(span)}

    regions = _map().regions(span)

    assert len(regions) == len(touched)
    assert all(box.x0 <= box.x1 and box.top < box.bottom for _, box in regions)
