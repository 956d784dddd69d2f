"""Picture files: frames as pages, their resolution, their turns, their limits."""

from __future__ import annotations

import io
from typing import Any

import pytest
from PIL import Image

from vbparse.errors import DamagedInput, LimitExceeded
from vbparse.readers.joined import read_joined
from vbparse.readers.pages import Page, Pages
from vbparse.readers.registry import Read, read_source
from vbparse.readers.source import open_source
from vbparse.settings import Settings


def picture(*, kind: str = "PNG", size: tuple[int, int] = (827, 1170), mode: str = "RGB", **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size, more.pop("color", 200)).save(out, kind, **more)
    return out.getvalue()


def read(data: bytes, settings: Settings | None = None) -> Read:
    return read_source(open_source(data, name="p", max_bytes=10**9), settings or Settings())


def pages(data: bytes) -> list[Page]:
    content = read(data).content
    assert isinstance(content, Pages)
    return list(content.stream)


def draw_all(data: bytes) -> list[bytes]:
    return [bytes(page.scan.draw(page.scan.dpi).data) for page in pages(data) if page.scan]


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
def test_a_picture_is_a_page_that_is_offered_to_ocr(kind: str, media: str) -> None:
    assert read(picture(kind=kind)).media_type == media
    (page,) = pages(picture(kind=kind, dpi=(100, 100)))

    assert (page.number, page.origin, page.words) == (1, "ocr", ())
    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)
    assert page.scan is not None
    raster = page.scan.draw(50)
    assert (raster.width, raster.height, len(raster.data)) == (414, 585, 414 * 585 * 3)


def test_an_unknown_resolution_is_taken_from_a4() -> None:
    for data in (picture(), picture(dpi=(72, 72)), picture(dpi=(96, 96))):
        (page,) = pages(data)
        assert page.scan is not None
        assert page.scan.dpi == pytest.approx(100, abs=0.2)


def test_pixels_that_are_not_square() -> None:
    (page,) = pages(picture(kind="TIFF", size=(1686, 1146), mode="1", dpi=(204, 98)))

    assert (page.width, page.height) == pytest.approx((595, 842), abs=1)
    assert page.scan is not None
    raster = page.scan.draw(204)
    assert (raster.width, raster.height, raster.channels) == (1686, 2386, 1)


def test_all_frames_of_a_tiff_are_pages() -> None:
    frames = [Image.new("L", (400, 560), shade) for shade in (10, 120, 240)]
    out = io.BytesIO()
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    found = pages(out.getvalue())

    assert [page.number for page in found] == [1, 2, 3]
    assert [data[0] for data in draw_all(out.getvalue())] == [10, 120, 240]


def test_a_camera_held_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    (page,) = pages(picture(kind="JPEG", size=(1170, 827), exif=exif))

    assert page.height > page.width
    assert page.scan is not None
    raster = page.scan.draw(page.scan.dpi)
    assert (raster.width, raster.height) == (827, 1170)


def test_what_is_transparent_is_white() -> None:
    (page,) = pages(picture(mode="RGBA", color=(0, 0, 0, 0)))
    assert page.scan is not None

    assert set(bytes(page.scan.draw(20).data)) == {255}


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF"])
def test_pictures_that_are_cut_short_are_damaged(kind: str) -> None:
    whole = picture(kind=kind)
    with pytest.raises(DamagedInput):
        draw_all(whole[: len(whole) // 3])


def test_too_many_pixels_are_refused_before_they_are_decoded() -> None:
    with pytest.raises(LimitExceeded, match="pixels"):
        read(picture(size=(4000, 4000)), Settings(max_pixels=10_000_000))


def test_several_pictures_are_the_pages_of_one_document() -> None:
    one, two = picture(), picture(kind="JPEG")
    source, joined = read_joined([one, two], Settings())
    assert isinstance(joined.content, Pages)

    assert [page.number for page in joined.content.stream] == [1, 2]
    assert (joined.content.count, joined.media_type) == (2, "multipart/mixed")
    assert source.sha256 != read_joined([two, one], Settings())[0].sha256
