"""Corrections as data: what a person changed in a plan, by whom and when, apart from what was read.

A correction names what it is about by ids of the plan and by the words that stood there, so that it finds its target
again when a later version reads the plan anew. Nothing here reads a clock or a name: the caller gives both.

    Corrections       all of one plan, in their order: what `PLAN.corrections.json` holds (see docs/corrections.md)
      Correction      who, when, and one operation:
        SetHeader     a field of the letterhead or the signature
        SetTask       a field of a task
        SetText       where a task stands: another stretch of the text
        SetTime       a field of a time expression (a date that was misread, for all tasks that have it)
        SetUnit       the canonical name of an organisation, wherever it is named
        SplitTask, JoinTasks, AddTask, DropTask
        MarkUnit, MarkTime, MarkText     words on the page that name a unit, a time, a deliverable or a period
        Unmark        a mention that is none
        Approve       a task, or the whole plan, that a person has gone through or answers for
        Undo          takes an earlier correction back (one that undoes an Undo brings it back)

`revise/apply.py` applies them, `revise/making.py` makes them from a plan as it is shown.
"""

from __future__ import annotations

from hashlib import sha256
from typing import Annotated, Final, Literal, Self, get_args

from pydantic import AfterValidator, Field, StrictInt, model_validator

from vbparse.lexicon.fold import fold
from vbparse.plan.model import Model, PlanDocument, Region, TimeKind, TimeMod, TimeRole, UnitClass
from vbparse.revise.checks import check_blank_day, check_day, check_moment, check_rule, check_rules, clean

VERSION: Final = "1.0"
"""Of the form (semantic versioning); it grows by fields that may be left out."""

UnitSlot = Literal["lead", "cooperate", "advise_to", "report_to"]
TaskField = Literal[
    "lead", "cooperate", "advise_to", "report_to", "due", "rrule", "deliverables", "action", "period", "modality"
]
HeaderField = Literal[
    "issuer", "parent", "code", "type", "type_code", "place", "date", "title", "urgency", "draft",
    "signature.name", "signature.position", "signature.body",
]  # fmt: skip
TimeField = Literal["role", "kind", "start_date", "end_date", "mod", "due", "rrule"]
State = Literal["done", "approved"]
"""`done`: a person has gone through it; `approved`: somebody answers for it."""

UNIT_SLOTS: Final[tuple[UnitSlot, ...]] = ("lead", "cooperate", "advise_to", "report_to")
LISTS: Final = frozenset({*UNIT_SLOTS, "due", "rrule", "deliverables"})
"""Fields of a task whose value is a list; the others hold a text or nothing."""

Typed = Annotated[str, Field(min_length=1, max_length=2000), AfterValidator(clean)]
Day = Annotated[str, AfterValidator(check_day)]
BlankDay = Annotated[str, AfterValidator(check_blank_day)]
Rule = Annotated[str, AfterValidator(check_rule)]
Rules = Annotated[str, AfterValidator(check_rules)]
Moment = Annotated[str, Field(max_length=40), AfterValidator(check_moment)]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Shown = Annotated[str, Field(max_length=100_000)]
Value = Shown | tuple[Shown, ...] | None


class Quote(Model):
    """Words of the document: `text == plan.text[start:end]` when it was marked; `node` is the outline id they stand in.

    `regions` are the boxes that the person marked on the page, where there was a page; without them they are estimated.
    """

    node: Id
    start: Annotated[StrictInt, Field(ge=0)]
    end: Annotated[StrictInt, Field(ge=0)]
    text: Annotated[str, Field(min_length=1, max_length=100_000)]
    regions: tuple[Region, ...] = ()


class TaskRef(Model):
    """A task: its id, and its text, by which it is known where ids have moved."""

    task: Id
    text: Shown


class MarkRef(Model):
    """A mention of a unit, a time or a cited document: its id, and where and how it is printed."""

    id: Id
    node: Id
    text: Shown


class SetHeader(Model):
    """A field of the letterhead or the signature; `evidence` are the words that say so, where the person marked them."""

    op: Literal["set_header"] = "set_header"
    field: HeaderField
    old: Shown | None
    new: Typed | None
    evidence: Quote | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.field == "date" and self.new is not None:
            check_blank_day(self.new)
        return self


class SetTask(Model):
    """A field of a task. `old` and `new` are values as shown: units by their canonical names, what is inherited included.

    Units, days (`due`, ISO), rules (`rrule`) and `deliverables` are lists, `action`, `period` and `modality` texts or null.
    """

    op: Literal["set_task"] = "set_task"
    task: TaskRef
    field: TaskField
    old: Value
    new: tuple[Typed, ...] | Typed | None

    @model_validator(mode="after")
    def _check(self) -> Self:
        is_list = isinstance(self.new, tuple)
        if is_list != (self.field in LISTS):
            message = f"{self.field} takes {'a list' if self.field in LISTS else 'a text or null'}"
            raise ValueError(message)
        for each in self.new if isinstance(self.new, tuple) else ():
            if self.field == "due":
                check_day(each)
            elif self.field == "rrule":
                check_rule(each)
        if self.field == "modality" and self.new not in {"assign", "request", "encourage"}:
            message = "modality is assign, request or encourage"
            raise ValueError(message)
        return self


class SetText(Model):
    """Where a task stands: it is `quote` instead of what was read."""

    op: Literal["set_text"] = "set_text"
    task: TaskRef
    quote: Quote


class SetTime(Model):
    """A field of a time expression; tasks that have it as their deadline follow."""

    op: Literal["set_time"] = "set_time"
    time: MarkRef
    field: TimeField
    old: Shown | None
    new: Typed | None

    @model_validator(mode="after")
    def _check(self) -> Self:
        choices = {"role": get_args(TimeRole), "kind": get_args(TimeKind), "mod": (*get_args(TimeMod), None)}
        if self.field in choices:
            if self.new not in choices[self.field]:
                message = f"{self.field} is one of {', '.join(filter(None, choices[self.field]))}"
                raise ValueError(message)
        elif self.new is not None:
            {"due": check_day, "rrule": check_rules}.get(self.field, check_blank_day)(self.new)
        return self


class SetUnit(Model):
    """The canonical name of an organisation (`unit`: its id); one that is there already takes over what the other has."""

    op: Literal["set_unit"] = "set_unit"
    unit: Id
    old: Shown
    new: Typed


class SplitTask(Model):
    """One task that is several: its parts in reading order, inside its text. The first part keeps the id."""

    op: Literal["split_task"] = "split_task"
    task: TaskRef
    parts: Annotated[tuple[Quote, ...], Field(min_length=2, max_length=50)]


class JoinTasks(Model):
    """Several tasks that are one, with no other task between them; it keeps the id of the first."""

    op: Literal["join_tasks"] = "join_tasks"
    tasks: Annotated[tuple[TaskRef, ...], Field(min_length=2, max_length=50)]


class AddTask(Model):
    """A task that was not read; its id is that of its node, `#` and the correction's id."""

    op: Literal["add_task"] = "add_task"
    quote: Quote
    lead: tuple[Typed, ...] = ()
    cooperate: tuple[Typed, ...] = ()
    advise_to: tuple[Typed, ...] = ()
    report_to: tuple[Typed, ...] = ()
    due: tuple[Day, ...] = ()
    rrule: tuple[Rule, ...] = ()
    modality: Literal["assign", "request", "encourage"] = "assign"


class DropTask(Model):
    """A task that is none."""

    op: Literal["drop_task"] = "drop_task"
    task: TaskRef


class MarkUnit(Model):
    """Words that name a unit (its canonical name); with `task` and `slot` the unit has that part in it."""

    op: Literal["mark_unit"] = "mark_unit"
    quote: Quote
    unit: Typed
    cls: UnitClass | None = None
    task: TaskRef | None = None
    slot: UnitSlot | None = None

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.task is None) != (self.slot is None):
            message = "task and slot go together"
            raise ValueError(message)
        return self


class MarkTime(Model):
    """Words that tell a time; with `task` it is the task's deadline."""

    op: Literal["mark_time"] = "mark_time"
    quote: Quote
    role: TimeRole = "deadline"
    kind: TimeKind = "date"
    start_date: BlankDay | None = None
    end_date: BlankDay | None = None
    mod: TimeMod | None = None
    due: Day | None = None
    rrule: Rules | None = None
    task: TaskRef | None = None


class MarkText(Model):
    """Words that name what a task brings forth (`deliverables`), or its period."""

    op: Literal["mark_text"] = "mark_text"
    task: TaskRef
    field: Literal["deliverables", "period"]
    quote: Quote


class Unmark(Model):
    """A mention that is none; tasks lose what they have from it alone."""

    op: Literal["unmark"] = "unmark"
    kind: Literal["unit", "time", "citation"]
    mark: MarkRef


class Approve(Model):
    """A task (None: the whole plan) that a person has gone through or answers for.

    `seen` is the digest of what the person saw (`revise/digests.py`): where anything of it differs, it does not count.
    """

    op: Literal["approve"] = "approve"
    state: State
    task: TaskRef | None = None
    seen: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class Undo(Model):
    """Takes a correction back, by its id."""

    op: Literal["undo"] = "undo"
    correction: Id


Operation = Annotated[
    SetHeader | SetTask | SetText | SetTime | SetUnit | SplitTask | JoinTasks | AddTask | DropTask | MarkUnit | MarkTime
    | MarkText | Unmark | Approve | Undo,
    Field(discriminator="op"),
]  # fmt: skip


class Correction(Model):
    """One change: `who` made it `when` (ISO, with its offset) on the document `source` (its sha256).

    `id` tells it from others: `make_correction` gives one.
    """

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]{3,40}$")]
    who: Annotated[str, Field(min_length=1, max_length=200), AfterValidator(clean)]
    when: Moment
    source: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    change: Operation


class Corrections(Model):
    """The corrections of one plan, in the order in which they count."""

    version: Annotated[str, Field(pattern=r"^1\.\d+$")] = VERSION
    plan_id: str
    corrections: tuple[Correction, ...] = ()

    def added(self, *more: Correction) -> Corrections:
        """Give them with further ones; one that is there already (by its id) is not added."""
        known = {one.id for one in self.corrections}
        new = {one.id: one for one in more if one.id not in known}
        return self.model_copy(update={"corrections": (*self.corrections, *new.values())})


def make_correction(change: Operation, plan: PlanDocument, *, who: str, when: str) -> Correction:
    """Give a correction of a plan; its id is made of all that it says, so said twice it is one. Raises `ValueError`."""
    source = plan.source.sha256
    said = f"{plan.plan_id}\n{source}\n{who}\n{when}\n{change.model_dump_json()}"
    name = f"k{sha256(said.encode(errors='replace')).hexdigest()[:12]}"
    return Correction(id=name, who=who, when=when, source=source, change=change)


def same(one: str | None, other: str | None) -> bool:
    """Tell whether two values are one: spelling variants, case and marks at the ends do not count."""
    return fold(one or "") == fold(other or "")
