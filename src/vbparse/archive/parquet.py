"""Parquet files for analysts: one a table, written as the plans come, so that memory does not grow with them."""

from __future__ import annotations

from contextlib import ExitStack, suppress
from typing import IO, TYPE_CHECKING, Any, Final, Self

from vbparse.archive.tables import TABLES, tables_of
from vbparse.errors import ResourceError
from vbparse.export.columns import day_of
from vbparse.output import make_folder, writing_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path

    from vbparse.archive.rows import Rows
    from vbparse.archive.tables import Columns, Tables

SUFFIX: Final = ".parquet"
_MOST_ROWS: Final = 20_000
"""Rows of a group: what is held in memory of a table, unless its texts are long."""
_MOST_TEXT: Final = 32_000_000
"""Characters of a group."""
_DAYS: Final = {"date", "start_date", "end_date", "due"}
"""Columns of days. One with blanks (`2024-02-XX`) is null: the JSON of the plan has it."""


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
            writers[name] = stack.enter_context(_Writer(stack.enter_context(writing_whole(path)), name))
        for plan in plans:
            for name, writer in writers.items():
                writer.add(plan.get(name, {}))
        for writer in writers.values():  # all of them before the first file takes its place
            writer.close()
    return tuple(paths.values())


def require_pyarrow() -> None:
    """Raise `ResourceError` where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 (an extra; 0.2 s)
    except ImportError as error:
        message = f"Parquet files need the package pyarrow ({error})"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[parquet]'") from error


class _Writer:
    """Writes one table into an open file, group by group."""

    def __init__(self, stream: IO[bytes], table: str) -> None:
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

        self._schema = _schema(table)
        self._writer = ParquetWriter(stream, self._schema, compression="zstd")
        self._empty()

    def add(self, columns: Columns) -> None:
        """Add the rows of a plan."""
        count = len(next(iter(columns.values()), ()))
        for name in self._schema.names:
            values = columns.get(name) or [None] * count
            self._pending[name].extend(map(_day, values) if name in _DAYS else values)
            self._text += sum(len(value) for value in values if isinstance(value, str))
        self._rows += count
        if self._rows >= _MOST_ROWS or self._text >= _MOST_TEXT:
            self._write()

    def close(self) -> None:
        """Write what is left, and the end of the file."""
        if self._rows:
            self._write()
        self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        """Let go of a file that is given up."""
        with suppress(OSError, ValueError):
            self._writer.close()

    def _write(self) -> None:
        from pyarrow import Table  # noqa: PLC0415

        self._writer.write_table(Table.from_pydict(self._pending, schema=self._schema))
        self._empty()

    def _empty(self) -> None:
        self._pending: dict[str, list[Any]] = {name: [] for name in self._schema.names}
        self._rows = self._text = 0


def _schema(table: str) -> Any:
    """Give the schema of a table: what the named tuples of its rows say, days as days."""
    import pyarrow as pa  # noqa: PLC0415

    types = {"str": pa.string(), "int": pa.int32(), "bool": pa.bool_()}
    fields = []
    for name, kind in TABLES[table].items():
        plain = kind.removesuffix(" | None")
        inner = plain.removeprefix("tuple[").removesuffix(", ...]")
        found = pa.date32() if name in _DAYS else types[inner]
        nullable = name in _DAYS or plain != kind
        fields.append(pa.field(name, pa.list_(found) if inner != plain else found, nullable=nullable))
    return pa.schema(fields)


def _day(value: str | list[str] | tuple[str, ...] | None) -> date | list[date | None] | None:
    """Read an ISO day, or several; None for one with blanks."""
    if isinstance(value, (list, tuple)):
        return [day_of(text) for text in value]
    return None if value is None else day_of(value)
