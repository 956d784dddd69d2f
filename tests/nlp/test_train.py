"""Training: a few sentences, one round."""

from __future__ import annotations

import json
from random import Random
from typing import TYPE_CHECKING

import pytest

from vbparse.nlp.opinion import load_opinion
from vbparse.nlp.samples import ROLES, SORTS
from vbparse.nlp.train import Course, train
from vbparse.training.sentences import make_sentences

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]


def test_a_model_is_written_that_can_be_read_and_holds_no_words(tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="the extra vbparse[nlp] is not installed")
    told: list[str] = []
    samples = list(make_sentences(60, Random(1)))

    train(samples, tmp_path / "model", Course(rounds=1, name="tiny", version="0.1"), tell=told.append)

    opinion = load_opinion(str(tmp_path / "model"))
    assert opinion.name == "tiny 0.1"
    assert len(opinion.read([sample.text for sample in samples])) == len(samples)
    strings = json.loads((tmp_path / "model" / "vocab" / "strings.json").read_text(encoding="utf-8"))
    assert set(strings) <= {*SORTS, *ROLES, "ROOT"}
    assert len(told) == 1
