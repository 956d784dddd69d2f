"""Fields of the letterhead and of the signature set by a person."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.lexicon.fold import fold
from vbparse.plan.model import HeaderUnit, Signature
from vbparse.revise.corrections import same
from vbparse.revise.quotes import find_quote
from vbparse.revise.steps import Misfit, Step
from vbparse.revise.targets import changed, with_parts, with_unit

if TYPE_CHECKING:
    from vbparse.plan.model import Evidence, PlanDocument
    from vbparse.revise.corrections import SetHeader
    from vbparse.revise.naming import Naming
    from vbparse.revise.steps import Scene

_SIGNATURE: Final = "signature."
_BODIES: Final = ("issuer", "parent")


def header_value(plan: PlanDocument, field: str) -> str | None:
    """Give a field as people see it: a body by its name."""
    if field.startswith(_SIGNATURE):
        value: str | None = getattr(plan.signature, field.removeprefix(_SIGNATURE), None)
        return value
    value = getattr(plan.header, field)
    return value.name if isinstance(value, HeaderUnit) else value


def set_header(scene: Scene, change: SetHeader) -> Step:
    """Set a field. Raises `Misfit`."""
    plan = scene.plan
    now = header_value(plan, change.field)
    if not (same(now, change.old) or same(now, change.new)):
        raise Misfit(reason="differs", found=now)
    evidence = find_quote(plan, change.evidence, scene.source).evidence if change.evidence is not None else None
    touched = (("header", change.field),)
    if change.field.startswith(_SIGNATURE):
        return Step(_with_signature(plan, change, evidence), touched, None, evidence)
    header = plan.header
    values: dict[str, Any] = {change.field: change.new}
    if change.field in _BODIES:
        plan, values = _with_body(plan, change, scene.naming, evidence)
    elif change.field == "code":
        values |= _code_parts(change.new)
    elif change.field == "type":
        values |= _type_code(change.new)
    known = {**header.evidence, change.field: evidence} if evidence is not None else header.evidence
    if change.new is None:
        known = {name: one for name, one in known.items() if name != change.field}
    new = changed(
        header,
        **values,
        evidence={name: one for name, one in known.items() if name not in _BODIES},
        inferred=tuple(name for name in header.inferred if name != change.field),
        confidence={**header.confidence, change.field: 1.0},
    )
    return Step(with_parts(plan, header=new), touched, None, evidence)


def _with_body(
    plan: PlanDocument, change: SetHeader, naming: Naming, evidence: Evidence | None
) -> tuple[PlanDocument, dict[str, Any]]:
    if change.new is None:
        return plan, {change.field: None}
    unit = naming.unit(plan, change.new)
    before = getattr(plan.header, change.field)
    place = evidence if evidence is not None else before and before.evidence
    return with_unit(plan, unit), {change.field: HeaderUnit(unit=unit.id, name=unit.name, evidence=place)}


def _with_signature(plan: PlanDocument, change: SetHeader, evidence: Evidence | None) -> PlanDocument:
    """Set a field of the signature; where none was read, its words must be marked."""
    values = {change.field.removeprefix(_SIGNATURE): change.new}
    if plan.signature is not None:
        return with_parts(plan, signature=changed(plan.signature, **values))
    if evidence is None:
        raise Misfit(reason="gone")
    return with_parts(plan, signature=Signature.model_validate({"evidence": evidence, **values}))


def _code_parts(code: str | None) -> dict[str, str | None]:
    """Take a code apart: `70/KH-UBND`."""
    number, slash, symbol = (code or "").partition("/")
    return {"number": number or None, "symbol": symbol or None} if slash else {"number": None, "symbol": code}


def _type_code(name: str | None) -> dict[str, str | None]:
    """Give the code that goes with a type of document, if we know it."""
    from vbparse.outline.doctypes import doc_types  # noqa: PLC0415 (a table)

    codes = [known.code for known in doc_types() if fold(known.name) == fold(name or "")]
    return {"type_code": codes[0] or None} if codes else {}
