"""What holds for all tests: repeatable, offline, and passing where the annotated plans are absent."""

from __future__ import annotations

import os
import socket
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from vbparse.errors import OcrUnavailable
from vbparse.ocr.tesseract import find_tesseract, install_command

os.environ["OPENBLAS_NUM_THREADS"] = "1"  # numpy reserves memory for each, and tests fork children with little
os.environ["XDG_CACHE_HOME"] = str(Path(__file__).resolve().parents[1] / ".pytest_cache" / "home")

LOOPBACK = {"127.0.0.1", "::1"}
SHARED = Path(__file__).resolve().parents[1].parent / "shared"

settings.register_profile("steady", derandomize=True, database=None, deadline=None)
settings.register_profile("explore", deadline=None)
settings.load_profile("steady" if os.environ.get("CI") else "explore")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs the annotated plans, or the OCR engine, where they are not there."""
    absent = pytest.mark.skip(reason="the annotated plans (../shared) are absent")
    no_engine = pytest.mark.skip(reason=f"Tesseract with Vietnamese data is not installed: {install_command()}")
    for item in items:
        if not SHARED.is_dir() and item.get_closest_marker("shared"):
            item.add_marker(absent)
        if item.get_closest_marker("ocr") and not _has_engine():
            item.add_marker(no_engine)


@cache
def _has_engine() -> bool:
    try:
        find_tesseract()
    except OcrUnavailable:
        return False
    return True


@pytest.fixture(scope="session")
def shared() -> Path:
    """Give the folder of the annotated plans; for tests marked `shared`."""
    return SHARED


@pytest.fixture(autouse=True)
def _offline(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to other machines; only tests marked `slow` may ask a package index."""
    if request.node.get_closest_marker("slow"):
        return

    def refuse(connecting: socket.socket, address: Any) -> None:
        if connecting.family in {socket.AF_INET, socket.AF_INET6} and address[0] not in LOOPBACK:
            message = f"a test opened a connection to {address}"
            raise AssertionError(message)
        connect(connecting, address)

    connect = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)
