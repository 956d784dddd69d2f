"""The word lists and patterns of `sentences.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def word_lists() -> dict[str, Any]:
    """Give the content of `sentences.toml`. Callers must not change it."""
    return tomllib.loads(files("vbparse.training").joinpath("sentences.toml").read_text(encoding="utf-8"))
