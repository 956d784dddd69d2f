"""The command line: one module a command, thin: arguments in, one library call, result out."""

from __future__ import annotations

import os
import sys


def main() -> None:
    """Run the command that `sys.argv` names and end the process with its exit code."""
    _occupy_standard_streams()
    from vbparse.worker import warm_up

    # The child that will read the document loads what it needs while this process reads the command line.
    reads = sys.argv[1:2] in (["extract"], ["explain"]) and "--help" not in sys.argv
    warm = warm_up(_load) if reads else None
    from vbparse.cli.app import run

    run(warm=warm)


def _occupy_standard_streams() -> None:
    """Open what a caller has closed of the standard streams, lest a pipe or a file of ours takes their numbers."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number: this one


def _load() -> None:
    """Load what nearly every reading needs."""
    import gc

    gc.disable()  # the child reads one document and ends
    import vbparse.export.to_json  # noqa: F401
    import vbparse.pipeline  # noqa: F401
    import vbparse.product  # noqa: F401
    from vbparse.lexicon.lexicon import load_lexicon

    load_lexicon()
