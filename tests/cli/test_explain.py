"""`vbparse explain`: the reading page, the boxes on the pages, the stages."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pypdfium2
import pytest
from PIL import Image

from tests.clirunner import PLAN, SAMPLE, said, vbparse, write_plan
from tests.planmaker import make_plan, node, task
from vbparse.cli.reader import render_plan
from vbparse.plan.model import Header

if TYPE_CHECKING:
    from pathlib import Path


def test_a_plan_is_told_in_three_parts() -> None:
    page = render_plan(make_plan(), "vi")
    outline, tasks, check = page.index("BỐ CỤC"), page.index("AI LÀM GÌ, KHI NÀO"), page.index("CẦN KIỂM TRA")

    assert "12/KH-UBND" in page[:outline]
    assert "II. TỔ CHỨC THỰC HIỆN" in page[outline:tasks]
    table = page[tasks:check]
    assert "24/05/2024" in table
    assert "Phòng Kinh tế xã Thử" in table
    assert "phối hợp: Công an xã" in table
    assert "6 tháng một" in table
    assert "19/11/2024 *" in table
    assert "* kế thừa" in table
    findings = page[check:].splitlines()
    assert findings[1] == "LỖI       Thiếu số. [NUMBERING_GAP]"
    assert findings[2] == "CẢNH BÁO  Có nhiều đơn vị chủ trì. (II.2) [MULTIPLE_LEADS]"


def test_a_plan_is_told_in_english_too() -> None:
    page = render_plan(make_plan(), "en")

    assert page.index("OUTLINE") < page.index("WHO DOES WHAT BY WHEN") < page.index("TO CHECK")
    assert "2024-05-24" in page
    assert "ERROR     A gap. [NUMBERING_GAP]" in page


def test_nothing_printed_moves_a_cursor_or_is_markup() -> None:
    plan = make_plan(outline=(node("I", "[red]x[/red]\x1b[2J"),), tasks=(task("I", "[bold]y\x1b]0;z\x07"),))
    page = render_plan(plan, "vi")

    assert "\x1b" not in page
    assert "[red]x[/red]" in page
    assert "[bold]y" in page


def test_long_lines_of_the_outline_are_cut() -> None:
    page = render_plan(make_plan(outline=(node("I", "từ " * 300),), tasks=()), "vi")

    assert max(map(len, page.splitlines())) <= 120
    assert "…" in page
    assert "Không tìm thấy nhiệm vụ nào." in page


def test_of_a_secret_plan_only_the_mark_and_the_findings_are_told() -> None:
    page = render_plan(make_plan(outline=(), tasks=(), units=(), header=Header(secrecy="MẬT")), "vi")

    assert "MẬT" in page
    assert "AI LÀM GÌ" not in page


def test_a_terminal_gets_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)

    assert "\x1b[" in render_plan(make_plan(), "vi")


def test_the_command_prints_plain_text_into_a_pipe(tmp_path: Path) -> None:
    done = vbparse("explain", SAMPLE, folder=tmp_path)
    page = done.stdout.decode()

    assert done.returncode == 0
    assert "\x1b" not in page
    assert "24/05/2024" in page
    assert "Phòng Lao động" in page
    assert "WHO DOES WHAT" in vbparse("explain", SAMPLE, "--lang", "en", folder=tmp_path).stdout.decode()


def test_the_command_stops_at_a_secrecy_mark(tmp_path: Path) -> None:
    path = tmp_path / "mật.txt"
    path.write_text(PLAN.format(number=12).replace("KẾ HOẠCH\n", "MẬT\nKẾ HOẠCH\n"), encoding="utf-8")

    for arguments in ([], ["--at", "lines"], ["--at", "mentions"], ["--overlay", "x.pdf"], ["--overlay", "x"]):
        done = vbparse("explain", path, *arguments, folder=tmp_path)
        assert done.returncode == 8, arguments
        assert "cây xanh" not in done.stdout.decode() + said(done)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("stage", "line"),
    [
        ("lines", "p1 l3 (121 99 222 114) Số: 70 /KH-UBND"),
        ("blocks", "KẾ HOẠCH"),
        ("outline", "III.1 item 1."),
        ("mentions", "due=2024-05-24"),
    ],
)
def test_stages_can_be_looked_at(stage: str, line: str, tmp_path: Path) -> None:
    done = vbparse("explain", SAMPLE, "--at", stage, folder=tmp_path)

    assert done.returncode == 0
    assert line in done.stdout.decode()


@pytest.mark.parametrize("stage", ["lines", "blocks", "outline", "mentions"])
def test_stages_of_an_input_without_pages(stage: str, tmp_path: Path) -> None:
    done = vbparse("explain", write_plan(tmp_path / "plan.txt"), "--at", stage, folder=tmp_path)

    assert done.returncode == 0
    assert "xã" in done.stdout.decode()


def test_boxes_are_drawn_into_a_pdf(tmp_path: Path) -> None:
    done = vbparse("explain", SAMPLE, "--overlay", "boxes.pdf", folder=tmp_path)
    document = pypdfium2.PdfDocument(tmp_path / "boxes.pdf")

    assert (done.returncode, done.stdout) == (0, b"")
    assert len(document) == 5
    assert "III.1.b1" in document[2].get_textpage().get_text_range()
    document.close()


def test_boxes_are_drawn_into_pictures(tmp_path: Path) -> None:
    done = vbparse("explain", SAMPLE, "--overlay", "pages", folder=tmp_path, env={"VBPARSE_MAX_PIXELS": "500000"})
    pictures = sorted((tmp_path / "pages").iterdir())

    assert done.returncode == 0
    assert [path.name for path in pictures] == [f"page-00{number}.png" for number in range(1, 6)]
    width, height = Image.open(io.BytesIO(pictures[0].read_bytes())).size
    assert width * height <= 505_000


def test_there_is_nothing_to_draw_on_in_a_text(tmp_path: Path) -> None:
    done = vbparse("explain", write_plan(tmp_path / "plan.txt"), "--overlay", "boxes.pdf", folder=tmp_path)

    assert done.returncode == 3
    assert "Chỉ vẽ khung được trên tệp PDF." in said(done)


def test_one_view_at_a_time(tmp_path: Path) -> None:
    assert vbparse("explain", SAMPLE, "--overlay", "x", "--at", "lines", folder=tmp_path).returncode == 2
    assert vbparse("explain", SAMPLE, "--at", "nothing", folder=tmp_path).returncode == 2
