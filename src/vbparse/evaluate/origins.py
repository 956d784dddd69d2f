"""What annotated plans are read from. Light to import: the command's choices come from here."""

from __future__ import annotations

from typing import Literal, TypeAlias

Origin: TypeAlias = Literal["auto", "pdf", "text"]
"""`pdf`, `text`, or `auto`: the PDF, and the text where the PDF has pages that cannot be read."""
