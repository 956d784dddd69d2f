"""Word documents: what is printed is read, in order, once; what is not printed is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.docxmaker import RULED, cell, docx, item, level, numbering, package, paragraph, row, run, table
from vbparse.errors import DamagedInput, EmptyInput, LimitExceeded, OcrUnavailable, VbparseError
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source
from vbparse.readers.word.document import read_package
from vbparse.settings import Settings

if TYPE_CHECKING:
    from vbparse.readers.pages import Line, Lines

DELETED = "<w:del><w:r><w:delText>30/5</w:delText></w:r></w:del>"


def read(data: bytes, settings: Settings | None = None) -> Lines:
    return read_package(data, "kh.docx", settings or Settings())


def lines(body: str, **parts: str) -> list[Line]:
    return list(read(docx(body, **parts)).lines)


def texts(body: str, **parts: str) -> list[str]:
    """Give the paragraphs as layout writes them: blanks of every kind are one."""
    return [" ".join(line.text.split()) for line in lines(body, **parts)]


def codes(body: str) -> list[str]:
    return [finding.code for finding in read(docx(body)).diagnostics]


def test_a_word_document_is_known_by_its_bytes() -> None:
    found = read_source(open_source(docx(paragraph("Kế hoạch")), name="x.pdf", max_bytes=10**9), Settings())

    assert found.media_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def in_font(text: str, font: str) -> str:
    return run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>')


def test_fonts_of_old_encodings_are_decoded() -> None:
    body = (
        paragraph(in_font("ñy ban nh©n d©n quËn", ".VnTime"))
        + paragraph(in_font("kÕ ho¹ch", ".VnTimeH"), in_font(" cña quËn", ".VnTime"))
        + paragraph(in_font("KEÁ HOAÏCH cu", "VNI-Times"), in_font("ûa UÛy ban nhaân daân", "VNI-Times"))
        + paragraph("Quận Hà Đông")
    )
    content = read(docx(body))

    assert [line.text for line in content.lines] == [
        "ủy ban nhân dân quận", "KẾ HOẠCH của quận", "KẾ HOẠCH của Ủy ban nhân dân", "Quận Hà Đông",
    ]  # fmt: skip
    assert (content.origin, [finding.values for finding in content.diagnostics]) == (
        "repaired",
        [{"encoding": "tcvn3, vni"}],
    )


def test_unicode_under_the_name_of_an_old_font_stays() -> None:
    content = read(docx(paragraph(in_font("Phòng Nội vụ quận", ".VnTime")) + paragraph(in_font("Phòng", ".VnTime"))))

    assert [line.text for line in content.lines] == ["Phòng Nội vụ quận", "Phòng"]
    assert content.origin == "native"


def test_runs_and_their_type() -> None:
    (line,) = lines(
        paragraph(
            run("1. ", ""), run("Sở Nội vụ", '<w:b/><w:sz w:val="28"/>'), run(": chủ trì", '<w:b w:val="0"/><w:i/>')
        )
    )

    assert line.text == "1. Sở Nội vụ: chủ trì"
    assert line.setting is not None
    assert [(run.bold, run.italic, run.size) for run in line.setting.runs] == [
        (False, False, 10.0),
        (True, False, 14.0),
        (False, True, 10.0),
    ]


def test_styles_are_inherited_and_switched_off() -> None:
    styles = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="26"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:styleId="a"><w:pPr><w:jc w:val="both"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:caps/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="c"><w:rPr><w:b/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>'
    )
    body = paragraph(run("kế hoạch"), run(" năm", '<w:rStyle w:val="c"/>'), properties='<w:pStyle w:val="b"/>')
    (line, other) = lines(body + paragraph("x", properties='<w:pStyle w:val="loop"/>'), styles=styles)

    assert line.text == "KẾ HOẠCH NĂM"
    assert line.setting is not None
    assert line.setting.align == "justify"
    assert [(run.bold, run.size) for run in line.setting.runs] == [(True, 13.0), (False, 13.0)]
    assert other.text == "x"


def test_tracked_changes_are_read_as_accepted() -> None:
    body = paragraph("trước ngày ", DELETED, f"<w:ins>{run('25/5')}</w:ins>", " năm nay") + paragraph(
        f"<w:moveFrom>{run('cũ')}</w:moveFrom>", f"<w:moveTo>{run('mới')}</w:moveTo>"
    )

    assert texts(body) == ["trước ngày 25/5 năm nay", "mới"]
    assert read(docx(body)).diagnostics[0].values == {"inserted": 1, "deleted": 1, "moved": 1}


def test_a_paragraph_whose_end_was_deleted_goes_on_with_the_next() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"

    assert texts(paragraph("Sở ", properties=gone) + paragraph("Nội vụ") + paragraph("x", properties=gone)) == [
        "Sở Nội vụ",
        "x",
    ]


def test_deleted_rows_and_cells_are_no_rows_and_cells() -> None:
    gone_row = row("3", "c", "x").replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>")
    gone_cell = cell("x").replace("<w:tcPr>", "<w:tcPr><w:cellDel/>")
    (line,) = lines(table(row("1", "a", "n"), row("2", "b", "m", gone_cell), gone_row, properties=RULED))

    assert line.table is not None
    assert [cell.text for cell in line.table.cells] == ["1", "a", "n", "2", "b", "m"]


def test_of_fields_the_result_is_read() -> None:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    nested = mark.format("begin") + "<w:r><w:instrText>PAGE</w:instrText></w:r>" + mark.format("end")
    code = "<w:r><w:instrText> REF x </w:instrText><w:t>mã</w:t></w:r>"
    body = paragraph(
        "Điều ", mark.format("begin"), code, nested, mark.format("separate"), run("5"), mark.format("end"), " của Luật"
    )
    simple = paragraph(f'<w:fldSimple w:instr="DATE">{run("2024")}</w:fldSimple>')

    assert texts(body + simple) == ["Điều 5 của Luật", "2024"]


def test_links_controls_and_formulas_hold_text_that_is_printed() -> None:
    shown = f"<w:sdt><w:sdtContent>{run('b')}</w:sdtContent></w:sdt>"
    hint = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('Nhấn để nhập')}</w:sdtContent></w:sdt>"
    maths = '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:r><m:t>d</m:t></m:r></m:oMath>'

    assert texts(
        paragraph(
            f'<w:hyperlink r:id="x">{run("a")}</w:hyperlink>',
            shown,
            hint,
            f"<w:smartTag>{run('c')}</w:smartTag>",
            maths,
        )
    ) == ["abcd"]
    assert texts(f"<w:sdt><w:sdtContent>{paragraph('e')}</w:sdtContent></w:sdt>") == ["e"]


def test_hidden_text_and_comments_are_not_read() -> None:
    assert texts(paragraph("a", run("ẩn", "<w:vanish/>"), "<w:commentRangeStart/>", "b")) == ["ab"]


def test_tabs_breaks_hyphens_and_symbols() -> None:
    body = paragraph(
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:noBreakHyphen/><w:t>c\N{SOFT HYPHEN}d</w:t><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings" w:char="FC"/><w:sym w:char="nothing"/></w:r>'
    )

    assert texts(body) == ["a b-cd\uf0fc\uf0fc"]


def test_letters_of_symbol_fonts_are_pictures() -> None:
    assert texts(paragraph(run("§ ", '<w:rFonts w:ascii="Wingdings"/>'), run("§ Điều"))) == ["\uf0a7 § Điều"]


@pytest.mark.parametrize(
    ("before", "after", "parted"),
    [
        ("- Sở Nội vụ;", "- Sở Tài chính;", True),
        ("KẾ HOẠCH", "Tuyên truyền năm 2024", True),
        ("thực hiện xong.", "Báo cáo kết quả", True),
        ("đẩy mạnh công tác", "tuyên truyền", False),
        ("Sở Nội vụ, Sở Tài chính,", "Sở Tư pháp", False),
        ("KẾ HOẠCH", "TUYÊN TRUYỀN NĂM 2024", False),
    ],
)
def test_a_line_break_parts_what_stands_for_itself(before: str, after: str, *, parted: bool) -> None:
    found = texts(paragraph(f"<w:r><w:t>{before}</w:t><w:br/><w:t>{after}</w:t></w:r>"))

    assert found == ([before, after] if parted else [f"{before} {after}"])


def test_a_page_break_parts_nothing() -> None:
    assert texts(paragraph('<w:r><w:t>a</w:t><w:br w:type="page"/><w:t>B</w:t></w:r>')) == ["a B"]


def test_alternate_content_is_read_once() -> None:
    box = "<w:txbxContent>" + paragraph("KHẨN") + "</w:txbxContent>"
    drawing = f"<w:drawing><wp:anchor><wps:txbx>{box}</wps:txbx></wp:anchor></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{box}</v:textbox></v:shape></w:pict>"
    both = (
        f"<mc:AlternateContent><mc:Choice>{drawing}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    )
    fallback = f"<mc:AlternateContent><mc:Choice><w:drawing/></mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"

    assert texts(paragraph(f"<w:r>{both}</w:r>", "a")) == ["KHẨN", "a"]
    assert texts(paragraph(f"<w:r>{fallback}</w:r>", "a")) == ["KHẨN", "a"]
    assert texts(paragraph(f"<w:r>{old}</w:r>")) == ["KHẨN"]


def test_footnotes_stand_behind_their_paragraph() -> None:
    notes = f'<w:footnote w:id="2">{paragraph("Theo Quyết định số 1/QĐ-TTg.")}</w:footnote>'
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    found = lines(
        paragraph("khoáng sản", reference.format(2), reference.format(9), ".") + paragraph("b"), footnotes=notes
    )

    assert [(line.kind, line.text) for line in found] == [
        ("paragraph", "khoáng sản1."),
        ("footnote", "1 Theo Quyết định số 1/QĐ-TTg."),
        ("paragraph", "b"),
    ]


def test_merged_cells_cover_their_squares() -> None:
    (line,) = lines(
        table(
            row("TT", "Việc", cell("Cơ quan", span=2)),
            row(cell("1", merge="restart"), "a", "b", "c"),
            row(cell(merge="continue"), "d", cell("e", span=2)),
            row(cell("I. NHÓM", span=4)),
            properties=RULED,
        )
    )

    assert line.table is not None
    named = [[line.table.cells[number].text for number in numbers] for numbers in line.table.region]
    assert named == [
        ["TT", "Việc", "Cơ quan", "Cơ quan"],
        ["1", "a", "b", "c"],
        ["1", "d", "e", "e"],
        ["I. NHÓM"] * 4,
    ]


def test_cells_hold_paragraphs_lists_and_tables() -> None:
    inner = table(row("x", "y"), row("z", "t"), properties=RULED)
    lists = numbering(level(0, "decimal", "%1."))
    (line,) = lines(
        table(
            row(cell(item("", 1)), cell("- a", "- b")),
            row(cell(item("", 1)), cell("c", inner)),
            row("3", ""),
            properties=RULED,
        ),
        numbering=lists,
    )

    assert line.table is not None
    assert [cell.text for cell in line.table.cells] == ["1. ", "- a - b", "2. ", "c x y z t", "3", ""]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert texts(table(row(cell("a", "b")), properties=RULED)) == ["a", "b"]


def test_the_halves_of_letterhead_and_signature_are_columns() -> None:
    head = table(
        row(
            cell("UBND XÃ THỬ", "Số: 1/KH-UBND"),
            cell("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"),
        )
    )
    foot = table(row(cell("Nơi nhận:", "- Lưu: VT."), "", cell("CHỦ TỊCH", "Lê Thử")), properties=RULED)
    found = lines(head + paragraph("KẾ HOẠCH") + foot)

    assert [(line.column, line.text) for line in found] == [
        ("left", "UBND XÃ THỬ"),
        ("left", "Số: 1/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Độc lập - Tự do - Hạnh phúc"),
        ("full", "KẾ HOẠCH"),
        ("left", "Nơi nhận:"),
        ("left", "- Lưu: VT."),
        ("right", "CHỦ TỊCH"),
        ("right", "Lê Thử"),
    ]


def test_a_small_table_of_tasks_is_no_signature() -> None:
    found = lines(paragraph("x") + table(row("Thời gian", "Nội dung"), row("Tháng 5", "Tập huấn")))

    assert found[1].table is not None


def tabbed(*parts: str) -> str:
    return paragraph("<w:r>" + "<w:tab/>".join(f"<w:t>{part}</w:t>" if part else "" for part in parts) + "</w:r>")


def test_columns_set_with_tabs() -> None:
    found = lines(
        tabbed("UBND XÃ THỬ", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
        + tabbed("Số: 1/KH-UBND", "Thử, ngày 01 tháng 02 năm 2024")
        + paragraph("KẾ HOẠCH")
        + tabbed("Thời gian:", "tháng 5")
        + tabbed("Nơi nhận:", "TM. ỦY BAN NHÂN DÂN")
        + tabbed("- Sở Nội vụ;", "CHỦ TỊCH")
        + paragraph("- Phòng Nội vụ;")
        + tabbed("", "", "Lê Thử")
        + paragraph("- Lưu: VT.")
        + paragraph("PHỤ LỤC")
    )

    assert [(line.column, " ".join(line.text.split())) for line in found] == [
        ("left", "UBND XÃ THỬ"),
        ("left", "Số: 1/KH-UBND"),
        ("right", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        ("right", "Thử, ngày 01 tháng 02 năm 2024"),
        ("full", "KẾ HOẠCH"),
        ("full", "Thời gian: tháng 5"),
        ("left", "Nơi nhận:"),
        ("left", "- Sở Nội vụ;"),
        ("left", "- Phòng Nội vụ;"),
        ("left", "- Lưu: VT."),
        ("right", "TM. ỦY BAN NHÂN DÂN"),
        ("right", "CHỦ TỊCH"),
        ("right", "Lê Thử"),
        ("full", "PHỤ LỤC"),
    ]


def test_headers_are_furniture_unless_the_letterhead_stands_there() -> None:
    section = '<w:sectPr><w:headerReference w:type="first" r:id="header0"/></w:sectPr>'
    motto = paragraph("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")

    assert texts(paragraph("a") + section, header=paragraph("Trang 2")) == ["a"]
    assert texts(paragraph("a") + section, header=motto) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "a"]
    assert texts(motto + section, header=motto) == ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]


def test_a_table_of_contents_is_left_out() -> None:
    gallery = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    body = f"{gallery}<w:sdtContent>{paragraph('I. MỤC ĐÍCH 1')}</w:sdtContent></w:sdt>{paragraph('I. MỤC ĐÍCH')}"

    assert texts(body) == ["I. MỤC ĐÍCH"]
    assert codes(body) == ["CONTENTS_LEFT_OUT"]


PICTURE = '<w:drawing><wp:inline><wp:extent cx="{0}" cy="{0}"/><a:blip r:embed="x"/></wp:inline></w:drawing>'


def test_large_pictures_are_told_and_a_document_of_pictures_needs_ocr() -> None:
    large, small = (f"<w:p><w:r>{PICTURE.format(size)}</w:r></w:p>" for size in (7_000_000, 300_000))

    assert codes(paragraph("a") + large) == ["PICTURES_NOT_READ"]
    assert codes(paragraph("a") + small) == []
    with pytest.raises(OcrUnavailable, match="1 pictures of pages"):
        read(docx(large))
    with pytest.raises(EmptyInput):
        read(docx(small))


def test_embedded_documents_are_told() -> None:
    assert codes(paragraph("a") + '<w:altChunk r:id="x"/>') == ["EMBEDDED_DOCUMENT"]


def test_the_strict_form_is_read_too() -> None:
    data = package(
        {
            "word/document.xml": '<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body>'
            "<w:p><w:r><w:t>Kế hoạch</w:t></w:r></w:p></w:body></w:document>"
        }
    )

    assert [line.text for line in read(data).lines] == ["Kế hoạch"]


DOCTYPE = '<!DOCTYPE w [<!ENTITY a "b"><!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("document", "told"),
    [
        (f"{DOCTYPE}<w>&a;&x;</w>", "document type"),
        ("<w><unclosed></w>", "not well formed"),
        ("", "not well formed"),
        ("<w>" * 200 + "</w>" * 200, "nested"),
        ('<?xml version="1.0" encoding="EBCDIC-INVENTED"?><w/>', "not well formed"),
    ],
)
def test_broken_and_evil_xml_is_refused(document: str, told: str) -> None:
    with pytest.raises(DamagedInput, match=told):
        read(package({"word/document.xml": document}))


def test_utf16_does_not_hide_a_document_type() -> None:
    with pytest.raises(DamagedInput, match="document type"):
        read(package({"word/document.xml": f"{DOCTYPE}<w>&a;</w>".encode("utf-16")}))


def test_a_package_without_a_document_is_damaged() -> None:
    with pytest.raises(DamagedInput, match="no document"):
        read(package({"word/styles.xml": "<w/>"}))


def test_limits() -> None:
    with pytest.raises(LimitExceeded, match="characters"):
        read(docx(paragraph("x" * 200)), Settings(max_chars=100))
    with pytest.raises(LimitExceeded, match="bytes when unpacked"):
        read(docx(paragraph("x" * 2000)), Settings(max_bytes=1500))
    with pytest.raises(LimitExceeded, match="paragraphs"):
        read(docx(paragraph("x") * 101), Settings(max_pages=1))


SOUP = st.recursive(
    st.sampled_from(
        ["<w:t>chữ</w:t>", "<w:tab/>", '<w:fldChar w:fldCharType="begin"/>', '<w:fldChar w:fldCharType="end"/>', "<w:br/>",
         '<w:numPr><w:ilvl w:val="12"/><w:numId w:val="1"/></w:numPr>', '<w:gridSpan w:val="-3"/>', "<w:vMerge/>", '<w:sz w:val="x"/>']
    ),
    lambda inner: st.tuples(
        st.sampled_from(["w:p", "w:r", "w:tbl", "w:tr", "w:tc", "w:tcPr", "w:pPr", "w:rPr", "w:sdt", "w:sdtContent", "w:del", "w:txbxContent",
                         "w:pict", "mc:AlternateContent", "mc:Choice", "w:hyperlink"]),
        st.lists(inner, max_size=4),
    ).map(lambda pair: f"<{pair[0]}>{''.join(pair[1])}</{pair[0]}>"),
    max_leaves=25,
)  # fmt: skip


@given(st.lists(SOUP, max_size=6))
def test_any_markup_gives_lines_or_an_error_of_ours(parts: list[str]) -> None:
    lists = numbering(level(0, "upperRoman", "%1."))
    try:
        found = read(docx(paragraph("a") + "".join(parts), numbering=lists))
    except VbparseError:
        return
    assert found.lines
