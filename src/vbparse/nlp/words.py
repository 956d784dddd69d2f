"""Vietnamese words of more than one syllable, by underthesea (extra `vbparse[nlp]`).

Measured (docs/nlp.md): its words cut the names of organisations, and its parts of speech agree less with
the verbs of plans than our lexicon does, so the pipeline does not use them; they are offered to people who
go on with the text. This is the only module that imports underthesea.
"""

from __future__ import annotations

from vbparse.errors import ResourceError
from vbparse.textmap import Span


def find_words(text: str) -> list[Span]:
    """Give the spans of the words of a text, line by line, in order.

    The words are underthesea's; their text is never taken from it, for it rewrites its input (`Uỷ` to
    `Ủy`). Raises `ResourceError` where underthesea is not installed.
    """
    try:
        from underthesea import word_tokenize  # noqa: PLC0415 (an extra, and slow to import)
    except ImportError as error:
        message = "underthesea is not installed"
        raise ResourceError(message, hint="pip install 'vbparse[nlp]'") from error
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        spans += _aligned(line, word_tokenize(line, use_token_normalize=False), start)
        start += len(line) + 1
    return spans


def _aligned(line: str, words: list[str], offset: int) -> list[Span]:
    """Find the words again in the line by counting their characters, white space left out."""
    letters = [index for index, char in enumerate(line) if not char.isspace()]
    spans = []
    at = 0
    for word in words:
        length = sum(not char.isspace() for char in word)
        if length == 0 or at + length > len(letters):
            continue
        spans.append(Span(offset + letters[at], offset + letters[at + length - 1] + 1))
        at += length
    return spans
