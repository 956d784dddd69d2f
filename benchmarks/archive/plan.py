"""Writes a plan: bases, sections, items, bullets, perhaps a table, recipients, signature."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING

from benchmarks.archive.model import Cited, Part, Plan, Table, Task
from benchmarks.archive.sentences import Speaker
from benchmarks.archive.units import below, first_unit, other_units
from benchmarks.archive.whens import choose_deadline, choose_slot
from benchmarks.archive.words import family_names, fields, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.archive.model import Facts, Style, Unit

MOST_PAGES = 5
_LINES_OF_PAGE, _LETTERS_OF_LINE = 41, 80
_SIZES = (1, 1, 2, 2, 2, 3, 3, 4, 5)  # pages, the commonest more often
_HEADS = ("TT", "Nhiệm vụ", "Đơn vị chủ trì", "Đơn vị phối hợp", "Thời gian hoàn thành")


def write_plan(seed: int, facts: Facts) -> Plan:
    """Write the plan with these facts; the same words for the same seed and number."""
    return _Writer(Random(f"{seed}/plan/{facts.number}"), facts).write()


class _Writer:
    def __init__(self, random: Random, facts: Facts) -> None:
        self._random, self._facts = random, facts
        self._say = Speaker(random, facts)
        self._first, self._others, self._below = first_unit(facts), other_units(random, facts), below(facts)
        self._parts: list[Part | Table] = []
        self._tasks: list[Task] = []
        self._cited: list[Cited] = []
        self._duties = "III"  # the section that says who does what
        self._has_slots = random.random() < 0.25  # all items of "Nội dung" or none
        self._lines = 24.0  # of letterhead, title, recipients, signature

    def write(self) -> Plan:
        """Write all parts, in the order of the page."""
        size = self._random.choice(_SIZES)
        room = (size - 0.5) * _LINES_OF_PAGE
        self._is_short = size == 1
        with_table = size > 1 and self._random.random() < 0.25
        self._bases()
        self._purposes()
        self._add("section", "II. NỘI DUNG THỰC HIỆN")
        self._contents(room * (0.5 if with_table else 0.6))
        money = not self._is_short and self._random.random() < 0.4
        if money:
            self._add("section", "III. KINH PHÍ THỰC HIỆN")
            self._add("line", self._say.fill(self._random.choice(words()["general"]["funding"])))
        self._duties = "IV" if money else "III"
        self._add("section", f"{self._duties}. TỔ CHỨC THỰC HIỆN")
        self._organisation(room * (0.8 if with_table else 1))
        if with_table:
            self._add("section", f"{'V' if money else 'IV'}. DANH MỤC NHIỆM VỤ")
            self._table(room)
        self._closing()
        return Plan(
            self._facts, tuple(self._parts), self._recipients(), self._authority(), self._signer(),
            tuple(self._tasks), tuple(self._cited),
        )  # fmt: skip

    def _add(self, style: Style, text: str) -> None:
        self._parts.append(Part(style, text))
        self._lines += len(text) // _LETTERS_OF_LINE + 1.3

    def _task(self, task: Task, marker: str = "- ") -> None:
        self._add("line", f"{marker}{task.text}")
        self._tasks.append(task)

    def _bases(self) -> None:
        random, facts = self._random, self._facts
        if not self._is_short and random.random() < 0.6:
            self._add("basis", f"Căn cứ {random.choice(fields()[facts.field]['laws'])};")
        if not self._is_short and random.random() < 0.3:
            day = facts.day - timedelta(days=random.randint(30, 300))
            number = random.randint(101, 2400)
            self._add(
                "basis",
                f"Căn cứ Quyết định số {number}/QĐ-TTg ngày {day:%d/%m/%Y} của Thủ tướng Chính phủ về {facts.field};",
            )
        cited = [plan for plan in (facts.superior, facts.superior and facts.superior.superior) if plan]
        if len(cited) > 1 and (self._is_short or random.random() < 0.6):
            cited.pop()
        if not facts.superior or random.random() < 0.1:
            self._missing()
        for plan in cited[1:]:
            self._add("basis", f"Căn cứ {self._cite(plan)};")
        issuer = facts.agency.short if facts.agency.kind == "government" else facts.agency.field
        opening = f"{issuer} {random.choice(('ban hành', 'xây dựng'))} Kế hoạch {_lower(facts.title)} như sau:"
        self._add("basis", f"Thực hiện {self._cite(cited[0])}, {opening}" if cited else opening)

    def _cite(self, plan: Facts) -> str:
        issuer = plan.agency.name
        if plan.agency.kind == "government" and self._random.random() < 0.6:
            issuer = issuer.replace("Ủy ban nhân dân", "UBND")
        self._cited.append(Cited(plan.code, plan.day.isoformat(), plan.agency.name, plan.number))
        return f"Kế hoạch số {plan.code} ngày {plan.day:%d/%m/%Y} của {issuer} về {_lower(plan.title)}"

    def _missing(self) -> None:
        """Cite a plan of the issuer's own, of the year before, that the archive does not have."""
        random, agency = self._random, self._facts.agency
        day = self._facts.day - timedelta(days=random.randint(200, 360))
        code = f"{random.randint(9974, 9999)}/KH-{agency.symbol}"  # above all numbers of families
        self._cited.append(Cited(code, day.isoformat(), agency.name, None))
        self._add("basis", f"Căn cứ Kế hoạch số {code} ngày {day:%d/%m/%Y} của {agency.name} về {self._facts.field};")

    def _purposes(self) -> None:
        general = words()["general"]
        self._add("section", "I. MỤC ĐÍCH, YÊU CẦU")
        if self._is_short:
            self._add("line", f"1. {self._say.fill(self._random.choice(general['purposes']))}")
            self._add("line", f"2. {self._say.fill(self._random.choice(general['requirements']))}")
            return
        for number, (title, sentences) in enumerate((("Mục đích", "purposes"), ("Yêu cầu", "requirements")), 1):
            self._add("heading", f"{number}. {title}")
            for sentence in self._random.sample(general[sentences], self._random.randint(2, 3)):
                self._add("line", f"- {self._say.fill(sentence)}")

    def _contents(self, room: float) -> None:
        topics = self._random.sample(words()["general"]["topics"], len(words()["general"]["topics"]))
        number = 1
        while topics and self._say.has_more() and (number == 1 or self._lines < room):
            if self._has_slots and len(self._others) > 1:
                self._slots(number)
            else:
                self._add("heading", f"{number}. {self._say.fill(topics.pop())}")
                for _ in range(self._random.randint(1, 2 if self._is_short else 4)):
                    if self._say.has_more():
                        self._task(self._content())
            number += 1

    def _content(self) -> Task:
        if self._random.random() < 0.25 and self._others:
            unit, *partners = self._random.sample(self._others, min(2, len(self._others)))
            return self._say.assigned(unit, partners[0] if partners and self._random.random() < 0.6 else None)
        return self._say.common()

    def _slots(self, number: int) -> None:
        """Write an item that is the task itself, with a line for each slot."""
        lead, partner = self._random.sample(self._others, 2)
        action = self._say.action()
        when = choose_slot(self._random, self._facts.day, self._facts.year)
        self._add("heading", f"{number}. {action}")
        self._tasks.append(Task(action, lead.name, when.due, when.rrule))
        self._add("line", f"- Đơn vị chủ trì: {lead.text}.")
        self._add("line", f"- Đơn vị phối hợp: {partner.text}.")
        self._add("line", f"- Thời gian hoàn thành: {when.text}.")

    def _organisation(self, room: float) -> None:
        units = [self._first, *self._others]
        if self._below:
            units.insert(min(3, len(units)), self._below)
        for number, unit in enumerate(units, 1):
            if (number > 1 and self._lines > room) or not self._say.has_more():
                break
            self._add("heading", f"{number}. {unit.text}")
            for place in range(self._random.randint(1, 1 if self._is_short else 3)):
                if self._say.has_more():
                    self._task(self._duty(unit, is_last=place > 0))

    def _duty(self, unit: Unit, *, is_last: bool) -> Task:
        chance = self._random.random()
        partners = [other for other in self._others if other != unit]
        if is_last and chance < 0.35 and unit != self._first:
            return self._say.reported(unit, self._first.text)
        if chance < 0.5 and partners:
            return self._say.joint(unit, self._random.choice(partners))
        if chance < 0.65 and self._facts.agency.kind == "government" and unit != self._below:
            return self._say.advised(unit)
        return self._say.led(unit)

    def _table(self, room: float) -> None:
        rows: list[tuple[str, ...]] = []
        while self._say.has_more() and len(self._others) > 1 and (len(rows) < 3 or self._lines < room):
            lead, partner = self._random.sample(self._others, 2)
            action, when = self._say.action(), choose_slot(self._random, self._facts.day, self._facts.year)
            rows.append((str(len(rows) + 1), action, lead.text, partner.text, when.text))
            self._tasks.append(Task(action, lead.name, when.due, when.rrule))
            self._lines += 3.5
        if rows:
            self._parts.append(Table(_HEADS, tuple(rows)))

    def _closing(self) -> None:
        facts, random = self._facts, self._random
        name = facts.agency.short if facts.agency.kind == "government" else facts.agency.field
        when = choose_deadline(random, facts.day, facts.year)
        self._add("closing", f"Trên đây là Kế hoạch {_lower(facts.title)}.")
        task = f"{name} yêu cầu các cơ quan, đơn vị triển khai thực hiện nghiêm túc, {when.text}./."
        self._add("closing", task)
        self._tasks.append(Task(task, None, when.due))

    def _recipients(self) -> tuple[str, ...]:
        superior = [f"{self._facts.superior.agency.name} (để b/c)"] if self._facts.superior else []
        units = [unit.text for unit in self._others[:2]]
        return (*(f"- {line};" for line in (*superior, f"Như mục {self._duties}", *units)), "- Lưu: VT.")

    def _authority(self) -> tuple[str, ...]:
        """Give the lines above the name: who signs and for whom."""
        kind, deputy = self._facts.agency.kind, self._random.random() < 0.6
        head, second = {
            "ministry": ("BỘ TRƯỞNG", "THỨ TRƯỞNG"),
            "government": ("CHỦ TỊCH", "PHÓ CHỦ TỊCH"),
            "department": ("GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
            "room": ("TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG"),
        }[kind]
        for_whom = ("TM. ỦY BAN NHÂN DÂN",) if kind == "government" else ()
        return (*for_whom, f"KT. {head}", second) if deputy else (*for_whom, head)

    def _signer(self) -> str:
        return f"{self._random.choice(family_names())} {self._random.choice(words()['general']['given_names'])}"


def _lower(text: str) -> str:
    return text[0].lower() + text[1:]


def tasks_due(tasks: Sequence[Task]) -> list[str]:
    """Give all days on which something falls due, sorted, each once."""
    return sorted({day for task in tasks for day in task.due})
