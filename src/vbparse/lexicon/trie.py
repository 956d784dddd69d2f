"""A dictionary of phrases over syllables: longest match, with the ways in which names are joined made alike.

"Giáo dục và Đào tạo", "Giáo dục - Đào tạo", "Giáo dục & Đào tạo", "GD&ĐT" and "GDĐT" are one name: a joint
(dash, "và", "&", comma) is not stored as a syllable but marked at the node, and may be present or missing in
the text. A syllable of the text that is all capitals is looked up as an abbreviation first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, TypeAlias, TypeVar

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import cut
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from vbparse.lexicon.syllables import Syllables

V = TypeVar("V")
Packed: TypeAlias = tuple[dict[str | None, Any], list[Any]]

DASH, COMMA = 1, 2
JOINTS = {"-": DASH, fold_word("và"): DASH, "&": DASH, "/": DASH, ",": COMMA}
_JOINT = ""
_VALUE = None
_INITIALS_FROM = 2
_LIST_LENGTH = 3


class Hit(NamedTuple, Generic[V]):
    """A phrase found: its value and the index behind its last piece."""

    value: V
    end: int


class Trie(Generic[V]):
    """Phrases and their values. `add` while loading, then only `longest`.

    A node is a dict from keys to nodes; its value is kept as a number into the list of values.
    """

    __slots__ = ("_root", "_values")

    def __init__(self) -> None:
        """Begin without phrases."""
        self._root: dict[str | None, Any] = {}
        self._values: list[V] = []

    @classmethod
    def unpacked(cls, packed: Packed, value: Callable[[Any], V]) -> Trie[V]:
        """Make the trie that `packed` took apart; `value` makes a value from plain data."""
        trie = cls()
        trie._root = packed[0]
        trie._values = [value(plain) for plain in packed[1]]
        return trie

    def packed(self) -> Packed:
        """Give the phrases and values, which must be tuples or plain data themselves, as plain data."""
        return self._root, [tuple(value) if isinstance(value, tuple) else value for value in self._values]

    def values(self) -> Sequence[V]:
        """Give the values in the order in which they were first added."""
        return self._values

    def add(self, phrase: str, value: V, *, initials: bool = False, fixed: int = 1) -> None:
        """Add a phrase; with `initials` also the ways to shorten its parts behind the first `fixed` syllables."""
        number = self._number(value)
        for sequence in spellings(phrase, initials=initials, fixed=fixed):
            self._put(sequence, number)

    def add_as_printed(self, phrase: str, value: V) -> None:
        """Add a phrase whose joints must stand in the text as they stand here."""
        pieces = cut(phrase)
        keys = [abbr or key for key, abbr in zip(pieces.keys, pieces.abbrs, strict=True)]
        self._put(list(keys), self._number(value))

    def add_field(self, phrase: str, value: V) -> None:
        """Add a field without its head word (`Tài chính`), with the ways to shorten it."""
        number = self._number(value)
        for sequence in spellings("_ " + phrase, initials=True):
            self._put(sequence[1:], number)

    def _number(self, value: V) -> int:
        """Give the number of a value; the names of one record follow each other."""
        if not self._values or self._values[-1] is not value:
            self._values.append(value)
        return len(self._values) - 1

    def _put(self, sequence: list[str | int], number: int) -> None:
        node = self._root
        for step in sequence:
            if isinstance(step, int):
                node[_JOINT] = node.get(_JOINT, 0) | step
            else:
                node = node.setdefault(step, {})
        node.setdefault(_VALUE, number)

    def starts(self) -> frozenset[str]:
        """Give the keys of all first pieces."""
        return frozenset(key for key in self._root if key)

    def longest(self, pieces: Syllables, at: int, stop: int) -> Hit[V] | None:
        """Find the longest phrase that begins at piece `at` and ends before `stop`."""
        node, keys, abbrs = self._root, pieces.keys, pieces.abbrs
        if at >= stop or (keys[at] not in node and abbrs[at] not in node):  # nearly always
            return None
        best, end, here = None, at, at
        while here < stop:
            following = _child(node, keys[here], abbrs[here])
            if following is None:
                allowed = node.get(_JOINT)
                if not allowed or here == at or not JOINTS.get(keys[here], 0) & allowed or here + 1 >= stop:
                    break
                here += 1
                following = _child(node, keys[here], abbrs[here])
                if following is None:
                    break
            node = following
            here += 1
            if _VALUE in node:
                best, end = node[_VALUE], here
        return None if best is None else Hit(self._values[best], end)

    def before(self, pieces: Syllables, at: int) -> bool:
        """Tell whether a phrase of one to three syllables ends right before piece `at`."""
        return any(
            at - length >= 0 and (hit := self.longest(pieces, at - length, at)) is not None and hit.end == at
            for length in (1, 2, 3)
        )


def _child(node: dict[str | None, Any], key: str, abbr: str | None) -> dict[str | None, Any] | None:
    if abbr is not None:
        found: dict[str | None, Any] | None = node.get(abbr)
        if found is not None:
            return found
    return node.get(key) if key else None


def spellings(phrase: str, *, initials: bool = False, fixed: int = 1) -> Iterator[list[str | int]]:
    """Yield the sequences of steps under which a phrase is stored: syllable keys, and numbers for joints."""
    pieces = cut(phrase)
    parts: list[list[str]] = [[]]
    joints: list[int] = []
    for index, key in enumerate(pieces.keys):
        if key in JOINTS and parts[-1] and index + 1 < len(pieces):
            joints.append(JOINTS[key] | DASH)
            parts.append([])
        elif key not in JOINTS:
            parts[-1].append(pieces.abbrs[index] or key)
    parts = [part for part in parts if part]
    if not parts:
        return
    if len(parts) >= _LIST_LENGTH:
        joints = [joint | COMMA for joint in joints]
    yield _sequence(parts, joints)
    if initials:
        head, tail = parts[0][:fixed], [parts[0][fixed:], *parts[1:]]
        yield from _shortened(head, [part for part in tail if part], joints)


def _sequence(parts: list[list[str]], joints: list[int]) -> list[str | int]:
    steps: list[str | int] = list(parts[0])
    for joint, part in zip(joints, parts[1:], strict=False):
        steps.append(joint)
        steps.extend(part)
    return steps


def _shortened(head: list[str], tail: list[list[str]], joints: list[int]) -> Iterator[list[str | int]]:
    """Yield every mixture of full parts and initials; neighbouring initials also grown together (`LĐTB&XH`)."""
    count = len(tail)
    for mask in range(1, 1 << count):
        chosen = [["".join(word[0] for word in part).upper()] if mask >> n & 1 else part for n, part in enumerate(tail)]
        if any(mask >> n & 1 and len(part) < _INITIALS_FROM for n, part in enumerate(tail)):
            continue
        for grown in _grown(chosen, mask):
            yield [*head, *_sequence(grown, joints[-(len(grown) - 1) :] if len(grown) > 1 else [])]


def _grown(parts: list[list[str]], mask: int) -> Iterator[list[list[str]]]:
    yield parts
    for first in range(len(parts) - 1):
        for last in range(first + 1, len(parts)):
            if all(mask >> n & 1 for n in range(first, last + 1)):
                joined = "".join(part[0] for part in parts[first : last + 1])
                yield [*parts[:first], [joined], *parts[last + 1 :]]
