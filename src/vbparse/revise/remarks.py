"""What a corrected plan says of its corrections: findings that tell who changed or approved what, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse.diagnostics import Diagnostic as Finding
from vbparse.plan.messages import publish
from vbparse.plan.model import Diagnostic
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.plan.model import Evidence
    from vbparse.revise.approvals import Approval, Approved
    from vbparse.revise.corrections import Correction


class Done(NamedTuple):
    """A correction that was applied: the values it touched (id and field), the node and the words that it is about."""

    correction: Correction
    touched: tuple[tuple[str, str], ...]
    node: str | None
    evidence: Evidence | None


def remarks(
    approved: Approved, done: Iterable[Done], unfit: Iterable[tuple[Correction, str]]
) -> tuple[Diagnostic, ...]:
    """Give the findings, by kind, then by moment and id: the order of corrections does not show in them."""
    plan = approved.plan
    nodes = {task.id: task.node for task in plan.tasks}
    told = [(one.correction.when, one.correction.id, _corrected(one)) for one in done]
    told.sort(key=lambda each: each[:2])
    states = [(task, approval, nodes.get(task)) for task, approval in approved.tasks.items()]
    states.sort(key=lambda each: each[0])
    left = sorted(unfit, key=lambda each: (each[0].when, each[0].id))
    return (
        *(finding for _, _, finding in told),
        *(_approved(task, approval, node) for task, approval, node in states),
        *((_approved(plan.header.code or plan.plan_id, approved.whole, None),) if approved.whole else ()),
        *(_unfit(one, reason) for one, reason in left),
    )


def _corrected(one: Done) -> Diagnostic:
    values = {**_signed(one.correction), "what": ", ".join(f"{target} ({field})" for target, field in one.touched)}
    finding = publish(Finding("CORRECTED", None, one.node, values), _no_place)
    return Diagnostic.model_validate({**finding, "evidence": one.evidence})


def _approved(what: str, approval: Approval, node: str | None) -> Diagnostic:
    code = "APPROVED" if approval.state == "approved" else "CHECKED"
    values = {"who": approval.who, "when": approval.when, "what": what}
    return Diagnostic.model_validate(publish(Finding(code, None, node, values), _no_place))


def _unfit(one: Correction, reason: str) -> Diagnostic:
    values = {**_signed(one), "what": f"{one.change.op}, {reason}"}
    return Diagnostic.model_validate(publish(Finding("CORRECTION_UNFIT", None, None, values), _no_place))


def _signed(one: Correction) -> dict[str, str | int]:
    return {"who": one.who, "when": one.when}


def _no_place(span: Any) -> dict[str, Any]:
    del span
    return {}
