"""The parts that a reading of a body's name consists of, and what the document knows while names are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold_ascii
from vbparse.lexicon.syllables import CAPITAL, UPPER
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from vbparse.entities.model import UnitClass
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import BodyRecord
    from vbparse.lexicon.syllables import Syllables

RANK = {"central": 0, "province": 1, "district": 2, "commune": 3, "village": 4}
LEVELS = ("central", "province", "district", "commune", "village")


class Tail(NamedTuple):
    """What follows a name: `sort` is "" (nothing), level, place, list (several levels), central or region.

    `level` is one of `LEVELS`; `word` the level word; `place` the place without its level word, canonical.
    """

    end: int
    sort: str = ""
    level: str | None = None
    word: str | None = None
    place: str | None = None


class Body(NamedTuple):
    """A body as read: pieces `start` to `end`, the record, the name with its field, tail and inner body."""

    start: int
    end: int
    record: BodyRecord
    name: str
    tail: Tail
    inner: Body | None = None
    of_issuer: bool = False

    @property
    def is_set(self) -> bool:
        """Tell whether the name means one body in each of several places."""
        return self.tail.sort == "list" or (self.inner is not None and self.inner.is_set)


class Found(NamedTuple):
    """A mention as found in one passage; `name` is canonical where already known.

    A person has `person_name` and `office` apart, so that the document's mentions of one person meet.
    """

    start: int
    end: int
    cls: UnitClass
    rule: str
    body: Body | None = None
    name: str | None = None
    person_name: str | None = None
    office: str | None = None


class Frame(NamedTuple):
    """What the issuer implies for names that leave it out.

    `places` gives, for each level known, the place with its type word (`province` -> `tỉnh Đồng Tháp`);
    `org` is the body that office holders belong to; `bare` are the keys of words that alone mean the issuer
    (`Sở`); `names` are all place names of the document by their bare letters.
    """

    issuer: str | None = None
    org: str | None = None
    kind: str | None = None
    level: str | None = None
    places: Mapping[str, str] = {}
    bare: frozenset[str] = frozenset()
    names: Mapping[str, str] = {}
    record: BodyRecord | None = None

    def place_name(self, level: str) -> str | None:
        """Give the name of the place at `level` without its type word."""
        full = self.places.get(level)
        return None if full is None else strip_level(full)


_TYPE_WORDS = (
    "thành phố ",
    "tỉnh ",
    "quận ",
    "huyện ",
    "thị xã ",
    "xã ",
    "phường ",
    "thị trấn ",
    "đặc khu ",
    "thủ đô ",
)


def strip_level(place: str) -> str:
    """Take the type word from a place (`quận Hà Đông` -> `Hà Đông`)."""
    low = place.casefold()
    for word in _TYPE_WORDS:
        if low.startswith(word):
            return place[len(word) :]
    return place


_LONGEST_TITLE = 25  # pieces
_SENTENCE_SIGNS = frozenset(".;,")


class View:
    """One passage as the readers see it: its pieces, the lexicon, the frame; `stop` is the index behind the last piece."""

    __slots__ = ("_cases", "_keys", "frame", "lexicon", "pieces", "recipients", "stop")

    def __init__(self, pieces: Syllables, lexicon: Lexicon, frame: Frame, *, recipients: bool = False) -> None:
        """Look at the pieces of a passage; `recipients` tells a line of `Nơi nhận`."""
        self.pieces, self.lexicon, self.frame, self.recipients = pieces, lexicon, frame, recipients
        self._keys, self._cases = pieces.keys, pieces.cases
        self.stop = len(pieces.keys)

    def key(self, at: int) -> str:
        """Give the key of piece `at`, "" outside."""
        return self._keys[at] if 0 <= at < self.stop else ""

    def phrase(self, sort: str, at: int) -> int | None:
        """Give the index behind a phrase of `unit_phrases.tsv` that begins at piece `at`."""
        hit = self.lexicon.phrases[sort].longest(self.pieces, at, self.stop)
        return None if hit is None else hit.end

    @property
    def is_title(self) -> bool:
        """Tell whether the text may be a heading: short, and without the sign that ends a sentence or a member."""
        keys = self._keys
        return self.stop <= _LONGEST_TITLE and self.stop > 0 and keys[self.stop - 1] not in _SENTENCE_SIGNS

    def behind(self, sort: str, at: int) -> bool:
        """Tell whether a phrase of `unit_phrases.tsv` ends right before piece `at`."""
        return self.lexicon.phrases[sort].before(self.pieces, at)

    def case(self, at: int) -> int:
        """Give the case of piece `at` (see `lexicon.syllables`), -1 outside."""
        return self._cases[at] if 0 <= at < self.stop else -1

    def capital(self, at: int) -> bool:
        """Tell whether piece `at` begins with a capital."""
        return 0 <= at < self.stop and self._cases[at] in (CAPITAL, UPPER)


def bare_letters(name: str) -> str:
    """Fold a place name to its bare letters, so that slips of tone and diacritic do not part it."""
    return fold_ascii(name).replace("-", " ").replace("  ", " ")
