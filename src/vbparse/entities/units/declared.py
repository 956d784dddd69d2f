"""Names that the text itself declares: "Ban Chỉ đạo quốc gia về ... (sau đây gọi tắt là Ban Chỉ đạo 1237)"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import UPPER
from vbparse.lexicon.trie import JOINTS, Trie

if TYPE_CHECKING:
    from vbparse.entities.units.parts import Found, View

_SAYS = frozenset(map(fold_word, ("gọi", "viết")))
_LONGEST = 20


class Declared:
    """The short names of one document, in force from where they are declared."""

    __slots__ = ("names", "starts")

    def __init__(self) -> None:
        self.names: Trie[Found] = Trie()
        self.starts: set[str] = set()

    def find(self, view: View, at: int) -> Found | None:
        """Find a declared name at piece `at`."""
        hit = self.names.longest(view.pieces, at, view.stop)
        if hit is None or not view.capital(at):
            return None
        return hit.value._replace(start=at, end=hit.end, rule="declared")

    def learn(self, view: View, mention: Found, name: str) -> int:
        """Read a declaration in brackets behind a mention; give the index behind it, or the mention's end."""
        alias = _alias(view, mention)
        if alias is None:
            return mention.end
        first, last, end = alias
        self.names.add(view.pieces.slice(first, last), mention._replace(name=name))
        self.starts.add(view.key(first))
        return end


def _alias(view: View, mention: Found) -> tuple[int, int, int] | None:
    """Give first and last piece of the short name, and the index behind the bracket."""
    open_at = mention.end
    if view.key(open_at) != "(" or mention.cls not in {"named", "group"}:
        return None
    close = next((n for n in range(open_at + 1, min(open_at + _LONGEST, view.stop)) if view.key(n) == ")"), None)
    if close is None:
        return None
    first = open_at + 1
    while first < close and (view.key(first) == ":" or view.phrase("declares", first) is not None):
        first = view.phrase("declares", first) or first + 1
    says = any(view.key(n) in _SAYS for n in range(open_at + 1, first))
    if first == close or not (says or _is_abbreviation(view, first, close, mention)):
        return None
    return first, close, close + 1


def _is_abbreviation(view: View, first: int, last: int, mention: Found) -> bool:
    """Tell an abbreviation of the name from a desk or a place in brackets: capitals, the same first letter."""
    if any(view.case(n) != UPPER and view.key(n) not in JOINTS for n in range(first, last)):
        return False
    return view.pieces.text[view.pieces.starts[first]] == view.pieces.text[view.pieces.starts[mention.start]].upper()
