"""A start costs as much as reading a plan: what takes long to load stays out of the default path."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HEAVY = {
    "calendar",
    "dataclasses",
    "email",
    "html.parser",
    "importlib.metadata",
    "importlib.resources",
    "inspect",
    "logging",
    "openpyxl",
    "asn1crypto",
    "pdfplumber",
    "pkgutil",
    "pydantic",
    "pyexpat",
    "pyhanko",
    "rich",
    "spacy",
    "tempfile",
    "underthesea",
    "zipfile",
}


def loaded_by(code: str) -> set[str]:
    """Give the modules that a process has loaded after `code`."""
    code = f"import sys; sys.path.insert(0, {str(ROOT / 'src')!r}); {code}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-S", "-c", code], capture_output=True, check=True, text=True)
    return set(done.stdout.split())


def test_reading_a_plan_loads_nothing_heavy() -> None:
    sample = ROOT / "samples" / "kehoach70.pdf"
    folders = ", ".join(repr(path) for path in sys.path if path)
    loaded = loaded_by(f"sys.path += [{folders}]; import vbparse.pipeline as p; p.parse_data({str(sample)!r})")

    assert not loaded & HEAVY


def test_the_package_loads_nothing_of_itself() -> None:
    assert {name for name in loaded_by("import vbparse") if name.startswith("vbparse")} == {"vbparse"}
