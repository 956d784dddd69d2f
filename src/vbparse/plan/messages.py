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
    """Give the published form of a finding. A code without a record is a `ResourceError` (a fault of ours).

    Where a record has texts of their own for pages that are pictures (`vi_scan`), findings with the value `scan`
    take those.
    """
    record = table("diagnostics.toml").get(finding.code)
    if record is None:
        message = f"diagnostics.toml has no record for {finding.code}"
        raise ResourceError(message)
    suffix = "_scan" if finding.values.get("scan") else ""
    texts = {lang: record.get(f"{lang}{suffix}", record[lang]) for lang in ("vi", "en")}
    return {
        "code": finding.code,
        "severity": record["severity"],
        "message": {lang: text.format(**finding.values) for lang, text in texts.items()},
        "nodes": [finding.node] if finding.node else [],
        "evidence": evidence(finding.span) if finding.span is not None else None,
    }
