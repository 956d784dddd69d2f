"""One LibreOffice step: old and foreign word processor files become DOCX.

It runs in a profile of its own that is thrown away, without macros, without links that lead out and, where the
system can take it away, without a network; it is killed, with all it has started, when its time is up.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.errors import DamagedInput, LimitExceeded, UnsupportedInput, VbparseError
from vbparse.programs import run_program

if TYPE_CHECKING:
    from vbparse.settings import Settings

INSTALL: Final = {
    "linux": "sudo apt-get install libreoffice-writer-nogui",
    "darwin": "brew install --cask libreoffice",
    "win32": "winget install TheDocumentFoundation.LibreOffice",
}
_PLACES: Final = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
    "/opt/libreoffice/program/soffice",
)
_SHARE: Final = 0.8
"""Share of a document's time that converting may take: the worker is still there to kill what hangs."""
_PATIENCE: Final = 5
"""Seconds that taking the network away may take."""
_MEMORY: Final = 500_000_000
_OPTIONS: Final = (
    "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard", "--nolockcheck",
)  # fmt: skip
_ITEMS: Final = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Office.Writer/Content/Update", "Link", "0"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""The profile's settings: no macros, links never followed, and a proxy at a port where nobody listens."""


def find_program() -> str | None:
    """Find LibreOffice; None where it is not installed."""
    import shutil  # noqa: PLC0415 (only needed here)

    found = shutil.which("soffice") or shutil.which("libreoffice")
    return found or next((place for place in _PLACES if Path(place).is_file()), None)


def how_to_install() -> str:
    """Give the command that installs LibreOffice on this system."""
    return INSTALL.get(sys.platform, INSTALL["linux"])


def convert(data: bytes, kind: str, name: str, settings: Settings) -> bytes:
    """Turn a document into DOCX; `kind` is the suffix of its format.

    Raises `UnsupportedInput` without LibreOffice, `ResourceError` where it cannot be started, `DamagedInput` where
    it makes nothing of the file, `LimitExceeded` where it takes too long.
    """
    import tempfile  # noqa: PLC0415 (slow to import, and seldom needed)

    program = find_program()
    if program is None:
        message = f"{name} is a file for which LibreOffice is needed, and it is not installed"
        raise UnsupportedInput(message, hint=f"Install it ({how_to_install()}), or save the document as DOCX or PDF.")
    with tempfile.TemporaryDirectory(prefix="vbparse-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source = home / f"in.{kind}"
        source.write_bytes(data)
        _write_profile(home / "profile")
        command = [
            *_without_network(), program, *_OPTIONS, f"-env:UserInstallation={(home / 'profile').as_uri()}",
            "--convert-to", "docx:MS Word 2007 XML", "--outdir", str(home / "out"), str(source),
        ]  # fmt: skip
        made = home / "out" / "in.docx"
        seconds = settings.max_seconds * _SHARE
        environment = {"HOME": folder, "SAL_USE_VCLPLUGIN": "svp"}
        try:
            run_program(command, seconds=seconds, memory=settings.max_memory, folder=home, environment=environment)
        except LimitExceeded as error:
            message = f"turning {name} into DOCX took longer than {seconds:g} seconds"
            raise LimitExceeded(message) from error
        except DamagedInput:
            made.unlink(missing_ok=True)
        if not made.is_file():
            message = f"{name} is damaged: LibreOffice can make nothing of it"
            raise DamagedInput(message)
        if made.stat().st_size > settings.max_bytes:
            message = f"{name} becomes larger than the limit of {settings.max_bytes} bytes"
            raise LimitExceeded(message)
        return made.read_bytes()


def _without_network() -> list[str]:
    """Give the command that takes the network away; nothing where the system has none for this user."""
    import shutil  # noqa: PLC0415

    unshare = shutil.which("unshare") if sys.platform == "linux" else None
    if unshare is None:
        return []
    wrapped = [unshare, "--map-root-user", "--net", "--"]
    try:
        run_program([*wrapped, "true"], seconds=_PATIENCE, memory=_MEMORY)
    except VbparseError:
        return []
    return wrapped


def _write_profile(profile: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for path, name, value in _ITEMS
    )
    folder = profile / "user"
    folder.mkdir(parents=True)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
    (folder / "registrymodifications.xcu").write_text(f"{head}{items}</oor:items>", encoding="utf-8")
