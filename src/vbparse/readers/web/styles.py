"""The little of CSS that says what a page shows: hidden, bold, capitals, alignment."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.readers.web.tree import Node

MOST_CSS: Final = 1_000_000
"""Characters of style sheets that are looked at."""
_RULE = compile_pattern(r"([^{}]{1,500})\{([^{}]{0,5000})\}")
_COMMENT = compile_pattern(r"/\*.*?\*/|<!--|-->")
_SELECTOR = compile_pattern(r"([a-z][a-z0-9]*)?(?:([.#])([\w-]+))?$")
_UNSHOWN: Final = frozenset(
    ("applet", "audio", "button", "canvas", "datalist", "del", "head", "iframe", "math", "noframes", "noscript", "object", "script",
     "select", "style", "svg", "template", "textarea", "title", "video")
)  # fmt: skip
_BOLD: Final = frozenset(("b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"))
_ITALIC: Final = frozenset(("i", "em", "cite"))
_BOLDER: Final = frozenset(("bold", "bolder", "600", "700", "800", "900"))


class Look(NamedTuple):
    """How text is shown."""

    hidden: bool = False
    bold: bool = False
    italic: bool = False
    capitals: bool = False
    align: str | None = None
    preserved: bool = False


class Sheet:
    """The rules of a page's style sheets whose selectors are simple (`p`, `.a`, `#b`, `p.a`); others are left out."""

    def __init__(self, css: str) -> None:
        self._rules: dict[tuple[str, str], dict[str, str]] = {}
        for selectors, body in _RULE.findall(_COMMENT.sub(" ", css[:MOST_CSS])):
            declarations = _declarations(body)
            for selector in selectors.lower().split(",") if declarations else ():
                found = _SELECTOR.fullmatch(selector.strip())
                if found and selector.strip():
                    key = (found[1] or "", (found[2] or "") + (found[3] or ""))
                    self._rules.setdefault(key, {}).update(declarations)

    def look(self, node: Node, outer: Look) -> Look:
        """Give how the content of an element is shown inside `outer`."""
        tag, attributes = node.tag, node.attributes
        style = self._style(node)
        display = style.get("display", "").strip()
        hidden = outer.hidden or tag in _UNSHOWN or "hidden" in attributes or display == "none"
        weight = style.get("font-weight")
        align = style.get("text-align") or attributes.get("align") or ("center" if tag == "center" else outer.align)
        return Look(
            hidden or style.get("visibility") == "hidden",
            weight in _BOLDER if weight else outer.bold or tag in _BOLD,
            style["font-style"] == "italic" if "font-style" in style else outer.italic or tag in _ITALIC,
            style["text-transform"] == "uppercase" if "text-transform" in style else outer.capitals,
            align.lower() if align else None,
            outer.preserved or tag == "pre" or style.get("white-space", "").startswith("pre"),
        )

    def is_ruled(self, node: Node) -> bool:
        """Tell whether a table draws lines."""
        border = node.attributes.get("border", "0")
        return border not in {"", "0"} or "border" in self._style(node)

    def _style(self, node: Node) -> dict[str, str]:
        names = ["", *(f".{name}" for name in node.attributes.get("class", "").lower().split()[:20])]
        if "id" in node.attributes:
            names.append(f"#{node.attributes['id'].lower()}")
        style: dict[str, str] = {}
        for tag in ("", node.tag):
            for name in names:
                style.update(self._rules.get((tag, name), {}))
        style.update(_declarations(node.attributes.get("style", "")[:5000]))
        return style


def _declarations(body: str) -> dict[str, str]:
    found = {}
    for declaration in body.lower().split(";"):
        name, colon, value = declaration.partition(":")
        if colon:
            found[name.strip()] = value.replace("!important", "").strip()
    return found
