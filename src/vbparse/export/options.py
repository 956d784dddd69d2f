"""What a person may choose about an output."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Lang = Literal["vi", "en"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """`lang` is the language of headings and notes; `pretty` asks for line breaks and indentation in JSON."""

    lang: Lang = "vi"
    pretty: bool = False


DEFAULTS: Final = ExportOptions()
