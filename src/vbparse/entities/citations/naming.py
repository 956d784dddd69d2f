"""Whether the words behind a type word name a document.

"Kế hoạch triển khai thực hiện", "Chương trình của tỉnh", "Kế hoạch năm 2024" name none; in small letters only what
cannot be anything else ("kế hoạch phát triển kinh tế - xã hội của quận") does (gold/GUIDE.md, "citations").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.citations.issuers import issuer_end
from vbparse.entities.citations.words import ABOUT, OF, phrase_list, phrases

if TYPE_CHECKING:
    from vbparse.entities.citations.titles import Title
    from vbparse.entities.citations.types import Head
    from vbparse.entities.citations.view import View

_OWN_WORDS = 4
_OWN_OPENING = 7


def is_naming(view: View, title: Title, *, inside: bool) -> bool:
    """Tell whether the title says something: not bare, not only "triển khai thực hiện", not only whose it is.

    `inside` a coded document's title a bare type word counts too ("Kế hoạch triển khai Đề án").
    """
    items = view.words.items
    first, last = view.words.index_at(title.start), view.words.index_at(title.end)
    if first >= last or phrases("not_cited", "bare").match(items, first):
        return False
    if items[first].key == OF:
        end = issuer_end(view.words, first + 1)
        return end is not None and end < last
    if items[first].key == ABOUT and issuer_end(view.words, first + 1) is not None:
        return False  # "báo cáo kết quả thực hiện Kế hoạch về UBND quận": to whom, not about what
    if inside and title.issuer and phrases("not_cited", "issued").match(items, first):
        return True
    return _has_content(view, first, last, inside=inside)


def _has_content(view: View, first: int, last: int, *, inside: bool) -> bool:
    """Tell whether a word stands among `first:last` that is neither generic nor a number nor a bare type word."""
    items = view.words.items
    generic = phrases("not_cited", "generic")
    types = {} if inside else {one.start: one.end for one in view.heads_within(items[first].start, items[last - 1].end)}
    here = first
    while here < last:
        end = types.get(items[here].start)
        step = view.words.index_at(end) - here if end else generic.match(items, here)
        if not step and not items[here].key.isdigit() and items[here].key not in {"-", "/", "(", ")", ","}:
            return True
        here += step or 1
    return False


def is_own_title(view: View, title: Title) -> bool:
    """Tell whether the title is the beginning of the document's own, or holds that beginning."""
    if view.passage.node == "H":
        return False
    first, last = view.words.index_at(title.start), view.words.index_at(title.end)
    keys = tuple(word.key for word in view.words.items[first:last])
    own = view.known.own_title
    if len(keys) >= _OWN_WORDS and own[: len(keys)] == keys:
        return True
    opening = own[:_OWN_OPENING]
    return len(opening) == _OWN_OPENING and any(keys[n : n + _OWN_OPENING] == opening for n in range(len(keys)))


def allows_case(view: View, head: Head, title: Title, *, handed: bool) -> bool:
    """Tell whether the type word is printed as that of a document, or its title leaves no doubt.

    `handed`: a coded document names it ("ban hành kế hoạch cải cách hành chính ...").
    """
    items = view.words.items
    index = view.words.index_at(head.end)
    name = head.type.name
    if name == "Nghị quyết" and not phrases("resolution", "openings").match(items, index):
        return False
    if view.loud:
        return handed or phrases("small", "loud_openings").match(items, index) > 0
    if handed and name in phrase_list("small", "handed_types"):
        return True
    opens = view.is_capital(head) and not view.text[: head.start].rstrip(' -*+(“"').rstrip(":")
    if view.is_capital(head) and not (opens and name in phrase_list("small", "sentence_types")):
        return True
    return (opens or name in phrase_list("small", "types")) and _is_unmistakable(view, title, index)


def _is_unmistakable(view: View, title: Title, index: int) -> bool:
    """Tell whether a title behind a type word in small letters can be nothing else."""
    if title.period or phrases("small", "openings").match(view.words.items, index):
        return True
    quoted = view.text[title.start : title.end].lstrip()[:1] in {"“", '"'}
    return quoted or any(view.is_capital(one) for one in view.heads_within(title.start, title.end))
