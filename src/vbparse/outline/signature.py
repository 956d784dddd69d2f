"""Signature blocks (Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.7).

`TM. ỦY BAN NHÂN DÂN / KT. CHỦ TỊCH / PHÓ CHỦ TỊCH / name`: TM. on behalf of a collective body, KT. for the
head, TL. by order, TUQ. by delegation, Q. acting. The Party writes T/M, K/T, T/L.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from vbparse.lexicon.fold import fold, fold_word
from vbparse.outline.cases import find_phrases, running_case
from vbparse.outline.lines import Line, is_capital, without_rules
from vbparse.outline.model import Signature, Value
from vbparse.outline.patterns import search_line
from vbparse.outline.signers import bare_name, family_names, is_name
from vbparse.patterns import compile_pattern
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_AUTHORITY = compile_pattern(
    r"(?:^|(?<=\s))[*_\s]*(?P<mark>T\s?[./]\s?M|K\s?[./]\s?T|T\s?[./]\s?L|TUQ|TM|KT|TL|PT|Q)(?P<close>\s?[./]\s*|\s+)(?=[^\W\d_])"
)
_MARKS = {"TM": "TM.", "KT": "KT.", "TL": "TL.", "TUQ": "TUQ.", "Q": "Q.", "PT": "PT."}
_BY_ORDER = frozenset({"TL.", "TUQ."})
_SIGNED = compile_pattern(r"^[\s(\[]*(?:đã\s+ký|Đã\s+ký|ĐÃ\s+KÝ|ký\s+tên|[Kk]ý,\s).*$")
_SIGNED_NOTE = compile_pattern(r"\s*[(\[]\s*(?:đã\s+ký|[Kk]ý|ghi rõ|đóng dấu)[^)\]]*[)\]]", re.IGNORECASE)
_TITLES = frozenset({"position", "caption"})
_ALL = frozenset({"position", "caption", "body"})
_BODIES = frozenset({"body"})
_FEWEST_LETTERS = 2
_LONGEST_LINE = 120


_SPECKS = compile_pattern(r"[^\w(\[]+")
"""What may be read before a line where the seal or a streak of the scanner touches it."""


class Piece(NamedTuple):
    """A part of a signature block: `kind` is mark, title (capitals) or name; `alone` is a name in the right column."""

    kind: str
    text: str
    span: Span
    alone: bool = False


class _Draft:
    __slots__ = ("authority", "body", "name", "pieces", "titles")

    def __init__(self) -> None:
        self.authority: list[str] = []
        self.body: Value | None = None
        self.titles: list[Value] = []
        self.name: Value | None = None
        self.pieces: list[Piece] = []


def has_authority(text: str) -> bool:
    """Tell whether a line begins with a mark of authority and capitals: `TM. ỦY BAN`, `K/T TRƯỞNG BAN`."""
    found = _AUTHORITY.match(text)
    return found is not None and _is_mark(found) and is_capital(text[found.end() :].partition("\n")[0][:40])


def _is_mark(found: re.Match[str]) -> bool:
    """Tell a mark from letters that look like one: without its stop or slash a title or body must follow."""
    if "/" in found["mark"] or "." in found["mark"] or (found["close"].strip() and found["mark"] != "Q"):
        return True
    phrases = find_phrases(found.string[found.end() : found.end() + _LONGEST_LINE], _ALL)
    return bool(phrases) and phrases[0].start == 0


def is_title(text: str) -> bool:
    """Tell whether a line in capitals begins with a signer's title: `GIÁM ĐỐC`, `HIỆU TRƯỞNG`."""
    if len(text) > _LONGEST_LINE or not is_capital(text):
        return False
    found = find_phrases(text, _TITLES)
    return bool(found) and found[0].start == 0


def read_signatures(
    lines: Sequence[Line], issuer: Sequence[str] = (), *, is_scanned: bool = False
) -> tuple[Signature, ...]:
    """Read the signature blocks; the one of the first issuer in the letterhead stands first.

    `issuer` are the lines of the letterhead that name the issuing bodies, in print order. In a document that was
    read from pictures (`is_scanned`) a body that has lost its first word is the issuer.
    """
    drafts = _blocks(_pieces(lines))
    blocks = tuple(_finished(draft) for draft in drafts if draft.authority or draft.titles or draft.name)
    if is_scanned:
        blocks = tuple(_with_whole_body(block, issuer) for block in blocks)
    return _ordered(tuple(block for block in blocks if block.position or block.name or block.body), issuer)


def _with_whole_body(block: Signature, issuer: Sequence[str]) -> Signature:
    """Give back its first word to the body behind TM.: `TM. BAN NHÂN DÂN` of an `ỦY BAN NHÂN DÂN`."""
    if block.body is None or "TM." not in block.authority or find_phrases(block.body.text, _BODIES):
        return block
    read = fold(block.body.text)
    for line in issuer:
        whole = find_phrases(line, _BODIES)
        if whole and whole[0].start == 0 and fold(whole[0].text).partition(" ")[2] == read:
            return block._replace(body=Value(whole[0].text, block.body.span, inferred=True))
    return block


def _pieces(lines: Iterable[Line]) -> Iterator[Piece]:
    for printed in lines:
        line = _without_specks(without_rules(printed))
        if not _has_letters(line.text) or _SIGNED.match(line.text):
            continue
        kind = search_line(line.text)
        if kind is not None and kind[0].kind in {"esign", "copy"}:
            continue
        yield from _parts(line.cut(0, len(_SIGNED_NOTE.sub("", line.text))))


def _without_specks(line: Line) -> Line:
    """Cut specks off the head of a line: `-GIÁM ĐỐC`, `'. Nguyễn Văn An`."""
    specks = _SPECKS.match(line.text)
    return line.cut(specks.end(), len(line.text)) if specks else line


def _has_letters(text: str) -> bool:
    return sum(char.isalpha() for char in text) >= _FEWEST_LETTERS


def _parts(line: Line) -> Iterator[Piece]:
    """Cut a line at marks of authority, then capitals from the name behind them."""
    starts = [found for found in _AUTHORITY.finditer(line.text) if _is_mark(found)]
    if starts and not is_capital(line.text[starts[0].end() :][:12]):
        starts = []
    edges = [0, *(found.start() for found in starts), len(line.text)]
    yield from _words(line.cut(edges[0], edges[1]))
    for index, found in enumerate(starts):
        mark = _MARKS[re.sub(r"[\s./]", "", found["mark"])]
        yield Piece("mark", mark, line.part(found.start(), found.end()))
        yield from _words(line.cut(found.end(), edges[index + 2]))


def _words(line: Line) -> Iterator[Piece]:
    if not line.text:
        return
    words = list(re.finditer(r"\S+", line.text))
    upper = 0
    while upper < len(words) and _is_upper(words[upper][0]):
        upper += 1
    if upper == len(words):
        yield from _titles(line)
        return
    head = line.cut(0, words[upper - 1].end() if upper else 0)
    if not _has_letters(head.text):
        yield Piece("name", line.text.strip(" *_"), line.span, line.column == "right")
        return
    yield from _titles(head)
    tail = line.cut(words[upper].start(), len(line.text))
    yield Piece("name", tail.text.strip(" *_"), tail.span)


def _is_upper(word: str) -> bool:
    return word.isupper() or not any(char.isalpha() for char in word)


def _titles(line: Line) -> Iterator[Piece]:
    """Cut `TRƯỞNG BAN PHÓ THỦ TƯỚNG` into its titles; a title with its body stays whole."""
    words = list(re.finditer(r"\S+", line.text.strip("*_ ")))
    offset = len(line.text) - len(line.text.lstrip("*_ "))
    found = [phrase for phrase in find_phrases(line.text.strip("*_ "), _ALL) if phrase.kind in _TITLES]
    starts = [0, *(phrase.start for phrase in found if phrase.start > 0 and _parted(words, phrase.start))]
    for index, start in enumerate(starts):
        end = starts[index + 1] if index + 1 < len(starts) else len(words)
        piece = line.cut(offset + words[start].start(), offset + words[end - 1].end())
        yield Piece("title", piece.text, piece.span)


def _parted(words: Sequence[re.Match[str]], at: int) -> bool:
    """Tell whether a title inside a line is one of its own: not behind a comma or dash."""
    return not words[at - 1][0].endswith((",", "-", "–")) and words[at - 1][0] not in {"-", "–", "KIÊM"}


def _blocks(pieces: Iterable[Piece]) -> list[_Draft]:
    """Gather pieces to blocks: a name closes a block, a mark TM. opens one."""
    drafts = [_Draft()]
    for piece in pieces:
        current = drafts[-1]
        if piece.kind == "name":
            titled = current.titles or current.authority or (len(drafts) == 1 and _stands_alone(piece))
            if titled and is_name(piece.text):
                current.name = Value(bare_name(piece.text), piece.span)
                current.pieces.append(piece)
                drafts.append(_Draft())
            continue
        if piece.kind == "mark" and piece.text in current.authority:
            drafts.append(_Draft())
            current = drafts[-1]
        if piece.kind == "title" and _is_capital_name(piece, current):
            current.name = Value(bare_name(piece.text), piece.span)
            current.pieces.append(piece)
            drafts.append(_Draft())
            continue
        current.pieces.append(piece)
        if piece.kind == "mark":
            current.authority.append(piece.text)
        else:
            current.titles.append(Value(piece.text, piece.span))
    return drafts


def _stands_alone(piece: Piece) -> bool:
    """Tell the signer's name in the right column, below a title that the seal hides, from other words."""
    return piece.alone and fold_word(piece.text.split()[0]) in family_names()


def _is_capital_name(piece: Piece, draft: _Draft) -> bool:
    """Tell a name in capitals (`NGUYỄN VĂN A`) behind a title from a further title or body."""
    if not draft.titles or not any(is_title(title.text) for title in draft.titles):
        return False
    return is_name(piece.text)


def _finished(draft: _Draft) -> Signature:
    """Tell body and position apart by the marks before them and by the lexicon of titles."""
    span = Span(draft.pieces[0].span.start, draft.pieces[-1].span.end)
    after: dict[int, str] = {}
    mark = None
    for piece in draft.pieces:
        if piece.kind == "mark":
            mark = piece.text
        elif piece.kind == "title" and mark is not None:
            after[piece.span.start] = mark
            mark = None
    body = _body(draft.titles, after)
    position = _position(draft.titles, after, body)
    return Signature(span, tuple(draft.authority), _cased(body), _cased(position), draft.name)


def _starts(value: Value, after: dict[int, str]) -> str | None:
    return after.get(value.span.start) if value.span else None


def _body(titles: Sequence[Value], after: dict[int, str]) -> Value | None:
    for title in titles:
        if _starts(title, after) in {"TM.", *_BY_ORDER}:
            return title
    for title in titles:
        if _starts(title, after) is None and not is_title(title.text):
            return title
    return None


def _position(titles: Sequence[Value], after: dict[int, str], body: Value | None) -> Value | None:
    """Give the signer's own title: the one below `KT. CHỦ TỊCH`, else the first that is no body."""
    own = [title for title in titles if title is not body]
    deputy = next((index for index, title in enumerate(own) if _starts(title, after) == "KT."), None)
    if deputy is not None:
        return next((title for title in own[deputy + 1 :] if is_title(title.text)), None)
    return next((title for title in own if is_title(title.text) and not _is_caption(title.text)), None)


def _is_caption(text: str) -> bool:
    found = find_phrases(text, _TITLES)
    return bool(found) and found[0].kind == "caption"


def _cased(value: Value | None) -> Value | None:
    return None if value is None else Value(running_case(value.text), value.span)


def _ordered(blocks: tuple[Signature, ...], issuer: Sequence[str]) -> tuple[Signature, ...]:
    """Put the block of the first issuer first: of two issuers the first in the letterhead counts."""
    keys = [fold(line.strip(" -–,")) for line in issuer]

    def place(block: Signature) -> tuple[bool, int]:
        if block.body is None or len(blocks) == 1:
            return block.position is None, len(keys)
        body = fold(block.body.text)
        return block.position is None, next(
            (at for at, key in enumerate(keys) if key and (key in body or body in key)), len(keys)
        )

    return tuple(sorted(blocks, key=place))
