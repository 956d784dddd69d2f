"""The API for other systems: what people correct in a plan."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter
from pydantic import BaseModel, ConfigDict, Field

from vbparse.archive.register import Archive
from vbparse.revise.apply import Corrected, apply
from vbparse.revise.approvals import Approval
from vbparse.revise.corrections import Correction, Operation, State, Typed, Undo, make_correction
from vbparse.serve.desk import AtDesk, Desk
from vbparse.serve.problems import Problem, missing
from vbparse.serve.values import PlanId, opened, problems

router = APIRouter(prefix="/v1", tags=["corrections"])
_MOST: Final = 500
"""Changes at a time."""


class ApprovalInfo(BaseModel):
    """Who went through a task or plan, or answers for it."""

    state: State
    who: str
    when: str
    correction: str = Field(description="id of the correction that says so")


class UnfitInfo(BaseModel):
    """A correction that does not fit the plan (any more); it is kept, and does nothing."""

    correction: str
    reason: str = Field(description="gone, several, differs, text, overlaps, apart, outside, changed, ...")
    found: str | None = Field(description="what is there instead")


class TouchInfo(BaseModel):
    """A value that a person gave."""

    target: str = Field(description="id of a task, mention, time, citation or unit, or `header`")
    field: str
    correction: str


class CorrectionsInfo(BaseModel):
    """The corrections of a plan, and what has come of them."""

    model_config = ConfigDict(frozen=True)

    plan_id: str
    sha256: str
    corrections: list[Correction] = Field(description="in the order in which they count")
    unfit: list[UnfitInfo]
    touched: list[TouchInfo]
    tasks: dict[str, ApprovalInfo] = Field(description="approvals of tasks that hold")
    whole: ApprovalInfo | None = Field(description="the approval of the plan, if one holds")
    undone: list[str] = Field(description="ids of corrections that were taken back")


class Changes(BaseModel):
    """Changes that a person makes together: all of them are taken, or none."""

    who: Annotated[Typed, Field(max_length=200)]
    changes: Annotated[list[Operation], Field(min_length=1, max_length=_MOST)]


class TakeBack(BaseModel):
    """Which correction is to be taken back: by its id, else the last one of this person that stands."""

    who: Annotated[Typed, Field(max_length=200)]
    correction: Annotated[str, Field(max_length=100)] | None = None


@router.get("/plans/{plan:path}/corrections", responses=problems(403, 404))
async def get_corrections(desk: AtDesk, plan: PlanId) -> CorrectionsInfo:
    """Give what people corrected in a plan, what of it does not fit, and who approved."""
    return await desk.read(lambda archive: _tell(archive, opened(desk, archive, plan).sha256))


@router.post("/plans/{plan:path}/corrections/undo", responses=problems(403, 404, 409, 413))
async def undo_correction(desk: AtDesk, plan: PlanId, back: TakeBack) -> CorrectionsInfo:
    """Take a correction back. It stays in the list, as what takes it back does; taking that back brings it back."""

    def change(archive: Archive) -> CorrectionsInfo:
        sha256 = opened(desk, archive, plan).sha256
        which = back.correction or _last_of(archive, sha256, back.who)
        if which not in {one.id for one in archive.corrections(sha256).corrections}:
            raise missing("correction", which)
        return _change(archive, sha256, back.who, [Undo(correction=which)])

    return await desk.write(change)


@router.post("/plans/{plan:path}/corrections", status_code=201, responses=problems(403, 404, 409, 413))
async def correct_plan(desk: AtDesk, plan: PlanId, changes: Changes) -> CorrectionsInfo:
    """Correct a plan. What does not fit what is there now (somebody was quicker) is refused, with all sent with it."""
    return await desk.write(lambda archive: _corrected(desk, archive, plan, changes))


def _corrected(desk: Desk, archive: Archive, plan: str, changes: Changes) -> CorrectionsInfo:
    return _change(archive, opened(desk, archive, plan).sha256, changes.who, changes.changes)


def _change(archive: Archive, sha256: str, who: str, changes: list[Operation]) -> CorrectionsInfo:
    """Keep changes if all of them fit. Raises a `Problem` (409) if not."""
    plan = archive.plan_as_read(sha256)
    now = datetime.now().astimezone().isoformat(timespec="milliseconds")
    made = [make_correction(change, plan, who=who, when=now) for change in changes]
    tried = apply(plan, archive.corrections(sha256).added(*made).corrections)
    new = {one.id for one in made}
    unfit = [one for one in _unfit(tried) if one.correction in new]
    if unfit:
        raise Problem(
            409,
            "unfit",
            f"{len(unfit)} of {len(made)} changes do not fit what is there now",
            title="Does not fit",
            hint="Load the plan again, and look at what has changed.",
            extra={"unfit": [one.model_dump() for one in unfit]},
        )
    archive.correct(sha256, made)
    return _tell(archive, sha256)


def _tell(archive: Archive, sha256: str) -> CorrectionsInfo:
    kept, corrected = archive.corrections(sha256), archive.corrected(sha256)
    return CorrectionsInfo(
        plan_id=kept.plan_id,
        sha256=sha256,
        corrections=list(kept.corrections),
        unfit=_unfit(corrected),
        touched=[
            TouchInfo(target=touch.target, field=touch.field, correction=touch.correction.id)
            for touch in corrected.touched
        ],
        tasks={task: _approval(approval) for task, approval in corrected.tasks.items()},
        whole=corrected.whole and _approval(corrected.whole),
        undone=sorted(corrected.undone),
    )


def _unfit(corrected: Corrected) -> list[UnfitInfo]:
    return [UnfitInfo(correction=one.correction.id, reason=one.reason, found=one.found) for one in corrected.unfit]


def _approval(approval: Approval) -> ApprovalInfo:
    return ApprovalInfo(**approval._asdict())


def _last_of(archive: Archive, sha256: str, who: str) -> str:
    """Give the last correction of a person that stands, and takes nothing back. Raises a `Problem` (404)."""
    undone = archive.corrected(sha256).undone
    for one in reversed(archive.corrections(sha256).corrections):
        if one.who == who and one.id not in undone and not isinstance(one.change, Undo):
            return one.id
    raise missing("correction", f"of {who}")
