"""The trained model that comes with vbparse."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

import vbparse
from vbparse.errors import ResourceError
from vbparse.lexicon.load import rows
from vbparse.nlp.opinion import Opinion, load_opinion, own_model, require_spacy
from vbparse.nlp.samples import ROLES, SORTS
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

LARGEST = 4_000_000
UNKNOWN = "Giao Nghiệp đoàn Bốc xếp Tân Long chủ trì, phối hợp với Sở Nội vụ tổ chức tập huấn trước ngày 25/5/2026."
TRAPS = (
    "Tăng cường phòng, chống dịch bệnh và bảo vệ quyền sở hữu trí tuệ.",
    "Thực hiện Bộ luật Lao động; bảo đảm an toàn giao thông.",
    "Tổ chức hội nghị sơ kết, ban hành văn bản hướng dẫn.",
    "Thời gian: trong Quý III năm 2026.",
)


def files() -> list[Path]:
    return [path for path in own_model().rglob("*") if path.is_file()]


def test_the_model_is_there_and_small() -> None:
    assert {"meta.json", "config.cfg"} <= {path.name for path in files()}
    assert sum(path.stat().st_size for path in files()) < LARGEST


def test_the_model_keeps_no_words() -> None:
    strings = json.loads((own_model() / "vocab" / "strings.json").read_text(encoding="utf-8"))

    assert set(strings) <= {*SORTS, *ROLES, "ROOT"}


def test_no_file_of_the_model_holds_a_name() -> None:
    """Names of families and bodies have letters that no number spells by chance."""
    names = [row["name"] for row in (*rows("family_names.tsv"), *rows("bodies.tsv"), *rows("places.tsv"))]
    telling = {name.encode() for name in names if sum(not char.isascii() for char in name) >= 2}

    for path in files():
        content = path.read_bytes()
        assert not [name.decode() for name in telling if name in content], path.name


def test_without_spacy_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)

    with pytest.raises(ResourceError) as raised:
        require_spacy()
    assert "vbparse[nlp]" in raised.value.advice


quiet = pytest.mark.filterwarnings("ignore")  # spaCy's and its dependencies' own deprecations


@pytest.fixture(scope="module")
def opinion() -> Opinion:
    pytest.importorskip("spacy", reason="the extra vbparse[nlp] is not installed")
    return load_opinion("own")


@quiet
@pytest.mark.slow
def test_an_unknown_body_is_found_with_its_role(opinion: Opinion) -> None:
    (said,) = opinion.read([UNKNOWN])

    found = {UNKNOWN[one.start : one.end]: one for one in said}
    body = found["Nghiệp đoàn Bốc xếp Tân Long"]
    assert body.sort == "named"
    assert body.confidence > 0.5
    assert max(body.roles, key=lambda role: role[1])[0] == "lead"
    assert max(found["Sở Nội vụ"].roles, key=lambda role: role[1])[0] == "cooperate"


@quiet
@pytest.mark.slow
def test_traps_are_no_bodies(opinion: Opinion) -> None:
    assert [said for said in opinion.read(TRAPS) if said] == []


@quiet
@pytest.mark.slow
def test_suggestions_are_ordered_and_disjoint_also_for_odd_texts(opinion: Opinion) -> None:
    texts = [UNKNOWN, "", " ", "\n", "…", "a" * 5000, "Sở " * 300, UNKNOWN.upper()]

    for text, said in zip(texts, opinion.read(texts), strict=True):
        assert all(0 <= one.start < one.end <= len(text) and 0 <= one.confidence <= 1 for one in said)
        assert all(one.end <= other.start for one, other in pairwise(said))


@quiet
@pytest.mark.slow
def test_the_model_loads_with_plain_spacy() -> None:
    spacy: Any = pytest.importorskip("spacy", reason="the extra vbparse[nlp] is not installed")
    require_spacy()  # what the entry points of an installed vbparse do

    nlp = spacy.load(own_model())
    doc = nlp(UNKNOWN)

    assert nlp.pipe_names == ["tok2vec", "ner", "spancat"]
    assert doc.text == UNKNOWN
    assert "Sở Nội vụ" in {entity.text for entity in doc.ents}


@quiet
@pytest.mark.slow
@pytest.mark.parametrize("content", [None, "{}"])
def test_a_folder_without_a_model_is_an_error(tmp_path: Path, content: str | None) -> None:
    pytest.importorskip("spacy", reason="the extra vbparse[nlp] is not installed")
    if content is not None:
        (tmp_path / "config.cfg").write_text(content, encoding="utf-8")

    with pytest.raises(ResourceError):
        load_opinion(str(tmp_path))


PLAN = f"""ỦY BAN NHÂN DÂN
QUẬN HÀ ĐÔNG
Số: 70/KH-UBND
Hà Đông, ngày 17 tháng 02 năm 2026
KẾ HOẠCH
Thực hiện công tác năm 2026
UBND quận Hà Đông xây dựng Kế hoạch như sau:
I. TỔ CHỨC THỰC HIỆN
1. {UNKNOWN}
Nơi nhận:
- Lưu: VT.
"""


@quiet
@pytest.mark.slow
def test_a_plan_says_what_came_from_the_model(opinion: Opinion) -> None:
    plan = vbparse.parse(PLAN.encode(), name="plan.txt", settings=Settings(model="own"))

    (added,) = [one for one in plan.unit_mentions if one.confidence is not None]
    assert added.evidence.text == "Nghiệp đoàn Bốc xếp Tân Long"
    (task,) = plan.tasks
    assert added.unit in task.lead
    assert "UNIT_FROM_MODEL" in task.review
    assert "UNIT_FROM_MODEL" in {finding.code for finding in plan.diagnostics}
    assert plan.generator.model == opinion.name


def test_the_default_asks_no_model() -> None:
    plan = vbparse.parse(PLAN.encode(), name="plan.txt")

    assert plan.generator.model is None
    assert not [one for one in plan.unit_mentions if one.confidence is not None]
    assert Settings().result_hash() != Settings(model="own").result_hash()
