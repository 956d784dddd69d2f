"""Marks that a recogniser lost or misread over the letters of a word: `bình đăng` is `bình đẳng`.

Nearly every such slip is a syllable too, so only the words beside it tell. A word is changed if it was never seen
between its neighbours, if a word that differs from it by a usual slip was, and if that is so much likelier that
hardly any right word is broken. Figures for the limits: `docs/repair.md`.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from vbparse.lexicon.bigrams import NUMBER, bare
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.lexicon.bigrams import Bigrams

GRAVE, ACUTE, TILDE, HOOK, DOT = (
    "\N{COMBINING GRAVE ACCENT}",
    "\N{COMBINING ACUTE ACCENT}",
    "\N{COMBINING TILDE}",
    "\N{COMBINING HOOK ABOVE}",
    "\N{COMBINING DOT BELOW}",
)
_TONES: Final = frozenset((GRAVE, ACUTE, TILDE, HOOK, DOT))
_HATS: Final = ("\N{COMBINING CIRCUMFLEX ACCENT}", "\N{COMBINING BREVE}")
_UNHATTED: Final = str.maketrans("", "", "".join(_HATS))

LIMITS: Final = ((0.95, 7.0), (0.9, 6.0), (0.0, 4.5))
"""Words at least so sure are changed if the other word is e to the power of this times likelier."""
NAMES: Final = 4.0
"""As much more is asked of a capitalised word amid a sentence: it may be a name."""
KNOWN: Final = ((0.9, 4.0), (0.0, 2.0))
"""As much more is asked of words that were seen beside one neighbour, by how sure they are; the other word must have
been seen beside both. Words that were seen beside both neighbours are never changed."""
PASSES: Final = 2
"""A word put right may tell about the one beside it."""

STRANGE: Final = (5.0, 3.0)
"""Price of any other change of marks for a word that no plan has (`họi`), and for one in capitals, which lose their
marks more easily (`PHO CHỦ TỊCH`)."""

LIKELY, USUAL, SELDOM, RARELY, SPECK = 1.0, 2.0, 3.0, 5.0, 6.0


class Reading(NamedTuple):
    """A word for this repair: its letters folded (None: no word, or a sign stands there), and how it is set.

    `opens` and `closes` say that a sign stands before or behind it, so that it has no neighbour there;
    `is_capital` is for `Tổ`, `is_upper` for `TỔ`.
    """

    key: str | None
    confidence: float
    opens: bool = False
    closes: bool = False
    is_capital: bool = False
    is_upper: bool = False


def mend_marks(words: Sequence[Reading], bigrams: Bigrams) -> dict[int, str]:
    """Give the folded words that were printed instead of what was read, by the places of those to be changed."""
    keys = [word.key for word in words]
    for _ in range(PASSES):
        for at, word in enumerate(words):
            key = keys[at]
            if key is None or key == NUMBER or len(key) < 2:  # noqa: PLR2004
                continue
            before = None if word.opens or at == 0 or words[at - 1].closes else keys[at - 1]
            after = None if word.closes or at + 1 == len(words) or words[at + 1].opens else keys[at + 1]
            if before is not None or after is not None:
                keys[at] = _better(word, key, (before, after), bigrams)
    return {at: key for at, (word, key) in enumerate(zip(words, keys, strict=True)) if key and key != word.key}


def _better(word: Reading, key: str, beside: tuple[str | None, str | None], bigrams: Bigrams) -> str:
    """Give the word that was printed, between two neighbours: mostly the one that was read."""
    others = bigrams.alike.get(bare(key), ())
    if len(others) < 2 and key in others:  # noqa: PLR2004
        return key
    before, after = beside
    sides = bigrams.knows(before, key) + bigrams.knows(key, after)
    if sides == 2:  # noqa: PLR2004 (both)
        return key
    limit = _for(LIMITS, word.confidence)
    limit += _for(KNOWN, word.confidence) * sides + NAMES * (word.is_capital and before is not None)
    own = bigrams.likelihood(before, key, after)
    best, gain = key, limit
    for other in others:
        price = slip(key, other)
        if price is None and key not in bigrams.words:
            price = STRANGE[word.is_upper]
        if price is None or bigrams.knows(before, other) + bigrams.knows(other, after) <= sides:
            continue
        likelier = bigrams.likelihood(before, other, after) - own - price
        if likelier > gain:
            best, gain = other, likelier
    return best


def _for(limits: Sequence[tuple[float, float]], confidence: float) -> float:
    return next(limit for least, limit in limits if confidence >= least)


@lru_cache(maxsize=65536)
def slip(read: str, printed: str) -> float | None:
    """Give how seldom a recogniser reads one folded word for another (LIKELY to SPECK); None if it does not.

    A dot below is not lost, and hardly ever a speck (`BẠN` for `BAN`). What happens: a hook taken for another tone
    or lost (`tố` for `tổ`); a tone over a hat taken for another or lost (`sô` for `số`); a hat lost under its tone
    (`bó` for `bố`); the dot of an i taken for a tone (`chỉ` for `chi`); the bar of a đ lost or seen.
    """
    (letters, tone), (others, other) = _parts(read), _parts(printed)
    if len(tone) > 1 or read == printed:
        return None
    if tone == other and {read[0], printed[0]} == {"d", "đ"} and read[1:] == printed[1:]:
        return SELDOM
    if DOT in {tone, other}:
        return SPECK if letters == others and not other else None
    has_hat = any(hat in others for hat in _HATS)
    if letters == others:
        return _slip_of_tone(tone, other, has_hat=has_hat, has_i="i" in letters)
    is_lost = has_hat and tone == other and tone in {ACUTE, GRAVE, HOOK} and letters == others.translate(_UNHATTED)
    return SELDOM if is_lost else None


def _slip_of_tone(tone: str, other: str, *, has_hat: bool, has_i: bool) -> float | None:
    if other == HOOK:
        return LIKELY if has_hat else SELDOM if tone else RARELY
    if other and has_hat:
        return USUAL
    if tone == HOOK and other == GRAVE:
        return RARELY
    return SELDOM if tone in {HOOK, GRAVE} and not other and has_i else None


@lru_cache(maxsize=65536)
def _parts(word: str) -> tuple[str, str]:
    """Give the decomposed letters of a folded word, and its tone apart from them."""
    plain = unicodedata.normalize("NFD", word)
    return "".join(char for char in plain if char not in _TONES), "".join(char for char in plain if char in _TONES)


def as_printed(form: str, read: str) -> str:
    """Give a word in the case of the one that was read: `tổ` for `TỐ` is `TỔ`, for `Tố` `Tổ`."""
    if read.isupper() and len(read) > 1:
        return form.upper()
    return form[:1].upper() + form[1:] if read[:1].isupper() else form
