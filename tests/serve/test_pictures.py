"""Pictures of pages: of the right size, drawn once, kept up to a bound."""

from __future__ import annotations

import asyncio
import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.clirunner import SAMPLE
from tests.servermaker import plan_text
from vbparse.serve.pictures import Pictures
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.servermaker import Running
    from vbparse.child import Work

DARK = 128


def link_of(server: Running, name: str) -> str:
    plans = server.client.get("/v1/plans", params={"copies": True}).json()["items"]
    return next(str(plan["link"]) for plan in plans if plan["name"] == name)


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("L")


def test_pages_have_sizes_and_pictures(server: Running) -> None:
    link = link_of(server, "Kế hoạch 70.pdf")
    pages = server.client.get(f"{link}/pages").json()
    assert [page["page"] for page in pages] == [1, 2, 3, 4, 5]
    assert (round(pages[0]["width"]), round(pages[0]["height"])) == (595, 842)

    answer = server.client.get(pages[2]["picture"], params={"scale": 1})
    assert answer.headers["content-type"] == "image/png"
    assert picture(answer.content).size == (595, 842)


def test_a_picture_has_the_print_where_the_evidence_says(server: Running) -> None:
    link = link_of(server, "Kế hoạch 70.pdf")
    plan = server.client.get(link).json()
    for task in plan["tasks"][:5]:
        region = task["evidence"]["regions"][0]
        page = picture(server.client.get(f"{link}/pages/{region['page']}", params={"scale": 2}).content)
        box = page.crop(tuple(round(2 * side) for side in region["bbox"]))
        dark = sum(box.histogram()[:DARK])
        assert dark > 0.05 * box.width * box.height
        above = page.crop((0, 0, page.width, 60))
        assert sum(above.histogram()[:DARK]) == 0  # the margin


def test_a_picture_may_be_kept_for_ever(server: Running) -> None:
    address = f"{link_of(server, 'Kế hoạch 70.pdf')}/pages/1"
    first = server.client.get(address)
    assert "immutable" in first.headers["cache-control"]
    assert first.headers["cache-control"].startswith("private")
    again = server.client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert server.client.get(address, params={"scale": 1}).headers["etag"] != first.headers["etag"]


def test_a_picture_file_is_a_page(server: Running) -> None:
    page = Image.new("L", (827, 1170), 255)
    out = io.BytesIO()
    page.save(out, "PNG", dpi=(100, 100))
    sent = server.send(out.getvalue(), "scan.png")
    if sent.status_code == 200:  # nothing is on it to be read
        pytest.fail("a blank page was read")
    assert sent.json()["code"] in {"empty", "ocr-unavailable"}


def test_what_has_no_pages_says_so(server: Running) -> None:
    assert server.send(plan_text(61), "61.txt").status_code == 200
    answer = server.client.get(f"{link_of(server, '61.txt')}/pages/1")
    assert (answer.status_code, answer.json()["code"]) == (404, "no-pages")


class Drawing:
    """Stands for the child process: counts what it draws."""

    def __init__(self, size: int = 10, error: type[Exception] | None = None) -> None:
        self.drawn: list[int] = []
        self._size, self._error = size, error

    async def __call__(self, work: Work, view: object) -> bytes:
        page: int = view.page  # type: ignore[attr-defined]
        self.drawn.append(page)
        await asyncio.sleep(0.01)
        if self._error is not None:
            raise self._error
        return bytes([page]) * self._size


def pictures_in(folder: Path, drawing: Drawing, most: int = 1000) -> Pictures:
    return Pictures(Settings(max_pictures=most), folder, drawing)


def test_a_page_that_many_look_at_is_drawn_once(tmp_path: Path) -> None:
    drawing = Drawing()
    pictures = pictures_in(tmp_path, drawing)

    async def look() -> list[bytes]:
        return await asyncio.gather(*(pictures.picture("x.pdf", "a" * 64, 1, 1.0) for _ in range(20)))

    assert set(asyncio.run(look())) == {b"\1" * 10}
    assert drawing.drawn == [1]


def test_pictures_outlive_the_server(tmp_path: Path) -> None:
    first, second = Drawing(), Drawing()
    asyncio.run(pictures_in(tmp_path, first).picture("x.pdf", "a" * 64, 1, 1.0))
    asyncio.run(pictures_in(tmp_path, second).picture("x.pdf", "a" * 64, 1, 1.0))
    assert (first.drawn, second.drawn) == ([1], [])


def test_those_not_looked_at_for_longest_go_first(tmp_path: Path) -> None:
    drawing = Drawing(size=400)
    pictures = pictures_in(tmp_path, drawing)

    async def look(*pages: int) -> None:
        for page in pages:
            await pictures.picture("x.pdf", "a" * 64, page, 1.0)

    asyncio.run(look(1, 2, 1, 3, 1, 2))
    assert drawing.drawn == [1, 2, 3, 2]
    assert sum(path.stat().st_size for path in (tmp_path / "pages").iterdir()) <= 1000


def test_what_cannot_be_drawn_is_tried_again(tmp_path: Path) -> None:
    drawing = Drawing(error=KeyError)
    pictures = pictures_in(tmp_path, drawing)
    for _ in range(2):
        with pytest.raises(KeyError):
            asyncio.run(pictures.picture("x.pdf", "a" * 64, 1, 1.0))
    assert drawing.drawn == [1, 1]


def test_sizes_are_kept_too(tmp_path: Path) -> None:
    class Sizes(Drawing):
        async def __call__(self, work: Work, view: object) -> bytes:
            self.drawn.append(0)
            return json.dumps([[595, 842], None]).encode()

    sizes = Sizes()
    pictures = pictures_in(tmp_path, sizes)
    for _ in range(2):
        assert asyncio.run(pictures.sizes("x.pdf", "a" * 64)) == [(595.0, 842.0), None]
    assert sizes.drawn == [0]


@pytest.mark.parametrize("name", ["kehoach70_rotated.pdf", "kehoach70_cropbox.pdf"])
def test_turned_and_cropped_pages_are_shown_as_displayed(server: Running, name: str) -> None:
    assert server.send((SAMPLE.parent / name).read_bytes(), name).status_code == 200
    link = link_of(server, name)
    plan = server.client.get(link).json()
    sizes = server.client.get(f"{link}/pages").json()
    region = next(region for task in plan["tasks"] for region in task["evidence"]["regions"])
    page = picture(server.client.get(f"{link}/pages/{region['page']}", params={"scale": 2}).content)
    size = sizes[region["page"] - 1]
    assert page.size == (round(2 * size["width"]), round(2 * size["height"]))
    box = page.crop(tuple(round(2 * side) for side in region["bbox"]))
    assert sum(box.histogram()[:DARK]) > 0.05 * box.width * box.height
