"""Corrections outside an archive: `PLAN.corrections.json` beside `PLAN.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, InputError
from vbparse.output import shown, write_whole
from vbparse.plan.model import PlanDocument
from vbparse.revise.apply import Corrected, apply
from vbparse.revise.corrections import Corrections

if TYPE_CHECKING:
    from pathlib import Path

_SUFFIX: Final = ".corrections.json"
_OTHER_PLAN: Final = "Corrections stand beside their plan: PLAN.corrections.json beside PLAN.json."


def corrections_path(plan: Path) -> Path:
    """Name the file of a plan's corrections: `PLAN.corrections.json` beside `PLAN.json`."""
    return plan.with_name(f"{plan.name.removesuffix('.json')}{_SUFFIX}")


def read_corrections(path: Path) -> Corrections:
    """Read a file of corrections. Raises `InputError`: not there, not of this form or version."""
    try:
        return Corrections.model_validate_json(_bytes_of(path))
    except ValueError as error:  # pydantic's is one
        message = f"{shown(path.name)} holds no corrections of this version: {_first(error)}"
        raise DamagedInput(message, hint="See docs/corrections.md for the form.") from error


def write_corrections(path: Path, corrections: Corrections) -> None:
    """Write a file of corrections, whole or not at all; the same corrections give the same bytes. Raises `OutputError`."""
    write_whole(path, f"{corrections.model_dump_json(indent=1)}\n".encode())


def corrected_by(plan: PlanDocument, path: Path) -> Corrected:
    """Apply the corrections in the file `path`, if it is there, to a plan. Raises `InputError`.

    Corrections of another plan that were made on another document are refused: somebody put them there by mistake.
    """
    if not path.exists():
        return Corrected(plan)
    found = read_corrections(path)
    made_here = any(one.source == plan.source.sha256 for one in found.corrections)
    if found.plan_id != plan.plan_id and found.corrections and not made_here:
        message = f"{shown(path.name)} holds corrections of another plan ({shown(found.plan_id)})"
        raise InputError(message, hint=_OTHER_PLAN)
    return apply(plan, found.corrections)


def load_corrected(path: Path) -> Corrected:
    """Read a plan document and apply the corrections beside it, if there are any. Raises `InputError`."""
    return corrected_by(read_plan(path), corrections_path(path))


def read_plan(path: Path) -> PlanDocument:
    """Read a plan document. Raises `InputError`."""
    try:
        return PlanDocument.model_validate_json(_bytes_of(path))
    except ValueError as error:
        message = f"{shown(path.name)} is no plan document"
        raise DamagedInput(message, hint="Make it anew with `vbparse extract`, or look at `vbparse schema`.") from error


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        message = f"{shown(str(path))} cannot be read: {error.strerror or error}"
        raise InputError(message, hint="Check the name and the access rights of the file.") from error


def _first(error: ValueError) -> str:
    """Give the first thing that is wrong, in a line."""
    return shown(" ".join(str(error).split())[:200])
