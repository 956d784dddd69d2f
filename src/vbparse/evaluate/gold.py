"""Annotated plans: a folder of NAME.json (gold/GUIDE.md) with NAME.txt, the true text, and often NAME.pdf."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, EmptyInput

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.evaluate.origins import Origin
    from vbparse.evaluate.plan_values import Json

_SUFFIXES: Final[dict[Origin, tuple[str, ...]]] = {"auto": (".pdf", ".txt"), "pdf": (".pdf",), "text": (".txt",)}


@dataclass(frozen=True, slots=True)
class GoldDocument:
    """One annotated plan: its name, the annotation, and the files to read it from, the preferred one first."""

    name: str
    truth: Json
    sources: tuple[Path, ...]


def load_gold(folder: Path, origin: Origin = "auto") -> tuple[GoldDocument, ...]:
    """Load the annotated plans of a folder, by name.

    `origin` is what to read the plans from: `pdf`, `text`, or `auto` (the PDF, and the text where the PDF cannot be
    read). A plan without such a file has no sources. Raises `EmptyInput` for a folder without annotations and
    `DamagedInput` for one that is no JSON.
    """
    documents = tuple(
        _load(path, origin) for path in sorted(folder.glob("*.json")) if not path.name.endswith(".ann.json")
    )
    found = tuple(one for one in documents if "outline" in one.truth or "header" in one.truth)
    if not found:
        message = f"there are no annotated plans in {folder}"
        raise EmptyInput(message, hint="Give a folder of NAME.json with NAME.txt or NAME.pdf beside it.")
    return found


def _load(path: Path, origin: Origin) -> GoldDocument:
    try:
        truth = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        message = f"the annotation {path.name} cannot be read: {error}"
        raise DamagedInput(message, hint="Check the annotation.") from error
    sources = tuple(path.with_suffix(suffix) for suffix in _SUFFIXES[origin])
    return GoldDocument(
        path.stem, truth if isinstance(truth, dict) else {}, tuple(one for one in sources if one.exists())
    )
