"""Who reads the documents of a batch: the workers of this computer, or those of a cluster."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Callable
    from typing import TypeAlias

    from vbparse.archive.engine import Engine
    from vbparse.archive.settle import Sink
    from vbparse.cli.common import Session
    from vbparse.settings import Settings

    MakeEngine: TypeAlias = Callable[[Settings, Sink], Engine]


def declare_scheduler(parser: ArgumentParser) -> None:
    """Declare the option that names a cluster."""
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="read on the Dask cluster of this scheduler (see docs/cluster.md)"
    )


def choose_engine(session: Session, scheduler: str | None) -> MakeEngine:
    """Give what makes the engine; what a cluster tells is told to the person."""
    if not scheduler:
        from vbparse.archive.engine import LocalEngine

        return LocalEngine
    from functools import partial

    from vbparse.archive.cluster import ClusterEngine, quieten

    if not session.common.logs:
        quieten()
    return partial(ClusterEngine, address=scheduler, tell=session.tell)
