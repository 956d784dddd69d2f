"""The words of the pages, in both languages; they stand in `phrases.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.export.options import Lang


@cache
def load_phrases() -> dict[str, dict[str, str]]:
    """Read the words: id to language to text."""
    text = Path(__file__).with_name("phrases.toml").read_text(encoding="utf-8")
    return {key: dict(record) for key, record in tomllib.loads(text).items()}


def speaker(lang: Lang) -> Callable[..., str]:
    """Give what says a phrase in a language: `t("tasks_count", n=3)`. Raises `KeyError` for one that is not there."""

    def say(phrase: str, **values: object) -> str:
        text = load_phrases()[phrase][lang]
        return text.format(**values) if values else text

    return say


def day_words(day: str | None) -> str:
    """Give an ISO day as people here write it (24/05/2024), parts that are not known as dots."""
    if not day:
        return ""
    return "/".join(reversed(day.replace("XX", "…").split("-")))
