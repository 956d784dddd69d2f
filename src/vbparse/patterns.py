"""Regular expressions, compiled once for all runs and not once a run.

Python compiles a pattern anew in every process: 0.08 s for the 370 patterns that a plan needs, as long as
reading it takes. The compiled form is a list of numbers, so it is kept with the other prepared data.
"""

from __future__ import annotations

import re
import sys
from array import array
from typing import TYPE_CHECKING, Any, AnyStr

from vbparse.prepared import prepared

if TYPE_CHECKING:
    from typing import TypeAlias

    # What `_sre.compile` takes behind the pattern: flags, code (here as bytes, which take a tenth of the time to
    # load), number of groups, index by name, names by index.
    Form: TypeAlias = tuple[int, bytes, int, dict[str, int], tuple[str | None, ...]]


def _form(source: str | bytes, flags: int) -> Form:
    """Compile a pattern to numbers, as `re` does inside (the same since Python 3.11)."""
    tree = _parser.parse(source, flags)
    state = tree.state
    code = array("I", _compiler._code(tree, flags)).tobytes()  # noqa: SLF001
    names: list[str | None] = [None] * state.groups
    for name, index in state.groupdict.items():
        names[index] = name
    return flags | state.flags, code, state.groups - 1, dict(state.groupdict), tuple(names)


def compile_pattern(source: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Compile a pattern, as `re.compile` does, or take what an earlier run compiled."""
    if _sre is None:
        return re.compile(source, flags)  # noqa: TID251
    flags = int(flags)
    all_flags, code, groups, index, names = prepared(("pattern", source, flags), lambda: _form(source, flags))
    numbers = memoryview(code).cast("I").tolist()
    compiled: re.Pattern[AnyStr] = _sre.compile(source, all_flags, numbers, groups, index, names)
    return compiled


def _inner() -> tuple[Any, Any, Any]:
    """Give the parts of `re` that compile; None where this Python has others."""
    if sys.implementation.name != "cpython":
        return None, None, None
    import _sre  # type: ignore[import-not-found]  # noqa: PLC0415
    from re import _compiler, _parser  # type: ignore[attr-defined]  # noqa: PLC0415

    return _sre, _compiler, _parser


_sre, _compiler, _parser = _inner()
