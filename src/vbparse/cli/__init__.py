"""The command line: one module a command, thin: arguments in, one library call, result out."""

from __future__ import annotations


def main() -> None:
    """Run the command that `sys.argv` names and end the process with its exit code."""
    from vbparse.cli.app import run

    run()
