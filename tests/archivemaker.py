"""Invented plans for archives: made of the one of `planmaker`, told apart by code, day and issuer."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from tests.planmaker import UNITS, evidence, make_plan
from vbparse.archive.register import Archive
from vbparse.plan import model

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COMMUNE = "Ủy ban nhân dân xã Thử"
PROVINCE = "Ủy ban nhân dân tỉnh Bắc Ninh"


def units_of(issuer: str) -> tuple[model.Unit, ...]:
    """Give the units of a plan that this body issued; all have a place, so that those of two plans meet."""
    placed = [unit.model_copy(update={"place": "xã Thử", "level": "commune"}) for unit in UNITS[:2]]
    return (*placed, UNITS[2].model_copy(update={"name": issuer, "place": issuer.partition("nhân dân ")[2]}))


def cite(code: str | None, role: str = "implements", type: str = "Kế hoạch", **known: str) -> model.Citation:  # noqa: A002 (as the field)
    """Give a citation; its id is set by `make_document`."""
    fields = {"id": "", "type": type, "code": code, "role": role, "node": "I", "evidence": evidence("văn bản"), **known}
    return model.Citation.model_validate(fields)


def make_document(
    code: str | None = "12/KH-UBND",
    date: str | None = "2024-02-01",
    issuer: str = COMMUNE,
    *cites: model.Citation,
    **changes: object,
) -> model.PlanDocument:
    """Give a plan with that letterhead; its sha256 is made of its `plan_id` unless `sha256` is given."""
    plan_id = f"{code}/{date}/{issuer}".lower()
    digest = str(changes.pop("sha256", hashlib.sha256(plan_id.encode()).hexdigest()))
    plan = make_plan()
    header = plan.header.model_copy(
        update={"code": code, "date": date, "issuer": model.HeaderUnit(unit="ubnd", name=issuer), "type_code": "KH"}
    )
    numbered = tuple(one.model_copy(update={"id": f"c{number}"}) for number, one in enumerate(cites, 1))
    source = plan.source.model_copy(update={"sha256": digest})
    given = {"plan_id": plan_id, "header": header, "units": units_of(issuer), "citations": numbered, "source": source}
    return plan.model_copy(update={**given, **changes})


def fill(path: Path, plans: Iterable[model.PlanDocument]) -> Archive:
    """Make an archive of plans, each from a file of its own, and leave it open."""
    archive = Archive(path, create=True)
    for number, plan in enumerate(plans, 1):
        archive.add(plan, path=f"{number}.pdf")
    return archive
