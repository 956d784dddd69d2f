"""Tables as Parquet files, which need pyarrow (an extra): columns with types, days as days."""

from __future__ import annotations

from contextlib import suppress
from typing import IO, TYPE_CHECKING, Any, Final, Self

from vbparse.errors import ResourceError
from vbparse.export.columns import day_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

SUFFIX: Final = ".parquet"
_MOST_ROWS: Final = 20_000
"""Rows of a group: what is held in memory of a table, unless its texts are long."""
_MOST_TEXT: Final = 32_000_000
"""Characters of a group."""
_DAYS: Final = {"date", "start_date", "end_date", "due"}
"""Columns of days. One with blanks (`2024-02-XX`) is null: the JSON of the plan has it."""


def require_pyarrow() -> None:
    """Raise `ResourceError` where pyarrow is not installed."""
    try:
        import pyarrow.parquet  # noqa: F401, PLC0415 (an extra; 0.2 s)
    except ImportError as error:
        message = f"Parquet files need the package pyarrow ({error})"
        raise ResourceError(message, hint="Install it: pip install 'vbparse[parquet]'") from error


class TableWriter:
    """Writes one table into an open file, group by group."""

    def __init__(self, stream: IO[bytes], columns: Mapping[str, str]) -> None:
        """Begin a table of these columns, each with what it holds (`str | None`, `tuple[str, ...]`)."""
        from pyarrow.parquet import ParquetWriter  # noqa: PLC0415

        self._schema = _schema(columns)
        self._writer = ParquetWriter(stream, self._schema, compression="zstd")
        self._empty()

    def add(self, columns: Mapping[str, Sequence[Any]]) -> None:
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


def _schema(columns: Mapping[str, str]) -> Any:
    """Give the schema of a table: what the named tuples of its rows say, days as days."""
    import pyarrow as pa  # noqa: PLC0415

    types = {"str": pa.string(), "int": pa.int32(), "bool": pa.bool_()}
    fields = []
    for name, kind in columns.items():
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
