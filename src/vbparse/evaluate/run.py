"""Reads every annotated plan of a folder and measures the result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.errors import VbparseError
from vbparse.evaluate.gold import GoldDocument, load_gold
from vbparse.evaluate.metrics import measure
from vbparse.evaluate.report import DocumentReport, Report
from vbparse.pipeline import parse
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.evaluate.origins import Origin
    from vbparse.plan.model import PlanDocument

_UNREAD_PAGES = frozenset({"PAGE_BROKEN_TEXT", "PAGE_DAMAGED", "PAGE_LAYER_UNTRUSTED", "PAGE_PICTURE"})


def evaluate_folder(folder: Path, *, settings: Settings | None = None, origin: Origin = "auto") -> Report:
    """Read the annotated plans of `folder` and score what was read.

    Each plan is read from its PDF, or from its text where the PDF has pages that need OCR (`origin` auto; with
    `pdf` these are read by it). One that cannot be read at all counts as if nothing was found. Raises `InputError` for a folder without
    annotations.
    """
    settings = settings or Settings()
    if origin == "auto":
        settings = settings._replace(ocr=False)
    return Report(tuple(evaluate_document(document, settings=settings) for document in load_gold(folder, origin)))


def evaluate_document(document: GoldDocument, *, settings: Settings | None = None) -> DocumentReport:
    """Read one annotated plan from the first of its sources that can be read, and score it."""
    failure = "no file to read"
    for number, source in enumerate(document.sources, 1):
        try:
            plan = parse(source, settings=settings)
        except VbparseError as error:
            failure = f"{source.name}: {error}"
            continue
        if number < len(document.sources) and _has_unread_pages(plan):
            continue
        return DocumentReport(document.name, measure(document.truth, plan.model_dump(mode="json")), source.name)
    return DocumentReport(document.name, measure(document.truth, {}), failure=failure)


def _has_unread_pages(plan: PlanDocument) -> bool:
    return any(finding.code in _UNREAD_PAGES for finding in plan.diagnostics)
