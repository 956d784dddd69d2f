"""Files made to do harm, through the command: the right end, in bounded time and memory, never a trace."""

from __future__ import annotations

import json
import subprocess
import time
from pathlib import Path

import pytest

from tests.clirunner import COMMAND, environment

resource = pytest.importorskip("resource", reason="limits are POSIX")
pytestmark = [pytest.mark.shared, pytest.mark.slow, pytest.mark.timeout(180)]

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "hostile"
FILES = sorted(path.name for path in FOLDER.iterdir() if path.suffix not in {".md", ".py"}) if FOLDER.is_dir() else []
LIMIT = 2_000_000_000

READABLE = {
    "broken_xref.pdf",
    "csv_formula.docx",
    "docx_named.pdf",
    "encrypted_owner.pdf",
    "english_letter.pdf",
    "font_names.pdf",
    "javascript_launch_attachment.pdf",
    "odd_unicode.pdf",
    "script.html",
    "utf16.txt",
    "zip_encrypted.zip",
    "zip_traversal.zip",
}
LIMITED = {
    "docx_zipbomb.docx",
    "flate_bomb.pdf",
    "glyphs_300k.pdf",
    "pages_5000.pdf",
    "pixel_bomb.pdf",
    "png_bomb.png",
    "zip_nested.zip",
}
EITHER = {
    "truncated.pdf",
    "page_loop.pdf",
    "nul_bytes.txt",
    "tcvn3.txt",
    "flate_bomb_256m.pdf",
    "xfa_form.pdf",
    "legacy_word97.doc",
}


@pytest.mark.parametrize("name", FILES)
def test_it_ends_as_it_should(name: str, tmp_path: Path) -> None:
    started = time.monotonic()
    done = subprocess.run(
        [*COMMAND, "extract", FOLDER / name],
        cwd=tmp_path,
        env=environment(VBPARSE_MAX_MEMORY=str(LIMIT)),
        check=False,
        capture_output=True,
    )

    assert b"Traceback" not in done.stderr
    assert time.monotonic() - started < 30
    assert resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 < LIMIT
    if done.returncode in {0, 8}:
        assert json.loads(done.stdout)["source"]["name"] == name
    else:
        assert done.stdout == b""
        assert done.stderr.count(b"\n") == 1
    if name in READABLE:
        assert done.returncode == 0
    elif name in LIMITED:
        assert done.returncode == 5
    elif name == "secret_mark.pdf":
        assert done.returncode == 8
    elif name == "blank_scan.pdf":
        assert done.returncode in {3, 4}  # no text found, or no OCR engine
    elif name in EITHER:
        assert done.returncode in {0, 3, 5}
    else:
        assert done.returncode == 3


@pytest.mark.skipif(not FILES, reason="the annotated plans (../shared) are absent")
def test_a_password_opens_what_is_locked(tmp_path: Path) -> None:
    command: list[str | Path] = [*COMMAND, "extract", FOLDER / "encrypted_user.pdf", "--password"]
    right, wrong = (
        subprocess.run([*command, word], cwd=tmp_path, env=environment(), check=False, capture_output=True)
        for word in ("matkhau", "MATKHAU")
    )

    assert json.loads(right.stdout)["header"]["code"] == "70/KH-UBND"
    assert (wrong.returncode, wrong.stdout) == (3, b"")
