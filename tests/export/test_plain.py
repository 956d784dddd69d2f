"""Plan documents as plain data, looked at by exporters as if they were models."""

from __future__ import annotations

import typing
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.planmaker import make_plan
from tests.planstrategy import plans
from vbparse.export.options import ExportOptions
from vbparse.export.plain import MAPPINGS, view_of
from vbparse.export.registry import find_exporter, own_names
from vbparse.plan import model

SLOW = settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def test_a_view_has_the_names_of_the_model() -> None:
    plan = make_plan()
    view = view_of(plan.model_dump(mode="json"))

    assert view.header.issuer is not None
    assert view.header.issuer.name == "Ủy ban nhân dân xã Thử"
    assert view.tasks[0].evidence.regions[0].bbox == (85.0, 300.0, 300.0, 314.0)
    assert view.tasks[0].evidence.raw is None
    assert view.header.evidence == {}
    assert view.outline[1].children[0].id == "II.1"
    assert view.tasks is view.tasks
    with pytest.raises(AttributeError):
        _ = view.nothing  # type: ignore[attr-defined]


def test_mappings_of_the_model_are_mappings_of_the_view() -> None:
    found = set()
    for name, cls in vars(model).items():
        if isinstance(cls, type) and issubclass(cls, model.Model):
            hints = typing.get_type_hints(cls)
            found |= {(name, field) for field, kind in hints.items() if typing.get_origin(kind) is dict}

    assert found == MAPPINGS


@pytest.mark.parametrize("name", own_names())
@given(plan=plans())
@SLOW
def test_every_format_of_ours_is_the_same_of_a_view(name: str, plan: model.PlanDocument) -> None:
    exporter: Any = find_exporter(name)
    data = plan.model_dump(mode="json")
    options = ExportOptions("en")
    of_view = exporter.render_data(data, options) if hasattr(exporter, "render_data") else None

    assert (of_view or exporter.render(view_of(data), options)) == exporter.render(plan, options)
