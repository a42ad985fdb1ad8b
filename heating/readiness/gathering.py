"""Collects what is known about many sites, with a few queries for all of them together."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating.accounts import queries as accounts
from heating.accounts.rules import AreaLevel, OrganizationKind
from heating.checklists import queries as checklists
from heating.hazards import queries as hazards
from heating.hazards.plans import NEEDS_PLAN
from heating.inspections import state_queries as inspections
from heating.lib import areas
from heating.readiness import override_queries
from heating.readiness.facts import AssetFacts, Evidence, Gate, HazardFacts, OverrideFacts, Seen, SiteFacts
from heating.readiness.records import Place
from heating.registry import asset_queries, site_queries
from heating.registry.records import AssetFacts as Asset
from heating.registry.records import SiteRecord
from heating.registry.seasons import Season


class Inspectable(msgspec.Struct, frozen=True):
    """An asset in service for whose kind there is a checklist."""

    asset: Asset
    facts: AssetFacts


class Gathered(msgspec.Struct, frozen=True):
    assets: tuple[Inspectable, ...]
    facts: SiteFacts


async def places(site_ids: Iterable[UUID]) -> list[Place]:
    """By id, so that what follows is written in the same order each time."""
    found = await site_queries.sites_by_ids(site_ids)
    sites = [found[site_id] for site_id in sorted(found)]
    companies = await _companies(sites)
    districts = await _districts(sites)
    return [
        Place(
            site,
            _nearest(site.organization, companies) or site.organization,
            _nearest(site.area, districts) or site.area,
        )
        for site in sites
    ]


async def gather(site_ids: Sequence[UUID], season: Season, day: date, zone: ZoneInfo) -> dict[UUID, Gathered]:
    """Facts of every site, also of those without assets; only what was found since the preparation began counts, and
    only the overrides in force on `day`."""
    since = datetime.combine(season.preparation_starts_on, time(), zone)
    provable = await checklists.gates_by_kind()
    found = await asset_queries.assets_of_sites(site_ids)
    assets = [asset for asset in found if asset.status == "in_service" and asset.kind in provable]
    seen = await _seen([asset.id for asset in assets], since, zone)
    evidence = await _evidence([asset.id for asset in assets], since, zone)
    of_site: dict[UUID, list[Inspectable]] = defaultdict(list)
    for asset in assets:
        gates = frozenset(Gate(gate) for gate in provable[asset.kind])
        facts = AssetFacts(asset.id, gates, seen.get(asset.id), evidence.get(asset.id, {}))
        of_site[asset.site].append(Inspectable(asset, facts))
    open_hazards = await open_hazards_of(site_ids, zone)
    overrides = await override_queries.facts_of(site_ids, day)
    return {site: _gathered(of_site[site], open_hazards.get(site, []), overrides.get(site)) for site in site_ids}


def _gathered(assets: list[Inspectable], hazards: list[HazardFacts], override: OverrideFacts | None) -> Gathered:
    return Gathered(tuple(assets), SiteFacts(tuple(one.facts for one in assets), tuple(hazards), override))


async def _seen(asset_ids: list[UUID], since: datetime, zone: ZoneInfo) -> dict[UUID, Seen]:
    """By asset; nothing for those not inspected since."""
    states = await inspections.states(asset_ids)
    first = await inspections.first_since(asset_ids, since)
    documents = await checklists.versions({state.checklist_version for state in states.values() if state.failing})
    seen = {}
    for asset, at in first.items():
        state = states[asset]
        items = documents[state.checklist_version].document.items if state.failing else {}
        failing = frozenset(items[key].aspect for key in state.failing)
        seen[asset] = Seen(state.inspection, at.astimezone(zone).date(), failing)
    return seen


async def _evidence(asset_ids: list[UUID], since: datetime, zone: ZoneInfo) -> dict[UUID, dict[Gate, Evidence]]:
    evidence: dict[UUID, dict[Gate, Evidence]] = defaultdict(dict)
    for row in await inspections.gate_evidence(asset_ids, since):
        day = row.passed_since.astimezone(zone).date() if row.passed_since else None
        evidence[row.asset][Gate(row.gate)] = Evidence(row.inspection, row.item, row.passed, day)
    return evidence


async def open_hazards_of(site_ids: Sequence[UUID], zone: ZoneInfo) -> dict[UUID, list[HazardFacts]]:
    """By site; nothing for those without any."""
    found: dict[UUID, list[HazardFacts]] = defaultdict(list)
    for hazard in await hazards.open_of_sites(site_ids):
        facts = HazardFacts(
            hazard.id,
            hazard.grade,
            hazard.asset,
            hazard.planned_at.astimezone(zone).date() if hazard.planned_at else None,
            hazard.weak_link,
            hazard.grade in NEEDS_PLAN,
        )
        found[hazard.site].append(facts)
    return found


async def _companies(sites: Iterable[SiteRecord]) -> set[str]:
    paths = {path for site in sites for path in areas.ancestors(site.organization)}
    found = await accounts.organizations_by_path(paths)
    return {path for path, row in found.items() if row.kind == OrganizationKind.COMPANY}


async def _districts(sites: Iterable[SiteRecord]) -> set[str]:
    paths = {path for site in sites for path in areas.ancestors(site.area)}
    found = await accounts.areas_by_path(paths)
    return {path for path, row in found.items() if row.level == AreaLevel.DISTRICT}


def _nearest(path: str, chosen: set[str]) -> str | None:
    return next((above for above in reversed(areas.ancestors(path)) if above in chosen), None)
