"""The lossless tokenizer."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from vbparse.nlp.tokenizer import tokenize


def test_codes_and_dates_stay_whole() -> None:
    text = "Kế hoạch số 39/KH-UBND ngày 29/01/2024, Chỉ thị 21-CT/TW; 123/2024/QĐ-TTg (85%)."

    tokens = [token.text for token in tokenize(text)]

    expected = "Kế hoạch số 39/KH-UBND ngày 29/01/2024 , Chỉ thị 21-CT/TW ; 123/2024/QĐ-TTg ( 85% ) ."
    assert " ".join(tokens) == expected


@given(st.text())
def test_joining_the_tokens_gives_the_text_back(text: str) -> None:
    tokens = tokenize(text)
    rebuilt = ""
    for token in tokens:
        rebuilt += " " * (token.start - len(rebuilt)) + token.text
        assert text[token.start : token.end] == token.text
    assert rebuilt + " " * (len(text) - len(rebuilt)) == text
