"""Every construct reads its examples to their end and finds nothing in its counterexamples."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

import pytest

from vbparse.entities.times.constructs import constructs, groups, scan, scanner
from vbparse.entities.times.find import lower_same_length
from vbparse.times import find

if TYPE_CHECKING:
    from vbparse.entities.times.model import Construct

EXAMPLES = [(construct, example) for construct in constructs() for example in construct.examples]
COUNTEREXAMPLES = [(construct, example) for construct in constructs() for example in construct.counterexamples]


def _id(pair: tuple[Construct, str]) -> str:
    return f"{pair[0].name}: {pair[1]}"


@pytest.mark.parametrize("pair", EXAMPLES, ids=_id)
def test_an_example_is_read_by_its_own_construct(pair: tuple[Construct, str]) -> None:
    construct, example = pair

    hits = list(scan(lower_same_length(example)))

    assert construct.name in [hit.rule for hit in hits]
    assert hits[-1].end == len(example.rstrip(".,;:)"))


@pytest.mark.parametrize("pair", EXAMPLES, ids=_id)
def test_an_example_gives_one_time_or_more(pair: tuple[Construct, str]) -> None:
    assert find(pair[1], issued="2024-02-17")


@pytest.mark.parametrize("pair", COUNTEREXAMPLES, ids=_id)
def test_a_counterexample_is_left_alone(pair: tuple[Construct, str]) -> None:
    construct, example = pair

    assert construct.name not in [mention.rule for mention in find(example, issued="2024-02-17")]


def test_names_are_unique_and_patterns_are_lower_case_nfc() -> None:
    names = [construct.name for construct in constructs()]

    assert len(names) == len(set(names))
    for construct in constructs():
        plain = re.sub(r"\\[A-Z]|\(\?P<", "", construct.pattern)
        assert plain == plain.lower()
        assert unicodedata.is_normalized("NFC", construct.pattern)


def test_every_construct_has_an_example() -> None:
    assert [construct.name for construct in constructs() if not construct.examples] == []


def test_a_group_knows_how_its_examples_begin() -> None:
    """`first` and the trigger only save time: they must never hide a construct."""
    trigger = scanner().trigger
    for group in groups():
        first = re.compile(group.first)
        for construct in group.constructs:
            own = re.compile(construct.pattern)
            for example in construct.examples:
                text = lower_same_length(example)
                starts = [at for at in range(len(text)) if own.match(text, at) and first.match(text, at)]
                assert any(trigger.match(text, at) for at in starts), (construct.name, example)
