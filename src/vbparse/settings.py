"""Settings: `vbparse.toml` (working folder, then user folder), then `VBPARSE_*`, then flags.

Plain dataclass with checks of its own: loading a validation library would take longer than reading a plan.
"""

from __future__ import annotations

import hashlib
import os
import sys
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

from vbparse.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from dataclasses import Field

FILE_NAME = "vbparse.toml"
PREFIX = "VBPARSE_"
LANGUAGES = ("vi", "en")


def _setting(default: Any, description: str, *, least: float | None = None, choices: tuple[str, ...] = ()) -> Any:
    """Declare a setting: `least` is the smallest value allowed, `choices` the only ones."""
    return field(default=default, metadata={"description": description, "least": least, "choices": choices})


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings. The `max_` ones bound what one document may cost."""

    max_bytes: int = _setting(200_000_000, "size of the input file, bytes", least=1)
    max_pages: int = _setting(2000, "pages of one document", least=1)
    max_chars: int = _setting(20_000_000, "characters of one document", least=1)
    max_page_chars: int = _setting(200_000, "characters of one page", least=1)
    max_pixels: int = _setting(100_000_000, "pixels of one page picture", least=1)
    max_seconds: float = _setting(120.0, "seconds for one document", least=0.1)
    max_memory: int = _setting(2_000_000_000, "memory of one document's worker, bytes", least=100_000_000)
    jobs: int = _setting(0, "worker processes of a batch; 0 means one per core", least=0)
    lang: str = _setting("vi", "language of what people read", choices=LANGUAGES)
    lexicon: tuple[Path, ...] = _setting((), "an office's own units and abbreviations (TSV files)")
    allow_secret: bool = _setting(default=False, description="go on when a secrecy mark (MẬT) is found")

    def result_hash(self) -> str:
        """Give the sha256 of the settings that change the result (not the limits, jobs or language)."""
        relevant = {"allow_secret": self.allow_secret}
        return hashlib.sha256(repr(sorted(relevant.items())).encode()).hexdigest()


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
    known = {declared.name: declared for declared in fields(Settings)}
    origin = dict.fromkeys(known, "default")
    given: list[tuple[str, Any, str]] = []
    for path in (user_file(), (folder or Path.cwd()) / FILE_NAME):
        given += [(name, value, str(path)) for name, value in _read(path).items()]
    variables = {name: PREFIX + name.upper() for name in known}
    given += [(name, os.environ[variable], variable) for name, variable in variables.items() if variable in os.environ]
    given += [(name, value, "flag") for name, value in (flags or {}).items() if value is not None]
    values: dict[str, Any] = {}
    for name, value, source in given:
        if name not in known:
            message = f"{source}: there is no setting {name}"
            raise ResourceError(message, hint="Correct the name; `vbparse config` lists all settings.")
        values[name] = _checked(known[name], value, source)
        origin[name] = source
    return Settings(**values), origin


def _checked(declared: Field[Any], value: Any, source: str) -> Any:
    """Turn a value from a file, a variable (text) or a flag into the setting's type, or say what is wrong."""
    try:
        found = _converted(declared, value)
    except (TypeError, ValueError):
        found = None
    least, choices = declared.metadata["least"], declared.metadata["choices"]
    allowed = found is not None and (least is None or found >= least) and (not choices or found in choices)
    if allowed:
        return found
    wanted = f"one of {', '.join(choices)}" if choices else f"a {declared.type}"
    wanted += f" of at least {least}" if least is not None else ""
    message = f"setting {declared.name} (from {source}): {value!r} is not {wanted}"
    raise ResourceError(message, hint="Correct the value; `vbparse config` lists all settings.")


def _converted(declared: Field[Any], value: Any) -> Any:
    default: Any = declared.default
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


def _unreadable(path: Path, error: Exception) -> ResourceError:
    return ResourceError(f"the settings file {path} cannot be read: {error}", hint="Correct or remove the file.")
