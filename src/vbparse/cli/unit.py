"""`vbparse unit`: what is known of an organisation."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import Session, complain, refuse, write_text
from vbparse.errors import InputError

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from vbparse.export.options import Lang
    from vbparse.units import PlaceInfo, UnitInfo

_WORDS: Final[dict[Lang, dict[str, str]]] = {
    "vi": {
        "type": "Loại",
        "field": "Lĩnh vực",
        "cls": "Là",
        "level": "Cấp",
        "place": "Địa bàn",
        "now": "Nay là",
        "parts": "Một phần",
        "choices": "Có thể ở",
        "abbreviations": "Viết tắt",
        "symbols": "Ký hiệu",
        "superior": "Cấp trên",
        "valid": "Hiệu lực",
        "successors": "Kế thừa",
        "source": "Nguồn",
        "note": "Ghi chú",
        "code": "mã {0}, danh mục ngày {1}",
        "from": "từ {0}",
        "to": "đến {0}",
        "yes": "đang có ngày {0}",
        "no": "không có ngày {0}",
        "maybe": "chưa rõ (danh mục không có tên này)",
        "group": "nhóm cơ quan, không phải một cơ quan",
        "central": "trung ương",
        "province": "tỉnh",
        "district": "huyện (đến 2025-06-30)",
        "commune": "xã",
        "other": "khác",
        "unknown": "Không nhận ra cơ quan, đơn vị nào trong “{0}”. Hãy ghi như trong văn bản, có loại cơ quan ở đầu; "
        "tên riêng của nơi mình thì thêm bằng --lexicon.",
        "several": "“{0}” có nhiều nghĩa:",
    },
    "en": {
        "type": "Type",
        "field": "Field",
        "cls": "Is",
        "level": "Level",
        "place": "Place",
        "now": "Now",
        "parts": "In part",
        "choices": "May be in",
        "abbreviations": "Short",
        "symbols": "Symbols",
        "superior": "Superior",
        "valid": "Validity",
        "successors": "Successors",
        "source": "Source",
        "note": "Note",
        "code": "code {0}, register of {1}",
        "from": "from {0}",
        "to": "until {0}",
        "yes": "exists on {0}",
        "no": "does not exist on {0}",
        "maybe": "not known (no record of this name)",
        "group": "a set of bodies, not one",
        "central": "central",
        "province": "province",
        "district": "district (until 2025-06-30)",
        "commune": "commune",
        "other": "other",
        "unknown": "No organisation was recognised in “{0}”. Write it as in a document, beginning with the type of "
        "body; add names of your own with --lexicon.",
        "several": "“{0}” has several meanings:",
    },
}


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "name", metavar="NAME", help='as in a document: "Phòng Nội vụ quận Hà Đông", "Sở LĐ-TB&XH Hà Nội"'
    )
    parser.add_argument("--at", metavar="DATE", help="the day that it is asked for (2024-02-17); today if not given")
    parser.add_argument("--json", action="store_true", help="give JSON: a list of answers")


def unit(session: Session, *, name: str, at: str | None, json: bool) -> None:
    """Tell what is known of an organisation: type, level, place and codes, superior, validity, successors."""
    from vbparse.lexicon.lexicon import load_lexicon
    from vbparse.units import describe_unit

    try:
        found = describe_unit(name, at=at, lexicon=load_lexicon(session.settings.lexicon))
    except ValueError:
        refuse("--at", f"{at} is no day such as 2024-02-17")
    if json:
        write_text(_as_json(found))
    elif found:
        write_text(_as_text(name, found, session.lang))
    if not found:
        complain(_WORDS[session.lang]["unknown"].format(name))
        sys.exit(InputError.exit_code)


def _as_json(found: tuple[UnitInfo, ...]) -> str:
    return json.dumps([info.data() for info in found], ensure_ascii=False, indent=2) + "\n"


def _as_text(name: str, found: tuple[UnitInfo, ...], lang: Lang) -> str:
    words = _WORDS[lang]
    parts = ["\n".join(_lines(info, words)) for info in found]
    head = [words["several"].format(name)] if len(parts) > 1 else []
    return "\n\n".join([*head, *parts]) + "\n"


def _lines(info: UnitInfo, words: dict[str, str]) -> Iterator[str]:
    """Give the lines of one answer: the name, then what is known, a label before each."""
    yield info.name
    width = max(len(words[key]) for key in ("abbreviations", "successors", "superior", "choices", "field", "valid"))
    for key, value in _facts(info, words):
        yield f"  {words[key]:{width}}  {value}"


def _facts(info: UnitInfo, words: dict[str, str]) -> Iterator[tuple[str, str]]:
    shown = {
        "cls": words["group"] if info.cls == "group" else "",
        "type": info.type,
        "field": info.field,
        "level": words.get(info.level or "", ""),
        "place": _place(info.place, words) if info.place is not None else "",
        "now": _listed(info.place.successors) if info.place is not None else "",
        "parts": _listed(info.place.parts) if info.place is not None else "",
        "choices": _listed(info.choices),
        "abbreviations": "; ".join(info.abbreviations),
        "symbols": "; ".join(info.symbols),
        "superior": info.superior or "",
        "valid": _validity(info, words),
        "successors": "; ".join(successor.name for successor in info.successors),
        "source": "; ".join(info.sources),
        "note": info.note,
    }
    yield from ((key, value) for key, value in shown.items() if value)


def _listed(pairs: tuple[tuple[str, str], ...]) -> str:
    return "; ".join(f"{name} ({code})" for code, name in pairs)


def _place(place: PlaceInfo, words: dict[str, str]) -> str:
    above = "".join(f", {name} ({code})" for code, name in place.above)
    return f"{place.name}{above}; {words['code'].format(place.code, place.snapshot)}"


def _validity(info: UnitInfo, words: dict[str, str]) -> str:
    ends = (("from", info.valid_from), ("to", info.valid_to))
    term = [words[key].format(day) for key, day in ends if day]
    state = "maybe" if info.valid is None else "yes" if info.valid else "no"
    return "; ".join((" ".join(term), words[state].format(info.at))) if term else words[state].format(info.at)
