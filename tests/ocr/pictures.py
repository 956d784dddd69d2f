"""Pictures of print for tests: bars for letters, drawn with numpy, so that every place is known."""

from __future__ import annotations

from typing import Any

import numpy as np

from vbparse.ocr.recogniser import Seen
from vbparse.readers.pages import Raster

WHITE = 255


def blank(height: int = 1170, width: int = 827) -> Any:
    """Give a white page, A4 at 100 dpi unless told otherwise."""
    return np.full((height, width), WHITE, np.uint8)


def write_lines(page: Any, *, left: int = 100, right: int = 720, rows: range = range(100, 1000, 22)) -> Any:
    """Draw lines of print: bars on a common foot, some with ascenders and marks, few with descenders."""
    for row in rows:
        x, number = left, row
        while x < right - 8:
            number = (number * 1103515245 + 12345) % 2**31  # letters stand in no columns
            wide = 3 + number // 8 % 5
            page[row : row + 8, x : x + 2] = 0
            page[row + 6 : row + 8, x : x + wide] = 0
            if number // 64 % 3 == 0:
                page[row - 5 : row, x : x + 2] = 0
            if number // 1024 % 17 == 0:
                page[row + 8 : row + 11, x : x + 2] = 0
            x += wide + 2 + 4 * (number // 4096 % 5 == 0)
    return page


def raster_of(page: Any) -> Raster:
    """Give grey pixels as a reader gives them, in colours."""
    height, width = page.shape[:2]
    colours = page if page.ndim == 3 else np.repeat(page[:, :, None], 3, axis=2)
    return Raster(width, height, 3, np.ascontiguousarray(colours).tobytes())


def seen(text: str, x0: float, foot: float, *, sure: float = 0.96, line: int = 1) -> Seen:
    """Give a word as an engine sees it, of letters half their size wide, that stands on its line."""
    size = 20
    return Seen(text, x0, foot - 0.7 * size, x0 + len(text) * size / 2, foot, foot, size, sure, line)
