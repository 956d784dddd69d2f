"""What the place of a passage says about its times: citations, time slots, the item above."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.phrases import alternation, words
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from vbparse.entities.model import Citation, Mention
    from vbparse.entities.times.scene import Slot
    from vbparse.outline.passages import Passage
    from vbparse.textmap import Span

_NEW_LABEL = compile_pattern(r"[;:]")
_TOP = compile_pattern(r"(?:[IVX]+|\d+)(?:\.\d+)?\Z")
_PHASE = compile_pattern(
    r"\A[\s•▪+*–-]*(?:đợt|bước|giai\s+đoạn)\s+(?:thứ\s+)?(?:\d{1,2}|[ivx]{1,4}|một|hai|ba|tư|nhất)\s*[:(–-]\s*"
    r"(?:dự\s+kiến\s+)?(?:trong\s+|từ\s+)?(?:khoảng\s+)?(?:thời\s+gian\s+)?\Z"
)


@cache
def _label_alone() -> re.Pattern[str]:
    """Match an item that is nothing but a slot's label: `Thời gian thực hiện`."""
    return compile_pattern(alternation("slots") + r"(?!\w)[^.;:]{0,80}\Z")


@cache
def _label() -> re.Pattern[str]:
    """Match the label of a time slot: `Thời gian thực hiện: `, `thời gian hoàn thành `."""
    return compile_pattern(rf"(?<!\w){alternation('slots')}(?P<what>[^:.;()]{{0,70}}):\s*")


_FIGURE = compile_pattern(r"\s*(?:\d+(?:[.,]\d+)+|\d{4,}|\d+\s*%)\s*")


@cache
def _spoken() -> re.Pattern[str]:
    """Match a slot's words without colon directly before a time: `thời gian thực hiện từ tháng 3`."""
    return compile_pattern(
        r"(?<!\w)(?:thời\s+(?:gian|hạn))\s+(?:thực\s+hiện|hoàn\s+thành|tổ\s+chức|triển\s+khai|nộp|gửi|báo\s+cáo)(?:\s+(?:là|xong|trước|trong|vào|dự\s+kiến|chậm\s+nhất))*\s+\Z"
    )


class Places:
    """Looks up citations and items of one document."""

    def __init__(self, passages: Sequence[Passage], citations: Sequence[Mention[Citation]]) -> None:
        """Index the citations by their start and the passages by their node."""
        self._citations = sorted(citations, key=lambda mention: mention.span.start)
        self._starts = [mention.span.start for mention in self._citations]
        self._texts: dict[str, str] = {}
        self._figures = {passage.node for passage in passages if _FIGURE.fullmatch(passage.text)}
        for passage in passages:
            if passage.meaning == "task" or passage.node not in self._texts:
                self._texts[passage.node] = passage.text

    def cited(self, span: Span) -> Citation | None:
        """Give the citation in which a span stands."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or self._citations[index].span.end < span.end:
            return None
        return self._citations[index].value

    def beside_figures(self, node: str) -> bool:
        """Tell whether a row of a table holds figures: with decimals, thousands or per cent."""
        return node in self._figures

    def above(self, passage: Passage) -> str:
        """Give the text of the item above a passage (of a table cell: its row's task), in lower case."""
        node = passage.node if passage.meaning is not None else passage.node.rpartition(".")[0]
        return self._texts.get(node, "").lower() if node else ""

    def slot(self, passage: Passage, text: str) -> Slot | None:
        """Tell whether a whole passage is a time slot: a cell, a line under a label."""
        if passage.meaning is not None:
            return "time" if passage.meaning == "time" else None
        if _label().match(text) is None and _label_alone().match(self.above(passage).strip(" :.")):
            return "whole" if "." not in passage.node.rpartition(".")[0] else "time"
        return None

    def label(self, passage: Passage, text: str) -> Slot | None:
        """Tell whether the first sentence of a passage begins with a slot's label."""
        if passage.meaning is not None:
            return None
        found = _label().match(text)
        if found is not None:
            kind = _kind(found["what"])
            return "whole" if kind != "finish" and _TOP.match(passage.node) else kind
        return None


def slot_of(left: str) -> Slot | None:
    """Tell in what slot a time stands by what stands before it in its sentence (`left`, lower case)."""
    if _PHASE.match(left):
        return "phase"
    if ":" in left:
        labels = list(_label().finditer(left))
        if labels and not _NEW_LABEL.search(left, labels[-1].end()):
            return _kind(labels[-1]["what"])
    return "time" if "thời" in left and _spoken().search(left) else None


def _kind(what: str) -> Slot:
    if words("wholes").search(what):
        return "whole"
    if words("finishing").search(what):
        return "finish"
    return "time" if what.strip() else "plain"
