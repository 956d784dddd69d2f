"""Corrections drawn by Hypothesis for a plan: some that fit it, some that do not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from tests.planstrategy import RULES, days, plans
from vbparse.plan import model
from vbparse.revise import corrections as ops
from vbparse.revise.corrections import Correction, make_correction
from vbparse.revise.quotes import walk
from vbparse.revise.task_values import shown_value

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

WHEN = "2024-05-20T08:30:00+07:00"
NAMES = (
    "Phòng Tư pháp", "phòng tư pháp quận Hà Đông", "UBND xã Thử", "Sở LĐ-TB&XH", "các phòng, ban", "Chủ tịch UBND xã", "unit", "A", "Ă",
    "Tổ nọ 7", "=1+1", "TU",
)  # fmt: skip
_DAYS = ("2024-05-25", "2023-12-31", "2030-01-01")
_RULES = tuple(rule for rule in RULES if "HOURLY" not in rule and rule.startswith("FREQ"))


@st.composite
def marked_plans(draw: st.DrawFn) -> PlanDocument:
    """Give plans with mentions of units, in the words of tasks and elsewhere."""
    plan = draw(plans())
    mentions: list[model.UnitMention] = []
    for task in plan.tasks:
        place = task.evidence
        if not plan.units or place.end - place.start < 2 or draw(st.booleans()):
            continue
        start = draw(st.integers(place.start, place.end - 1))
        end = draw(st.integers(start + 1, place.end))
        evidence = model.Evidence(text=plan.text[start:end], start=start, end=end, regions=place.regions)
        unit = draw(st.sampled_from(plan.units))
        named = model.UnitMention(
            id=f"u{len(mentions) + 1}", unit=unit.id, cls=unit.cls, node=task.node, evidence=evidence
        )
        mentions.append(named)
    tasks = tuple(_with_mentions(task, mentions) for task in plan.tasks)
    return plan.model_copy(update={"unit_mentions": tuple(mentions), "tasks": tasks})


def _with_mentions(task: model.Task, mentions: list[model.UnitMention]) -> model.Task:
    found: dict[str, Any] = {
        slot: tuple(one.id for one in mentions if one.unit in getattr(task, slot) and one.node == task.node)
        for slot in ops.UNIT_SLOTS
    }
    found["deadlines"] = task.deadlines
    return task.model_copy(update={"mentions": {slot: keys for slot, keys in found.items() if keys}})


def corrections_of(plan: PlanDocument, max_size: int = 6) -> st.SearchStrategy[list[Correction]]:
    """Give corrections of a plan, with ids of their own; some of them do not fit."""
    return _listed(plan, max_size)


@st.composite
def _listed(draw: st.DrawFn, plan: PlanDocument, max_size: int) -> list[Correction]:
    maker = Maker(draw, plan)
    found: list[Correction] = []
    for number in range(draw(st.integers(0, max_size))):
        change = draw(st.sampled_from(maker.kinds))()
        if found and draw(st.integers(0, 5)) == 0:
            change = ops.Undo(correction=draw(st.sampled_from(found)).id)
        found.append(make_correction(change, plan, who=f"Người {number}", when=WHEN))
    return found


class Maker:
    """Draws operations on a plan."""

    def __init__(self, draw: st.DrawFn, plan: PlanDocument) -> None:
        self._draw = draw
        self._plan = plan
        self.kinds: tuple[Any, ...] = (
            self.set_header, self.set_task, self.set_task, self.set_text, self.set_time, self.set_unit, self.split_task, self.join_tasks,
            self.add_task, self.drop_task, self.mark_unit, self.mark_time, self.mark_text, self.unmark, self.approve,
        )  # fmt: skip

    def quote(self, inside: model.Evidence | None = None) -> ops.Quote:
        """Quote some words, or words that are not there."""
        draw, text = self._draw, self._plan.text
        first, last = (inside.start, inside.end) if inside is not None else (0, len(text))
        start = draw(st.integers(first, max(first, last - 1)))
        end = draw(st.integers(start + 1, max(start + 1, last)))
        words = text[start:end] or "không có"
        if draw(st.integers(0, 9)) == 0:
            words = draw(st.sampled_from(["không có", "x", words * 2]))
        node = draw(st.sampled_from([*(node.id for node in walk(self._plan.outline)), "H", "N", "Z.9"]))
        return ops.Quote(node=node, start=start, end=end, text=words)

    def task(self) -> tuple[ops.TaskRef, model.Task | None]:
        draw = self._draw
        if not self._plan.tasks or draw(st.integers(0, 9)) == 0:
            return ops.TaskRef(task=draw(st.sampled_from(["Z.9", "I.1", "I.1#2"])), text="không có"), None
        task = draw(st.sampled_from(self._plan.tasks))
        return ops.TaskRef(task=task.id, text=task.text), task

    def mark(self, marks: Any) -> ops.MarkRef:
        if not marks:
            return ops.MarkRef(id="t9", node="I", text="không có")
        mark = self._draw(st.sampled_from(marks))
        return ops.MarkRef(id=mark.id, node=mark.node, text=mark.evidence.text)

    def names(self) -> tuple[str, ...]:
        known = [" ".join(unit.name.split()) for unit in self._plan.units]
        names = [*NAMES, *(name for name in known if name and name.isprintable())]
        return tuple(self._draw(st.lists(st.sampled_from(names), max_size=3)))

    def set_header(self) -> ops.SetHeader:
        draw = self._draw
        field: Any = draw(st.sampled_from(["issuer", "code", "title", "type", "signature.name"]))
        old = draw(st.sampled_from([None, "12/KH-UBND", "khác"]))
        new = draw(st.sampled_from([None, *NAMES]))
        return ops.SetHeader(field=field, old=old, new=new, evidence=draw(st.none() | st.just(self.quote())))

    def set_task(self) -> ops.SetTask:
        draw = self._draw
        ref, task = self.task()
        field: Any = draw(
            st.sampled_from(["lead", "cooperate", "report_to", "due", "rrule", "deliverables", "modality"])
        )
        new: Any = {
            "due": tuple(draw(st.lists(st.sampled_from(_DAYS), max_size=2))),
            "rrule": tuple(draw(st.lists(st.sampled_from(_RULES), max_size=2))),
            "deliverables": ("báo cáo",),
            "modality": "request",
        }.get(field) or (self.names() if field in ops.UNIT_SLOTS else ())
        old: Any = shown_value(self._plan, task, field) if task is not None else None
        if draw(st.integers(0, 9)) == 0:
            old = ("khác",)
        return ops.SetTask(task=ref, field=field, old=old, new=new)

    def set_text(self) -> ops.SetText:
        ref, task = self.task()
        return ops.SetText(task=ref, quote=self.quote(task.evidence if task is not None else None))

    def set_time(self) -> ops.SetTime:
        draw = self._draw
        field: Any
        field, new = draw(
            st.sampled_from([("due", "2024-05-25"), ("due", None), ("role", "event"), ("rrule", "FREQ=YEARLY")])
        )
        mark = self.mark(self._plan.times)
        old = next((getattr(time, field) for time in self._plan.times if time.id == mark.id), None)
        return ops.SetTime(time=mark, field=field, old=old, new=new)

    def set_unit(self) -> ops.SetUnit:
        draw = self._draw
        units = [*self._plan.units, model.Unit(id="nowhere", name="Đâu đó", cls="named")]
        unit = draw(st.sampled_from(units))
        return ops.SetUnit(unit=unit.id, old=unit.name, new=draw(st.sampled_from(NAMES)))

    def split_task(self) -> ops.SplitTask:
        ref, task = self.task()
        if task is None or task.evidence.end - task.evidence.start < 2 or self._draw(st.integers(0, 5)) == 0:
            return ops.SplitTask(task=ref, parts=(self.quote(), self.quote()))
        start, end = task.evidence.start, task.evidence.end
        at = self._draw(st.integers(start + 1, end - 1))
        return ops.SplitTask(
            task=ref,
            parts=tuple(
                ops.Quote(node=task.node, start=first, end=last, text=self._plan.text[first:last])
                for first, last in ((start, at), (at, end))
            ),
        )

    def join_tasks(self) -> ops.JoinTasks:
        if len(self._plan.tasks) < 2:
            return ops.JoinTasks(tasks=(self.task()[0], self.task()[0]))
        at = self._draw(st.integers(0, len(self._plan.tasks) - 2))
        pair = self._plan.tasks[at : at + 2]
        return ops.JoinTasks(tasks=tuple(ops.TaskRef(task=task.id, text=task.text) for task in pair))

    def add_task(self) -> ops.AddTask:
        due = tuple(self._draw(st.lists(st.sampled_from(_DAYS), max_size=2)))
        return ops.AddTask(quote=self.quote(), lead=self.names(), cooperate=self.names(), due=due)

    def drop_task(self) -> ops.DropTask:
        return ops.DropTask(task=self.task()[0])

    def mark_unit(self) -> ops.MarkUnit:
        ref, task = self.task()
        quote = self.quote(task.evidence if task is not None else None)
        name = self._draw(st.sampled_from(NAMES))
        if self._draw(st.booleans()):
            return ops.MarkUnit(quote=quote, unit=name)
        slot = self._draw(st.sampled_from(ops.UNIT_SLOTS))
        cls: Any = self._draw(st.sampled_from([None, "named", "group"]))
        return ops.MarkUnit(quote=quote, unit=name, cls=cls, task=ref, slot=slot)

    def mark_time(self) -> ops.MarkTime:
        ref, task = self.task()
        quote = self.quote(task.evidence if task is not None else None)
        due = self._draw(st.none() | st.sampled_from(_DAYS))
        rule = self._draw(st.none() | st.sampled_from(_RULES))
        start = self._draw(st.none() | days())
        task_ref = self._draw(st.none() | st.just(ref))
        return ops.MarkTime(quote=quote, due=due, rrule=rule, start_date=start, task=task_ref)

    def mark_text(self) -> ops.MarkText:
        ref, task = self.task()
        quote = self.quote(task.evidence if task is not None else None)
        return ops.MarkText(task=ref, field=self._draw(st.sampled_from(["deliverables", "period"])), quote=quote)

    def unmark(self) -> ops.Unmark:
        kind: Any = self._draw(st.sampled_from(["unit", "time", "citation"]))
        marks: dict[str, Any] = {
            "unit": self._plan.unit_mentions,
            "time": self._plan.times,
            "citation": self._plan.citations,
        }
        return ops.Unmark(kind=kind, mark=self.mark(marks[kind]))

    def approve(self) -> ops.Approve:
        from vbparse.revise.digests import plan_digest, task_digests

        ref, task = self.task()
        state: ops.State = self._draw(st.sampled_from(["done", "approved"]))
        if task is None or self._draw(st.booleans()):
            seen = self._draw(st.sampled_from(["0" * 64, plan_digest(self._plan)]))
            return ops.Approve(state=state, seen=seen)
        return ops.Approve(state=state, task=ref, seen=task_digests(self._plan)[task.id])
