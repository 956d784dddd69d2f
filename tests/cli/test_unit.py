"""`vbparse unit`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.clirunner import said, vbparse

if TYPE_CHECKING:
    from pathlib import Path

NAME = "Phòng Nội vụ quận Hà Đông"


def test_it_tells_what_is_known(tmp_path: Path) -> None:
    shown = vbparse("unit", NAME, "--at", "2024-02-17", folder=tmp_path).stdout.decode()

    assert shown.startswith(f"{NAME}\n")
    for part in ("Quận Hà Đông, Thành phố Hà Nội (01); mã 268", "Ủy ban nhân dân quận Hà Đông", "đến 2025-06-30"):
        assert part in shown
    assert "Kế thừa" not in shown


def test_successors_are_those_of_the_day_and_english_is_spoken(tmp_path: Path) -> None:
    shown = vbparse("unit", NAME, "--at", "2025-08-01", "--lang", "en", folder=tmp_path).stdout.decode()

    assert "does not exist on 2025-08-01" in shown
    assert "Successors" in shown
    assert "Phòng Văn hóa - Xã hội phường Hà Đông" in shown


def test_json_is_a_list_of_answers(tmp_path: Path) -> None:
    answers = json.loads(vbparse("unit", "TU", "--json", folder=tmp_path).stdout)

    assert [answer["name"] for answer in answers] == ["Tỉnh ủy", "Thành ủy"]


def test_several_meanings_are_all_told(tmp_path: Path) -> None:
    shown = vbparse("unit", "BCT", folder=tmp_path).stdout.decode()

    assert "Bộ Công Thương" in shown
    assert "Bộ Chính trị" in shown


def test_what_is_no_organisation_ends_with_3(tmp_path: Path) -> None:
    done = vbparse("unit", "hội nghị", "--json", folder=tmp_path)

    assert (done.returncode, json.loads(done.stdout)) == (3, [])
    assert "--lexicon" in said(done)


def test_a_wrong_day_is_a_wrong_use(tmp_path: Path) -> None:
    assert vbparse("unit", NAME, "--at", "17/2/2024", folder=tmp_path).returncode == 2


def test_an_office_s_own_names_count(tmp_path: Path) -> None:
    (tmp_path / "own.tsv").write_text("name\taliases\nTrung tâm Hoa Mai Đỏ\tTTHMĐ\n", encoding="utf-8")

    shown = vbparse("unit", "TTHMĐ", "--lexicon", "own.tsv", folder=tmp_path).stdout.decode()

    assert shown.startswith("Trung tâm Hoa Mai Đỏ\n")
