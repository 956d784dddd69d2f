"""Count which words stand beside which in plans, for the repair of what OCR read.

    python scripts/count_bigrams.py FOLDER_OR_TXT ... [--leave-out NAME ...] > src/vbparse/lexicon/data/bigrams.tsv

Kept are pairs that stand in at least three documents, and those of names and terms of our own lexicon, so that no
passage of a document is carried; of single words all that are syllables. Pairs that are always capitalised (names of persons) are left out unless the
lexicon has them. Documents with which the repair is measured are left out by their names.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from vbparse.lexicon.bigrams import NUMBER
from vbparse.lexicon.fold import fold_word
from vbparse.lexicon.load import members, rows
from vbparse.lexicon.spelling import is_syllable
from vbparse.patterns import compile_pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LEAST = 3
"""Documents in which a pair must stand, and a word that is no syllable."""
HEAD = """# Words and pairs of neighbouring words in plans, with how often they were counted, for the repair of OCR.
# source: {count} public documents of Vietnamese agencies (plans, directives, decisions, notices), counted by scripts/count_bigrams.py; only pairs that stand in at least {least} of them, and the terms of our own lexicon; left out, for honest measuring: {without}
# date: 2026-11-24
# licence: Apache-2.0
# word: in small letters (0 = any number); followers: words that stand right behind it, each with its count
word\tcount\tfollowers
"""
LEXICON = (
    ("bodies.tsv", "name", "aliases"), ("body_terms.tsv", "term", ""), ("body_types.tsv", "name", "aliases"),
    ("citation_types.tsv", "phrases", ""), ("compounds.tsv", "text", ""), ("doctypes.tsv", "name", ""),
    ("group_words.tsv", "text", ""), ("laws.tsv", "name", ""), ("offices.tsv", "title", "aliases"),
    ("places.tsv", "name", "aliases"), ("positions.tsv", "text", ""), ("sections.tsv", "phrase", ""),
    ("unit_phrases.tsv", "text", ""), ("verbs.tsv", "verb", ""),
)  # fmt: skip
PLAIN = """
    chi tiêu; đi đôi; phân bố; miễn nhiệm; miễn phí; miễn giảm; đê điều; đê kè; sàn giao dịch; sàn thương mại; ca bệnh;
    ca mắc; thẻ căn cước; thẻ bảo hiểm; thẻ đảng; mâu thuẫn; kiêm nhiệm; tiêm chủng; tiêm phòng; cổ động; cổ phần;
    khác nhau; đấu giá; đấu thầu; đầu ra; đầu vào; phấn khởi; tiền lương; tiện ích; đồ án; đỗ xe; tuyên dương; tuyển dụng;
    tuyến đường; sữa chua; sữa tươi; bón phân; gia cầm; nền tảng; số dư; tái cơ cấu; tại chỗ; tổ yến; tố tụng; tố giác;
    tháng hành động; tháng cao điểm; cao ốc; công báo; cáo trạng; bão lũ; báo chí; bảo hiểm; bao cấp; thu tiền; thu gom;
    thủ tục; sự có mặt; bầu cử; ứng cử; hô hấp; hộ tịch; thiếu hụt; giảm thiểu; tống đạt; biển đảo; bờ biển; mặt biển;
    cổng trường; cống rãnh; phố cổ; phổ thông; bến xe; bên cạnh; tên gọi; tín dụng; tinh giản; tinh thần; tin học
"""
"""Plain words that plans seldom have and that a slip of reading could turn into commoner ones."""
_PIECE = compile_pattern(r"[^\W\d_]+|\d[\d.,/-]*|[^\w\s]|_")

Pair = tuple[str, str]


def main() -> None:
    """Read the arguments, count, write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", nargs="+", type=Path)
    parser.add_argument("--leave-out", nargs="*", default=[], metavar="NAME")
    arguments = parser.parse_args()
    paths = sorted(
        {path for source in arguments.sources for path in (source.glob("*.txt") if source.is_dir() else [source])}
    )
    texts = [path.read_text(encoding="utf-8-sig") for path in paths if path.stem not in arguments.leave_out]
    without = ", ".join(sorted(arguments.leave_out)) or "none"
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(HEAD.format(count=len(texts), least=LEAST, without=without))
    sys.stdout.writelines(table(texts))


def table(texts: Iterable[str]) -> Iterator[str]:
    """Yield the lines of the file."""
    words: Counter[str] = Counter()
    pairs: Counter[Pair] = Counter()
    in_documents: Counter[str | Pair] = Counter()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    plain: set[Pair] = set()
    for text in texts:
        own: list[str] = []
        beside: list[Pair] = []
        for before, after in _neighbours(unicodedata.normalize("NFC", text)):
            key = _key(after)
            own.append(key)
            forms[key][after.lower() if after.isalpha() else NUMBER] += 1
            if before:
                pair = _key(before), key
                beside.append(pair)
                if not (_is_name(before) and _is_name(after)):
                    plain.add(pair)
        words.update(own)
        pairs.update(beside)
        in_documents.update({*own, *beside})
    kept = {pair: count for pair, count in pairs.items() if in_documents[pair] >= LEAST and pair in plain}
    for phrase in _phrases():
        for before, after in _neighbours(phrase):
            forms[_key(after)][after.lower() if after.isalpha() else NUMBER] += 1
            if before:
                pair = _key(before), _key(after)
                kept[pair] = max(pairs[pair], 1)
    followers: defaultdict[str, list[Pair]] = defaultdict(list)
    for before, after in kept:
        followers[before].append((before, after))
    known = {word for word in words if in_documents[word] >= LEAST or is_syllable(word)} | {
        word for pair in kept for word in pair
    }
    spelt = {word: forms[word].most_common(1)[0][0] for word in known}
    for word in sorted(known, key=spelt.__getitem__):
        cells = sorted(f"{spelt[after]}:{kept[before, after]}" for before, after in followers[word])
        yield f"{spelt[word]}\t{max(words[word], 1)}\t{' '.join(cells)}\n"


def _neighbours(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word (or number) of a text with the one right before it; an empty one behind a sign or a line end."""
    for line in text.splitlines():
        before = ""
        for found in _PIECE.finditer(line):
            piece = found[0]
            if piece[0].isdigit() and before[:1].isdigit():
                continue
            if not piece[0].isalnum():
                before = ""
                continue
            yield before, piece
            before = piece


def _key(piece: str) -> str:
    return NUMBER if piece[0].isdigit() else fold_word(piece)


def _is_name(piece: str) -> bool:
    return piece[0].isupper() and piece[1:].islower()


def _phrases() -> Iterator[str]:
    yield from PLAIN.split(";")
    for file, column, aliases in LEXICON:
        for row in rows(file):
            yield from members(row[column])
            yield from members(row[aliases]) if aliases else ()


if __name__ == "__main__":
    main()
