"""Settings from files, variables and flags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vbparse.errors import ResourceError
from vbparse.settings import Settings, load_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))


def test_flags_beat_variables_and_variables_beat_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "vbparse.toml").write_text('max_pages = 10\nmax_chars = 20\nlang = "en"\n', encoding="utf-8")
    monkeypatch.setenv("VBPARSE_MAX_CHARS", "30")

    settings, origin = load_settings({"lang": "vi", "jobs": None}, folder=tmp_path)

    assert (settings.max_pages, settings.max_chars, settings.lang, settings.jobs) == (10, 30, "vi", 0)
    assert origin["max_pages"] == str(tmp_path / "vbparse.toml")
    assert (origin["max_chars"], origin["lang"], origin["jobs"]) == ("VBPARSE_MAX_CHARS", "flag", "default")


@pytest.mark.parametrize("line", ["max_pages = 0", "unknown = 1", "max_pages = ", 'lang = "de"'])
def test_a_bad_settings_file_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "vbparse.toml").write_text(line, encoding="utf-8")

    with pytest.raises(ResourceError, match=r"vbparse\.toml"):
        load_settings(folder=tmp_path)


def test_limits_do_not_change_the_result_hash() -> None:
    assert Settings(max_pages=1, jobs=3, lang="en").result_hash() == Settings().result_hash()
    assert Settings(allow_secret=True).result_hash() != Settings().result_hash()
