"""Repair of what was read from a picture, by knowledge and never by invention.

What the grammar of the field fixes is put right: codes, look-alikes, specks, marks over letters that the words
beside them tell (`repair_marks`), and letters in names of the registry (`repair_names`). Figures, names and whatever else could be otherwise stay as read.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.lexicon.bigrams import NUMBER, load_bigrams
from vbparse.lexicon.fold import fold_word
from vbparse.ocr.repair_codes import mend_code
from vbparse.ocr.repair_lines import mend_lines
from vbparse.ocr.repair_marks import Reading, as_printed, mend_marks
from vbparse.ocr.repair_names import mend_names
from vbparse.ocr.repair_shape import Mended, core, drop_specks, drop_stops, join_pieces, lower_capitals, part_glued

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.lexicon.bigrams import Bigrams
    from vbparse.ocr.recogniser import Seen
    from vbparse.readers.pages import Word

DOUBT: Final = 0.85
"""Figures read less surely than this are to be looked at: no knowledge can tell a wrong one."""
SHOWN: Final = 8
"""Doubtful figures that a finding names."""


def repair(words: Iterable[Seen], *, bigrams: Bigrams | None = None) -> list[Mended]:
    """Repair the words of a page (or of a cell), in reading order. Figures stay as they are."""
    known = bigrams or load_bigrams()
    composed = (word._replace(text=unicodedata.normalize("NFC", word.text)) for word in words)
    found = [word.changed(mend_code(word.seen.text, word.seen.confidence)) for word in mend_lines(composed)]
    found = join_pieces(drop_specks(found), known)
    found = drop_stops(part_glued(found, known), known)
    return mend_names(_with_marks(lower_capitals(found, known), known), known)


def find_doubts(page: int, words: Iterable[Word]) -> list[Diagnostic]:
    """Say how many words of a page were repaired, and which figures were not read surely."""
    repaired = 0
    doubtful: list[str] = []
    for word in words:
        repaired += word.raw is not None
        if word.confidence is not None and word.confidence < DOUBT and any(map(str.isdigit, word.text)):
            doubtful.append(word.text)
    findings = []
    if repaired:
        findings.append(Diagnostic("OCR_REPAIRED", values={"page": page, "count": repaired}))
    if doubtful:
        values: dict[str, str | int] = {"page": page, "count": len(doubtful), "texts": ", ".join(doubtful[:SHOWN])}
        findings.append(Diagnostic("OCR_DOUBTFUL_FIGURES", values=values))
    return findings


def _with_marks(words: Sequence[Mended], bigrams: Bigrams) -> list[Mended]:
    better = mend_marks([_reading(word.seen) for word in words], bigrams)
    result = list(words)
    for at, key in better.items():
        text = words[at].seen.text
        letters = core(text)
        result[at] = words[at].changed(text.replace(letters, as_printed(bigrams.forms[key], letters), 1))
    return result


def _reading(seen: Seen) -> Reading:
    letters = core(seen.text)
    if not letters.isalpha() and not letters[:1].isdigit():
        return Reading(None, seen.confidence, opens=True, closes=True)
    key = fold_word(letters) if letters.isalpha() else NUMBER
    opens, closes = seen.text[0] != letters[0], seen.text[-1] != letters[-1]
    is_upper = letters.isupper()
    return Reading(key, seen.confidence, opens, closes, letters[:1].isupper() and not is_upper, is_upper)
