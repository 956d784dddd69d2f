"""What a person asked for on a page, and why it cannot be done, in words of the pages."""

from __future__ import annotations


class Refused(ValueError):
    """It cannot be done; `phrase` says why (an id of `phrases.toml`), with values."""

    def __init__(self, phrase: str, **values: object) -> None:
        """Refuse for a reason."""
        super().__init__(phrase)
        self.phrase, self.values = phrase, values
