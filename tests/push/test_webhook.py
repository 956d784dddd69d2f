"""Events delivered to real receivers on the loopback: whole, down, slow, and out of order."""

from __future__ import annotations

import json
import logging
import os
import stat
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.planstrategy import texts
from tests.push.receiver import KEY, receiving
from vbparse.errors import OutputError, PushError
from vbparse.push.outbox import FILE, Outbox, open_outbox, outbox_folder
from vbparse.push.webhook import Delivery, Patience, check_address, deliver, host_of, sign, webhook_key

if TYPE_CHECKING:
    from pathlib import Path

QUICK = Patience(tries=3, first=0.01, longest=0.2, answer=0.3)


@pytest.fixture(autouse=True)
def _offline() -> None:
    """Let connections to this computer be (the receivers are here)."""


def event(number: int, text: str = "Báo cáo kết quả") -> dict[str, Any]:
    return {"id": f"evt_{number:032x}", "event": "changed", "task": f"I.{number}", "text": text}


def send(folder: Path, url: str, *events: dict[str, Any], key: str = KEY) -> Delivery:
    with open_outbox(folder) as outbox:
        outbox.add(events)
        return deliver(url, outbox, key=key.encode(), patience=QUICK)


def waiting(folder: Path) -> list[dict[str, Any]]:
    with open_outbox(folder) as outbox:
        return list(outbox.waiting())


def test_events_arrive_signed_and_in_order(tmp_path: Path) -> None:
    with receiving() as receiver:
        done = send(tmp_path, receiver.url, event(2), event(1), event(3))

    assert done == Delivery(3, 0)
    assert [each["task"] for each in receiver.taken] == ["I.2", "I.1", "I.3"]
    assert receiver.forged == 0
    assert not (tmp_path / FILE).exists()


def test_a_wrong_key_is_refused_and_nothing_more_is_tried(tmp_path: Path) -> None:
    with receiving() as receiver:
        done = send(tmp_path, receiver.url, event(1), event(2), key="another")

    assert done == Delivery(0, 2, "HTTP 401")
    assert receiver.forged == len(receiver.tries) == 1


def test_answers_of_the_moment_are_tried_again(tmp_path: Path) -> None:
    with receiving(503, 0, 429) as receiver:
        first = send(tmp_path, receiver.url, event(1), event(2))

    assert first == Delivery(0, 2, "HTTP 429")
    assert len(receiver.tries) == 3

    with receiving(500, 0) as receiver:
        second = send(tmp_path, receiver.url, event(3))

    assert second == Delivery(3, 0)
    assert [each["task"] for each in receiver.taken] == ["I.1", "I.2", "I.3"]


def test_a_receiver_that_is_down_is_not_asked_for_each_event(tmp_path: Path) -> None:
    with receiving() as gone:
        url = gone.url
    done = send(tmp_path, url, *(event(number) for number in range(50)))

    assert (done.sent, done.kept, done.problem) == (0, 50, "ConnectError")
    assert [each["task"] for each in waiting(tmp_path)] == [f"I.{number}" for number in range(50)]


def test_a_slow_receiver_is_given_up_and_has_it_once_more_later(tmp_path: Path) -> None:
    with receiving(slow=0.5) as receiver:
        done = send(tmp_path, receiver.url, event(1))

    assert (done.sent, done.kept, done.problem) == (0, 1, "ReadTimeout")

    with receiving() as receiver:
        assert send(tmp_path, receiver.url) == Delivery(1, 0)


@pytest.mark.parametrize("status", [400, 422])
def test_an_event_that_is_not_wanted_does_not_hold_up_the_next(tmp_path: Path, status: int) -> None:
    with receiving(status) as receiver:
        done = send(tmp_path, receiver.url, event(1), event(2), event(3))

    assert done == Delivery(2, 1, f"HTTP {status}")
    assert [each["task"] for each in waiting(tmp_path)] == ["I.1"]


@pytest.mark.parametrize("status", [301, 403, 404, 410])
def test_an_address_that_is_not_the_right_one_ends_it(tmp_path: Path, status: int) -> None:
    with receiving(status, headers={"Location": "http://127.0.0.1:1/elsewhere"}) as receiver:
        done = send(tmp_path, receiver.url, event(1), event(2))

    assert done == Delivery(0, 2, f"HTTP {status}")
    assert len(receiver.tries) == 1


def test_a_receiver_may_ask_for_time_but_not_for_too_much(tmp_path: Path) -> None:
    with receiving(503, headers={"Retry-After": "0"}) as receiver:
        assert send(tmp_path, receiver.url, event(1)) == Delivery(1, 0)
    with receiving(503, headers={"Retry-After": "3600"}) as receiver:
        assert send(tmp_path, receiver.url, event(2)) == Delivery(0, 1, "HTTP 503")
        assert len(receiver.tries) == 1


def test_an_event_waits_once(tmp_path: Path) -> None:
    with open_outbox(tmp_path) as outbox:
        outbox.add([event(1), event(2)])
    with open_outbox(tmp_path) as outbox:
        outbox.add([event(2), event(3), event(1)])

    assert [each["task"] for each in waiting(tmp_path)] == ["I.1", "I.2", "I.3"]


def test_what_waits_is_for_this_user_only(tmp_path: Path) -> None:
    folder = tmp_path / "outbox" / "one"
    old = os.umask(0)
    try:
        with open_outbox(folder) as outbox:
            outbox.add([event(1)])
    finally:
        os.umask(old)

    if os.name == "posix":
        assert stat.S_IMODE((folder / FILE).stat().st_mode) == 0o600
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name for path in folder.iterdir()} == {".lock", FILE}


def test_what_was_taken_is_known_also_when_a_run_is_cut_off(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with receiving(204, 503) as receiver:
        monkeypatch.setattr("time.sleep", lambda seconds: (_ for _ in ()).throw(KeyboardInterrupt) if seconds else None)
        with pytest.raises(KeyboardInterrupt):
            send(tmp_path, receiver.url, event(1), event(2))
        monkeypatch.undo()

    assert [each["task"] for each in waiting(tmp_path)] == ["I.2"]


def test_one_run_at_a_time_has_an_outbox(tmp_path: Path) -> None:
    with open_outbox(tmp_path), pytest.raises(OutputError, match="another run"), open_outbox(tmp_path):
        pass


@pytest.mark.parametrize("content", ["{", "[]", '{"no": "id"}', "\xff"])
def test_an_outbox_that_cannot_be_read_is_said_and_kept(tmp_path: Path, content: str) -> None:
    (tmp_path / FILE).write_bytes(content.encode("latin-1"))

    with pytest.raises(OutputError, match="cannot be read"):
        Outbox(tmp_path)
    assert (tmp_path / FILE).read_bytes() == content.encode("latin-1")


def test_each_receiver_has_a_folder_whose_name_tells_nothing() -> None:
    one, other = outbox_folder("https://a.vn/x?token=geheim"), outbox_folder("https://a.vn/y")

    assert one != other
    assert "geheim" not in str(one)
    assert outbox_folder("https://a.vn/y") == other


def test_the_log_names_events_and_neither_key_nor_address(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "vbparse"), receiving(503) as receiver:
        send(tmp_path, receiver.url, event(1))

    ours = [record.getMessage() for record in caplog.records if record.name.startswith("vbparse")]
    assert ours == [f"{event(1)['id']}: HTTP 503"]


@pytest.mark.parametrize("url", ["https://a.vn/x?y=1", "http://127.0.0.1:8/x", "http://localhost/", "http://[::1]:8/"])
def test_addresses_that_may_be_used(url: str) -> None:
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://a.vn/secret",
        "a.vn/secret",
        "ftp://a.vn/secret",
        "https://",
        "https://a.vn:secret/",
        "http://127.0.0.1.a.vn/secret",
    ],
)
def test_addresses_that_may_not_be_used_are_not_repeated(url: str) -> None:
    with pytest.raises(ValueError, match=r"^(?!.*secret)"):
        check_address(url)


def test_what_is_shown_of_an_address_is_its_host() -> None:
    assert host_of("https://user:pass@a.vn:8443/secret?token=x") == "https://a.vn:8443"


def test_the_key_is_from_the_environment_only(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VBPARSE_WEBHOOK_KEY", f" {KEY}\n")
    assert webhook_key() == KEY.encode()

    monkeypatch.setenv("VBPARSE_WEBHOOK_KEY", " ")
    with pytest.raises(PushError, match="no key"):
        webhook_key()


def test_the_signature_is_that_of_the_documentation() -> None:
    """`printf '%s' 'evt_1.{"id":"evt_1"}' | openssl dgst -sha256 -hmac key`."""
    assert (
        sign(b"key", "evt_1", b'{"id":"evt_1"}')
        == "sha256=db0a4a341fcef1dd22f61a6f22f2b56da8d3226cc506b402664f4d776923bf05"
    )


@given(st.lists(texts(), max_size=4))
def test_any_text_waits_as_it_is(tmp_path_factory: pytest.TempPathFactory, given_texts: list[str]) -> None:
    folder = tmp_path_factory.mktemp("outbox")
    events = [event(number, text) for number, text in enumerate(given_texts)]
    with open_outbox(folder) as outbox:
        outbox.add(events)

    assert [json.dumps(each) for each in waiting(folder)] == [json.dumps(each) for each in events]
