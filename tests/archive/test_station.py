"""What a worker of a cluster has for a batch, without a cluster."""

from __future__ import annotations

import hashlib
import pickle
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest
from distributed import Reschedule

from tests.clirunner import write_plan
from tests.clustermaker import wait_until
from vbparse.archive import station as station_module
from vbparse.archive.nature import (
    Nature,
    knowledge,
    read_nature,
    require_same,
    require_same_helpers,
    tell_nature,
    versions,
)
from vbparse.archive.settle import Errand, FolderSink
from vbparse.archive.station import Station
from vbparse.errors import ResourceError
from vbparse.product import Order
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HERE = Nature("1.2", "3.11", "a" * 64, "b" * 64)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Station]:
    """Give a station as a worker has it: a copy that came as a pickle, set up."""
    settings = Settings()
    made = Station(settings, FolderSink(tmp_path / "out"), knowledge(settings))
    there: Station = pickle.loads(pickle.dumps(made))
    there.setup(SimpleNamespace(state=SimpleNamespace(nthreads=1), address="tcp://máy:1"))
    yield there
    there.teardown(None)


def errand(path: Path) -> Errand:
    return Errand(str(path), f"{path.stem}.json", "0", Order(str(path), Settings()), _digest(path))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "0"


def test_an_errand_gives_an_output_and_a_record(station: Station, tmp_path: Path) -> None:
    record = station.settle(errand(write_plan(tmp_path / "a.txt"))).record

    assert (record.status, record.name) == ("done", "a.json")
    assert (tmp_path / "out" / "a.json").is_file()


def test_a_file_that_is_not_seen_here_names_the_worker(station: Station, tmp_path: Path) -> None:
    record = station.settle(errand(tmp_path / "none.txt")).record
    packed = station.settle(errand(tmp_path / "none.zip!" / "a.txt")).record

    assert record.error is not None
    assert record.error.message == f"{tmp_path}/none.txt is not there on the worker tcp://máy:1"
    assert packed.error is not None
    assert "on the worker tcp://máy:1" in packed.error.message


def test_a_file_that_cannot_be_read_is_told_as_anywhere(station: Station, tmp_path: Path) -> None:
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    record = station.settle(errand(tmp_path / "hỏng.pdf")).record

    assert record.error is not None
    assert record.error.message == "hỏng.pdf is damaged: it cannot be opened as a PDF file"


def test_children_without_work_are_let_go_and_come_again(
    station: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(station_module, "_IDLE", 0.05)
    station.settle(errand(write_plan(tmp_path / "a.txt")))
    wait_until(lambda: station._crew is None, "the children are let go")

    assert station.settle(errand(tmp_path / "a.txt")).record.status == "done"


def test_a_station_that_is_taken_down_sends_errands_elsewhere(station: Station, tmp_path: Path) -> None:
    station.teardown(None)
    with pytest.raises(Reschedule):
        station.settle(errand(write_plan(tmp_path / "a.txt")))


def test_a_worker_that_does_not_fit_is_refused(station: Station, tmp_path: Path) -> None:
    station._here = station._here._replace(lexicon="0" * 64)
    with pytest.raises(ResourceError, match=r"the worker tcp://máy:1 does not fit: the lexicons: other than here"):
        station.settle(errand(write_plan(tmp_path / "a.txt")))


def test_a_folder_must_be_seen(station: Station, tmp_path: Path) -> None:
    (tmp_path / "token").touch()
    assert station.look(tmp_path / "token").vbparse == versions().vbparse
    with pytest.raises(ResourceError, match="does not see the folder"):
        station.look(tmp_path / "none" / "token")


def test_this_computer_is_like_itself() -> None:
    settings = Settings()
    told = read_nature(tell_nature(settings))

    require_same("x", told, knowledge(settings))
    require_same_helpers("x", told, told)
    require_same("x", told, versions())


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"vbparse": "1.1"}, r"vbparse: 1\.1 there, 1\.2 here"),
        ({"python": "3.12"}, r"Python: 3\.12 there, 3\.11 here"),
        ({"settings": "c" * 64}, r"settings \(certificates, a model of your own\): other than here"),
        ({"lexicon": "c" * 64}, "the lexicons: other than here"),
    ],
)
def test_what_differs_is_told(other: dict[str, str], words: str) -> None:
    with pytest.raises(ResourceError, match=f"the worker tcp://x:1 does not fit: {words}"):
        require_same("tcp://x:1", HERE._replace(**other), HERE)


def test_workers_must_have_the_same_helpers_and_this_computer_need_not() -> None:
    with_ocr = HERE._replace(ocr="Tesseract 5.3.0 (vie)")

    require_same("x", with_ocr, HERE)
    with pytest.raises(ResourceError, match=r"the OCR engine: none there, Tesseract 5\.3\.0 \(vie\) on another worker"):
        require_same_helpers("x", HERE, with_ocr)
