"""Everything that was read of one document, stage by stage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.diagnostics import Diagnostic
    from vbparse.entities.model import Citation, Context, Mention, Time, Unit
    from vbparse.layout.flow import Flow
    from vbparse.outline.model import Outline
    from vbparse.outline.passages import Passage
    from vbparse.readers.signatures.model import DigitalSignature
    from vbparse.readers.source import Source
    from vbparse.tasks.model import Task


class Reading(NamedTuple):
    """The results of all stages for one document (`explain --at` shows them)."""

    source: Source
    media_type: str
    producer: str | None
    lexicon: str  # digest of the knowledge that was used
    flow: Flow
    outline: Outline
    passages: tuple[Passage, ...]
    context: Context
    citations: tuple[Mention[Citation], ...]
    units: tuple[Mention[Unit], ...]
    times: tuple[Mention[Time], ...]
    tasks: tuple[Task, ...]
    diagnostics: tuple[Diagnostic, ...]
    signatures: tuple[DigitalSignature, ...] = ()
    model: str | None = None  # name and version of the trained model that was asked
    withheld: bool = False  # a secrecy mark: nothing of the content is in here
