"""What the trained model may add, with a model that says what the test wants."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from vbparse.entities.model import Citation, Mention, Unit
from vbparse.entities.units.second_opinion import ask_model
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.nlp import opinion
from vbparse.nlp.opinion import Suggestion
from vbparse.outline.passages import Passage
from vbparse.textmap import Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.second_opinion import SecondOpinion
    from vbparse.nlp.samples import Sort
    from vbparse.outline.passages import Zone

TEXT = "Giao Nghiệp đoàn Bốc xếp chủ trì, phối hợp với Sở Nội vụ."
BODY = "Nghiệp đoàn Bốc xếp"


class Fake:
    """Says the same of every text."""

    name = "fake 1"

    def __init__(self, *said: Suggestion) -> None:
        self.said = said

    def read(self, texts: Sequence[str]) -> list[tuple[Suggestion, ...]]:
        return [self.said for _ in texts]


def said(text: str, part: str, confidence: float, sort: Sort = "named") -> Suggestion:
    start = text.index(part)
    return Suggestion(start, start + len(part), sort, confidence, (("lead", 0.95),))


def ask(
    monkeypatch: pytest.MonkeyPatch,
    suggestion: Suggestion,
    *,
    text: str = TEXT,
    zone: Zone = "body",
    known: tuple[tuple[Mention[Unit], ...], tuple[Mention[Citation], ...]] = ((), ()),
) -> SecondOpinion:
    monkeypatch.setattr(opinion, "load_opinion", lambda _: Fake(suggestion))
    units, citations = known
    passage = Passage("II.1", zone, Span(100, 100 + len(text)), text)
    return ask_model("own", [passage], units, citations, load_lexicon())


def test_without_a_model_nothing_changes() -> None:
    units = (Mention(Span(0, 9), "I", Unit("Sở Nội vụ"), "body"),)

    assert ask_model("off", [], units, (), load_lexicon()).units is units


def test_a_body_that_no_rule_found_is_added_with_confidence_and_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    told = ask(monkeypatch, said(TEXT, BODY, 0.99))

    (added,) = told.units
    assert (added.value.name, added.value.cls, added.rule, added.confidence) == (BODY, "named", "model", 0.99)
    assert added.span == Span(105, 105 + len(BODY))
    assert [(one.code, one.span, one.node) for one in told.findings] == [("UNIT_FROM_MODEL", added.span, "II.1")]
    assert told.roles == {added.span: (("lead", 0.95),)}
    assert told.model == "fake 1"


def test_what_the_rules_found_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    units = (Mention(Span(105, 111), "II.1", Unit("Nghiệp"), "body"),)

    assert ask(monkeypatch, said(TEXT, BODY, 0.99), known=(units, ())).units == units


@pytest.mark.parametrize("sort", ["polity", "person"])
def test_only_bodies_are_added(monkeypatch: pytest.MonkeyPatch, sort: Sort) -> None:
    assert not ask(monkeypatch, said(TEXT, BODY, 0.99, sort)).units


def test_an_unsure_suggestion_is_dropped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not ask(monkeypatch, said(TEXT, BODY, 0.55)).units


def test_one_without_a_part_in_a_task_must_be_surer(monkeypatch: pytest.MonkeyPatch) -> None:
    bare = said(TEXT, BODY, 0.9)._replace(roles=())

    assert ask(monkeypatch, said(TEXT, BODY, 0.9)).units
    assert not ask(monkeypatch, bare).units
    assert ask(monkeypatch, bare._replace(confidence=0.99)).units


def test_a_name_alone_may_be_a_topic(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not ask(monkeypatch, said("Giáo dục phổ thông", "Giáo dục phổ thông", 0.99), text="Giáo dục phổ thông").units


def test_a_name_that_the_lexicon_knows_was_left_out_with_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "Thực hiện quy định về bầu cử đại biểu Quốc hội tại địa phương"

    assert not ask(monkeypatch, said(text, "Quốc hội", 0.99), text=text).units


def test_nothing_is_added_inside_a_cited_document(monkeypatch: pytest.MonkeyPatch) -> None:
    cited = Mention(Span(100, 130), "II.1", Citation("Luật"), "law")

    assert not ask(monkeypatch, said(TEXT, BODY, 0.99), known=((), (cited,))).units


@pytest.mark.parametrize("zone", ["header", "recipients"])
def test_letterhead_and_recipients_are_not_asked_about(monkeypatch: pytest.MonkeyPatch, zone: Zone) -> None:
    assert not ask(monkeypatch, said(TEXT, BODY, 0.99), zone=zone).units


@pytest.mark.parametrize("text", ["phòng, chống dịch", "Bộ tiêu chí", "sở hữu trí tuệ", "hội nghị", "…", "A"])
def test_traps_and_scraps_are_no_bodies(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    assert not ask(monkeypatch, said(text, text, 0.99), text=text).units


def test_the_order_of_reading_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    start = 100 + TEXT.index("Sở Nội vụ")
    known = Mention(Span(start, start + 9), "II.1", Unit("Sở Nội vụ"), "body")

    told = ask(monkeypatch, said(TEXT, BODY, 0.99), known=((known,), ()))

    assert [unit.value.name for unit in told.units] == [BODY, "Sở Nội vụ"]
