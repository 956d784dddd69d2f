"""Measures where the second opinion is meant to help: bodies whose names nobody has listed.

    python models/scripts/unknown_bodies.py GOLD_DIR MODEL [MODEL ...]

In the passages of annotated plans a part of the named bodies gets made-up names, with head words that neither the
lexicon nor the training data have. The rules read the changed passages alone, then with each model. Truth is what
the rules read before the change; only the renamed bodies count for recall, everything for precision.
"""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Final

from vbparse.entities.units import find_units
from vbparse.entities.units.second_opinion import ask_model
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.pipeline import read_plan
from vbparse.textmap import Span
from vbparse.training.names import make_object
from vbparse.training.words import word_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vbparse.outline.passages import Passage
    from vbparse.plan.reading import Reading

HEADS: Final = (
    "Đội Xung kích", "Tổ Phản ứng nhanh", "Hội quán", "Nghiệp đoàn", "Vườn quốc gia", "Bến xe", "Phân viện", "Phân hiệu",
    "Sàn giao dịch", "Khu bảo tồn", "Nông trường", "Lâm trường", "Diễn đàn", "Xưởng", "Thương xá", "Đài Quan trắc",
)  # fmt: skip
SHARE: Final = 0.25


def changed(reading: Reading, chance: Random) -> Iterator[tuple[Passage, set[Span], set[Span]]]:
    """Yield each passage with other names: the passage, the spans of all bodies, those of the renamed ones."""
    offset = 0
    for passage in reading.passages:
        parts: list[str] = []
        every, renamed = set(), set()
        length = last = 0
        for unit in reading.units:
            if not passage.span.contains(unit.span):
                continue
            start, end = unit.span.start - passage.span.start, unit.span.end - passage.span.start
            name = passage.text[start:end]
            new = unit.value.cls == "named" and passage.zone in {"body", "closing", "annex"} and chance.random() < SHARE
            if new:
                name = made_up(chance)
            parts += (passage.text[last:start], name)
            length += start - last
            span = Span(offset + length, offset + length + len(name))
            length += len(name)
            if unit.value.cls in {"named", "group"}:
                every.add(span)
            if new:
                renamed.add(span)
            last = end
        text = "".join((*parts, passage.text[last:]))
        yield passage._replace(text=text, span=Span(offset, offset + len(text))), every, renamed
        offset += len(text) + 1


def made_up(chance: Random) -> str:
    """Make up a name."""
    rest = (
        " ".join(chance.sample(word_lists()["syllables"], 2))
        if chance.random() < 0.5
        else make_object(chance).capitalize()
    )
    return f"{chance.choice(HEADS)} {rest}"


def main(folder: Path, models: list[str]) -> None:
    """Print for the rules and each model: renamed bodies found, precision and F1 of all."""
    lexicon = load_lexicon()
    counts = {model: [0, 0, 0] for model in ("off", *models)}
    total = of_renamed = 0
    for path in sorted(folder.glob("*.txt")):
        reading = read_plan(path)
        rows = list(changed(reading, Random(path.stem)))
        passages = [passage for passage, _, _ in rows]
        every: set[Span] = set().union(*(spans for _, spans, _ in rows))
        renamed: set[Span] = set().union(*(spans for _, _, spans in rows))
        total, of_renamed = total + len(every), of_renamed + len(renamed)
        units = find_units(passages, reading.context, lexicon, ())
        for model, count in counts.items():
            told = ask_model(model, passages, units, (), lexicon).units
            found = {unit.span for unit in told if unit.value.cls in {"named", "group"}}
            count[0] += len(found & renamed)
            count[1] += len(found & every)
            count[2] += len(found)
    for model, (of_new, right, told_of) in counts.items():
        sys.stdout.write(
            f"{model}: renamed {of_new}/{of_renamed} = {of_new / of_renamed:.3f}; "
            f"all P {right / told_of:.3f} R {right / total:.3f} F1 {2 * right / (told_of + total):.3f}\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
