"""The page for people, read back by lxml or the standard parser, not by what wrote it."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import TYPE_CHECKING, Final

from hypothesis import given

from tests.planmaker import make_plan, time
from tests.planstrategy import large_plan, plans
from vbparse.export import to_html
from vbparse.export.gantt import groups
from vbparse.export.options import ExportOptions

if TYPE_CHECKING:
    from vbparse.plan.model import PlanDocument

_VOID: Final = {"meta", "br"}


class Page(HTMLParser):
    """Takes a page apart: tags with their attributes, the texts of table cells, whether tags close in order."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.rows: list[list[str]] = []
        self.words: list[str] = []
        self.feed(data.decode())
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag == "tr":
            self.rows.append([])
        if tag in {"td", "th"}:
            self.rows[-1].append("")
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if "tr" in self.open and self.rows[-1]:
            self.rows[-1][-1] += data

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _ in self.tags)


def test_the_table_has_each_task_and_marks_what_is_inherited() -> None:
    page = Page(to_html.render(make_plan()))
    tasks = [row for row in page.rows if row[0].isdecimal()]

    assert [row[0] for row in tasks] == ["1", "2", "3", "4"]
    assert tasks[0][2] == "↳ Phòng Kinh tế xã Thử (theo II.1)"
    assert tasks[0][4].startswith("24/05/202424/11/2024")
    assert tasks[1][1] == '=1+1 "trích"; dòng\nhai'
    assert tasks[1][4].startswith("↳ 19/11/2024 (theo C.p1)")
    assert tasks[2][4].startswith("6 tháng một lần")
    assert tasks[2][6] == "Có nhiều đơn vị chủ trì."
    assert page.open == []


def test_a_title_is_text_not_markup() -> None:
    header = make_plan().header.model_copy(update={"title": "<script>alert(1)</script>"})
    page = Page(to_html.render(make_plan(header=header)))

    assert page.count("script") == 0
    assert "Kế hoạch <script>alert(1)</script>" in page.words


def test_the_page_asks_for_nothing_from_outside() -> None:
    data = to_html.render(make_plan())
    page = Page(data)

    assert {tag for tag, _ in page.tags}.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert not [
        name for _, attributes in page.tags for name in attributes if name in {"src", "href"} or name[:2] == "on"
    ]
    assert b"url(" not in data
    assert b"@import" not in data
    assert b"http://" not in data.replace(b"http://www.w3.org/2000/svg", b"")


def test_the_page_can_be_heard() -> None:
    page = Page(to_html.render(make_plan(), ExportOptions(lang="en")))

    assert dict(page.tags)["html"] == {"lang": "en"}
    assert all("scope" in attributes for tag, attributes in page.tags if tag == "th")
    assert page.count("svg") == page.count("desc") + 3  # the three of the key are only for the eye


def test_the_chart_has_the_dated_tasks_by_unit() -> None:
    first, second, rest = groups(make_plan(), "vi")

    assert first.name == "Phòng Kinh tế xã Thử"
    assert [str(day) for line in first.lines for day in line.due] == ["2024-05-24", "2024-11-24", "2024-11-19"]
    assert [str(day) for _, days in second.lines[0].again for day in days] == ["2024-06-30", "2024-12-31"]
    assert tuple(map(str, second.lines[0].spans[0])) == ("2024-10-10", "2024-10-10")
    assert [tuple(map(str, span)) for line in rest.lines for span in line.spans] == [("2024-11-15", "2024-12-15")]


def test_a_plan_without_days_has_no_chart() -> None:
    page = Page(to_html.render(make_plan(times=(), tasks=())))

    assert page.count("svg") == 0
    assert "Không có nhiệm vụ nào." in page.words


def test_days_far_apart_and_ends_before_beginnings_are_drawn() -> None:
    times = (
        time("t1", "năm 1", role="event", start_date="0001-01-01", end_date="9999-12-31"),
        time("t2", "ngược", role="event", start_date="2024-05-05", end_date="2024-05-01"),
    )

    assert Page(to_html.render(make_plan(times=times))).count("rect") == 3


@given(plans())
def test_any_plan_gives_a_whole_page(plan: PlanDocument) -> None:
    data = to_html.render(plan)
    page = Page(data)

    assert page.open == []
    assert sum(row[0].isdecimal() and len(row) > 3 for row in page.rows) == len(plan.tasks)
    assert data == to_html.render(plan)


def test_ten_thousand_tasks() -> None:
    assert to_html.render(large_plan(10_000)).count(b'<tr><th scope="row">') >= 10_000
