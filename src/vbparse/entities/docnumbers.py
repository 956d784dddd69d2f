"""Numbers of documents: what stands after "Số:" and in citations, taken apart.

"70/KH-UBND"          state form: number / type code - issuer            (Nghị định 30/2020/NĐ-CP, Phụ lục I mục II.3)
"1234/SLĐTBXH-BĐG"    official letter: issuer - desk, no type code        (the same)
"123/2024/QĐ-TTg"     legal act: number / year / type code - issuer       (Luật Ban hành văn bản quy phạm pháp luật)
"85/2015/QH13"        act of the National Assembly: number / year / term  (the same)
"21-CT/TW"            Party and youth union: number - type code / issuer  (36-HD/VPTW)
"TCVN 14423:2025"     standards, "QCVN 01:2021/BXD" technical regulations

Each head of an agency sets its own symbol, so issuers are open vocabulary; type codes are those of
`lexicon/data/doctypes.tsv` and `citation_types.tsv`. Spaces inside (hand-stamped "70 /KH-UBND", a line that
breaks behind the dash) are left out of the canonical code; letters stay as printed.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal

from vbparse.lexicon.load import members, rows
from vbparse.patterns import compile_pattern
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

NumberForm = Literal["state", "act", "assembly", "party", "letter", "standard"]

# Vietnamese capitals that symbols use ("ƯDCNTT", "SVHTTDL", "ĐU"); small letters inside are plain ("TTg", "GDTrH", "CTr", "QyĐ").
_PART = r"[A-ZĐƯƠÂÊÔĂÁ][A-ZĐƯƠÂÊÔĂÁa-zđ\d]*(?:[.&][A-ZĐƯƠ][A-ZĐƯƠa-zđ\d]*)*"
_DASH = r"[-–‑]"
_NUMBER = r"(?P<number>\d{1,6}(?:\.\d{1,2})?[a-zđ]{0,2})"  # "30c", "1842b"; "66.4" as the Government numbers its acts since 2025
_YEAR = r"(?:(?P<year>(?:19|20)\d\d)\s?/\s?)?"
_STATE = rf"{_NUMBER}\s{{0,2}}/\s?{_YEAR}(?P<first>{_PART})(?P<rest>(?:\s?{_DASH}\s?{_PART})?(?:[-–‑/]{_PART})*)"
_PARTY = rf"(?P<pnumber>\d{{1,6}}[a-zđ]{{0,2}})\s?{_DASH}\s?(?P<ptype>[A-ZĐ][A-ZĐa-zđ]{{0,4}})\s?/\s?(?P<pissuer>{_PART}(?:[-–‑/]{_PART})*)"
_OLD = rf"(?P<onumber>\d{{1,5}}[a-zđ]?)\s(?P<otype>[A-ZĐ][A-ZĐa-zđ]{{1,4}})/(?P<oissuer>{_PART}(?:[-–‑/]{_PART})*)"
_STANDARD = r"(?P<standard>(?:TCVN|TCCS|TCXDVN|TCN|QCVN|QCĐP|QCXDVN|ISO)(?:[ /](?:ISO|IEC|TCVN))*\s{0,2}\d+(?:-\d+)*(?:\s?:\s?\d{4})?(?:/[A-ZĐ]{2,}[A-Za-zĐđ]*)?)"
_CODE = compile_pattern(rf"(?<![\w/.,&-])(?:{_STATE}|{_PARTY}|{_OLD}|{_STANDARD})(?![\w&])")
_ASSEMBLY = compile_pattern(r"(?:QH|UBTVQH)(?:\d{1,2}|[IVX]{1,4})$")
_SPACES = compile_pattern(r"\s+")
_CAPITALS = compile_pattern(r"[A-ZĐƯƠÂÊÔĂÁ]")
_MIN_CAPITALS = 2


class DocNumber(NamedTuple):
    """A document number. `issuers` are the issuer's parts in order, `desk` the drafting desk of a letter.

    `type_code` is as printed; None for letters and acts of the National Assembly. For standards `number` is
    all behind the series and `type_code` the series (`TCVN`).
    """

    code: str
    number: str
    form: NumberForm
    year: str | None = None
    type_code: str | None = None
    issuers: tuple[str, ...] = ()
    desk: str | None = None


class FoundNumber(NamedTuple):
    """A number in a text: `text[start:end]`, taken apart."""

    start: int
    end: int
    value: DocNumber


@cache
def type_codes() -> frozenset[str]:
    """Give all type codes in small letters: `kh`, `qđ`, `ctr`."""
    codes: set[str] = set()
    for row in rows("doctypes.tsv"):
        codes.update((row["code"], *members(row["other_codes"])))
    for row in rows("citation_types.tsv"):
        codes.update(members(row["codes"]))
        codes.update(phrase for phrase in members(row["phrases"]) if " " not in phrase and _is_code(phrase))
    codes.discard("")
    return frozenset(code.casefold() for code in codes)


def is_type_code(part: str) -> bool:
    """Tell whether a part of a symbol names a type of document, in any case (`Ctr` is a common slip)."""
    return part.casefold() in type_codes()


def parse_number(text: str) -> DocNumber | None:
    """Take a whole document number apart; None where the text is no such number (a date, `24/7`)."""
    stripped = text.strip()
    found = _CODE.fullmatch(stripped)
    return _read(found) if found else None


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Yield the document numbers in a text, in order."""
    if "/" not in text and "TC" not in text:
        return
    for found in _CODE.finditer(text):
        value = _read(found)
        if value is not None:
            yield FoundNumber(found.start(), found.end(), value)


def _read(found: re.Match[str]) -> DocNumber | None:
    if found["standard"]:
        return _standard(found["standard"])
    if found["ptype"]:
        return _party(found["pnumber"], found["ptype"], found["pissuer"])
    if found["otype"]:
        return _party(found["onumber"], found["otype"], found["oissuer"], between=" ")
    return _state(found)


def _state(found: re.Match[str]) -> DocNumber | None:
    number, year, first = found["number"], found["year"], found["first"]
    rest = tuple(part for part in re.split(r"[-–‑/]", _SPACES.sub("", found["rest"])) if part)
    code = _SPACES.sub("", found[0]).replace("–", "-").replace("‑", "-")
    if year and _ASSEMBLY.match(first):
        return DocNumber(code, number, "assembly", year=year, issuers=(first, *rest))
    if is_type_code(first):
        return DocNumber(code, number, "act" if year else "state", year=year, type_code=first, issuers=rest)
    if len(_CAPITALS.findall(first)) < _MIN_CAPITALS:
        return None
    return DocNumber(code, number, "letter", year=year, issuers=(first,), desk="-".join(rest) or None)


def _party(number: str, type_code: str, issuer: str, *, between: str = "-") -> DocNumber | None:
    if not is_type_code(type_code):
        return None
    issuer = issuer.replace("–", "-").replace("‑", "-")
    code = f"{number}{between}{type_code}/{issuer}"
    return DocNumber(code, number, "party", type_code=type_code, issuers=tuple(re.split(r"[-/]", issuer)))


def _standard(text: str) -> DocNumber:
    text = re.sub(r"\s?:\s?", ":", _SPACES.sub(" ", text))
    series = re.match(r"[A-ZĐ]+", text)
    assert series is not None
    return DocNumber(text, text[series.end() :].strip(), "standard", type_code=series[0])


def _is_code(phrase: str) -> bool:
    return any(char.isupper() for char in phrase[1:])
