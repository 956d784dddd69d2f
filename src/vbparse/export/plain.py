"""A plan document that is plain data, looked at as if it were the model: exporters need no more, and models cost a start.

To load the models takes half as long as to read a plan. A view gives the same names, tuples for lists, None for what
only models have (`raw` of an evidence that OCR did not repair); it has none of pydantic's methods.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, cast

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.plan.model import PlanDocument

MAPPINGS: Final = frozenset({("Header", "evidence"), ("Header", "confidence"), ("Task", "mentions")})
"""Fields that are mappings in the model too; all other objects are models."""
_HEADER, _TASK = "secrecy", "mentions"
"""What only a header has, and what only a task."""
_LEFT_OUT: Final = frozenset({"raw"})
"""Fields that are left out of the data where they are None."""


def view_of(data: Mapping[str, Any]) -> PlanDocument:
    """Give a view of a plan document (as `model_dump(mode="json")` gives it) that exporters take for one."""
    return cast("PlanDocument", _View(data))


class _View:
    """A look at an object of the data; what was looked at is kept."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._data = data

    def __getattr__(self, name: str) -> Any:
        try:
            value = self._data[name]
        except KeyError:
            if name not in _LEFT_OUT:
                raise AttributeError(name) from None
            value = None
        found = self._mapping(value) if isinstance(value, dict) and self._maps(name) else _seen(value)
        self.__dict__[name] = found
        return found

    def _maps(self, name: str) -> bool:
        owner = "Header" if _HEADER in self._data else "Task" if _TASK in self._data else ""
        return (owner, name) in MAPPINGS

    def _mapping(self, value: Mapping[str, Any]) -> dict[str, Any]:
        return {key: _seen(member) for key, member in value.items()}


def _seen(value: Any) -> Any:
    if isinstance(value, dict):
        return _View(value)
    if isinstance(value, list):
        return tuple(_seen(member) for member in value)
    return value
