"""Letters of symbol fonts: a bullet of Wingdings is stored as a letter that the font draws otherwise."""

from __future__ import annotations

from typing import Final

_PRIVATE: Final = 0xF000
"""Symbol fonts have their glyphs from here on; layout knows what each shows (`lookalikes.tsv`)."""
_GLYPHS: Final = range(0x20, 0x100)
_SYMBOL_FONTS: Final = ("symbol", "wingdings", "webdings", "zapfdingbats", "monotype sorts", "marlett")


def is_symbol_font(font: str | None) -> bool:
    """Tell whether the letters of a font are pictures."""
    return font is not None and font.lower().startswith(_SYMBOL_FONTS) and "unicode" not in font.lower()


def shown(text: str, font: str | None) -> str:
    """Give text of a symbol font as its glyphs, in the private use area; other text as it is."""
    if not is_symbol_font(font):
        return text
    return "".join(chr(_PRIVATE + ord(char)) if ord(char) in _GLYPHS and char != " " else char for char in text)


def glyph(code: str | None) -> str:
    """Give the character of `w:sym`, whose code is hexadecimal; nothing for a code that is none."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    if number in _GLYPHS:
        number += _PRIVATE
    return chr(number) if 0x20 <= number < 0xD800 or 0xE000 <= number <= 0xFFFD else ""  # noqa: PLR2004 (planes of Unicode)
