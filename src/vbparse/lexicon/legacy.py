"""Text in the encodings before Unicode: TCVN3 of the .Vn fonts, VNI of the VNI fonts, VISCII.

A file in one of them holds other letters than its font shows (`Céng hßa` is `Cộng hòa` in .VnTime). The font's
name tells the encoding; a text without fonts is tried whole: the encoding in which it reads as Vietnamese is the
right one, and short texts are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Final, Literal

from vbparse.lexicon.load import rows
from vbparse.lexicon.spelling import is_syllable, share_of_syllables
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

Encoding = Literal["tcvn3", "vni", "viscii"]

TITLES: Final[dict[Encoding, str]] = {"tcvn3": "TCVN3", "vni": "VNI", "viscii": "VISCII"}
ENCODINGS: Final[tuple[Encoding, ...]] = tuple(TITLES)

FEWEST: Final = 12
"""Words with letters beyond ASCII that a text must have before its encoding is judged from it alone."""
SYLLABLES: Final = 0.9
"""Share of those words that must be syllables in the right encoding (plan 70: 1.0; in a wrong one at most 0.3)."""
ENCODED: Final = 0.3
"""Share of all words that has such letters; Vietnamese has them in 0.85 of its words."""
UNICODE: Final = 0.01
"""Share of characters that are Vietnamese letters in Unicode above which a text is not encoded (plans: 0.2)."""
SAMPLE: Final = 20_000
"""Characters that are looked at: the encoding does not change within a text."""

_FILE = "legacy_letters.tsv"
_SYMBOLS: Final = 0xF000
"""Symbol fonts hand their codes on as private characters from here on."""
_PLAIN: Final = {_SYMBOLS + code: code for code in range(0x20, 0x100)}
_PRIVATE = compile_pattern("[\uf020-\uf0ff]")
_MARKS_OF_USE: Final = "®ñð"
"""đ as TCVN3, VNI and VISCII show it: hardly a line of Vietnamese is without one."""
_TCVN3_FONT = compile_pattern(r"[._ ]?Vn[A-Z]|TCVN")
_VNI_FONT = compile_pattern(r"VNI[-_ ]|VNI[A-Z][a-z]", re.IGNORECASE)
_STYLE = compile_pattern(r"(?:[-, ]?(?:Bold|Italic|Oblique|Regular|Normal|MT|PS|Heavy))+$", re.IGNORECASE)
_UNICODE = compile_pattern(r"[ĂăĐđĨĩŨũƠơƯưẠ-ỹ]")
"""Vietnamese letters that are in no old encoding: the text is in Unicode, whatever its font is called."""
_CONTROLS = compile_pattern(r"[\x80-\x9f]")
_WORD = compile_pattern(r"[^\W\d_]{2,}")
_HYPHENED = compile_pattern(r"(?<![\w-])[^\W\d_]*-[^\W\d_]*(?![\w-])")
_TONED = compile_pattern(r"[àáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]")


class Table(NamedTuple):
    """An encoding: `pattern` finds the longest code at a place, `letters` says what it shows."""

    pattern: re.Pattern[str]
    letters: dict[str, str]


class LegacyText(NamedTuple):
    """A text decoded, and the name of the encoding that it was in."""

    text: str
    encoding: str


def encoding_of(font_name: str) -> Encoding | None:
    """Tell the encoding of a font by its name: `.VnTime`, `.VnArialH` are TCVN3, `VNI-Times` is VNI."""
    if _TCVN3_FONT.match(font_name):
        return "tcvn3"
    return "vni" if _VNI_FONT.match(font_name) else None


def shows_capitals(font_name: str) -> bool:
    """Tell whether a font shows small letters as capitals: `.VnTimeH`, `.VnArial NarrowH`, `.VnTimeH-Bold`."""
    return bool(_TCVN3_FONT.match(font_name)) and _STYLE.sub("", font_name).endswith("H")


def decode(text: str, font_name: str) -> str | None:
    """Give what a font of an old encoding shows for a text, in Unicode; None where the text is to stay as it is.

    That is so for every other font, and for Vietnamese letters in Unicode under such a font's name. VNI writes a
    letter as two characters: neighbouring pieces of text in one font must be joined before. Short texts may have no
    telling letter ("Phòng"): ask `is_unicode` about all text of the document in the font first.
    """
    encoding = encoding_of(font_name)
    if encoding is None or _UNICODE.search(text):
        return None
    decoded = decode_as(text.translate(_PLAIN) if _PRIVATE.search(text) else text, encoding)
    return decoded.upper() if shows_capitals(font_name) else decoded


def is_unicode(text: str) -> bool:
    """Tell whether a text has so many Vietnamese letters in Unicode that it is in no old encoding."""
    return len(_UNICODE.findall(text)) > UNICODE * len(text)


def decode_as(text: str, encoding: Encoding) -> str:
    """Read a text in an encoding, code by code; what is no code of it stays."""
    table = _table(encoding)
    decoded = table.pattern.sub(lambda found: table.letters[found[0]], text)
    return _HYPHENED.sub(_with_horn, decoded) if encoding == "tcvn3" and "-" in decoded else decoded


def detect(text: str) -> Encoding | None:
    """Tell in which old encoding a text without fonts is; None for Unicode, other languages, and too little text."""
    sample = text[:SAMPLE]
    if not any(mark in sample for mark in _MARKS_OF_USE):
        return None
    if is_unicode(sample):
        return None
    best = max(ENCODINGS, key=lambda encoding: _fit(sample, encoding))
    return best if _fit(sample, best) >= SYLLABLES else None


def read_text(text: str) -> LegacyText | None:
    """Read a text whose codes were taken for Windows-1252, as pasting gives it; None where it is none."""
    encoding = detect(text)
    return LegacyText(_shown(text, encoding), TITLES[encoding]) if encoding else None


def read_bytes(data: bytes) -> LegacyText | None:
    """Read the bytes of a text file in TCVN3, VNI, VISCII or Windows-1258; None where they are none of these."""
    text = data.decode("latin-1")
    encoding = detect(text)
    if encoding == "viscii":
        return LegacyText(_shown(text, encoding), TITLES[encoding])
    text = "".join(map(_windows, text)) if _CONTROLS.search(text) else text
    if encoding is not None:
        return LegacyText(_shown(text, encoding), TITLES[encoding])
    text = unicodedata.normalize("NFC", data.decode("cp1258", "replace"))
    words = _encoded_words(text[:SAMPLE])
    fits = len(words) >= FEWEST and share_of_syllables(words) >= SYLLABLES
    return LegacyText(text, "Windows-1258") if fits else None


def _shown(text: str, encoding: Encoding) -> str:
    decoded = decode_as(text, encoding)
    if encoding != "tcvn3":
        return decoded
    return "".join(map(restore_case, decoded.splitlines(keepends=True)))


def _windows(char: str) -> str:
    """Give what Windows shows for a control character of Latin-1: quotes, dashes."""
    return bytes((ord(char),)).decode("cp1252", "ignore") or char if "\x80" <= char <= "\x9f" else char


def restore_case(line: str) -> str:
    """Give capitals back to a line of TCVN3, which has no codes for those with a tone: `QUậN Hà ĐÔNG`.

    A word is in capitals if all its other letters are and there are two of them, or its first is small; a word of
    which the rest does not tell ("Hà") goes by the line, if that has no word in small letters, but two in capitals
    or one that is no abbreviation.
    """
    if not _TONED.search(line):
        return line
    words = line.split(" ")
    verdicts = [_is_capital(word) for word in words]
    capitals = [word for word, verdict in zip(words, verdicts, strict=True) if verdict]
    in_capitals = False not in verdicts and (len(capitals) > 1 or any(map(_TONED.search, capitals)))
    return " ".join(
        word.upper() if verdict or (verdict is None and in_capitals) else word
        for word, verdict in zip(words, verdicts, strict=True)
    )


def _is_capital(word: str) -> bool | None:
    """Tell by the letters without a tone whether a word is in capitals; None where they do not tell."""
    letters = [char for char in word if char.isalpha()]
    plain = [char for char in letters if not _TONED.match(char)]
    if any(char.islower() for char in plain):
        return False
    if len(letters) > 1 and plain and (len(plain) > 1 or not letters[0].isupper()):
        return True
    return None


def _with_horn(found: re.Match[str]) -> str:
    """Read `ch-a` as `chưa`: a PDF file in the usual encoding takes the code of ư (AD) for a hyphen."""
    word = found[0]
    before, _, after = word.partition("-")
    if len(before) > 1 and before.isupper() and not after:
        return word
    joined = f"{before}ư{after}"
    return joined if len(joined) > 1 and is_syllable(joined) else word


def _encoded_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if not word.isascii()]


def _fit(sample: str, encoding: Encoding) -> float:
    """Give the share of syllables among the words that decoding changes; 0 where these are few."""
    decoded = decode_as(sample, encoding)
    words = _encoded_words(decoded)
    if len(words) < FEWEST or len(words) < ENCODED * len(_WORD.findall(decoded)):
        return 0.0
    return share_of_syllables(words)


@cache
def _table(encoding: Encoding) -> Table:
    letters: dict[str, str] = {}
    for row in rows(_FILE):
        if row["encoding"] == encoding:
            letters.update(dict.fromkeys(_forms(bytes.fromhex(row["codes"])), row["letter"]))
    codes = sorted(letters, key=len, reverse=True)
    return Table(compile_pattern("|".join(map(re.escape, codes))), letters)


def _forms(codes: bytes) -> Iterable[str]:
    """Give the ways in which codes come out of a file: as Latin-1 and as Windows-1252."""
    yield codes.decode("latin-1")
    yield codes.decode("cp1252", "ignore") or codes.decode("latin-1")
