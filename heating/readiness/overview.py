"""The leaders' page: numbers of the whole city, by company, district and kind, and what stands in the way."""

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.lib import clock
from heating.lib.wording import Text
from heating.readiness import override_queries, presenting, roll_ups
from heating.readiness.records import SELECT, Record
from heating.readiness.schemas import Blocker, Group, KindGroup, Overview
from heating.registry import kind_queries


async def overview(actor: Actor, zone: ZoneInfo) -> Overview:
    now = clock.now().astimezone(zone)
    season = await kind_queries.current_season(now, zone)
    cells = await roll_ups.cells(*scope.visible(actor))
    companies = roll_ups.grouped(cells, lambda cell: cell.company)
    districts = roll_ups.grouped(cells, lambda cell: cell.district)
    return Overview(
        as_of=now,
        season=season,
        days_left=max(0, (season.starts_on - now.date()).days) if season else None,
        total=roll_ups.numbers(roll_ups.totalled(cells)),
        companies=_groups(companies, await _organization_names(companies)),
        districts=_groups(districts, await _area_names(districts)),
        kinds=await _kinds(roll_ups.grouped(cells, lambda cell: cell.kind)),
        blockers=await _blockers(actor),
        overrides=await override_queries.in_force(actor, now.date()),
    )


def _groups(groups: Mapping[str, dict[str, int]], names: Mapping[str, Text]) -> list[Group]:
    shown = []
    for path, sums in groups.items():
        name = names.get(path, Text(path, path))
        shown.append(Group(path=path, name=name.zh, name_en=name.en, **_numbers(sums)))
    return shown


async def _organization_names(paths: Mapping[str, object]) -> dict[str, Text]:
    return {path: Text(row.name, row.name_en) for path, row in (await accounts.organizations_by_path(paths)).items()}


async def _area_names(paths: Mapping[str, object]) -> dict[str, Text]:
    return {path: Text(row.name, row.name_en) for path, row in (await accounts.areas_by_path(paths)).items()}


async def _kinds(groups: Mapping[str, dict[str, int]]) -> list[KindGroup]:
    names = await kind_queries.kinds()
    return [KindGroup(key=key, name=names[key].name, **_numbers(sums)) for key, sums in groups.items()]


def _numbers(sums: dict[str, int]) -> dict[str, Any]:
    return msgspec.structs.asdict(roll_ups.numbers(sums))


async def _blockers(actor: Actor) -> list[Blocker]:
    """The ten that keep the most households waiting."""
    condition, params = scope.visible(actor)
    rows = await storage.fetch_as(
        Record,
        f"{SELECT} WHERE {condition} AND state IN ('blocked', 'lapsed') ORDER BY households DESC, code LIMIT 10",
        params,
    )
    return [
        Blocker(
            site=presenting.site_name(row),
            state=row.state,
            households=row.households,
            reasons=presenting.reasons(row.reasons),
        )
        for row in rows
    ]
