"""Citations without a document number: by title, by law's name, by bare or blank number.

"Luật Bình đẳng giới", "Chiến lược quốc gia về bình đẳng giới giai đoạn 2021-2030", "Kế hoạch 437" are documents;
"Kế hoạch này", "Luật", "kế hoạch của UBND quận", "xây dựng Kế hoạch ..." are none (gold/GUIDE.md, "citations").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.entities.citations import contexts
from vbparse.entities.citations.dates import read_date_tail
from vbparse.entities.citations.laws import read_law
from vbparse.entities.citations.naming import allows_case, is_naming, is_own_title
from vbparse.entities.citations.numbered import bare_name, read_blank, with_tails
from vbparse.entities.citations.titles import Title, Walk, read_title
from vbparse.entities.citations.view import Found, View, found_before, found_behind
from vbparse.entities.citations.words import phrases
from vbparse.entities.model import Citation
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from vbparse.entities.citations.types import Head

_ATTACHED = compile_pattern(r"^\W*(?:ban hành\s+)?(?:kèm|đính kèm)(?:\s+theo)?\s$", re.IGNORECASE)
_LISTED = compile_pattern(r"\s*(?:[,;]|và|[,;]\s*và)\s*")
_MADE_TOO = compile_pattern(r"[;,]\s*và\s+$")
_CLAUSE = compile_pattern(r"[;:(]|\.\s")
_SENTENCE = compile_pattern(r"\.\s")


def find_named(view: View, coded: Sequence[Found]) -> list[Found]:
    """Find all citations without a code, in order, beside the `coded` ones of the same passage."""
    return list(_Finder(view, coded).run())


class _Finder:
    """Reads the type words of one passage from left to right.

    `before` is the citation found last; `shut` a name that belongs to a body ("Tổ công tác triển khai Đề án 06");
    `made` the last document that is yet to be made.
    """

    def __init__(self, view: View, coded: Sequence[Found]) -> None:
        self.view, self.coded = view, coded
        self.before: Found | None = None
        self.shut: tuple[str, int] = ("", 0)
        self.made: Head | None = None

    def run(self) -> Iterator[Found]:
        for head in self.view.heads:
            if self._is_taken(head):
                continue
            found = self._numbered(head) or read_blank(self.view, head, self._limit(head)) or self._titled(head)
            if found is not None:
                self.before = found
                yield found

    def _is_taken(self, head: Head) -> bool:
        """Tell whether the type word lies in a citation already found."""
        if self.before is not None and head.start < self.before.end:
            return True
        before = found_before(self.coded, head.start)
        behind = found_behind(self.coded, before.end if before else 0)
        return behind is not None and behind.start <= head.start < behind.end

    def _limit(self, head: Head) -> int:
        """Give the offset at which the next coded document begins."""
        behind = found_behind(self.coded, head.end)
        return behind.start if behind else len(self.view.text)

    def _numbered(self, head: Head) -> Found | None:
        bare = bare_name(self.view, head)
        if bare is None:
            return None
        name, end = bare
        if contexts.is_in_name(self.view, head):
            self.shut = (name, head.end)
            return None
        if self.shut[0] == name and not _CLAUSE.search(self.view.text, self.shut[1], head.start):
            return None
        return with_tails(self.view, head, end, "type+number")

    def _titled(self, head: Head) -> Found | None:
        match head.type.named:
            case "law":
                return read_law(self.view, head, self._limit(head))
            case "report":
                return self._report(head)
            case "capital" | "inside":
                return self._policy(head)
            case _:
                return None

    def _report(self, head: Head) -> Found | None:
        """Read a report that is handed in or heard: "trình bày báo cáo tình hình kinh tế - xã hội ..."."""
        before = self.before
        chained = (
            before is not None
            and before.value.type == head.type.name
            and _LISTED.fullmatch(self.view.text, before.end, head.start) is not None
        )
        index = self.view.words.index_at(head.start)
        if not chained and not phrases("report", "before").match_before(self.view.words.items, index):
            return None
        title = read_title(self.view, head.end, Walk(inside=True, limit=self._limit(head)))
        return self._found(head, title, "report") if is_naming(self.view, title, inside=True) else None

    def _policy(self, head: Head) -> Found | None:
        """Read a plan, programme, strategy ... by its title."""
        view = self.view
        inside = contexts.in_title_of(view, self.coded, view.text.rfind(" ", 0, head.start) + 1)
        handed = inside and contexts.is_handed_over(view, head)
        if self._is_excluded(head, handed=handed):
            return None
        title = read_title(view, head.end, Walk(inside=inside, limit=self._limit(head), basis=_is_basis(view)))
        if not is_naming(view, title, inside=inside) or (not inside and is_own_title(view, title)):
            return None
        if not allows_case(view, head, title, handed=handed):
            return None
        return self._found(head, title, "title+inside" if inside else "title")

    def _is_excluded(self, head: Head, *, handed: bool) -> bool:
        """Tell whether what stands before the type word excludes a citation; `handed`: a coded document names it."""
        view = self.view
        first = not view.text[: head.start].strip()
        if view.passage.meaning == "deliverable" or (first and view.passage.meaning == "task"):
            return True
        if head.type.named == "inside" and not (
            handed and view.is_capital(head) and not contexts.follows_about(view, head)
        ):
            return True
        if contexts.is_in_name(view, head) or _ATTACHED.match(view.text[: head.start]):
            return True
        return not handed and (self._is_made(head) or contexts.is_own_or_set(view, head))

    def _is_made(self, head: Head) -> bool:
        """Tell whether the document is yet to be made, or stands beside one that is ("...; và Kế hoạch ...")."""
        if contexts.is_yet_to_be_made(self.view, head):
            self.made = head
            return True
        made = self.made
        if made is None or made.type != head.type:
            return False
        gap = self.view.text[made.end : head.start]
        return _MADE_TOO.search(gap) is not None and _SENTENCE.search(gap) is None

    def _found(self, head: Head, title: Title, rule: str) -> Found:
        date = read_date_tail(self.view.text, title.end)
        printed = self.view.text[title.start : title.end].strip()
        value = Citation(head.type.name, None, date.value if date else None, title.issuer, printed)
        return Found(head.start, date.end if date else title.end, value, rule)


def _is_basis(view: View) -> bool:
    """Tell whether the passage is a legal basis ("Căn cứ ...;")."""
    return view.passage.zone == "preamble" and view.text.lstrip(" -*+").startswith("Căn cứ")
