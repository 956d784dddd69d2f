"""Everything that can go wrong on purpose.

    VbparseError
    ├── InputError            3   the file cannot be read as a document
    │   ├── UnsupportedInput      a format that no reader knows
    │   ├── DamagedInput          known format, broken content
    │   ├── EncryptedInput        a password is needed, or the given one is wrong
    │   └── EmptyInput            no bytes, no pages, or no text
    ├── OcrUnavailable        4   pages are pictures and no OCR engine is installed
    ├── LimitExceeded         5   pages, pixels, bytes, seconds, memory
    ├── ResourceError         6   a lexicon or a model of ours cannot be used
    ├── OutputError           7   the result cannot be written
    └── PushError            10   a server does not take what is pushed to it, or cannot be reached

What a document *says* is never an exception: see `vbparse.diagnostics`.
"""

from __future__ import annotations

from typing import ClassVar

EXIT_OK = 0
EXIT_BUG = 1
EXIT_USAGE = 2
EXIT_FLAGGED = 8
EXIT_BATCH_FAILED = 9
EXIT_DIFFERENT = 11
EXIT_INTERRUPTED = 130


class VbparseError(Exception):
    """Base of all errors that vbparse raises. `hint` says what to do next."""

    code: ClassVar[str] = "error"
    exit_code: ClassVar[int] = EXIT_BUG
    hint: ClassVar[str] = "Please report this error together with the file, if it may be shared."

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.advice = hint or self.hint

    def __reduce__(self) -> tuple[object, ...]:
        """Travel between processes with the advice (an exception pickles its `args` only)."""
        return (_rebuild, (type(self), str(self), self.advice))


def _rebuild(cls: type[VbparseError], message: str, advice: str) -> VbparseError:
    return cls(message, hint=advice)


class InputError(VbparseError):
    """The input cannot be read as a document."""

    code = "input"
    exit_code = 3
    hint = "Check that the file opens in a viewer, and give a PDF, a Word document (DOCX) or a text file."


class UnsupportedInput(InputError):
    """The input is of a format that no reader knows."""

    code = "unsupported"
    hint = "Save the document as PDF, DOCX or text (UTF-8) and try again."


class DamagedInput(InputError):
    """The format is known, but the content is broken."""

    code = "damaged"
    hint = "Copy the file again from its source, or print it to a new PDF."


class EncryptedInput(InputError):
    """The document is locked: no password was given, or a wrong one."""

    code = "encrypted"
    hint = "Give the password with --password."


class EmptyInput(InputError):
    """The input has no bytes, no pages or no text."""

    code = "empty"
    hint = "Check that the right file was given."


class OcrUnavailable(VbparseError):
    """Pages are pictures of text and no OCR engine can read them here."""

    code = "ocr-unavailable"
    exit_code = 4
    hint = "Install Tesseract and its Vietnamese data (see `vbparse doctor`), or use --partial."


class LimitExceeded(VbparseError):
    """Reading would pass a limit of the settings: pages, pixels, bytes, seconds or memory."""

    code = "limit"
    exit_code = 5
    hint = "Raise the limit in vbparse.toml if the file can be trusted (see `vbparse config`)."


class ResourceError(VbparseError):
    """A lexicon, a model or a setting cannot be used."""

    code = "resource"
    exit_code = 6
    hint = "Check the file that is named; run `vbparse doctor`."


class OutputError(VbparseError):
    """The result cannot be written."""

    code = "output"
    exit_code = 7
    hint = "Check that the folder exists, is writable and has free space."


class PushError(VbparseError):
    """A server (a tracker, a calendar) cannot be reached, refuses, or does not take what is pushed to it."""

    code = "push"
    exit_code = 10
    hint = "Check the address and the network, and push again: what was done stands and is not done twice."
