"""Pages as pictures, as displayed."""

from __future__ import annotations

import hashlib
import io
import json
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.clirunner import SAMPLE
from vbparse.errors import DamagedInput, InputError, UnsupportedInput
from vbparse.facsimile import View, draw_page, page_sizes
from vbparse.settings import Settings

if TYPE_CHECKING:
    from pathlib import Path

ALL = Settings()


def view(path: Path, page: int = 1, scale: float = 1.0, settings: Settings = ALL) -> View:
    return View(str(path), hashlib.sha256(path.read_bytes()).hexdigest(), settings, page, scale)


def image(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data))


def save(path: Path, image: Image.Image, kind: str, **options: object) -> Path:
    image.save(path, kind, **options)
    return path


def test_pages_of_a_pdf_file() -> None:
    sizes = json.loads(page_sizes(view(SAMPLE)))
    assert [[round(side) for side in size] for size in sizes] == [[595, 842]] * 5
    drawn = image(draw_page(view(SAMPLE, 5, 0.5)))
    assert (drawn.format, drawn.size) == ("PNG", (298, 421))


def test_a_picture_file_is_a_page_in_its_size(tmp_path: Path) -> None:
    path = save(tmp_path / "scan.png", Image.new("L", (1654, 2339), 255), "PNG", dpi=(200, 200))
    assert json.loads(page_sizes(view(path))) == [[595.44, 842.04]]
    assert image(draw_page(view(path))).size == (595, 842)


def test_a_photograph_is_a_jpeg_turned_as_the_camera_says(tmp_path: Path) -> None:
    photo = Image.effect_noise((400, 300), 90).convert("RGB")
    photo.putdata([(x * 7 % 256, x % 256, x // 400 % 256) for x in range(400 * 300)])
    exif = Image.Exif()
    exif[0x0112] = 6
    path = save(tmp_path / "photo.jpg", photo, "JPEG", exif=exif)
    drawn = image(draw_page(view(path)))
    assert drawn.format == "JPEG"
    assert drawn.height > drawn.width
    ((width, height),) = json.loads(page_sizes(view(path)))
    assert (round(width), round(height)) == drawn.size


def test_pages_of_a_telefax(tmp_path: Path) -> None:
    pages = [Image.new("1", (1728, 2200), 1) for _ in range(3)]
    path = save(tmp_path / "fax.tiff", pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(204, 196))
    assert len(json.loads(page_sizes(view(path)))) == 3
    assert draw_page(view(path, 3))
    with pytest.raises(DamagedInput, match="page 4"):
        draw_page(view(path, 4))


@pytest.mark.parametrize("page", [0, -1, 6, 2**31])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises((DamagedInput, OverflowError)):
        draw_page(view(SAMPLE, page))


def test_a_page_is_drawn_smaller_where_it_would_have_too_many_pixels() -> None:
    drawn = image(draw_page(view(SAMPLE, 1, 3.0, Settings(max_pixels=100_000))))
    assert drawn.width * drawn.height <= 101_000


def test_what_has_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("KẾ HOẠCH")
    for work in (draw_page, page_sizes):
        with pytest.raises(UnsupportedInput):
            work(view(path))


def test_a_file_that_has_changed_is_not_shown(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    path.write_bytes(SAMPLE.read_bytes())
    before = view(path)
    path.write_bytes(SAMPLE.read_bytes() + b"\n")
    with pytest.raises(InputError, match="not the file any more"):
        draw_page(before)
