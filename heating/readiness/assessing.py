"""From evidence to records, for many sites at once; and whether what is stored still agrees."""

from collections.abc import AsyncIterator, Collection, Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.lib import clock
from heating.readiness import gathering, records, rules
from heating.readiness.facts import Gate
from heating.readiness.gathering import Gathered
from heating.readiness.records import Place, Record
from heating.registry import kind_queries, site_queries
from heating.registry.seasons import Season, season_on


class Assessed(msgspec.Struct, frozen=True):
    record: Record
    gathered: Gathered


class Difference(msgspec.Struct, frozen=True):
    """A stored row that the evidence contradicts; `columns` are the ones that differ."""

    site_id: UUID
    name: str
    organization_path: str
    area_path: str
    columns: list[str]


def today(zone: ZoneInfo) -> date:
    return clock.now().astimezone(zone).date()


async def assess_sites(site_ids: Collection[UUID], zone: ZoneInfo) -> list[Assessed]:
    """As of now. Sites without a season are left out: there is nothing to be ready for."""
    return await _assess(await gathering.places(site_ids), today(zone), zone)


async def compare(zone: ZoneInfo) -> AsyncIterator[Difference]:
    """Assess every site as of the day its stored row holds for; sites that are waiting anyway are left out."""
    async for chunk in all_sites(100):
        waiting = await _waiting(chunk)
        places = [place for place in await gathering.places(chunk) if place.site.id not in waiting]
        old = await records.stored(place.site.id for place in places)
        for day in sorted({record.assessed_on for record in old.values()} | {today(zone)}):
            of_day = [place for place in places if _day_of(old.get(place.site.id), zone) == day]
            for one in await _assess(of_day, day, zone):
                if columns := records.differing(old.get(one.record.site_id), one.record):
                    yield _difference(one.record, columns)


async def all_sites(at_once: int) -> AsyncIterator[list[UUID]]:
    after = None
    while sites := await site_queries.sites_after(after, at_once):
        yield [site.id for site in sites]
        after = sites[-1].id


async def _assess(places: list[Place], day: date, zone: ZoneInfo) -> list[Assessed]:
    seasons = await kind_queries.seasons()
    before = await records.stored(place.site.id for place in places)
    at = clock.now()
    assessed = []
    for season, of_season in _by_season(places, seasons, day):
        gathered = await gathering.gather([place.site.id for place in of_season], season, day, zone)
        for place in of_season:
            old = before.get(place.site.id)
            ready_on = old.ready_on if old and old.season_id == season.id else None
            assessed.append(_assess_one(place, gathered[place.site.id], season, ready_on, day, at))
    return assessed


def _assess_one(
    place: Place, gathered: Gathered, season: Season, ready_on: date | None, day: date, at: datetime
) -> Assessed:
    due = {gate: season.gates.due(gate.value) for gate in Gate}
    found = rules.assess(gathered.facts, due, day, was_ready=ready_on is not None)
    override = gathered.facts.override
    record = records.record(
        place,
        season.id,
        found,
        ready_on=ready_on,
        overridden_until=override.until if override else None,
        day=day,
        at=at,
    )
    return Assessed(record, gathered)


def _by_season(places: Iterable[Place], seasons: list[Season], day: date) -> list[tuple[Season, list[Place]]]:
    """An area may have a season of its own."""
    groups: dict[UUID, tuple[Season, list[Place]]] = {}
    for place in places:
        season = season_on(day, seasons, place.site.area)
        if season is not None:
            groups.setdefault(season.id, (season, []))[1].append(place)
    return list(groups.values())


async def _waiting(site_ids: list[UUID]) -> set[UUID]:
    rows = await storage.fetch(
        f"SELECT site_id FROM readiness_due WHERE site_id IN ({', '.join('?' * len(site_ids))})", site_ids
    )
    return {UUID(str(row["site_id"])) for row in rows}


def _day_of(record: Record | None, zone: ZoneInfo) -> date:
    return record.assessed_on if record else today(zone)


def _difference(record: Record, columns: list[str]) -> Difference:
    return Difference(record.site_id, record.name, record.organization_path, record.area_path, columns)
