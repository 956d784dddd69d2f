"""Reads level words and the names of places behind them: "quận Hà Đông", "các xã Tân Lập và Sơn Hà", "Quận 1"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import Frame, bare_letters
from vbparse.lexicon.admin import is_registered
from vbparse.lexicon.fold import fold
from vbparse.lexicon.syllables import CAPITAL, LOWER, NUMBER, UPPER
from vbparse.lexicon.trie import JOINTS

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View
    from vbparse.lexicon.lexicon import Lexicon
    from vbparse.lexicon.records import LevelWord, PlaceName
    from vbparse.lexicon.syllables import Syllables
    from vbparse.lexicon.trie import Hit

_PLACE_PIECES = 4
_SETS = frozenset(map(fold, ("các", "những", "từng", "mọi")))
_CITIES = {"city": "district"}  # those that are provinces stand in a list of their own
_LEVELS_OF = {"city": ("province", "district"), "province": ("province",)}
_NOTHING_KNOWN = Frame()  # where a letterhead is read, names of provinces that no list holds count too


def level_at(view: View, at: int) -> Hit[LevelWord] | None:
    """Find a level word at piece `at`; `xã` of `xã hội`, `quận` of `Quận ủy` is none."""
    hit = view.lexicon.levels.longest(view.pieces, at, view.stop)
    if hit is None or _is_initial(view, hit.end):
        return None
    other = view.phrase("level_not_before", hit.end) is not None
    other = other or (hit.value.id == "xa" and view.phrase("commune_not_before", hit.end) is not None)
    if other and registered_place(view, hit.end, hit.value.level) is None:
        return None
    return hit


def registered_place(view: View, at: int, level: str | None = None) -> int | None:
    """Give the index behind a place at piece `at` that a register has whole, behind a level word of `level` (None: of any)."""
    hit = find_registered(view.lexicon, view.pieces, at, level)
    if hit is None:
        return None
    as_there = view.pieces.slice(at, hit.end) == hit.value.name  # `thị trấn Nông trường Thái Bình`
    return hit.end if as_there or all(view.case(here) != LOWER for here in range(at, hit.end)) else None


def find_registered(lexicon: Lexicon, pieces: Syllables, at: int, level: str | None) -> Hit[PlaceName] | None:
    """Find a place of the registers at piece `at`, whatever its syllables mean elsewhere (`xã Vĩnh Hội Đông`).

    A name that begins inside and goes on behind it is another one (`xã Tân Hội Nông dân`).
    """
    stop = len(pieces.keys)
    hit = lexicon.place_names.longest(pieces, at, stop)
    if hit is None or not (level is None or {level, _CITIES.get(level, level)} & set(hit.value.levels)):
        return None
    inside = (lexicon.bodies.longest(pieces, here, stop) for here in range(at + 1, hit.end))
    return None if any(body is not None and body.end > hit.end for body in inside) else hit


def read_place(view: View, at: int, level: str) -> tuple[int, str] | None:
    """Read a place name behind a level word: `(end, canonical name)`; `level` may be `city`."""
    if not view.capital(at) and view.case(at) != NUMBER:
        return None
    pieces = view.pieces
    known = view.lexicon.places.longest(pieces, at, view.stop)
    whole = registered_place(view, at, level) or at
    end = max(whole, capital_run(view, at))
    if known is not None and (known.end >= end or (level in {"province", "city"} and whole < end)) and view.capital(at):
        return known.end, known.value.name if level in _LEVELS_OF else pieces.slice(at, known.end)
    if end == at:
        return _number_place(view, at, level)
    text = pieces.slice(at, end)
    in_text = _in_text(view, text, level)
    if in_text is not None or whole == end:
        return end, in_text or text
    return _beginning(view, at, end, level) or _new_place(view, at, end, level)


def _beginning(view: View, at: int, end: int, level: str) -> tuple[int, str] | None:
    """Find the document's own place at the beginning of a run of capitals (`quận Hà Đông Kế hoạch ...`)."""
    for shorter in range(end - 1, at, -1):
        own = _own_place(view, view.pieces.slice(at, shorter), level)
        if own is not None:
            return shorter, own
    return None


def _new_place(view: View, at: int, end: int, level: str) -> tuple[int, str] | None:
    """Take a run of capitals for a place that is named here for the first time."""
    if (level == "province" and view.frame != _NOTHING_KNOWN) or is_person(view, at, end, level):
        return None
    return end, view.pieces.slice(at, end)


def _in_text(view: View, printed: str, level: str) -> str | None:
    """Spell a place as the document's own of that level or, where the two are one name, of another."""
    other = view.frame.names.get(bare_letters(printed))
    if other is None:
        return None
    return _own_place(view, printed, level) or (other if fold(other) == fold(printed) else None)


def _own_place(view: View, printed: str, level: str) -> str | None:
    """Give the document's own place of a level where a slip of diacritics is all that parts it from the printed one.

    `xã Thanh Hòa` is no slip for `tỉnh Thanh Hóa`.
    """
    letters = bare_letters(printed)
    own = (view.frame.place_name(known) for known in _LEVELS_OF.get(level, (level,)))
    return next((name for name in own if name is not None and bare_letters(name) == letters), None)


def resolve_city(view: View, name: str | None, *, small: bool = False) -> str:
    """Tell whether a `thành phố` is a province or a district.

    In a city of the province's city (`thành phố Thủ Đức`) a word in small letters (`small`) means the nearer one.
    """
    frame = view.frame
    if name is not None:
        hit = [place for place in view.lexicon.cities if bare_letters(place) == bare_letters(name)]
        return "province" if hit else "district"
    own = frame.places.get("district", "").casefold().startswith("thành phố")
    if own and (small or not frame.places.get("province", "").casefold().startswith("thành")):
        return "district"
    if frame.places.get("province", "thành").casefold().startswith("tỉnh"):
        return "district"
    return "province"


def place_list(view: View, at: int) -> int:
    """Step over the names of the places meant: `các xã Tân Lập, Phú Hòa và Sơn Hà`."""
    end = registered_place(view, at) or capital_run(view, at)
    while end > at:
        behind = over_joint(view, end)
        if behind is None:
            return end
        following = registered_place(view, behind) or (
            behind if _opens_name(view, behind) else capital_run(view, behind)
        )
        if following == behind:
            return end
        end = following
    return at


def _opens_name(view: View, at: int) -> bool:
    lexicon = view.lexicon
    return any(trie.longest(view.pieces, at, view.stop) for trie in (lexicon.bodies, lexicon.types, lexicon.offices))


def _goes_on_as_name(view: View, at: int) -> bool:
    """Tell the head of a name (`xã Tân Hội Nông dân`, `xã Tân Trung tâm`) from the last syllable of `xã Khánh Hội`."""
    lexicon = view.lexicon
    hits = (trie.longest(view.pieces, at, view.stop) for trie in (lexicon.bodies, lexicon.types, lexicon.offices))
    return any(hit is not None and (hit.end - at > 1 or view.capital(at + 1)) for hit in hits)


def _begins_body(view: View, at: int) -> bool:
    """Tell the next line of a cell from a place name: `Công an phường` over `Văn phòng HĐND`, over `Các tổ dân phố`.

    Names of places have a capital in each syllable.
    """
    if view.case(at) != CAPITAL or view.case(at + 1) != LOWER:
        return False
    lexicon = view.lexicon
    heads = (trie.longest(view.pieces, at, view.stop) for trie in (lexicon.bodies, lexicon.types, lexicon.offices))
    return view.key(at) in _SETS or any(hit is not None and hit.end - at > 1 for hit in heads)


def over_joint(view: View, at: int) -> int | None:
    """Give the index behind a joint at piece `at` (a comma with `và` behind it is one), None where none stands."""
    if view.key(at) not in JOINTS:
        return None
    return at + 2 if view.key(at) == "," and view.key(at + 1) in JOINTS else at + 1


def own_level(view: View, name: str) -> str | None:
    """Give the level at which the document knows a place of this name."""
    for level in view.frame.places:
        if view.frame.place_name(level) == name:
            return level
    return None


def capital_run(view: View, at: int) -> int:
    """Step over capitalised pieces that may be a place name; words such as `Kế hoạch` begin none."""
    pieces = view.pieces
    if view.lexicon.not_places.longest(pieces, at, view.stop) is not None:
        return at
    if _begins_body(view, at):
        return at
    end = at
    while end < view.stop and end - at < _PLACE_PIECES:
        case = pieces.cases[end]
        if case == CAPITAL:
            if end > at and _goes_on_as_name(view, end):
                break
            end += 1
        elif case == UPPER and end == at and "'" in pieces.slice(end, end + 1):
            end += 1
        else:
            break
    return end


def _is_initial(view: View, at: int) -> bool:
    """Tell an initial of a person's name: a letter with a dot and a capital right behind (`P.T.Xuân`)."""
    starts, ends = view.pieces.starts, view.pieces.ends
    alone = at < view.stop and ends[at] - starts[at] == 1 and view.key(at + 1) == "."
    return alone and at + 2 < view.stop and starts[at + 2] == ends[at + 1] and view.capital(at + 2)


def _number_place(view: View, at: int, level: str) -> tuple[int, str] | None:
    """Read the number of a ward or a district of a city: `Quận 1`, `phường 12`."""
    if level not in {"district", "commune"} or view.case(at) != NUMBER or view.key(at + 1) in {"/", "%"}:
        return None
    return (at + 1, view.pieces.slice(at, at + 1)) if view.capital(at - 1) else None


def is_person(view: View, at: int, end: int, level: str) -> bool:
    """Tell a signer's name behind a level word from a place (`Chủ tịch UBND huyện Nguyễn Văn A`)."""
    first = view.pieces.slice(at, at + 1).casefold()
    if end - at not in (2, 3, 4) or first not in view.lexicon.surnames or level not in view.frame.places:
        return False
    return not is_registered(view.pieces.slice(at, end), level)
