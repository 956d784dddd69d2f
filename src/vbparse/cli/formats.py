"""`vbparse formats`: the output formats that there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.cli.common import Session, write_text

if TYPE_CHECKING:
    from argparse import ArgumentParser


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments: none."""


def formats(session: Session) -> None:
    """List the output formats of --to."""
    from vbparse.export.registry import all_names, find_exporter

    exporters = [find_exporter(name) for name in all_names()]
    width = max(len(exporter.NAME) for exporter in exporters)
    lines = (f"{exporter.NAME:{width}}  {exporter.SUFFIX:7}  {exporter.ABOUT[session.lang]}" for exporter in exporters)
    write_text("".join(f"{line}\n" for line in lines))
