"""`vbparse diff` as people and programs run it."""

from __future__ import annotations

import json
import os
import re
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import SAMPLE, said, vbparse, write_plan
from tests.push.receiver import KEY, receiving

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path


@pytest.fixture
def old(tmp_path: Path) -> Path:
    return write_plan(tmp_path / "old.txt")


@pytest.fixture
def new(old: Path) -> Path:
    path = old.with_name("new.txt")
    text = old.read_text(encoding="utf-8").replace("25/5/2024", "30/5/2024")
    path.write_text(
        text.replace("- Tuần tra hằng tháng.\n", "- Trực lễ, Tết.\n- Tuần tra hằng tháng.\n"), encoding="utf-8"
    )
    return path


def events(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, said(done)
    return list(json.loads(done.stdout))


def test_people_get_a_table(old: Path, new: Path) -> None:
    done = vbparse("diff", old, new, folder=old.parent)
    text = done.stdout.decode()

    assert done.returncode == 0, said(done)
    assert "Thêm 1, bỏ 0, sửa 1, chỉ đổi mã 1, giữ nguyên 0." in text
    assert "Thời hạn: 24/05/2024 → 29/05/2024" in text
    assert "“25/5/2024.” → “30/5/2024.”" in text
    assert "II.2.b1 → II.2.b2" in text
    english = vbparse("diff", old, new, "--lang", "en", folder=old.parent).stdout.decode()
    assert "Added 1, removed 0, changed 1, id only 1, the same 0." in english
    assert "Due: 2024-05-24 → 2024-05-29" in english


def test_programs_get_events(old: Path, new: Path) -> None:
    changed, added, moved = events(vbparse("diff", old, new, "--as", "json", folder=old.parent))

    assert (changed["event"], changed["old_task"], changed["task"]) == ("changed", "II.1.b1", "II.1.b1")
    assert changed["fields"]["due"] == {"old": ["2024-05-24"], "new": ["2024-05-29"]}
    assert (added["event"], added["old_task"], added["task"]) == ("added", None, "II.2.b1")
    assert (moved["event"], moved["old_task"], moved["task"]) == ("moved", "II.2.b1", "II.2.b2")
    lines = vbparse("diff", old, new, "--as", "jsonl", folder=old.parent).stdout.splitlines()
    assert [json.loads(line) for line in lines] == [changed, added, moved]


def test_the_same_file_gives_the_same_events_and_none_against_itself(old: Path, new: Path) -> None:
    first = vbparse("diff", old, new, "--as", "json", folder=old.parent)

    assert vbparse("diff", old, new, "--as", "json", folder=old.parent).stdout == first.stdout
    assert events(vbparse("diff", old, old, "--as", "json", folder=old.parent)) == []
    assert "Không có gì khác nhau." in vbparse("diff", old, old, folder=old.parent).stdout.decode()


def test_plans_that_were_put_out_and_documents_are_compared_alike(old: Path, new: Path) -> None:
    json_file = old.with_suffix(".json")
    vbparse("extract", old, "-o", json_file, folder=old.parent)
    from_json = vbparse("diff", json_file, "-", "--as", "json", folder=old.parent, stdin=new.read_bytes())

    assert from_json.stdout == vbparse("diff", old, new, "--as", "json", folder=old.parent).stdout


def test_a_pdf_against_what_was_read_of_it_has_no_changes(tmp_path: Path) -> None:
    vbparse("extract", SAMPLE, "-o", tmp_path / "plan.json", folder=tmp_path)
    done = vbparse("diff", tmp_path / "plan.json", SAMPLE, "--exit-code", folder=tmp_path)

    assert done.returncode == 0
    assert "Không có gì khác nhau." in done.stdout.decode()


def test_the_exit_code_tells_of_changes_where_it_is_asked_for(old: Path, new: Path) -> None:
    assert vbparse("diff", old, new, "--exit-code", folder=old.parent).returncode == 11
    assert vbparse("diff", old, old, "--exit-code", folder=old.parent).returncode == 0


def test_the_answer_goes_into_a_file(old: Path, new: Path) -> None:
    done = vbparse("diff", old, new, "--as", "json", "-o", "out.json", folder=old.parent)

    assert done.stdout == b""
    assert len(json.loads((old.parent / "out.json").read_bytes())) == 3


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("old.txt",), 2),
        (("-", "-"), 2),
        (("old.txt", "gone.txt"), 3),
        (("old.txt", "bad.json"), 3),
        (("--resend",), 2),
        (("old.txt", "new.txt", "--resend", "--webhook", "http://127.0.0.1:9/"), 2),
        (("old.txt", "new.txt", "--webhook", "http://example.org/geheim"), 2),
        (("old.txt", "new.txt", "--webhook", "example.org/geheim"), 2),
    ],
)
def test_what_cannot_be_done_is_said(old: Path, new: Path, arguments: tuple[str, ...], code: int) -> None:
    (old.parent / "bad.json").write_text('{"schema_version": "1.1.0"}')
    done = vbparse("diff", *arguments, folder=old.parent, env={"VBPARSE_WEBHOOK_KEY": KEY})

    assert done.returncode == code
    assert "geheim" not in said(done)
    assert said(done).strip()


def test_a_secret_plan_is_not_compared(old: Path, new: Path) -> None:
    secret = old.read_text(encoding="utf-8").replace("KẾ HOẠCH\n", "MẬT\nKẾ HOẠCH\n", 1)
    old.write_text(secret, encoding="utf-8")
    done = vbparse("diff", old, new, "--as", "json", folder=old.parent)

    assert (done.returncode, done.stdout) == (8, b"")
    assert len(events(vbparse("diff", old, new, "--as", "json", "--allow-secret", folder=old.parent))) >= 2


# -- webhooks -----------------------------------------------------------------------------------------------


def push(folder: Path, *arguments: str | Path, key: str = KEY) -> subprocess.CompletedProcess[bytes]:
    env = {
        "VBPARSE_WEBHOOK_KEY": key,
        "XDG_DATA_HOME": str(folder / "data"),
        "HOME": str(folder),
        "LOCALAPPDATA": str(folder / "data"),
    }
    return vbparse("diff", *arguments, folder=folder, env=env)


def kept(folder: Path) -> list[Path]:
    return list(folder.rglob("events.jsonl"))


def test_events_are_posted_signed(old: Path, new: Path) -> None:
    with receiving() as receiver:
        done = push(old.parent, old, new, "--webhook", receiver.url, "--as", "json")

    assert done.returncode == 0, said(done)
    assert receiver.taken == json.loads(done.stdout)
    assert receiver.forged == 0
    assert re.search(r"Đã gửi 3 sự kiện tới http://127\.0\.0\.1:\d+\.", said(done))
    assert kept(old.parent) == []


def test_what_could_not_be_delivered_is_kept_and_goes_first_next_time(old: Path, new: Path) -> None:
    with receiving(403) as receiver:
        done = push(old.parent, old, new, "--webhook", receiver.url, "-v")
        assert done.returncode == 10
        assert "3 events could not be delivered (HTTP 403)" in said(done)
        assert "--resend" in said(done)
        assert "secret" not in said(done)
        assert KEY not in said(done)
        (file,) = kept(old.parent)
        if os.name == "posix":
            assert file.stat().st_mode & 0o777 == 0o600
        assert KEY not in file.read_text(encoding="utf-8")

        third = old.with_name("third.txt")
        third.write_text(new.read_text(encoding="utf-8").replace("30/5/2024", "31/5/2024"), encoding="utf-8")
        done = push(old.parent, new, third, "--webhook", receiver.url)
        assert done.returncode == 0, said(done)
        assert [event["event"] for event in receiver.taken] == ["changed", "added", "moved", "changed"]
        assert receiver.taken[-1]["fields"]["due"]["new"] == ["2024-05-30"]
        assert kept(old.parent) == []


def test_what_waits_can_be_sent_alone(old: Path, new: Path) -> None:
    with receiving(404) as receiver:
        assert push(old.parent, old, new, "--webhook", receiver.url).returncode == 10
        done = push(old.parent, "--webhook", receiver.url, "--resend", "--lang", "en")
        assert done.returncode == 0, said(done)
        assert "Delivered 3 events" in said(done)
        assert len(receiver.taken) == 3
        assert "no event to deliver" in said(push(old.parent, "--webhook", receiver.url, "--resend", "--lang", "en"))


def test_the_same_comparison_twice_gives_events_that_a_receiver_knows(old: Path, new: Path) -> None:
    with receiving() as receiver:
        for _ in range(2):
            assert push(old.parent, old, new, "--webhook", receiver.url).returncode == 0

    ids = [event["id"] for event in receiver.taken]
    assert ids[:3] == ids[3:]
    assert len(set(ids)) == 3


def test_without_a_key_nothing_is_read_or_sent(old: Path, new: Path) -> None:
    with receiving() as receiver:
        done = push(old.parent, old, new, "--webhook", receiver.url, key="")

    assert (done.returncode, done.stdout) == (10, b"")
    assert "VBPARSE_WEBHOOK_KEY" in said(done)
    assert receiver.tries == []


def test_a_proxy_is_not_asked_for_this_computer(old: Path, new: Path) -> None:
    env = {"VBPARSE_WEBHOOK_KEY": KEY, "XDG_DATA_HOME": str(old.parent / "data"), "http_proxy": "http://127.0.0.1:9"}
    with receiving() as receiver:
        done = vbparse("diff", old, new, "--webhook", receiver.url, folder=old.parent, env=env)

    assert done.returncode == 0, said(done)
    assert len(receiver.taken) == 3
