"""Documents that amend a plan: what they do not name stays."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.clirunner import PLAN
from vbparse.lexicon.load import table
from vbparse.pipeline import parse
from vbparse.revise.amendment import amends, order_of
from vbparse.revise.compare import diff

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

AMENDMENT = """\
ỦY BAN NHÂN DÂN\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ THỬ NGHIỆM\tĐộc lập - Tự do - Hạnh phúc
Số: 45/KH-UBND\tThử Nghiệm, ngày 02 tháng 4 năm 2024
KẾ HOẠCH
{title}
Căn cứ Kế hoạch số 12/KH-UBND ngày 01/02/2024 của Ủy ban nhân dân xã Thử Nghiệm;
Ủy ban nhân dân xã điều chỉnh, bổ sung một số nội dung như sau:
I. NỘI DUNG
{body}
Nơi nhận:
- Như trên;
- Lưu: VT.
TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
Nguyễn Văn Mẫu
"""
TITLE = "Điều chỉnh, bổ sung một số nội dung của Kế hoạch số 12/KH-UBND ngày 01/02/2024"


def old() -> PlanDocument:
    return parse(PLAN.format(number=12).encode(), name="old.txt")


def amendment(body: str, title: str = TITLE) -> PlanDocument:
    return parse(AMENDMENT.format(title=title, body=body).encode(), name="new.txt")


@pytest.mark.parametrize("kind", ["amends", "repeals", "rewords"])
def test_phrases_read_their_examples_and_nothing_else(kind: str) -> None:
    for record in table("revisions.toml")[kind]:
        pattern = re.compile(record["pattern"], re.IGNORECASE)
        assert all(pattern.match(text) for text in record["examples"])
        assert not any(pattern.match(text) for text in record["not"])


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Bãi bỏ điểm 9 Mục III.", "III.9"),
        ("Bãi bỏ điểm a khoản 2 Mục II của Kế hoạch số 12/KH-UBND", "II.2.a"),
        ("Bỏ nội dung tại gạch đầu dòng thứ 2, điểm 3 Mục II", "II.3.b2"),
        ("Sửa đổi Mục III, điểm 8 như sau: “Trạm Y tế”", "III.8"),
        ("Sửa đổi, bổ sung khoản 1 Điều 2 như sau:", "D2.1"),
        ("Điều chỉnh thời hạn hoàn thành nhiệm vụ tại Phần II", "PII"),
        ("Điều chỉnh nhiệm vụ tại số thứ tự 5 Phụ lục 1", "A1.r5"),
    ],
)
def test_places_are_read_as_people_write_them(text: str, place: str) -> None:
    order = order_of(text)

    assert order is not None
    assert place in order.place


@pytest.mark.parametrize("text", ["Tổ chức hội thi", "Chủ trì điều chỉnh kế hoạch", "Bỏ phiếu tín nhiệm", ""])
def test_other_tasks_order_nothing(text: str) -> None:
    assert order_of(text) is None


def test_an_amendment_is_known_by_its_title_and_what_it_names() -> None:
    assert amends(amendment("1. Văn phòng Ủy ban nhân dân xã\n- Trực lễ."), old())
    assert not amends(amendment("1. Công an xã\n- Trực lễ.", "Thay thế Kế hoạch số 12/KH-UBND ngày 01/02/2024"), old())
    assert not amends(amendment("1. Công an xã\n- Trực lễ.", "Trực lễ năm 2024"), old())
    assert not amends(amendment("- Trực lễ."), parse(PLAN.format(number=13).encode(), name="other.txt"))


def test_what_an_amendment_does_not_name_stays() -> None:
    new = amendment(
        "1. Văn phòng Ủy ban nhân dân xã\n- Báo cáo kết quả trước ngày 30/6/2024.\n"
        "2. Trường Tiểu học xã\n- Tổ chức trồng cây xanh trong khuôn viên trường, hoàn thành trước ngày 15/5/2024."
    )
    changes = diff(old(), new)

    assert changes.amendment
    assert changes.header == ()
    assert [change.kind for change in changes.tasks] == ["changed", "added"]
    changed, added = changes.tasks
    assert changed.old is not None
    assert added.new is not None
    assert {field.name: field.new for field in changed.fields}["due"] == ("2024-06-29",)
    assert changed.old.id == "II.1.b1"
    assert added.new.due == ("2024-05-14",)


def test_what_it_repeals_is_removed_and_what_it_rewords_changed() -> None:
    new = amendment(
        "1. Bãi bỏ điểm 2 Mục II.\n2. Sửa đổi điểm 1 Mục II như sau: “Báo cáo kết quả và đề xuất khen thưởng.”"
    )
    changes = diff(old(), new)

    changed, removed = changes.tasks
    assert (removed.kind, removed.relation, removed.old and removed.old.id) == ("removed", "repealed", "II.2.b1")
    assert (changed.kind, changed.relation, changed.old and changed.old.id) == ("changed", "amended", "II.1.b1")
    assert changed.fields[0].new == "Báo cáo kết quả và đề xuất khen thưởng"
    assert changes.unread == ()


def test_what_cannot_be_found_is_said() -> None:
    changes = diff(old(), amendment("1. Bãi bỏ điểm 7 Mục II.\n2. Sửa đổi nhiệm vụ của Công an xã cho phù hợp."))

    assert changes.tasks == ()
    assert changes.unread == ("I.1", "I.2")


def test_without_its_title_the_rest_would_be_gone() -> None:
    changes = diff(old(), amendment("1. Công an xã\n- Trực lễ.", "Trực lễ năm 2024"))

    assert not changes.amendment
    assert len(changes.of("removed")) == 2
