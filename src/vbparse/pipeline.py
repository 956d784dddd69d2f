"""The whole way from a file to a plan document, one line a stage.

Every stage is a pure function between frozen types; what it has to say about the document comes back
beside its result, as diagnostics.
"""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Any

from vbparse.entities.citations import check_citations, find_citations, with_issuers
from vbparse.entities.context import build_context
from vbparse.entities.times import find_times
from vbparse.entities.units import check_units, find_units
from vbparse.entities.units.second_opinion import ask_model
from vbparse.layout.compose import lay_out
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.ocr.stage import read_scans
from vbparse.outline.passages import build_passages
from vbparse.outline.tree import build_outline
from vbparse.plan.assemble import assemble_plan
from vbparse.plan.reading import Reading
from vbparse.readers.joined import read_joined
from vbparse.readers.registry import read_source
from vbparse.readers.source import open_source
from vbparse.secrecy import is_withheld, withhold
from vbparse.settings import Settings
from vbparse.tasks.assignees import check_assignees
from vbparse.tasks.doubts import with_doubts
from vbparse.tasks.extract import extract_tasks
from vbparse.tasks.second_opinion import with_roles

if TYPE_CHECKING:
    from pathlib import Path

    from vbparse.plan.model import PlanDocument

    Input = str | Path | bytes | IO[bytes] | list[str | Path] | tuple[str | Path, ...]


def read_plan(
    source: Input,
    *,
    name: str | None = None,
    password: str | None = None,
    settings: Settings | None = None,
) -> Reading:
    """Read a document through all stages."""
    settings = settings or Settings()
    lexicon = load_lexicon(settings.lexicon)
    if isinstance(source, (list, tuple)):
        opened, read = read_joined(source, settings, password=password)
    else:
        opened = open_source(source, name=name, max_bytes=settings.max_bytes)
        read = read_source(opened, settings, password=password)
    content = read_scans(read.content, settings)
    flow, layout_findings = lay_out(content, settings)
    outline, findings = build_outline(flow)
    withheld = is_withheld(outline.letterhead.secrecy, settings)
    if withheld:
        flow, outline, findings = withhold(flow, outline, findings)
    else:
        findings = (*content.diagnostics, *layout_findings, *findings)
    passages = build_passages(flow.textmap, outline)
    context = build_context(flow.textmap, outline, passages, lexicon)
    cited = find_citations(passages, context)
    opinion = ask_model(settings.model, passages, find_units(passages, context, lexicon, cited), cited, lexicon)
    units = opinion.units
    citations = with_issuers(cited, units)
    times, time_findings = find_times(passages, context, citations)
    tasks, task_findings = extract_tasks(flow.textmap, outline, units, times, citations)
    tasks, role_findings = with_roles(tasks, units, opinion.roles)
    findings = (
        *findings,
        *check_citations(citations, context),
        *check_units(flow.textmap.text, units, citations, context, lexicon),
        *opinion.findings,
        *time_findings,
        *task_findings,
        *role_findings,
        *check_assignees(outline, units, tasks, context),
    )
    tasks = with_doubts(tasks, findings, units)
    return Reading(
        source=opened,
        media_type=read.media_type,
        producer=read.producer,
        lexicon=lexicon.digest,
        flow=flow,
        outline=outline,
        passages=passages,
        context=context,
        citations=citations,
        units=units,
        times=times,
        tasks=tasks,
        diagnostics=findings,
        signatures=tuple(read.content.signatures),
        model=opinion.model,
        withheld=withheld,
    )


def parse_data(
    source: Input,
    *,
    name: str | None = None,
    password: str | None = None,
    settings: Settings | None = None,
) -> dict[str, Any]:
    """Read a plan as `parse` does, and give the plan document as plain data: what its JSON holds."""
    settings = settings or Settings()
    return assemble_plan(read_plan(source, name=name, password=password, settings=settings), settings)


def parse(
    source: Input,
    *,
    name: str | None = None,
    password: str | None = None,
    settings: Settings | None = None,
) -> PlanDocument:
    """Read a plan and give the plan document.

    `source` is a path, the bytes of a file, or a binary stream; `name` is what to call it in the result. A list
    of paths is read as one document, its pages one after the other.
    Raises a `VbparseError` where nothing can be read; whatever the document says is no error but a
    diagnostic in the result. Of a document with a secrecy mark only `source`, `header.secrecy` and
    `diagnostics` are filled, unless `settings.allow_secret`.
    """
    from vbparse.plan.model import PlanDocument  # noqa: PLC0415 (pydantic takes longer than reading a plan)

    return PlanDocument.model_validate(parse_data(source, name=name, password=password, settings=settings))
