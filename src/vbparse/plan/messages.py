"""Turns a finding into the published diagnostic: severity and texts come from `diagnostics.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.errors import ResourceError
from vbparse.lexicon.load import table
from vbparse.plan.model import Diagnostic, Evidence, Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse import diagnostics
    from vbparse.textmap import Span


def publish(finding: diagnostics.Diagnostic, evidence: Callable[[Span], Evidence]) -> Diagnostic:
    """Give the published form of a finding. A code without a record is a `ResourceError` (a fault of ours)."""
    record = table("diagnostics.toml").get(finding.code)
    if record is None:
        message = f"diagnostics.toml has no record for {finding.code}"
        raise ResourceError(message)
    return Diagnostic(
        code=finding.code,
        severity=record["severity"],
        message=Message(vi=record["vi"].format(**finding.values), en=record["en"].format(**finding.values)),
        nodes=(finding.node,) if finding.node else (),
        evidence=evidence(finding.span) if finding.span is not None else None,
    )
