"""The same plan as PDF and as Word document: the same reading, node by node."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from vbparse.pipeline import parse_data

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.shared


def nodes(children: list[dict[str, Any]]) -> Iterator[tuple[str, str, str]]:
    for node in children:
        yield node["id"], node["kind"], node["text"]
        yield from nodes(node["children"])


def plain(value: Any) -> Any:
    """Give what was read, without where it stands."""
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items() if key not in {"evidence", "start", "end"}}
    return [plain(inner) for inner in value] if isinstance(value, list) else value


@pytest.mark.parametrize("name", ["kehoach70.docx", "kehoach70_autonum.docx"])
def test_plan_70_is_read_as_from_its_pdf(name: str, shared: Path) -> None:
    pdf, word = (parse_data(shared / "samples" / file) for file in ("kehoach70.pdf", name))

    assert list(nodes(word["outline"])) == list(nodes(pdf["outline"]))
    for part in ("plan_id", "header", "tasks", "units", "times", "citations", "recipients", "signature"):
        assert plain(word[part]) == plain(pdf[part])
    assert "30/5/2024" not in word["text"]
    assert word["source"]["pages"] is None


@pytest.mark.parametrize(
    ("name", "issuer"),
    [
        ("kh2242_sct_laocai.docx", "Sở Công Thương tỉnh Lào Cai"),
        ("kh_ct11_khoangsan_ubnd_laocai.docx", "Ủy ban nhân dân tỉnh Lào Cai"),
    ],
)
def test_real_word_documents(name: str, issuer: str, shared: Path) -> None:
    plan = parse_data(shared / "real" / name)

    assert (plan["header"]["type"], plan["header"]["code"]) == ("Kế hoạch", None)
    assert plan["header"]["issuer"]["name"] == issuer
    assert len(plan["tables"]) == 1
    assert plan["signature"]["name"]
    assert len(plan["tasks"]) > 5
