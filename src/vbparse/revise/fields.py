"""In which fields two tasks, or two letterheads, differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.export.tasks import values
from vbparse.revise.items import plain, text_key
from vbparse.revise.model import FieldChange, Value
from vbparse.revise.wording import same_name, same_wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.export.tasks import Given
    from vbparse.plan.model import PlanDocument
    from vbparse.revise.items import Item

TASK_FIELDS: Final = (
    "text", "lead", "cooperate", "advise_to", "report_to", "due", "rrule", "inherited_due", "inherited_rrule", "deliverables", "modality",
)  # fmt: skip
HEADER_FIELDS: Final = (
    "issuer",
    "code",
    "type",
    "place",
    "date",
    "title",
    "year",
    "urgency",
    "secrecy",
    "draft",
    "signer",
)
_UNITS: Final = ("lead", "cooperate", "advise_to", "report_to")


class Comparison:
    """How two plans are compared: one read by OCR misses marks, an amendment leaves out what stays."""

    def __init__(self, *, scanned: bool, amendment: bool) -> None:
        self._scanned = scanned
        self._amendment = amendment

    def of_tasks(self, old: Item, new: Item) -> tuple[FieldChange, ...]:
        """Give the fields in which two tasks differ, in the order of `TASK_FIELDS`."""
        return tuple(self._kept(_differing(old, new)))

    def of_one(self, item: Item, *, is_new: bool) -> tuple[FieldChange, ...]:
        """Give all that a task says, where the other plan does not have it."""
        given = (each for each in _differing(item, item) if each.new)
        return tuple(each._replace(old=None) if is_new else each._replace(new=None) for each in given)

    def of_headers(self, old: PlanDocument, new: PlanDocument) -> tuple[FieldChange, ...]:
        """Give the fields in which two letterheads differ; an amendment has one of its own."""
        if self._amendment:
            return ()
        before, after = _header(old), _header(new)
        changes = (FieldChange(name, before[name], after[name]) for name in HEADER_FIELDS)
        return tuple(change for change in changes if not self._same(change))

    def _kept(self, changes: Iterator[FieldChange]) -> Iterator[FieldChange]:
        for change in changes:
            unsaid = self._amendment and not change.new
            if not unsaid and not self._same(change):
                yield change

    def _same(self, change: FieldChange) -> bool:
        """Tell whether two values are one; lists are compared without their order."""
        old, new = change.old, change.new
        if isinstance(old, tuple) and isinstance(new, tuple):
            alike = self._same_unit if change.name in _UNITS else self._same_value
            return len(old) == len(new) and all(any(alike(str(one), str(other)) for other in new) for one in old)
        if isinstance(old, str) and isinstance(new, str):
            return same_wording(old, new, scanned=self._scanned)
        return (old or None) == (new or None)

    def _same_unit(self, one: str, other: str) -> bool:
        return same_name(one, other, scanned=self._scanned)

    def _same_value(self, one: str, other: str) -> bool:
        return text_key(one) == text_key(other) or (self._scanned and plain(one) == plain(other))


def _differing(old: Item, new: Item) -> Iterator[FieldChange]:
    """Yield all fields of two tasks, in the order of `TASK_FIELDS`."""
    before, after = old.task, new.task
    yield FieldChange("text", before.text, after.text)
    for slot in _UNITS:
        yield FieldChange(slot, values(getattr(old.row, slot)), values(getattr(new.row, slot)))
    for name in ("due", "rrule"):
        yield FieldChange(name, getattr(before, name), getattr(after, name))
    for name in ("due", "rrule"):
        yield FieldChange(f"inherited_{name}", _inherited(getattr(old.row, name)), _inherited(getattr(new.row, name)))
    yield FieldChange("deliverables", before.deliverables, after.deliverables)
    yield FieldChange("modality", before.modality, after.modality)


def _inherited(given: tuple[Given, ...]) -> tuple[str, ...]:
    return tuple(item.value for item in given if item.source)


def _header(plan: PlanDocument) -> dict[str, Value]:
    header, signature = plan.header, plan.signature
    found: dict[str, Value] = {name: getattr(header, name) for name in HEADER_FIELDS if hasattr(header, name)}
    signer = ", ".join(filter(None, (signature.name, signature.position))) if signature else None
    return {**found, "issuer": header.issuer.name if header.issuer else None, "signer": signer or None}
