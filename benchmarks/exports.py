"""What does an output format add to `vbparse extract`, and what does a workbook of 10,000 tasks cost?"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from benchmarks.commands import VBPARSE
from benchmarks.documents import PLAN
from benchmarks.timing import command_cost, cpu_seconds, in_fresh_process, peak_memory

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

ROUNDS = 9
TASKS = 10_000


def run() -> dict[str, Any]:
    """Time `extract` with each format in turn, CPU of all its processes, and a large plan in each table format."""
    from vbparse.export.registry import own_names

    return {"added": _added(own_names()), "large": {name: _large(name) for name in ("csv", "xlsx", "xlsx --update")}}


def _added(names: tuple[str, ...]) -> dict[str, dict[str, float]]:
    with tempfile.TemporaryDirectory() as folder:
        commands: dict[str, list[str | Path]] = {
            name: [*VBPARSE, "extract", PLAN, "--to", name, "-q", "-o", Path(folder) / f"out.{name}"] for name in names
        }
        costs: dict[str, list[float]] = {name: [] for name in names}
        for counts in [False] + [True] * ROUNDS:
            for name, command in commands.items():
                cost = command_cost(command)
                if counts:
                    costs[name].append(cost.cpu)
    plain = costs["json"]
    return {
        name: {
            "cpu_seconds": round(median(taken), 3),
            "to_json": round(median(one / other for one, other in zip(taken, plain, strict=True)), 3),
        }
        for name, taken in costs.items()
    }


def _large(what: str) -> dict[str, float]:
    seconds, before, after = map(float, in_fresh_process("exports", what).split())
    return {"cpu_seconds": round(seconds, 2), "mb_more": round((after - before) / 1e6, 1)}


def large_plan(tasks: int) -> PlanDocument:
    """Make a plan of so many tasks out of plan 70, its tasks over and over under ids of their own."""
    import vbparse

    plan = vbparse.parse(PLAN)
    copies = range(-(-tasks // len(plan.tasks)))
    many = (task.model_copy(update={"id": f"{task.id}.{copy}"}) for copy in copies for task in plan.tasks)
    return plan.model_copy(update={"tasks": tuple(many)[:tasks]})


def measure_large(what: str) -> str:
    """Render a large plan, or bring its workbook up to date; CPU seconds, memory before and after, bytes."""
    from vbparse.export import to_csv, to_xlsx
    from vbparse.export.update import Change

    plan = large_plan(TASKS)
    to_xlsx.render(large_plan(1))  # what is loaded does not count
    book = to_xlsx.render(plan) if what == "xlsx --update" else b""
    action = {
        "csv": lambda: to_csv.render(plan),
        "xlsx": lambda: to_xlsx.render(plan),
        "xlsx --update": lambda: to_xlsx.update(book, Change((plan,))).data,
    }[what]
    before = peak_memory()
    return f"{cpu_seconds(action)} {before} {peak_memory()}"


def table(results: dict[str, Any]) -> str:
    """Show the results as Markdown tables."""
    lines = ["| format | extract, CPU s | in extract to JSON |", "|---|---|---|"]
    lines += [f"| {name} | {row['cpu_seconds']} | {row['to_json']} |" for name, row in results["added"].items()]
    lines += ["", f"| {TASKS:,} tasks | CPU s | MB more |", "|---|---|---|"]
    lines += [f"| {name} | {row['cpu_seconds']} | {row['mb_more']} |" for name, row in results["large"].items()]
    return "\n".join(lines)


if __name__ == "__main__":
    print(measure_large(sys.argv[1]))
