"""Tesseract through its command: its words, its faults, and what to do where it is missing."""

from __future__ import annotations

import os
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.ocr.pictures import blank
from vbparse.errors import DamagedInput, LimitExceeded, OcrUnavailable
from vbparse.ocr.recogniser import Picture
from vbparse.ocr.tesseract import Tesseract, find_tesseract, install_command, read_hocr

if TYPE_CHECKING:
    from pathlib import Path

HOCR = """
<span class='ocr_line' id='line_1_1' title="bbox 100 50 400 90; baseline 0.01 -8; x_size 38; x_descenders 7">
 <span class='ocrx_word' id='word_1_1' title='bbox 100 52 150 80; x_wconf 96'>Kế</span>
 <span class='ocrx_word' id='word_1_2' title='bbox 160 52 260 90; x_wconf 57'><strong>ho&amp;ạch</strong></span>
 <span class='ocrx_word' id='word_1_3' title='bbox 270 52 300 90; x_wconf 95'> </span>
</span>
<span class='ocr_caption' id='line_1_2' title="bbox 100 100 400 140; x_size 0">
 <span class='ocrx_word' id='word_1_4' title='bbox 100 102 150 140; x_wconf 12'>số</span>
</span>
"""
posix = pytest.mark.skipif(sys.platform == "win32", reason="scripts stand in for the program")


def test_words_with_their_line_foot_and_size() -> None:
    one, two, three = read_hocr(HOCR)

    assert (one.text, one.line, one.confidence, one.size) == ("Kế", 1, 0.96, 38)
    assert one.baseline == pytest.approx(90 - 8 + 0.01 * 25)
    assert (two.text, two.confidence) == ("ho&ạch", 0.57)
    assert (three.line, three.baseline, three.size) == (2, 140, 38)  # no size told: the height of the word


def test_decomposed_letters_are_composed() -> None:
    (word,) = read_hocr(
        "<span class='ocrx_word' title='bbox 0 0 9 9; x_wconf 90'>qu\N{LATIN SMALL LETTER Y}\N{COMBINING ACUTE ACCENT}</span>"
    )

    assert word.text == "quý"


def program(folder: Path, script: str) -> Tesseract:
    path = folder / "tesseract"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return Tesseract(str(path), "5.3.0")


@posix
def test_it_gets_one_core_and_the_resolution(tmp_path: Path) -> None:
    engine = program(tmp_path, f'cat >/dev/null; echo "$OMP_THREAD_LIMIT $*" >{tmp_path}/said')
    assert engine.read(Picture(blank(), 151.6)) == []

    assert (tmp_path / "said").read_text(encoding="utf-8") == "1 stdin stdout -l vie --psm 4 --dpi 152 hocr\n"
    assert engine.name == "Tesseract 5.3.0 (vie)"


@posix
def test_it_is_ended_when_its_time_is_up(tmp_path: Path) -> None:
    started = time.monotonic()
    with pytest.raises(LimitExceeded, match=r"0\.2 seconds"):
        program(tmp_path, "exec sleep 20").read(Picture(blank(), 100), seconds=0.2)

    assert time.monotonic() - started < 5


@posix
def test_its_faults_are_told(tmp_path: Path) -> None:
    with pytest.raises(DamagedInput, match=r"code 3.*Empty page"):
        program(tmp_path, "cat >/dev/null; echo Empty page >&2; exit 3").read(Picture(blank(), 100))


@posix
@pytest.mark.parametrize(
    ("said", "turns"),
    [
        ("Rotate: 90\\nOrientation confidence: 12.5", 3),
        ("Rotate: 180\\nOrientation confidence: 9", 2),
        ("Rotate: 0\\nOrientation confidence: 9", 0),
        ("Rotate: 180\\nOrientation confidence: 0.4", None),
        ("Too few characters", None),
    ],
)
def test_what_it_says_about_turns(said: str, turns: int | None, tmp_path: Path) -> None:
    assert program(tmp_path, f'cat >/dev/null; printf "{said}\\n"').turns(Picture(blank(), 100)) == turns


def test_a_program_that_is_gone_is_unavailable() -> None:
    with pytest.raises(OcrUnavailable):
        Tesseract(os.devnull, "5").read(Picture(blank(), 100))


def test_where_it_is_missing_its_installation_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    monkeypatch.setattr(sys, "platform", "darwin")
    with pytest.raises(OcrUnavailable) as caught:
        find_tesseract()

    assert install_command() == "brew install tesseract tesseract-lang"
    assert install_command() in caught.value.advice
