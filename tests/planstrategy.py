"""Plans drawn by Hypothesis, for outputs: every field full or empty, and texts over which outputs stumble.

    @given(plans())
    def test_...(plan: PlanDocument) -> None: ...

What refers to something in the plan (ids of units, times, nodes, tasks) refers to something that is there, and
`evidence.text` is the stretch of `plan.text` that it names. `large_plan(10_000)` is one long plan, always the same.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from vbparse.plan import model

NASTY = (
    "", " ", "=cmd|' /C calc'!A0", "+84", "-1", "@SUM(A1)", "\t=1", "＝1+1", "'", '"', '""', "a;b", "a,b", "a|b", "*đậm*", "[x](y)", "`", "#",
    "dòng một\ndòng hai", "\r\n", "a\rb", "\N{NO-BREAK SPACE}=1", "<b>&amp;</b>", "]]>", "<!--", "{{ 7*7 }}", "{% raw %}", "\\,;", "\\n",
    "BEGIN:VTODO", "\x00", "\x0b\x1b", "\N{LINE SEPARATOR}", "\N{ZERO WIDTH SPACE}", "\ufeff", "\ufffe", "🗓", "Ủy ban", "hoà/hòa", "../../x", "con",
    "Báo cáo kết quả trước ngày 25/5/2024.", "x" * 600,
)  # fmt: skip
"""Texts that some output could take for something else, or could not hold."""
RULES = (
    "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY", "FREQ=MONTHLY;BYMONTHDAY=14", "FREQ=MONTHLY;INTERVAL=3", "FREQ=MONTHLY;INTERVAL=6",
    "FREQ=YEARLY", "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=15", "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2", "FREQ=HOURLY", "BYDAY=MO",
)  # fmt: skip
_REVIEW = ("MULTIPLE_LEADS", "TASK_DOUBTFUL")


def texts(min_size: int = 0) -> st.SearchStrategy[str]:
    """Give any text that UTF-8 can hold, the nasty ones often."""
    anything = st.text(st.characters(exclude_categories=["Cs"]), min_size=min_size, max_size=40)
    nasty = st.sampled_from([text for text in NASTY if len(text) >= min_size])
    return st.one_of(nasty, anything, st.builds("{}{}".format, nasty, anything))


def days() -> st.SearchStrategy[str]:
    """Give ISO days, now and then one with a blank."""
    known = st.dates(date(1990, 1, 1), date(2040, 12, 31)).map(date.isoformat)
    return st.one_of(known, known, known, st.sampled_from(["2024-02-XX", "2012-XX-XX"]))


def plans(max_tasks: int = 6) -> st.SearchStrategy[model.PlanDocument]:
    """Give plans of up to so many tasks."""
    return _plans(max_tasks)


@st.composite
def _plans(draw: st.DrawFn, max_tasks: int) -> model.PlanDocument:
    maker = _Maker(draw)
    nodes = maker.nodes()
    units = maker.units()
    times = maker.times(nodes)
    tasks = maker.tasks(nodes, units, times, draw(st.integers(0, max_tasks)))
    header = maker.header(units)
    return model.PlanDocument(
        generator=model.Generator(version="0", settings="s", lexicon="l"),
        plan_id=draw(st.sampled_from(["12/kh-ubnd/2024-02-01/uy-ban-nhan-dan-xa-thu", f"sha256:{'0' * 64}"])),
        source=model.SourceInfo(
            name=draw(texts(1)),
            sha256="0" * 64,
            media_type="text/plain",
            pages=draw(st.none() | st.integers(1, 2000)),
            text_origin=draw(st.sampled_from(["native", "ocr", "mixed", "repaired"])),
        ),
        header=header,
        outline=tuple(node for node in nodes if "." not in node.id),
        units=units,
        times=times,
        citations=maker.citations(nodes),
        tasks=tasks,
        recipients=maker.recipients(units),
        signature=maker.signature(),
        diagnostics=maker.findings(nodes),
        text=maker.text,
    )


class _Maker:
    """Draws the parts of one plan, and writes its text."""

    def __init__(self, draw: st.DrawFn) -> None:
        self._draw = draw
        self.text = ""

    def evidence(self, text: str) -> model.Evidence:
        start = len(self.text)
        self.text += f"{text}\n"
        pages = self._draw(st.lists(st.integers(1, 3), max_size=2, unique=True))
        regions = tuple(model.Region(page=page, bbox=(85.0, 100.0, 300.0, 114.0)) for page in sorted(pages))
        return model.Evidence(text=text, start=start, end=start + len(text), regions=regions)

    def nodes(self) -> tuple[model.Node, ...]:
        """Give the outline's nodes: those whose ids have a dot are children of others."""
        found = []
        for section in ("I", "II")[: self._draw(st.integers(1, 2))]:
            below = tuple(
                self._node(f"{section}.{number}", "item") for number in range(1, self._draw(st.integers(1, 3)))
            )
            found += [self._node(section, "section", below), *below]
        return tuple(found)

    def _node(self, node_id: str, kind: model.NodeKind, below: tuple[model.Node, ...] = ()) -> model.Node:
        text = self._draw(texts())
        marker = self._draw(st.none() | texts(1))
        return model.Node(id=node_id, kind=kind, marker=marker, text=text, evidence=self.evidence(text), children=below)

    def units(self) -> tuple[model.Unit, ...]:
        names = self._draw(st.lists(texts(1), max_size=3))
        return tuple(model.Unit(id=f"unit-{number}", name=name, cls="named") for number, name in enumerate(names))

    def times(self, nodes: tuple[model.Node, ...]) -> tuple[model.Time, ...]:
        return tuple(self._time(number, nodes) for number in range(1, self._draw(st.integers(0, 3)) + 1))

    def _time(self, number: int, nodes: tuple[model.Node, ...]) -> model.Time:
        role, first, last = self._draw(
            st.tuples(st.sampled_from(["deadline", "event", "frequency"]), st.none() | days(), st.none() | days())
        )
        return model.Time(
            id=f"t{number}",
            role=role,  # type: ignore[arg-type]
            kind=self._draw(st.sampled_from(["date", "range", "set"])),
            start_date=first,
            end_date=last,
            start_time=self._draw(st.none() | st.sampled_from(["08:00", "14:30"])),
            due=last if role == "deadline" else None,
            rrule=self._draw(st.none() | st.sampled_from(RULES)),
            node=self._draw(st.sampled_from(nodes)).id,
            evidence=self.evidence(self._draw(texts())),
        )

    def tasks(
        self, nodes: tuple[model.Node, ...], units: tuple[model.Unit, ...], times: tuple[model.Time, ...], count: int
    ) -> tuple[model.Task, ...]:
        """Give tasks, several of them of one node; a later one may repeat an earlier."""
        places = sorted(self._draw(st.sampled_from(nodes)).id for _ in range(count))
        found: list[model.Task] = []
        for number, place in enumerate(places):
            before = places[:number].count(place)
            name = f"{place}#{before + 1}" if places.count(place) > 1 else place
            found.append(self._task(name, place, units, times, found))
        return tuple(found)

    def _task(
        self,
        task_id: str,
        node: str,
        units: tuple[model.Unit, ...],
        times: tuple[model.Time, ...],
        before: list[model.Task],
    ) -> model.Task:
        draw = self._draw
        text = draw(texts())
        deadlines = [time for time in times if draw(st.booleans())]
        slots: dict[str, Any] = {
            slot: _some(draw, [unit.id for unit in units]) for slot in ("lead", "cooperate", "advise_to", "report_to")
        }
        return model.Task(
            id=task_id,
            node=node,
            text=text,
            **slots,
            deadlines=tuple(time.id for time in deadlines),
            due=tuple(sorted({time.due for time in deadlines if time.due})),
            rrule=tuple(dict.fromkeys(time.rrule for time in deadlines if time.rrule)),
            period=draw(st.none() | texts(1)),
            deliverables=tuple(draw(st.lists(texts(1), max_size=2))),
            modality=draw(st.sampled_from(["assign", "request", "encourage"])),
            inherited=self._inherited(node, slots["lead"], times),
            same_as=_some(draw, [task.id for task in before]),
            review=_some(draw, _REVIEW),
            evidence=self.evidence(text),
        )

    def _inherited(
        self, node: str, lead: tuple[str, ...], times: tuple[model.Time, ...]
    ) -> tuple[model.InheritedValue, ...]:
        given: list[tuple[model.TaskSlot, str]] = [("lead", unit) for unit in _some(self._draw, lead)]
        given += [("deadlines", time) for time in _some(self._draw, [time.id for time in times])]
        return tuple(
            model.InheritedValue(slot=slot, value=value, node=node, evidence=self.evidence("theo mục trên"))
            for slot, value in given
        )

    def header(self, units: tuple[model.Unit, ...]) -> model.Header:
        draw = self._draw
        optional = st.none() | texts(1)
        issuer = draw(st.sampled_from([None, *units]))
        number, symbol = draw(st.none() | st.just("12")), draw(st.none() | st.just("KH-UBND"))
        return model.Header(
            issuer=model.HeaderUnit(unit=issuer.id, name=issuer.name) if issuer else None,
            code=f"{number}/{symbol}" if number and symbol else None,
            number=number,
            symbol=symbol,
            type=draw(st.none() | st.just("Kế hoạch")),
            type_code=draw(st.none() | st.just("KH")),
            place=draw(optional),
            date=draw(st.none() | days()),
            title=draw(optional),
            year=tuple(sorted(draw(st.sets(st.integers(2000, 2035), max_size=2)))),
            urgency=draw(st.none() | st.sampled_from(["KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"])),
            draft=draw(optional),
        )

    def citations(self, nodes: tuple[model.Node, ...]) -> tuple[model.Citation, ...]:
        count = self._draw(st.integers(0, 2))
        return tuple(self._citation(number, nodes) for number in range(1, count + 1))

    def _citation(self, number: int, nodes: tuple[model.Node, ...]) -> model.Citation:
        optional = st.none() | texts(1)
        return model.Citation(
            id=f"c{number}",
            type="Kế hoạch",
            code=self._draw(st.none() | st.just("39/KH-UBND")),
            date=self._draw(st.none() | days()),
            issuer=self._draw(optional),
            title=self._draw(optional),
            role=self._draw(st.sampled_from(["basis", "implements", "mention"])),
            node=self._draw(st.sampled_from(nodes)).id,
            evidence=self.evidence(self._draw(texts())),
        )

    def recipients(self, units: tuple[model.Unit, ...]) -> tuple[model.Recipient, ...]:
        lines = self._draw(st.lists(texts(), max_size=3))
        ids = [unit.id for unit in units]
        return tuple(
            model.Recipient(text=line, units=_some(self._draw, ids), evidence=self.evidence(line)) for line in lines
        )

    def signature(self) -> model.Signature | None:
        optional = st.none() | texts(1)
        if self._draw(st.booleans()):
            return None
        return model.Signature(
            authority=self._draw(st.sampled_from([(), ("TM.",), ("TM.", "KT.")])),
            body=self._draw(optional),
            position=self._draw(optional),
            name=self._draw(optional),
            evidence=self.evidence("ký"),
        )

    def findings(self, nodes: tuple[model.Node, ...]) -> tuple[model.Diagnostic, ...]:
        return tuple(
            model.Diagnostic(
                code=code,
                severity=self._draw(st.sampled_from(["error", "warning", "info"])),
                message=model.Message(vi=self._draw(texts()), en=self._draw(texts())),
                nodes=(self._draw(st.sampled_from(nodes)).id,),
            )
            for code in _some(self._draw, _REVIEW)
        )


def _some(draw: st.DrawFn, members: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    """Draw some of the members, in their order."""
    return tuple(member for member in members if draw(st.booleans()))


def large_plan(tasks: int = 10_000) -> model.PlanDocument:
    """Give a plan of so many tasks under 40 units, ten to an item, each other with a date of its own."""
    pages = [
        model.Evidence(text="", start=0, end=0, regions=(model.Region(page=page, bbox=(85.0, 100.0, 300.0, 114.0)),))
        for page in range(1, 11)
    ]
    units = tuple(model.Unit(id=f"phong-{number}", name=f"Phòng số {number}", cls="named") for number in range(40))
    times = tuple(_large_time(number, pages[0]) for number in range(365))
    items = range(1, -(-tasks // 10) + 1)
    nodes = tuple(
        model.Node(id=f"I.{item}", kind="item", marker=f"{item}.", text=f"Phòng số {item % 40}", evidence=pages[0])
        for item in items
    )
    section = model.Node(id="I", kind="section", marker="I.", text="NHIỆM VỤ", evidence=pages[0], children=nodes)
    return model.PlanDocument(
        generator=model.Generator(version="0", settings="s", lexicon="l"),
        plan_id="1/kh-ubnd/2024-01-02/uy-ban-nhan-dan-tinh-thu",
        source=model.SourceInfo(name="lon.pdf", sha256="1" * 64, media_type="application/pdf", pages=10),
        header=model.Header(code="1/KH-UBND", type="Kế hoạch", date="2024-01-02", title="Việc năm 2024", year=(2024,)),
        outline=(section,),
        units=units,
        times=times,
        tasks=tuple(_large_task(number, pages[number % 10]) for number in range(tasks)),
    )


def _large_time(number: int, evidence: model.Evidence) -> model.Time:
    day = (date(2024, 1, 3) + timedelta(days=number)).isoformat()
    return model.Time(id=f"t{number + 1}", role="deadline", kind="date", due=day, node="I.1", evidence=evidence)


def _large_task(number: int, evidence: model.Evidence) -> model.Task:
    item, place = number // 10 + 1, number % 10 + 1
    day = (date(2024, 1, 3) + timedelta(days=number % 365)).isoformat()
    has_day = number % 2 == 0
    return model.Task(
        id=f"I.{item}#{place}",
        node=f"I.{item}",
        text=f"Rà soát, lập danh mục số {number} của lĩnh vực {number % 97} và báo cáo kết quả",
        lead=(f"phong-{item % 40}",),
        cooperate=(f"phong-{(item + 1) % 40}",) if number % 3 == 0 else (),
        deadlines=(f"t{number % 365 + 1}",) if has_day else (),
        due=(day,) if has_day else (),
        evidence=evidence,
    )
