"""Write the names of places that the rules alone would not read: `python scripts/place_names.py`.

Most names of the registers of administrative units are read by rule: a level word, then words with capitals. The
others hold a word that means something else (`xã Vĩnh Hội Đông`, `XÃ AN NINH`), a number (`phường Hà Giang 1`) or
unusual capitals (`xã Ia HDreh`). They are found by reading all names without the list. To be run when the
registers or the rules have changed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.entities.units.canonical import named_bodies
from vbparse.entities.units.declared import Declared
from vbparse.entities.units.find import view_of
from vbparse.entities.units.parts import Frame, strip_level
from vbparse.entities.units.scan import scan
from vbparse.lexicon.admin import SNAPSHOTS
from vbparse.lexicon.fold import fold
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.lexicon.load import rows
from vbparse.lexicon.trie import Trie

if TYPE_CHECKING:
    from vbparse.lexicon.lexicon import Lexicon

TARGET = Path(__file__).resolve().parents[1] / "src" / "vbparse" / "lexicon" / "data" / "place_names.tsv"
HEAD = """\
# Names of districts and communes that the rules for names would cut short or misspell.
# source: admin_2025-06-30.tsv and admin_2025-07-01.tsv; written by scripts/place_names.py: change the script, not this file
# date: 2026-11-26
# licence: as the registers
# levels: those at which a unit of this name stands
id\tname\tlevels
"""
_AND = "Và"  # a joint of names, which no list of names can end with: `xã Mường Và`
LEVELS = {3: "district", 5: "commune"}
LIST = {"commune": "các xã", "district": "các huyện"}


def all_names() -> dict[str, dict[str, str]]:
    """Give the names of all districts and communes: for each its levels and there its type word."""
    names: dict[str, dict[str, str]] = {}
    for snapshot in SNAPSHOTS:
        for row in rows(f"admin_{snapshot}.tsv"):
            level, name = LEVELS.get(len(row["code"])), without_type(row["name"])
            if level is not None and name.split()[-1] != _AND:
                names.setdefault(name, {})[level] = row["name"][: -len(name)].strip().lower()
    return names


def without_type(name: str) -> str:
    """Take the type word from a name and mend the slips of the registers, which have small accented letters (`Pa ủ`)."""
    words = strip_level(name).split(" ")
    return " ".join(word if word[:1].isascii() else word[:1].upper() + word[1:] for word in words)


def is_read(word: str, name: str, level: str, lexicon: Lexicon) -> bool:
    """Tell whether a place is read whole in capitals, in running text and in a list."""
    if name.isdigit():
        word = word.capitalize()  # `Phường 1`
    wanted = f"Ủy ban nhân dân {word} {name}"
    heads = named_bodies(["ỦY BAN NHÂN DÂN", f"{word} {name}".upper()], lexicon)
    if [head.name for head in heads] != [wanted]:
        return False
    printed = f"UBND {word} {name}"
    many = f"UBND {LIST[level]} {name} và {name}"
    return all(
        _mentions(f"Giao {text} thực hiện.", lexicon) == [text]
        for text in (printed, many)[: 1 if name.isdigit() else None]
    )


def _mentions(text: str, lexicon: Lexicon) -> list[str]:
    view = view_of(text, lexicon, Frame())
    return [view.pieces.slice(found.start, found.end) for found in scan(view, (), Declared())]


def main() -> None:
    """Write the file."""
    lexicon = load_lexicon()._replace(place_names=Trie())
    names = sorted(all_names().items())
    read = {name: all(is_read(word, name, level, lexicon) for level, word in levels.items()) for name, levels in names}
    usual = {fold(name): name for name in read if read[name]}  # `XÃ AYUN` may be `xã AYun`, more likely `xã Ayun`
    listed = {usual.get(fold(name), name): sorted(levels) for name, levels in names if not read[name]}
    lines = [f"n{number:04}\t{name}\t{' '.join(levels)}\n" for number, (name, levels) in enumerate(listed.items(), 1)]
    TARGET.write_text(HEAD + "".join(lines), encoding="utf-8")
    sys.stdout.write(f"{len(lines)} names in {TARGET.name}\n")


if __name__ == "__main__":
    main()
