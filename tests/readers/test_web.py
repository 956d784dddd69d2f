"""Web pages: what a browser shows is read, nothing else, and nothing is run or fetched."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vbparse.errors import EmptyInput, LimitExceeded, VbparseError
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.readers.pages import Line


def lines(body: str, head: str = "") -> list[Line]:
    data = f"<html><head><meta charset=utf-8>{head}</head><body>{body}</body></html>".encode()
    content = read_source(open_source(data, name="x.html", max_bytes=10**9), Settings()).content
    return list(content.lines)  # type: ignore[union-attr]


def texts(body: str, head: str = "") -> list[str]:
    return [" ".join(line.text.split()) for line in lines(body, head)]


def test_blocks_are_paragraphs_also_without_end_tags() -> None:
    assert texts("<p>a\n b<p>c<div>d<span>e</span></div>f<h2>g</h2><br>h") == ["a b", "c", "de", "f", "g", "h"]


def test_what_is_not_shown_is_not_read() -> None:
    css = "<style>/* x */ .an, #b {display: none} p.c{visibility:hidden} div .d{display:none}</style><title>t</title>"
    body = (
        "<p class='x an'>1</p><p id=b>2</p><p class=c>3</p><div class=c>4</div><p style='display:none'>5</p><p hidden>6</p>"
        "<script>document.write('7')</script><!-- <p>8</p> --><noscript>9</noscript><iframe>10</iframe><del>11</del>"
        "<textarea>12</textarea><p>13 &amp; 14</p>"
    )

    assert texts(body, css) == ["4", "13 & 14"]


def test_type_and_alignment() -> None:
    css = "<style>p.T{text-align:center;font-weight:bold;text-transform:uppercase}</style>"
    (title, text) = lines("<p class=T>Kế hoạch</p><p align=right>a <b>b</b> <i>c</i></p>", css)

    assert (title.text, title.setting and title.setting.align) == ("KẾ HOẠCH", "centre")
    assert title.setting
    assert title.setting.runs[0].bold
    assert text.setting
    assert text.setting.align == "right"
    assert [(run.text, run.bold, run.italic) for run in text.setting.runs if run.text.strip()] == [
        ("a ", False, False),
        ("b", True, False),
        ("c", False, True),
    ]


def test_lists_have_their_marks() -> None:
    body = "<ol type=I><li>a<ol start=3><li>b<li><p>c</p></ol><li>d</ol><ul><li>e</ul><ol type=a><li>g</ol>"

    assert texts(body) == ["I. a", "3. b", "4. c", "II. d", "- e", "a. g"]


def test_tables_with_merged_cells() -> None:
    body = (
        "<table border=1><tr><th>TT<th>Việc<th colspan=2>Cơ quan<tr><td rowspan=2>1<td>a<td>b<td>c"
        "<tr><td>d<td>e<td><table><tr><td>f<td>g</table></table>"
    )
    (line,) = lines(body)

    assert line.table is not None
    assert [[line.table.cells[number].text for number in row] for row in line.table.region] == [
        ["TT", "Việc", "Cơ quan", "Cơ quan"],
        ["1", "a", "b", "c"],
        ["1", "d", "e", "f g"],
    ]


def test_tables_that_put_text_side_by_side() -> None:
    body = "<table><tr><td>UBND XÃ THỬ<br>Số: 1/KH-UBND<td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</table><p>KẾ HOẠCH"

    assert [(line.column, line.text.strip()) for line in lines(body)] == [
        ("left", "UBND XÃ THỬ"),
        ("left", "Số: 1/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("full", "KẾ HOẠCH"),
    ]


def test_a_table_around_the_page_is_none() -> None:
    assert texts("<table><tr><td><p>a<p>b</table>") == ["a", "b"]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_encodings_with_a_mark(encoding: str) -> None:
    data = "<html><body><p>Kế hoạch số 1".encode(encoding)
    if encoding == "utf-16":
        pytest.skip("not known by its first bytes")
    content = read_source(open_source(data, name="x", max_bytes=10**9), Settings()).content

    assert [line.text for line in content.lines] == ["Kế hoạch số 1"]  # type: ignore[union-attr]


def test_limits_and_empty_pages() -> None:
    with pytest.raises(EmptyInput):
        lines("<script>x</script>")
    with pytest.raises(LimitExceeded):
        read_source(open_source(b"<html>" + b"x" * 99, name="x", max_bytes=10**9), Settings(max_chars=50))


def test_deep_nesting_is_no_overflow() -> None:
    assert texts("<div>" * 5000 + "a" + "</div>" * 5000 + "b")[0] == "a"


TAGS = st.sampled_from(
    ["<p>", "</p>", "<table>", "</table>", "<tr>", "<td colspan=3>", "<td rowspan=2>", "<td>", "<ol>", "<li>", "</ol>", "<br>", "<b>", "<div hidden>",
     "</div>", "chữ", "<!--", "-->", "<![if x]>", "&#0;", "<pre>"]
)  # fmt: skip


@given(st.lists(TAGS | st.text(max_size=5), max_size=40))
def test_any_tags_give_lines_or_an_error_of_ours(parts: list[str]) -> None:
    with suppress(VbparseError):
        assert lines("".join(parts))
