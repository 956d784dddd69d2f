"""Whether two texts say the same in the same words."""

from __future__ import annotations

from difflib import SequenceMatcher
from functools import cache
from typing import Final

from vbparse.lexicon.load import rows
from vbparse.revise.items import plain, text_key

_SLIP: Final = 0.6
"""Letters that a word and its misreading share at least."""
_MOST_WORDS: Final = 2000
_LONGEST_SLIP: Final = 200
"""Words, and letters in a row, beyond which misreadings are not looked for: it would take too long."""


def same_wording(old: str, new: str, *, scanned: bool) -> bool:
    """Tell whether two texts agree but for spelling variants (`hoà`, `hòa`) and the marks at their ends.

    Where one was read by OCR, misread letters and marks are no difference (`tỉnh`, `tinh`); digits and whole words are.
    """
    if text_key(old) == text_key(new):
        return True
    return scanned and _slips_only(plain(old).split(), plain(new).split())


def same_name(old: str, new: str, *, scanned: bool) -> bool:
    """Tell whether two names are one: the place may be left out (`Phòng Y tế`, `Phòng Y tế quận Hà Đông`).

    Of names read by OCR the marks over letters do not count.
    """
    one, other = (plain(old), plain(new)) if scanned else (text_key(old), text_key(new))
    short, long = sorted((one, other), key=len)
    return short == long or (long.startswith(f"{short} ") and long.removeprefix(f"{short} ").startswith(_levels()))


@cache
def _levels() -> tuple[str, ...]:
    """Give the words before the name of a place (`tỉnh`, `quận`), in both spellings that are compared."""
    words = {row["word"] for row in rows("levels.tsv")}
    return tuple(f"{form(word)} " for word in words for form in (plain, text_key))


def _slips_only(old: list[str], new: list[str]) -> bool:
    """Tell whether words differ only as OCR misreads them."""
    if old == new:
        return True
    if max(len(old), len(new)) > _MOST_WORDS:
        return False
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return all(tag == "equal" or _is_slip("".join(old[a:b]), "".join(new[c:d])) for tag, a, b, c, d in blocks)


def _is_slip(old: str, new: str) -> bool:
    """Tell whether one stretch of letters is a misreading of the other: `ketqua`, `kêt quả`, `kct qua`."""
    if max(len(old), len(new)) > _LONGEST_SLIP or _digits(old) != _digits(new):
        return False
    return SequenceMatcher(None, old, new, autojunk=False).ratio() >= _SLIP


def _digits(text: str) -> str:
    return "".join(char for char in text if char.isdigit())
