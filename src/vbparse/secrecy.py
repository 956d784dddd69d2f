"""The secrecy gate: of a document marked MẬT, TỐI MẬT or TUYỆT MẬT nothing goes further unless it is allowed.

The one place where this is decided is `withhold`, called by the pipeline as soon as the outline tells of a mark:
what was read is dropped there, so that no later stage, and nothing that is made of its results (exports, pages
drawn over, stages shown, logs, batches, indexes), can hold any of it. What may be told is what `source`,
`header.secrecy` and `diagnostics` say. Who keeps something of pages before that (a cache of OCR) must wait until
the pipeline is past it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.layout.flow import Flow
from vbparse.outline.model import Letterhead, Outline, Value
from vbparse.textmap import TextMap, WordTable

if TYPE_CHECKING:
    from collections.abc import Iterable

    from vbparse.diagnostics import Diagnostic
    from vbparse.plan.model import PlanDocument
    from vbparse.settings import Settings

_CODE = "SECRECY_MARK"


def is_withheld(secrecy: object, settings: Settings) -> bool:
    """Tell whether a document with this mark (None: without one) may not be given out."""
    return secrecy is not None and not settings.allow_secret


def withhold(
    flow: Flow, outline: Outline, findings: Iterable[Diagnostic]
) -> tuple[Flow, Outline, tuple[Diagnostic, ...]]:
    """Give what may be told of a secret document: how its pages were come by, its mark, the finding that says so."""
    mark = outline.letterhead.secrecy
    told = None if mark is None else Value(mark.text)
    return (
        Flow(TextMap("", WordTable()), (), pages=flow.pages, origin=flow.origin),
        Outline(Letterhead(secrecy=told), ()),
        tuple(finding._replace(span=None, node=None) for finding in findings if finding.code == _CODE),
    )


def withhold_plan(plan: PlanDocument) -> PlanDocument:
    """Give what may be told of a secret plan document that was read when it was allowed: its source and mark."""
    from vbparse.plan.model import Header, PlanDocument  # noqa: PLC0415 (the pipeline does without models)

    return PlanDocument(
        schema_version=plan.schema_version,
        generator=plan.generator,
        plan_id=f"sha256:{plan.source.sha256}",
        source=plan.source,
        header=Header(secrecy=plan.header.secrecy),
        diagnostics=tuple(
            finding.model_copy(update={"nodes": (), "evidence": None})
            for finding in plan.diagnostics
            if finding.code == _CODE
        ),
    )
