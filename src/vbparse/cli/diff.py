"""`vbparse diff`: what changed from one version of a plan to another."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from vbparse.cli.common import Session, refuse
from vbparse.cli.extract import declare_allow_secret, declare_model, declare_partial, declare_trust
from vbparse.errors import EXIT_DIFFERENT

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from vbparse.revise.events import Event
    from vbparse.revise.model import Changes

_FORMS: Final = ("table", "json", "jsonl")


def declare(parser: ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument("old", metavar="OLD", nargs="?", help="the plan as it was: a document, or its JSON")
    parser.add_argument("new", metavar="NEW", nargs="?", help="the plan as it is, or what amends it")
    parser.add_argument(
        "--as", metavar="|".join(_FORMS), choices=_FORMS, default=_FORMS[0], dest="form",
        help="a table for people, or events for programs: a list (json), or one a line (jsonl)",
    )  # fmt: skip
    parser.add_argument("-o", "--out", metavar="OUT", type=Path, help="write to this file")
    parser.add_argument("--exit-code", action="store_true", help=f"end with {EXIT_DIFFERENT} if anything differs")
    parser.add_argument(
        "--webhook", metavar="URL", help="send each event there, signed with the key in VBPARSE_WEBHOOK_KEY"
    )
    parser.add_argument(
        "--resend",
        action="store_true",
        help="with --webhook, without OLD and NEW: send only what could not be delivered",
    )
    parser.add_argument("--password", help="password of encrypted files")
    declare_partial(parser)
    declare_allow_secret(parser)
    declare_trust(parser)
    declare_model(parser)


def diff(
    session: Session,
    *,
    old: str | None,
    new: str | None,
    form: str,
    out: Path | None,
    exit_code: bool,
    webhook: str | None,
    resend: bool,
    password: str | None,
    partial: bool,
    allow_secret: bool,
    trust: list[Path] | None,
    model: str | None,
) -> None:
    """Compare two versions of a plan, or a plan and what amends it: tasks added, changed, removed, moved."""
    session.flags.update(allow_secret=allow_secret or None, partial=partial or None, trust=trust, model=model)
    if webhook is not None:
        _check(webhook)
    if resend:
        if webhook is None or old is not None:
            refuse("--resend", "give --webhook URL, and no documents")
        _deliver(session, webhook, ())
        return
    if old is None or new is None:
        refuse("OLD NEW", "name two documents")
    changes = _compared(session, old, new, password)
    from vbparse.revise.events import events_of

    events = events_of(changes)
    session.put(_rendered(session, changes, events, form), out)
    if webhook is not None:
        _deliver(session, webhook, events)
    if exit_code and events:
        sys.exit(EXIT_DIFFERENT)


def _compared(session: Session, old: str, new: str, password: str | None) -> Changes:
    from vbparse.cli.plans import load_plan
    from vbparse.revise.compare import diff as compare

    if old == new == "-":
        refuse("OLD NEW", "only one of them can be read from standard input")
    plans = [load_plan(session, file, password) for file in (old, new)]
    changes = compare(*plans)
    session.log("%s, %s: %d tasks matched, %d changes", old, new, len(changes.pairs), len(changes.tasks))
    return changes


def _rendered(session: Session, changes: Changes, events: tuple[Event, ...], form: str) -> bytes:
    if form == "json":
        return f"{json.dumps(events, ensure_ascii=False, indent=2)}\n".encode()
    if form == "jsonl":
        from vbparse.revise.events import encode

        return b"".join(encode(event) + b"\n" for event in events)
    from vbparse.cli.differences import render_changes

    return render_changes(changes, session.lang).encode(errors="replace")


def _check(webhook: str) -> None:
    """Refuse an address that must not be used, and see that there is a key, before anything is read."""
    from vbparse.push.webhook import check_address, webhook_key

    try:
        check_address(webhook)
    except ValueError as error:
        refuse("--webhook", str(error))
    webhook_key()


def _deliver(session: Session, webhook: str, events: tuple[Event, ...]) -> None:
    """Send the events, what waits from earlier runs first. Raises `PushError` where some could not be delivered."""
    from vbparse.errors import PushError
    from vbparse.output import shown
    from vbparse.push.outbox import open_outbox, outbox_folder
    from vbparse.push.webhook import deliver, host_of, webhook_key

    with open_outbox(outbox_folder(webhook)) as outbox:
        outbox.add(events)
        if not len(outbox):
            session.tell("webhook.none")
            return
        done = deliver(webhook, outbox, key=webhook_key())
    session.log("%s: %d events delivered, %d kept", host_of(webhook), done.sent, done.kept)
    session.tell("webhook.sent", done.sent, host_of(webhook))
    if done.kept:
        message = (
            f"{done.kept} events could not be delivered ({done.problem}) and are kept in {shown(str(outbox.folder))}"
        )
        raise PushError(message, hint="They go first next time; send them alone with --webhook URL --resend.")
