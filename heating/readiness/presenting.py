"""Records as JSON rows."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from heating.inspections.state_queries import State as AssetState
from heating.readiness import wording
from heating.readiness.records import Record
from heating.readiness.rules import Reason, Score
from heating.readiness.schemas import AssetLine, Explained, ShownReason, SiteName, SiteRow, UninspectedRow
from heating.registry.records import AssetRecord, SiteRecord
from heating.registry.schemas import Person


def site_row(record: Record) -> SiteRow:
    scores = explained(record)
    return SiteRow(
        site=site_name(record),
        state=record.state,
        ready_on=record.ready_on,
        households=record.households,
        on_time=scores.on_time.percent,
        quality=scores.quality.percent,
        safety=scores.safety.percent,
        assets=record.assets,
        inspected=record.inspected,
        open_hazards=record.open_hazards,
        open_major=record.open_major,
        weak_links=record.weak_links,
        overridden_until=record.overridden_until,
        blockers=reasons(record.reasons),
    )


def site_name(record: Record) -> SiteName:
    return SiteName(
        id=record.site_id,
        code=record.code,
        name=record.name,
        name_en=record.name_en,
        kind=record.kind,
        organization=record.organization_path,
        area=record.area_path,
    )


def explained(record: Record) -> Explained:
    return Explained(
        on_time=Score(record.on_time_met, record.on_time_of),
        quality=Score(record.quality_met, record.quality_of),
        safety=Score(record.safety_met, record.safety_of),
    )


def reasons(found: Iterable[Reason]) -> list[ShownReason]:
    return [
        ShownReason(code=reason.code, gate=reason.gate, count=reason.count, text=wording.text(reason))
        for reason in found
    ]


def asset_line(asset: AssetRecord, state: AssetState | None) -> AssetLine:
    return AssetLine(
        id=asset.id,
        code=asset.code,
        name=asset.name,
        name_en=asset.name_en,
        kind=asset.kind,
        inspection=state.inspection if state else None,
        at=state.happened_at if state else None,
        outcome=state.outcome if state else None,
        failing=list(state.failing) if state else [],
    )


def uninspected_row(asset: AssetRecord, site: SiteRecord, people: Mapping[UUID, str]) -> UninspectedRow:
    name = people.get(asset.responsible_id)
    return UninspectedRow(
        id=asset.id,
        code=asset.code,
        name=asset.name,
        name_en=asset.name_en,
        kind=asset.kind,
        site=SiteName(
            id=site.id,
            code=site.code,
            name=site.name,
            name_en=site.name_en,
            kind=site.kind,
            organization=site.organization,
            area=site.area,
        ),
        organization=asset.organization,
        area=asset.area,
        responsible=Person(asset.responsible_id, name) if name else None,
    )
