"""Finds the times of a document: scan, join, weigh the evidence, complete, and interpret."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.times.checks import Found, check, inferred_years
from vbparse.entities.times.cited import dates_document, names_budget
from vbparse.entities.times.complete import complete, is_impossible
from vbparse.entities.times.constructs import scan
from vbparse.entities.times.evidence import is_proved
from vbparse.entities.times.interpret import Reader
from vbparse.entities.times.join import join
from vbparse.entities.times.places import Places
from vbparse.entities.times.repeat import repeat
from vbparse.patterns import compile_pattern

_FRACTION = compile_pattern(r"\s*\d{1,2}/\d{1,2}\s*%?\s*")

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.diagnostics import Diagnostic
    from vbparse.entities.model import Citation, Context, Mention, Time
    from vbparse.outline.passages import Passage


def find_times(
    passages: Sequence[Passage], context: Context, citations: Sequence[Mention[Citation]]
) -> tuple[tuple[Mention[Time], ...], tuple[Diagnostic, ...]]:
    """Find the times of a document.

    Args:
        passages: the stretches of text to read, in reading order.
        context: what the document implies: issue day, the plan's years, its own code.
        citations: the citations found before; a day inside one is the cited document's.

    Returns:
        The times in reading order, their spans disjoint, and what a person should check about them.
    """
    places = Places(passages, citations)
    found: list[Mention[Time]] = []
    findings: list[Diagnostic] = []
    for passage in passages:
        if passage.zone == "recipients":
            continue
        read = _read_passage(passage, places, context)
        found += read.mentions
        findings += check(passage, read, context)
    return tuple(found), (*findings, *inferred_years(passages, found))


def lower_same_length(text: str) -> str:
    """Lower the case without changing a length, so that offsets hold."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(char.lower() if len(char.lower()) == 1 else char for char in text)


def _read_passage(passage: Passage, places: Places, context: Context) -> Found:
    """Give the times of one passage, and what is wrong with some."""
    text = lower_same_length(passage.text)
    if passage.meaning != "time" and places.beside_figures(passage.node) and _FRACTION.fullmatch(text):
        return Found()  # `1/7` amid figures is a misread `1,7`, or a share
    hits = join(text, list(scan(text)))
    if not hits:
        return Found()
    reader = Reader(passage, text, places, context)
    hits = [hit for hit in hits if is_proved(text, hit, *reader.bounds(hit), slot=reader.slot(hit) is not None)]
    sentences = [reader.sentence(hit) for hit in hits]
    silent = [
        places.cited(passage.span_of(hit.start, hit.end)) is not None
        or dates_document(text, hit)
        or names_budget(text, hit)
        for hit in hits
    ]
    hits = complete(hits, sentences, silent, context)
    mentions = reader.mentions(repeat(text, hits))
    pairs = list(zip(hits, mentions, strict=True))
    return Found(
        [mention for hit, mention in pairs if not is_impossible(hit)],
        impossible=[mention for hit, mention in pairs if is_impossible(hit)],
        yearless=[mention for hit, mention in pairs if hit.reading.needs_year],
    )
