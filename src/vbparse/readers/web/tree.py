"""A web page as a tree, with the end tags put in that HTML lets authors leave out."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Final

from vbparse.errors import LimitExceeded

DEEPEST: Final = 120
"""Elements in elements; what lies deeper is taken for children of the last one."""
MOST_NODES: Final = 1_000_000
VOID: Final = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
BLOCKS: Final = frozenset(
    ("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "div", "dl", "dt", "fieldset",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main",
     "nav", "ol", "p", "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_CLOSES: Final = {
    "li": (frozenset({"li"}), frozenset({"ul", "ol"})),
    "dt": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "dd": (frozenset({"dt", "dd"}), frozenset({"dl"})),
    "tr": (frozenset({"tr", "td", "th"}), frozenset({"table"})),
    "td": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "th": (frozenset({"td", "th"}), frozenset({"tr", "table"})),
    "tbody": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
    "tfoot": (frozenset({"thead", "tbody", "tfoot", "tr", "td", "th"}), frozenset({"table"})),
}
"""What the start of an element ends, and where the search for it stops."""


class Node:
    """An element (`tag` in lower case), or a piece of text (`tag` is empty)."""

    __slots__ = ("attributes", "children", "tag", "text")

    def __init__(self, tag: str, attributes: dict[str, str] | None = None, text: str = "") -> None:
        self.tag = tag
        self.attributes = attributes or {}
        self.text = text
        self.children: list[Node] = []


def parse_html(text: str) -> tuple[Node, str]:
    """Parse a page; gives its tree and its style sheets. Raises `LimitExceeded`."""
    builder = _Builder()
    builder.feed(text)
    builder.close()
    return builder.root, "\n".join(builder.sheets)


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("html")
        self.sheets: list[str] = []
        self._open = [self.root]
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._end_implied(tag)
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._add(node)
        if tag not in VOID and len(self._open) < DEEPEST:
            self._open.append(node)

    def handle_endtag(self, tag: str) -> None:
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                del self._open[at:]
                return
            if self._open[at].tag == "table" and tag != "table" and tag in BLOCKS:
                return  # the end of something outside the table

    def handle_data(self, data: str) -> None:
        tag = self._open[-1].tag
        if tag == "style":
            self.sheets.append(data)
        elif tag != "script":
            self._add(Node("", text=data))

    def _add(self, node: Node) -> None:
        self._count += 1
        if self._count > MOST_NODES:
            message = f"the page has more than {MOST_NODES} elements"
            raise LimitExceeded(message)
        self._open[-1].children.append(node)

    def _end_implied(self, tag: str) -> None:
        if tag in BLOCKS and self._open[-1].tag == "p":
            self._open.pop()
        if tag not in _CLOSES:
            return
        ended, stops = _CLOSES[tag]
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in stops:
                return
            if self._open[at].tag in ended:
                first = at
                while first > 1 and self._open[first - 1].tag in ended:
                    first -= 1
                del self._open[first:]
                return
