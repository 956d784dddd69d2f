"""The pages in a real Chromium, as a clerk uses them."""

from __future__ import annotations

import shutil
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

import vbparse
from tests.export.workbooks import rows_of
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


def test_a_clerk_checks_plan_70(page: Any) -> None:  # noqa: PLR0915 (one visit)
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

    page.keyboard.press("s")
    where = article.locator(".where")
    where.wait_for()
    where.evaluate("box => { const at = box.value.indexOf(' ', box.value.length / 3); box.setSelectionRange(at, at); }")
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

    rows = rows_of(page.request.get(f"/v1/plans/{sha256}/export/xlsx").body())
    assert len(rows) == count + 1
    (corrected,) = [row for row in rows if row["Mã"] == task.id]
    assert UNIT in str(corrected["Chủ trì"])
    assert article.locator(".text").inner_text().strip().endswith(str(corrected["Nhiệm vụ"]))
    assert len(str(corrected["Nhiệm vụ"])) < len(task.text)

    save(page, lambda: page.keyboard.press("u"))
    assert article.locator(".state.approved").count() == 0


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


@pytest.mark.parametrize("place", ["plans", "review", "board"])
def test_pages_are_accessible(page: Any, place: str) -> None:
    """Axe has no serious findings."""
    send(page, SAMPLE)
    if place == "plans":
        page.goto("/")
    elif place == "board":
        page.goto("/board?at=2024-05-20")
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
