"""Text in fonts of the old encodings (`.VnTime`, `VNI-Times`): its letters are told by the name of the font.

Whether a document's text in such a font is in the old encoding at all is told by all of it: many documents were
converted to Unicode and kept the names of their fonts.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from vbparse.lexicon.legacy import decode, encoding_of, is_unicode

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vbparse.readers.pages import Run


def old_fonts(texts: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """Give the fonts whose text is to be decoded, each with its encoding; `texts` are what was written in each font."""
    found: dict[str, str] = {}
    for font, parts in texts.items():
        encoding = encoding_of(font)
        text = "".join(parts)
        if encoding is not None and not text.isascii() and not is_unicode(text):
            found[font] = encoding
    return found


def decoded(runs: Iterable[Run], fonts: Mapping[str, str]) -> list[Run]:
    """Decode the runs in these fonts; neighbours in one font are joined, for letters may lie over two of them."""
    result: list[Run] = []
    for font, group in groupby(runs, key=lambda run: run.font if run.font in fonts else None):
        if font is None:
            result += group
            continue
        parts = list(group)
        texts = [decode(part.text, font) for part in parts]
        whole = decode("".join(part.text for part in parts), font)
        if whole is None or "".join(text or "" for text in texts) == whole:
            result += [
                part if text is None else part._replace(text=text) for part, text in zip(parts, texts, strict=True)
            ]
        else:
            result.append(parts[0]._replace(text=whole))
    return result
