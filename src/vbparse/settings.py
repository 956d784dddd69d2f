"""Settings: `vbparse.toml` (working folder, then user folder), then `VBPARSE_*`, then flags.

A plain tuple with checks of its own: loading a validation library would take longer than reading a plan.
"""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from vbparse.errors import ResourceError
from vbparse.tuples import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "vbparse.toml"
PREFIX = "VBPARSE_"
LANGUAGES = ("vi", "en")


class Rule(NamedTuple):
    """What a setting is for; `least` is the smallest value allowed, `choices` are the only ones."""

    description: str
    least: float | None = None
    choices: tuple[str, ...] = ()


class Settings(NamedTuple):
    """All settings. The `max_` ones bound what one document may cost, and what a server takes upon itself."""

    max_bytes: int = 200_000_000
    max_pages: int = 2000
    max_chars: int = 20_000_000
    max_page_chars: int = 200_000
    max_pixels: int = 100_000_000
    max_seconds: float = 120.0
    max_page_seconds: float = 60.0
    max_scan_seconds: float = 3600.0
    max_memory: int = 2_000_000_000
    max_waiting: int = 1000
    max_pictures: int = 500_000_000
    jobs: int = 0
    lang: str = "vi"
    lexicon: tuple[Path, ...] = ()
    allow_secret: bool = False
    check_signatures: bool = True
    trust: tuple[Path, ...] = ()
    partial: bool = False
    model: str = "off"
    ocr: bool = True
    archive: Path = Path("vbparse.db")

    def result_hash(self) -> str:
        """Give the sha256 of the settings that change the result (not the limits, jobs or language).

        Raises `ResourceError` for a file of the settings that cannot be read.
        """
        relevant: dict[str, object] = {"allow_secret": self.allow_secret}
        relevant |= {name: value for name, value in {"partial": self.partial, "no_ocr": not self.ocr}.items() if value}
        if not self.check_signatures:
            relevant["check_signatures"] = False
        if self.model != "off":
            relevant["model"] = _model_digest(self.model)
        if self.trust:
            relevant["trust"] = [_digest(path) for path in self.trust]
        return hashlib.sha256(repr(sorted(relevant.items())).encode()).hexdigest()


RULES: Final[dict[str, Rule]] = {
    "max_bytes": Rule("size of the input file, bytes", 1),
    "max_pages": Rule("pages of one document", 1),
    "max_chars": Rule("characters of one document", 1),
    "max_page_chars": Rule("characters of one page", 1),
    "max_pixels": Rule("pixels of one page picture", 1),
    "max_seconds": Rule("seconds for one document; with pages that are pictures, from page to page", 0.1),
    "max_page_seconds": Rule("seconds for reading one page that is a picture", 0.1),
    "max_scan_seconds": Rule("seconds for one document with pages that are pictures", 0.1),
    "max_memory": Rule("memory of one document's worker, bytes", 100_000_000),
    "max_waiting": Rule("documents that may wait to be read by the server", 1),
    "max_pictures": Rule("page pictures that the server keeps, bytes", 0),
    "jobs": Rule("worker processes of a batch, pages read side by side; 0 means one per core", 0),
    "lang": Rule("language of what people read", choices=LANGUAGES),
    "lexicon": Rule("an office's own units and abbreviations (TSV files)"),
    "ocr": Rule("read pages that are pictures by OCR"),
    "partial": Rule("read what needs no OCR where there is no OCR engine"),
    "model": Rule("trained second opinion on units and roles: off, own, or the folder of a model"),
    "archive": Rule("file of the archive (vbparse archive, vbparse watch)"),
    "allow_secret": Rule("go on when a secrecy mark (MẬT) is found"),
    "check_signatures": Rule("check digital signatures, where pyHanko is installed, and not only list them"),
    "trust": Rule("certificates that vouch for digital signatures (PEM files)"),
}


def user_file() -> Path:
    """Give the path of the user's own settings file."""
    if sys.platform == "win32":
        base = Path(os.environ.get("APPDATA") or Path.home() / "AppData/Roaming")
    elif sys.platform == "darwin":
        base = Path.home() / "Library/Application Support"
    else:
        base = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return base / "vbparse" / FILE_NAME


def load_settings(
    flags: Mapping[str, Any] | None = None, *, folder: Path | None = None
) -> tuple[Settings, dict[str, str]]:
    """Read the settings that hold, and where each came from.

    `flags` are values given on the command line (None means not given). Returns the settings and, for each
    name, one of `default`, a file's path, the variable's name, `flag`. Raises `ResourceError` for a file
    that cannot be read, a name that is no setting or a value that is not allowed.
    """
    origin = dict.fromkeys(RULES, "default")
    given: list[tuple[str, Any, str]] = []
    for path in (user_file(), (folder or Path.cwd()) / FILE_NAME):
        given += [(name, value, str(path)) for name, value in _read(path).items()]
    variables = {name: PREFIX + name.upper() for name in RULES}
    given += [(name, os.environ[variable], variable) for name, variable in variables.items() if variable in os.environ]
    given += [(name, value, "flag") for name, value in (flags or {}).items() if value is not None]
    values: dict[str, Any] = {}
    for name, value, source in given:
        if name not in RULES:
            message = f"{source}: there is no setting {name}"
            raise ResourceError(message, hint="Correct the name; `vbparse config` lists all settings.")
        values[name] = _checked(name, value, source)
        origin[name] = source
    return Settings(**values), origin


def _checked(name: str, value: Any, source: str) -> Any:
    """Turn a value from a file, a variable (text) or a flag into the setting's type, or say what is wrong."""
    default: Any = Settings._field_defaults[name]
    try:
        found = _converted(default, value)
    except (TypeError, ValueError):
        found = None
    _, least, choices = RULES[name]
    allowed = found is not None and (least is None or found >= least) and (not choices or found in choices)
    if allowed:
        return found
    wanted = f"one of {', '.join(choices)}" if choices else f"a {type(default).__name__}"
    wanted += f" of at least {least}" if least is not None else ""
    message = f"setting {name} (from {source}): {value!r} is not {wanted}"
    raise ResourceError(message, hint="Correct the value; `vbparse config` lists all settings.")


def _converted(default: Any, value: Any) -> Any:
    if isinstance(default, bool):
        words = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
        return words.get(str(value).lower())
    if isinstance(default, tuple):
        parts = value.split(os.pathsep) if isinstance(value, str) else value
        return tuple(Path(part) for part in parts)
    if isinstance(default, str):
        return value if isinstance(value, str) else None
    if isinstance(value, bool):
        return None
    if isinstance(default, Path):
        return Path(value)
    return type(default)(value)


def _read(path: Path) -> dict[str, Any]:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise _unreadable(path, error) from error
    import tomllib  # noqa: PLC0415 (3 ms, and most people have no settings file)

    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _unreadable(path, error) from error


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise ResourceError(message) from error


def _model_digest(model: str) -> str:
    """Tell models apart: the one that comes with this version by its name, others by what their files hold."""
    folder = Path(model)
    if model == "own" or not folder.is_dir():
        return model
    return " ".join(_digest(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _unreadable(path: Path, error: Exception) -> ResourceError:
    return ResourceError(f"the settings file {path} cannot be read: {error}", hint="Correct or remove the file.")
