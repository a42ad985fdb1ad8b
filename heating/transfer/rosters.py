"""A roster from a table. It becomes a draft, or nothing does; what its publication would be refused for is said at
once."""

import asyncio
from datetime import datetime
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts.actor import Actor
from heating.accounts.queries import users
from heating.duty import checking, queries, roster_actions
from heating.duty.patterns import MOST_BY_HAND, Plan
from heating.duty.rules import Place
from heating.duty.schemas import FaultItem, NewRoster
from heating.lib import clock
from heating.transfer import problems, roster_rows, tables
from heating.transfer.roster_rows import Read
from heating.transfer.rows import Fault
from heating.transfer.schemas import MOST_FAULTS

_MOST_PEOPLE = 5_000


class RosterImport(NamedTuple):
    """`id` is the draft's."""

    id: UUID
    name: str
    place: Place
    file: str
    content: bytes
    dry_run: bool
    zone: ZoneInfo


class RosterReport(msgspec.Struct, frozen=True, kw_only=True):
    """`faults` are the rows'; while there is one nothing is written. `roster_faults` are those of the roster that the
    rows make, which can be mended in the draft. `written`: the draft exists."""

    file: str
    rows: int
    shifts: int
    starts_at: datetime | None
    ends_at: datetime | None
    faulty_rows: int
    faults: list[Fault]
    roster_faults: list[FaultItem]
    written: bool


async def import_roster(actor: Actor, given: RosterImport) -> RosterReport:
    """Raises import.* for a file that is wrong as a whole, and whatever the creation of a draft raises."""
    roster_actions.refuse_writing(actor, *given.place)
    table = await asyncio.to_thread(tables.read, given.file, given.content)
    read = await _read(actor, table, given)
    plan = _plan(read)
    found = [] if plan is None else await checking.plan_faults(given.place, plan, clock.now())
    writes = plan is not None and not given.dry_run and not read.faults
    if writes and plan is not None:
        new = NewRoster(
            id=given.id, name=given.name, organization=given.place.organization, area=given.place.area, plan=plan
        )
        await roster_actions.create(actor, new, given.zone)
    return RosterReport(
        file=given.file,
        rows=len(table.rows),
        shifts=len(read.shifts),
        starts_at=None if plan is None else plan.starts_at,
        ends_at=None if plan is None else plan.ends_at,
        faulty_rows=len({fault.row for fault in read.faults}),
        faults=read.faults[:MOST_FAULTS],
        roster_faults=(await checking.fault_items(found, given.zone))[:MOST_FAULTS],
        written=writes,
    )


async def _read(actor: Actor, table: tables.Table, given: RosterImport) -> Read:
    columns = roster_rows.columns_of(table)
    if missing := roster_rows.missing(columns):
        raise problems.NO_COLUMNS(file=given.file, names="、".join(missing))
    if len(table.rows) > MOST_BY_HAND:
        raise problems.TOO_MANY_SHIFTS(file=given.file, most=MOST_BY_HAND)
    members = await users(actor, organization=given.place.organization, limit=_MOST_PEOPLE)
    people = roster_rows.people_of(await queries.staff(user.id for user in members))
    return roster_rows.read(table, columns, people, given.zone)


def _plan(read: Read) -> Plan | None:
    """From the first beginning to the last end; None when no row could be read."""
    if not read.shifts:
        return None
    starts_at = min(shift.starts_at for shift in read.shifts)
    return Plan(starts_at, max(shift.ends_at for shift in read.shifts), shifts=tuple(read.shifts))
