"""Recognisers for tests, which read nothing: what they give is known beforehand."""

from __future__ import annotations

import threading
import time
from typing import TYPE_CHECKING

from tests.ocr.pictures import seen
from vbparse.errors import DamagedInput, LimitExceeded

if TYPE_CHECKING:
    from vbparse.ocr.recogniser import Picture, Seen, Shape


class Parrot:
    """Says the same of every page, and remembers what it was asked."""

    name = "Parrot 1.0"

    def __init__(self, words: str = "Kế hoạch số một", *, seconds: float = 0.0) -> None:
        self.asked: list[Shape] = []
        self.together = 0
        self.most = 0
        self._words = words.split()
        self._seconds = seconds
        self._lock = threading.Lock()

    def read(self, picture: Picture, shape: Shape = "page", *, seconds: float = 60.0) -> list[Seen]:
        with self._lock:
            self.asked.append(shape)
            self.together += 1
            self.most = max(self.most, self.together)
        time.sleep(self._seconds)
        with self._lock:
            self.together -= 1
        return [seen(word, 100 + 60 * at, 120) for at, word in enumerate(self._words)] if shape == "page" else []

    def turns(self, picture: Picture, *, seconds: float = 60.0) -> int | None:
        return None


class Slow(Parrot):
    """Never comes to an end in time."""

    def read(self, picture: Picture, shape: Shape = "page", *, seconds: float = 60.0) -> list[Seen]:
        message = f"reading the picture of a page took longer than the limit of {seconds:g} seconds"
        raise LimitExceeded(message)


class Broken(Parrot):
    """Cannot read its second page."""

    def read(self, picture: Picture, shape: Shape = "page", *, seconds: float = 60.0) -> list[Seen]:
        if len(self.asked) == 1:
            self.asked.append(shape)
            message = "no picture"
            raise DamagedInput(message)
        return super().read(picture, shape, seconds=seconds)
