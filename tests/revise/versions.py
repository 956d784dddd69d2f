"""Later versions of a plan, made from its text: items come, go and change places, all is numbered anew.

Each line of a version knows the line that it comes from, so that it is known which task is which, whatever it is called.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from vbparse.revise.items import plain
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from random import Random

    from vbparse.plan.model import PlanDocument, Task

STYLES: Final = (r"[IVX]+\.(?=\s)", r"\d+\.(?=\s)", r"\d+\.\d+\.?(?=\s)", r"[a-zđ]\)(?=\s)", r"-(?=\s)", r"\+(?=\s)")
"""Markers by rank, high to low."""
TAIL: Final = re.compile(r"Trên (?:đây )?là|Nơi nhận")
"""How the part begins that is not numbered."""
LETTERS: Final = "abcdđeghiklmnopqrstuvxy"
ROMANS: Final = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
DEADLINE: Final = re.compile(
    r"((?:[Tt]rước|[Cc]hậm nhất|đến hết|xong)\s(?:là\s)?(?:ngày\s)?)(\d{1,2})(/\d{1,2}/20\d\d)\b"
)
NEW_ITEMS: Final = (
    "Tổ chức hội thi tìm hiểu pháp luật về đất đai cho cán bộ địa chính, hoàn thành trước ngày 12/9/2026.",
    "Trang bị máy tính cho bộ phận tiếp nhận hồ sơ tại trụ sở mới.",
    "Sửa chữa nhà kho và thay mái tôn khu chăn nuôi của trại giống.",
    "Rà soát, lập danh mục cây xanh cần cắt tỉa trước mùa mưa bão.",
)
"""What a new version adds; like nothing in the plans."""
NEW_SECTION: Final = "CƠ SỞ LẬP KẾ HOẠCH"
NEW_LINE: Final = "Kế hoạch được lập trên cơ sở kết quả của năm trước."


class Line:
    """A line of text with what stands below it; `origin` is its number in the first version."""

    def __init__(self, rank: int, text: str, origin: int | None) -> None:
        self.rank, self.text, self.origin = rank, text, origin
        self.below: list[Line] = []

    def walk(self) -> Iterator[Line]:
        yield self
        for line in self.below:
            yield from line.walk()


class Version(NamedTuple):
    """A text, and for each of its lines the number of the line of the first version that it comes from."""

    lines: tuple[str, ...]
    origins: tuple[int | None, ...]

    @property
    def text(self) -> str:
        return "\n".join(self.lines) + "\n"


class Reviser:
    """Changes a plan's text step by step."""

    def __init__(self, text: str) -> None:
        lines = [line for line in text.splitlines() if line.strip()]
        first = next(number for number, line in enumerate(lines) if _rank(line) == 0)
        last = next((number for number in range(first, len(lines)) if TAIL.match(lines[number])), len(lines))
        self._head = [Line(-1, line, number) for number, line in enumerate(lines[:first])]
        self._tail = [Line(-1, line, number) for number, line in enumerate(lines[last:], last)]
        self.root = Line(-1, "", None)
        path = [self.root]
        for number, line in enumerate(lines[first:last], first):
            rank = _rank(line)
            if rank is None:
                path[-1].below.append(Line(len(STYLES), line, number))
                continue
            while path[-1].rank >= rank:
                path.pop()
            node = Line(rank, re.sub(STYLES[rank], "", line, count=1).strip(), number)
            path[-1].below.append(node)
            path.append(node)

    def version(self) -> Version:
        """Give the text, numbered anew."""
        lines = [*((line.text, line.origin) for line in self._head), *_numbered(self.root, "")]
        lines += [(line.text, line.origin) for line in self._tail]
        return Version(tuple(text for text, _ in lines), tuple(origin for _, origin in lines))

    def groups(self, least: int = 1) -> list[Line]:
        """Give the lines below which so many marked lines of one style stand, and nothing else that is marked."""
        return [
            line
            for line in self.root.walk()
            if len(marked := [each for each in line.below if each.rank < len(STYLES)]) >= least
            and len({each.rank for each in marked}) == 1
        ]

    def leaves(self) -> list[Line]:
        """Give the marked lines that are the last of their branch and no headings in capitals."""
        return [line for line in self.root.walk() if 0 < line.rank < len(STYLES) and not line.below]

    def insert(self, random: Random, count: int) -> None:
        for text in NEW_ITEMS[:count]:
            group = random.choice([group for group in self.groups() if group.below[-1].rank > 0])
            group.below.insert(random.randrange(len(group.below)), Line(group.below[-1].rank, text, None))

    def drop(self, random: Random, count: int) -> list[int]:
        gone = random.sample([leaf for leaf in self.leaves() if leaf.origin is not None], count)
        for line in self.root.walk():
            line.below = [each for each in line.below if each not in gone]
        return [leaf.origin for leaf in gone if leaf.origin is not None]

    def reorder(self, random: Random, count: int) -> None:
        """Change the order of the members of some groups."""
        groups = [group for group in self.groups(2) if group.rank >= 0]
        for group in random.sample(groups, min(count, len(groups))):
            random.shuffle(group.below)

    def add_section(self) -> None:
        """Put a new section before all others, so that each gets another number."""
        section = Line(self.root.below[0].rank, NEW_SECTION, None)
        section.below.append(Line(len(STYLES), NEW_LINE, None))
        self.root.below.insert(0, section)

    def change_word(self, random: Random, count: int) -> list[int]:
        """Put another word for one of a longer line."""
        chosen = random.sample([leaf for leaf in self.leaves() if _plain_words(leaf.text)], count)
        for leaf in chosen:
            words = leaf.text.split()
            words[random.choice(_plain_words(leaf.text))] = "xanh"
            leaf.text = " ".join(words)
        return [leaf.origin for leaf in chosen if leaf.origin is not None]

    def change_date(self, random: Random, count: int) -> list[int]:
        """Put another day for one that a line names."""
        dated = [line for line in [*self.root.walk(), *self._tail] if DEADLINE.search(line.text)]
        chosen = random.sample(dated, min(count, len(dated)))
        for line in chosen:
            line.text = DEADLINE.sub(lambda found: f"{found[1]}{1 + int(found[2]) % 27}{found[3]}", line.text, count=1)
        return [line.origin for line in chosen if line.origin is not None]


def truth(old: PlanDocument, first: Version, new: PlanDocument, later: Version) -> dict[str, str | None]:
    """Tell of each task of the later version which of the first it is (None: none), where the lines tell.

    Tasks of a line are taken in their order, where both versions of it hold as many.
    """
    before = _by_line(old, first, range(len(first.lines)))
    after = _by_line(new, later, later.origins)
    found: dict[str, str | None] = {}
    for origin, tasks in after.items():
        if origin is None:
            found.update(dict.fromkeys((task.id for task in tasks), None))
        elif len(before.get(origin, ())) == len(tasks):
            found.update({task.id: one.id for one, task in zip(before[origin], tasks, strict=True)})
    return found


def _by_line(plan: PlanDocument, version: Version, origins: Iterable[int | None]) -> dict[int | None, list[Task]]:
    """Give a plan's tasks by the first version's lines that they stand in; both come in the same order."""
    lines, numbers = [plain(line) for line in version.lines], list(origins)
    found: dict[int | None, list[Task]] = {}
    at = 0
    for task in plan.tasks:
        start = plain(task.text)[:40]
        place = next((n for n in (*range(at, len(lines)), *range(at)) if start in lines[n]), None)
        if place is not None:
            at = place
            found.setdefault(numbers[place], []).append(task)
    return found


def _plain_words(text: str) -> list[int]:
    """Give the places of words in the middle of a text that are no names, numbers or ends of clauses."""
    words = text.split()
    return [at for at in range(4, len(words) - 2) if words[at].isalpha() and words[at].islower()]


def _rank(line: str) -> int | None:
    return next((rank for rank, style in enumerate(STYLES) if re.match(style, line)), None)


def _numbered(line: Line, above: str) -> Iterator[tuple[str, int | None]]:
    """Yield the lines below a line with their markers, counted anew."""
    counts = [0] * (len(STYLES) + 1)
    for each in line.below:
        counts[each.rank] += 1
        marker = _marker(each.rank, counts[each.rank], above)
        yield f"{marker} {each.text}".strip(), each.origin
        yield from _numbered(each, marker if each.rank == 1 else above)


def _marker(rank: int, count: int, above: str) -> str:
    letter, roman = LETTERS[count - 1 : count], ROMANS[min(count, len(ROMANS)) - 1]
    return (f"{roman}.", f"{count}.", f"{above}{count}.", f"{letter})", "-", "+", "")[rank]
