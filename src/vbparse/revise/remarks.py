"""What a corrected plan says of its corrections: findings that tell who changed or approved what, and what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from vbparse.diagnostics import Diagnostic as Finding
from vbparse.plan.messages import publish
from vbparse.plan.model import Diagnostic, Message
from vbparse.revise.telling import describe_correction, describe_reason
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.export.options import Lang
    from vbparse.plan.model import Evidence
    from vbparse.revise.approvals import Approval, Approved
    from vbparse.revise.corrections import Correction
    from vbparse.revise.steps import Reason
    from vbparse.textmap import Span

_LANGS: Final[tuple[Lang, ...]] = ("vi", "en")


class Done(NamedTuple):
    """A correction that was applied: the values it touched (id and field), the node and the words that it is about."""

    correction: Correction
    touched: tuple[tuple[str, str], ...]
    node: str | None
    evidence: Evidence | None


def remarks(
    approved: Approved, done: Iterable[Done], unfit: Iterable[tuple[Correction, Reason]]
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
    what = {lang: describe_correction(one.correction, lang) for lang in _LANGS}
    finding = _finding("CORRECTED", what, one.correction.who, one.correction.when)
    nodes = () if one.node is None else (one.node,)
    return finding.model_copy(update={"nodes": nodes, "evidence": one.evidence})


def _approved(what: str, approval: Approval, node: str | None) -> Diagnostic:
    code = "APPROVED" if approval.state == "approved" else "CHECKED"
    finding = _finding(code, dict.fromkeys(_LANGS, what), approval.who, approval.when)
    return finding.model_copy(update={"nodes": () if node is None else (node,)})


def _unfit(one: Correction, reason: Reason) -> Diagnostic:
    what = {lang: f"{describe_correction(one, lang)} ({describe_reason(reason, lang)})" for lang in _LANGS}
    return _finding("CORRECTION_UNFIT", what, one.who, one.when)


def _finding(code: str, what: dict[Lang, str], who: str, when: str) -> Diagnostic:
    told = {
        lang: publish(Finding(code, values={"who": who, "when": when, "what": text}), _no_place)
        for lang, text in what.items()
    }
    message = Message(vi=told["vi"]["message"]["vi"], en=told["en"]["message"]["en"])
    return Diagnostic(code=code, severity=told["vi"]["severity"], message=message)


def _no_place(span: Span) -> dict[str, Any]:
    del span
    return {}
