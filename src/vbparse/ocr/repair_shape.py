"""Slips in the shape of words: specks taken for signs, words cut in two, stops amid a phrase, capitals amid small letters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.spelling import is_syllable
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from vbparse.lexicon.bigrams import Bigrams
    from vbparse.ocr.recogniser import Seen

SURE: Final = 0.9
"""A sign on its own that is less sure than this is a speck; a stop inside a word that is less sure is none."""
COLON: Final = 0.8
TIED: Final = 0.25
"""The same for a colon, which may stand before a small letter (`gồm: các`): it is a speck where the first of two words
is followed by the second in so great a share."""
GAP: Final = 0.6
"""Pieces of a word stand less than this apart, in heights of a word."""

_SPECK = compile_pattern(r"[`´_\\|~‹›^'\"“”„‚‘’.,:;*°¬«»{}\[\]<>]{1,2}")
_LEADING = compile_pattern(r"[`´_\\|~‹›^.,:;*°¬]{1,2}(?=[^\W\d_]{2})")
"""Signs that no word begins with."""
_NEVER_LAST: Final = frozenset(
    map(fold_word, ("các", "những", "và", "của", "một", "từng", "mỗi", "sự", "để", "được", "đã", "sẽ"))
)
"""Words behind which no stop stands in print."""
_STROKES: Final = frozenset({"|", "¦"})
_DASHES: Final = frozenset("-–—")
_ITEM = compile_pattern(r"\d{1,2}\.")
_ONSET = compile_pattern(r"[bcdđghklmnpqrstvxBCDĐGHKLMNPQRSTVX][bcdđghklmnpqrstvx]{0,2}")
_STOPPED = compile_pattern(r"(?P<word>[^\W\d_][^\W\d_A-ZĐ]+)(?P<stop>[.:])")
_GLUED = compile_pattern(r"(?P<first>[^\W\d_]{2,})\.(?P<second>[^\W\d_]{2,})(?P<tail>\W*)")
_ROUND = compile_pattern(r"[COSUVXÓÒỎÕỌÔỐỒỔỖỘƠỚỜỞỠỢÚÙỦŨỤƯỨỪỬỮỰỊÌÍỈĨI]+\W*")
"""Capitals that differ from their small letters in size only (ị is near enough)."""


class Mended(NamedTuple):
    """A word after the repair: `raw` is what was read, None where nothing was changed."""

    seen: Seen
    raw: str | None = None

    def changed(self, text: str) -> Mended:
        """Give the word with another text; what was read stays known."""
        if text == self.seen.text:
            return self
        return Mended(self.seen._replace(text=text), self.seen.text if self.raw is None else self.raw)


def drop_specks(words: Iterable[Mended]) -> list[Mended]:
    """Leave out signs that are specks, on their own or at the head of a word (`.Số:`).

    No print has a lone `"`, `_` or `.` between words, nor a dash before the number of an item (`- 3. Phòng …`).
    A `|` behind other words of its line is a fold of the paper or a ruling, however surely it was read; at the head
    of a line it may be a numeral.
    """
    kept = [
        word.changed(_LEADING.sub("", word.seen.text, count=1) if _LEADING.match(word.seen.text) else word.seen.text)
        for word in words
        if word.seen.confidence >= SURE or not _SPECK.fullmatch(word.seen.text)
    ]
    return [
        word for at, word in enumerate(kept) if not (_is_speck_before_number(kept, at) or _is_upright_stroke(kept, at))
    ]


def _is_upright_stroke(words: Sequence[Mended], at: int) -> bool:
    seen = words[at].seen
    return seen.text in _STROKES and at > 0 and words[at - 1].seen.line == seen.line


def _is_speck_before_number(words: Sequence[Mended], at: int) -> bool:
    seen = words[at].seen
    if seen.text not in _DASHES or seen.confidence >= SURE or at + 1 == len(words):
        return False
    after = words[at + 1].seen
    begins = at == 0 or words[at - 1].seen.line != seen.line
    return begins and after.line == seen.line and bool(_ITEM.fullmatch(after.text))


def join_pieces(words: Sequence[Mended], bigrams: Bigrams) -> list[Mended]:
    """Join words that were cut behind their first letters: `tr ương`, `T rung`."""
    result: list[Mended] = []
    at = 0
    while at < len(words):
        joined = None
        if at + 1 < len(words):
            before = result[-1] if result else None
            after = words[at + 2] if at + 2 < len(words) else None
            joined = _joined(words[at], words[at + 1], (before, after), bigrams)
        result.append(joined or words[at])
        at += 2 if joined else 1
    return result


def _joined(
    first: Mended, second: Mended, beside: tuple[Mended | None, Mended | None], bigrams: Bigrams
) -> Mended | None:
    a, b = first.seen, second.seen
    if a.line != b.line or not _ONSET.fullmatch(a.text) or b.x0 - a.x1 > GAP * (a.bottom - a.top):
        return None
    letters = core(b.text)
    whole = a.text + letters
    if not letters.islower() or not b.text.startswith(letters) or not is_syllable(whole):
        return None
    key = fold_word(whole)
    before, after = (fold_word(core(word.seen.text)) if word else None for word in beside)
    if not (bigrams.knows(before, key) or bigrams.knows(key, after)):
        return None
    top, bottom = min(a.top, b.top), max(a.bottom, b.bottom)
    seen = a._replace(text=a.text + b.text, x1=b.x1, top=top, bottom=bottom, confidence=min(a.confidence, b.confidence))
    return Mended(seen, f"{a.text} {b.text}")


def part_glued(words: Iterable[Mended], bigrams: Bigrams) -> list[Mended]:
    """Part two words that a speck between them made one: `đẳng.giới`."""
    result: list[Mended] = []
    for word in words:
        found = _GLUED.fullmatch(word.seen.text) if word.seen.confidence < SURE else None
        if found is None or not bigrams.knows(fold_word(found["first"]), fold_word(found["second"])):
            result.append(word)
            continue
        seen = word.seen
        middle = seen.x0 + (seen.x1 - seen.x0) * (found.end("first") + 0.5) / len(seen.text)
        result.append(Mended(seen._replace(text=found["first"], x1=middle), f"{found['first']}."))
        result.append(Mended(seen._replace(text=found["second"] + found["tail"], x0=middle)))
    return result


def drop_stops(words: Sequence[Mended], bigrams: Bigrams) -> list[Mended]:
    """Drop a stop inside a phrase, before a small letter: `triển. khai`, `đoàn: thể`."""
    result = list(words)
    for at in range(len(words) - 1):
        seen = words[at].seen
        found = _STOPPED.fullmatch(seen.text)
        following = words[at + 1].seen.text
        if found is not None and fold_word(found["word"]) in _NEVER_LAST and following[:1].islower():
            result[at] = words[at].changed(found["word"])
            continue
        if found is None or seen.confidence >= (SURE if found["stop"] == "." else COLON):
            continue
        pair = fold_word(found["word"]), fold_word(core(following))
        least = TIED * bigrams.words.get(pair[0], 0) if found["stop"] == ":" else 1
        if following[:1].islower() and bigrams.pairs.get(pair, 0) >= max(least, 1):
            result[at] = words[at].changed(found["word"])
    return result


def lower_capitals(words: Sequence[Mended], bigrams: Bigrams) -> list[Mended]:
    """Give small letters to words amid a sentence that were read as capitals: `ở CƠ SỞ`, `đơn VỊ`, `sỐ`."""
    result = list(words)
    for at in range(1, len(words)):
        text = words[at].seen.text
        letters = core(text)
        if letters[:1].islower() and not letters.islower() and is_syllable(letters) and not letters.isascii():
            result[at] = words[at].changed(text.lower())
        if len(letters) < 2 or letters.isascii() or not _ROUND.fullmatch(text):  # noqa: PLR2004
            continue
        before = result[at - 1].seen
        if before.line == words[at].seen.line and before.text.islower() and before.text.isalpha():
            is_known = bigrams.knows(fold_word(before.text), fold_word(letters))
            if is_known:
                result[at] = words[at].changed(text.lower())
    return result


def core(text: str) -> str:
    """Give a word without the signs around it."""
    return text.strip(".,;:!?()[]{}\"'“”‘’…-–|_*<>«»")
