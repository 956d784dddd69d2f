"""What becomes of several plans in one format: one table of all of them, or a file each; files for each unit."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any, Final

from vbparse.export.split import shares_of
from vbparse.export.tasks import name_of
from vbparse.export.to_csv import cell_text
from vbparse.output import safe_name
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from vbparse.export.options import ExportOptions, Lang
    from vbparse.export.registry import Exporter
    from vbparse.plan.model import PlanDocument

INDEX: Final = "index.csv"
_INDEX_HEADS: Final[dict[Lang, tuple[str, ...]]] = {
    "vi": ("Đơn vị", "Tệp", "Chủ trì", "Phối hợp"),
    "en": ("Unit", "File", "Leads", "Cooperates"),
}


class Output(NamedTuple):
    """A file that is to be written, by its name in a folder."""

    name: str
    data: bytes


def takes_several(exporter: Exporter) -> bool:
    """Tell whether a format puts several plans into one output."""
    return hasattr(exporter, "render_many")


def render_all(
    exporter: Exporter, plans: Iterable[PlanDocument], options: ExportOptions, *, several: bool
) -> tuple[bytes, ...]:
    """Give one plan, or several if the format takes them, as one output, or as few as the format allows."""
    format_: Any = exporter
    if hasattr(exporter, "render_parts"):
        return tuple(format_.render_parts(plans, options))
    if several:
        return (format_.render_many(plans, options),)
    (plan,) = plans
    return (exporter.render(plan, options),)


def one_each(exporter: Exporter, plans: Iterable[PlanDocument], options: ExportOptions) -> Iterator[Output]:
    """Yield an output for each plan, named by its code, else by its file."""
    names = _Names()
    for plan in plans:
        for data in render_all(exporter, (plan,), options, several=False):
            yield Output(names.free(name_of(plan) if plan.header.code else plan.source.name, exporter.SUFFIX), data)


def by_unit(
    exporter: Exporter,
    plans: Iterable[PlanDocument],
    options: ExportOptions,
    keys: Callable[[PlanDocument], Mapping[str, str]],
) -> Iterator[Output]:
    """Yield an output for each unit that has a part in tasks, and last the list of them; see `shares_of`.

    A unit with tasks of several plans has one table of them, in a format that takes several, else an output a plan.
    """
    names = _Names(INDEX)
    index: list[tuple[str | int, ...]] = [_INDEX_HEADS[options.lang]]
    for share in shares_of(plans, keys):
        own = options._replace(part_of=share.unit)
        several = len(share.plans) > 1
        groups = [share.plans] if takes_several(exporter) or not several else [(plan,) for plan in share.plans]
        for group in groups:
            for data in render_all(exporter, group, own, several=len(group) > 1):
                name = names.free(share.unit, exporter.SUFFIX)
                index.append((share.unit, name, share.leads, share.helps))
                yield Output(name, data)
    yield Output(INDEX, _table(index))


def _table(rows: Iterable[Iterable[str | int]]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows([cell_text(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


class _Names:
    """Names of files that differ on every file system."""

    def __init__(self, *taken: str) -> None:
        self._taken = {name.casefold() for name in taken}

    def free(self, text: str, suffix: str) -> str:
        """Give a name that was not given before."""
        stem = safe_name(text)
        name, number = f"{stem}{suffix}", 1
        while name.casefold() in self._taken:
            number += 1
            name = f"{stem}-{number}{suffix}"
        self._taken.add(name.casefold())
        return name
