"""Our named tuples are `typing.NamedTuple` in all that the project uses."""

from __future__ import annotations

import pickle
import typing
from typing import Generic, TypeVar

import pytest

from vbparse.tuples import NamedTuple

V = TypeVar("V")


class Pair(NamedTuple, Generic[V]):
    """Two things."""

    first: V
    second: int = 2

    @property
    def both(self) -> tuple[V, int]:
        return self.first, self.second

    @classmethod
    def of(cls, first: V) -> Pair[V]:
        return cls(first)

    def __bool__(self) -> bool:
        return self.second > 0


class Theirs(typing.NamedTuple):
    """Two things."""

    first: object
    second: int = 2


def test_it_is_made_and_compared_as_a_tuple() -> None:
    assert Pair("a") == ("a", 2) == Theirs("a")
    assert Pair(first="a", second=3)._replace(second=4)._asdict() == {"first": "a", "second": 4}
    assert hash(Pair("a")) == hash(("a", 2))
    assert repr(Pair("a")) == "Pair(first='a', second=2)"


def test_it_knows_what_theirs_knows() -> None:
    assert Pair._fields == Theirs._fields
    assert Pair._field_defaults == Theirs._field_defaults
    assert (Pair.__name__, Pair.__qualname__, Pair.__module__, Pair.__doc__) == (
        "Pair",
        "Pair",
        __name__,
        "Two things.",
    )
    assert Pair.__annotations__ == {"first": "V", "second": "int"}


def test_it_has_its_own_methods() -> None:
    assert Pair("a").both == ("a", 2)
    assert Pair.of("b").first == "b"
    assert not Pair("a", 0)
    assert Pair[str]("a") == Pair("a")


def test_it_is_frozen() -> None:
    with pytest.raises(AttributeError):
        Pair("a").first = "b"  # type: ignore[misc]
    with pytest.raises(TypeError):
        Pair()  # type: ignore[call-arg]


def test_it_travels_between_processes() -> None:
    assert pickle.loads(pickle.dumps(Pair("a"))) == Pair("a")
