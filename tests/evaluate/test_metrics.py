"""Each measure on small invented annotations and plans."""

from __future__ import annotations

from typing import Any

import pytest

from vbparse.evaluate.comparing import fold
from vbparse.evaluate.measures import Score, compare, total
from vbparse.evaluate.metrics import measure


def scored(gold: dict[str, Any], plan: dict[str, Any], name: str) -> tuple[int, int, int]:
    score = measure(gold, plan)[name]
    return score.gold, score.found, score.right


def printed(text: str, **values: Any) -> dict[str, Any]:
    return {"evidence": {"text": text}, **values}


def test_parts_that_the_annotation_lacks_are_not_measured() -> None:
    assert list(measure({"citations": []}, {})) == ["citations", "citations.named"]


def test_nothing_found_where_nothing_is() -> None:
    score = measure({"citations": []}, {})["citations"]

    assert (score.precision, score.recall, score.f1) == (1.0, 1.0, 1.0)


def test_nothing_found_where_something_is() -> None:
    score = measure({"citations": [{"text": "Luật", "type": "Luật", "code": "1/2020/QH14"}]}, {})["citations"]

    assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)
    assert score.lost == (f"{fold('Luật')} 1/2020/qh14 ",)


def test_letterhead_fields_are_compared_folded_and_null_is_no_value() -> None:
    gold = {"header": {"issuer": "Ủy ban nhân dân quận A", "code": None, "title": "Về việc B"}}
    plan = {"header": {"issuer": {"name": "Uỷ ban nhân dân quận A"}, "code": "1/KH-UBND", "title": "Về việc C"}}

    assert scored(gold, plan, "header") == (2, 3, 1)
    assert scored(gold, plan, "header.issuer") == (1, 1, 1)
    assert scored(gold, plan, "header.code") == (0, 1, 0)
    assert "header.date" not in measure(gold, plan)


def test_signature_and_recipients() -> None:
    gold = {
        "header": {},
        "signature": {"position": "Chủ tịch", "name": None},
        "recipients": [{"text": "Lưu: VT"}, {"text": "UBND"}],
    }
    plan = {"signature": {"position": "CHỦ TỊCH", "name": ""}, "recipients": [{"text": "Lưu VT"}, {"text": "UBND."}]}

    assert scored(gold, plan, "signature") == (1, 1, 1)
    assert scored(gold, plan, "recipients") == (2, 2, 1)


def test_outline_nodes_match_by_id_and_text_at_any_depth() -> None:
    gold = {"outline": [{"id": "I", "text": "MỤC ĐÍCH"}, {"id": "I.1", "text": "Mục đích chung của kế hoạch"}]}
    plan = {
        "outline": [
            {
                "id": "I",
                "text": "Mục đích",
                "children": [{"id": "I.1", "text": "Một đoạn khác hẳn"}, {"id": "I.2", "text": "x"}],
            }
        ]
    }

    assert scored(gold, plan, "outline") == (2, 3, 1)


def test_units_are_counted_by_text_and_linked_by_name() -> None:
    gold = {
        "unit_mentions": [
            {"text": "UBND quận", "canonical": "Ủy ban nhân dân quận A", "cls": "named"},
            {"text": "các phường", "canonical": "Các phường", "cls": "group"},
            {"text": "Thành phố", "canonical": "Thành phố", "cls": "polity"},
        ]
    }
    plan = {
        "units": [{"id": "u1", "name": "Ủy ban nhân dân quận A"}, {"id": "u2", "name": "Thành phố"}],
        "unit_mentions": [
            printed("UBND quận", unit="u1", cls="named"),
            printed("Thành phố", unit="u2", cls="named"),
            printed("các phường", unit="u3", cls="group"),
            printed("Chủ tịch", unit="u4", cls="person"),
        ],
    }

    assert scored(gold, plan, "units") == (2, 2, 2)
    assert scored(gold, plan, "units.linked") == (1, 1, 1)


def test_times_without_signal_words_vague_ones_left_out() -> None:
    gold = {
        "times": [
            {
                "text": "ngày 25/5/2024",
                "role": "deadline",
                "start_date": "2024-05-25",
                "end_date": "2024-05-25",
                "due": "2024-05-24",
            },
            {"text": "thường xuyên", "role": "vague"},
        ]
    }
    plan = {
        "times": [
            printed("trong ngày 25/5/2024", role="deadline", start_date="2024-05-25", end_date=None, due="2024-05-25"),
            printed("kịp thời", role="vague"),
        ]
    }

    assert scored(gold, plan, "times") == (1, 1, 1)
    assert scored(gold, plan, "times.value") == (1, 1, 1)
    assert scored(gold, plan, "times.role") == (1, 1, 1)
    assert scored(gold, plan, "deadlines") == (1, 1, 0)


def test_citations_by_code_and_by_text() -> None:
    gold = {
        "citations": [
            {"text": "Kế hoạch số 5/KH-UBND", "type": "Kế hoạch", "code": "5/KH-UBND", "date": None},
            {"text": "Luật Dữ liệu", "type": "Luật", "code": None},
        ]
    }
    plan = {
        "citations": [
            printed("KH 5/KH-UBND", type="Kế hoạch", code="5 /KH-UBND", date=None),
            printed("Luật Dữ liệu năm 2024", type="Luật", code=None),
        ]
    }

    assert scored(gold, plan, "citations") == (1, 1, 1)
    assert scored(gold, plan, "citations.named") == (1, 1, 0)


GOLD_TASKS = [
    {
        "id": "I.1#1",
        "text": "Tổ chức tập huấn cho cán bộ",
        "lead": ["Phòng Y tế"],
        "due": ["2024-05-24"],
        "modality": "assign",
    },
    {"id": "I.2#1", "text": "Báo cáo kết quả", "lead": [], "due": [], "modality": "assign"},
]


def test_tasks_are_paired_by_their_words_and_compared_slot_by_slot() -> None:
    plan = {
        "units": [{"id": "u1", "name": "Phòng Y tế"}],
        "tasks": [
            {"id": "b", "text": "Một việc không có trong kế hoạch", "lead": ["u1"]},
            {
                "id": "a",
                "text": "Tổ chức tập huấn cho các cán bộ",
                "lead": ["u1"],
                "due": ["2024-05-24"],
                "modality": "assign",
            },
        ],
    }
    gold = {"tasks": GOLD_TASKS}

    assert scored(gold, plan, "tasks") == (2, 2, 1)
    assert scored(gold, plan, "tasks.lead") == (1, 2, 1)
    assert scored(gold, plan, "tasks.due") == (1, 1, 1)
    assert scored(gold, plan, "tasks.modality") == (2, 1, 1)
    assert scored(gold, plan, "tasks.whole") == (2, 2, 1)
    assert measure(gold, plan)["tasks.lead"].invented == ("?b: u1",)


@pytest.mark.parametrize(("slot", "value"), [("lead", "Phòng Nội vụ"), ("due", "2024-06-01"), ("rrule", "FREQ=YEARLY")])
def test_a_task_with_one_wrong_slot_is_not_right_as_a_whole(slot: str, value: str) -> None:
    task = {**GOLD_TASKS[0], slot: [value]}

    assert scored({"tasks": GOLD_TASKS[:1]}, {"tasks": [task]}, "tasks.whole") == (1, 1, 0)


def test_totals_add_counts() -> None:
    first, second = Score(2, 1, 1, ("a",)), Score(2, 3, 2, invented=("b",))

    assert total([first, second]) == Score(4, 4, 3, ("a",), ("b",))
    assert total([]) == Score()
    assert total([first, second]).f1 == 0.75


def test_compare_names_what_only_one_side_has() -> None:
    from collections import Counter

    score = compare(Counter(["a", "a", "b"]), Counter(["a", "c"]))

    assert score == Score(3, 2, 1, ("a", "b"), ("c",))
