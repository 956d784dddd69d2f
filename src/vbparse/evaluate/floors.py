"""The floor under the scores: a file of F1 values, in total and by document, that only rises."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from vbparse.errors import DamagedInput, OutputError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from vbparse.evaluate.report import Report

Floors = dict[str, dict[str, float]]
"""F1 by measure, under the name of a document or `TOTAL`."""

TOTAL = "total"
_DIGITS = 4


class Drop(NamedTuple):
    """A score below its floor; `document` is a name or `total`."""

    document: str
    measure: str
    floor: float
    now: float

    def __str__(self) -> str:
        """Say it in one line."""
        return f"{self.document}: {self.measure} {self.now:.4f} is below its floor {self.floor:.4f}"


def scores_of(report: Report) -> Floors:
    """Give the F1 values of a report, rounded to four digits."""
    floors = {TOTAL: {name: round(score.f1, _DIGITS) for name, score in report.totals.items()}}
    for document in report.documents:
        floors[document.name] = {name: round(score.f1, _DIGITS) for name, score in document.scores.items()}
    return floors


def drops(report: Report, floors: Mapping[str, Mapping[str, float]]) -> tuple[Drop, ...]:
    """List the scores that are below their floors, totals first; a measure no longer made counts as 0."""
    now = scores_of(report)
    return tuple(
        Drop(document, name, floor, value)
        for document, measures in sorted(floors.items(), key=lambda item: (item[0] != TOTAL, item[0]))
        for name, floor in measures.items()
        if (value := now.get(document, {}).get(name, 0.0)) < floor
    )


def raised(report: Report, floors: Mapping[str, Mapping[str, float]]) -> Floors:
    """Give the floors, each raised to the present score where that is higher."""
    new: Floors = {document: dict(measures) for document, measures in floors.items()}
    for document, measures in scores_of(report).items():
        before = new.setdefault(document, {})
        for name, value in measures.items():
            before[name] = max(before.get(name, 0.0), value)
    return new


def read_floors(path: Path) -> Floors:
    """Read a floor file; a file that is not there has no floors. Raises `DamagedInput`."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        message = f"the floor file {path} cannot be read: {error}"
        raise DamagedInput(message, hint="Restore the file from the repository.") from error
    return {document: dict(measures) for document, measures in content.items()}


def write_floors(path: Path, floors: Mapping[str, Mapping[str, float]]) -> None:
    """Write a floor file, names sorted. Raises `OutputError`."""
    text = json.dumps(floors, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        message = f"the floor file {path} cannot be written: {error}"
        raise OutputError(message) from error
