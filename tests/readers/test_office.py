"""Old and foreign word processor files: through LibreOffice where it is, with a clear word where it is not."""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

import pytest

from vbparse.errors import DamagedInput, LimitExceeded, UnsupportedInput
from vbparse.pipeline import parse_data
from vbparse.readers.pages import Lines
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source
from vbparse.readers.word import libreoffice
from vbparse.readers.word.libreoffice import convert, find_program, how_to_install
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

RTF = rb"{\rtf1\ansi{\b K\u7870? HO\u7840?CH}\par 1. S\u7903? N\u7897?i v\u7909?;\par}"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

needs_libreoffice = pytest.mark.skipif(find_program() is None, reason="LibreOffice is not installed")


def read(data: bytes, settings: Settings | None = None) -> Lines:
    content = read_source(open_source(data, name="kh.rtf", max_bytes=10**9), settings or Settings()).content
    assert isinstance(content, Lines)
    return content


def test_without_libreoffice_the_command_that_installs_it_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(libreoffice, "find_program", lambda: None)

    with pytest.raises(UnsupportedInput, match="LibreOffice is needed") as caught:
        read(RTF)
    assert how_to_install() in caught.value.advice


def program(folder: Path, script: str) -> str:
    """Make a program that stands for LibreOffice."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o755)
    return str(path)


posix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")


@posix
def test_what_hangs_is_killed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, "exec sleep 60")
    monkeypatch.setattr(libreoffice, "find_program", lambda: path)
    started = time.monotonic()

    with pytest.raises(LimitExceeded, match="longer than"):
        convert(RTF, "rtf", "kh.rtf", Settings(max_seconds=0.5))
    assert time.monotonic() - started < 5


@posix
@pytest.mark.parametrize("script", ["exit 1", "exit 0", "kill -9 $$"])
def test_what_gives_nothing_is_damaged(script: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = program(tmp_path, script)
    monkeypatch.setattr(libreoffice, "find_program", lambda: path)

    with pytest.raises(DamagedInput):
        convert(RTF, "rtf", "kh.rtf", Settings())


@needs_libreoffice
@pytest.mark.slow
def test_rich_text_is_read() -> None:
    lines = read(RTF)

    assert [line.text for line in lines.lines] == ["KẾ HOẠCH", "1. Sở Nội vụ;"]
    assert lines.diagnostics[0].code == "CONVERTED"


@needs_libreoffice
@pytest.mark.slow
def test_a_broken_word_file_is_damaged() -> None:
    with pytest.raises(DamagedInput):
        read(OLE + "WordDocument".encode("utf-16-le"))


@needs_libreoffice
@pytest.mark.slow
@pytest.mark.shared
def test_word_97_is_read(shared: Path) -> None:
    plan = parse_data(shared / "hostile" / "legacy_word97.doc")

    assert (plan["header"]["code"], plan["source"]["media_type"]) == ("71/KH-UBND", "application/msword")
    assert len(plan["tasks"]) == 2
