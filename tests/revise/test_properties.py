"""What holds for all plans and corrections: the result is a plan, what does not fit is told, order is no matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.planmaker import make_plan
from tests.revise.correctionstrategy import WHEN, Maker, corrections_of, marked_plans
from vbparse.archive.rows import rows_of
from vbparse.export.registry import find_exporter
from vbparse.plan.model import PlanDocument
from vbparse.revise import checks
from vbparse.revise import corrections as ops
from vbparse.revise.apply import apply, undone_by
from vbparse.revise.corrections import Corrections, make_correction
from vbparse.revise.quotes import walk

if TYPE_CHECKING:
    from vbparse.revise.corrections import Correction


slowly = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])


def check_whole(plan: PlanDocument) -> None:
    """Check that a plan is one: it fits the schema, and what refers to something refers to what is there."""
    assert PlanDocument.model_validate_json(plan.model_dump_json()) == plan
    placed: list[Any] = [*plan.tasks, *plan.unit_mentions, *plan.times, *plan.citations, *walk(plan.outline)]
    for one in placed:
        assert one.evidence.text == plan.text[one.evidence.start : one.evidence.end]
    units, times = {unit.id for unit in plan.units}, {time.id for time in plan.times}
    mentions, tasks = {one.id for one in plan.unit_mentions}, [task.id for task in plan.tasks]
    assert len(units) == len(plan.units)
    assert len(set(tasks)) == len(tasks)
    assert {one.unit for one in plan.unit_mentions} <= units
    for task in plan.tasks:
        assert task.text == task.evidence.text
        assert {*task.lead, *task.cooperate, *task.advise_to, *task.report_to} <= units
        assert set(task.deadlines) <= times
        assert set(task.same_as) <= set(tasks) - {task.id}
        for slot, keys in task.mentions.items():
            assert set(keys) <= (times if slot == "deadlines" else mentions)
        for inherited in task.inherited:
            assert inherited.value in (times if inherited.slot == "deadlines" else units)


@slowly
@given(st.data())
def test_the_result_is_a_plan_and_what_does_not_fit_is_told(data: st.DataObject) -> None:
    plan = data.draw(marked_plans())
    corrections = data.draw(corrections_of(plan))
    found = apply(plan, corrections)

    check_whole(found.plan)
    assert found.plan.plan_id == plan.plan_id
    assert found.plan.text == plan.text
    undone = undone_by(corrections)
    told = {one.correction.id for one in found.unfit} | {touch.correction.id for touch in found.touched}
    counted = {one.id for one in corrections if not isinstance(one.change, ops.Undo | ops.Approve)}
    assert counted - undone <= told
    assert told.isdisjoint(undone)
    rows_of(found.plan)
    for name in ("csv", "ics", "json"):
        find_exporter(name).render(found.plan)


@slowly
@given(st.data())
def test_said_twice_is_said_once(data: st.DataObject) -> None:
    plan = data.draw(marked_plans())
    corrections = data.draw(corrections_of(plan))

    assert apply(plan, corrections) == apply(plan, [*corrections, *corrections])


@slowly
@given(st.data())
def test_what_is_taken_back_leaves_nothing(data: st.DataObject) -> None:
    plan = data.draw(marked_plans())
    kept = [one for one in data.draw(corrections_of(plan)) if not isinstance(one.change, ops.Undo)]
    gone = [ops.Undo(correction=one.id) for one in kept]
    undos = [make_correction(undo, plan, who=f"Ai {at}", when=WHEN) for at, undo in enumerate(gone)]
    found = apply(plan, [*kept, *undos])

    assert found.plan == plan
    assert found.unfit == ()
    back = [make_correction(ops.Undo(correction=one.id), plan, who="Lại", when=WHEN) for one in undos]
    again, once = apply(plan, [*kept, *undos, *back]), apply(plan, kept)
    assert (again.plan, again.unfit, again.tasks) == (once.plan, once.unfit, once.tasks)


@slowly
@given(st.data())
def test_the_order_of_independent_corrections_is_no_matter(data: st.DataObject) -> None:
    plan = data.draw(marked_plans())
    corrections = data.draw(independent(plan))
    order = data.draw(st.permutations(corrections))
    one, other = apply(plan, corrections), apply(plan, order)

    assert one.plan == other.plan
    assert {each.correction.id: each.reason for each in one.unfit} == {
        each.correction.id: each.reason for each in other.unfit
    }
    assert sorted(map(str, one.touched)) == sorted(map(str, other.touched))


@st.composite
def independent(draw: st.DrawFn, plan: PlanDocument) -> list[Correction]:
    """Give corrections of which each is about a task, or a stretch of the text, of its own."""
    maker = Maker(draw, plan)
    found: list[ops.Operation] = []
    for task in plan.tasks:
        alone = Maker(draw, plan.model_copy(update={"tasks": (task,)}))
        kinds = (alone.set_task, alone.drop_task, alone.split_task, alone.mark_text, None)
        kind = draw(st.sampled_from(kinds))
        if kind is not None:
            found.append(kind())
    nodes = [node for node in walk(plan.outline) if node.text]
    for node in nodes:
        if draw(st.booleans()):
            quote = ops.Quote(node=node.id, start=node.evidence.start, end=node.evidence.end, text=node.text)
            found.append(ops.AddTask(quote=quote, lead=maker.names()))
    found.append(ops.SetHeader(field="code", old=plan.header.code, new="1/KH"))
    return [make_correction(change, plan, who=f"Ai {at}", when=WHEN) for at, change in enumerate(found)]


@slowly
@given(st.data())
def test_json_and_back_is_identity(data: st.DataObject) -> None:
    plan = data.draw(marked_plans())
    corrections = Corrections(plan_id=plan.plan_id, corrections=tuple(data.draw(corrections_of(plan))))

    assert Corrections.model_validate_json(corrections.model_dump_json()) == corrections


@slowly
@given(st.from_regex(checks.RULE, fullmatch=True))
def test_a_recurrence_that_is_taken_can_be_put_out(rule: str) -> None:
    try:
        checks.check_rule(rule)
    except ValueError:
        return
    plan = make_plan()
    change = ops.SetTask(
        task=ops.TaskRef(task="II.2", text="Tuần tra"), field="rrule", old=("FREQ=MONTHLY;INTERVAL=6",), new=(rule,)
    )
    found = apply(plan, [make_correction(change, plan, who="Ai", when=WHEN)])

    assert found.unfit == ()
    rows_of(found.plan)
    for name in ("csv", "ics", "xlsx"):
        find_exporter(name).render(found.plan)
