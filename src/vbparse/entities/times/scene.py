"""What surrounds a time."""

from __future__ import annotations

from typing import Literal

from vbparse.tuples import NamedTuple

Slot = Literal["time", "plain", "finish", "whole", "phase"]
"""Kinds of time slot.

`time` is the slot of a task, `plain` one with the bare label `Thời gian`, `finish` one that says when to be
ready, `whole` that of a whole plan or programme, `phase` the heading of a phase (`Đợt 1: …`).
"""


class Scene(NamedTuple):
    """What surrounds a time, texts in lower case.

    `left` and `right` stand beside it in its sentence; `in_title`: in the plan's title or its line of place
    and date; `cited`: in a citation, `law`: of a law; `parent`: the text of the item above; `bracketed`: in
    round brackets.
    """

    left: str
    right: str
    parent: str
    in_title: bool = False
    cited: bool = False
    law: bool = False
    bracketed: bool = False
    slot: Slot | None = None
