"""Named tuples, as `typing.NamedTuple` makes them, in a third of the time.

`typing.NamedTuple` compiles the annotation of each field; with the 130 small types of a parse that takes 10 ms
of every start. To the type checker it is `typing.NamedTuple`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple as NamedTuple  # noqa: PLC0414, TID251 (offered to all)
else:
    from collections import namedtuple

    class _Maker(type):
        def __new__(cls, name: str, bases: tuple[type, ...], body: dict[str, Any]) -> type:
            """Make the tuple that a class statement with annotated fields describes."""
            if "__annotations__" not in body:
                return super().__new__(cls, name, bases, body)
            fields = body["__annotations__"]
            defaults = [body.pop(field) for field in fields if field in body]
            made = namedtuple(name, fields, defaults=defaults, module=body.pop("__module__"))  # noqa: PYI024
            made.__class_getitem__ = classmethod(lambda own, _: own)  # `Mention[Unit]` is `Mention`
            for key, value in body.items():
                setattr(made, key, value)
            return made

    class NamedTuple(metaclass=_Maker):
        """The base of named tuples."""
