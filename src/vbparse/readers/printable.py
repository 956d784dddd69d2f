"""Characters that no page shows: control characters, marks without width or for the writing direction."""

from __future__ import annotations

from typing import Final

from vbparse.patterns import compile_pattern

_RANGES = (
    (0x00, 0x08), (0x0E, 0x1B), (0x7F, 0x84), (0x86, 0x9F),  # control characters that are no blanks
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0xFEFF, 0xFEFF),  # no width, writing direction
    (0xD800, 0xDFFF), (0xFFF0, 0xFFFB), (0xFFFE, 0xFFFF),  # halves of pairs, no characters
)  # fmt: skip
JUNK: Final = compile_pattern("[" + "".join(f"{chr(low)}-{chr(high)}" for low, high in _RANGES) + "]")
