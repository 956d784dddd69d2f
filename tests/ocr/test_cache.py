"""Pages that were read are kept for the next run, privately, and only as long as nothing has changed."""

from __future__ import annotations

import stat
import sys
from typing import TYPE_CHECKING

import pytest

from vbparse.diagnostics import Diagnostic
from vbparse.ocr import cache
from vbparse.readers.pages import Font, Page, Rule, Scan, Word

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = Page(2, 842, 595, (), origin="ocr", why="picture of text", scan=Scan(lambda _: None, 200.0))  # type: ignore[arg-type,return-value]
WORD = Word("Kế", 10.5, 20, 30, 34, 31, Font("ocr", 14.0, bold=False, italic=False), 0.9, "Kê")
READ = PAGE._replace(
    width=595,
    height=842,
    words=(WORD,),
    rules=(Rule(1, 2, 3, 4),),
    why="read",
    scan=None,
    engine="E",
    upright=(1.0,) * 9,
)
TOLD = [Diagnostic("OCR_REPAIRED", values={"page": 2, "count": 1})]


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    cache.drop_pages()
    yield tmp_path
    cache.drop_pages()


def test_what_was_kept_is_found_again() -> None:
    key = cache.page_key("abc", 2, "E")
    cache.remember_page(key, READ, TOLD)
    assert cache.find_page(key, PAGE) is None  # nothing is written while a plan is read
    cache.keep_pages()

    assert cache.find_page(key, PAGE) == (READ, TOLD)


def test_what_was_dropped_is_not() -> None:
    key = cache.page_key("abc", 2, "E")
    cache.remember_page(key, READ, TOLD)
    cache.drop_pages()
    cache.keep_pages()

    assert not cache.pages_folder().exists()


def test_file_page_and_engine_make_the_key() -> None:
    keys = {cache.page_key(*parts) for parts in (("a", 1, "E"), ("b", 1, "E"), ("a", 2, "E"), ("a", 1, "F"))}

    assert len(keys) == 4


@pytest.mark.skipif(sys.platform == "win32", reason="the user's profile is private there")
def test_nobody_else_can_look_at_it() -> None:
    cache.remember_page("k", READ, [])
    cache.keep_pages()

    assert stat.S_IMODE(cache.pages_folder().stat().st_mode) == 0o700


@pytest.mark.parametrize("harm", [b"", b"x" * 40, None])
def test_a_damaged_entry_counts_for_nothing(harm: bytes | None) -> None:
    cache.remember_page("k", READ, [])
    cache.keep_pages()
    (path,) = cache.pages_folder().iterdir()
    path.write_bytes(path.read_bytes()[:-3] if harm is None else harm)

    assert cache.find_page("k", PAGE) is None


def test_it_does_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 10)
    for number in range(11):
        cache.remember_page(str(number), READ, [])
    cache.keep_pages()

    assert len(list(cache.pages_folder().iterdir())) == 8


def test_it_can_be_cleared() -> None:
    cache.remember_page("k", READ, [])
    cache.keep_pages()
    cache.forget_pages()

    assert cache.find_page("k", PAGE) is None
