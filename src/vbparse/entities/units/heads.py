"""Reads the head of a body's name: a record of the registry, or a head word with an open field.

The registry knows "Sở Giáo dục và Đào tạo" and its abbreviations. "Trung tâm Khuyến công và Xúc tiến thương
mại" stands in no list: its head word opens a name, and the words of `body_terms.tsv` and capitals go on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.ambiguous import resolve_abbreviation
from vbparse.entities.units.places import level_at
from vbparse.entities.units.spelling import spell
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import CAPITAL, LOWER, NUMBER, UPPER
from vbparse.lexicon.trie import JOINTS
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View
    from vbparse.lexicon.records import BodyRecord
    from vbparse.lexicon.trie import Hit

_VA, _CAC = fold_word("và"), fold_word("các")
_TT = fold_word("TT")  # `Trung tâm` among recipients; elsewhere also a column's head, `Thường trực`, `thị trấn`
_QUOTES = {'"': '"', "“": '"'}
_BEHIND_NUMBER = frozenset({"/", "%", "."})
_ANY_CASE = frozenset({"ubnd", "hdnd"})
_GOES_ON = frozenset(
    {
        "centre",
        "branch",
        "board",
        "phong",
        "union",
        "fund",
        "press",
        "committee",
        "event",
        "company",
        "bureau",
        "office",
        "military",
        "culture",
        "steering",
        "institute",
    }
)
_WHOLE = frozenset({"phong", "so", "ministry"})
_MAY_STAND_BARE = frozenset({"steering", "event", "team", "board"})
_FUNCTION = frozenset({"link", "stop"})
_LONGEST_FIELD = 40
_LONGEST_QUOTE = 12
_LONGEST_REST = 3  # pieces of a heading behind the words that are known to stand in names


class Head(NamedTuple):
    """A head as read: the record, the canonical name with its field, the index behind the last piece."""

    record: BodyRecord
    name: str
    end: int


def read_head(view: View, at: int) -> Head | None:
    """Read the head that begins at piece `at`, the longest of registry and open names."""
    return max(read_heads(view, at), key=lambda head: head.end, default=None)


def read_heads(view: View, at: int) -> tuple[Head, ...]:
    """Read the heads that may begin at piece `at`: one of the registry, an open name where it can go on longer."""
    known, opened = _known(view, at), _open(view, at)
    goes_on = known is None or known.record.inner == "house" or known.record.kind in _GOES_ON
    if known is not None and opened is not None and known.record.kind in _WHOLE and opened.end < view.stop:
        goes_on = goes_on and not _acts(view, known.end, known.end + 1)  # `Phòng Kinh tế tổng hợp báo cáo`
    return tuple(head for head in (known, opened if goes_on else None) if head is not None)


def _known(view: View, at: int) -> Head | None:
    hit = view.lexicon.bodies.longest(view.pieces, at, view.stop)
    if hit is None:
        meant = resolve_abbreviation(view, at)
        return None if meant is None else Head(meant, meant.name, at + 1)
    record = hit.value
    small = not any(view.capital(n) for n in range(at, hit.end))
    if small and record.kind not in _ANY_CASE and not (record.inner == "must" and view.capital(hit.end)):
        return None
    if view.key(at) in view.frame.bare and _acts(view, at + 1, hit.end):
        return None
    return Head(hit.value, hit.value.name, hit.end)


def _acts(view: View, at: int, end: int) -> bool:
    """Tell `Sở xây dựng mô hình ...` of the department itself from the name `Sở Xây dựng`, by small letters and a verb."""
    small = all(view.case(here) == LOWER for here in range(at, end))
    return small and view.lexicon.verbs.longest(view.pieces, at, view.stop) is not None


def _open(view: View, at: int) -> Head | None:
    hit = view.lexicon.types.longest(view.pieces, at, view.stop)
    if hit is None or level_at(view, at) is not None or (view.key(at) == _TT and not view.recipients):
        return None
    record = hit.value
    end = read_field(view, hit.end, record.field, capital=view.capital(at))
    end = _rest_of_title(view, at, end)
    if end is None:
        bare = (record.kind in _MAY_STAND_BARE or record.inner == "tail") and view.capital(at) and hit.end - at > 1
        return Head(record, record.name, hit.end) if bare else None
    if not _is_name(view, record, at, hit.end, end):
        return None
    field = spell(view, hit.end, end)
    if record.field == "terms" and _ends_proper(view, hit.end, end):
        record = record._replace(place="own")
    return Head(record, f"{record.name} {field}", end)


def _rest_of_title(view: View, at: int, end: int | None) -> int | None:
    """Take the last words of a heading into the name that it begins with (`Cục Phòng bệnh`): nothing else is left."""
    if end is None or at or end >= view.stop or view.stop - end > _LONGEST_REST or not view.is_title:
        return end
    for here in range(end, view.stop):
        plain = view.case(here) == LOWER and view.key(here) not in JOINTS
        if not plain or level_at(view, here) is not None or view.lexicon.verbs.longest(view.pieces, here, view.stop):
            return end
        term = view.lexicon.terms.longest(view.pieces, here, view.stop)
        if term is not None and term.value in _FUNCTION:
            return end
    return view.stop


def _is_name(view: View, record: BodyRecord, at: int, field: int, end: int) -> bool:
    """Tell a name from words that only say a kind (`Trường THPT`, `Nhà máy thông minh`), by capitals and places."""
    head, inner = view.capital(at), any(view.capital(n) for n in range(field, end))
    if not (inner or head) or (not view.capital(field) and (not head or field - at == 1)):
        return False
    if record.kind == "company" and not inner:
        return False
    return record.field != "proper" or not _is_kind_only(view, field, end) or _has_place(view, end)


def _ends_proper(view: View, at: int, end: int) -> bool:
    """Tell a name that ends with a proper name (`... Tây Bắc`), which takes no further place."""
    return (
        all(
            n >= at and view.case(n) == CAPITAL and view.lexicon.terms.longest(view.pieces, n, end) is None
            for n in (end - 2, end - 1)
        )
        and view.lexicon.terms.longest(view.pieces, end - 2, end) is None
    )


def _has_place(view: View, at: int) -> bool:
    """Tell whether a place or a level follows, which makes a name of a kind: `Bệnh viện Đa khoa tỉnh`, `khu vực Tây Bắc`."""
    hit = level_at(view, at)
    if hit is None:
        return view.phrase("region", at) is not None
    return view.key(hit.end) not in JOINTS or level_at(view, hit.end + 1) is None


def _is_kind_only(view: View, at: int, end: int) -> bool:
    """Tell a kind of school, hospital or company (`THPT`, `Tiểu học`) from a name."""
    kinds = view.lexicon.phrases["only_kind"]
    here = at
    while here < end:
        hit = kinds.longest(view.pieces, here, end)
        if hit is None and view.key(here) not in JOINTS:
            return False
        here = hit.end if hit is not None else here + 1
    return True


def read_field(view: View, at: int, sort: str, *, capital: bool = True) -> int | None:
    """Read the field of an open name; give the index behind it, None where there is none.

    `sort` is terms, proper or topic (see `body_types.tsv`); `capital` tells that the head word is capitalised,
    so that an unknown abbreviation behind it belongs to the name.
    """
    here, good, linked, joined = at, None, True, False
    listed: int | None = None
    while here < view.stop and here - at < _LONGEST_FIELD:
        step = _step(view, here, linked=linked, joined=joined, sort=sort) or (
            _unknown_abbreviation(view, here) if capital and here == at else None
        )
        if step is None:
            behind = _over_link(view, here, sort) if here > at or sort == "topic" or view.key(here) == _CAC else None
            if behind is None or joined:
                break
            if sort == "terms" and view.key(here) == "," and view.key(here + 1) != _VA:
                listed = listed or good
            elif listed is not None and view.key(here) in {_VA, "&"}:
                listed = None
            here, linked, joined = behind, True, True
            continue
        here, complete = step
        linked, joined = False, False
        if complete:
            good = here
    return listed or good


def _step(view: View, here: int, *, linked: bool, joined: bool, sort: str) -> tuple[int, bool] | None:
    """Read one word of a field: `(end, whether the name may end there)`."""
    if joined and _opens_other(view, here):
        return None
    hit = _longest_term(view, here)
    proper = sort == "proper" and view.case(here) == CAPITAL and hit is not None and hit.value in _FUNCTION
    if hit is not None and not proper:
        return _term(view, here, hit, linked=linked)
    if level_at(view, here) is not None:
        return None
    return _unknown(view, here, sort, joined=joined)


def _longest_term(view: View, here: int) -> Hit[str] | None:
    """Find a word of names; it ends where a phrase begins that no name holds (`Phòng Kinh tế xây dựng Kế hoạch ...`)."""
    terms, pieces = view.lexicon.terms, view.pieces
    hit = terms.longest(pieces, here, view.stop)
    if hit is None or hit.end - here == 1:
        return hit
    for inside in range(here + 1, hit.end):
        other = terms.longest(pieces, inside, view.stop) if view.case(inside) == LOWER else None
        if other is not None and other.value == "stop" and other.end > hit.end:
            return terms.longest(pieces, here, inside)
    return hit


def _term(view: View, here: int, hit: Hit[str], *, linked: bool) -> tuple[int, bool] | None:
    """Read a word that is known to stand in names; function words and verbs only where they are capitalised."""
    capital = view.capital(here)
    if hit.value in _FUNCTION:
        return (hit.end, True) if capital and hit.end - here > 1 else None
    if hit.value == "verb" and not capital:
        return (hit.end, False) if linked else None
    return (hit.end, True) if linked or level_at(view, here) is None else None


def _unknown(view: View, here: int, sort: str, *, joined: bool) -> tuple[int, bool] | None:
    """Read a word that no list holds: a number, an abbreviation, a capitalised word, a quotation."""
    case = view.case(here)
    if case == NUMBER:
        return (here + 1, True) if sort != "terms" and view.key(here + 1) not in _BEHIND_NUMBER else None
    if _opens_other(view, here):
        return None
    if case == UPPER and (view.pieces.abbrs[here] in view.lexicon.abbreviations or sort == "proper"):
        return here + 1, True
    if case == CAPITAL and (not joined or sort in {"proper", "subject"}):
        return (here + 1 if sort == "proper" else _compound_end(view, here)), True
    return _quoted(view, here) if view.key(here) in _QUOTES and sort == "topic" else None


def _unknown_abbreviation(view: View, here: int) -> tuple[int, bool] | None:
    return (here + 1, True) if view.case(here) == UPPER and not _opens_other(view, here) else None


def _compound_end(view: View, here: int) -> int:
    """Take the small second syllable of an unknown word into the name (`Kết cấu`); function words and verbs end it."""
    behind = here + 1
    if (
        view.case(behind) != LOWER
        or view.key(behind) in JOINTS
        or view.lexicon.terms.longest(view.pieces, behind, view.stop) is not None
    ):
        return behind
    verb = view.lexicon.verbs.longest(view.pieces, behind, view.stop)
    return behind if verb is not None or level_at(view, behind) is not None else behind + 1


def _opens_other(view: View, here: int) -> bool:
    """Tell whether another body's name, or a title, begins here."""
    lexicon, pieces = view.lexicon, view.pieces
    if not view.capital(here):
        return False
    if any(trie.longest(pieces, here, view.stop) for trie in (lexicon.bodies, lexicon.offices)):
        return True
    hit, term = lexicon.types.longest(pieces, here, view.stop), lexicon.terms.longest(pieces, here, view.stop)
    end = hit.end if hit is not None else here + 1 if view.key(here) in view.frame.bare else here
    return end > here and (term is None or term.end <= end)


def _over_link(view: View, here: int, sort: str) -> int | None:
    """Step over a joint or a linking word that a further word of the name must follow."""
    key = view.key(here)
    if key in JOINTS:
        if key == "/" or (key == "," and not _comma_goes_on(view, here, sort)):
            return None
        return here + 2 if key == "," and view.key(here + 1) == _VA else here + 1
    hit = view.lexicon.terms.longest(view.pieces, here, view.stop) if sort in {"topic", "terms"} else None
    return hit.end if hit is not None and hit.value == "link" else None


def _comma_goes_on(view: View, here: int, sort: str) -> bool:
    """Tell whether a comma stands inside the name: words of names follow, capitalised or in a topic."""
    behind = here + 2 if view.key(here + 1) == _VA else here + 1
    hit = view.lexicon.terms.longest(view.pieces, behind, view.stop)
    if hit is None:
        return False
    return view.capital(behind) if sort != "topic" else True


def _quoted(view: View, here: int) -> tuple[int, bool] | None:
    for end in range(here + 2, min(here + _LONGEST_QUOTE, view.stop)):
        if view.key(end) == '"':
            return end + 1, True
    return None
