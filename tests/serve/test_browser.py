"""The pages in a real Chromium, as a clerk uses them."""

from __future__ import annotations

import io
import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import vbparse
from vbparse.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[2]
SAMPLE: Final = ROOT / "samples" / "kehoach70.pdf"
AXE: Final = Path(__file__).parent / "axe" / "axe.min.js"
CHROMIUM: Final = shutil.which("chromium")
DAY: Final = "2024-05-24"
UNIT: Final = "Phòng Tư pháp"
pytestmark = [
    pytest.mark.slow,
    pytest.mark.browser,
    pytest.mark.timeout(180),
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a server with an archive of its own."""
    import uvicorn

    from vbparse.serve.app import create_app
    from vbparse.serve.desk import Desk

    desk = Desk(Settings()._replace(archive=tmp_path_factory.mktemp("serve") / "plans.db", jobs=1))
    server = uvicorn.Server(uvicorn.Config(create_app(desk), port=0, log_config=None, lifespan="off"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join()
    desk.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """Give Debian's Chromium."""
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield found
        found.close()


@pytest.fixture
def page(browser: Any, address: str) -> Iterator[Any]:
    """Give a page that may reach nothing but the server, and must not break its policy."""
    context = browser.new_context(viewport={"width": 1280, "height": 720}, base_url=address)
    page = context.new_page()
    wrong: list[str] = []
    page.on("request", lambda request: None if request.url.startswith(address) else wrong.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if "Content Security Policy" in said.text else None)
    yield page
    context.close()
    assert not wrong


def send(page: Any, path: Path) -> None:
    """Upload a document, and open it."""
    page.goto("/")
    page.set_input_files("#files", str(path))
    page.locator("#progress a").first.click(timeout=60_000)
    page.wait_for_selector("article.task")


def save(page: Any, press: Any) -> None:
    """Do what changes the plan, and wait for the page that shows it."""
    shown = int(page.locator("#right").get_attribute("data-shown") or 0)
    with page.expect_response(lambda response: "/change" in response.url) as answer:
        press()
    assert answer.value.status == 200, answer.value.text()
    page.wait_for_selector(f'#right[data-shown="{shown + 1}"]')


def serious(page: Any) -> list[str]:
    """Give the serious findings of axe."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found["violations"]
        if one["impact"] in {"serious", "critical"}
    ]


def test_a_clerk_checks_plan_70(page: Any) -> None:
    """Upload, light up, correct, split, approve, reload, upload again, export."""
    plan = vbparse.parse(str(SAMPLE))
    task = next(task for task in plan.tasks if DAY in task.due)
    send(page, SAMPLE)
    article = page.locator(f'article[data-task="{task.id}"]')
    article.locator(".due .value").first.click()
    article.locator(".text").click()
    region = task.evidence.regions[0]
    lit = page.locator("rect.lit.task").first.bounding_box()
    figure = page.locator(f"#page-{region.page}")
    paper = figure.bounding_box()
    width, height = (float(figure.get_attribute(f"data-{side}")) for side in ("width", "height"))
    x0, top, x1, bottom = region.bbox
    expected = (x0 / width, top / height, x1 / width, bottom / height)
    shown = (
        (lit["x"] - paper["x"]) / paper["width"],
        (lit["y"] - paper["y"]) / paper["height"],
        (lit["x"] + lit["width"] - paper["x"]) / paper["width"],
        (lit["y"] + lit["height"] - paper["y"]) / paper["height"],
    )
    assert region.page in {3, 4}
    assert shown == pytest.approx(expected, abs=0.02)
    frame = page.locator("#pages").bounding_box()
    assert frame["y"] <= lit["y"] <= frame["y"] + frame["height"]  # it was scrolled to

    count = page.locator("article.task").count()
    page.keyboard.press("e")
    chips = article.locator("fieldset[data-field=lead]")
    chips.locator(".new").wait_for()
    while chips.locator(".remove").count():
        chips.locator(".remove").first.click()
    chips.locator(".new").fill(UNIT)
    chips.locator(".new").press("Enter")
    save(page, lambda: article.locator(".edit .primary").click())
    assert UNIT in article.locator(".lead").inner_text()

    place_cursor(page, article)
    save(page, lambda: article.locator(".split .primary").click())
    assert page.locator("article.task").count() == count + 1

    article.locator(".text").click()
    save(page, lambda: page.keyboard.press("a"))
    assert article.locator(".state.approved").count() == 1

    page.reload()
    send(page, SAMPLE)
    assert UNIT in article.locator(".lead").inner_text()
    assert article.locator(".state.approved").count() == 1
    assert page.locator("article.task").count() == count + 1
    sha256 = plan.source.sha256
    assert page.request.post(f"/v1/plans/{sha256}/read", headers={"prefer": "wait=30"}).ok  # read by the parser again
    page.reload()
    assert UNIT in article.locator(".lead").inner_text()

    check_workbook(page, sha256, task.id)

    save(page, lambda: page.keyboard.press("u"))
    assert article.locator(".state.approved").count() == 0


def place_cursor(page: Any, article: Any) -> None:
    """Open the form that splits a task, and go to a place in it by keys."""
    page.keyboard.press("s")
    where = article.locator(".where")
    where.wait_for()
    for _ in range(8):
        page.keyboard.press("Control+ArrowRight")
    before = where.input_value()
    page.keyboard.press("x")  # what is typed goes nowhere
    assert (where.input_value(), where.evaluate("box => box.selectionStart") > 0) == (before, True)


def check_workbook(page: Any, sha256: str, task: str) -> None:
    """Compare the exported workbook, cell by cell, with the corrected plan; read anew, it holds the same."""
    from openpyxl import load_workbook

    def tables() -> dict[str, list[tuple[Any, ...]]]:
        book = load_workbook(io.BytesIO(page.request.get(f"/v1/plans/{sha256}/export/xlsx?lang=en").body()))
        return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}

    plan = page.request.get(f"/v1/plans/{sha256}").json()
    names = {unit["id"]: unit["name"] for unit in plan["units"]}
    before = tables()
    at, table = next(
        (number, rows)
        for rows in before.values()
        for number, row in enumerate(rows)
        if {"Id", "Task", "Lead", "Due"} <= {str(cell) for cell in row}
    )
    head = [str(cell) for cell in table[at]]
    shown = {row["Id"]: row for row in (dict(zip(head, cells, strict=True)) for cells in table[at + 1 :])}
    parts = [one for one in plan["tasks"] if one["id"] == task or one["id"].startswith(f"{task}.")]
    assert len(parts) == 2
    assert shown[task]["Lead"] == "Phòng Tư pháp quận Hà Đông"
    assert set(shown) >= {one["id"] for one in plan["tasks"]}
    for one in plan["tasks"]:
        row = shown[one["id"]]
        heirs = [names[given["value"]] for given in one["inherited"] if given["slot"] == "lead"]
        leads = dict.fromkeys((*(names[unit] for unit in one["lead"]), *heirs))
        assert " ".join(str(row["Task"]).split()) == " ".join(one["text"].split())
        assert str(row["Lead"] or "") == "; ".join(leads)
        if one["due"] and not one["inherited"]:
            assert str(row["Due"])[:10] == one["due"][0]
    assert page.request.post(f"/v1/plans/{sha256}/read", headers={"prefer": "wait=30"}).ok
    assert tables() == before


def test_words_dragged_over_on_the_page_become_evidence(page: Any) -> None:
    """Drag over a unit on the page, see the guess, set its ends by the keyboard, mark; the boxes are those dragged."""
    plan = vbparse.parse(str(SAMPLE))
    task = plan.tasks[0]
    words = "Mặt trận Tổ quốc"
    send(page, SAMPLE)
    article = page.locator(f'article[data-task="{task.id}"]')
    article.locator(".text").click()
    page.keyboard.press("m")
    page.locator("form.marks").wait_for()
    assert page.locator("form.marks .of-task").input_value() == task.id
    region = task.evidence.regions[1]
    figure = page.locator(f"#page-{region.page}")
    figure.scroll_into_view_if_needed()
    page.locator(f'.box.node[data-key="node:{task.node}"]').nth(1).evaluate("box => box.scrollIntoView()")
    paper, scale = figure.bounding_box(), figure.bounding_box()["width"] / float(figure.get_attribute("data-width"))
    x0, top, x1, bottom = region.bbox
    middle = paper["y"] + scale * (top + bottom) / 2
    page.mouse.move(paper["x"] + scale * (x0 + 60), middle)
    page.mouse.down()
    page.mouse.move(paper["x"] + scale * (x0 + 100), middle)
    page.mouse.move(paper["x"] + scale * (x0 + 190), middle)
    page.mouse.up()
    area = page.locator(".mark-words")
    chosen = area.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert chosen.strip()
    assert chosen in task.evidence.text or chosen in plan.text
    drawn = page.locator("rect.dragged").bounding_box()
    assert drawn["x"] == pytest.approx(paper["x"] + scale * (x0 + 60), abs=2)
    assert drawn["width"] == pytest.approx(scale * 130, abs=3)

    page.locator("form.marks [name=what][value=cooperate]").check()
    page.locator("form.marks [name=unit]").fill("Ủy ban " + words)
    page.locator("form.marks [name=replace]").check()
    save(page, lambda: page.locator("form.marks .primary").click())
    assert words in article.locator(".cooperate").inner_text()
    assert page.locator("form.marks").count() == 0
    sha256 = plan.source.sha256
    kept = page.request.get(f"/v1/plans/{sha256}/corrections").json()["corrections"][-1]["change"]
    assert (kept["op"], kept["slot"], kept["quote"]["text"]) == ("mark_unit", "cooperate", chosen.strip())
    (box,) = kept["quote"]["regions"]
    assert box["page"] == region.page
    assert box["bbox"] == pytest.approx((x0 + 60, top, x0 + 190, bottom), abs=1.5)
    assert x1 >= box["bbox"][2]
    article.locator(".cooperate .value").first.click()
    assert page.locator("rect.unit.lit").count() == 1


def test_words_are_marked_by_the_keyboard_alone(page: Any) -> None:
    """Choose a passage from the list and words by Shift and arrows: a new task, then its deadline."""
    send(page, SAMPLE)
    count = page.locator("article.task").count()
    page.keyboard.press("j")
    page.keyboard.press("m")
    page.locator("form.marks").wait_for()
    passages = page.locator("form.marks .passage")
    passages.select_option("I.3")
    area = page.locator(".mark-words")
    area.focus()
    page.keyboard.press("Control+Home")
    for _ in range(4):
        page.keyboard.press("Control+Shift+ArrowRight")
    chosen = area.evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)").strip()
    assert len(chosen.split()) == 4
    page.locator("form.marks .chosen", has_text=f"“{chosen}”").wait_for()
    page.locator("form.marks [name=what][value=task]").focus()
    page.keyboard.press("Space")
    assert page.locator("form.marks .of-task").is_hidden()
    page.locator("form.marks [name=unit]").fill("Phòng Nội vụ")
    save(page, lambda: page.keyboard.press("Enter"))
    assert page.locator("article.task").count() == count + 1
    new = page.locator("article.task", has=page.locator(".text", has_text=chosen))
    assert "Phòng Nội vụ" in new.first.locator(".lead").inner_text()

    page.keyboard.press("m")
    page.locator("form.marks").wait_for()
    page.keyboard.press("Escape")
    assert page.locator("form.marks").count() == 0
    assert page.locator("#pages.marking").count() == 0
    save(page, lambda: page.keyboard.press("u"))
    assert page.locator("article.task").count() == count


def test_a_date_is_changed_beside_the_phrase_it_comes_from(page: Any) -> None:
    """The editor shows the phrase; another day there is how the phrase is read."""
    plan = vbparse.parse(str(SAMPLE))
    task = next(task for task in plan.tasks if DAY not in task.due and task.due)
    send(page, SAMPLE)
    article = page.locator(f'article[data-task="{task.id}"]')
    article.locator(".text").click()
    page.keyboard.press("e")
    phrase = article.locator(".phrase").first
    phrase.wait_for()
    (time,) = (time for time in plan.times if time.id == task.deadlines[0])
    assert time.evidence.text in phrase.inner_text()
    phrase.locator(".value").click()
    assert page.locator("rect.time.lit").count() == len(time.evidence.regions)
    phrase.locator("input[type=date]").fill("2024-11-21")
    save(page, lambda: article.locator(".edit .primary").click())
    assert "21/11/2024" in article.locator(".due").inner_text()
    kept = page.request.get(f"/v1/plans/{plan.source.sha256}/corrections").json()["corrections"]
    assert {one["change"]["op"] for one in kept[-3:]} == {"set_time"}


def test_text_without_pages_is_marked_in_the_text(page: Any, tmp_path: Path) -> None:
    """Words that are selected in the text are those of the form."""
    path = tmp_path / "text.txt"
    lines = ["Số: 7/KH-UBND", "KẾ HOẠCH", "Công tác hè", "1. Phòng Tư pháp chủ trì tổng hợp, gửi trước ngày 20/5/2024."]
    path.write_text("\n".join(["ỦY BAN NHÂN DÂN QUẬN A", *lines]), encoding="utf-8")
    page.goto("/")
    page.set_input_files("#files", str(path))
    page.locator("#progress a").first.click(timeout=60_000)
    page.wait_for_selector("#pages .words")
    page.locator(".tools [data-key=m]").click()
    page.locator("form.marks").wait_for()
    words = page.locator("#pages .words", has_text="tổng hợp").first
    words.evaluate(
        """words => {
          const letters = document.createTreeWalker(words, NodeFilter.SHOW_TEXT);
          while (!letters.nextNode().data.includes("tổng hợp"));
          const at = letters.currentNode.data.indexOf("tổng hợp");
          getSelection().setBaseAndExtent(letters.currentNode, at, letters.currentNode, at + 8);
          words.dispatchEvent(new PointerEvent("pointerup", {bubbles: true}));
        }"""
    )
    chosen = page.locator(".mark-words").evaluate("box => box.value.slice(box.selectionStart, box.selectionEnd)")
    assert chosen == "tổng hợp"
    page.locator("form.marks [name=what][value=deliverables]").check()
    save(page, lambda: page.locator("form.marks .primary").click())
    assert "tổng hợp" in page.locator(".deliverables").first.inner_text()


def test_a_document_without_pages_shows_what_was_read_in_its_text(page: Any, tmp_path: Path) -> None:
    """The whole text is there; a task, a unit, a field light their words; words find their task, also after a change."""
    path = tmp_path / "70.txt"
    path.write_text(vbparse.parse(SAMPLE).text, encoding="utf-8")
    plan = vbparse.parse(path)
    send(page, path)
    shown = page.locator("#pages .text")
    for words in ("QUẬN HÀ ĐÔNG", "KẾ HOẠCH", "Nơi nhận", "Trần Thị Lương An"):
        assert words in shown.inner_text()
    task = next(task for task in plan.tasks if task.mentions.get("lead"))
    article = page.locator(f'article[data-task="{task.id}"]')
    article.locator(".number").click()
    assert "".join(page.locator("#pages .piece.lit").all_inner_texts()) == task.evidence.text
    article.locator(".lead .value").first.click()
    mentions = {mention.id: mention for mention in plan.unit_mentions}
    assert page.locator("#pages .piece.lit").first.inner_text() in mentions[task.mentions["lead"][0]].evidence.text
    page.locator('[data-light="header:code"]').click()
    assert "70" in page.locator("#pages .piece.lit").first.inner_text()

    save(page, lambda: article.locator(".danger").click())
    assert page.locator(f'#pages .piece[data-task="{task.id}"]').count() == 0
    other = plan.tasks[3]
    page.locator(f'#pages .piece[data-task="{other.id}"]').first.click()
    assert page.locator("article.current").get_attribute("data-task") == other.id


def test_what_is_typed_and_not_saved_is_not_lost_unasked(page: Any) -> None:
    """Keys do nothing behind an open form; what would close it asks first."""
    send(page, SAMPLE)
    first, second = page.locator("article.task").nth(0), page.locator("article.task").nth(1)
    second.locator(".buttons [data-key=e]").click()
    second.locator("textarea[name=deliverables]").fill("Báo cáo tháng")
    second.locator(".cancel").focus()
    page.keyboard.press("d")
    with page.expect_event("dialog") as asked:
        page.once("dialog", lambda dialog: dialog.dismiss())
        first.locator(".buttons [data-key=d]").click()
    assert asked.value.message
    assert second.locator("textarea[name=deliverables]").input_value() == "Báo cáo tháng"
    page.once("dialog", lambda dialog: dialog.accept())
    save(page, lambda: first.locator(".buttons [data-key=d]").click())
    assert page.locator(".editor:not(:empty)").count() == 0


def test_keys_go_through_the_tasks_and_a_box_finds_its_task(page: Any) -> None:
    """Go on and back, open the help, click a box."""
    send(page, SAMPLE)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.locator("article.current .number").inner_text() == "1"
    page.keyboard.press("?")
    assert page.locator("#help").is_visible()
    page.keyboard.press("Escape")
    box = page.locator("rect.box.task[data-task]").nth(4)
    task = box.get_attribute("data-task")
    box.dispatch_event("click")
    assert page.locator("article.current").get_attribute("data-task") == task


def test_what_a_document_says_is_text(page: Any, tmp_path: Path) -> None:
    """A title that is a script stands there as text."""
    path = tmp_path / "script.html"
    title = "&lt;script&gt;document.title='hacked'&lt;/script&gt; công tác"
    lines = [
        "ỦY BAN NHÂN DÂN QUẬN A",
        "Số: 5/KH-UBND",
        "KẾ HOẠCH",
        title,
        "1. Phòng Tư pháp chủ trì tổng hợp, báo cáo trước ngày 20/5/2024.",
    ]
    body = "".join(f"<p>{line}</p>" for line in lines)
    path.write_text(f'<!doctype html><meta charset="utf-8"><body>{body}', encoding="utf-8")
    page.goto("/")
    page.set_input_files("#files", str(path))
    page.locator("#progress a").first.wait_for(timeout=60_000)
    assert page.locator("script:not([src])").count() == 0
    page.locator("#progress a").first.click()
    page.wait_for_selector("#right h1")
    assert page.title() != "hacked"
    assert page.locator("script:not([src])").count() == 0
    assert "<script>" in page.locator("main").inner_text()


@pytest.mark.parametrize("place", ["plans", "review", "mark", "board"])
def test_pages_are_accessible(page: Any, place: str) -> None:
    """Axe has no serious findings."""
    send(page, SAMPLE)
    if place == "plans":
        page.goto("/")
    elif place == "board":
        page.goto("/board?at=2024-05-20")
    elif place == "mark":
        page.keyboard.press("m")
        page.locator("form.marks").wait_for()
    else:
        page.locator("article.task .buttons [data-key=e]").first.click()
        page.locator(".edit").wait_for()
    assert serious(page) == []


def test_the_board_leads_to_the_tasks(page: Any) -> None:
    """Bars lead to the tasks of a unit, those to their places; English by a switch."""
    send(page, SAMPLE)
    page.goto("/board?at=2024-05-20")
    page.locator(".figure.week").click()
    page.locator("table.due a").first.click()
    page.wait_for_selector("article.current")
    assert page.locator("rect.lit").count() > 0
    page.goto("/board?at=2024-05-20")
    page.locator("button[name=lang]").click()
    page.wait_for_selector("html[lang=en]")
