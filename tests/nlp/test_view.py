"""The plan as a spaCy Doc."""

from __future__ import annotations

import pytest

import vbparse

_PLAN = """ỦY BAN NHÂN DÂN
QUẬN HÀ ĐÔNG
Số: 70/KH-UBND
Hà Đông, ngày 17 tháng 02 năm 2024
KẾ HOẠCH
Thực hiện công tác năm 2024
UBND quận Hà Đông xây dựng Kế hoạch như sau:
I. TỔ CHỨC THỰC HIỆN
1. Phòng Nội vụ quận
- Tổng hợp báo cáo UBND quận trước ngày 25/5/2024.
Nơi nhận:
- Lưu: VT.
"""


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")  # spaCy's and its dependencies' own deprecations
def test_doc_has_the_text_and_what_was_read() -> None:
    pytest.importorskip("spacy", reason="the extra vbparse[nlp] is not installed")
    from vbparse.nlp.view import to_doc

    plan = vbparse.parse(_PLAN.encode(), name="plan.txt")
    doc = to_doc(plan)

    assert doc.text == plan.text
    assert [span.text for span in doc.spans["times"] if span.label_ == "deadline"] == ["ngày 25/5/2024"]
    assert {span.id_ for span in doc.spans["tasks"]} == {task.id for task in plan.tasks}


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_words_are_aligned_with_the_text() -> None:
    pytest.importorskip("underthesea", reason="the extra vbparse[nlp] is not installed")
    from vbparse.nlp.words import find_words

    text = "Uỷ ban nhân dân quận tổ chức thực hiện.\nPhòng Nội vụ báo cáo."
    words = [text[span.start : span.end] for span in find_words(text)]

    assert "".join("".join(word.split()) for word in words) == "".join(text.split())
    assert any(" " in word for word in words)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("text", ["", " ", "\n", "  a", "a "])
def test_the_tokenizer_takes_any_text(text: str) -> None:
    spacy = pytest.importorskip("spacy", reason="the extra vbparse[nlp] is not installed")
    from vbparse.nlp.view import SyllableTokenizer

    assert SyllableTokenizer(spacy.vocab.Vocab())(text).text == text
