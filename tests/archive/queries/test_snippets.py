"""Snippets: the best piece of a passage, as printed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vbparse.archive.queries.snippets import WIDTH, make_snippet
from vbparse.archive.store.asked import read_query

TEXT = (
    "Tổ chức các lớp tập huấn. " * 12
    + "Đẩy mạnh truyền thông về bình đẳng giới; hoà giải ở cơ sở theo Kế hoạch số 70 /KH-UBND. "
    + "Báo cáo kết quả hằng quý. " * 12
)


def found(text: str, asked: str) -> list[str]:
    snippet = make_snippet(text, read_query(asked))
    return [snippet.text[start:end] for start, end in snippet.spans]


def test_a_snippet_is_cut_at_words_around_what_was_found() -> None:
    snippet = make_snippet(TEXT, read_query('"bình đẳng giới"'))
    assert snippet.text.startswith("…")
    assert snippet.text.endswith("…")
    assert len(snippet.text) <= WIDTH + 2
    piece = snippet.text.strip("…")
    assert f" {piece} " in f" {TEXT} "
    assert [snippet.text[start:end] for start, end in snippet.spans] == ["bình đẳng giới"]


def test_a_short_passage_is_its_own_snippet() -> None:
    snippet = make_snippet("Theo Kế hoạch", read_query("ke hoach"))
    assert snippet == ("Theo Kế hoạch", ((5, 13),))


def test_what_is_marked_is_what_is_asked_for() -> None:
    assert found(TEXT, "hòa") == ["hoà"]
    assert found(TEXT, "hoà giai") == ["hoà giải"]
    assert found(TEXT, "70/KH-UBND") == ["70 /KH-UBND"]
    assert found(TEXT, "truyề*") == ["truyền"]
    assert found(TEXT, "giớ*") == ["giới"]
    assert found(TEXT, "gió*") == []
    assert found("giới, Giỏi, gioi", "gioi") == ["giới", "Giỏi", "gioi"]
    assert found("giới, Giỏi, gioi", "giới") == ["giới"]


def test_the_piece_with_most_of_the_query_is_shown() -> None:
    text = "giới " + "x " * 200 + "bình đẳng và giới " + "y " * 200
    assert found(text, "bình đẳng giới") == ["bình đẳng", "giới"]


def test_line_ends_are_blanks() -> None:
    assert make_snippet("một\nhai\tba", read_query("hai")).text == "một hai ba"


@given(
    st.text(max_size=400),
    st.lists(st.sampled_from(["a", "b*", '"a b"', "đ", "70/KH-UBND", "0*"]), min_size=1, max_size=9),
)
def test_any_text_has_a_snippet(text: str, asked: list[str]) -> None:
    snippet = make_snippet(text, read_query(" ".join(asked)))
    ends = [0, *(place for span in snippet.spans for place in span), len(snippet.text)]
    assert ends == sorted(ends)
    assert len(snippet.text) <= max(WIDTH, len(text)) + 2
