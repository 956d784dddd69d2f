"""The archive opens no connection, and needs neither Dask nor fsspec, unless a scheduler or a URL is given."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from tests.clirunner import environment, refusing_sockets, write_plan

if TYPE_CHECKING:
    from pathlib import Path

CODE = """
import sys
from pathlib import Path
from vbparse.archive.batch import Batch
from vbparse.archive.register import Archive
from vbparse.archive.store.target import StoreTarget
from vbparse.archive.target import FolderTarget
from vbparse.settings import Settings

for step in Batch([Path("in")], FolderTarget(Path("out")), settings=Settings(jobs=2)).run():
    assert step.record.status == "done", step
with Archive("plans.db", create=True) as archive:
    assert len(list(Batch([Path("in")], StoreTarget(archive), settings=Settings(jobs=2)).run())) == 3
    assert len(list(archive.documents())) == 3
print(*sorted({"aiohttp", "dask", "distributed", "fsspec", "tornado"} & set(sys.modules)))
"""


def test_batch_and_archive_work_without_the_net(tmp_path: Path) -> None:
    for number in range(3):
        write_plan(tmp_path / "in" / f"{number}.txt", number)
    env = environment(PYTHONPATH=refusing_sockets(tmp_path / "site"))
    done = subprocess.run(
        [sys.executable, "-c", CODE], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "\n"
