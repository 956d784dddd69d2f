"""The differences of two plans laid out for reading."""

from __future__ import annotations

import io
import shutil
import sys
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from vbparse.export.columns import day_of
from vbparse.export.recurrence import describe

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from vbparse.export.options import Lang
    from vbparse.revise.model import Change, Changes, FieldChange, Side, Value

_PLAIN_WIDTH: Final = 120
"""Columns where the output is no terminal."""
_MOST_WORDS: Final = 2000
"""Words of a text beyond which those that differ are not looked for."""
_BEGINNING: Final = 80
"""Characters that are shown of such a text."""
_STYLES: Final = {"added": "green", "removed": "red", "changed": "yellow"}
_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "old": "Bản cũ",
        "new": "Bản mới",
        "amends": "Văn bản điều chỉnh, bổ sung: nhiệm vụ không được nhắc tới thì giữ nguyên.",
        "counts": "Thêm {0}, bỏ {1}, sửa {2}, chỉ đổi mã {3}, giữ nguyên {4}.",
        "none": "Không có gì khác nhau.",
        "header": "PHẦN ĐẦU VÀ CHỮ KÝ",
        "tasks": "NHIỆM VỤ",
        "moves": "CHỈ ĐỔI MÃ",
        "unread": "Chưa đọc được nội dung điều chỉnh ở: {0}. Hãy xem lại các mục này.",
        "what": "Thay đổi",
        "id": "Mã",
        "task": "Nhiệm vụ",
        "fields": "Cũ → mới",
        "added": "thêm",
        "removed": "bỏ",
        "changed": "sửa",
        "split": "tách ra từ {0}",
        "merged": "gộp vào {0}",
        "repealed": "bãi bỏ theo {0}",
        "amended": "sửa theo {0}",
        "affects": "Kéo theo thời hạn của: {0}",
        "doubtful": "Cần xem lại: có thể không phải cùng một nhiệm vụ ({0:.0%}).",
        "insert": "thêm “{0}”",
        "delete": "bỏ “{0}”",
        "nothing": "(không có)",
        "text": "Lời văn",
        "lead": "Chủ trì",
        "cooperate": "Phối hợp",
        "advise_to": "Tham mưu cho",
        "report_to": "Báo cáo cho",
        "due": "Thời hạn",
        "rrule": "Định kỳ",
        "inherited_due": "Thời hạn (kế thừa)",
        "inherited_rrule": "Định kỳ (kế thừa)",
        "deliverables": "Sản phẩm",
        "modality": "Tính chất",
        "assign": "giao",
        "request": "đề nghị",
        "encourage": "khuyến khích",
        "issuer": "Cơ quan ban hành",
        "code": "Số, ký hiệu",
        "type": "Loại văn bản",
        "place": "Địa danh",
        "date": "Ngày ban hành",
        "title": "Trích yếu",
        "year": "Năm kế hoạch",
        "urgency": "Độ khẩn",
        "secrecy": "Độ mật",
        "draft": "Dự thảo",
        "signer": "Người ký",
    },
    "en": {
        "old": "Old",
        "new": "New",
        "amends": "An amendment: tasks that it does not name stay as they are.",
        "counts": "Added {0}, removed {1}, changed {2}, id only {3}, the same {4}.",
        "none": "Nothing differs.",
        "header": "LETTERHEAD AND SIGNATURE",
        "tasks": "TASKS",
        "moves": "ID ONLY",
        "unread": "What is changed in {0} could not be read: look at these items.",
        "what": "Change",
        "id": "Id",
        "task": "Task",
        "fields": "Old → new",
        "added": "added",
        "removed": "removed",
        "changed": "changed",
        "split": "split from {0}",
        "merged": "merged into {0}",
        "repealed": "repealed by {0}",
        "amended": "amended by {0}",
        "affects": "Also sets the deadline of: {0}",
        "doubtful": "Look at this: perhaps not the same task ({0:.0%}).",
        "insert": "added “{0}”",
        "delete": "removed “{0}”",
        "nothing": "(none)",
        "text": "Wording",
        "lead": "Lead",
        "cooperate": "Cooperating",
        "advise_to": "Advises",
        "report_to": "Reports to",
        "due": "Due",
        "rrule": "Recurrence",
        "inherited_due": "Due (inherited)",
        "inherited_rrule": "Recurrence (inherited)",
        "deliverables": "Deliverables",
        "modality": "Modality",
        "assign": "assigned",
        "request": "requested",
        "encourage": "encouraged",
        "issuer": "Issuer",
        "code": "Number",
        "type": "Type",
        "place": "Place",
        "date": "Date",
        "title": "Subject",
        "year": "Plan years",
        "urgency": "Urgency",
        "secrecy": "Secrecy",
        "draft": "Draft",
        "signer": "Signed by",
    },
}


def render_changes(changes: Changes, lang: Lang) -> str:
    """Give the whole text, coloured if standard output is a terminal."""
    terminal = sys.stdout is not None and sys.stdout.isatty()
    width = shutil.get_terminal_size().columns if terminal else _PLAIN_WIDTH
    out = io.StringIO()
    page = Console(file=out, force_terminal=terminal, width=width, highlight=False, soft_wrap=False)
    for part in _Layout(lang).parts(changes):
        page.print(part)
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().splitlines())


class _Layout:
    """Lays changes out in a language."""

    def __init__(self, lang: Lang) -> None:
        self._lang = lang
        self._words = _WORDS[lang]

    def parts(self, changes: Changes) -> Iterator[Text | Table]:
        """Yield what is shown, from top to bottom."""
        words = self._words
        yield self._sides(changes)
        if changes.amendment:
            yield Text(f"\n{words['amends']}")
        counts = (len(changes.of(kind)) for kind in ("added", "removed", "changed", "moved"))
        told = words["counts"].format(*counts, changes.same)
        yield Text(f"\n{told if changes.tasks else words['none'] if not changes.header else told}")
        if changes.header:
            yield Text(f"\n{words['header']}", "bold")
            yield from (self._line(field) for field in changes.header)
        told_tasks = [change for change in changes.tasks if change.kind != "moved"]
        if told_tasks:
            yield Text(f"\n{words['tasks']}", "bold")
            yield self._table(told_tasks)
        if moves := changes.of("moved"):
            yield Text(f"\n{words['moves']}", "bold")
            yield _text(", ".join(_moves(moves)))
        if changes.unread:
            yield Text(f"\n{words['unread'].format(', '.join(changes.unread))}", "yellow")

    def _sides(self, changes: Changes) -> Table:
        grid = Table.grid(padding=(0, 2))
        for key, side in (("old", changes.old), ("new", changes.new)):
            grid.add_row(Text(self._words[key], "dim"), _text(self._named(side)))
        return grid

    def _named(self, side: Side) -> str:
        header = side.header
        known = (header.code, header.date and self._day(header.date), header.title)
        return f"{side.name} ({', '.join(filter(None, known))})" if any(known) else side.name

    def _table(self, changes: Iterable[Change]) -> Table:
        words = self._words
        table = Table(show_lines=True, header_style="bold", expand=True)
        for key, ratio in (("what", 2), ("id", 3), ("task", 8), ("fields", 8)):
            table.add_column(words[key], ratio=ratio, overflow="fold")
        for change in changes:
            task = change.new if change.kind != "removed" else change.old
            table.add_row(
                Text(words[change.kind], _STYLES[change.kind]),
                _ids(change),
                _text(task.text if task else ""),
                self._details(change),
            )
        return table

    def _details(self, change: Change) -> Text:
        """Tell what differs; of a task that came or went, who leads it and by when."""
        words = self._words
        lines = []
        if change.relation is not None:
            other = change.old if change.relation == "split" else change.new
            lines.append(_text(words[change.relation].format(other.id if other else "")))
        lines += [self._line(field) for field in change.fields if change.kind == "changed" or field.name in _TOLD]
        if change.affects:
            lines.append(_text(words["affects"].format(", ".join(change.affects))))
        if change.doubtful:
            lines.append(Text(words["doubtful"].format(change.confidence), "bold yellow"))
        return Text("\n").join(lines)

    def _line(self, field: FieldChange) -> Text:
        label = f"{self._words[field.name]}: "
        if field.name in _TEXTS and isinstance(field.old, str) and isinstance(field.new, str):
            return _text(label + "; ".join(self._words_changed(field.old, field.new)))
        if not field.old or not field.new:
            shown = self._shown(field.name, field.old or field.new)
            return _text(f"{label}{shown} → {self._words['nothing']}" if field.old else label + shown)
        return _text(f"{label}{self._shown(field.name, field.old)} → {self._shown(field.name, field.new)}")

    def _shown(self, name: str, value: Value) -> str:
        if value is None or isinstance(value, str):
            value = (value,) if value else ()
        return "; ".join(self._one(name, str(each)) for each in value) or self._words["nothing"]

    def _one(self, name: str, value: str) -> str:
        if name in {"due", "inherited_due", "date"}:
            return self._day(value)
        if name in {"rrule", "inherited_rrule"}:
            return describe(value, self._lang)
        return self._words[value] if name == "modality" else value

    def _day(self, text: str) -> str:
        day = day_of(text)
        return f"{day:%d/%m/%Y}" if day and self._lang == "vi" else text

    def _words_changed(self, old: str, new: str) -> Iterator[str]:
        """Yield the words that differ: “20/5/2024” → “28/5/2024”."""
        before, after = old.split(), new.split()
        if max(len(before), len(after)) > _MOST_WORDS:
            yield f"“{old[:_BEGINNING]}…” → “{new[:_BEGINNING]}…”"
            return
        for tag, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
            if tag == "replace":
                yield f"“{' '.join(before[a:b])}” → “{' '.join(after[c:d])}”"
            elif tag != "equal":
                yield self._words[tag].format(" ".join(before[a:b] or after[c:d]))


_TEXTS: Final = frozenset({"text", "title"})
_TOLD: Final = frozenset({"lead", "due", "rrule"})
"""What is told of a task that came or went, besides its words."""


def _ids(change: Change) -> Text:
    old, new = (task.id if task else None for task in (change.old, change.new))
    if change.kind == "changed":
        return _text(old or "") if old == new else _text(f"{old} → {new}")
    return _text((new if change.kind == "added" else old) or "")


def _moves(moves: Iterable[Change]) -> Iterator[str]:
    """Yield who went where; those of one branch together: `II… → III… (14)`."""
    counts: dict[tuple[str, str], list[Change]] = {}
    for change in moves:
        assert change.old is not None
        assert change.new is not None
        counts.setdefault(_branches(change.old.id, change.new.id), []).append(change)
    for (old, new), found in counts.items():
        one = found[0]
        if len(found) > 1:
            yield f"{old}… → {new}… ({len(found)})"
        elif one.old is not None and one.new is not None:
            yield f"{one.old.id} → {one.new.id}"


def _branches(old: str, new: str) -> tuple[str, str]:
    """Give the parts of two ids in front of what they have in common at the end."""
    before, after = old.split("."), new.split(".")
    while len(before) > 1 and len(after) > 1 and before[-1] == after[-1]:
        before.pop()
        after.pop()
    return ".".join(before), ".".join(after)


def _text(text: str) -> Text:
    """Give printed text, without characters that a terminal would obey."""
    return Text("".join(char if char.isprintable() or char == "\n" else " " for char in text))
