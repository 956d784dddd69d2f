"""Samples from plans at hand: read by our own pipeline (silver), or annotated by people (gold/GUIDE.md)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import DamagedInput, EmptyInput, VbparseError
from vbparse.nlp.samples import ROLES, SORTS, Mark, Sample
from vbparse.pipeline import read_plan

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from pathlib import Path

    from vbparse.nlp.samples import Role
    from vbparse.plan.reading import Reading
    from vbparse.textmap import Span

_SHORTEST: Final = 4
"""Characters of the shortest passage that teaches something."""
_LEFT_OUT: Final = frozenset({"header", "recipients"})


def silver_samples(paths: Iterable[Path], without: Collection[str] = ()) -> Iterator[Sample]:
    """Yield the passages of documents (files, or folders of them) as the pipeline reads them.

    `without` names documents to leave out (the file's name without suffix). What cannot be read is passed
    over. Raises `EmptyInput` for a path that is not there.
    """
    for path in _files(paths):
        if path.stem in without:
            continue
        try:
            reading = read_plan(path)
        except VbparseError:
            continue
        yield from passages_of(reading)


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if not path.exists():
            message = f"{path} does not exist"
            raise EmptyInput(message, hint="Give a file or a folder of plans.")
        yield from sorted(entry for entry in path.iterdir() if entry.is_file()) if path.is_dir() else (path,)


def passages_of(reading: Reading) -> Iterator[Sample]:
    """Yield the passages of one reading with their mentions, and the slots of tasks that these fill."""
    roles = _roles(reading)
    for passage in reading.passages:
        if passage.zone in _LEFT_OUT or len(passage.text) < _SHORTEST:
            continue
        inside = [unit for unit in reading.units if passage.span.contains(unit.span)]
        start = passage.span.start
        yield Sample(
            passage.text,
            tuple(
                Mark(unit.span.start - start, unit.span.end - start, unit.value.cls, roles.get(unit.span, ()))
                for unit in inside
            ),
        )


def _roles(reading: Reading) -> dict[Span, tuple[Role, ...]]:
    found: dict[Span, tuple[Role, ...]] = {}
    for task in reading.tasks:
        for role in ROLES:
            for unit in getattr(task, role):
                known = found.get(unit.span, ())
                found[unit.span] = known if role in known else (*known, role)
    return found


def gold_samples(folder: Path, without: Collection[str] = ()) -> Iterator[Sample]:
    """Yield the nodes of annotated plans (NAME.json in the form of gold/GUIDE.md) with their mentions.

    Raises `EmptyInput` for a folder without annotations, `DamagedInput` for one that cannot be read.
    """
    paths = sorted(folder.glob("*.json"))
    if not paths:
        message = f"there are no annotated plans in {folder}"
        raise EmptyInput(message, hint="Give a folder of NAME.json in the form of gold/GUIDE.md.")
    for path in paths:
        if path.stem in without:
            continue
        try:
            yield from _annotated(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            message = f"the annotation {path.name} cannot be read: {error}"
            raise DamagedInput(message, hint="Check the annotation.") from error


def _annotated(gold: Mapping[str, Any]) -> Iterator[Sample]:
    parents = {node["id"]: node["parent"] for node in gold["outline"]}
    filled: dict[tuple[str, str], set[str]] = {}
    for task in gold.get("tasks", ()):
        for role in ROLES:
            for name in task.get(role) or ():
                filled.setdefault((_home(task["node"], name, gold, parents), name), set()).add(role)
    for node in gold["outline"]:
        yield Sample(node["text"], tuple(_marks(node, gold, filled)))


def _home(node: str, name: str, gold: Mapping[str, Any], parents: Mapping[str, str | None]) -> str:
    """Give the nearest node, from a task's own upwards, that mentions the unit by this name."""
    mentioned = {mention["node"] for mention in gold["unit_mentions"] if mention["canonical"] == name}
    here: str | None = node
    while here is not None and here not in mentioned:
        here = parents.get(here)
    return here or node


def _marks(
    node: Mapping[str, Any], gold: Mapping[str, Any], filled: Mapping[tuple[str, str], set[str]]
) -> Iterator[Mark]:
    at = 0
    for mention in gold["unit_mentions"]:
        if mention["node"] != node["id"] or mention["cls"] not in SORTS:
            continue
        text = " ".join(mention["text"].split())
        start = node["text"].find(text, at)
        if start < 0:
            continue
        at = start + len(text)
        roles = filled.get((node["id"], mention["canonical"]), set())
        yield Mark(start, at, mention["cls"], tuple(role for role in ROLES if role in roles))
