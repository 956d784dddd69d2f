"""Finds the output formats.

A format is a module of this package named `to_<name>`; a package of its own offers one through the entry
point group `vbparse.exporters`, under the format's name.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Protocol, cast

import vbparse.export
from vbparse.errors import ResourceError

if TYPE_CHECKING:
    from vbparse.export.options import ExportOptions
    from vbparse.plan.model import PlanDocument

GROUP: Final = "vbparse.exporters"
_PREFIX: Final = "to_"


class Exporter(Protocol):
    """What a module of an output format offers.

    It may offer more: `render_many(plans, options)`, one output of several plans; `render_parts(plans, options)`, as few
    outputs as its readers take; `render_data(data, options)`, of plain data; `update(existing, change, options)`.
    """

    NAME: str
    """How `--to` calls it."""
    SUFFIX: str
    """Ending of file names, with the dot."""
    ABOUT: dict[str, str]
    """What it is for, in Vietnamese (`vi`) and English (`en`)."""

    def render(self, plan: PlanDocument, options: ExportOptions = ...) -> bytes:
        """Give the whole output; the same plan and options give the same bytes."""
        ...


def own_names() -> tuple[str, ...]:
    """Name the formats of this package, sorted; imports none of them."""
    names = (path.stem for path in Path(__file__).parent.iterdir() if path.suffix == ".py")
    return tuple(sorted(name.removeprefix(_PREFIX) for name in names if name.startswith(_PREFIX)))


def all_names() -> tuple[str, ...]:
    """Name all formats, those of other packages included."""
    return tuple(sorted({*own_names(), *_foreign()}))


def find_exporter(name: str) -> Exporter:
    """Give the format called `name`. Raises `ResourceError` where there is none or it cannot be used."""
    if name in own_names():
        return cast("Exporter", import_module(f"{vbparse.export.__name__}.{_PREFIX}{name}"))
    entry = _foreign().get(name)
    if entry is None:
        message = f"there is no output format {name!r}"
        raise ResourceError(message, hint=f"Choose one of: {', '.join(all_names())}.")
    try:
        return cast("Exporter", entry.load())
    except (ImportError, AttributeError) as error:
        message = f"the output format {name!r} (from {entry.value}) cannot be used: {error}"
        raise ResourceError(message, hint="Update or remove the package that brings it.") from error


def exporter_for(name: str, options: ExportOptions) -> Exporter:
    """Give the template of the options as a format, else the format called `name`. Raises `ResourceError`."""
    if options.template is None:
        return find_exporter(name)
    from vbparse.export.template import TemplateFormat  # noqa: PLC0415 (seldom needed)

    return TemplateFormat(options.template)


def has_words(name: str) -> bool:
    """Tell whether a format has headings or notes in a language; not those that are made of plain data."""
    return not hasattr(find_exporter(name), "render_data")


def _foreign() -> dict[str, Any]:
    from importlib.metadata import entry_points  # noqa: PLC0415 (slow to import, and seldom needed)

    return {entry.name: entry for entry in entry_points(group=GROUP)}
