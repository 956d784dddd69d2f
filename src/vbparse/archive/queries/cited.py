"""What a citation says of a document, and whether a document is the one that is meant.

`39/KH-UBND` exists in every district: a document with the code is the one that is cited only where neither its day of
issue nor its issuer contradicts what the citation says, and where it is not younger than the document that cites it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from vbparse.archive.identity import code_key
from vbparse.lexicon.fold import fold, fold_ascii
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Cited(NamedTuple):
    """A document as it is cited; what a citation does not say is None."""

    type: str
    code: str | None
    date: str | None
    issuer: str | None
    title: str | None


def days_agree(cited: str | None, held: str | None) -> bool | None:
    """Tell whether two ISO days are one; None where one is not known or a blank (`2024-02-XX`) leaves it open."""
    if not cited or not held:
        return None
    pairs = list(zip(cited.split("-"), held.split("-"), strict=False))
    if any(one != other for one, other in pairs if "XX" not in {one, other}):
        return False
    return None if "XX" in f"{cited}{held}" else True


def bodies_agree(cited: str | None, held: str | None) -> bool | None:
    """Tell whether two names are of one body; None where one is not known, or one is a part of the other.

    `Ủy ban nhân dân Thành phố` may be that of Hà Nội, `Bộ trưởng Bộ Xây dựng` signs for the ministry, and `BỘYTẾ` of a
    letterhead with its words set close may be the Bộ Y tế.
    """
    if not cited or not held:
        return None
    one, other = fold(cited), fold(held)
    if one == other:
        return True
    if _bare(one) == _bare(other):
        return None
    short, long = sorted((one, other), key=len)
    return None if f"{long} ".startswith(f"{short} ") or f" {long}".endswith(f" {short}") else False


def _bare(name: str) -> str:
    return fold_ascii(name).replace(" ", "")


def is_later(held: str | None, citing: str | None) -> bool:
    """Tell whether a document was certainly issued after the one that cites it."""
    return bool(held and citing) and (held or "").replace("XX", "00") > (citing or "").replace("XX", "99")


def cite_one(one: Cited, other: Cited, *, sure: bool = False) -> bool:
    """Tell whether two citations can be of one document: the same code, or without one the same title; no contradiction.

    `sure` asks for more than a code that both have: the same day or issuer, or nothing said of either.
    """
    agreed = (days_agree(one.date, other.date), bodies_agree(one.issuer, other.issuer))
    if False in agreed:
        return False
    if not one.code and not other.code:
        titles = {fold(one.title or ""), fold(other.title or "")}
        return fold(one.type) == fold(other.type) and len(titles) == 1 and "" not in titles
    known = True in agreed or not (one.date or one.issuer or other.date or other.issuer)
    return code_key(one.code) == code_key(other.code) and (known or not sure)


def gather(citations: Iterable[Cited], *, sure: bool = False) -> dict[Cited, Cited]:
    """Give for each citation the document meant, with all that the citations of it say.

    One that tells less (no day, no issuer) joins one that tells all of that and more, if there is but one such: what one
    tells the day of and another the issuer may be two documents.
    """
    meant: dict[Cited, list[Cited]] = {}
    by_key: dict[str, list[Cited]] = {}
    for cited in sorted(set(citations), key=_tells_most):
        known = by_key.setdefault(_key(cited), [])
        same = [one for one in known if _tells_all(one, cited) and cite_one(one, cited, sure=sure)]
        if len(same) == 1:
            meant[same[0]].append(cited)
        else:  # new, or of one of several that nobody can tell apart
            known.append(cited)
            meant[cited] = [cited]
    return {cited: _joined(group) for group in meant.values() for cited in group}


def _key(cited: Cited) -> str:
    return code_key(cited.code) or f"{fold(cited.type)} {fold(cited.title or '')}"


def _tells_most(cited: Cited) -> tuple[int, int, tuple[str, ...]]:
    """Order citations: those that tell most first; the rest makes the order one and the same always."""
    blanks = (cited.date or "XX-XX-XX").count("XX")
    return (blanks, -len(cited.issuer or ""), tuple(part or "" for part in cited))


def _tells_all(one: Cited, other: Cited) -> bool:
    """Tell whether a citation names all that another names."""
    return bool(one.date or not other.date) and bool(one.issuer or not other.issuer)


def _joined(group: list[Cited]) -> Cited:
    """Join what citations of one document say: the first tells all but perhaps the title."""
    return group[0]._replace(title=next((cited.title for cited in group if cited.title), None))
