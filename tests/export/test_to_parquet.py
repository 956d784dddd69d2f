"""Tasks as a Parquet table, read back by pyarrow."""

from __future__ import annotations

import io
import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.planmaker import PLAN_ID, make_plan, task
from tests.planstrategy import plans
from vbparse.errors import ResourceError
from vbparse.export import to_parquet
from vbparse.export.columns import day_of
from vbparse.export.tasks import task_rows, values

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

pq = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed")


def read(data: bytes) -> Any:
    return pq.read_table(io.BytesIO(data))


def test_a_row_a_task_with_types() -> None:
    table = read(to_parquet.render(make_plan()))
    first, second, *_ = table.to_pylist()

    assert str(table.schema.field("due").type.value_type) == "date32[day]"
    assert (first["plan_id"], first["code"], first["task"]) == (PLAN_ID, "12/KH-UBND", "II.1.b1#1")
    assert first["due"] == [date(2024, 5, 24), date(2024, 11, 24)]
    assert first["lead"] == ["Phòng Kinh tế xã Thử"]
    assert second["cooperate"] == ["Công an xã Thử", "Ủy ban nhân dân xã Thử"]
    assert second["page"] == 2


def test_several_plans_in_one_table() -> None:
    other = make_plan(plan_id="b", tasks=(task("II.1"),))
    table = read(to_parquet.render_many([make_plan(), other]))

    assert table["plan_id"].to_pylist() == [PLAN_ID] * 4 + ["b"]
    assert read(to_parquet.render_many([])).num_rows == 0


def test_without_pyarrow_it_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)

    with pytest.raises(ResourceError) as caught:
        to_parquet.render(make_plan())
    assert "vbparse[parquet]" in caught.value.advice


@given(plans())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_table_says_what_the_plan_says(plan: PlanDocument) -> None:
    data = to_parquet.render(plan)
    rows = list(task_rows(plan))
    found = read(data).to_pylist()

    assert [row["text"] for row in found] == [row.task.text for row in rows]
    assert [tuple(row["lead"]) for row in found] == [values(row.lead) for row in rows]
    assert [row["due"] for row in found] == [[day_of(given.value) for given in row.due] for row in rows]
    assert to_parquet.render(plan) == data
