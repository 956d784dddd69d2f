from __future__ import annotations

from tests.flowmaker import make_flow
from vbparse.outline.tree import build_outline


def tree(text: str) -> list[tuple[str, str | None, str]]:
    flow = make_flow(text)
    outline = build_outline(flow)[0]
    return [(node.id, node.marker, flow.textmap.slice(node.span)) for node in outline.walk()]


def test_notes_of_a_portal_copy_stand_under_the_node_with_their_mark() -> None:
    text = "KẾ HOẠCH\nThi đua\nI. MỘT\n1. Hai [1] theo quy định.\n2. Ba [2].\nHIỆU TRƯỞNG\nLê Cúc\n[1] Nghị quyết số 5.\n[2] Chỉ thị số 6."

    assert tree(text) == [
        ("I", "I.", "MỘT"),
        ("I.1", "1.", "Hai [1] theo quy định."),
        ("F1", "[1]", "Nghị quyết số 5."),
        ("I.2", "2.", "Ba [2]."),
        ("F2", "[2]", "Chỉ thị số 6."),
    ]


def test_a_note_of_a_page_stands_under_the_node_with_its_number() -> None:
    text = "KẾ HOẠCH\nThi đua\nI. MỘT\n1. Theo Nghị quyết2 của huyện.\n2. Ba.\n^ 2 Nghị quyết số 5."
    flow = make_flow(text, page=1)
    outline = build_outline(flow)[0]
    item = next(node for node in outline.walk() if node.id == "I.1")

    assert [(note.id, note.kind, note.marker) for note in item.children] == [("F1", "footnote", "2")]


def test_a_note_without_a_place_stands_at_the_end() -> None:
    assert tree("KẾ HOẠCH\nThi đua\nI. MỘT\n1. Hai.\n^ 3 Nghị quyết số 5.")[-1] == ("F1", "3", "Nghị quyết số 5.")
