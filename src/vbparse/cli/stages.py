"""What `explain --at` shows: the results of the stages, for people who look for where a reading went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.entities.model import Mention
    from vbparse.geometry import Box
    from vbparse.layout.flow import Block
    from vbparse.outline.model import Node, Outline, Value
    from vbparse.plan.reading import Reading
    from vbparse.product import Order
    from vbparse.textmap import Span, TextMap


def show_stage(request: tuple[Order, str]) -> bytes:
    """Read a document and give the text that shows one stage, one thing a line; nothing of a secret one."""
    from vbparse.pipeline import read_plan

    order, stage = request
    reading = read_plan(order.source, name=order.name, password=order.password, settings=order.settings)
    if reading.withheld:
        return b""
    lines = {"lines": _lines, "blocks": _blocks, "outline": _outline, "mentions": _mentions}[stage](reading)
    return "\n".join((*lines, "")).encode(errors="replace") or b"\n"


def _lines(reading: Reading) -> Iterator[str]:
    """Yield the printed lines in reading order: page, number, box, text."""
    textmap = reading.flow.textmap
    words = textmap.words
    if not len(words):
        for number, line in enumerate(textmap.text.split("\n"), 1):
            yield f"{number}: {_clean(line)}"
        return
    start = 0
    for index in range(1, len(words) + 1):
        if index == len(words) or words.lines[index] != words.lines[start]:
            span = _span(words.starts[start], words.ends[index - 1])
            (region, *_) = textmap.regions(span)
            yield f"p{region.page} l{words.lines[start]} {_box(region.box)} {_clean(textmap.slice(span))}"
            start = index


def _span(start: int, end: int) -> Span:
    from vbparse.textmap import Span

    return Span(start, end)


def _blocks(reading: Reading) -> Iterator[str]:
    """Yield the blocks: page, kind, column, style, text; then what was left out."""
    flow = reading.flow
    for number, block in enumerate(flow.blocks):
        yield f"{number} p{block.page} {block.kind} {_dress(block)} {_clean(flow.text_of(block))}"
    for thing in flow.furniture:
        yield f"- p{thing.page} {thing.kind} {_box(thing.box)} {_clean(thing.text)}"


def _dress(block: Block) -> str:
    style = block.style
    marks: list[str] = [block.column, style.align or ""]
    if block.table is not None:
        marks.append(f"table={block.table}")
    if style.size is not None:
        marks.append(f"{style.size:g}pt")
    marks += [name for name in ("bold", "italic") if getattr(style, name)]
    if style.bold_until is not None:
        marks.append(f"bold-until={style.bold_until}")
    if style.indent is not None:
        marks.append(f"indent={style.indent:.0f}")
    return "[" + " ".join(filter(None, marks)) + "]"


def _outline(reading: Reading) -> Iterator[str]:
    """Yield the letterhead's values, the tree, recipients and signatures."""
    textmap, outline = reading.flow.textmap, reading.outline
    yield from _letterhead(outline, textmap)
    for node in outline.nodes:
        yield from _tree(node, textmap, 0)
    for recipient in outline.recipients:
        yield f"recipient {_at(recipient.span)} {_clean(recipient.text)} | {recipient.purpose or ''}"
    for block in outline.signatures:
        values = [f"{name}={_value(getattr(block, name))}" for name in ("body", "position", "name")]
        yield f"signature {_at(block.span)} authority={','.join(block.authority)} {' '.join(values)}"


def _letterhead(outline: Outline, textmap: TextMap) -> Iterator[str]:
    head = outline.letterhead
    for line in head.issuer_lines:
        yield f"head issuer {_at(line)} {_clean(textmap.slice(line))}"
    for name, value in head._asdict().items():
        if name != "issuer_lines" and value:
            yield f"head {name} {_value(value) if name != 'years' else value}"


def _tree(node: Node, textmap: TextMap, depth: int) -> Iterator[str]:
    marker = f" {node.marker}" if node.marker else ""
    yield f"{'  ' * depth}{node.id} {node.kind}{marker} {_at(node.span)} {_clean(textmap.slice(node.span))}"
    for child in node.children:
        yield from _tree(child, textmap, depth + 1)


def _mentions(reading: Reading) -> Iterator[str]:
    """Yield units, times and citations in reading order: node, what, text, value, the rule that found it."""
    kinds: dict[str, tuple[Mention[Any], ...]] = {
        "unit": reading.units,
        "time": reading.times,
        "citation": reading.citations,
    }
    every = [(mention.span, kind, mention) for kind, mentions in kinds.items() for mention in mentions]
    for span, kind, mention in sorted(every, key=lambda found: (found[0], found[1])):
        text = _clean(reading.flow.textmap.slice(span))
        yield f"{mention.node} {kind} {_at(span)} «{text}» {_values(mention.value)} ({mention.rule})"


def _values(value: Any) -> str:
    """Give the fields that say something."""
    shown = value._asdict().items()
    return " ".join(f"{name}={_clean(str(content))}" for name, content in shown if content not in (None, (), ""))


def _value(value: Value | None) -> str:
    if value is None:
        return "-"
    place = _at(value.span) if value.span is not None else "-"
    return f"{place} {_clean(value.text)}{' (inferred)' if value.inferred else ''}"


def _at(span: Span) -> str:
    return f"{span.start}:{span.end}"


def _box(box: Box) -> str:
    return "(" + " ".join(f"{edge:.0f}" for edge in box) + ")"


def _clean(text: str) -> str:
    """Keep a text on its line, and a terminal safe from it."""
    return "".join(char if char.isprintable() else "⏎" if char == "\n" else " " for char in text)
