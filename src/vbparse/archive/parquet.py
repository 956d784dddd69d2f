"""Parquet files for analysts: one a table, written as the plans come, so that memory does not grow with them."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

from vbparse.archive.tables import TABLES, tables_of
from vbparse.export.parquet import SUFFIX, TableWriter, require_pyarrow
from vbparse.output import make_folder, writing_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from vbparse.archive.rows import Rows
    from vbparse.archive.tables import Tables


def write_parquet(folder: Path, plans: Iterable[Rows]) -> tuple[Path, ...]:
    """Write the rows of plans, in their order, into one file a table: `documents.parquet`, `tasks.parquet`, ...

    Each file is written whole or not at all. The same rows give the same bytes with the same pyarrow. Gives the
    files' paths. Raises `OutputError`, and `ResourceError` where pyarrow is not installed.
    """
    return write_tables(folder, map(tables_of, plans))


def write_tables(folder: Path, plans: Iterable[Tables]) -> tuple[Path, ...]:
    """Write plans whose rows are columns already, as `write_parquet` does.

    A column that a plan does not have is null there, one that no table has is left out. Raises `ValueError` for
    values that are not of their column's type.
    """
    require_pyarrow()
    make_folder(folder)
    paths = {name: folder / f"{name}{SUFFIX}" for name in TABLES}
    with ExitStack() as stack:
        writers = {}
        for name, path in paths.items():
            writers[name] = stack.enter_context(TableWriter(stack.enter_context(writing_whole(path)), TABLES[name]))
        for plan in plans:
            for name, writer in writers.items():
                writer.add(plan.get(name, {}))
        for writer in writers.values():  # all of them before the first file takes its place
            writer.close()
    return tuple(paths.values())
