"""An invented plan document, with everything in it that an output has to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.plan import model

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAN_ID = "12/kh-ubnd/2024-02-01/uy-ban-nhan-dan-xa-thu"


def evidence(text: str, page: int = 1, top: float = 100.0) -> model.Evidence:
    """Give evidence of one line on a page."""
    region = model.Region(page=page, bbox=(85.0, top, 300.0, top + 14.0))
    return model.Evidence(text=text, start=0, end=len(text), regions=(region,))


def node(node_id: str, text: str, marker: str | None = None, children: Sequence[model.Node] = ()) -> model.Node:
    """Give an outline node."""
    kind: model.NodeKind = "section" if "." not in node_id else "item"
    return model.Node(
        id=node_id, kind=kind, marker=marker, text=text, evidence=evidence(text), children=tuple(children)
    )


def task(task_id: str, text: str = "Lập báo cáo", page: int = 1, **slots: object) -> model.Task:
    """Give a task of the node that its id names."""
    place = task_id.partition("#")[0]
    return model.Task.model_validate(
        {"id": task_id, "node": place, "text": text, "evidence": evidence(text, page, 300.0), **slots}
    )


def time(time_id: str, text: str, **values: object) -> model.Time:
    """Give a time expression; a deadline of one day unless said otherwise."""
    fields = {"role": "deadline", "kind": "date", "node": "II.1", **values}
    return model.Time.model_validate({"id": time_id, "evidence": evidence(text, 1, 320.0), **fields})


UNITS = (
    model.Unit(id="phong-a", name="Phòng Kinh tế xã Thử", cls="named"),
    model.Unit(id="phong-b", name="Công an xã Thử", cls="named"),
    model.Unit(id="ubnd", name="Ủy ban nhân dân xã Thử", cls="named"),
)
OUTLINE = (
    node("I", "MỤC ĐÍCH", "I."),
    node(
        "II",
        "TỔ CHỨC THỰC HIỆN",
        "II.",
        (node("II.1", "Phòng Kinh tế", "1.", (node("II.1.b1", "Lập báo cáo", "-"),)), node("II.2", "Công an xã", "2.")),
    ),
)
TIMES = (
    time("t1", "ngày 25/5/2024", start_date="2024-05-25", end_date="2024-05-25", mod="before", due="2024-05-24"),
    time("t2", "ngày 20/11/2024", due="2024-11-19", node="C.p1"),
    time("t3", "định kỳ 6 tháng", role="frequency", kind="set", rrule="FREQ=MONTHLY;INTERVAL=6", node="II.2"),
    time("t4", "từ ngày 15/11 đến 15/12/2024", role="event", kind="range", node="II.1",
         start_date="2024-11-15", end_date="2024-12-15"),
    time("t5", "08 giờ 00 ngày 10/10/2024", role="event", node="II.2", start_date="2024-10-10",
         end_date="2024-10-10", start_time="08:00", end_time="11:30"),
    time("t6", "ngày 08/3 và 20/10", role="event", kind="list", node="II.2", dates=("2024-03-08", "2024-10-20")),
)  # fmt: skip
INHERITED_LEAD = {"slot": "lead", "value": "phong-a", "node": "II.1", "evidence": evidence("Phòng Kinh tế")}
INHERITED_DUE = {"slot": "deadlines", "value": "t2", "node": "C.p1", "evidence": evidence("ngày 20/11/2024")}
TASKS = (
    task("II.1.b1#1", lead=["phong-a"], report_to=["ubnd"], deadlines=["t1"], due=["2024-05-24", "2024-11-24"],
         inherited=[INHERITED_LEAD], deliverables=["báo cáo"]),
    task("II.1.b1#2", '=1+1 "trích"; dòng\nhai', 2, lead=["phong-a"], cooperate=["phong-b", "ubnd"],
         inherited=[INHERITED_LEAD, INHERITED_DUE], modality="request"),
    task("II.2", "Tuần tra", 2, lead=["phong-b"], deadlines=["t3"], rrule=["FREQ=MONTHLY;INTERVAL=6"],
         review=["MULTIPLE_LEADS"]),
    task("I.p1", "- Việc chung"),
)  # fmt: skip
FINDINGS = (
    model.Diagnostic(
        code="MULTIPLE_LEADS",
        severity="warning",
        message=model.Message(vi="Có nhiều đơn vị chủ trì.", en="Several leads."),
        nodes=("II.2",),
    ),
    model.Diagnostic(code="NUMBERING_GAP", severity="error", message=model.Message(vi="Thiếu số.", en="A gap.")),
)


def make_plan(**changes: object) -> model.PlanDocument:
    """Give the plan, with other values for some fields."""
    plan = model.PlanDocument(
        generator=model.Generator(version="0", settings="s", lexicon="l"),
        plan_id=PLAN_ID,
        source=model.SourceInfo(name="thu.pdf", sha256="0" * 64, media_type="application/pdf", pages=2),
        header=model.Header(
            issuer=model.HeaderUnit(unit="ubnd", name="Ủy ban nhân dân xã Thử"),
            code="12/KH-UBND",
            type="Kế hoạch",
            date="2024-02-01",
            title="Thử nghiệm năm 2024",
            year=(2024,),
        ),
        outline=OUTLINE,
        units=UNITS,
        unit_mentions=(
            model.UnitMention(id="u1", unit="phong-a", cls="named", node="II.1", evidence=evidence("Phòng Kinh tế")),
        ),
        times=TIMES,
        tasks=TASKS,
        diagnostics=FINDINGS,
    )
    return plan.model_copy(update=changes)
