"""Grows the tree of nodes from marked and unmarked paragraphs.

Levels are not fixed: a style stands below those it was seen below before, a mark that goes on counting joins its
siblings, and ids are the path of marks (`II.3.b1`, `II.1.2` for `1.2.`).
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from vbparse.outline.lines import is_capital
from vbparse.outline.model import Node
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.layout.flow import Block
    from vbparse.outline.markers import Marker
    from vbparse.outline.model import NodeKind
    from vbparse.textmap import Span

_STRUCTURE = frozenset({"part", "chapter", "section", "subsection", "roman", "capital"})
_LOWER = frozenset({"arabic", "decimal", "letter", "small", "bracket"})
_UPPER = frozenset({"part", "chapter", "roman"})
_HEADINGS = frozenset({"*"})  # a star heads the dashes below it as often as it stands below one


class Leaf(NamedTuple):
    """What a new node is made of: its mark and text, and where they stand."""

    span: Span
    block: Block
    text: str
    marker: Marker | None = None
    marker_span: Span | None = None


class Branch:
    """A node while its children come in; `text` is its own text without the mark."""

    __slots__ = (
        "block", "cells", "children", "counts", "id", "kind", "marker", "marker_span", "marker_text", "span", "table", "text",
    )  # fmt: skip

    def __init__(self, name: str, kind: NodeKind, leaf: Leaf) -> None:
        """Begin without children; `name` is the id."""
        self.id = name
        self.kind = kind
        self.span, self.block, self.text, self.marker, self.marker_span = leaf
        self.marker_text = None if leaf.marker is None else leaf.marker.text or None
        self.cells: tuple[Span, ...] = ()
        self.table: int | None = None
        self.children: list[Branch] = []
        self.counts: Counter[str] = Counter()

    @property
    def is_bullet(self) -> bool:
        """Tell a bullet from a numbered item."""
        return self.marker is not None and self.marker.is_bullet

    def frozen(self) -> Node:
        """Give the finished node."""
        return Node(
            self.id,
            self.kind,
            self.marker_text,
            self.span,
            self.block,
            self.marker_span,
            self.cells,
            self.table,
            tuple(child.frozen() for child in self.children),
        )


class Tree:
    """The nodes of one part of a document (preamble, body, closing, or one annex)."""

    def __init__(self, root: Branch, *, prefix: str = "", kind: NodeKind | None = None) -> None:
        """Start below `root`; `prefix` begins the ids of its children, `kind` is given to all of them.

        `above` keeps, for each style, the styles it was seen below.
        """
        self.root = root
        self._prefix = prefix
        self._kind = kind
        self._stack: list[Branch] = [root]
        self.above: dict[str, set[str]] = {}

    @property
    def owner(self) -> Branch:
        """The node that an unmarked paragraph or a table below the last line belongs to."""
        return next(branch for branch in reversed(self._stack) if not branch.is_bullet)

    @property
    def last(self) -> Branch:
        """The node that came last."""
        return self._stack[-1]

    def below(self, branch: Branch) -> Tree:
        """Give a tree of its own for the groups of a table that stands under `branch`."""
        return Tree(branch, prefix=branch.id or self._prefix, kind="item")

    def leave_bullets(self) -> None:
        """End the bullets: what comes next belongs to the item that holds them."""
        self._pop_to(self.owner)

    def add_paragraph(self, leaf: Leaf) -> Branch:
        """Add an unmarked paragraph: a child of the item that holds the bullets before it."""
        self.leave_bullets()
        return self._child(self.owner, "p", leaf, self._kind or "paragraph")

    def add_note(self, owner: Branch, leaf: Leaf) -> Branch:
        """Add an unmarked group title of a table under the node that holds the table."""
        return self._child(owner, "p", leaf, "paragraph")

    def add_row(self, owner: Branch, leaf: Leaf, cells: tuple[Span, ...], table: int) -> Branch:
        """Add a table row under the node that holds its table; rows are counted through."""
        branch = self._child(owner, "r", leaf, "row")
        branch.cells, branch.table = cells, table
        return branch

    def add_item(self, leaf: Leaf, *, next_style: str | None = None) -> Branch:
        """Add a numbered item or a bullet. `next_style` is the style of the marked line that comes next."""
        if leaf.marker is None:
            message = "an item needs a mark"
            raise ValueError(message)
        marker = self._settled(leaf.marker)
        leaf = Leaf(leaf.span, leaf.block, leaf.text, marker, leaf.marker_span)
        if marker.is_bullet:
            parent = self._bullet_parent(marker, leaf, next_style)
            self._pop_to(parent)
            branch = self._child(parent, "b", leaf, self._kind or "bullet")
        else:
            parent, part = self._item_parent(marker, leaf)
            self._pop_to(parent)
            branch = self._item(parent, part, leaf)
        self._learn(marker)
        self._stack.append(branch)
        return branch

    def _learn(self, marker: Marker) -> None:
        """Note what stands above a style; what was seen the other way round before stays as it was."""
        over = {branch.marker.style for branch in self._stack if branch.marker is not None}
        known = {style for style in over if marker.style in self.above.get(style, ())}
        self.above.setdefault(marker.style, set()).update(over - known - {marker.style})

    def _outranks(self, style: str, other: str) -> bool:
        """Tell whether `other` was seen below `style`."""
        return style in self.above.get(other, ())

    def _settled(self, marker: Marker) -> Marker:
        """Choose between two readings of a mark by what the open lists count to: `I.` after `H.` is a letter."""
        other = marker.other
        if other is None:
            return marker
        for reading in (marker, other):
            if any(self._continues(branch, reading) for branch in reversed(self._stack)):
                return reading
        if other.repaired and not self._is_open("letter"):
            return other
        if marker.family == "letter" and self._is_open("small") and not self._is_open("letter"):
            return other
        return marker

    def _is_open(self, family: str) -> bool:
        return any(branch.marker is not None and branch.marker.family == family for branch in self._stack)

    @staticmethod
    def _continues(branch: Branch, marker: Marker) -> bool:
        mine = branch.marker
        if mine is None or mine.value is None or marker.value is None or mine.family != marker.family:
            return False
        return marker.value == mine.value + 1

    def _item_parent(self, marker: Marker, leaf: Leaf) -> tuple[Branch, str]:
        """Find the node above a numbered item, and what the mark adds to its id."""
        if marker.family == "decimal":
            return self._decimal_parent(marker)
        same = self._same_style(marker)
        if same is not None:
            return self._above(same), marker.part
        joined = self._going_on(marker, leaf)
        if joined is not None:
            return self._above(joined), marker.part
        return self._new_parent(marker), marker.part

    def _decimal_parent(self, marker: Marker) -> tuple[Branch, str]:
        """Find the item whose number a mark repeats: `1.2.` stands under `1.`, and under II beside `2.1.`."""
        for size in range(len(marker.path) - 1, 0, -1):
            head = marker.path[:size]
            for branch in reversed(self._stack[1:]):
                if branch.marker is not None and not branch.is_bullet and _numbers(branch) == head:
                    return branch, ".".join(marker.path[size:])
        above = next((b for b in self._stack[1:] if b.marker is not None and b.marker.family == "arabic"), None)
        if above is not None:
            return self._above(above), ".".join(marker.path)
        same = self._same_style(marker)
        parent = self._above(same) if same is not None else self.owner
        return parent, ".".join(marker.path)

    def _same_style(self, marker: Marker) -> Branch | None:
        """Find the open item of the same style that the mark goes on from."""
        same = [b for b in self._stack[1:] if b.marker is not None and b.marker.style == marker.style]
        going_on = [b for b in same if self._continues(b, marker)]
        found = going_on or same
        return found[-1] if found else None

    def _going_on(self, marker: Marker, leaf: Leaf) -> Branch | None:
        """Find an open item in another style that the mark goes on counting from: `II.` then `3.`, `1.` then `2)`.

        A style that is known to stand below that item does not go on from it.
        """
        if marker.value is None or marker.value < 2:  # noqa: PLR2004
            return None
        for branch in reversed(self._stack[1:]):
            mine = branch.marker
            if mine is None or mine.value is None or mine.value + 1 != marker.value:
                continue
            if mine.family == marker.family and mine.family != "decimal":
                return branch
            if self._outranks(mine.style, marker.style) or mine.family in {"decimal", "bracket"}:
                continue
            if {mine.family, marker.family} <= {"roman", "capital", "arabic"} and is_capital(leaf.text) == is_capital(
                branch.text
            ):
                return branch
        return None

    def _new_parent(self, marker: Marker) -> Branch:
        """Find the node above the first item of a list: the last item, unless its style is known to stand below."""
        top = self.last
        if top.is_bullet and top.text.endswith(":") and marker.value == 1 and marker.family in _LOWER:
            return top
        return next(branch for branch in reversed(self._stack) if self._may_hold(branch, marker))

    def _may_hold(self, branch: Branch, marker: Marker) -> bool:
        """Tell whether a list may begin below a node: sections do not stand below items, nor items below bullets."""
        mine = branch.marker
        if branch is self.root or mine is None:
            return True
        if mine.is_bullet or self._outranks(marker.style, mine.style):
            return False
        return not (marker.family in _UPPER and mine.family in _LOWER)

    def _bullet_parent(self, marker: Marker, leaf: Leaf, next_style: str | None) -> Branch:
        """Find the node above a bullet: `+` stands under `-`, a dash under the item."""
        same = next(
            (b for b in reversed(self._stack) if b.is_bullet and b.marker and b.marker.style == marker.style), None
        )
        if same is not None:
            return self._above(same)
        top = self.last
        if not top.is_bullet:
            return self._beside_bracket(marker)
        if top.text.endswith(":"):
            return top
        for branch in reversed(self._stack):
            mine = branch.marker
            if mine is None or not mine.is_bullet:
                break
            if self._outranks(mine.style, marker.style):
                return branch
        if top.marker is not None and self._outranks(marker.style, top.marker.style):
            return self.owner
        heads = leaf.text.endswith(":") and next_style is not None and top.marker and next_style == top.marker.style
        return self.owner if heads or marker.style in _HEADINGS else top

    def _beside_bracket(self, marker: Marker) -> Branch:
        """Put a bullet beside `(3)` where the bullets of its list stood before `(1)`."""
        top = self.last
        if top.marker is None or top.marker.family != "bracket" or top.text.endswith(":"):
            return top
        above = self._above(top)
        first = next((child.marker.style for child in above.children if child.marker), None)
        nested = any(
            child.children for child in above.children if child.marker and child.marker.style == top.marker.style
        )
        return above if first == marker.style and not nested else top

    def _above(self, branch: Branch) -> Branch:
        return self._stack[self._stack.index(branch) - 1]

    def _pop_to(self, branch: Branch) -> None:
        while self._stack[-1] is not branch:
            self._stack.pop()

    def _item(self, parent: Branch, part: str, leaf: Leaf) -> Branch:
        """Add a numbered node; a mark that its siblings used already gets `~2`."""
        parent.counts[f"={part}"] += 1
        again = parent.counts[f"={part}"]
        name = part if again == 1 else f"{part}~{again}"
        is_section = parent is self.root or (leaf.marker is not None and leaf.marker.family in _STRUCTURE)
        kind: NodeKind = self._kind or ("section" if is_section else "item")
        return self._attached(parent, name, leaf, kind)

    def _child(self, parent: Branch, letter: str, leaf: Leaf, kind: NodeKind) -> Branch:
        parent.counts[letter] += 1
        return self._attached(parent, f"{letter}{parent.counts[letter]}", leaf, kind)

    def _attached(self, parent: Branch, name: str, leaf: Leaf, kind: NodeKind) -> Branch:
        branch = Branch(self._id(parent, name), kind, leaf)
        parent.children.append(branch)
        return branch

    def _id(self, parent: Branch, name: str) -> str:
        above = parent.id if parent is not self.root else self._prefix
        return f"{above}.{name}" if above else name


def _numbers(branch: Branch) -> tuple[str, ...]:
    return branch.marker.path if branch.marker is not None else ()
