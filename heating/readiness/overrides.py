"""Leaders set hazards of a site aside for a time, with their name. It ends by hand, or by itself after its last day."""

from datetime import date
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.lib import clock
from heating.lib.ids import new_id
from heating.readiness import actions, assessing, gathering, overriding, problems, queries
from heating.readiness.records import Record
from heating.readiness.rules import stands_in_the_way
from heating.readiness.schemas import NewOverride
from heating.registry import kind_queries

_encode = msgspec.json.Encoder().encode


class _Ended(msgspec.Struct, frozen=True):
    id: UUID
    site_id: UUID
    expires_on: date
    organization: str
    area: str


async def override(actor: Actor, site_id: UUID, new: NewOverride, zone: ZoneInfo) -> UUID:
    """Raises readiness.not_found, readiness.override_id_taken, readiness.invalid_override,
    readiness.nothing_to_override, readiness.already_overridden."""
    record = await queries.record(actor, site_id)
    season = await kind_queries.season(record.season_id)
    today = assessing.today(zone)
    async with storage.transaction():
        if new.id is not None and await _is_replay(new.id, _hash_of(site_id, new)):
            return new.id
        if errors := overriding.faults(new, today, season.ends_on):
            raise problems.INVALID_OVERRIDE(errors=errors)
        await end_expired(today)
        made = await _enter(actor, record, new, zone)
    await actions.refresh([site_id], zone)
    return made


async def lift(actor: Actor, site_id: UUID, zone: ZoneInfo) -> None:
    """Raises readiness.not_found, readiness.not_overridden."""
    record = await queries.record(actor, site_id)
    async with storage.transaction():
        await end_expired(assessing.today(zone))
        rows = await storage.fetch(
            "UPDATE readiness_override SET open_site_id = NULL, ended_at = ?, ended_by_id = ?, ended_by_name = ?"
            " WHERE open_site_id = ? RETURNING id",
            [clock.now(), actor.id, actor.name, site_id],
        )
        if not rows:
            raise problems.NOT_OVERRIDDEN()
        _tell(actor, "readiness.override_lifted", record, {"override": str(rows[0]["id"])})
    await actions.refresh([site_id], zone)


async def end_expired(today: date) -> int:
    """Inside a transaction: note the end of those whose last day is over. Answers how many. They had no effect any
    more since midnight; two that do this at once end each of them once."""
    ended = await storage.fetch_as(
        _Ended,
        "UPDATE readiness_override SET open_site_id = NULL, ended_at = ?"
        " WHERE open_site_id IS NOT NULL AND expires_on < ? RETURNING id, site_id, expires_on,"
        " (SELECT organization_path FROM site s WHERE s.id = site_id) AS organization,"
        " (SELECT area_path FROM site s WHERE s.id = site_id) AS area",
        [clock.now(), today],
    )
    for one in ended:
        storage.current_unit().changed("readiness", one.site_id, organization=one.organization, area=one.area)
        audit.record(
            audit.SYSTEM,
            "readiness.override_expired",
            subject_kind="site",
            subject_id=one.site_id,
            organization=one.organization,
            area=one.area,
            detail={"override": one.id, "expires_on": one.expires_on},
        )
    return len(ended)


async def _is_replay(id: UUID, content_hash: str) -> bool:
    rows = await storage.fetch("SELECT content_hash FROM readiness_override WHERE id = ?", [id])
    if rows and rows[0]["content_hash"] != content_hash:
        raise problems.OVERRIDE_ID_TAKEN()
    return bool(rows)


async def _enter(actor: Actor, record: Record, new: NewOverride, zone: ZoneInfo) -> UUID:
    open_hazards = (await gathering.open_hazards_of([record.site_id], zone)).get(record.site_id, [])
    aside = {str(hazard.id): hazard.grade for hazard in open_hazards if stands_in_the_way(hazard)}
    if not aside:
        raise problems.NOTHING_TO_OVERRIDE()
    id, now = new.id or new_id(), clock.now()
    rows = await storage.fetch(
        "INSERT INTO readiness_override (id, site_id, open_site_id, reason, alternative_supply, expires_on,"
        " hazards_json, made_by_id, made_by_name, made_at, content_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        [
            id,
            record.site_id,
            record.site_id,
            new.reason.strip(),
            new.alternative_supply.strip(),
            new.expires_on,
            _encode(aside).decode(),
            actor.id,
            actor.name,
            now,
            _hash_of(record.site_id, new),
        ],
    )
    if not rows:
        raise problems.ALREADY_OVERRIDDEN()
    detail = {"override": id, "hazards": list(aside), "expires_on": new.expires_on, "reason": new.reason.strip()}
    _tell(actor, "readiness.overridden", record, detail)
    return id


def _tell(actor: Actor, action: str, record: Record, detail: dict[str, object]) -> None:
    organization, area = record.organization_path, record.area_path
    storage.current_unit().changed("readiness", record.site_id, organization=organization, area=area)
    audit.record(
        actor,
        action,
        subject_kind="site",
        subject_id=record.site_id,
        organization=organization,
        area=area,
        detail=detail,
    )


def _hash_of(site_id: UUID, new: NewOverride) -> str:
    return sha256(_encode([site_id, new])).hexdigest()
