"""Finding addresses. The gazetteer is kept in memory and follows the change log, so that every process has it right."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Sequence
from uuid import UUID

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.network.addresses import Spoken, parse
from heating.network.gazetteer import Found, Gazetteer
from heating.network.queries import Supply, station_of, supplying
from heating.network.schemas import Match, Matches
from heating.registry import building_queries
from heating.registry.building_queries import Building
from heating.registry.filtering import in_chunks, marks
from heating.storage import changes

_MOST_CHANGES = 500
_TURN = 200


class _Kept:
    """`head` is the state of the log that the gazetteer has taken in."""

    gazetteer = Gazetteer()
    head: changes.Head | None = None
    lock = asyncio.Lock()


async def find_addresses(actor: Actor | None, text: str, limit: int = 10) -> Matches:
    """The buildings that `text` may mean, the likeliest first; only those that the actor sees. None is a resident:
    addresses of buildings are no secret."""
    spoken = parse(text)
    gazetteer = await _up_to_date()
    found = gazetteer.find(spoken, limit, lambda building: actor is None or _sees(actor, building))
    return Matches(await _matches(found, spoken), spoken.unit, spoken.room)


def _sees(actor: Actor, building: Building) -> bool:
    return scope.sees(actor, building.organization, building.area)


async def _matches(found: Sequence[Found], spoken: Spoken) -> list[Match]:
    supplies = await supplying([hit.building.id for hit in found])
    doors = [(hit.building.id, spoken.room) for hit in found if spoken.room]
    households = await building_queries.doors(doors)
    return [_match(hit, spoken, supplies.get(hit.building.id), households) for hit in found]


def _match(hit: Found, spoken: Spoken, supply: Supply | None, households: dict[tuple[UUID, str, str], UUID]) -> Match:
    building, estate = hit.building, hit.estate
    return Match(
        building=building.id,
        site=building.site,
        name=building.name,
        name_en=building.name_en,
        address=building.address or building.site_address,
        estate=estate.name,
        estate_en=estate.name_en,
        unit=spoken.unit,
        room=spoken.room,
        household=households.get((building.id, spoken.unit, spoken.room)),
        organization=building.organization,
        area=building.area,
        station=None if supply is None else station_of(supply),
        score=hit.likeness.score,
        why=hit.likeness.why,
        building_said=hit.building_said,
    )


async def _up_to_date() -> Gazetteer:
    async with _Kept.lock:
        head = await changes.head()
        if _Kept.head is None or _Kept.head.epoch != head.epoch or head.seq < _Kept.head.seq:
            await _read_all(head)
        elif head.seq > _Kept.head.seq:
            await _follow(_Kept.head, head)
    return _Kept.gazetteer


async def _follow(known: changes.Head, head: changes.Head) -> None:
    rows = await storage.fetch(
        "SELECT kind, row_id FROM change_log WHERE seq > ? AND seq <= ? AND kind IN ('site', 'asset') LIMIT ?",
        [known.seq, head.seq, _MOST_CHANGES + 1],
    )
    if len(rows) > _MOST_CHANGES or known.seq < await changes.floor():
        await _read_all(head)
        return
    assets = [UUID(row["row_id"]) for row in rows if row["kind"] == "asset"]
    sites = {UUID(row["row_id"]) for row in rows if row["kind"] == "site"}
    sites |= await building_queries.sites_of_assets(assets)
    sites |= {site for asset in assets if (site := _Kept.gazetteer.site_of(asset))}
    if sites:
        await _put(_Kept.gazetteer, sites, await building_queries.buildings_of_sites(sites))
    _Kept.head = head


async def _read_all(head: changes.Head) -> None:
    buildings = [building async for page in building_queries.every_building() for building in page]
    fresh = Gazetteer()
    await _put(fresh, {building.site for building in buildings}, buildings)
    _Kept.gazetteer, _Kept.head = fresh, head


async def _put(gazetteer: Gazetteer, sites: Iterable[UUID], buildings: Iterable[Building]) -> None:
    by_site: dict[UUID, list[Building]] = defaultdict(list)
    for building in buildings:
        by_site[building.site].append(building)
    wanted = list(sites)
    aliases = await aliases_of(wanted)
    for index, site in enumerate(wanted):
        gazetteer.put(site, by_site[site], aliases.get(site, []))
        if index % _TURN == 0:
            await asyncio.sleep(0)  # a whole city takes half a second; others are served meanwhile


async def aliases_of(sites: Iterable[UUID]) -> dict[UUID, list[str]]:
    found: dict[UUID, list[str]] = defaultdict(list)
    for some in in_chunks(list(sites)):
        rows = await storage.fetch(
            f"SELECT site_id, alias FROM place_alias WHERE site_id IN ({marks(some)}) ORDER BY alias", some
        )
        for row in rows:
            found[UUID(str(row["site_id"]))].append(row["alias"])
    return found
