"""Files that no program can read: what a folder of ten years holds among its plans."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Final

from benchmarks.archive.sheet import print_plan

if TYPE_CHECKING:
    from benchmarks.archive.model import Plan

DEFECTS: Final = ("truncated", "garbage", "empty", "zeros", "encrypted")


def break_plan(seed: int, plan: Plan) -> tuple[str, bytes]:
    """Give the plan's defect and its bytes, the same ones for the same seed and number. Raises `NoFont`."""
    random = Random(f"{seed}/broken/{plan.facts.number}")
    defect = DEFECTS[plan.facts.number // 100 % len(DEFECTS)]
    if defect == "truncated":
        data = print_plan(plan).data
        return defect, data[: len(data) // random.randint(3, 8)]
    if defect == "garbage":
        return defect, b"%PDF-1.4\n" + random.randbytes(random.randint(500, 5000))
    if defect == "zeros":  # what is left after a failure of the disk
        return defect, bytes(random.randint(500, 5000))
    return defect, print_plan(plan, password=f"mk{random.randint(0, 9999)}").data if defect == "encrypted" else b""
