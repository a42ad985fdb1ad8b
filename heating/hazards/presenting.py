"""From rows of the hazard table to what routes and phones are answered: names beside ids, clocks, what is open."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.queries import organizations_by_path, people
from heating.deadlines import queries as deadlines
from heating.deadlines.schemas import ClockRow
from heating.hazards.describing import Description
from heating.hazards.evidence import HazardPhoto, Position
from heating.hazards.plans import NEEDS_PLAN
from heating.hazards.rules import Grade, Source, Status
from heating.hazards.schemas import Hazard, OpenExtension, Person, Place, Supervision, Unit
from heating.lib import clock
from heating.registry import asset_queries, site_queries
from heating.registry.filtering import Conditions, marks
from heating.registry.records import AssetRecord, SiteRecord

_COLUMNS = """h.id, h.number, h.site_id, h.asset_id, h.source, h.inspection_id, h.item, h.title, h.title_en,
    h.description, h.grade, h.status, h.photos_json, h.reporter_id, h.reporter_name, h.responsible_id,
    h.organization_path, h.area_path, h.longitude, h.latitude, h.accuracy_m, h.label_code, h.happened_at,
    h.received_at, h.version, h.household_id, h.code, h.described_json, h.unit_path, h.weak_link, h.due_at,
    h.confirmed_at, h.rectify_due_at, h.rectified_by_id, h.rectified_by_name, h.rectified_crew, h.rectified_at,
    h.rectified_late, h.closed_by_id, h.closed_by_name, h.closed_at, h.reworks, h.sightings, h.repeat_of_id,
    h.plan_json, h.planned_at, h.supervised_by_id, h.supervised_by_name, h.supervised_at, h.extension_id,
    h.safety_owner_id"""
_decode_photos = msgspec.json.Decoder(tuple[HazardPhoto, ...]).decode
_decode_description = msgspec.json.Decoder(Description).decode


class Row(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    number: str
    site_id: UUID
    asset_id: UUID | None
    source: Source
    inspection_id: UUID | None
    item: str | None
    title: str
    title_en: str
    description: str
    grade: Grade
    status: Status
    photos_json: str
    reporter_id: UUID
    reporter_name: str
    responsible_id: UUID
    organization_path: str
    area_path: str
    longitude: float | None
    latitude: float | None
    accuracy_m: float | None
    label_code: str | None
    happened_at: datetime
    received_at: datetime
    version: int
    household_id: UUID | None
    code: str | None
    described_json: str | None
    unit_path: str | None
    weak_link: bool
    due_at: datetime | None
    confirmed_at: datetime | None
    rectify_due_at: datetime | None
    rectified_by_id: UUID | None
    rectified_by_name: str | None
    rectified_crew: str | None
    rectified_at: datetime | None
    rectified_late: bool | None
    closed_by_id: UUID | None
    closed_by_name: str | None
    closed_at: datetime | None
    reworks: int
    sightings: int
    repeat_of_id: UUID | None
    plan_json: str | None
    planned_at: datetime | None
    supervised_by_id: UUID | None
    supervised_by_name: str | None
    supervised_at: datetime | None
    extension_id: UUID | None
    safety_owner_id: UUID | None

    @property
    def unit(self) -> str:
        return self.unit_path or self.organization_path


class Asked(msgspec.Struct, frozen=True):
    """An extension that waits for a decision."""

    id: UUID
    due_on: date
    asked_by_id: UUID
    asked_by_name: str
    organization: str


class _Around(NamedTuple):
    """What several hazards refer to, read at once."""

    assets: Mapping[UUID, AssetRecord]
    sites: Mapping[UUID, SiteRecord]
    names: Mapping[UUID, str]
    units: Mapping[str, Unit]
    clocks: Mapping[UUID, list[ClockRow]]
    extensions: Mapping[UUID, Asked]
    now: datetime


async def rows(conditions: Conditions, rest: str = "") -> list[Row]:
    sql = f"SELECT {_COLUMNS} FROM hazard h WHERE {conditions.sql} {rest}"
    return await storage.fetch_as(Row, sql, conditions.params)


async def present(found: Sequence[Row]) -> list[Hazard]:
    if not found:
        return []
    around = _Around(
        assets=await asset_queries.assets_by_ids({row.asset_id for row in found if row.asset_id}),
        sites=await site_queries.sites_by_ids({row.site_id for row in found}),
        names=await people(row.responsible_id for row in found),
        units=await units({row.unit for row in found}),
        clocks=await open_clocks([row.id for row in found if row.due_at is not None]),
        extensions=await asked({row.extension_id for row in found if row.extension_id}),
        now=clock.now(),
    )
    return [_hazard(row, around) for row in found]


async def open_clocks(ids: Collection[UUID]) -> dict[UUID, list[ClockRow]]:
    """Tightest first."""
    if not ids:
        return {}
    now = clock.now()
    clocks = await deadlines.clocks_of("hazard", ids)
    return {
        subject: [deadlines.clock_row(one, now) for one in some if one.ended_at is None]
        for subject, some in clocks.items()
    }


async def units(paths: Collection[str]) -> dict[str, Unit]:
    """By path; a path that is no organization any more is its own name."""
    known = await organizations_by_path(paths)
    found = {path: Unit(path=path, name=path, name_en=path) for path in paths}
    return found | {path: Unit(path=path, name=row.name, name_en=row.name_en) for path, row in known.items()}


async def asked(ids: Collection[UUID]) -> dict[UUID, Asked]:
    if not ids:
        return {}
    sql = (
        "SELECT id, due_on, asked_by_id, asked_by_name, organization_path AS organization"
        f" FROM hazard_extension WHERE id IN ({marks(list(ids))})"
    )
    return {row.id: row for row in await storage.fetch_as(Asked, sql, list(ids))}


def _hazard(row: Row, around: _Around) -> Hazard:
    return Hazard(
        **{name: getattr(row, name) for name in _AS_THEY_ARE},
        site=_place(around.sites[row.site_id]),
        asset=_place(around.assets[row.asset_id]) if row.asset_id else None,
        inspection=row.inspection_id,
        photos=_decode_photos(row.photos_json),
        reporter=Person(row.reporter_id, row.reporter_name),
        responsible=person(row.responsible_id, around.names.get(row.responsible_id)),
        organization=row.organization_path,
        area=row.area_path,
        position=position(row.longitude, row.latitude, row.accuracy_m),
        label=row.label_code,
        household=row.household_id,
        described=_decode_description(row.described_json) if row.described_json else None,
        overdue=row.due_at is not None and row.due_at < around.now,
        clocks=around.clocks.get(row.id, []),
        unit=around.units[row.unit],
        rectified_by=person(row.rectified_by_id, row.rectified_by_name),
        closed_by=person(row.closed_by_id, row.closed_by_name),
        repeat_of=row.repeat_of_id,
        supervised=_supervision(row),
        plan_needed=row.grade in NEEDS_PLAN and not row.weak_link,
        plan_complete=row.planned_at is not None,
        extension=_extension(around.extensions.get(row.extension_id) if row.extension_id else None),
        valid=validity(row.status),
    )


_AS_THEY_ARE = tuple(name for name in Row.__struct_fields__ if name in Hazard.__struct_fields__)


def person(id: UUID | None, name: str | None) -> Person | None:
    return Person(id, name) if id is not None and name is not None else None


def position(longitude: float | None, latitude: float | None, accuracy_m: float | None) -> Position | None:
    if longitude is None or latitude is None:
        return None
    return Position(longitude=longitude, latitude=latitude, accuracy_m=accuracy_m)


def validity(status: Status) -> bool | None:
    return None if status is Status.REPORTED else status is not Status.DISMISSED


def _place(row: AssetRecord | SiteRecord) -> Place:
    return Place(id=row.id, code=row.code, name=row.name, name_en=row.name_en, kind=row.kind)


def _supervision(row: Row) -> Supervision | None:
    leader = person(row.supervised_by_id, row.supervised_by_name)
    return Supervision(leader=leader, at=row.supervised_at) if leader and row.supervised_at else None


def _extension(row: Asked | None) -> OpenExtension | None:
    if row is None:
        return None
    asker = Person(row.asked_by_id, row.asked_by_name)
    return OpenExtension(id=row.id, due_on=row.due_on, asked_by=asker, asked_organization=row.organization)
