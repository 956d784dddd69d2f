"""What the place of a passage says about its times: citations, time slots, the item above."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.times.phrases import alternation, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Citation, Mention
    from vbparse.outline.passages import Passage
    from vbparse.textmap import Span


@cache
def _label() -> re.Pattern[str]:
    """Match the label of a time slot: `Thời gian thực hiện: `, `thời gian hoàn thành `."""
    return re.compile(rf"(?<!\w){alternation('slots')}(?P<what>[^:.;()]{{0,70}}):\s*")


@cache
def _spoken() -> re.Pattern[str]:
    """Match a slot's words without colon directly before a time: `thời gian thực hiện từ tháng 3`."""
    return re.compile(
        rf"(?<!\w)(?:thời\s+(?:gian|hạn))\s+(?:thực\s+hiện|hoàn\s+thành|tổ\s+chức|triển\s+khai|nộp|gửi|báo\s+cáo)(?:\s+(?:là|xong|trước|trong|vào|dự\s+kiến|chậm\s+nhất))*\s+\Z"
    )


class Places:
    """Looks up citations and items of one document."""

    def __init__(self, passages: Sequence[Passage], citations: Sequence[Mention[Citation]]) -> None:
        """Index the citations by their start and the passages by their node."""
        ordered = sorted(citations, key=lambda mention: mention.span.start)
        self._starts = [mention.span.start for mention in ordered]
        self._citations = ordered
        self._texts: dict[str, str] = {}
        for passage in passages:
            self._texts.setdefault(passage.node, passage.text)

    def cited(self, span: Span) -> Citation | None:
        """Give the citation in which a span stands."""
        index = bisect_right(self._starts, span.start) - 1
        if index < 0 or self._citations[index].span.end < span.end:
            return None
        return self._citations[index].value

    def parent(self, node: str) -> str:
        """Give the text of the item above, in lower case."""
        above = node.rpartition(".")[0]
        return self._texts.get(above, "").lower() if above else ""

    def slot(self, passage: Passage, text: str) -> str | None:
        """Tell whether a whole passage is a time slot (`time`), or that of a whole plan (`whole`)."""
        if passage.meaning is not None:
            return "time" if passage.meaning == "time" else None
        found = _label().match(text)
        if found is not None:
            return _kind(found["what"])
        above = self.parent(passage.node)
        heading = re.match(alternation("slots") + r"(?!\w)[^.;]{0,80}\Z", above.strip(" :."))
        return "whole" if heading else None

    def slot_at(self, passage: Passage, text: str, at: int, begin: int) -> str | None:
        """Tell whether a time at an offset stands in a slot: of the passage, or of a label in its sentence."""
        whole = self.slot(passage, text)
        if whole is not None:
            return whole
        left = text[max(begin, at - 160) : at]
        labels = list(_label().finditer(left))
        if labels and not re.search(r"[;:]", left[labels[-1].end() :]):
            return _kind(labels[-1]["what"])
        return "time" if _spoken().search(left) else None


def _kind(what: str) -> str:
    return "whole" if words("wholes").search(what) else "time"
