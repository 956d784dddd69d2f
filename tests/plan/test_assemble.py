"""The published document is what the models say, to the byte, and says it the same way every time."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vbparse.pipeline import parse_data
from vbparse.plan.model import PlanDocument
from vbparse.settings import Settings

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
SECRET = """ỦY BAN NHÂN DÂN
QUẬN HÀ ĐÔNG
MẬT
Số: 70/KH-UBND
Hà Đông, ngày 17 tháng 02 năm 2024
KẾ HOẠCH
Bảo vệ năm 2024
I. TỔ CHỨC THỰC HIỆN
1. Công an quận giữ bí mật kế hoạch này.
Nơi nhận:
- Lưu: VT.
""".encode()


@pytest.mark.parametrize("name", ["kehoach70.pdf", "annex.pdf"])
def test_plain_data_and_models_hold_the_same(name: str) -> None:
    data = parse_data(SAMPLES / name)

    model = PlanDocument.model_validate(data)

    assert json.dumps(model.model_dump(mode="json")) == json.dumps(data)
    assert PlanDocument.model_validate_json(model.model_dump_json()) == model


def test_the_same_file_gives_the_same_bytes() -> None:
    first, second = (json.dumps(parse_data(SAMPLES / "kehoach70.pdf")) for _ in range(2))

    assert first == second


def test_evidence_is_the_text_at_its_offsets() -> None:
    plan = PlanDocument.model_validate(parse_data(SAMPLES / "kehoach70.pdf"))
    found = [task.evidence for task in plan.tasks]
    found += [mention.evidence for mention in plan.unit_mentions]
    found += [time.evidence for time in plan.times]
    found += [citation.evidence for citation in plan.citations]
    found += [recipient.evidence for recipient in plan.recipients]

    assert len(found) > 100
    for evidence in found:
        assert evidence.text == plan.text[evidence.start : evidence.end]
        assert evidence.regions


def test_references_lead_somewhere() -> None:
    plan = PlanDocument.model_validate(parse_data(SAMPLES / "kehoach70.pdf"))
    units = {unit.id for unit in plan.units}
    known = {mention.id for mention in plan.unit_mentions} | {time.id for time in plan.times}

    for task in plan.tasks:
        assert units.issuperset(task.lead + task.cooperate + task.advise_to + task.report_to)
        assert known.issuperset(mention for found in task.mentions.values() for mention in found)


def test_of_a_secret_document_only_the_mark_is_told() -> None:
    data = parse_data(SECRET, name="secret.txt")

    assert (data["header"]["secrecy"], data["text"], data["tasks"], data["header"]["title"]) == ("MẬT", "", [], None)
    assert [finding["code"] for finding in data["diagnostics"]] == ["SECRECY_MARK"]
    assert PlanDocument.model_validate(data).model_dump(mode="json") == data
    assert parse_data(SECRET, name="secret.txt", settings=Settings(allow_secret=True))["tasks"]
