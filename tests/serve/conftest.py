"""Servers that several tests ask."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.clirunner import SAMPLE
from tests.servermaker import Running, serving

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="package")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Give a server with plan 70; tests may add to it."""
    with serving(tmp_path_factory.mktemp("server")) as running:
        answer = running.send(SAMPLE.read_bytes(), "Kế hoạch 70.pdf")
        assert answer.status_code == 200, answer.text
        yield running
