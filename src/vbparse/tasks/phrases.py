"""The words of `verbs.tsv` and `task_phrases.toml`, and how a clause opens with them.

"Tiếp tục đẩy mạnh công tác tuyên truyền ..."  opens with intensifiers; its verb is "đẩy mạnh"
"đồng thời, kịp thời kiện toàn Ban Chỉ đạo"     its verb is "kiện toàn"
"các mục tiêu, chỉ tiêu của Chiến lược ..."     opens with no verb: no action
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, rows, table
from vbparse.patterns import compile_pattern
from vbparse.prepared import prepared
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_TOKEN = compile_pattern(r"\w[\w/&-]*|[^\w\s]")


class Token(NamedTuple):
    """A word or a mark of a clause: folded text and offsets into the clause."""

    text: str
    start: int
    end: int


@lru_cache(maxsize=1024)
def tokenize(text: str) -> tuple[Token, ...]:
    """Cut a clause into folded words and single marks. Cached: a clause is looked at from several sides."""
    return tuple([Token(fold_word(found[0]), found.start(), found.end()) for found in _TOKEN.finditer(text)])


def folded_words(phrase: str) -> tuple[str, ...]:
    """Give the folded words and marks of a phrase, the key under which it is looked up."""
    return tuple(token.text for token in tokenize(phrase))


class Phrases:
    """A set of phrases to look up at a token, longest first."""

    __slots__ = ("_by_first",)

    def __init__(self, phrases: Iterable[tuple[str, ...]]) -> None:
        """Take the phrases as folded words."""
        by_first: dict[str, list[tuple[str, ...]]] = {}
        for words in phrases:
            by_first.setdefault(words[0], []).append(words)
        self._by_first = {first: sorted(found, key=len, reverse=True) for first, found in by_first.items()}

    def starts(self) -> frozenset[str]:
        """Give the first words."""
        return frozenset(self._by_first)

    def match(self, tokens: Sequence[Token], index: int) -> int:
        """Give the number of tokens of the longest phrase that begins at `index`; 0 for none."""
        found = self._by_first.get(tokens[index].text) if index < len(tokens) else None
        if found is None:
            return 0
        second = tokens[index + 1].text if index + 1 < len(tokens) else None
        for words in found:
            if len(words) == 1:
                return 1
            # Few phrases that share the first word share the second: a third of the time.
            if words[1] == second and words == tuple([token.text for token in tokens[index : index + len(words)]]):
                return len(words)
        return 0


class Verb(NamedTuple):
    """A task verb: its class, and following words that show a noun (`tổ chức chính trị`)."""

    name: str
    kind: str
    noun_if_next: Phrases


class Opening(NamedTuple):
    """How a clause opens: the head verb and where it stands (offset into the clause)."""

    verb: Verb
    start: int
    end: int


@cache
def verbs() -> dict[tuple[str, ...], Verb]:
    """Give the verbs by their folded words."""
    records = prepared("task verbs", _read_verbs)
    return {words: Verb(name, kind, Phrases(nouns)) for words, (name, kind, nouns) in records.items()}


def _read_verbs() -> dict[tuple[str, ...], tuple[str, str, list[tuple[str, ...]]]]:
    return {
        folded_words(row["verb"]): (row["verb"], row["class"], list(map(folded_words, members(row["noun_if_next"]))))
        for row in rows("verbs.tsv")
    }


@cache
def phrases(*path: str) -> Phrases:
    """Give a phrase list of `task_phrases.toml` by its table and name."""
    return Phrases(prepared(("task phrases", *path), lambda: _read_phrases(path)))


def _read_phrases(path: Sequence[str]) -> list[tuple[str, ...]]:
    found: Any = table("task_phrases.toml")
    for name in path:
        found = found[name]
    return list(map(folded_words, found))


@cache
def _verb_phrases() -> Phrases:
    return Phrases(verbs())


def opening(tokens: Sequence[Token], index: int = 0) -> Opening | None:
    """Read the head verb of a clause from token `index` on; None where it opens with no verb.

    Connectives (`đồng thời`) and adverbs (`kịp thời`) are passed over; an intensifier before a noun
    (`tăng cường công tác ...`) is itself the head.
    """
    weak: Opening | None = None
    passed = False
    intensifiers, connectives = phrases("openers", "intensifiers"), phrases("openers", "connectives")
    while index < len(tokens):
        found = verb_at(tokens, index)
        weaker = intensifiers.match(tokens, index)
        if found is not None and not weaker:
            return found
        weak = found or weak
        step = weaker or connectives.match(tokens, index) or (passed and tokens[index].text == ",")
        if not step:
            return weak
        passed = True
        index += int(step)
    return weak


def verb_at(tokens: Sequence[Token], index: int) -> Opening | None:
    """Give the verb that begins at token `index`, unless what follows shows a noun."""
    length = _verb_phrases().match(tokens, index)
    if not length:
        return None
    verb = verbs()[tuple(token.text for token in tokens[index : index + length])]
    if verb.noun_if_next.match(tokens, index + length):
        return None
    return Opening(verb, tokens[index].start, tokens[index + length - 1].end)
