"""Runs the command as people do: in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ROOT / "samples" / "kehoach70.pdf"
COMMAND = [sys.executable, "-m", "vbparse"]

PLAN = """\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ THỬ NGHIỆM\tĐộc lập - Tự do - Hạnh phúc
Số: {number}/KH-UBND\tThử Nghiệm, ngày 01 tháng 02 năm 2024
KẾ HOẠCH
Chăm sóc cây xanh năm 2024
Ủy ban nhân dân xã Thử Nghiệm ban hành Kế hoạch như sau:
I. MỤC ĐÍCH
Làm đẹp đường làng.
II. TỔ CHỨC THỰC HIỆN
1. Văn phòng Ủy ban nhân dân xã
- Báo cáo kết quả trước ngày 25/5/2024.
2. Công an xã
- Tuần tra hằng tháng.
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""


def environment(**more: str) -> dict[str, str]:
    """Give the environment of a command: none of the user's settings, and this source."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("VBPARSE_", "PYTHON"))}
    return {**kept, "PYTHONPATH": str(ROOT / "src"), "XDG_CONFIG_HOME": str(ROOT / "nowhere"), **more}


def vbparse(
    *arguments: str | Path, folder: Path, stdin: bytes = b"", env: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Run a command in a folder; takes its output in."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        cwd=folder,
        input=stdin,
        capture_output=True,
        env=environment(**(env or {})),
        check=False,
        timeout=60,
    )


NO_SOCKETS = """
import socket
class Refused(socket.socket):
    def __init__(self, family=-1, *rest, **more):
        raise SystemExit("a socket was opened")
socket.socket = Refused
socket.create_connection = socket.getaddrinfo = lambda *_, **__: (_ for _ in ()).throw(SystemExit("the net was asked"))
"""


def refusing_sockets(folder: Path) -> str:
    """Write what every interpreter loads that has the search path given back: it ends if a socket is opened."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(NO_SOCKETS, encoding="utf-8")
    return os.pathsep.join([str(folder), str(ROOT / "src")])


def said(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give what a command said on standard error; a trace is never part of that."""
    text = done.stderr.decode()
    assert "Traceback" not in text, text
    return text


def write_plan(path: Path, number: int = 12) -> Path:
    """Write an invented plan as text; another number makes another document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(PLAN.format(number=number), encoding="utf-8")
    return path
