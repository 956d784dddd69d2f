"""Corrections outside an archive: `PLAN.corrections.json` beside `PLAN.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.plan.model import PlanDocument
    from vbparse.revise.apply import Corrected
    from vbparse.revise.corrections import Corrections


def corrections_path(plan: Path) -> Path:
    """Name the file of a plan's corrections: `PLAN.corrections.json` beside `PLAN.json`."""
    raise NotImplementedError


def read_corrections(path: Path) -> Corrections:
    """Read a file of corrections. Raises `InputError`: not there, not of this form or version."""
    raise NotImplementedError


def write_corrections(path: Path, corrections: Corrections) -> None:
    """Write a file of corrections, whole or not at all; the same corrections give the same bytes. Raises `OutputError`."""
    raise NotImplementedError


def corrected_by(plan: PlanDocument, path: Path) -> Corrected:
    """Apply the corrections in the file `path`, if it is there, to a plan. Raises `InputError`."""
    raise NotImplementedError


def load_corrected(path: Path) -> Corrected:
    """Read a plan document and apply the corrections beside it, if there are any. Raises `InputError`."""
    raise NotImplementedError
