"""What a person should look at: findings about a document, as data.

A stage returns its findings beside its result. The texts that people read are kept, in Vietnamese and
English, in `lexicon/data/diagnostics.toml`; a `Diagnostic` holds the code and the values to fill in.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.textmap import Span

Severity = Literal["error", "warning", "info"]


class Diagnostic(NamedTuple):
    """One finding: `code` names its record, `values` fill its message, `span` shows the place."""

    code: str
    span: Span | None = None
    node: str | None = None
    values: Mapping[str, str | int] = {}
