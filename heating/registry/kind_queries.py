"""Reading kinds and seasons: few rows, read whole."""

from datetime import date, datetime
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.registry import problems
from heating.registry.kinds import AssetKind
from heating.registry.schemas import Kind
from heating.registry.seasons import Gates, Season, season_on


class _KindRecord(msgspec.Struct):
    key: str
    document_json: str
    version: int


class _SeasonRecord(msgspec.Struct):
    id: UUID
    name: str
    area: str
    starts_on: date
    ends_on: date
    preparation_starts_on: date
    gates_json: str
    version: int


async def kinds() -> dict[str, AssetKind]:
    return {record.key: _kind(record.document_json) for record in await _kind_records()}


async def kind_rows() -> list[Kind]:
    """For lists and phones, in the catalogue's order."""
    return [_kind_row(record.document_json, record.version) for record in await _kind_records()]


async def kind_row(key: str) -> Kind:
    for row in await kind_rows():
        if row.key == key:
            return row
    raise problems.NOT_FOUND()


async def seasons() -> list[Season]:
    """Newest first."""
    records = await storage.fetch_as(
        _SeasonRecord,
        "SELECT id, name, area_path AS area, starts_on, ends_on, preparation_starts_on, gates_json, version"
        " FROM season ORDER BY starts_on DESC, area_path, id",
    )
    return [_season(record) for record in records]


async def season(id: UUID) -> Season:
    for found in await seasons():
        if found.id == id:
            return found
    raise problems.NOT_FOUND()


async def season_of(day: date, area: str = "") -> Season | None:
    return season_on(day, await seasons(), area)


async def current_season(at: datetime, zone: ZoneInfo, area: str = "") -> Season | None:
    """The season of the day that `at` is in the city."""
    return await season_of(at.astimezone(zone).date(), area)


async def _kind_records() -> list[_KindRecord]:
    sql = "SELECT key, document_json, version FROM asset_kind ORDER BY place, key"
    return await storage.fetch_as(_KindRecord, sql)


@lru_cache(maxsize=1000)
def _kind(document: str) -> AssetKind:
    return msgspec.json.decode(document, type=AssetKind)


@lru_cache(maxsize=1000)
def _kind_row(document: str, version: int) -> Kind:
    return Kind(**msgspec.structs.asdict(_kind(document)), version=version)


@lru_cache(maxsize=1000)
def _gates(document: str) -> Gates:
    return msgspec.json.decode(document, type=Gates)


def _season(record: _SeasonRecord) -> Season:
    return Season(
        id=record.id,
        name=record.name,
        area=record.area,
        starts_on=record.starts_on,
        ends_on=record.ends_on,
        preparation_starts_on=record.preparation_starts_on,
        gates=_gates(record.gates_json),
        version=record.version,
    )
