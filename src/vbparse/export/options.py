"""What a person may choose about an output."""

from __future__ import annotations

from typing import Final, Literal

from vbparse.tuples import NamedTuple

Lang = Literal["vi", "en"]


class ExportOptions(NamedTuple):
    """`lang` is the language of headings and notes; `pretty` asks for line breaks and indentation in JSON."""

    lang: Lang = "vi"
    pretty: bool = False


DEFAULTS: Final = ExportOptions()
