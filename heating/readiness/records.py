"""A row of `site_readiness`: from what the rules found, and between structs and SQL."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.readiness.rules import GateResult, Readiness, Reason, State
from heating.registry.records import SiteRecord


class Place(msgspec.Struct, frozen=True):
    """A site with the company and district that answer for it."""

    site: SiteRecord
    company_path: str
    district_path: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    site_id: UUID
    season_id: UUID
    code: str
    name: str
    name_en: str
    kind: str
    organization_path: str
    area_path: str
    company_path: str
    district_path: str
    households: int
    state: State
    ready_on: date | None
    inspected_gate: str
    hazards_planned_gate: str
    filled_gate: str
    cold_run_gate: str
    hot_run_gate: str
    at_temperature_gate: str
    on_time_met: int
    on_time_of: int
    quality_met: int
    quality_of: int
    safety_met: int
    safety_of: int
    assets: int
    inspected: int
    open_hazards: int
    open_major: int
    weak_links: int
    overridden_until: date | None
    gates_json: str
    reasons_json: str
    assessed_on: date
    computed_at: datetime

    @property
    def gates(self) -> list[GateResult]:
        return _gates.decode(self.gates_json)

    @property
    def reasons(self) -> list[Reason]:
        return _reasons.decode(self.reasons_json)


_gates = msgspec.json.Decoder(list[GateResult])
_reasons = msgspec.json.Decoder(list[Reason])
_encode = msgspec.json.Encoder().encode

COLUMNS = tuple(field.name for field in msgspec.structs.fields(Record))
_WHEN = ("assessed_on", "computed_at")
_FINDINGS = tuple(name for name in COLUMNS if name not in _WHEN)
_UPSERT = (
    f"INSERT INTO site_readiness ({', '.join(COLUMNS)}) VALUES ({', '.join('?' * len(COLUMNS))})"
    f" ON CONFLICT (site_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in COLUMNS[1:])}"
)


def record(
    place: Place,
    season_id: UUID,
    found: Readiness,
    *,
    ready_on: date | None,
    overridden_until: date | None,
    day: date,
    at: datetime,
) -> Record:
    """`ready_on` is the day the site was first ready before, if it was."""
    site = place.site
    gates = {f"{result.gate}_gate": result.status.value for result in found.gates}
    return Record(
        site_id=site.id,
        season_id=season_id,
        code=site.code,
        name=site.name,
        name_en=site.name_en,
        kind=site.kind,
        organization_path=site.organization,
        area_path=site.area,
        company_path=place.company_path,
        district_path=place.district_path,
        households=site.households or 0,
        state=found.state,
        ready_on=ready_on or _ready_on(found),
        on_time_met=found.on_time.met,
        on_time_of=found.on_time.of,
        quality_met=found.quality.met,
        quality_of=found.quality.of,
        safety_met=found.safety.met,
        safety_of=found.safety.of,
        assets=found.assets,
        inspected=found.inspected,
        open_hazards=found.open_hazards,
        open_major=found.open_major,
        weak_links=found.weak_links,
        overridden_until=overridden_until,
        gates_json=_encode(found.gates).decode(),
        reasons_json=_encode(found.reasons).decode(),
        assessed_on=day,
        computed_at=at,
        **gates,
    )


def differing(old: Record | None, new: Record | None) -> list[str]:
    """Names of the columns that say something else; when it was computed is not a finding."""
    if old is None or new is None:
        return [] if old is new else ["site_id"]
    return [name for name in _FINDINGS if getattr(old, name) != getattr(new, name)]


async def stored(site_ids: Iterable[UUID]) -> dict[UUID, Record]:
    ids = list(site_ids)
    if not ids:
        return {}
    rows = await storage.fetch_as(Record, f"{SELECT} WHERE site_id IN ({', '.join('?' * len(ids))})", ids)
    return {row.site_id: row for row in rows}


async def save(records: Sequence[Record]) -> None:
    await storage.execute_many(_UPSERT, [_values(one) for one in records])


SELECT = f"SELECT {', '.join(COLUMNS)} FROM site_readiness"


def _values(one: Record) -> list[Any]:
    return [value.value if isinstance(value, State) else value for value in msgspec.structs.astuple(one)]


def _ready_on(found: Readiness) -> date | None:
    """A site is ready from the day its last gate was passed; by an override alone it never was."""
    if found.state != State.READY or found.overridden:
        return None
    return max((result.passed_on for result in found.gates if result.passed_on), default=None)
