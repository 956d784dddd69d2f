from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import write_plan
from vbparse.archive.documents import digest
from vbparse.archive.engine import LocalEngine
from vbparse.archive.settle import Errand, FolderSink
from vbparse.errors import DamagedInput, OutputError
from vbparse.product import Order, Product
from vbparse.settings import Settings
from vbparse.tuples import NamedTuple
from vbparse.worker import Crew

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ONE = Settings(jobs=1)


def errands(folder: Path, count: int) -> Iterator[Errand]:
    for number in range(count):
        path = write_plan(folder / f"{number}.txt", number)
        yield Errand(str(path), f"{number}.json", "", Order(str(path), ONE), digest(str(path)))


def test_errands_come_back_each_once(tmp_path: Path) -> None:
    engine = LocalEngine(ONE, FolderSink(tmp_path / "out"))
    for errand in errands(tmp_path / "in", 3):
        engine.submit(errand)
    records = []
    while engine.is_busy():
        records += [settled.record for settled in engine.finished(wait=True)]
    engine.close()

    assert [(record.name, record.status) for record in records] == [(f"{number}.json", "done") for number in range(3)]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {"0.json", "1.json", "2.json"}


class SlowSink(NamedTuple):
    """Takes long, as a disk far away."""

    def put(self, name: str, product: Product) -> bytes:
        time.sleep(0.5)
        return name.encode()


def test_a_worker_does_not_wait_for_outputs(tmp_path: Path) -> None:
    engine = LocalEngine(ONE, SlowSink())
    read: list[float] = []
    do = Crew.do

    def noted(crew: Crew, work: object, request: object) -> bytes:
        given = do(crew, work, request)  # type: ignore[arg-type]
        read.append(time.monotonic())
        return given

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Crew, "do", noted)
        for errand in errands(tmp_path / "in", 4):
            engine.submit(errand)
        while engine.is_busy():
            list(engine.finished(wait=True))
    ended = time.monotonic()
    engine.close()

    assert ended - read[0] >= 4 * 0.5  # one after the other
    assert read[-1] - read[0] < 1  # while four were being read


@pytest.mark.parametrize("error", [RuntimeError("a bug"), DamagedInput("broken")])
def test_an_error_of_reading_comes_back(error: Exception, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bytes:
        raise error

    monkeypatch.setattr(Crew, "do", fail)
    engine = LocalEngine(ONE, FolderSink(tmp_path))
    engine.submit(next(errands(tmp_path / "in", 1)))
    try:
        if isinstance(error, RuntimeError):
            with pytest.raises(RuntimeError, match="a bug"):
                list(engine.finished(wait=True))
        else:
            (settled,) = engine.finished(wait=True)
            assert settled.record.status == "failed"
    finally:
        engine.close()


def test_what_a_sink_raises_comes_out(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    engine = LocalEngine(ONE, FolderSink(tmp_path / "out"))
    engine.submit(next(errands(tmp_path / "in", 1)))

    with pytest.raises(OutputError):
        list(engine.finished(wait=True))
    engine.close()


def test_what_was_finished_can_be_asked_for_after_the_end(tmp_path: Path) -> None:
    engine = LocalEngine(ONE, FolderSink(tmp_path / "out"))
    for errand in errands(tmp_path / "in", 4):
        engine.submit(errand)
    first = next(engine.finished(wait=True))
    engine.close()
    rest = list(engine.finished(wait=False))

    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert {settled.record.name for settled in (first, *rest)} == written
