"""Reads what follows a body's name: level word and place, a list of levels, a region.

"Phòng Nội vụ *quận*", "UBND *các xã, phường*", "HĐND *các cấp*", "Sở Y tế *thành phố Hà Nội*".
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.entities.units.parts import RANK, Tail, bare_letters
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.syllables import CAPITAL, NUMBER, UPPER
from vbparse.lexicon.trie import JOINTS

if TYPE_CHECKING:
    from vbparse.entities.units.parts import View
    from vbparse.lexicon.lexicon import BodyRecord, LevelWord
    from vbparse.lexicon.trie import Hit

_CAC, _CAP, _TREN, _DUOI, _CO, _SO = (fold_word(word) for word in ("các", "cấp", "trên", "dưới", "cơ", "sở"))
_KHU, _VUC, _CUA, _VIET, _NAM = (fold_word(word) for word in ("khu", "vực", "của", "Việt", "Nam"))
_SHORT_LEVELS = {fold_word("trấn"): "commune", fold_word("thị"): "district"}
_REGIONAL = frozenset({"treasury", "court", "procuracy", "branch", "bank", "inspectorate", "military", "insurance"})
_PLACE_PIECES = 4
_ROMAN = frozenset("IVXLC")


def read_tail(view: View, at: int, record: BodyRecord) -> Tail:
    """Read the tail that begins at piece `at` behind the name of `record`."""
    here = _behind_bracket(view, at)
    if record.kind == "front" and view.key(here) == _VIET and view.key(here + 1) == _NAM:
        here += 2
        at = here
    for reader in (_many, _each_level, _level, _region):
        tail = reader(view, here, record)
        if tail is not None:
            return tail
    if view.key(here) == _CUA and record.place == "level" and record.kind not in {"ubnd", "hdnd", "so", "ministry"}:
        tail = _level(view, here + 1, record)
        if tail is not None and tail.sort in {"place", "level"}:
            return tail
    return _bare_place(view, at, record) or Tail(at)


def level_at(view: View, at: int) -> Hit[LevelWord] | None:
    """Find a level word at piece `at`; `xã` of `xã hội`, `quận` of `Quận ủy` is none."""
    hit = view.lexicon.levels.longest(view.pieces, at, view.stop)
    if hit is None or view.phrase("level_not_before", hit.end) is not None:
        return None
    if hit.value.id == "xa" and view.phrase("commune_not_before", hit.end) is not None:
        return None
    return hit


def read_place(view: View, at: int, level: str) -> tuple[int, str] | None:
    """Read a place name behind a level word: `(end, canonical name)`; `level` may be `city`."""
    pieces = view.pieces
    known = view.lexicon.places.longest(pieces, at, view.stop)
    end = _capital_run(view, at)
    if known is not None and (known.end >= end or level in {"province", "city"}) and view.capital(at):
        return known.end, known.value.name
    if end == at:
        return _number_place(view, at, level)
    text = pieces.slice(at, end)
    letters = bare_letters(text)
    in_text = view.frame.names.get(letters)
    if in_text is not None:
        return end, in_text
    for shorter in range(end - 1, at, -1):
        in_text = view.frame.names.get(bare_letters(pieces.slice(at, shorter)))
        if in_text is not None:
            return shorter, in_text
    if level == "province" or _is_person(view, at, end, level):
        return None
    return end, text


def resolve_city(view: View, name: str | None) -> str:
    """Tell whether a `thành phố` is a province or a district."""
    frame = view.frame
    if name is not None:
        hit = [place for place in _cities(view) if bare_letters(place) == bare_letters(name)]
        return "province" if hit else "district"
    own = frame.places.get("district", "")
    if own.casefold().startswith("thành phố") and not frame.places.get("province", "").casefold().startswith("thành"):
        return "district"
    if frame.places.get("province", "thành").casefold().startswith("tỉnh"):
        return "district"
    return "province"


def _cities(view: View) -> tuple[str, ...]:
    return view.lexicon.cities


def _behind_bracket(view: View, at: int) -> int:
    """Step over an abbreviation in brackets inside a name: `Mặt trận Tổ quốc (MTTQ) Việt Nam xã`."""
    pieces = view.pieces
    if view.key(at) == "(" and view.key(at + 2) == ")" and pieces.abbrs[at + 1] is not None:
        behind = at + 3
        if level_at(view, behind) or (view.key(behind) == _VIET and view.key(behind + 1) == _NAM):
            return behind
    return at


def _many(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `các xã, phường`, `168 xã, phường`, `các cấp`."""
    here = at
    if view.phrase("many", here) is not None:
        here += 1
    elif here < view.stop and view.case(here) == NUMBER:
        here += 1
        if view.key(here) in {"/", "%", "-", "."}:
            return None
    else:
        return None
    if view.key(here) == _CAP:
        if here + 1 < view.stop and view.lexicon.group_words["strong"].longest(view.pieces, here, view.stop):
            return None
        return Tail(here + 1, "list")
    end = _level_list(view, here) or _committees(view, here)
    return None if end is None else Tail(end, "list", record.levels[-1] if record.levels else None)


def _committees(view: View, at: int) -> int | None:
    """Read Party committees as a set of places: `Ban Tổ chức các tỉnh ủy, thành ủy`."""
    strong = view.lexicon.group_words["strong"]
    end: int | None = None
    here = at
    while True:
        hit = strong.longest(view.pieces, here, view.stop)
        if hit is None or not hit.value.text.endswith("ủy"):
            return end
        end = hit.end
        behind = _over_joint(view, end)
        if behind is None:
            return end
        here = behind


def _each_level(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `cấp xã`, `cấp tỉnh, cấp xã`, `cấp trên`, `cấp cơ sở`."""
    if view.key(at) != _CAP:
        return None
    follows = view.key(at + 1)
    if follows in {_TREN, _DUOI}:
        return Tail(at + 2, "list")
    if follows == _CO and view.key(at + 2) == _SO:
        return Tail(at + 3, "list")
    hit = level_at(view, at + 1)
    if hit is None:
        return _other_rank(view, at + 1)
    end = hit.end
    while view.key(end) in JOINTS:
        behind = end + 2 if view.key(end + 1) == _CAP else end + 1
        more = level_at(view, behind)
        if more is None:
            break
        end = more.end
    level = _plain(view, hit.value.level, None)
    if record.field and end == hit.end and level == view.frame.level:
        return Tail(end, "level", level, hit.value.word)
    return Tail(end, "list", level)


def _other_rank(view: View, at: int) -> Tail | None:
    """Read a rank that is no level of administration: `cấp quân khu`."""
    end = view.phrase("other_rank", at)
    return None if end is None else Tail(end, "list")


def _level(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `quận`, `quận Hà Đông`, or several levels without a quantifier (`xã, phường`)."""
    hit = level_at(view, at)
    if hit is None:
        return None
    word = hit.value
    place = read_place(view, hit.end, word.level)
    if place is None:
        end = _level_list(view, at) if view.key(hit.end) in JOINTS else None
        if end is not None and end > hit.end:
            return Tail(end, "list", word.level if word.level in RANK else None)
        return Tail(hit.end, "level", _plain(view, word.level, None), word.word)
    end, name = place
    return Tail(end, "place", _plain(view, word.level, name), word.word, name)


def _plain(view: View, level: str, name: str | None) -> str:
    return resolve_city(view, name) if level == "city" else level


def _level_list(view: View, at: int) -> int | None:
    """Read level words parted by commas, `và`, a slash, with places behind them; give the end."""
    hit = level_at(view, at)
    if hit is None:
        return None
    end = hit.end
    while True:
        behind = _over_joint(view, end)
        if behind is None:
            break
        more = level_at(view, behind)
        if more is not None:
            end = more.end
        elif view.key(behind) in _SHORT_LEVELS and not view.capital(behind):
            end = behind + 1
        elif view.key(behind) == _CO and view.key(behind + 1) == _SO and view.key(end) != ",":
            return behind + 2
        else:
            break
    return _place_list(view, end)


def _place_list(view: View, at: int) -> int:
    """Step over the names of the places meant: `các xã Tân Lập, Phú Hòa và Sơn Hà`."""
    end = _capital_run(view, at)
    if end == at:
        return at
    first = view.lexicon.not_places.longest(view.pieces, at, end)
    if first is not None:
        return at
    while True:
        behind = _over_joint(view, end)
        if behind is None:
            return end
        following = _capital_run(view, behind)
        if following == behind or _opens_name(view, behind):
            return end
        end = following


def _opens_name(view: View, at: int) -> bool:
    lexicon = view.lexicon
    return any(trie.longest(view.pieces, at, view.stop) for trie in (lexicon.bodies, lexicon.types, lexicon.offices))


def _over_joint(view: View, at: int) -> int | None:
    if view.key(at) not in JOINTS:
        return None
    return at + 2 if view.key(at) == "," and view.key(at + 1) in JOINTS else at + 1


def _region(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read `khu vực IX`, `khu vực 3`."""
    if view.key(at) != _KHU or view.key(at + 1) != _VUC or record.kind not in _REGIONAL:
        return None
    end = at + 2
    if end < view.stop and (view.case(end) == NUMBER or _is_roman(view, end)):
        end += 1
    return Tail(end, "region", None, None, view.pieces.slice(at, end))


def _is_roman(view: View, at: int) -> bool:
    piece = view.pieces.slice(at, at + 1)
    return bool(piece) and set(piece) <= _ROMAN


def _bare_place(view: View, at: int, record: BodyRecord) -> Tail | None:
    """Read a place without a level word: `Sở Y tế Hà Nội`, `Quận ủy Hà Đông`."""
    if not (record.place in {"level", "name"} or record.kind == "company") or not view.capital(at):
        return None
    known = view.lexicon.places.longest(view.pieces, at, view.stop)
    if known is not None:
        return Tail(known.end, "place", "province", known.value.type, known.value.name)
    end = _capital_run(view, at)
    for last in range(end, at, -1):
        name = view.frame.names.get(bare_letters(view.pieces.slice(at, last)))
        if name is not None:
            return Tail(last, "place", _own_level(view, name), None, name)
    if record.place == "name" and end > at and "province" not in record.levels and not _is_person(view, at, end, ""):
        return Tail(end, "place", record.levels[0], None, view.pieces.slice(at, end))
    return None


def _own_level(view: View, name: str) -> str | None:
    for level in view.frame.places:
        if view.frame.place_name(level) == name:
            return level
    return None


def _capital_run(view: View, at: int) -> int:
    """Step over capitalised pieces that may be a place name; words such as `Kế hoạch` begin none."""
    pieces = view.pieces
    if view.lexicon.not_places.longest(pieces, at, view.stop) is not None:
        return at
    end = at
    while end < view.stop and end - at < _PLACE_PIECES:
        case = pieces.cases[end]
        if case == CAPITAL:
            if end > at and _opens_name(view, end):
                break
            end += 1
        elif case == UPPER and end == at and "'" in pieces.slice(end, end + 1):
            end += 1
        else:
            break
    return end


def _number_place(view: View, at: int, level: str) -> tuple[int, str] | None:
    """Read the number of a ward or a district of a city: `Quận 1`, `phường 12`."""
    if level in {"district", "commune"} and at < view.stop and view.case(at) == NUMBER:
        if view.capital(at - 1) and view.key(at + 1) not in {"/", "%"}:
            return at + 1, view.pieces.slice(at, at + 1)
    return None


def _is_person(view: View, at: int, end: int, level: str) -> bool:
    """Tell a signer's name behind a level word from a place (`Chủ tịch UBND huyện Nguyễn Văn A`)."""
    first = view.pieces.slice(at, at + 1).casefold()
    return end - at in (2, 3, 4) and first in view.lexicon.surnames and level in view.frame.places
