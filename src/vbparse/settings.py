"""Settings: `vbparse.toml` (working folder, then user folder), then `VBPARSE_*`, then flags."""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from vbparse.errors import ResourceError

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE_NAME = "vbparse.toml"
PREFIX = "VBPARSE_"


class Settings(BaseModel):
    """All settings. Those under "limits" bound what one document may cost."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_bytes: int = Field(default=200_000_000, ge=1, description="size of the input file, bytes")
    max_pages: int = Field(default=2000, ge=1, description="pages of one document")
    max_chars: int = Field(default=20_000_000, ge=1, description="characters of one document")
    max_page_chars: int = Field(default=200_000, ge=1, description="characters of one page")
    max_pixels: int = Field(default=100_000_000, ge=1, description="pixels of one page picture")
    max_seconds: float = Field(default=120.0, gt=0, description="seconds for one document")
    max_memory: int = Field(default=2_000_000_000, ge=100_000_000, description="memory of one document's worker, bytes")
    jobs: int = Field(default=0, ge=0, description="worker processes of a batch; 0 means one per core")
    lang: str = Field(default="vi", pattern="^(vi|en)$", description="language of what people read")
    lexicon: tuple[Path, ...] = Field(default=(), description="an office's own units and abbreviations (TSV files)")
    allow_secret: bool = Field(default=False, description="go on when a secrecy mark (MẬT) is found")

    def result_hash(self) -> str:
        """Give the sha256 of the settings that change the result (not the limits, jobs or language)."""
        relevant = {"allow_secret": self.allow_secret}
        return hashlib.sha256(repr(sorted(relevant.items())).encode()).hexdigest()


def user_file() -> Path:
    """Give the path of the user's own settings file."""
    from platformdirs import user_config_path  # noqa: PLC0415 (only commands read settings files)

    return user_config_path("vbparse") / FILE_NAME


def load_settings(
    flags: Mapping[str, Any] | None = None, *, folder: Path | None = None
) -> tuple[Settings, dict[str, str]]:
    """Read the settings that hold, and where each came from.

    `flags` are values given on the command line (None means not given). Returns the settings and, for each
    name, one of `default`, a file's path, the variable's name, `flag`. Raises `ResourceError` for a file
    that cannot be read or a value that is not allowed.
    """
    values: dict[str, Any] = {}
    origin = dict.fromkeys(Settings.model_fields, "default")
    for path in (user_file(), (folder or Path.cwd()) / FILE_NAME):
        _merge(values, origin, _read(path), str(path))
    for name in Settings.model_fields:
        raw = os.environ.get(PREFIX + name.upper())
        if raw is not None:
            _merge(values, origin, {name: raw.split(os.pathsep) if name == "lexicon" else raw}, PREFIX + name.upper())
    given = {name: value for name, value in (flags or {}).items() if value is not None}
    _merge(values, origin, given, "flag")
    try:
        return Settings.model_validate(values), origin
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else "?"
        message = f"setting {name} (from {origin.get(name, 'a settings file')}): {first['msg']}"
        raise ResourceError(message, hint="Correct the value; `vbparse config` lists all settings.") from error


def _merge(values: dict[str, Any], origin: dict[str, str], new: Mapping[str, Any], source: str) -> None:
    values.update(new)
    origin.update(dict.fromkeys(new, source))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"the settings file {path} cannot be read: {error}"
        raise ResourceError(message, hint="Correct or remove the file.") from error
