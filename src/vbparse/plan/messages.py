"""Turns a finding into the published diagnostic: severity and texts come from `diagnostics.toml`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from vbparse.errors import ResourceError
from vbparse.lexicon.load import table

if TYPE_CHECKING:
    from collections.abc import Callable

    from vbparse.diagnostics import Diagnostic
    from vbparse.textmap import Span


def publish(finding: Diagnostic, evidence: Callable[[Span], dict[str, Any]]) -> dict[str, Any]:
    """Give the published form of a finding. A code without a record is a `ResourceError` (a fault of ours)."""
    record = table("diagnostics.toml").get(finding.code)
    if record is None:
        message = f"diagnostics.toml has no record for {finding.code}"
        raise ResourceError(message)
    return {
        "code": finding.code,
        "severity": record["severity"],
        "message": {lang: record[lang].format(**finding.values) for lang in ("vi", "en")},
        "nodes": [finding.node] if finding.node else [],
        "evidence": evidence(finding.span) if finding.span is not None else None,
    }
