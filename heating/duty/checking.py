"""The faults of a roster or of a change to it, with the people and the other rosters they depend on."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.rules import OrganizationKind
from heating.duty import problems, queries, wording
from heating.duty.faults import Elsewhere, Fault, faults, people_faults
from heating.duty.patterns import Plan, expand
from heating.duty.rules import Change, Place, Roster, Watch, Window
from heating.duty.schemas import FaultItem, Person
from heating.duty.timeline import in_force, watches
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_LOCK = 20261103


async def plan_faults(place: Place, plan: Plan, now: datetime) -> list[Fault]:
    """What its publication at this moment would be refused for. What is past cannot be mended any more."""
    window = Window(max(plan.starts_at, min(now, plan.ends_at)), plan.ends_at)
    changes = (await queries.changes_in(window)).get(place, [])
    planned = watches(planned_roster(place, plan, now, changes))
    people = {watch.person for watch in planned}
    known = {one.id: one for one in await queries.staff(people)}
    return faults(place, window, planned, known, await _elsewhere(place, people, window))


def planned_roster(place: Place, plan: Plan, published_at: datetime, changes: Iterable[Change]) -> Roster:
    """A draft as it would be in force. Of its organization's kind nothing depends."""
    return Roster(
        id=new_id(),
        organization=place.organization,
        kind=OrganizationKind.COMPANY,
        area=place.area,
        starts_at=plan.starts_at,
        ends_at=plan.ends_at,
        published_at=published_at,
        shifts=tuple(expand(plan)),
        changes=tuple(changes),
    )


async def change_faults(place: Place, changes: Sequence[Change], rosters: Iterable[Roster]) -> list[Fault]:
    """What is wrong with the people of these changes, if they are made. The place's rosters hold the other changes."""
    people = {change.person for change in changes}
    window = Window(min(one.starts_at for one in changes), max(one.ends_at for one in changes))
    changed = [with_changes(roster, changes) for roster in rosters if roster.place == place]
    own = [watch for _, watch in in_force(changed, window) if watch.person in people]
    known = {one.id: one for one in await queries.staff(people)}
    return people_faults(place, own, known, await _elsewhere(place, people, window))


async def lost_since(id: UUID, place: Place, window: Window) -> list[Fault]:
    """Who of a roster in force cannot be reached or may not serve any more."""
    rosters = [one for one in await queries.rosters_in(window, [place]) if one.place == place]
    own = [watch for roster, watch in in_force(rosters, window) if roster.id == id]
    known = {one.id: one for one in await queries.staff({watch.person for watch in own})}
    return people_faults(place, own, known)


async def ending(place: Place, change: Change, left: Window) -> tuple[set[UUID], list[Fault]]:
    """Who is on duty again when what is left of this change is taken back, and what is wrong with them. A change lies
    over shifts, so the posts stay filled without it."""
    rosters = [roster for roster in await queries.rosters_in(left, [place]) if roster.place == place]
    before = _watches(rosters, left)
    after = _watches([_without(roster, change) for roster in rosters], left)
    people = {watch.person for watch in after - before}
    known = {one.id: one for one in await queries.staff(people)}
    back = sorted((watch for watch in after if watch.person in people), key=lambda watch: watch.starts_at)
    return people, people_faults(place, back, known, await _elsewhere(place, people, left))


def relieved_by(place: Place, change: Change, rosters: Iterable[Roster]) -> set[UUID]:
    """Who is not on duty for a while because of this change."""
    own = [roster for roster in rosters if roster.place == place]
    before = _watches(own, change.window)
    after = _watches([with_changes(roster, [change]) for roster in own], change.window)
    return {watch.person for watch in before - after} - {change.person}


def _watches(rosters: Iterable[Roster], window: Window) -> set[Watch]:
    return {watch for _, watch in in_force(rosters, window)}


def _without(roster: Roster, change: Change) -> Roster:
    return msgspec.structs.replace(roster, changes=tuple(one for one in roster.changes if one.id != change.id))


def with_changes(roster: Roster, changes: Iterable[Change]) -> Roster:
    return msgspec.structs.replace(roster, changes=(*roster.changes, *changes))


async def refuse(found: Sequence[Fault], zone: ZoneInfo) -> None:
    """Raises duty.faults with every one of them, if there are any."""
    if found:
        items = await fault_items(found, zone)
        errors = [FieldError(f"/plan/{item.post}", item.kind, item.detail) for item in items]
        raise problems.FAULTS(errors=errors, count=len(errors))


async def fault_items(found: Sequence[Fault], zone: ZoneInfo) -> list[FaultItem]:
    names = await accounts.people({id for fault in found for id in fault.people})
    organizations = await names_of({fault.elsewhere for fault in found if fault.elsewhere})
    return [
        FaultItem(
            kind=fault.kind,
            post=fault.post,
            starts_at=fault.starts_at.astimezone(UTC),
            ends_at=fault.ends_at.astimezone(UTC),
            people=[Person(id, names.get(id, "")) for id in fault.people],
            detail=wording.fault(fault, names, organizations, zone),
        )
        for fault in found
    ]


async def alone() -> None:
    """One check at a time, until what it allowed is written: nobody gets into two places by two at once. SQLite has
    one writer anyway."""
    if storage.dialect() == "postgres":
        await storage.fetch("SELECT pg_advisory_xact_lock(?)", [_LOCK])


async def names_of(paths: Collection[str]) -> dict[str, Text]:
    found = await accounts.organizations_by_path(paths) if paths else {}
    return {path: Text(one.name, one.name_en or one.name) for path, one in found.items()}


async def kind_of(organization: str) -> OrganizationKind | None:
    found = (await accounts.organizations_by_path([organization])).get(organization)
    return None if found is None else OrganizationKind(found.kind)


async def _elsewhere(place: Place, people: Collection[UUID], window: Window) -> list[Elsewhere]:
    """The duties of these people at other places."""
    rosters = await queries.rosters_in(window, only=await queries.rosters_of(people, window)) if people else []
    return [
        Elsewhere(roster.place, watch)
        for roster, watch in in_force((one for one in rosters if one.place != place), window)
        if watch.person in people
    ]
