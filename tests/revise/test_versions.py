"""At least 95 % of the tasks are mapped rightly when a plan was numbered anew, changed here and there, or scanned."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import pytest

from tests.revise.versions import NEW_ITEMS, Reviser, Version, truth
from vbparse.pipeline import parse
from vbparse.revise.compare import diff
from vbparse.revise.items import plain

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument
    from vbparse.revise.model import Changes

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "kehoach70.pdf"
WANTED = 0.95
SEEDS = range(4)
PLANS = (
    "kehoach70", "kh16_mttq_luongminh", "kh230_thpt_phuocbuu", "kh308_hanoi", "kh3125_stc_daknong", "kh617_dongthap", "tb217_krong_no",
)  # fmt: skip
HEADING = "Phòng Tư pháp quận"
"""A unit's heading in plan 70."""


@cache
def sample() -> PlanDocument:
    return parse(SAMPLE)


def read(version: Version) -> PlanDocument:
    return parse(version.text.encode(), name="plan.txt")


def share_right(changes: Changes, wanted: dict[str, str | None]) -> float:
    """Give the share of tasks of the new version that were given their old one, or rightly none."""
    found = {new: old for old, new, _ in changes.pairs}
    return sum(found.get(new) == old for new, old in wanted.items()) / len(wanted)


def revise(text: str, seed: int) -> tuple[Version, Version, dict[str, list[int]]]:
    """Change a plan in all ways at once; gives both versions, and the lines whose words, days or presence changed."""
    random = Random(seed)
    reviser = Reviser(text)
    touched = {"word": reviser.change_word(random, 2), "date": reviser.change_date(random, 1)}
    touched["gone"] = reviser.drop(random, 2)
    reviser.insert(random, len(NEW_ITEMS))
    reviser.reorder(random, 4)
    reviser.add_section()
    return Reviser(text).version(), reviser.version(), touched


@pytest.mark.parametrize("seed", SEEDS)
def test_plan_70_numbered_anew(seed: int) -> None:
    first, later, touched = revise(sample().text, seed)
    old, new = read(first), read(later)
    wanted = truth(old, first, new, later)
    changes = diff(old, new)

    assert len(wanted) >= 0.9 * len(new.tasks)
    assert share_right(changes, wanted) >= WANTED
    assert [task.text for task in old.tasks] == [task.text for task in sample().tasks]
    later_days = [change for change in changes.of("changed") if "due" in {field.name for field in change.fields}]
    assert bool(later_days) == bool(touched["date"])
    assert {change.new.text.rstrip(".") for change in changes.of("added") if change.new} >= {
        item.rstrip(".") for item in NEW_ITEMS if any(item[:30] in task.text for task in new.tasks)
    }
    gone = " ".join(first.lines[line] for line in touched["gone"])
    assert all(change.old and (change.old.text[:40] in gone or change.relation) for change in changes.of("removed"))


def test_a_changed_lead_of_plan_70() -> None:
    text = sample().text
    assert text.count(f". {HEADING}\n") == 1
    first, later = Reviser(text), Reviser(text.replace(f". {HEADING}\n", ". Thanh tra quận\n"))
    later.add_section()
    changes = diff(read(first.version()), read(later.version()))

    told = {
        change.old.id: {field.name: field.new for field in change.fields}
        for change in changes.of("changed")
        if change.old
    }
    assert set(told) == {"III.5.b1#1", "III.5.b1#2", "III.5.b2"}
    assert all(fields == {"lead": ("Thanh tra quận Hà Đông",)} for fields in told.values())
    assert len(changes.of("moved")) + changes.same == len(sample().tasks) - 3


@pytest.mark.shared
@pytest.mark.parametrize("name", PLANS)
def test_real_plans_numbered_anew(shared: Path, name: str) -> None:
    text = (shared / "gold" / f"{name}.txt").read_text(encoding="utf-8")
    for seed in SEEDS:
        first, later, _ = revise(text, seed)
        old, new = read(first), read(later)
        wanted = truth(old, first, new, later)

        assert len(wanted) >= 0.75 * len(new.tasks)
        assert share_right(diff(old, new), wanted) >= WANTED, seed


@pytest.mark.ocr
def test_the_scanned_sample_whose_pages_are_some_of_the_plan() -> None:
    """Its two pages are the first and the last: what is read on them is found again, wherever it stands there."""
    scan = parse(SAMPLE.with_name("kehoach70_scan.pdf"))
    changes = diff(sample(), scan)
    wanted = [new for old, new, _ in changes.pairs if _start(sample(), old) == _start(scan, new)]

    assert len(wanted) >= WANTED * len(scan.tasks)
    assert len(changes.pairs) == len(scan.tasks)
    assert changes.header == ()


def _start(plan: PlanDocument, task_id: str) -> str:
    return next(plain(task.text)[:25] for task in plan.tasks if task.id == task_id)


@pytest.mark.shared
def test_a_file_that_was_tampered_with_shows_exactly_the_changed_deadline(shared: Path) -> None:
    changes = diff(sample(), parse(shared / "samples" / "kehoach70_tampered.pdf"))

    (change,) = changes.tasks
    fields = {field.name: (field.old, field.new) for field in change.fields}
    assert (change.kind, change.new and change.new.id) == ("changed", "C.p1#2")
    assert fields.pop("due") == (("2024-05-19",), ("2024-05-27",))
    assert fields.keys() == {"text"}
    assert (changes.header, changes.same) == ((), 51)
    assert change.affects == ("II.2.b4", "III.2.b4#2", "III.4.p1#2", "III.10.b2")


@pytest.mark.shared
@pytest.mark.parametrize(
    "name", ["kehoach70.docx", "kehoach70_2011.pdf", "kehoach70_chrome.pdf", "kehoach70_lookalike.pdf"]
)
def test_the_same_plan_in_another_dress_has_no_changes(shared: Path, name: str) -> None:
    changes = diff(sample(), parse(shared / "samples" / name))

    assert (changes.tasks, changes.header, changes.same) == ((), (), 52)


@pytest.mark.shared
@pytest.mark.ocr
@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("name", ["scan150.pdf", "fax.pdf"])
def test_scans_against_the_original_and_against_a_later_version(shared: Path, name: str) -> None:
    scan = parse(shared / "samples" / name)
    changes = diff(sample(), scan)
    ids = {task.id for task in sample().tasks} & {task.id for task in scan.tasks}

    assert share_right(changes, {task_id: task_id for task_id in ids}) >= WANTED
    assert len(changes.pairs) >= WANTED * len(sample().tasks)
    assert len(changes.of("changed")) <= 3
    assert changes.header == ()

    first, later, _ = revise(sample().text, 1)
    new = read(later)
    wanted = {
        new_id: old_id for new_id, old_id in truth(read(first), first, new, later).items() if old_id in {*ids, None}
    }
    assert len(wanted) > 40
    assert share_right(diff(scan, new), wanted) >= WANTED
