"""What stands before a type word: whether a document is cited there at all.

"xây dựng Kế hoạch ..." is yet to be made, "các Chương trình, Đề án ..." is a set, "Tổ công tác triển khai Đề án 06"
a body, "Phòng Tài chính - Kế hoạch" a room, "Trên đây là Kế hoạch ..." the document itself (gold/GUIDE.md, "citations").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.citations.issuers import issuer_end
from vbparse.entities.citations.view import found_before
from vbparse.entities.citations.words import ABOUT, AND, phrase_keys, phrases
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.citations.types import Head
    from vbparse.entities.citations.view import Found, View

_BREAK = compile_pattern(r"[;:]|\.\s|\.$|…|,\s+(?!Về\s|Ban\s+hành|Phê\s+duyệt|Quy\s+định)[A-ZĐƯỦ]")
_NOTE = compile_pattern(r"\s*\([^()]{1,80}\)")
_NEAR = 90
_ADVISE = phrase_keys("tham mưu")
_SYSTEM_REACH = 8
_ADVISE_REACH = 16


def in_title_of(view: View, coded: Sequence[Found], at: int) -> bool:
    """Tell whether offset `at` lies in the title of one of the `coded` documents ("... phê duyệt Đề án ...")."""
    before = found_before(coded, at)
    if before is None:
        return False
    start = before.end
    note = _NOTE.match(view.text, start, at)
    start = note.end() if note else start
    if _BREAK.search(view.text, start, at):
        return False
    items = view.words.items
    index = view.words.index_at(start)
    while index < len(items) and items[index].start < at and items[index].key in {",", "“", '"', "("}:
        index += 1
    if index < len(items) and items[index].start < at and phrases("title", "openers").match(items, index):
        return True
    return at - start < _NEAR and phrases("title", "hands_over").match_before(items, view.words.index_at(at)) > 0


def is_handed_over(view: View, head: Head) -> bool:
    """Tell whether the word before the type word hands over to it: "phê duyệt", "ban hành", "thực hiện"."""
    return phrases("title", "hands_over").match_before(view.words.items, view.index_before(head)) > 0


def follows_about(view: View, head: Head) -> bool:
    """Tell whether "về" stands straight before: there "Quy định ..." is a verb."""
    index = view.words.index_at(head.start)
    return index > 0 and view.words.items[index - 1].key == ABOUT


def is_own_or_set(view: View, head: Head) -> bool:
    """Tell whether the type word means the document itself ("Trên đây là ...") or a set ("các Chương trình, Đề án")."""
    items = view.words.items
    here: int | None = view.index_before(head)
    if phrases("not_cited", "own").match_before(items, here or 0):
        return True
    plural = phrases("not_cited", "plural")
    while here:
        if plural.match_before(items, here):
            return True
        here = _listed_before(view, here)
    return False


def is_yet_to_be_made(view: View, head: Head) -> bool:
    """Tell whether the words before make the document: "xây dựng", "tham mưu UBND quận ban hành", "Sản phẩm:"."""
    items = view.words.items
    making, nouns = phrases("making", "verbs"), phrases("making", "nouns")
    here = view.index_before(head)
    if here and items[here - 1].key == ":" and phrases("making", "slots").match_before(items, here - 1):
        return True
    while here:
        step = 0 if nouns.match_before(items, here) else making.match_before(items, here)
        if step:
            return not phrases("making", "done").match_before(items, here - step)
        before = _before_modifiers(view, here)
        if before is None:
            return _is_advised(view, here)
        here = before
    return False


def _before_modifiers(view: View, here: int) -> int | None:
    """Step back over what may stand between a verb and its document; None where nothing of it stands there."""
    step = phrases("making", "between").match_before(view.words.items, here) or _shared(view, here)
    return here - step if step else _listed_before(view, here)


def _listed_before(view: View, here: int) -> int | None:
    """Give the index of the type word that "," or "và" before word `here` joins to it: "Chương trình, Đề án"."""
    items = view.words.items
    if here <= 1 or items[here - 1].key not in {",", "/", AND}:
        return None
    before = view.head_that_ends(items[here - 2].end)
    return None if before is None else view.words.index_at(before.start)


def _shared(view: View, here: int) -> int:
    """Give the number of words of "và tổ chức thực hiện" before word `here`; 0 without the joint."""
    items = view.words.items
    width = 0
    while step := phrases("making", "shared").match_before(items, here - width):
        width += step
    joint = phrases("making", "joints").match_before(items, here - width)
    return width + joint if width and joint else 0


def _is_advised(view: View, here: int) -> bool:
    """Tell whether "tham mưu X" with X a body stands straight before word `here`."""
    items = view.words.items
    width = len(_ADVISE)
    for first in range(here - width, max(here - _ADVISE_REACH, -1), -1):
        if tuple(word.key for word in items[first : first + width]) == _ADVISE:
            return issuer_end(view.words, first + width, small=False) == here
    return False


def is_in_name(view: View, head: Head) -> bool:
    """Tell whether the type word is part of the name of a body, a room or a system."""
    index = view.index_before(head)
    if head.type.name == "Kế hoạch" and _is_room(view, head, index):
        return True
    return _is_in_body(view, index) or _is_in_system(view, index)


def _is_room(view: View, head: Head, index: int) -> bool:
    """Tell whether "Kế hoạch" is the field of a room or body: "Phòng Tài chính - Kế hoạch", "Bộ Kế hoạch và Đầu tư"."""
    items = view.words.items
    here = index - 1 if index and items[index - 1].key in {"-", "&", AND} else index
    if phrases("inside_names", "rooms").match_before(items, here):
        return True
    return phrases("inside_names", "room_tails").match(items, view.words.index_at(head.end)) > 0


def _is_in_body(view: View, index: int) -> bool:
    """Tell whether the name of an ad hoc body stands before: "Ban Chỉ đạo (thực hiện) Chương trình ..."."""
    items = view.words.items
    here = index
    while step := phrases("inside_names", "doing").match_before(items, here):
        here -= step
    width = phrases("inside_names", "bodies").match_before(items, here)
    return width > 0 and (view.words.is_capital(here - width) or here < index)


def _is_in_system(view: View, index: int) -> bool:
    """Tell whether a system is named: "phần mềm theo dõi, giám sát Đề án 06"."""
    items = view.words.items
    for here in range(index, max(index - _SYSTEM_REACH, 0), -1):
        if items[here - 1].key in {";", ".", ":", "(", ")"}:
            return False
        if phrases("inside_names", "systems").match_before(items, here):
            return True
    return False
