"""The signed dresses of plan 70: what their README says must come out."""

from __future__ import annotations

from pathlib import Path

import pytest

from vbparse.pipeline import parse_data

pytest.importorskip("pyhanko", reason="whether a signature is intact is checked with pyHanko")
pytestmark = pytest.mark.shared

FOLDER = Path(__file__).resolve().parents[3].parent / "shared" / "samples"


@pytest.mark.parametrize(
    ("name", "state", "intact", "codes"),
    [
        ("signed", "intact", True, set()),
        ("tampered", "modified", False, {"SIGNATURE_MODIFIED"}),
        ("brokensig", "broken", False, {"SIGNATURE_BROKEN"}),
    ],
)
def test_signed_dresses(name: str, state: str, intact: bool, codes: set[str]) -> None:  # noqa: FBT001
    data = parse_data(FOLDER / f"kehoach70_{name}.pdf")
    (signature,) = data["source"]["signatures"]

    assert signature["signer"] == "Ủy ban nhân dân quận Hà Đông"
    assert signature["time"] == "2024-02-17T16:05:33+07:00"
    assert (signature["state"], signature["intact"], signature["trusted"]) == (state, intact, None)
    assert signature["stamp"]["page"] == 1
    assert {finding["code"] for finding in data["diagnostics"] if "SIGNATURE" in finding["code"]} == codes
    assert "Ký bởi" not in data["text"]
    assert ("28/5/2024" in data["text"]) == (name == "tampered")
