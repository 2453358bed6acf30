"""The commands for the data file: backup, restore and doctor."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from .. import clock
from ..errors import KfitError, LateFailure, Refused
from ..render import maintenance
from ..render.maintenance import BackupRow, findings, listing, made
from ..render.text import safe
from ..store import backups, paths
from ..store.data_file import Data
from ..store.doctor import run_checks
from ..store.restore import begin_anew, bring_back, choose_copy, content, copies_newer, only_in
from .base import Command, Json, new_app
from .output import say, say_json, screen, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.backups import Copy

backup_app = new_app()


@backup_app.callback(invoke_without_command=True)
def make(ctx: typer.Context, json: Json = False) -> None:
    """Make a checked copy of everything."""
    if ctx.invoked_subcommand is not None:
        return
    with Data.to_read() as data:
        path = backups.make(data.db, data.path, "hand") if data.db else None
    copy = backups.read_name(*os.path.split(path)) if path else None
    if json:
        say_json({"path": path, "rows": (copy and copy.entries) or 0, "sha256": copy and copy.sha256})
    elif copy is None:
        say("Nothing logged yet, so there is nothing to copy.")
    else:
        say(made(copy.entries or 0, copy.unsound or ""))


@backup_app.command("list", cls=Command, epilog="Example: kfit backup list")
def show_list(json: Json = False) -> None:
    """List the copies, newest first, and whether each can be used."""
    path = paths.data_file()
    found = looked_over(path)
    if not json:
        say(list_text([told for _, told in found], path))
        return
    say_json(
        {
            "backups": [
                {
                    "number": told.number,
                    "path": copy.path,
                    "made": clock.stamp(told.made),
                    "reason": told.reason,
                    "entries": told.entries,
                    "bytes": told.size,
                    "ok": not told.fault,
                    "fault": told.fault or None,
                }
                for copy, told in found
            ]
        }
    )


def list_text(rows: list[BackupRow], path: str) -> str:
    """Return the list of the copies of a data file."""
    return listing(rows, paths.backups(path), clock.now().date(), screen())


def looked_over(path: str) -> list[tuple[Copy, BackupRow]]:
    """Return each copy with its line of the list, which says whether the copy can be used."""
    found = enumerate(backups.inspect_copies(path), start=1)
    return [(copy, BackupRow(number, copy.made(), copy.reason, copy.entries, size, fault)) for number, (copy, size, fault) in found]


restore_app = new_app()


@restore_app.command(cls=Command)
def restore(
    which: Annotated[str | None, typer.Argument(help="latest, a number from kfit backup list, or a file.", metavar="[WHICH]")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Begin a new file; the old one is kept beside it.")] = False,
) -> None:
    """Bring back a copy. What is there now is kept as a copy first."""
    path = paths.data_file()
    if which and empty:
        raise Refused("A copy and --empty do not go together. Try: kfit restore --empty   or: kfit restore latest")
    if empty:
        before = begin_anew(path)
        say(_lines("A new file begins with your next entry.", maintenance.kept(before.copy, before.aside)))
        talk(maintenance.trouble(before.trouble)) if before.trouble else None
    elif which:
        source = choose_copy(path, which)
        newer = copies_newer(path, source) if which == "latest" else []
        named = _source_said(source)
        before = bring_back(path, source)
        said = _restored(named)
        left = only_in(before.copy, path) if before.copy else {}
        kept = maintenance.left_behind(left, os.path.basename(before.copy)) if left else maintenance.kept(before.copy, before.aside)
        say(_lines(said, maintenance.passed_over(len(newer)), kept))
        talk(maintenance.trouble(before.trouble)) if before.trouble else None
    else:
        rows = [told for _, told in looked_over(path)]
        say(list_text(rows, path))
        good = any(not row.fault for row in rows)
        ways = "For the newest good one: kfit restore latest" if good else "To begin a new file: kfit restore --empty"
        raise Refused(f"Which copy? {ways}")


def _restored(named: str) -> str:
    """Return the message on what was restored from a source. Raises LateFailure if the restored file can't be read."""
    try:
        with Data.to_read() as data:
            count, first, last = content(data.existing())
    except KfitError as error:
        raise LateFailure(f"The file is brought back from {named}, but it can't be used now:\n{error}") from None
    return maintenance.restored(count, (first, last), named, clock.now().date())


def _source_said(source: str) -> str:
    """Return the name of a source: a copy's by when it was made, any other file's own name."""
    copy = backups.read_name(*os.path.split(source))
    return f"the copy of {maintenance.moment(copy.made(), clock.now().date())}" if copy else safe(os.path.basename(source))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)


doctor_app = new_app()


@doctor_app.command(cls=Command)
def doctor(json: Json = False) -> None:
    """Check the data file: is it whole, is it yours alone, does it agree with its own history."""
    checks = run_checks()
    ok = all(one.ok for one in checks)
    if json:
        say_json({"ok": ok, "checks": [one._asdict() for one in checks]})
    else:
        say(findings(checks, screen()))
    if not ok:
        raise typer.Exit(1)
