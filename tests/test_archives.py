"""The generator of archives: repeatable, and its plans say what its truth says."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest

import vbparse
from benchmarks.archive import fonts
from benchmarks.archive.broken import DEFECTS, break_plan
from benchmarks.archive.documents import Mix, kind_of, make_document, original_of
from benchmarks.archive.families import ROLES, make_facts
from benchmarks.archive.make import PLANS, main, make_archive, read_truth
from benchmarks.archive.plan import MOST_PAGES, write_plan
from benchmarks.archive.sheet import print_plan
from benchmarks.archive.words import words
from vbparse.lexicon.load import rows

if TYPE_CHECKING:
    from pathlib import Path

DOCUMENTS = 36  # three families: all kinds of agencies
MIX = Mix(seed=5, broken=0.05, duplicates=0.1)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("archive")
    make_archive(out, DOCUMENTS, MIX, jobs=1)
    return out


@pytest.fixture(scope="module")
def truth(archive: Path) -> list[dict[str, Any]]:
    return read_truth(archive)


@pytest.fixture(scope="module")
def read(archive: Path, truth: list[dict[str, Any]]) -> list[tuple[dict[str, Any], vbparse.PlanDocument]]:
    return [(line, vbparse.parse(archive / PLANS / line["path"])) for line in truth if line["kind"] == "plan"]


def test_a_document_has_the_same_bytes_whatever_the_size_of_the_archive(
    archive: Path, truth: list[dict[str, Any]]
) -> None:
    for line in truth:
        made = make_document(MIX, line["number"])
        assert made.data == (archive / PLANS / line["path"]).read_bytes()
        assert made.truth == make_document(MIX, line["number"]).truth


def test_another_seed_gives_another_archive() -> None:
    assert make_document(Mix(seed=6), 3).data != make_document(Mix(seed=5), 3).data


def test_shares_are_kept() -> None:
    kinds = Counter(kind_of(Mix(scans=0.2), number) for number in range(1000))

    assert kinds["broken"] == 10
    assert 28 <= kinds["duplicate"] <= 31
    assert 185 <= kinds["scan"] <= 200


def test_a_copy_has_the_bytes_of_a_readable_document_under_another_name(
    archive: Path, truth: list[dict[str, Any]]
) -> None:
    copies = [line for line in truth if line["kind"] == "duplicate"]

    assert copies
    for line in copies:
        original = truth[original_of(MIX, line["number"])]
        assert (original["path"], original["sha256"]) == (line["same_as"], line["sha256"])
        assert original["path"] != line["path"]
        assert original["kind"] == "plan"


def test_code_and_day_are_read_as_they_were_printed(read: list[tuple[dict[str, Any], vbparse.PlanDocument]]) -> None:
    for line, plan in read:
        header = plan.header
        assert (header.code, header.date, header.title) == (line["code"], line["date"], line["title"])
        assert plan.source.pages == line["pages"] <= MOST_PAGES


def test_nearly_all_issuers_and_tasks_are_found(read: list[tuple[dict[str, Any], vbparse.PlanDocument]]) -> None:
    issuers = [plan.header.issuer is not None and plan.header.issuer.name == line["issuer"] for line, plan in read]
    tasks = [task in _tasks(plan) for line, plan in read for task in _expected(line)]

    assert sum(issuers) >= 0.97 * len(issuers)
    assert sum(tasks) >= 0.995 * len(tasks) > 300


def test_nearly_all_leads_and_recurrences_are_found(read: list[tuple[dict[str, Any], vbparse.PlanDocument]]) -> None:
    expected: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
    found: Counter[tuple[str, str | None, tuple[str, ...]]] = Counter()
    for line, plan in read:
        names = {unit.id: unit.name for unit in plan.units}
        tasks = line["tasks"][:-1]  # the closing order is to all, in words of its own
        expected.update((_words(task["text"]), task["lead"], tuple(task["rrule"])) for task in tasks)
        found.update(
            (_words(task.text), ", ".join(names[unit] for unit in task.lead) or None, tuple(task.rrule))
            for task in plan.tasks
        )

    assert (expected & found).total() >= 0.99 * expected.total() > 300


def test_no_task_is_made_up(read: list[tuple[dict[str, Any], vbparse.PlanDocument]]) -> None:
    extra = [_tasks(plan) - _expected(line) for line, plan in read]

    assert sum(counter.total() for counter in extra) <= 0.002 * sum(len(line["tasks"]) for line, _ in read)


def test_all_that_falls_due_is_found(read: list[tuple[dict[str, Any], vbparse.PlanDocument]]) -> None:
    days = [(day, plan) for line, plan in read for day in line["due"]]
    found = [day in {due for task in plan.tasks for due in task.due} for day, plan in days]

    assert sum(found) >= 0.995 * len(days) > 100


def test_cited_plans_are_of_the_archive_or_named_as_missing(
    truth: list[dict[str, Any]], read: list[tuple[dict[str, Any], vbparse.PlanDocument]]
) -> None:
    there = {line["path"]: line for line in truth if line["kind"] == "plan"}
    cited = [cited for line, _ in read for cited in line["cites"]]
    for line, plan in read:
        found = {(citation.code, citation.date) for citation in plan.citations}
        assert {(cited["code"], cited["date"]) for cited in line["cites"]} <= found
    inside = [cited for cited in cited if cited["path"]]

    assert 0 < len(inside) < len(cited)
    for edge in inside:
        target = there[edge["path"]]
        assert (target["code"], target["date"], target["issuer"]) == (edge["code"], edge["date"], edge["issuer"])


def test_superiors_have_smaller_numbers_and_earlier_days() -> None:
    for number in range(200):
        facts = make_facts(1, number)
        assert facts.number == number
        assert (facts.superior is None) == (number % len(ROLES) == 0)
        if facts.superior:
            assert facts.superior.number < number
            assert facts.superior.day < facts.day


def test_codes_are_unique_within_an_agency_and_year() -> None:
    facts = [make_facts(1, number) for number in range(3000)]

    assert len({(plan.code, plan.agency.name, plan.year) for plan in facts}) == len(facts)


@pytest.mark.parametrize("defect", DEFECTS)
def test_broken_files_are_errors_and_no_crash(defect: str, tmp_path: Path) -> None:
    number = DEFECTS.index(defect) * 100 + 7
    made, data = break_plan(1, write_plan(1, make_facts(1, number)))
    path = tmp_path / "broken.pdf"
    path.write_bytes(data)

    assert made == defect
    with pytest.raises(vbparse.VbparseError):
        vbparse.parse(path)


def test_a_scan_has_pictures_and_no_text() -> None:
    import pypdfium2

    mix = Mix(broken=0, duplicates=0, scans=1)
    made = make_document(mix, 13)

    assert made.data == make_document(mix, 13).data
    with pypdfium2.PdfDocument(made.data) as document:
        assert len(document) == made.truth["pages"]
        page = document[0]
        assert page.get_textpage().get_text_range() == ""
        (picture,) = page.get_objects()
        assert picture.get_px_size() == (1654, 2339)


def test_actions_begin_with_a_verb_and_are_one_task() -> None:
    verbs = tuple(row["verb"] for row in rows("verbs.tsv"))
    actions = [*words()["general"]["actions"], *(action for field in words()["field"] for action in field["actions"])]

    for action in actions:
        assert action.lower().startswith(verbs), action
        assert not re.search(r"[;.]", action)


def test_the_command_makes_an_archive_and_does_not_write_over_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "made"

    assert main([str(out), "--documents", "3", "--broken", "0"]) == 0
    assert len(list((out / PLANS).rglob("*.pdf"))) == 3
    assert main([str(out), "--documents", "3"]) == 1
    assert "exists" in capsys.readouterr().err


def test_a_missing_font_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "_PLACES", ())

    with pytest.raises(fonts.NoFont, match="fonts-liberation2"):
        fonts.find_fonts()


def test_plans_have_one_to_five_pages() -> None:
    pages = {print_plan(write_plan(2, make_facts(2, number))).pages for number in range(60)}

    assert pages == {1, 2, 3, 4, 5}


def _expected(line: dict[str, Any]) -> Counter[str]:
    return Counter(_words(task["text"]) for task in line["tasks"])


def _tasks(plan: vbparse.PlanDocument) -> Counter[str]:
    return Counter(_words(task.text) for task in plan.tasks)


def _words(text: str) -> str:
    return " ".join(text.split()).strip(" ./")
