"""What of a computer decides how documents are read there: it must be the same on all that read one batch."""

from __future__ import annotations

import json
import platform
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from vbparse import __version__
from vbparse.errors import OcrUnavailable, ResourceError
from vbparse.lexicon.lexicon import load_lexicon
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from vbparse.settings import Settings

_UPDATE: Final = "Install the same on all computers of the cluster, and start its workers anew (see docs/cluster.md)."
_HASH: Final = 40
"""Letters from which on a value is a hash, which tells people nothing."""


class Nature(NamedTuple):
    """Versions, the hash of the settings that change results, the knowledge; then the programs that help."""

    vbparse: str
    python: str
    settings: str = ""
    lexicon: str = ""
    ocr: str = ""
    converter: str = ""
    signatures: str = ""


_WORDS: Final = Nature(
    vbparse="vbparse",
    python="Python",
    settings="settings (certificates, a model of your own)",
    lexicon="the lexicons",
    ocr="the OCR engine",
    converter="LibreOffice",
    signatures="pyHanko",
)
_KNOWLEDGE: Final = ("vbparse", "python", "settings", "lexicon")
_HELPERS: Final = ("ocr", "converter", "signatures")


def versions() -> Nature:
    """Give what can be told without loading anything; of Python the first two numbers."""
    return Nature(__version__, ".".join(platform.python_version_tuple()[:2]))


def knowledge(settings: Settings) -> Nature:
    """Give versions, settings and lexicons. Raises `ResourceError` for a file of the settings that is not there."""
    return versions()._replace(settings=settings.result_hash(), lexicon=load_lexicon(settings.lexicon).digest)


def tell_nature(settings: Settings) -> bytes:
    """Look at this computer; all of it as JSON: a piece of work for a child process. Raises as `knowledge`."""
    told = knowledge(settings)._replace(ocr=_ocr(), converter=_converter(), signatures=_signatures())
    return json.dumps(told._asdict()).encode()


def read_nature(told: bytes) -> Nature:
    """Read what `tell_nature` gave."""
    return Nature(**json.loads(told))


def require_same(where: str, found: Nature, here: Nature) -> None:
    """Compare a worker with this computer, which may have other helpers. Raises `ResourceError`, which names it.

    What is empty `here` is not compared.
    """
    for name in _KNOWLEDGE:
        have, want = getattr(found, name), getattr(here, name)
        if want and have != want:
            how = "other than here" if len(want) > _HASH else f"{have} there, {want} here"
            raise _unlike(where, name, how)


def require_same_helpers(where: str, found: Nature, other: Nature) -> None:
    """Compare the helpers of two workers. Raises `ResourceError`, which names one."""
    for name in _HELPERS:
        have, want = getattr(found, name), getattr(other, name)
        if have != want:
            raise _unlike(where, name, f"{have or 'none'} there, {want or 'none'} on another worker")


def _unlike(where: str, name: str, how: str) -> ResourceError:
    return ResourceError(f"the worker {where} does not fit: {getattr(_WORDS, name)}: {how}", hint=_UPDATE)


def _ocr() -> str:
    from vbparse.ocr.tesseract import find_tesseract  # noqa: PLC0415 (numpy)

    try:
        return find_tesseract().name
    except OcrUnavailable:
        return ""


def _converter() -> str:
    from vbparse.readers.word.libreoffice import find_program  # noqa: PLC0415

    return "installed" if find_program() else ""


def _signatures() -> str:
    try:
        return version("pyhanko")
    except PackageNotFoundError:
        return ""
