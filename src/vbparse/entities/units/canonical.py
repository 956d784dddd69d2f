"""Canonical names of bodies printed in letterheads and signatures: "ỦY BAN NHÂN DÂN / QUẬN HÀ ĐÔNG"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.capitals import is_capitals, restore_case
from vbparse.entities.units.frame import parse_name, places_in
from vbparse.entities.units.heads import read_head
from vbparse.entities.units.naming import full_name
from vbparse.entities.units.parts import RANK, Frame, View
from vbparse.entities.units.places import find_registered, level_at, read_place
from vbparse.lexicon.syllables import cut
from vbparse.lexicon.trie import JOINTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.units.parts import Body
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.syllables import Syllables


_DASHES = frozenset("-–—")
_ISSUERS = frozenset(
    {
        "ministry",
        "so",
        "police",
        "military",
        "union",
        "front",
        "court",
        "procuracy",
        "branch",
        "insurance",
        "treasury",
        "bank",
        "ubnd",
        "hdnd",
        "party",
    }
)
"""Kinds that issue a document together with another."""
_DIRT = " *-_=.:/'`|\t"


class Titled(NamedTuple):
    """A body of a letterhead: canonical name, the reading, places by level, the lines it stands in.

    `joint` tells that it issues together with the body before (`SỞ Y TẾ - SỞ GIÁO DỤC VÀ ĐÀO TẠO`).
    """

    name: str
    body: Body | None
    places: dict[str, str]
    first: int
    last: int
    joint: bool = False

    @property
    def kind(self) -> str | None:
        """The kind of the body, of a bureau that of the body it stands in."""
        core = self.core
        return None if core is None else core.record.kind

    @property
    def core(self) -> Body | None:
        """The body itself, for a bureau the body it stands in."""
        body = self.body
        return body.inner if body is not None and body.record.kind == "bureau" and body.inner is not None else body


def canonical_body(text: str | Sequence[str], lexicon: Lexicon, frame: Frame | None = None) -> str | None:
    """Give the canonical name of the body printed in a text or in lines (the last, where there are several)."""
    lines = [text] if isinstance(text, str) else list(text)
    named = named_bodies(lines, lexicon, frame)
    return named[-1].name if named else None


def named_bodies(lines: Sequence[str], lexicon: Lexicon, frame: Frame | None = None) -> list[Titled]:
    """Read the bodies of a letterhead's left column, from the parent down.

    Lines that begin with a level word, a joint or no head of a name belong to the body before.
    """
    made: list[Titled] = []
    for segment in _segments(lines, lexicon):
        for number, part in enumerate(_parts(segment.text, lexicon)):
            titled = _titled(part.text, lexicon, made[-1] if made else None, (segment.first, segment.last), frame)
            joint = part.joint if number else segment.joint and bool(made) and _may_join(made[-1], titled)
            made.append(titled._replace(joint=joint))
    return made


def _may_join(first: Titled, second: Titled) -> bool:
    return first.kind in _ISSUERS and second.kind in _ISSUERS


def _running(text: str, lexicon: Lexicon) -> str:
    if not is_capitals(cut(text), lexicon):
        return text
    running = restore_case(text, lexicon, {}, unknown_title=True)
    pieces = cut(running)
    hit = lexicon.types.longest(pieces, 0, len(pieces))
    known = lexicon.bodies.longest(pieces, 0, len(pieces))
    topic = hit is not None and hit.value.field == "topic" and (known is None or known.end <= hit.end)
    return restore_case(text, lexicon, {}) if topic else running


class _Segment(NamedTuple):
    """Lines that belong together; `joint` tells that a dash parts them from those before."""

    first: int
    last: int
    text: str
    joint: bool = False


def _segments(lines: Sequence[str], lexicon: Lexicon) -> list[_Segment]:
    segments: list[_Segment] = []
    dash = False
    for index, line in enumerate(lines):
        text = " ".join(line.strip(_DIRT).split())
        if not any(char.isalpha() for char in text):
            continue
        goes_on = segments and not dash and _goes_on(segments[-1].text, [text, *lines[index + 1 :]], lexicon)
        if segments and (goes_on or not _opens(text, lexicon)):
            before = segments[-1]
            segments[-1] = before._replace(last=index, text=f"{before.text} {text}")
        else:
            segments.append(_Segment(index, index, text, dash or line.strip()[0] in _DASHES))
        dash = line.strip()[-1] in _DASHES
    return segments


def _goes_on(before: str, lines: Sequence[str], lexicon: Lexicon) -> bool:
    """Tell whether a name is broken at the end of a line, whatever the next line begins with.

    A name of the registry reaches over the end (`PHÒNG TÀI NGUYÊN VÀ MÔI / TRƯỜNG`), a joint stands there (`VĂN
    PHÒNG HỘI ĐỒNG NHÂN DÂN VÀ / ỦY BAN NHÂN DÂN`), or the first half of a word (`TRUNG TÂM DỊCH / VỤ ĐÔ THỊ`).
    """
    first, pieces = len(cut(before)), cut(" ".join((before, *lines)))
    keys, last = pieces.keys, len(pieces)
    if _place_goes_on(pieces, first, lexicon):
        return True  # `UBND XÃ VĨNH / HỘI ĐÔNG`
    if _ends_with_place(before, lexicon):
        return False  # `UBND HUYỆN ĐỒNG VĂN / PHÒNG NỘI VỤ`
    if first >= last or (keys[first - 1] in JOINTS and keys[first - 1] not in _DASHES):
        return first < last
    for start in range(first):
        hit = lexicon.bodies.longest(pieces, start, last)
        if hit is not None and hit.end >= first:
            return hit.end > first
    return (keys[first - 1], keys[first]) in lexicon.compounds


def _place_goes_on(pieces: Syllables, first: int, lexicon: Lexicon) -> bool:
    """Tell whether a place of the registers reaches over the end of a line, which is before piece `first`."""
    levels = (lexicon.levels.longest(pieces, at, first) for at in range(first))
    places = (find_registered(lexicon, pieces, hit.end, hit.value.level) for hit in levels if hit is not None)
    return any(place is not None and place.end > first for place in places)


def _ends_with_place(text: str, lexicon: Lexicon) -> bool:
    view = View(cut(_running(text, lexicon)), lexicon, Frame())
    hits = (level_at(view, at) for at in range(view.stop))
    places = (read_place(view, hit.end, hit.value.level) for hit in hits if hit is not None)
    return any(place is not None and place[0] == view.stop for place in places)


def _opens(text: str, lexicon: Lexicon) -> bool:
    """Tell whether a line begins a body of its own."""
    view = View(cut(_running(text, lexicon)), lexicon, Frame())
    if view.key(0) in JOINTS or level_at(view, 0) is not None:
        return False
    return read_head(view, 0) is not None or lexicon.types.longest(view.pieces, 0, view.stop) is not None


class _Part(NamedTuple):
    """A part of a line; `joint` tells that a dash stands before it."""

    text: str
    joint: bool = False


def _parts(text: str, lexicon: Lexicon, *, joint: bool = False) -> list[_Part]:
    """Part a line in which two bodies stand one behind the other, or with a dash between."""
    running = _running(text, lexicon)
    view = View(cut(running), lexicon, Frame())
    body = read_body(view, 0)
    if body is None or body.end >= view.stop:
        return [_Part(running, joint)]
    dash = view.key(body.end) == "-" and body.record.kind in _ISSUERS
    behind = body.end + 1 if dash else body.end
    head = read_head(view, behind) if dash or view.key(body.end) not in JOINTS else None
    if head is None or (dash and head.record.kind not in _ISSUERS):
        return [_Part(running, joint)]
    start = view.pieces.starts[behind]
    return [_Part(running[:start].strip(" -–"), joint), *_parts(running[start:], lexicon, joint=dash)]


def _titled(text: str, lexicon: Lexicon, parent: Titled | None, lines: tuple[int, int], frame: Frame | None) -> Titled:
    first, last = lines
    view = View(cut(text), lexicon, Frame())
    body = read_body(view, 0)
    above = parent.places if parent is not None else dict(frame.places) if frame is not None else {}
    if body is None or body.end < view.stop:
        return _unknown(text, view, places_in([text], lexicon) or above, lines)
    central = _central(body, parent, lexicon)
    if central is not None:
        return Titled(central, body, {}, first, last)
    own = places_in([text], lexicon)
    places = own | {level: place for level, place in above.items() if level not in own and _is_above(level, own)}
    level = min(places, key=lambda known: -RANK[known], default=None)
    inside = frame or Frame(
        parent.name if parent is not None else None,
        parent.name if parent is not None else None,
        parent.kind if parent is not None else None,
        level,
        places,
    )
    name = full_name(body, inside)
    return Titled(name, parse_name(name, lexicon) or body, places, first, last)


def _unknown(text: str, view: View, places: dict[str, str], lines: tuple[int, int]) -> Titled:
    """Keep a name that no grammar reads to its end; an office of state is none of its bodies but issues too."""
    office = view.lexicon.offices.longest(view.pieces, 0, view.stop)
    if office is not None and office.value.stands == "alone" and office.end == view.stop:
        return Titled(office.value.title, None, {}, *lines)
    return Titled(text, read_body(view, 0), places, *lines)


def _is_above(level: str, own: dict[str, str]) -> bool:
    return all(RANK[level] < RANK[other] for other in own)


def _central(body: Body, parent: Titled | None, lexicon: Lexicon) -> str | None:
    """Name a department of the Party's centre: its letterhead names only `BAN CHẤP HÀNH TRUNG ƯƠNG` above."""
    if parent is None or parent.body is None or parent.body.record.id != "dang.bchtw":
        return None
    pieces = cut(f"{body.name} Trung ương")
    hit = lexicon.bodies.longest(pieces, 0, len(pieces))
    return hit.value.name if hit is not None and hit.end == len(pieces) else None
