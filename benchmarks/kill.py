"""Does a batch, or an archive, that is killed ten times come out as one that ran undisturbed?

`python -m benchmarks.kill [--documents 1000] [--kills 10] [--seed 1]` tries this alone, also with smaller numbers.
A kill is SIGKILL to the command's process group or to all processes that it has started as well, at a random
moment; then the command is begun again. Nothing is measured but whether the results are equal.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from benchmarks.archive.ready import ready_archive, scratch
from benchmarks.commands import VBPARSE, Cache, batch, require_ended, start
from benchmarks.register import check_database, content_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

JOBS = 2


def run(documents: int = 1000, kills: int = 10, seed: int = 1) -> dict[str, Any]:
    """Kill a batch into a folder, and one into an archive, and compare each with an undisturbed one."""
    cache, random = Cache(), Random(f"kill/{seed}")
    plans = ready_archive(documents).plans
    results = {"batch": _folders(plans, kills, random, cache)}
    if _knows("archive", "--help", word="add"):
        results["archive add"] = _registers(plans, kills, random, cache)
    return {"documents": documents, **results}


def table(results: dict[str, Any]) -> str:
    """Show the results as a Markdown table."""
    lines = ["| command | documents | kills | differences |", "|---|---|---|---|"]
    for name in ("batch", "archive add"):
        row = results.get(name)
        if row is None:
            lines.append(f"| {name} | no such command | | |")
            continue
        differences = "; ".join(row["differences"][:5]) or "none"
        lines.append(f"| {name} | {results['documents']} | {row['kills']} | {differences} |")
    return "\n".join(lines)


def _folders(plans: Path, kills: int, random: Random, cache: Cache) -> dict[str, Any]:
    undisturbed, disturbed = scratch("undisturbed"), scratch("disturbed")
    seconds = _run(batch([plans], undisturbed, jobs=JOBS), cache)
    first = batch([plans], disturbed, jobs=JOBS)
    again = (
        [*VBPARSE, "batch", "-q", "--resume", "-o", str(disturbed)]
        if _knows("batch", "--help", word="--resume")
        else first
    )
    done = _disturb(first, again, _lives(random, kills, seconds), random, cache)
    return {"kills": done, "differences": _differences(_files(undisturbed), _files(disturbed))}


def _registers(plans: Path, kills: int, random: Random, cache: Cache) -> dict[str, Any]:
    folder = scratch("registers")
    undisturbed, disturbed = folder / "undisturbed.db", folder / "disturbed.db"
    seconds = _run(_add(plans, undisturbed), cache)
    damage: list[str] = []

    def check() -> None:
        if disturbed.exists():
            damage.extend(check_database(disturbed))

    command = _add(plans, disturbed)
    done = _disturb(command, command, _lives(random, kills, seconds), random, cache, check)
    check()
    return {"kills": done, "differences": damage + _differences(content_of(undisturbed), content_of(disturbed))}


def _add(plans: Path, database: Path) -> list[str]:
    return [*VBPARSE, "archive", "add", "-q", "--jobs", str(JOBS), "--archive", str(database), "--", str(plans)]


def _lives(random: Random, kills: int, seconds: float) -> list[float]:
    """Part the time of an undisturbed run at random moments: how long each run lives until it is killed."""
    moments = sorted(random.uniform(0, seconds * 0.9) for _ in range(kills))
    return [after - before for before, after in zip([0.0, *moments], moments, strict=False)]


def _disturb(  # noqa: PLR0913, PLR0917 (two commands, when, how, with what, and then)
    first: Sequence[str],
    again: Sequence[str],
    lives: Iterable[float],
    random: Random,
    cache: Cache,
    check: Callable[[], None] = lambda: None,
) -> int:
    """Kill a command again and again, let it end, and tell how often it was killed before it had ended.

    A run that is not let in, because one that was killed seems to be there still, is an error here.
    """
    kills, command = 0, first
    for life in lives:
        process = start(command, cache)
        time.sleep(life)
        if process.poll() is None:
            _kill(process.pid, whole=random.random() < 0.5)
            kills += 1
            process.wait()
        else:
            require_ended(process)
        check()
        command = again if _has_begun(first) else first
    _run(command, cache)
    return kills


def _has_begun(command: Sequence[str]) -> bool:
    """Tell whether a batch has noted what it was started with, so that `--resume` can go on."""
    return "-o" not in command or (Path(command[command.index("-o") + 1]) / "batch.json").exists()


def _run(command: Sequence[str], cache: Cache) -> float:
    """Run a command to its end; gives its seconds."""
    begun = time.perf_counter()
    process = start(command, cache)
    process.wait()
    require_ended(process)
    return time.perf_counter() - begun


def _kill(leader: int, *, whole: bool) -> None:
    """Kill the group of a process; if `whole`, all that it has started too, whatever groups they lead."""
    started = _started_by(leader) if whole else []
    for group in (leader, *started):
        try:
            os.killpg(group, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _started_by(process: int) -> list[int]:
    """Give the processes below one that lead groups of their own."""
    found: list[int] = []
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            children = [int(child) for child in task.read_text(encoding="ascii").split()]
        except OSError:
            continue
        for child in children:
            try:
                leads = os.getpgid(child) == child
            except ProcessLookupError:
                continue
            found += [*([child] if leads else []), *_started_by(child)]
    return found


def _files(folder: Path) -> dict[str, str]:
    """Give the digest of each file by its path in the folder; where a folder's own name is noted, it is left out."""
    mark = str(folder).encode()
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes().replace(mark, b"")).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return [name for name in sorted(one.keys() | other.keys()) if one.get(name) != other.get(name)]


def _knows(*arguments: str, word: str) -> bool:
    """Tell whether a help text has a word."""
    told = subprocess.run([*VBPARSE, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)
    return word in told.stdout.split()


def main(arguments: list[str]) -> int:
    """Try with the sizes that are asked for; 1 where something differs."""
    parser = argparse.ArgumentParser(prog="benchmarks.kill", description=(__doc__ or "").splitlines()[0])
    for name, default in (("documents", 1000), ("kills", 10), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--json", action="store_true", help="print all differences as JSON")
    given = vars(parser.parse_args(arguments))
    as_json = given.pop("json")
    results = run(**given)
    print(json.dumps(results, indent=2, ensure_ascii=False) if as_json else table(results))
    return int(any(row["differences"] for row in results.values() if isinstance(row, dict)))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
