"""The documents of an archive by number: what each is, its bytes, its path, and what a reader must find in it."""

from __future__ import annotations

import hashlib
from functools import cache
from random import Random
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from benchmarks.archive.broken import break_plan
from benchmarks.archive.families import make_facts
from benchmarks.archive.plan import tasks_due, write_plan
from benchmarks.archive.scan import scan
from benchmarks.archive.sheet import print_plan

if TYPE_CHECKING:
    from benchmarks.archive.model import Facts, Plan

Kind = Literal["plan", "scan", "broken", "duplicate"]


class Mix(NamedTuple):
    """What an archive is made of; the shares are of all documents."""

    seed: int = 1
    broken: float = 0.01
    duplicates: float = 0.03
    scans: float = 0.0


class Document(NamedTuple):
    """A file of the archive: path below its folder, bytes, and its line of truth."""

    path: str
    data: bytes
    truth: dict[str, Any]


def kind_of(mix: Mix, number: int) -> Kind:
    """Tell what document `number` is. Shares are kept in every run of numbers: one in so many."""
    if _is_drawn(mix.seed, "broken", mix.broken, number):
        return "broken"
    if number and _is_drawn(mix.seed, "duplicates", mix.duplicates, number):
        return "duplicate"
    return "scan" if _is_drawn(mix.seed, "scans", mix.scans, number) else "plan"


def make_document(mix: Mix, number: int) -> Document:
    """Make document `number`; the same bytes for the same mix, number and font. Raises `NoFont`."""
    kind = kind_of(mix, number)
    if kind == "duplicate":
        original = original_of(mix, number)
        facts = make_facts(mix.seed, original)
        data = make_document(mix, original).data
        path = f"{facts.year}/Văn bản đến/{_name(facts)} ({number}).pdf"
        return Document(path, data, _line(number, kind, path, data) | {"same_as": _path(facts)})
    plan = write_plan(mix.seed, make_facts(mix.seed, number))
    path = _path(plan.facts)
    if kind == "broken":
        defect, data = break_plan(mix.seed, plan)
        return Document(path, data, _line(number, kind, path, data) | {"defect": defect})
    printed = print_plan(plan)
    data = scan(printed.data, f"{mix.seed}/{number}") if kind == "scan" else printed.data
    truth = _line(number, kind, path, data) | {"pages": printed.pages} | _truth(mix, plan)
    return Document(path, data, truth)


def original_of(mix: Mix, number: int) -> int:
    """Give the number of the document whose copy a duplicate is: an earlier one that can be read."""
    random = Random(f"{mix.seed}/original/{number}")
    while True:
        original = random.randrange(number)
        if kind_of(mix, original) in {"plan", "scan"}:
            return original


def _truth(mix: Mix, plan: Plan) -> dict[str, Any]:
    facts = plan.facts
    return {
        "code": facts.code,
        "date": facts.day.isoformat(),
        "issuer": facts.agency.name,
        "title": facts.title,
        "due": tasks_due(plan.tasks),
        "tasks": [task._asdict() for task in plan.tasks],
        "cites": [
            {"code": cited.code, "date": cited.date, "issuer": cited.issuer, "path": _cited_path(mix, cited.number)}
            for cited in plan.cited
        ],
    }


def _cited_path(mix: Mix, number: int | None) -> str | None:
    """Give the path of a cited plan; None where the archive has no readable file of it."""
    if number is None or kind_of(mix, number) not in {"plan", "scan"}:
        return None
    return _path(make_facts(mix.seed, number))


def _line(number: int, kind: Kind, path: str, data: bytes) -> dict[str, Any]:
    return {"number": number, "kind": kind, "path": path, "sha256": hashlib.sha256(data).hexdigest()}


def _name(facts: Facts) -> str:
    return facts.code.replace("/", "_")


def _path(facts: Facts) -> str:
    agency = facts.agency
    folders = [str(facts.year), *(agency.place.names or ("Trung ương",)), agency.field]
    return "/".join((*folders, f"{_name(facts)}.pdf"))


def _is_drawn(seed: int, what: str, share: float, number: int) -> bool:
    if not share:
        return False
    run = max(1, round(1 / share))
    return number == _drawn(seed, what, run, number // run)


@cache
def _drawn(seed: int, what: str, run: int, place: int) -> int:
    return place * run + Random(f"{seed}/{what}/{place}").randrange(run)
