"""Pages of a PDF file in fonts of the encodings before Unicode (.VnTime, VNI-Times): their words decoded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.lexicon.legacy import TITLES, decode, decode_as, detect, encoding_of, is_unicode, restore_case
from vbparse.lexicon.spelling import share_of_syllables
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence

    from vbparse.readers.pages import Word

_LETTERS = compile_pattern(r"[^\W\d_]{2,}")


class Decoded(NamedTuple):
    """The words of a page after decoding, and the names of the encodings that they were in."""

    words: list[Word]
    encodings: tuple[str, ...]

    @property
    def why(self) -> str:
        """Say why the words are others than those in the file."""
        return f"letters in the encoding {', '.join(self.encodings)}, decoded"


def decode_words(words: Sequence[Word]) -> Decoded | None:
    """Decode the words of a page; None where nothing is in an old encoding.

    The fonts' names decide, if what comes out reads as Vietnamese no less than what was there; a page whose
    fonts say nothing ("TT1A3o00") goes by its whole text.
    """
    if any(encoding_of(word.font.name) for word in words):
        return _by_fonts(words)
    text = " ".join(word.text for word in words)
    encoding = detect(text)
    if encoding is None:
        return None
    changed = [_changed(word, decode_as(word.text, encoding)) for word in words]
    if encoding == "tcvn3":
        changed = _with_case(changed)
    return Decoded(changed, (TITLES[encoding],))


def _by_fonts(words: Sequence[Word]) -> Decoded | None:
    names = {name for word in words if encoding_of(name := word.font.name)}
    encoded = {name for name in names if not is_unicode(" ".join(_texts_in(words, {name})))}
    changed = [
        _changed(word, decode(word.text, word.font.name)) if word.font.name in encoded else word for word in words
    ]
    before, after = (
        share_of_syllables(_LETTERS.findall(" ".join(_texts_in(page, encoded)))) for page in (words, changed)
    )
    if after < before or changed == list(words):
        return None
    return Decoded(changed, tuple(sorted({TITLES[encoding] for name in encoded if (encoding := encoding_of(name))})))


def _texts_in(words: Iterable[Word], names: Container[str]) -> Iterator[str]:
    """Give the texts of the words in some fonts."""
    return (word.text for word in words if word.font.name in names)


def _changed(word: Word, text: str | None) -> Word:
    return word if text is None or text == word.text else word._replace(text=text)


def _with_case(words: list[Word]) -> list[Word]:
    """Give capitals back, line by line; words that share a baseline are a line."""
    result: list[Word] = []
    line: list[Word] = []
    for word in (*words, None):
        if word is None or (line and word.baseline != line[-1].baseline):
            texts = restore_case(" ".join(each.text for each in line)).split(" ")
            result += [_changed(each, text) for each, text in zip(line, texts, strict=True)]
            line = []
        if word is not None:
            line.append(word)
    return result
