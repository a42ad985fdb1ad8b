"""Gathering the cases of a period with the clocks that ran on them."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.complaints.clocking import KIND
from heating.complaints.compliance import rules as compliance
from heating.complaints.compliance.rules import Case, Tally
from heating.complaints.compliance.schemas import ByClass, ByMonth, ByUnit, Compliance, ComplianceQuery
from heating.complaints.history import queries as message_queries
from heating.complaints.history.queries import Taken
from heating.complaints.rules import CLASS_NAMES, Channel, MatterClass
from heating.deadlines import queries as deadlines
from heating.deadlines.queries import Clock

_CLOCKS: Mapping[Channel, str] = {Channel.MESSAGE_BOARD: "message_board", Channel.HOTLINE_12345: "hotline_12345"}
_YEAR = timedelta(days=366)


async def answer(actor: Actor, query: ComplianceQuery, zone: ZoneInfo, now: datetime) -> Compliance:
    until = query.until or now
    since = query.since or until - _YEAR
    channels = [query.channel] if query.channel else list(Channel)
    cases: list[Case] = []
    async for page in message_queries.taken(actor, channels, since, until):
        cases += await _cases(page)
    return Compliance(
        since=since,
        until=until,
        all=compliance.tally(cases, now),
        by_class=[
            ByClass(matter_class=group, tally=compliance.tally(some, now))
            for group, some in sorted(compliance.grouped(cases, lambda case: case.matter_class).items(), key=_by_class)
        ],
        by_month=_by_month(cases, zone, now),
        by_unit=await _by_unit(cases, now),
        residue=compliance.residue(cases, now),
    )


async def _cases(page: Sequence[Taken]) -> list[Case]:
    clocks = await deadlines.clocks_of(KIND, [taken.id for taken in page])
    return [_case(taken, clocks.get(taken.id, [])) for taken in page]


def _case(taken: Taken, clocks: Sequence[Clock]) -> Case:
    """By the clock of the channel it came by, or that of the reply. What was answered on the spot needed none."""
    due = {clock.name: clock.due_at for clock in reversed(clocks)}
    due_at = due.get(_CLOCKS.get(taken.channel, "reply"), due.get("reply"))
    if due_at is None and taken.replied_at == taken.received_at:
        due_at = taken.replied_at
    return Case(
        channel=taken.channel,
        matter_class=taken.matter_class,
        organization=taken.organization,
        written_at=taken.happened_at,
        due_at=due_at,
        replied_at=taken.replied_at,
        score=taken.score,
    )


def _by_class(pair: tuple[MatterClass | None, object]) -> int:
    """In the order of their limits, what has no class last."""
    order: list[MatterClass | None] = [*CLASS_NAMES, None]
    return order.index(pair[0])


def _by_month(cases: Sequence[Case], zone: ZoneInfo, now: datetime) -> list[ByMonth]:
    months = compliance.grouped(cases, lambda case: f"{case.written_at.astimezone(zone):%Y-%m}")
    return [ByMonth(month=month, tally=compliance.tally(some, now)) for month, some in sorted(months.items())]


async def _by_unit(cases: Sequence[Case], now: datetime) -> list[ByUnit]:
    """The most punctual first."""
    units = compliance.grouped(cases, lambda case: case.organization)
    names = await accounts.organizations_by_path(units)
    tallies = [(path, compliance.tally(some, now)) for path, some in units.items()]
    return [
        ByUnit(
            organization=path,
            name=names[path].name if path in names else path,
            name_en=names[path].name_en if path in names else path,
            tally=tally,
        )
        for path, tally in sorted(tallies, key=_by_share)
    ]


def _by_share(pair: tuple[str, Tally]) -> tuple[float, int, str]:
    path, tally = pair
    return -(tally.share_in_time if tally.share_in_time is not None else -1), -tally.total, path
