"""Replaying a city's history on a running server."""

import asyncio
import statistics
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import click
import httpx2
import msgspec

from heating.cli import comparing, replaying
from heating.cli.comparing import Comparison, Judged, Why
from heating.cli.history import Case, Columns, History, NotAHistory, read
from heating.cli.replaying import Run, Target

_SHOWN_FAULTS = 20
_CLOCKS = ("resolution", "reply")


@click.group()
def command() -> None:
    """Feed a history through a running server and compare its clocks with what was recorded."""


class _Zone(click.ParamType[ZoneInfo]):
    name = "zone"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> ZoneInfo:
        try:
            return ZoneInfo(str(value))
        except (ZoneInfoNotFoundError, ValueError):
            self.fail(f"there is no time zone {value}", param, ctx)


@command.command("complaints")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--url", required=True, help="The server, such as https://heat.example.")
@click.option(
    "--token", required=True, envvar="HEATING_TOKEN", help="With the scopes complaints.receive, .import, .read."
)
@click.option(
    "--speed",
    type=click.FloatRange(min=0),
    default=0.0,
    show_default=True,
    help="Seconds of history in one second; 0: as fast as it goes.",
)
@click.option(
    "--zone", type=_Zone(), default="America/New_York", show_default=True, help="In which the file's times are."
)
@click.option(
    "--columns",
    "columns_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="JSON: the file's columns, see above.",
)
@click.option("--category", default="no_heat", show_default=True, help="Of all complaints.")
@click.option("--organization", help="The unit that they belong to; without it that of the token's person.")
@click.option("--area", help="The area that they belong to.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="Only what came on this day or later.")
@click.option("--until", "last", type=click.DateTime(["%Y-%m-%d"]), help="Only what came before this day.")
def complaints(
    file: Path,
    url: str,
    token: str,
    speed: float,
    zone: ZoneInfo,
    columns_file: Path | None,
    category: str,
    organization: str | None,
    area: str | None,
    first: datetime | None,
    last: datetime | None,
) -> None:
    """Send the complaints of FILE, a csv table, to a running server as they came and ended, and report what its clocks
    say beside what the city recorded.

    They are taken over as history: nobody is sent anywhere or told anything. Sending a file again finds them there.
    The columns are those of American 311 systems; another file's are named by a JSON object with the keys number,
    opened, due, closed, on_time, text, address, outcome. Ends with 1 when the server refused a complaint.
    """
    history = _between(_history(file, columns_file, zone), _day(first, zone), _day(last, zone))
    target = Target(url.rstrip("/"), token, file.stem[:40], category, organization, area)
    try:
        run = asyncio.run(replaying.replay(history, target, speed))
    except httpx2.HTTPError as error:
        raise click.ClickException(f"{url} does not answer: {error}") from None
    for line in _report(history, run):
        click.echo(line)
    sys.exit(1 if any(one.problem for one in run.sent) else 0)


def _history(file: Path, columns_file: Path | None, zone: ZoneInfo) -> History:
    try:
        columns = msgspec.json.decode(columns_file.read_bytes(), type=Columns) if columns_file else Columns()
    except msgspec.MsgspecError as error:
        raise click.BadParameter(f"{columns_file}: {error}", param_hint="--columns") from None
    try:
        return read(file, columns, zone)
    except (NotAHistory, UnicodeDecodeError) as error:
        raise click.ClickException(f"{file}: {error}") from None


def _day(given: datetime | None, zone: ZoneInfo) -> datetime | None:
    return datetime.combine(date(given.year, given.month, given.day), time(), zone) if given else None


def _between(history: History, first: datetime | None, last: datetime | None) -> History:
    def is_wanted(case: Case) -> bool:
        return (first is None or case.opened_at >= first) and (last is None or case.opened_at < last)

    cases = [case for case in history.cases if is_wanted(case)]
    if not cases:
        raise click.ClickException("no complaint came in these days")
    return msgspec.structs.replace(history, cases=cases)


def _report(history: History, run: Run) -> Iterator[str]:
    yield from _of_the_run(history, run)
    accepted = [(one.case, one.due) for one in run.sent if one.due is not None]
    for name in _CLOCKS:
        judged = [Judged(case, due.get(name)) for case, due in accepted]
        if any(one.ours for one in judged):
            yield from _of_a_clock(name, comparing.compare(judged, history.as_of))
    yield from _by_calendar(history, [case for case, _ in accepted])
    yield from _faults(history, run)


def _by_calendar(history: History, cases: Sequence[Case]) -> Iterator[str]:
    """Reckoned here, with the same code as on the server."""
    days = comparing.usual_days(cases)
    if days is None:
        return
    yield ""
    yield f"The city's own {days} days, reckoned our ways: overdue, and judged differently from what the city recorded"
    for name, found in comparing.by_calendar(cases, days, history).items():
        yield f"    {name:40}{found.ours_overdue:8}{found.total - found.why[Why.AGREE]:8}"
        for reason, count in found.why.most_common():
            if reason is not Why.AGREE:
                yield f"      {count:6}  {reason.value} (such as {found.examples[reason]})"


def _of_the_run(history: History, run: Run) -> Iterator[str]:
    refused = sum(1 for one in run.sent if one.problem)
    milliseconds = sorted(second * 1000 for second in run.seconds)
    first, last = history.cases[0].opened_at, history.cases[-1].opened_at
    yield f"{len(run.sent)} complaints from {first:%Y-%m-%d} to {last:%Y-%m-%d}"
    yield f"{run.requests} requests in {run.took:.1f} s, {run.requests / run.took:.0f} a second; {refused} refused"
    if len(milliseconds) > 1:
        p50, p99 = statistics.median(milliseconds), milliseconds[int(len(milliseconds) * 0.99)]
        yield f"milliseconds for a request: p50 {p50:.1f}, p99 {p99:.1f}; behind the pace by at most {run.lag:.1f} s"


def _of_a_clock(name: str, found: Comparison) -> Iterator[str]:
    yield ""
    yield f"Our clock “{name}” ({_most(found.our_limits)}) beside the city's deadline ({_most(found.city_limits)})"
    yield f"  {'overdue':42}{'ours':>8}{'city':>8}"
    for basis in comparing.Basis:
        yield f"    {basis.value:40}{found.ours_by[basis]:8}{found.city_by[basis]:8}"
    yield f"    {'together':40}{found.ours_overdue:8}{found.city_overdue:8}"
    yield f"    {'in time':40}{found.total - found.ours_overdue:8}{found.total - found.city_overdue:8}"
    different = found.total - found.why[Why.AGREE]
    yield f"  {found.total} compared, {different} judged differently:"
    for reason, count in found.why.most_common():
        if reason is not Why.AGREE:
            yield f"    {count:6}  {reason.value} (such as {found.examples[reason]})"


def _most(limits: Counter[str]) -> str:
    """The three most frequent."""
    return ", ".join(f"{limit}: {count}" for limit, count in limits.most_common(3))


def _faults(history: History, run: Run) -> Iterator[str]:
    problems = [f"{one.case.number}: {one.problem}" for one in run.sent if one.problem]
    for title, lines in (("refused by the server", problems), ("not read", history.unreadable)):
        if lines:
            yield ""
            yield f"{len(lines)} {title}:"
            yield from (f"  {line}" for line in lines[:_SHOWN_FAULTS])
