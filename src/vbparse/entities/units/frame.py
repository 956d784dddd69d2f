"""Works out what the issuer implies: level, places above it, the words that alone mean it."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from vbparse.entities.units.bodies import read_body
from vbparse.entities.units.naming import full_name, implied_level, is_central, raised
from vbparse.entities.units.parts import RANK, Frame, View, bare_letters, strip_level
from vbparse.entities.units.places import level_at, read_place, resolve_city
from vbparse.lexicon.fold import fold, fold_word
from vbparse.lexicon.load import rows
from vbparse.lexicon.syllables import CAPITAL, cut

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from vbparse.entities.model import Context
    from vbparse.entities.units.parts import Body
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.syllables import Syllables
    from vbparse.outline.passages import Passage

_PERSON_TOO = "Hồ Chí Minh"  # without its type word the person is meant
_CENTRAL_KINDS = frozenset({"ministry", "government", "assembly"})


def frame_of(context: Context, passages: Iterable[Passage], lexicon: Lexicon) -> Frame:
    """Build the frame of a document from its context; places that the context lacks come from the text."""
    issuer = context.issuer
    texts = [*(issuer.places if issuer else ()), issuer.place if issuer else None]
    body = None if issuer is None else parse_name(issuer.name, lexicon)
    places = places_in([text for text in texts if text], lexicon)
    for name in (issuer, context.parent):
        if name is not None:
            places = _places_of_name(name.name, lexicon) | places
    core = body.inner if body is not None and body.record.kind == "bureau" and body.inner is not None else body
    level = (issuer.level if issuer else None) or _level(core, places)
    if level is None and issuer is not None and is_central(issuer.name):
        level = "central"
    if level not in {"central", "province"} and "province" not in places:
        province = province_in(passages, lexicon)
        if province is not None:
            places = {"province": province} | places
    if level == "central":
        province = province_in((passage for passage in passages if passage.zone == "header"), lexicon)
        places = {"province": province} if province is not None else places
    frame = Frame(None, None, None, level, places)
    kind = core.record.kind if core is not None else issuer.kind if issuer else None
    return Frame(
        issuer=issuer.name if issuer else None,
        org=full_name(core, frame) if core is not None and core is not body else issuer.name if issuer else None,
        kind=kind,
        level=level,
        places=places,
        bare=_issuer_words(kind),
        names={bare_letters(strip_level(place)): strip_level(place) for place in places.values()},
        record=core.record if core is not None else None,
    )


@cache
def _issuer_words(kind: str | None) -> frozenset[str]:
    return frozenset(fold(row["text"]) for row in rows("issuer_words.tsv") if row["kind"] == kind)


def parse_name(name: str, lexicon: Lexicon) -> Body | None:
    """Read a canonical name as a body."""
    return read_body(View(cut(name), lexicon, Frame()), 0)


def _level(body: Body | None, places: Mapping[str, str]) -> str | None:
    if body is None:
        return None
    if body.record.kind in _CENTRAL_KINDS or body.record.levels == ("central",):
        return "central"
    last = body.inner or body
    if last.tail.level in RANK:
        return last.tail.level
    return implied_level(last.record.levels, Frame(None, None, None, None, places))


def places_in(texts: Iterable[str], lexicon: Lexicon) -> dict[str, str]:
    """Find the places that texts name with their type word, by level."""
    found: dict[str, str] = {}
    for text in texts:
        found = _places_of_name(text, lexicon) | found
    return found


def _places_of_name(name: str, lexicon: Lexicon) -> dict[str, str]:
    """Find the last place named in a body's name."""
    view = View(cut(name), lexicon, Frame())
    found: dict[str, str] = {}
    at = 0
    while at < view.stop:
        hit = level_at(view, at)
        place = read_place(view, hit.end, hit.value.level) if hit is not None else None
        if hit is not None and place is not None:
            level = resolve_city(view, place[1]) if hit.value.level == "city" else hit.value.level
            found[level] = f"{raised(hit.value.word, place[1])} {place[1]}"
        at = place[0] if place is not None else hit.end if hit is not None else at + 1  # no `xã` in `thị xã`
    return found


def province_in(passages: Iterable[Passage], lexicon: Lexicon) -> str | None:
    """Find the province that a text means: the one named most with its type word, else the only one named."""
    typed: Counter[str] = Counter()
    bare: Counter[str] = Counter()
    for passage in passages:
        pieces = cut(passage.text)
        for at, case in enumerate(pieces.cases):
            if case == CAPITAL:
                _count_place(pieces, at, lexicon, typed, bare)
    if typed:
        return typed.most_common(1)[0][0]
    return next(iter(bare)) if len(bare) == 1 else None


def _count_place(pieces: Syllables, at: int, lexicon: Lexicon, typed: Counter[str], bare: Counter[str]) -> None:
    hit = lexicon.places.longest(pieces, at, len(pieces))
    if hit is None or (hit.end < len(pieces) and pieces.cases[hit.end] == CAPITAL):
        return
    full = f"{hit.value.type} {hit.value.name}"
    before = pieces.keys[max(0, at - 2) : at]
    if before[-1:] == [fold_word("tỉnh")] or before == [fold_word("thành"), fold_word("phố")] or before[-1:] == ["tp"]:
        typed[full] += 1
    if hit.value.name != _PERSON_TOO:
        bare[full] += 1
