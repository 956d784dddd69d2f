"""Text files: one paragraph a line, as portals give plans and as people paste them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from vbparse.diagnostics import Diagnostic
from vbparse.errors import EmptyInput, LimitExceeded, UnsupportedInput
from vbparse.patterns import compile_pattern
from vbparse.readers.foreign import recognise
from vbparse.readers.pages import Lines
from vbparse.readers.paragraphs import build_lines
from vbparse.readers.printable import JUNK

if TYPE_CHECKING:
    from vbparse.lexicon.legacy import LegacyText
    from vbparse.readers.source import Source
    from vbparse.settings import Settings

SUFFIXES: Final = (".txt", ".text")
MEDIA_TYPE: Final = "text/plain"

LINES_A_PAGE: Final = 100
"""No page of print has more lines: with the limit of pages it bounds the lines of a text."""
GARBLED: Final = 0.02
"""Share of characters that are no UTF-8 above which a text is in another encoding, not damaged here and there."""
CONTROLS: Final = 0.02
NULS: Final = 0.5
"""Shares of control characters and of NULs above which bytes are no text."""

TORN: Final = 0.05
"""Share of consonants on their own above which words are torn apart (`hi ệ n`); other texts stay below 0.01."""
SAMPLE: Final = 20_000
"""Characters that are looked at for that."""

_TORN = compile_pattern(r"(?<!\S)[bcdđghklmnpqrstvx]{1,3}(?=\s|$)")
_ORPHAN = compile_pattern("\\s+(?=[\N{COMBINING GRAVE ACCENT}-\N{COMBINING LONG STROKE OVERLAY}])")
"""A blank before a mark that belongs over the letter before it."""
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL_BYTES: Final = bytes((*range(1, 9), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F))
_LEGACY_MARKS: Final = "®ñð"
"""What đ of TCVN3, VNI and VISCII looks like."""
_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"


def sniff(head: bytes) -> bool:
    """Tell whether the first bytes look like text: a byte order mark, or hardly any control characters."""
    if b"%PDF-" in head[:1024] or recognise(head) is not None:
        return False
    if any(head.startswith(bom) for bom, _ in _BOMS):
        return True
    controls = len(head) - len(head.translate(None, _CONTROL_BYTES))
    return controls <= CONTROLS * len(head) and head.count(0) <= NULS * len(head)


def read(source: Source, settings: Settings, password: str | None = None) -> Lines:
    """Read a text file into paragraphs and table rows.

    It may be UTF-8, begin with a byte order mark, or be in an encoding before Unicode in which it reads as
    Vietnamese. Raises `UnsupportedInput` for another encoding, `EmptyInput` for a text without letters or digits,
    `LimitExceeded` for too many characters or lines.
    """
    del password  # a text has none; all readers are called alike
    decoded = _decode(source.data)
    lost = decoded.count(_REPLACEMENT)
    legacy = _decode_legacy(source.data, decoded, is_lost=lost > GARBLED * len(decoded))
    if legacy is not None:
        decoded, lost = legacy.text, 0
    elif lost > GARBLED * len(decoded):
        message = f"{source.name} is text in another encoding than UTF-8 ({lost} characters cannot be read)"
        hint = (
            "Save it as UTF-8 in the program that wrote it; TCVN3, VNI, VISCII and Windows-1258 are read as they are."
        )
        raise UnsupportedInput(message, hint=hint)
    if len(decoded) > settings.max_chars:
        message = f"{source.name} has {len(decoded)} characters, more than the limit of {settings.max_chars}"
        raise LimitExceeded(message)
    text, junk = JUNK.subn("", decoded)
    findings = [
        Diagnostic(code, values={"count": count})
        for code, count in (("TEXT_NOT_UTF8", lost), ("TEXT_CONTROL_CHARACTERS", junk))
        if count
    ]
    if legacy is not None:
        findings.append(Diagnostic("LEGACY_FONT", values={"encoding": legacy.encoding}))
    lines, more = build_lines(_whole(_split(text, source.name, settings)))
    if not any(char.isalnum() for line in lines for part in (line.text, *line.cells) for char in part):
        message = f"{source.name} has no text"
        raise EmptyInput(message)
    if legacy is None:
        return Lines(lines, diagnostics=(*findings, *more))
    why = f"letters in the encoding {legacy.encoding}, decoded"
    return Lines(lines, "repaired", why, (*findings, *more))


def _decode(data: bytes) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    return data.decode("utf-8", "replace")


def _decode_legacy(data: bytes, decoded: str, *, is_lost: bool) -> LegacyText | None:
    """Read a text in an encoding before Unicode: its bytes, or what they gave taken for Windows-1252."""
    if not is_lost and not any(mark in decoded for mark in _LEGACY_MARKS):
        return None
    from vbparse.lexicon.legacy import read_bytes, read_text  # noqa: PLC0415 (seldom needed)

    return read_bytes(data) if is_lost else read_text(decoded)


def _whole(lines: list[str]) -> list[str]:
    """Join letters that were torn apart; nearly every text has none."""
    lines = [_ORPHAN.sub("", line) if _ORPHAN.search(line) else line for line in lines]
    sample = " ".join(lines)[:SAMPLE]
    if len(_TORN.findall(sample)) <= TORN * sample.count(" "):
        return lines
    from vbparse.readers.text_letters import join_letters  # noqa: PLC0415 (seldom needed)

    return [join_letters(line) for line in lines]


def _split(text: str, name: str, settings: Settings) -> list[str]:
    """Cut a text into lines; a form feed stands between two of them, as a blank line would.

    Raises `LimitExceeded` for more lines than the limit of pages can hold, or one line longer than a page.
    """
    lines = text.replace("\f", "\n\n").splitlines()
    most = settings.max_pages * LINES_A_PAGE
    if len(lines) > most:
        message = f"{name} has {len(lines)} lines, more than the limit of {most} ({settings.max_pages} pages)"
        raise LimitExceeded(message)
    longest = max(map(len, lines), default=0)
    if longest > settings.max_page_chars:
        message = f"{name} has a line of {longest} characters, more than the limit of {settings.max_page_chars}"
        raise LimitExceeded(message)
    return lines
