"""The demo city from the command line."""

import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from typing import get_args

import click
import msgspec

from heating import settings as environment
from heating import worker
from heating.accounts.rules import Role
from heating.cli.opened import run_on_database
from heating.lib import clock
from heating.sample.building import NotEmpty, SignIn, Wanted, build
from heating.sample.plan import SizeName
from heating.settings import Settings

SIGN_INS = "signins.json"


@click.command("sample")
@click.option(
    "--size", type=click.Choice(get_args(SizeName)), default="small", show_default=True,
    help="small: 75 sites, in seconds; city: 2,200 heat stations, 40,000 assets, 300,000 households, in minutes.",
)  # fmt: skip
@click.option("--seed", type=int, default=1, show_default=True, help="Another seed, another city.")
@click.option(
    "--until", type=click.DateTime(["%Y-%m-%d"]), help="The city's today, at its end; the real one if not given."
)
@click.option("--if-empty", is_flag=True, help="Do nothing, and succeed, where there is something already.")
def command(size: SizeName, seed: int, until: datetime | None, if_empty: bool) -> None:
    """Fill an empty database with a demo city and the history of its season.

    Prints the sign-ins and writes them to signins.json in the data directory. For demonstration only: all accounts have
    the password shown.
    """
    settings = environment.load()
    wanted = Wanted(size, seed, _moment(settings, until and until.date()), settings.zone, settings.directory)
    try:
        sign_ins = run_on_database(settings, _build(wanted))
    except NotEmpty:
        if if_empty:
            return
        click.echo("There is something in this database already; the demo city needs an empty one.", err=True)
        sys.exit(1)
    click.echo()
    path = _write(settings, sign_ins)
    for role, sign_in in sign_ins.items():
        click.echo(f"{role:<18} {sign_in.username:<18} {sign_in.password}")
    click.echo(f"\nThese sign-ins are in {path}.")


async def _build(wanted: Wanted) -> dict[Role, SignIn]:
    sign_ins = await build(wanted, _Progress())
    for follower in worker.followers():
        await follower.skip()
    return sign_ins


def _moment(settings: Settings, until: date | None) -> datetime:
    if until is None:
        return clock.now()
    return datetime.combine(until + timedelta(days=1), time(), settings.zone) - timedelta(seconds=1)


def _write(settings: Settings, sign_ins: dict[Role, SignIn]) -> Path:
    """Role → user name, password and name; readable by the owner of the data only."""
    path = settings.directory / SIGN_INS
    path.touch(mode=0o600)
    path.write_bytes(msgspec.json.format(msgspec.json.encode(sign_ins), indent=2) + b"\n")
    return path


class _Progress:
    """A line for each kind of thing, rewritten on a terminal and otherwise printed now and then."""

    def __init__(self) -> None:
        self._started = monotonic()
        self._last = ""
        self._shown_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now = monotonic()
        if done < total and what == self._last and now - self._shown_at < (0.2 if sys.stdout.isatty() else 5):
            return
        beginning = "\r" if sys.stdout.isatty() else ""
        ending = "\n" if done >= total or not sys.stdout.isatty() else ""
        click.echo(f"{beginning}{now - self._started:6.1f} s  {what}: {done:,} of {total:,}{ending}", nl=False)
        self._last, self._shown_at = what, now
