"""The result of an evaluation, as a table for people and as JSON for comparison."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from vbparse.evaluate.measures import Score, total

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DIGITS = 4
_NAME = 18
_SHOWN_MEASURES = (
    "header",
    "signature",
    "recipients",
    "outline",
    "times",
    "times.value",
    "deadlines",
    "citations",
    "citations.named",
    "units",
    "tasks",
    "tasks.lead",
    "tasks.whole",
)


@dataclass(frozen=True, slots=True)
class DocumentReport:
    """The scores of one document; `source` is the file it was read from (None where none could be read)."""

    name: str
    scores: Mapping[str, Score]
    source: str | None = None
    failure: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of all documents."""

    documents: tuple[DocumentReport, ...]

    @property
    def totals(self) -> dict[str, Score]:
        """Give each measure over all documents (micro-averaged), in the order of the documents' measures."""
        names = dict.fromkeys(name for document in self.documents for name in document.scores)
        return {name: total(one.scores[name] for one in self.documents if name in one.scores) for name in names}


def render(report: Report, *, errors: bool = False) -> str:
    """Render the table of all measures, that of each document, and with `errors` what was missed and invented."""
    lines = [*_totals(report, errors=errors), "", *_documents(report)]
    return "\n".join(lines) + "\n"


def _totals(report: Report, *, errors: bool) -> Iterator[str]:
    yield f"{'measure':{_NAME}} {'gold':>6} {'found':>6} {'right':>6}   P      R      F1"
    for name, score in report.totals.items():
        counts = f"{score.gold:6} {score.found:6} {score.right:6}"
        yield f"{name:{_NAME}} {counts}   {score.precision:.3f}  {score.recall:.3f}  {score.f1:.3f}"
        if errors:
            yield from (f"     {item}" for item in _items(report, name))


def _items(report: Report, measure: str) -> Iterator[str]:
    """Yield what each document lost (-) and invented (+) in one measure."""
    for document in report.documents:
        score = document.scores.get(measure, Score())
        yield from (f"{document.name} - {item}" for item in score.lost)
        yield from (f"{document.name} + {item}" for item in score.invented)


def _documents(report: Report) -> Iterator[str]:
    """Yield one line a document: its F1 in the chief measures, and the file that was read."""
    names = [name for name in _SHOWN_MEASURES if name in report.totals]
    width = max((len(document.name) for document in report.documents), default=0)
    yield f"{'F1 by document':{width}}  " + "  ".join(names)
    for document in report.documents:
        cells = (f"{document.scores[name].f1:.3f}" if name in document.scores else "-" for name in names)
        row = "  ".join(f"{cell:>{len(name)}}" for cell, name in zip(cells, names, strict=True))
        yield f"{document.name:{width}}  {row}  {document.failure or document.source or ''}"


def as_data(report: Report) -> dict[str, Any]:
    """Give the report as data: measures in total and by document, numbers rounded to four digits, and the misses."""
    return {
        "total": {name: _numbers(score) for name, score in report.totals.items()},
        "documents": {
            one.name: {name: _numbers(score) for name, score in one.scores.items()} for one in report.documents
        },
        "sources": {one.name: one.source for one in report.documents},
        "errors": {name: list(_items(report, name)) for name in report.totals},
    }


def to_json(report: Report) -> str:
    """Give the report as JSON text."""
    return json.dumps(as_data(report), ensure_ascii=False, indent=1) + "\n"


def _numbers(score: Score) -> dict[str, float]:
    return {
        "gold": score.gold,
        "found": score.found,
        "right": score.right,
        "p": round(score.precision, _DIGITS),
        "r": round(score.recall, _DIGITS),
        "f1": round(score.f1, _DIGITS),
    }
