"""What a person should look at in the bodies that a document names: their days, their places, their names.

The codes are those of the domain's lints ("units"). Of a body each is said once, where it is first named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.diagnostics import Diagnostic
from vbparse.entities.units.ambiguous import LEFT
from vbparse.entities.units.descent import Seat, descent, seat_name
from vbparse.entities.units.parts import RANK
from vbparse.lexicon.admin import AFTER, find_admin, named_in
from vbparse.lexicon.fold import fold
from vbparse.lexicon.spelling import is_syllable
from vbparse.lexicon.syllables import UPPER, cut
from vbparse.lexicon.trie import JOINTS
from vbparse.lexicon.validity import term_of
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from vbparse.entities.model import Citation, Context, Mention, Unit
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import BodyRecord

_DISTRICTS_END = "2025-06-30"
_GOVERNED = frozenset({"ubnd", "hdnd", "party", "phong", "police", "court", "procuracy", "front", "union", "military"})
"""Kinds of which none is left at the level of districts; a hospital may keep the district in its name."""
_CLOSED = frozenset({"so", "ministry"})
"""Kinds whose bodies the registry holds all."""
_DISTRICTS = compile_pattern(rf"(?<!\w)(?:{'|'.join(map(fold, ('quận', 'huyện', 'thị xã')))})(?!\w)")
_PAST = tuple(map(fold, ("cũ", "trước", "nay")))
_FUNCTION = frozenset(map(fold, ("của", "và", "về", "các")))
_REGION = "khu vực"
_LEVEL_WORDS = frozenset(
    word
    for text in ("tỉnh", "thành phố", "quận", "huyện", "thị xã", "xã", "phường", "thị trấn")
    for word in fold(text).split()
)
_TYPOS = 2
_NEAR = 12  # characters in which a mark of the past stands behind a name
_SHOWN = 3  # successors that a message names
_NAMED_APART = frozenset({"company", "school", "hospital", "press", "bank", "club", "institute"})


def check_units(
    text: str,
    units: Sequence[Mention[Unit]],
    citations: Sequence[Mention[Citation]],
    context: Context,
    lexicon: Lexicon,
) -> tuple[Diagnostic, ...]:
    """Check the bodies named in a document; those inside cited documents belong to their own days."""
    own = _outside(units, citations)
    firsts = _firsts(mention for mention in own if mention.value.cls == "named")
    found = (
        *_validity(text, own, firsts, context, lexicon),
        *_places(firsts, context),
        *_unknown(firsts),
        *_spelling(text, _firsts(mention for mention in own if mention.value.cls in {"named", "person"})),
        *_abbreviations(text, own, lexicon),
        *_variants(text, own),
    )
    return tuple(sorted(found, key=lambda finding: finding.span.start if finding.span is not None else 0))


def _outside(units: Sequence[Mention[Unit]], citations: Sequence[Mention[Citation]]) -> list[Mention[Unit]]:
    """Leave out mentions inside cited documents and among a plan's bases."""
    spans = sorted(citation.span for citation in citations)
    own, at = [], 0
    for mention in units:
        while at < len(spans) and spans[at].end <= mention.span.start:
            at += 1
        inside = at < len(spans) and spans[at].start <= mention.span.start < spans[at].end
        if not inside and not mention.node.startswith("P."):
            own.append(mention)
    return own


def _firsts(mentions: Iterable[Mention[Unit]]) -> list[Mention[Unit]]:
    found: dict[str, Mention[Unit]] = {}
    for mention in mentions:
        found.setdefault(fold(mention.value.name), mention)
    return list(found.values())


def _validity(
    text: str, own: Sequence[Mention[Unit]], firsts: Sequence[Mention[Unit]], context: Context, lexicon: Lexicon
) -> Iterator[Diagnostic]:
    """UNIT_ABOLISHED, UNIT_NOT_YET: the body did not exist on the day of issue."""
    day = context.issued
    if day is None or not day[:4].isdigit():
        return
    for mention in firsts:
        record = _record(mention.value, lexicon)
        if record is None or _is_past(text, mention) or not _is_named(text, mention, record):
            continue
        term = term_of(record, mention.value.level)
        values = {"name": mention.value.name, "issued": day}
        if term.ended(day) and _is_governed(record, mention.value.level, term.valid_to):
            after = _after(mention.value, record, day, context, lexicon)
            yield Diagnostic(
                "UNIT_ABOLISHED", mention.span, mention.node, values | {"end": term.valid_to, "after": after}
            )
        elif not term.begun(_soon(day)):
            yield Diagnostic("UNIT_NOT_YET", mention.span, mention.node, values | {"start": term.valid_from})
    if day.replace("XX", "00") > _DISTRICTS_END:
        yield from _district_sets(text, own, day)


def _record(unit: Unit, lexicon: Lexicon) -> BodyRecord | None:
    return lexicon.records.get(unit.registry_id or "")


def _is_named(text: str, mention: Mention[Unit], record: BodyRecord) -> bool:
    """Tell the name of a record, or its abbreviation, from another way to mean it (`Bộ đội Biên phòng`, a region)."""
    printed = cut(_slice(text, mention))
    if (mention.value.place or "").startswith(_REGION):
        return False
    return UPPER in printed.cases or printed.keys[:2] == cut(record.name).keys[:2]


def _is_past(text: str, mention: Mention[Unit]) -> bool:
    """Tell a name that the text itself marks as one of the past: `(cũ)`, `trước đây`, `(nay là Cục Thủy sản)`."""
    behind = fold(text[mention.span.end : mention.span.end + _NEAR]).strip(" (,")
    return behind.startswith(_PAST)


def _is_governed(record: BodyRecord, level: str | None, end: str) -> bool:
    """Tell whether the end is one of the body itself, and not only of districts, which some names outlive."""
    return record.kind in _GOVERNED or end != _DISTRICTS_END or level != "district"


def _soon(day: str) -> str:
    """Give the end of the month after a day's: plans name bodies that are about to be made."""
    year, month = int(day[:4]), int(day[5:7]) if day[5:7].isdigit() else 12
    return f"{year + month // 12}-{month % 12 + 1:02}-99"


def _after(unit: Unit, record: BodyRecord, day: str, context: Context, lexicon: Lexicon) -> str:
    """Name what came after a body: at most three, `…` for more; empty where that is not known."""
    above = context.issuer.places if context.issuer is not None else ()
    admin = find_admin(unit.place, day=_DISTRICTS_END, above=above) if unit.place else None
    names = [seat_name(seat) for seat in descent(Seat(record, unit.level, admin), day.replace("XX", "28"), lexicon)]
    return "; ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])]) or "?"


def _district_sets(text: str, own: Sequence[Mention[Unit]], day: str) -> Iterator[Diagnostic]:
    """UNIT_ABOLISHED for sets of district bodies: `UBND các huyện, thị xã`; the first of each wording."""
    sets = _firsts(mention for mention in own if mention.value.cls == "group")
    for mention in sets:
        if _DISTRICTS.search(fold(mention.value.name)) and not _is_past(text, mention):
            values = {"name": mention.value.name, "issued": day, "end": _DISTRICTS_END, "after": "?"}
            yield Diagnostic("UNIT_ABOLISHED", mention.span, mention.node, values)


def _places(firsts: Sequence[Mention[Unit]], context: Context) -> Iterator[Diagnostic]:
    """UNIT_PLACE_UNKNOWN: a commune or district that no register holds in the issuer's province.

    Only since 2025-07-01: what was merged before the older register is in neither.
    """
    issuer, day = context.issuer, context.issued
    if issuer is None or day is None or day.replace("XX", "00") < AFTER or not named_in(issuer.places):
        return
    for mention in firsts:
        place, level = mention.value.place, mention.value.level
        if place is None or level not in {"district", "commune"} or not place[:1].islower():
            continue
        if RANK[level] and place not in issuer.places and not _is_known(place, issuer.places, day):
            yield Diagnostic("UNIT_PLACE_UNKNOWN", mention.span, mention.node, {"place": place})


def _is_known(place: str, above: Sequence[str], day: str) -> bool:
    return find_admin(place, day=day, above=above) is not None or find_admin(place, day=_DISTRICTS_END) is not None


def _unknown(firsts: Sequence[Mention[Unit]]) -> Iterator[Diagnostic]:
    """UNIT_UNKNOWN: a ministry or department that there is not."""
    for mention in firsts:
        unit = mention.value
        if unit.kind in _CLOSED and unit.registry_id is None and mention.rule == "open":
            yield Diagnostic("UNIT_UNKNOWN", mention.span, mention.node, {"name": unit.name})


def _spelling(text: str, firsts: Sequence[Mention[Unit]]) -> Iterator[Diagnostic]:
    """UNIT_SPELLING: a word of a name in small letters that is no Vietnamese syllable (`Văn phòng avf ...`)."""
    for mention in firsts:
        for word in _SMALL.findall(_slice(text, mention)):
            if word.islower() and not is_syllable(word):
                yield Diagnostic(
                    "UNIT_SPELLING", mention.span, mention.node, {"name": mention.value.name, "word": word}
                )
                break


_SMALL = compile_pattern(r"(?<![\w&-])[^\W\d_]{2,}(?![\w&-])")


def _abbreviations(text: str, own: Sequence[Mention[Unit]], lexicon: Lexicon) -> Iterator[Diagnostic]:
    """UNIT_ABBR_AMBIGUOUS, UNIT_ABBR_UNDEFINED: an abbreviation that is left open, chosen by the name, or unknown."""
    for mention in _firsts(own):
        unit = mention.value
        if mention.rule == LEFT:
            yield _ambiguous(mention, unit.name, lexicon)
        elif unit.cls == "named" and mention.rule == "open" and unit.kind not in _NAMED_APART and mention.node != "N":
            left = [abbr for abbr in cut(unit.name).abbrs if abbr is not None and abbr not in lexicon.abbreviations]
            if left:
                yield Diagnostic(
                    "UNIT_ABBR_UNDEFINED", mention.span, mention.node, {"text": left[0], "name": unit.name}
                )
    printed = (mention for mention in own if mention.value.cls == "named" and mention.node != "N")
    chosen = _firsts(mention for mention in printed if _part(text, mention, lexicon))
    yield from (_ambiguous(mention, _part(text, mention, lexicon), lexicon) for mention in chosen)


def _part(text: str, mention: Mention[Unit], lexicon: Lexicon) -> str:
    """Give an abbreviation of several meanings that stands for a part of a name: `Trung tâm Thông tin và TT`."""
    pieces = cut(_slice(text, mention))
    for at in range(1, len(pieces)):
        known = lexicon.abbreviations.get(pieces.abbrs[at] or "")
        joined = {"-", "&", "."} & set(pieces.keys[at - 1 : at + 2])
        if known is not None and len(known.meanings) > 1 and not joined and known.abbr not in mention.value.name:
            return known.abbr
    return ""


def _ambiguous(mention: Mention[Unit], abbr: str, lexicon: Lexicon) -> Diagnostic:
    meanings = "; ".join(lexicon.abbreviations[abbr].meanings) if abbr in lexicon.abbreviations else "?"
    return Diagnostic("UNIT_ABBR_AMBIGUOUS", mention.span, mention.node, {"text": abbr, "meanings": meanings})


def _variants(text: str, own: Sequence[Mention[Unit]]) -> Iterator[Diagnostic]:
    """UNIT_NAME_VARIANT: one body in two forms, neither an abbreviation nor a shorter form of the other.

    `Ban Vì sự tiến bộ phụ nữ` beside `Ban Vì sự tiến bộ của phụ nữ`; a dash for `và` is no other form.
    """
    forms: dict[str, dict[tuple[str, ...], Mention[Unit]]] = {}
    for mention in own:
        words = _words(text, mention) if mention.value.cls == "named" and mention.rule in {"body", "open"} else None
        if words is not None:
            forms.setdefault(fold(mention.value.name), {}).setdefault(words, mention)
    for found in forms.values():
        (first, mention), *others = found.items()
        other = next((other for words, other in others if _differ(first, words)), None)
        if other is not None:
            values = {"text": _slice(text, other), "other": _slice(text, mention)}
            yield Diagnostic("UNIT_NAME_VARIANT", other.span, other.node, values)


def _slice(text: str, mention: Mention[Unit]) -> str:
    return " ".join(text[mention.span.start : mention.span.end].split())


def _words(text: str, mention: Mention[Unit]) -> tuple[str, ...] | None:
    """Give the words of a name written in full, without joints, level and place; None where it is abbreviated."""
    pieces = cut(_slice(text, mention))
    if UPPER in pieces.cases:
        return None
    words = [key for key in pieces.keys if key not in JOINTS and key[:1].isalpha()]
    tail = _LEVEL_WORDS | set(fold(mention.value.place or "").split())
    while words and words[-1] in tail:
        words.pop()
    return tuple(words)


def _differ(first: tuple[str, ...], second: tuple[str, ...]) -> bool:
    """Tell two forms of a name from a long and a short one: a function word more, or a word or two written otherwise."""
    longer, shorter = sorted((first, second), key=len, reverse=True)
    if longer[: len(shorter)] == shorter:
        return False
    if len(longer) == len(shorter):
        return sum(one != other for one, other in zip(longer, shorter, strict=True)) <= _TYPOS
    rest = iter(longer)
    more = [word for word in longer if word not in shorter]
    return all(word in rest for word in shorter) and bool(more) and set(more) <= _FUNCTION
