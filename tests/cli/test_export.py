"""`vbparse export` in a process of its own: from JSON, documents and archives into formats, folders and workbooks."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import pytest

from tests.clirunner import PLAN, said, vbparse, write_plan
from tests.export.workbooks import rows_of, typed

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    write_plan(tmp_path / "plan.txt")
    vbparse("extract", "plan.txt", "-o", "plan.json", folder=tmp_path)
    return tmp_path / "plan.json"


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def pretty(path: Path) -> Path:
    """Write a plan document anew, on many lines, with the mark that some editors write."""
    out = path.with_name("đẹp.json")
    out.write_text(json.dumps(json.loads(path.read_bytes()), indent=2), encoding="utf-8-sig")
    return out


def test_json_and_document_give_what_extract_gives(plan: Path, tmp_path: Path) -> None:
    wanted = vbparse("extract", "plan.txt", "--to", "csv", folder=tmp_path).stdout

    for given in (plan, pretty(plan), tmp_path / "plan.txt"):
        done = vbparse("export", given, "--to", "csv", folder=tmp_path)
        assert (done.returncode, done.stdout, said(done)) == (0, wanted, "")
    assert vbparse("export", "-", "--to", "csv", folder=tmp_path, stdin=plan.read_bytes()).stdout == wanted
    document = vbparse("export", "-", "--to", "csv", folder=tmp_path, stdin=PLAN.format(number=12).encode())
    assert [row["Nhiệm vụ"] for row in table(document.stdout)] == [row["Nhiệm vụ"] for row in table(wanted)]


def test_what_is_asked_for_is_put_out(plan: Path, tmp_path: Path) -> None:
    done = vbparse("export", plan, "--to", "csv", "--unit", "Công an xã", "--lang", "en", folder=tmp_path)

    assert [row["Task"] for row in table(done.stdout)] == ["Tuần tra hằng tháng."]
    may = vbparse("export", plan, "--to", "json", "--from", "2024-05-01", "--to", "2024-05-30", folder=tmp_path)
    assert [task["due"] for task in json.loads(may.stdout)["tasks"]] == [["2024-05-24"]]
    nothing = vbparse("export", plan, "--to", "csv", "--unit", "Sở Nội vụ", folder=tmp_path)
    assert said(nothing) == "Không có nhiệm vụ nào đúng với lựa chọn.\n"


def test_several_plans_are_one_table_or_a_file_each(plan: Path, tmp_path: Path) -> None:
    other = write_plan(tmp_path / "khác.txt", 13)
    lines = vbparse("export", plan, other, "--to", "jsonl", folder=tmp_path).stdout
    (tmp_path / "hai.jsonl").write_bytes(lines)

    assert len(lines.splitlines()) == 2
    for given in ((plan, other), ("hai.jsonl",)):
        rows = table(vbparse("export", *given, "--to", "csv", folder=tmp_path).stdout)
        assert [row["Kế hoạch"] for row in rows] == ["12/KH-UBND"] * 2 + ["13/KH-UBND"] * 2
        done = vbparse("export", *given, "--to", "ics", "-o", "lịch", folder=tmp_path)
        assert said(done) == "Đã ghi 2 tệp vào lịch.\n"
        assert sorted(path.name for path in (tmp_path / "lịch").iterdir()) == ["12_KH-UBND.ics", "13_KH-UBND.ics"]
    assert vbparse("export", plan, other, "--to", "ics", folder=tmp_path).returncode == 2


def test_one_plan_goes_into_a_folder_if_that_is_asked_for(plan: Path, tmp_path: Path) -> None:
    other = write_plan(tmp_path / "khác.txt", 13)
    vbparse("export", plan, "--to", "ics", "-o", "lịch/", folder=tmp_path)
    vbparse("export", plan, other, "--to", "csv", "-o", "lịch", folder=tmp_path)

    assert sorted(path.name for path in (tmp_path / "lịch").iterdir()) == ["12_KH-UBND.ics", "plans.csv"]


def test_an_archive_gives_the_plans_that_count(plan: Path, tmp_path: Path) -> None:
    write_plan(tmp_path / "in" / "a.txt", 12)
    write_plan(tmp_path / "in" / "b.txt", 13)
    vbparse("archive", "add", "in", "--archive", "kho.db", folder=tmp_path)
    rows = table(vbparse("export", "kho.db", "--to", "csv", folder=tmp_path).stdout)

    assert {row["Kế hoạch"] for row in rows} == {"12/KH-UBND", "13/KH-UBND"}
    one = vbparse("export", "kho.db", "--code", "13/kh-ubnd", "--to", "json", folder=tmp_path)
    assert json.loads(one.stdout)["header"]["code"] == "13/KH-UBND"
    none = vbparse("export", "kho.db", "--issuer", "Sở Y tế", "--to", "csv", folder=tmp_path)
    assert table(none.stdout) == []
    nothing = vbparse("export", "kho.db", "--issuer", "Sở Y tế", "--to", "ics", folder=tmp_path)
    assert (nothing.returncode, nothing.stdout) == (0, b"")
    assert "Không có văn bản nào" in said(nothing)
    assert vbparse("export", plan, "--code", "1", "--to", "csv", folder=tmp_path).returncode == 2


def test_each_unit_gets_its_share(plan: Path, tmp_path: Path) -> None:
    data = json.loads(plan.read_bytes())
    first, second = data["tasks"]
    second["cooperate"] = first["lead"]
    plan.write_text(json.dumps(data), encoding="utf-8")
    done = vbparse("export", plan, "--to", "csv", "--split", "unit", "-o", "phần", folder=tmp_path)
    folder = tmp_path / "phần"

    assert said(done) == "Đã ghi 3 tệp vào phần.\n"
    index = table((folder / "index.csv").read_bytes())
    assert [(row["Chủ trì"], row["Phối hợp"]) for row in index] == [("1", "1"), ("1", "0")]
    office, police = ([*table((folder / row["Tệp"]).read_bytes())] for row in index)
    assert index[1]["Tệp"] == "Công an xã Thử Nghiệm.csv"
    assert [row["Vai trò"] for row in office] == ["chủ trì", "phối hợp"]
    assert [row["Nhiệm vụ"] for row in police] == ["Tuần tra hằng tháng."]


def test_a_workbook_is_brought_up_to_date_in_place_or_elsewhere(plan: Path, tmp_path: Path) -> None:
    book = tmp_path / "sổ.xlsx"
    vbparse("export", plan, "--to", "xlsx", "-o", book, folder=tmp_path)
    book.write_bytes(typed(book.read_bytes(), {"Trạng thái": {1: "Đang làm"}}))
    before = book.read_bytes()
    elsewhere = vbparse("export", plan, "--update", book, "-o", "mới.xlsx", folder=tmp_path)

    assert said(elsewhere).splitlines()[1].startswith("2 mục được cập nhật, 0 mục mới")
    assert book.read_bytes() == before
    data = json.loads(plan.read_bytes())
    data["tasks"] = data["tasks"][::-1]
    plan.write_text(json.dumps(data), encoding="utf-8")
    vbparse("export", plan, "--to", "xlsx", "--update", book, "--unit", "Công an xã", folder=tmp_path)
    rows: list[dict[str, Any]] = rows_of(book.read_bytes())
    assert [row["Trạng thái"] for row in rows] == ["Đang làm", None]
    assert [row["STT"] for row in rows] == [1, 1]  # the first was not asked for, so it stayed as it was
    assert rows[0]["Cần kiểm tra"] != "Không còn trong kế hoạch"


def test_rows_follow_their_tasks_to_other_numbers(plan: Path, tmp_path: Path) -> None:
    vbparse("export", plan, "--to", "xlsx", "-o", "sổ.xlsx", folder=tmp_path)
    book = tmp_path / "sổ.xlsx"
    book.write_bytes(typed(book.read_bytes(), {"Trạng thái": {2: "Đang làm"}}))
    later = PLAN.format(number=99).replace("1. Văn phòng", "1. Trạm Y tế xã\n- Khám sức khỏe trẻ em.\n2. Văn phòng")
    later = later.replace("2. Công an xã", "3. Công an xã").replace(
        "Tuần tra hằng tháng", "Tuần tra ban đêm hằng tháng"
    )
    (tmp_path / "sau.txt").write_text(later, encoding="utf-8")
    done = vbparse("export", "sau.txt", "--update", "sổ.xlsx", "--before", plan, folder=tmp_path)
    rows = {row["Mã"]: row for row in rows_of(book.read_bytes())}

    assert "2 mục được cập nhật, 1 mục mới, 0 mục không còn" in said(done)
    assert rows["II.3.b1"]["Trạng thái"] == "Đang làm"
    assert rows["II.3.b1"]["Nhiệm vụ"] == "Tuần tra ban đêm hằng tháng."
    assert vbparse("export", plan, "--to", "csv", "--before", plan, folder=tmp_path).returncode == 2


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        ((), 2, "--to"),
        (("--to", "csv", "--split", "unit"), 2, "-o"),
        (("--to", "csv", "--update", "x.xlsx"), 2, "--update"),
        (("--update", "x.xlsx", "--split", "unit"), 2, "--update"),
        (("--update", "không có.xlsx"), 3, "không có.xlsx"),
        (("--update", "plan.json"), 3, "do vbparse tạo"),
        (("--update", "cũ.xls"), 3, "Lưu thành .xlsx"),
    ],
)
def test_what_does_not_go_together_is_told(
    arguments: tuple[str, ...], code: int, words: str, plan: Path, tmp_path: Path
) -> None:
    done = vbparse("export", plan, *arguments, folder=tmp_path)

    assert (done.returncode, done.stdout) == (code, b"")
    assert words in said(done)


def test_a_workbook_that_is_open_is_left_alone(plan: Path, tmp_path: Path) -> None:
    vbparse("export", plan, "--to", "xlsx", "-o", "a.xlsx", folder=tmp_path)
    (tmp_path / "~$a.xlsx").write_bytes(b"")
    done = vbparse("export", plan, "--update", "a.xlsx", folder=tmp_path)

    assert done.returncode == 7
    assert "Đóng tệp đó" in said(done)


@pytest.mark.parametrize("content", ['{"a": 1}', "{", '{"a": 1}\n{"b": 2}\n', "{}"])
def test_json_that_is_no_plan_is_told(content: str, tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(content, encoding="utf-8")
    done = vbparse("export", "x.json", "--to", "csv", folder=tmp_path)

    assert (done.returncode, done.stdout) == (3, b"")
    assert "x.json is no plan document" in said(done)
    assert "vbparse schema" in said(done)


def test_nothing_is_written_where_one_of_the_inputs_cannot_be_read(plan: Path, tmp_path: Path) -> None:
    (tmp_path / "hỏng.pdf").write_bytes(b"%PDF-1.4\nnothing")
    done = vbparse("export", plan, "hỏng.pdf", "--to", "csv", "-o", "x.csv", folder=tmp_path)

    assert done.returncode == 3
    assert not (tmp_path / "x.csv").exists()
    assert vbparse("export", "nowhere.json", "--to", "csv", folder=tmp_path).returncode == 3


def test_a_secret_plan_gives_its_mark_only(tmp_path: Path) -> None:
    text = PLAN.format(number=12).replace("KẾ HOẠCH\n", "TỐI MẬT\nKẾ HOẠCH\n")
    (tmp_path / "mật.txt").write_text(text, encoding="utf-8")
    vbparse("extract", "mật.txt", "--allow-secret", "-o", "mật.json", folder=tmp_path)

    for given in ("mật.txt", "mật.json"):
        done = vbparse("export", given, "--to", "json", folder=tmp_path)
        assert done.returncode == 8
        assert json.loads(done.stdout)["tasks"] == []
        assert "cây xanh" not in done.stdout.decode()
        assert "12/kh" not in done.stdout.decode()
        allowed = vbparse("export", given, "--to", "json", "--allow-secret", folder=tmp_path)
        assert allowed.returncode == 0
        assert len(json.loads(allowed.stdout)["tasks"]) == 2


def test_more_than_jira_takes_becomes_several_files(plan: Path, tmp_path: Path) -> None:
    data = json.loads(plan.read_bytes())
    first = data["tasks"][0]
    data["tasks"] = [{**first, "id": f"II.1.b1#{number}", "text": f"Việc {number}"} for number in range(1, 1601)]
    plan.write_text(json.dumps(data), encoding="utf-8")
    done = vbparse("export", plan, "--to", "jira", "-o", "jira.csv", folder=tmp_path)

    assert "đã chia thành 2 tệp" in said(done)
    counts = [len(table((tmp_path / f"jira-{number}.csv").read_bytes())) for number in (1, 2)]
    assert counts == [1500, 101]
    assert not (tmp_path / "jira.csv").exists()
