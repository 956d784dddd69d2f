"""What the document as a whole implies: who issues it, under whom, where and when.

The issuer is read from the letterhead (Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.2: the parent agency, then
the issuing one); where a text lacks it, from the words that announce the plan ("..., UBND quận Hà Đông xây
dựng Kế hoạch"), the signature, or the code, and is then marked as inferred.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.model import Body, Context
from vbparse.entities.units.canonical import named_bodies
from vbparse.entities.units.declared import Declared
from vbparse.entities.units.find import view_of
from vbparse.entities.units.frame import parse_name, places_in, province_in
from vbparse.entities.units.naming import full_name, is_central
from vbparse.entities.units.parts import LEVELS, RANK, Frame, bare_letters, strip_level
from vbparse.entities.units.scan import scan
from vbparse.lexicon.syllables import cut
from vbparse.textmap import Span
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from vbparse.entities.model import Level
    from vbparse.entities.units.canonical import Titled
    from vbparse.entities.units.parts import Body as ReadBody
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import BodyRecord
    from vbparse.outline.model import Outline
    from vbparse.outline.passages import Passage
    from vbparse.textmap import TextMap

_TWO_LEVELS_FROM = "2025-07-01"
_NAME_ROOM = 40  # characters in which the name of a district ends


class _Issuer(NamedTuple):
    """The issuer before its places are completed."""

    name: str
    kind: str | None
    level: str | None
    places: dict[str, str]
    span: Span | None
    inferred: bool


def build_context(textmap: TextMap, outline: Outline, passages: Sequence[Passage], lexicon: Lexicon) -> Context:
    """Work out issuer, parent, places, issue day and years of a document."""
    head = outline.letterhead
    issued = head.date.text if head.date is not None else None
    own_code = head.code.text if head.code is not None else None
    titled = named_bodies([textmap.slice(span) for span in head.issuer_lines], lexicon)
    titled = [_spelled(one, passages) for one in titled]
    issuer = _of_letterhead(titled, head.issuer_lines) or _without_letterhead(outline, passages, lexicon)
    if issuer is None:
        return Context(issued=issued, years=head.years, own_code=own_code)
    near = _places_near(head.place.text if head.place is not None else None, passages, lexicon)
    if _is_own_place(near, issuer):
        near = {}
    issuer = _placed(issuer, near, lexicon)
    places = _completed(issuer, near, passages, lexicon)
    parent = _parent(titled, head.issuer_lines) or _implied_parent(issuer, places, issued)
    others = [_of_titled(one, head.issuer_lines) for one in titled[_first(titled) + 1 :]]
    co_issuers = tuple(_body(one, one.places or places) for one in (_placed(other, near, lexicon) for other in others))
    return Context(_body(issuer, places), parent, issued, head.years, own_code, co_issuers)


def _of_letterhead(titled: Sequence[Titled], lines: Sequence[Span]) -> _Issuer | None:
    if not titled:
        return None
    return _of_titled(titled[_first(titled)], lines)


def _of_titled(titled: Titled, lines: Sequence[Span]) -> _Issuer:
    return _Issuer(
        titled.name, titled.kind, _level_of(titled), titled.places, _lines_span(titled, lines), inferred=False
    )


def _spelled(titled: Titled, passages: Sequence[Passage]) -> Titled:
    """Give the places of a letterhead, which says nothing of their case, the case that they have in the text (`huyện KBang`)."""
    for level, place in titled.places.items():
        printed = _in_running_text(place, passages)
        if printed is not None and printed != place:
            places = titled.places | {level: printed}
            titled = titled._replace(name=titled.name.replace(place, printed), places=places)
    return titled


def _in_running_text(place: str, passages: Sequence[Passage]) -> str | None:
    """Find a place in a text, each of its words with a capital but not all in capitals; its level word is as it was."""
    sought, word = place.casefold(), len(place) - len(strip_level(place))
    for passage in passages:
        text, at = passage.text.casefold(), -1
        while (at := text.find(sought, at + 1)) >= 0:
            found = passage.text[at + word : at + len(place)]
            raised = all(piece[0].isupper() or not piece[0].isalpha() for piece in found.split())
            if raised and not found.isupper() and found.casefold() == sought[word:]:
                return place[:word] + found
    return None


def _first(titled: Sequence[Titled]) -> int:
    """Give the index of the issuer, the first where several issue together; parents stand before it."""
    at = len(titled) - 1
    while at > 0 and (titled[at].joint or _is_beside(titled[at - 1], titled[at])):
        at -= 1
    return at


def _is_beside(first: Titled, second: Titled) -> bool:
    """Tell two issuers of one document from a parent and an issuer: only a people's committee has departments."""
    return second.kind == "so" and first.kind not in {"ubnd", None}


def _level_of(titled: Titled) -> str | None:
    core = titled.core
    if core is None or core.record.levels == ("central",) or is_central(titled.name):
        return "central" if core is not None or not titled.places else _deepest(titled.places)
    printed = _printed_level(core)
    if printed is not None:
        return printed
    known = [level for level in core.record.levels if level in titled.places]
    if known:
        return known[0]
    return next((level for level in core.record.levels if level in RANK), None) or _deepest(titled.places)


def _printed_level(body: ReadBody) -> str | None:
    """Give the level printed with a body, or with the body it stands in."""
    inner = body.inner or body
    return inner.tail.level


def _lines_span(titled: Titled, lines: Sequence[Span]) -> Span | None:
    if not lines or titled.last >= len(lines):
        return None
    return Span(lines[titled.first].start, lines[titled.last].end)


def _without_letterhead(outline: Outline, passages: Sequence[Passage], lexicon: Lexicon) -> _Issuer | None:
    place = outline.letterhead.place.text if outline.letterhead.place is not None else None
    known = _places_near(place, passages, lexicon)
    announced = _announced(passages, lexicon, known)
    if announced is not None:
        return announced
    for signature in outline.signatures:
        if signature.body is not None:
            named = named_bodies([signature.body.text], lexicon, _frame(known))
            if named and named[-1].body is not None:
                return _Issuer(
                    named[-1].name, named[-1].kind, _deepest(known), known, signature.body.span, inferred=True
                )
    return _of_code(outline, lexicon, known)


def _frame(places: dict[str, str]) -> Frame:
    names = {bare_letters(strip_level(place)): strip_level(place) for place in places.values()}
    return Frame(None, None, None, _deepest(places), places, names=names)


def _deepest(places: dict[str, str]) -> str | None:
    return max(places, key=RANK.__getitem__, default=None)


def _places_near(place: str | None, passages: Sequence[Passage], lexicon: Lexicon) -> dict[str, str]:
    """Find the place of issue with its type word: a province, or as the text names it (`quận Hà Đông`)."""
    if place is None:
        return {}
    pieces = cut(place)
    hit = lexicon.places.longest(pieces, 0, len(pieces))
    if hit is not None and hit.end == len(pieces):
        return {"province": f"{hit.value.type} {hit.value.name}"}
    named = places_in((passage.text for passage in passages if place in passage.text), lexicon)
    found = {level: full for level, full in named.items() if full.endswith(f" {place}")}
    return found or places_in([place], lexicon)


def _is_own_place(near: dict[str, str], issuer: _Issuer) -> bool:
    """Tell the issuer's own place from the province of the same name (`phường Khánh Hòa, ngày ...`)."""
    names = {bare_letters(strip_level(place)) for place in near.values()}
    own = issuer.places.get(issuer.level or "")
    return own is not None and issuer.level not in near and bare_letters(strip_level(own)) in names


def _announced(passages: Sequence[Passage], lexicon: Lexicon, places: dict[str, str]) -> _Issuer | None:
    """Read `..., UBND quận Hà Đông xây dựng Kế hoạch`: the last body of the preamble that issues something."""
    frame = _frame(places)
    found = None
    for passage in passages:
        if passage.zone != "preamble":
            continue
        view = view_of(passage.text, lexicon, frame)
        for mention in scan(view, (), Declared()):
            issues = view.phrase("issue", mention.end) is not None
            if mention.cls == "named" and mention.body is not None and issues:
                starts, ends = view.pieces.starts, view.pieces.ends
                found = mention.body, passage.span_of(starts[mention.start], ends[mention.end - 1])
    if found is None:
        return None
    body, span = found
    name = full_name(body, frame)
    own = places_in([name], lexicon)
    level = _printed_level(body) or _deepest(own or places)
    return _Issuer(name, body.record.kind, level, own or places, span, inferred=True)


def _of_code(outline: Outline, lexicon: Lexicon, places: dict[str, str]) -> _Issuer | None:
    """Read the issuer from the symbol of the code: `KH-UBND`, `KH-STC`."""
    symbol = outline.letterhead.symbol
    if symbol is None:
        return None
    for part in reversed(symbol.text.replace("/", "-").split("-")):
        record = _by_symbol(part, lexicon)
        if record is not None:
            level = next((level for level in reversed(record.levels) if level in places), _deepest(places))
            place = places.get(level or "") if record.place == "level" else None
            name = f"{record.name} {place}" if place else record.name
            return _Issuer(name, record.kind, level, places, symbol.span, inferred=True)
    return None


def _by_symbol(symbol: str, lexicon: Lexicon) -> BodyRecord | None:
    return next((record for record in lexicon.records.values() if symbol in record.symbols), None)


def _placed(issuer: _Issuer, near: dict[str, str], lexicon: Lexicon) -> _Issuer:
    """Give an issuer that names no place the place of issue, where it can stand there."""
    body = parse_name(issuer.name, lexicon) if issuer.level != "central" else None
    if body is None or body.record.place != "level" or body.inner is not None or issuer.places:
        return issuer
    if body.tail.sort == "level" and body.tail.level in near:
        return issuer._replace(name=full_name(body, _frame(near)), level=body.tail.level, places=near, inferred=True)
    if body.tail.sort:
        return issuer
    level = next((level for level in body.record.levels if level in near), None)
    if level is None:
        return issuer
    return issuer._replace(name=f"{issuer.name} {near[level]}", level=level, places=near, inferred=True)


def _completed(issuer: _Issuer, near: dict[str, str], passages: Sequence[Passage], lexicon: Lexicon) -> dict[str, str]:
    """Add the province to the places, and the district to those of a commune, where the document names them."""
    places = issuer.places
    if issuer.level == "commune" and "commune" in places and "district" not in places:
        places = _around(places["commune"], passages, lexicon) | places
    if issuer.level == "central" or "province" in places:
        return places
    province = near.get("province") or province_in(passages, lexicon)
    return {"province": province} | places if province is not None else places


def _around(commune: str, passages: Sequence[Passage], lexicon: Lexicon) -> dict[str, str]:
    """Find the district behind the commune's name: `xã Tân Lập, huyện Tân Sơn`."""
    for passage in passages:
        _, named, behind = passage.text.partition(f"{commune}, ")
        found = places_in([behind[:_NAME_ROOM]], lexicon) if named else {}
        if "district" in found and behind.startswith(found["district"]):
            return {"district": found["district"]}
    return {}


def _body(issuer: _Issuer, places: dict[str, str]) -> Body:
    ordered = tuple(places[level] for level in reversed(LEVELS) if level in places)
    own = places.get(issuer.level or "")
    return Body(issuer.name, issuer.span, issuer.kind, _as_level(issuer.level), own, ordered, issuer.inferred)


def _as_level(level: str | None) -> Level | None:
    names: dict[str, Level] = {
        "central": "central",
        "province": "province",
        "district": "district",
        "commune": "commune",
    }
    return None if level is None else names.get(level, "other")


def _parent(titled: Sequence[Titled], lines: Sequence[Span]) -> Body | None:
    at = _first(titled)
    if at < 1:
        return None
    above = titled[at - 1]
    level = _level_of(above)
    ordered = tuple(above.places[known] for known in reversed(LEVELS) if known in above.places)
    return Body(
        above.name, _lines_span(above, lines), above.kind, _as_level(level), above.places.get(level or ""), ordered
    )


def _implied_parent(issuer: _Issuer, places: dict[str, str], issued: str | None) -> Body | None:
    """Name the committee above a people's committee or a department, where its place is known."""
    if issuer.kind == "so" and "province" in places:
        level = "province"
    elif issuer.kind == "ubnd" and issuer.level in {"district", "commune"}:
        two_levels = issued is not None and issued >= _TWO_LEVELS_FROM
        level = "district" if issuer.level == "commune" and not two_levels else "province"
    else:
        return None
    place = places.get(level)
    if place is None:
        return None
    ordered = tuple(places[known] for known in reversed(LEVELS) if known in places and RANK[known] <= RANK[level])
    return Body(f"Ủy ban nhân dân {place}", None, "ubnd", _as_level(level), place, ordered, inferred=True)
