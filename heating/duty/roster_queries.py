"""Rosters and their watches for the office's pages."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts import queries as accounts
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.duty import checking, queries, reading
from heating.duty.faults import Fault
from heating.duty.models import DutyChangeRow
from heating.duty.reading import Row
from heating.duty.rules import Post, RosterStatus, Staff, Via, Watch, Window, is_reachable
from heating.duty.schemas import (
    Candidate,
    ChangeItem,
    DutyFilter,
    Person,
    Reachable,
    RosterFilter,
    RosterItem,
    RosterShown,
    SpanQuery,
    WatchItem,
)
from heating.duty.timeline import watches
from heating.http.paging import decode_cursor
from heating.http.problems import INVALID
from heating.lib import areas, clock
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_LONGEST = timedelta(days=62)
_SPAN = Text("须在开始之后，且不超过 62 天", "must be after the start and at most 62 days later")


async def listed(actor: Actor, query: RosterFilter) -> list[Row]:
    """Latest begun first; up to one more than the limit."""
    condition, params = reading.seen(actor, "r")
    if query.organization is not None:
        condition += " AND r.organization_path >= ? AND r.organization_path < ?"
        params += areas.prefix_range(query.organization)
    if query.area is not None:
        condition += " AND r.area_path >= ? AND r.area_path < ?"
        params += areas.prefix_range(query.area)
    if query.status is not None:
        condition += " AND r.status = ?"
        params.append(query.status)
    if after := decode_cursor(query.cursor, tuple[datetime, UUID]):
        condition += " AND (r.starts_at, r.id) < (?, ?)"
        params += after
    shown, of_shown = _published_or_below(actor)
    condition += f" AND ({shown}) ORDER BY r.starts_at DESC, r.id DESC LIMIT ?"
    return await reading.rows(condition, [*params, *of_shown, query.limit + 1])


def _published_or_below(actor: Actor) -> tuple[str, list[object]]:
    below, params = scope.visible(actor, "r")
    return f"r.status <> 'draft' OR ({below})", params


def item(actor: Actor, row: Row) -> RosterItem:
    return RosterItem(**_item(actor, row))  # type: ignore[arg-type]  # of its own fields


def _item(actor: Actor, row: Row) -> dict[str, object]:
    return {
        "id": row.id,
        "name": row.name,
        "organization": row.organization_path,
        "area": row.area_path,
        "season": row.season_id,
        "status": row.status,
        "starts_at": row.starts_at,
        "ends_at": row.ends_at,
        "version": row.version,
        "created_by": row.created_by_name,
        "published_at": row.published_at,
        "published_by": row.published_by_name,
        "retired_at": row.retired_at,
        "writable": reading.may_write(actor, *row.place),
    }


async def shown(actor: Actor, id: UUID, zone: ZoneInfo) -> RosterShown:
    """Raises duty.not_found."""
    row = await reading.row(actor, id)
    found = await _faults(row, clock.now())
    return RosterShown(
        **_item(actor, row),  # type: ignore[arg-type]  # of the fields of an item
        plan=row.plan,
        people=[reachable(one) for one in await queries.staff(row.plan.people)],
        faults=await checking.fault_items(found, zone),
    )


async def _faults(row: Row, now: datetime) -> list[Fault]:
    """What keeps a draft from being published, and what has come up since a roster was."""
    if row.status is RosterStatus.RETIRED or row.ends_at <= now:
        return []
    if row.status is RosterStatus.DRAFT:
        return await checking.plan_faults(row.place, row.plan, now)
    return await checking.lost_since(row.id, row.place, Window(max(row.starts_at, now), row.ends_at))


def reachable(person: Staff) -> Reachable:
    return Reachable(person.id, person.name, person.phone)


async def watches_of(actor: Actor, id: UUID, query: SpanQuery) -> list[WatchItem]:
    """As they are after all changes; of a draft, as they would be. Raises duty.not_found, http.invalid."""
    row = await reading.row(actor, id)
    return await _items(await planned_watches(row, _span(query)))


async def planned_watches(row: Row, window: Window) -> list[Watch]:
    changes = (await queries.changes_in(window)).get(row.place, [])
    roster = checking.planned_roster(row.place, row.plan, row.published_at or clock.now(), changes)
    return [watch for watch in watches(roster) if watch.window.overlap(window)]


def _span(query: SpanQuery) -> Window:
    if not timedelta() < query.ends_at - query.starts_at <= _LONGEST:
        raise INVALID(errors=[FieldError("?ends_at", "span", _SPAN)])
    return Window(query.starts_at, query.ends_at)


async def _items(found: Iterable[Watch]) -> list[WatchItem]:
    kept = list(found)
    names = await accounts.people({watch.person for watch in kept})
    return [
        WatchItem(
            post=watch.post,
            person=Person(watch.person, names.get(watch.person, "")),
            starts_at=watch.starts_at.astimezone(UTC),
            ends_at=watch.ends_at.astimezone(UTC),
            via=watch.via,
        )
        for watch in kept
    ]


async def changes(actor: Actor, via: Via, query: DutyFilter) -> list[ChangeItem]:
    """Overrides or reinforcements that are not over and not taken back, first to begin first."""
    found = DutyChangeRow.filter(via=via, ended_at=None, ends_at__gt=clock.now()).order_by("starts_at", "id")
    rows = [
        row
        for row in await found
        if reading.sees(actor, row.organization_path, row.area_path)
        and areas.within(row.organization_path, query.organization or "")
        and areas.within(row.area_path, query.area or "")
    ]
    names = await accounts.people({row.person_id for row in rows})
    return [_change(actor, row, names.get(row.person_id, "")) for row in rows[: query.limit]]


def _change(actor: Actor, row: DutyChangeRow, name: str) -> ChangeItem:
    return ChangeItem(
        id=row.id,
        via=Via(row.via),
        organization=row.organization_path,
        area=row.area_path,
        post=Post(row.post),
        person=Person(row.person_id, name),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        reason=row.reason,
        made_at=row.made_at,
        made_by=row.made_by_name,
        writable=reading.may_write(actor, row.organization_path, row.area_path),
    )


async def candidates(actor: Actor, organization: str, text: str) -> list[Candidate]:
    """Who can be put on a roster of the organization: those of it and below who are at work, by user name. Raises
    duty.not_found."""
    reading.hidden_unless(areas.within(organization, actor.organization))
    found = await accounts.users(actor, organization=organization, text=text, disabled=False, limit=500)
    return [
        Candidate(
            one.id,
            one.name,
            one.phone,
            role=one.role,
            organization=one.organization_path,
            reachable=is_reachable(one.phone),
        )
        for one in found
    ]
