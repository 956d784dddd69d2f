"""vbparse reads Vietnamese administrative plans (kế hoạch) and tells who must do what by when."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"

__all__ = [
    "Archive",
    "PlanDocument",
    "Settings",
    "VbparseError",
    "__version__",
    "describe_unit",
    "diff",
    "parse",
    "parse_many",
]

if TYPE_CHECKING:
    from vbparse.archive.register import Archive
    from vbparse.errors import VbparseError
    from vbparse.pipeline import parse
    from vbparse.plan.model import PlanDocument
    from vbparse.revise.compare import diff
    from vbparse.settings import Settings
    from vbparse.units import describe_unit
    from vbparse.worker import parse_many

_HOMES = {
    "Archive": "vbparse.archive.register",
    "PlanDocument": "vbparse.plan.model",
    "Settings": "vbparse.settings",
    "VbparseError": "vbparse.errors",
    "describe_unit": "vbparse.units",
    "diff": "vbparse.revise.compare",
    "parse": "vbparse.pipeline",
    "parse_many": "vbparse.worker",
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first used, so that `import vbparse` is instant."""
    if name not in _HOMES:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    return getattr(import_module(_HOMES[name]), name)
