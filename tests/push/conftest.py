"""The servers of the tests of this room; a test takes what it needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.push import servers

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="session")
def redmine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Redmine]:
    """Give a running Redmine, set up anew; skips where Debian's package is not installed."""
    if not Path("/usr/share/redmine").is_dir():
        pytest.skip("Redmine is not installed: sudo apt-get install redmine redmine-sqlite")
    with servers.redmine(tmp_path_factory.mktemp("redmine")) as running:
        yield running


@pytest.fixture(scope="session")
def radicale(tmp_path_factory: pytest.TempPathFactory) -> Iterator[servers.Calendar]:
    """Give the home of calendars on a running Radicale."""
    with servers.radicale(tmp_path_factory.mktemp("radicale")) as home:
        yield home
