"""The metadata of Nghị định 30/2020 (Phụ lục VI) for a document system, as XML.

The decree gives names, types and lengths, and no form for exchange: the elements bear its names, in its order, in a namespace of
ours, and docs/nd30.xsd says how they are put together. `fullLength` is how long a text was that had to be cut; a number that
does not fit is left out, and a comment says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from vbparse.export.nd30 import ROOT, Datum, metadata
from vbparse.export.options import DEFAULTS, ExportOptions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.plan.model import PlanDocument

NAME: Final = "nd30xml"
SUFFIX: Final = ".xml"
ABOUT: Final = {
    "vi": "thông tin đầu vào của văn bản đi theo Phụ lục VI Nghị định 30/2020, dạng XML",
    "en": "metadata of the outgoing document by Phụ lục VI of Nghị định 30/2020, as XML",
}
NAMESPACE: Final = "urn:vbparse:nd30-outgoing:1"


def render(plan: PlanDocument, options: ExportOptions = DEFAULTS) -> bytes:  # noqa: ARG001 (no choices here)
    """Give the elements in the decree's order, one a line."""
    return "".join(f"{line}\n" for line in _lines(plan)).encode()


def _lines(plan: PlanDocument) -> Iterator[str]:
    yield '<?xml version="1.0" encoding="UTF-8"?>'
    yield f"<{ROOT} xmlns={quoteattr(NAMESPACE)}>"
    record = metadata(plan)
    for datum in record.too_long:
        yield f"  <!-- {datum.field.name} left out: {datum.text} has more than {datum.field.length} digits -->"
    for entry in record.entries:
        group = entry[0].field.group
        if not group:
            yield f"  {_element(entry[0])}"
            continue
        yield f"  <{group}>"
        for datum in entry:
            yield f"    {_element(datum)}"
        yield f"  </{group}>"
    yield f"</{ROOT}>"


def _element(datum: Datum) -> str:
    marks = {"inferred": "true" if datum.inferred else None, "fullLength": datum.whole}
    attributes = "".join(f' {name}="{value}"' for name, value in marks.items() if value is not None)
    return f"<{datum.field.name}{attributes}>{escape(datum.text)}</{datum.field.name}>"
