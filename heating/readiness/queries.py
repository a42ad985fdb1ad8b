"""Lists of sites and assets. Every one starts from what the actor may see."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.hazards import queries as hazards
from heating.hazards.schemas import Hazard, HazardFilter
from heating.http.paging import Page, decode_cursor, encode_cursor
from heating.inspections import state_queries as inspections
from heating.lib import clock
from heating.lib.wording import Text
from heating.readiness import gathering, override_queries, presenting
from heating.readiness.problems import NOT_FOUND
from heating.readiness.records import SELECT, Record
from heating.readiness.roll_ups import OVERRIDDEN
from heating.readiness.rules import State
from heating.readiness.schemas import (
    AssetLine,
    SiteDetail,
    SiteFilter,
    SiteRow,
    Sort,
    UninspectedFilter,
    UninspectedRow,
)
from heating.readiness.spreadsheet import Names
from heating.registry import asset_queries, kind_queries, site_queries
from heating.registry.filtering import Conditions
from heating.registry.seasons import Season

_WORST_FIRST = (State.LAPSED, State.BLOCKED, State.NOT_STARTED, State.IN_PROGRESS, State.READY)
_RANK = " ".join(f"WHEN '{state}' THEN {rank}" for rank, state in enumerate(_WORST_FIRST))
_SORTS: dict[Sort, str] = {
    "state": f"CASE state {_RANK} END",
    "on_time": "coalesce(on_time_met * 100 / nullif(on_time_of, 0), -1)",
    "quality": "coalesce(quality_met * 100 / nullif(quality_of, 0), -1)",
    "safety": "coalesce(safety_met * 100 / nullif(safety_of, 0), -1)",
    "name": "name",
    "households": "-households",
}
"""All ascending: what needs attention comes first."""
_LARGEST = 2**31 - 1
_GRAVEST_FIRST = ("major", "larger", "general", "minor")


async def sites(actor: Actor, query: SiteFilter) -> Page[SiteRow]:
    conditions = Conditions(actor, "r")
    conditions.equal("kind", query.kind)
    conditions.equal("state", query.state and query.state.value)
    if query.overridden is not None:
        conditions.add(OVERRIDDEN if query.overridden else f"NOT {OVERRIDDEN}")
    conditions.within(query.organization, query.area)
    key = _SORTS[query.sort]
    if after := decode_cursor(query.cursor, tuple[int | str, UUID]):
        conditions.add(f"({key}, site_id) > (?, ?)", _typed(query.sort, after))
    rows = await storage.fetch_as(
        _Sorted,
        f"SELECT {key} AS sort_key, r.* FROM site_readiness r WHERE {conditions.sql} ORDER BY {key}, site_id LIMIT ?",
        [*conditions.params, query.limit + 1],
    )
    shown = rows[: query.limit]
    following = encode_cursor((shown[-1].sort_key, shown[-1].site_id)) if len(rows) > query.limit else None
    return Page([presenting.site_row(row) for row in shown], following)


async def every_site(actor: Actor) -> list[Record]:
    """For the table that is printed and sent round: by company, then code."""
    condition, params = scope.visible(actor)
    return await storage.fetch_as(Record, f"{SELECT} WHERE {condition} ORDER BY company_path, code", params)


async def names_of(found: Sequence[Record]) -> Names:
    organizations = await accounts.organizations_by_path(record.company_path for record in found)
    areas = await accounts.areas_by_path(record.district_path for record in found)
    kinds = await kind_queries.kinds()
    return Names(
        {path: Text(row.name, row.name_en) for path, row in organizations.items()},
        {path: Text(row.name, row.name_en) for path, row in areas.items()},
        {key: kind.name for key, kind in kinds.items()},
    )


async def site(actor: Actor, site_id: UUID, zone: ZoneInfo) -> SiteDetail:
    """Raises readiness.not_found."""
    found = await record(actor, site_id)
    season = await kind_queries.season(found.season_id)
    today = clock.now().astimezone(zone).date()
    present, past = await override_queries.of_site(found, today)
    scores = presenting.explained(found)
    return SiteDetail(
        as_of=found.computed_at.astimezone(zone),
        season=season,
        site=presenting.site_name(found),
        state=found.state,
        ready_on=found.ready_on,
        households=found.households,
        on_time=scores.on_time.percent,
        quality=scores.quality.percent,
        safety=scores.safety.percent,
        explained=scores,
        gates=found.gates,
        assets=await _asset_lines(site_id, season, today, zone),
        hazards=await _open_hazards(actor, site_id),
        open_hazards=found.open_hazards,
        open_major=found.open_major,
        weak_links=found.weak_links,
        blockers=presenting.reasons(found.reasons),
        overridden_until=found.overridden_until,
        override=present,
        past_overrides=past,
    )


class _Sorted(Record, frozen=True, kw_only=True):
    sort_key: int | str


def _typed(sort: Sort, after: tuple[int | str, UUID]) -> list[object]:
    """A cursor of another sort order must not reach PostgreSQL with the wrong type."""
    key, site_id = after
    return [str(key) if sort == "name" else _whole(key), site_id]


def _whole(key: int | str) -> int:
    return max(-_LARGEST, min(_LARGEST, key)) if isinstance(key, int) else 0


async def record(actor: Actor, site_id: UUID) -> Record:
    """Raises readiness.not_found."""
    conditions = Conditions(actor, "site_readiness")
    conditions.equal("site_id", site_id)
    rows = await storage.fetch_as(Record, f"{SELECT} WHERE {conditions.sql}", conditions.params)
    if not rows:
        raise NOT_FOUND()
    return rows[0]


async def _asset_lines(site_id: UUID, season: Season, today: date, zone: ZoneInfo) -> list[AssetLine]:
    gathered = (await gathering.gather([site_id], season, today, zone))[site_id]
    seen = {one.asset.id for one in gathered.assets if one.facts.seen}
    states = await inspections.states(list(seen))
    assets = await asset_queries.assets_by_ids(one.asset.id for one in gathered.assets)
    return [presenting.asset_line(assets[one.asset.id], states.get(one.asset.id)) for one in gathered.assets]


async def _open_hazards(actor: Actor, site_id: UUID) -> list[Hazard]:
    found = await hazards.matching(actor, HazardFilter(site=site_id, open=True, limit=200))
    return sorted(found, key=lambda hazard: _GRAVEST_FIRST.index(hazard.grade))


async def uninspected(actor: Actor, query: UninspectedFilter) -> Page[UninspectedRow]:
    """Assets nobody has inspected in this season, in the order of their codes."""
    conditions = Conditions(actor, "u")
    conditions.equal("kind", query.kind)
    conditions.equal("site_id", query.site)
    conditions.within(query.organization, query.area)
    conditions.after("code", decode_cursor(query.cursor, str))
    rows = await storage.fetch(
        f"SELECT asset_id, code FROM uninspected_asset u WHERE {conditions.sql} ORDER BY code LIMIT ?",
        [*conditions.params, query.limit + 1],
    )
    shown = [UUID(str(row["asset_id"])) for row in rows[: query.limit]]
    following = encode_cursor(rows[query.limit - 1]["code"]) if len(rows) > query.limit else None
    return Page(await _uninspected_rows(shown), following)


async def _uninspected_rows(asset_ids: Sequence[UUID]) -> list[UninspectedRow]:
    assets = await asset_queries.assets_by_ids(asset_ids)
    of_assets = [assets[id] for id in asset_ids if id in assets]
    sites = await site_queries.sites_by_ids({asset.site for asset in of_assets})
    people = await accounts.people({asset.responsible_id for asset in of_assets})
    return [presenting.uninspected_row(asset, sites[asset.site], people) for asset in of_assets]
