"""Is everything that is kept still whole?"""

import sys
from collections.abc import AsyncIterator

import click
import msgspec

from heating import settings as environment
from heating.cli import faults
from heating.cli.faults import Fault
from heating.cli.opened import run_on_database
from heating.settings import Settings


class Report(msgspec.Struct, frozen=True):
    ok: bool
    faults: list[Fault]


@click.command("check")
@click.option("--json", "as_json", is_flag=True, help='Print {"ok", "faults": [{"part", "subject", "what"}]}.')
@click.option("--quick", is_flag=True, help="Do not read every photo to compare its hash.")
def command(as_json: bool, quick: bool) -> None:
    """Verify the audit's chain, references, hazards, sums, readiness and photos.

    Says what is wrong, one line each, and ends with 1; with 0 when nothing is. It changes nothing.
    """
    settings = environment.load()
    report = run_on_database(settings, _check(settings, full=not quick, tell=not as_json))
    if as_json:
        click.echo(msgspec.json.encode(report))
    else:
        click.echo(_summary(len(report.faults)))
    sys.exit(0 if report.ok else 1)


def _summary(count: int) -> str:
    if not count:
        return "Nothing is wrong."
    return "1 fault." if count == 1 else f"{count} faults."


async def _check(settings: Settings, *, full: bool, tell: bool) -> Report:
    found = []
    async for fault in every_fault(settings, full=full):
        found.append(fault)
        if tell:
            click.echo(f"{fault.part}: {fault.subject}: {fault.what}")
    return Report(ok=not found, faults=found)


async def every_fault(settings: Settings, *, full: bool) -> AsyncIterator[Fault]:
    """`full` reads every photo."""
    for part in (
        faults.in_database(),
        faults.in_audit(),
        faults.in_references(),
        faults.in_hazards(),
        faults.in_roll_ups(),
        faults.in_readiness(settings),
        faults.in_photos(settings, full=full),
    ):
        async for fault in part:
            yield fault
