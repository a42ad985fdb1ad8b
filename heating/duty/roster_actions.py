"""Writing and publishing rosters."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts import problems as account_problems
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.duty import checking, problems, reading
from heating.duty.models import RosterRow, ShiftRow
from heating.duty.patterns import Plan, expand, plan_errors
from heating.duty.reading import Row
from heating.duty.rules import RosterStatus
from heating.duty.schemas import NewRoster, RosterBody
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.registry.clashes import once_more
from heating.registry.kind_queries import seasons
from heating.registry.seasons import season_on

KIND = "roster"
_NO_ORGANIZATION = Text("没有这个单位", "is no organization")
_NO_AREA = Text("没有这个区域", "is no area")
_NO_SEASON = Text("这一时间没有供热季", "is in no heating season")


async def create(actor: Actor, new: NewRoster, zone: ZoneInfo) -> UUID:
    """A draft. The same again is harmless. Raises duty.not_found, accounts.forbidden, http.invalid, duty.id_taken."""
    refuse_writing(actor, new.organization, new.area)
    return await once_more(partial(_create, actor, new, zone))


def refuse_writing(actor: Actor, organization: str, area: str) -> None:
    """Raises duty.not_found for what he does not see, accounts.forbidden for what he may not write."""
    reading.hidden_unless(reading.sees(actor, organization, area))
    if not reading.may_write(actor, organization, area):
        raise account_problems.FORBIDDEN()


async def _create(actor: Actor, new: NewRoster, zone: ZoneInfo) -> UUID:
    content_hash = sha256(msgspec.json.encode(new)).hexdigest()
    async with storage.transaction() as unit:
        found = await reading.rows("id = ?", [new.id])
        if reading.known_hash((row.content_hash for row in found), content_hash):
            return new.id
        season, errors = await _season(new.plan, new.area, zone)
        kind = await checking.kind_of(new.organization)
        if kind is None:
            errors.append(FieldError("/organization", "not_found", _NO_ORGANIZATION))
        if new.area and not await accounts.areas_by_path([new.area]):
            errors.append(FieldError("/area", "not_found", _NO_AREA))
        if errors:
            raise INVALID(errors=errors)
        unit.insert(
            RosterRow,
            {
                "id": new.id,
                "organization_path": new.organization,
                "organization_kind": kind,
                "area_path": new.area,
                "season_id": season,
                "status": RosterStatus.DRAFT,
                "version": 1,
                "created_at": clock.now(),
                "created_by_id": actor.id,
                "created_by_name": actor.name,
                "content_hash": content_hash,
                **_written(new.name, new.plan),
            },
        )
        _tell(actor, "drafted", new.id, new.organization, new.area, name=new.name)
    return new.id


async def change(actor: Actor, id: UUID, body: RosterBody, zone: ZoneInfo) -> None:
    """Raises duty.not_found, accounts.forbidden, duty.not_a_draft, duty.version_conflict, http.invalid."""
    async with storage.transaction():
        row = await _draft(actor, id, body.version)
        season, errors = await _season(body.plan, row.area_path, zone)
        if errors:
            raise INVALID(errors=errors)
        await _save(row, season_id=season, **_written(body.name, body.plan))
        _tell(actor, "changed", id, *row.place, version=body.version + 1)


async def publish(actor: Actor, id: UUID, version: int, zone: ZoneInfo) -> None:
    """From now on it is in force, and the rosters of the place that lie within it are not. Raises as `change`, and
    duty.faults with every fault at once."""
    now = clock.now()
    async with storage.transaction():
        row = await _draft(actor, id, version)
        if row.ends_at <= now:
            raise problems.OVER()
        await checking.alone()
        await checking.refuse(await checking.plan_faults(row.place, row.plan, now), zone)
        await _save(row, status=RosterStatus.PUBLISHED, published_at=now, published_by_name=actor.name)
        await _write_shifts(row)
        replaced = await _retire_within(row)
        _tell(actor, "published", id, *row.place, name=row.name, replaces=replaced)


async def retire(actor: Actor, id: UUID, version: int) -> None:
    """Nobody is on duty by it from now on. Raises duty.not_found, accounts.forbidden, duty.version_conflict,
    duty.not_published."""
    async with storage.transaction():
        row = await reading.row(actor, id)
        refuse_writing(actor, *row.place)
        _refuse_version(row, version)
        if row.status is not RosterStatus.PUBLISHED:
            raise problems.NOT_PUBLISHED()
        await _save(row, status=RosterStatus.RETIRED, retired_at=clock.now())
        _tell(actor, "retired", id, *row.place, name=row.name)


async def discard(actor: Actor, id: UUID) -> None:
    """A draft is gone for good. Raises duty.not_found, accounts.forbidden, duty.not_a_draft."""
    async with storage.transaction():
        row = await _draft(actor, id, None)
        if not await RosterRow.filter(id=id, status=RosterStatus.DRAFT, version=row.version).delete():
            raise problems.VERSION_CONFLICT(version=row.version + 1)
        _tell(actor, "discarded", id, *row.place, name=row.name)


async def _draft(actor: Actor, id: UUID, version: int | None) -> Row:
    row = await reading.row(actor, id)
    refuse_writing(actor, *row.place)
    if row.status is not RosterStatus.DRAFT:
        raise problems.NOT_A_DRAFT()
    if version is not None:
        _refuse_version(row, version)
    return row


def _refuse_version(row: Row, version: int) -> None:
    if row.version != version:
        raise problems.VERSION_CONFLICT(version=row.version)


async def _save(row: Row, **columns: object) -> None:
    """Only if nobody has changed it meanwhile."""
    if not await RosterRow.filter(id=row.id, version=row.version).update(version=row.version + 1, **columns):
        raise problems.VERSION_CONFLICT(version=row.version + 1)


def _written(name: str, plan: Plan) -> dict[str, object]:
    return {
        "name": name.strip(),
        "plan_json": msgspec.json.encode(plan).decode(),
        "starts_at": plan.starts_at,
        "ends_at": plan.ends_at,
    }


async def _season(plan: Plan, area: str, zone: ZoneInfo) -> tuple[UUID | None, list[FieldError]]:
    errors = [msgspec.structs.replace(error, pointer=f"/plan{error.pointer}") for error in plan_errors(plan)]
    first: date = plan.starts_at.astimezone(zone).date()
    season = season_on(first, await seasons(), area)
    if season is None:
        errors.append(FieldError("/plan/starts_at", "no_season", _NO_SEASON))
    return None if season is None else season.id, errors


async def _write_shifts(row: Row) -> None:
    values = [
        {
            "id": new_id(),
            "roster_id": row.id,
            "post": shift.post,
            "person_id": shift.person,
            "starts_at": shift.starts_at,
            "ends_at": shift.ends_at,
        }
        for shift in expand(row.plan)
    ]
    await storage.current_unit().insert_now(ShiftRow, values)


async def _retire_within(row: Row) -> Sequence[UUID]:
    """What lies wholly within the new roster would never be asked again."""
    older = await reading.rows(
        "organization_path = ? AND area_path = ? AND status = 'published' AND id <> ? AND starts_at >= ?"
        " AND ends_at <= ?",
        [*row.place, row.id, row.starts_at, row.ends_at],
    )
    for one in older:
        await _save(one, status=RosterStatus.RETIRED, retired_at=clock.now())
    return [one.id for one in older]


def _tell(actor: Actor, verb: str, id: UUID, organization: str, area: str, **detail: object) -> None:
    audit.record(
        actor,
        f"roster.{verb}",
        subject_kind=KIND,
        subject_id=id,
        organization=organization,
        area=area,
        detail=detail,
    )
    storage.current_unit().changed(KIND, id, organization=organization, area=area)
