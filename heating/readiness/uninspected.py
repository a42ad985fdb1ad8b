"""The list of assets that nobody has inspected in this season, kept beside the readiness of their sites."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.readiness.assessing import Assessed


class Row(msgspec.Struct, frozen=True):
    asset_id: UUID
    site_id: UUID
    code: str
    kind: str
    organization_path: str
    area_path: str


_COLUMNS = ", ".join(Row.__struct_fields__)
_UPSERT = (
    f"INSERT INTO uninspected_asset ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (asset_id) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in Row.__struct_fields__[1:])
)


async def replace(assessed: Sequence[Assessed]) -> None:
    """Make the list say what was found at these sites, inside the open transaction. Few rows change each time."""
    listed = await of_sites([one.record.site_id for one in assessed])
    missing = {row.asset_id: row for one in assessed for row in missing_at(one)}
    if gone := [[asset] for asset in listed if asset not in missing]:
        await storage.execute_many("DELETE FROM uninspected_asset WHERE asset_id = ?", gone)
    if new := [row for asset, row in missing.items() if listed.get(asset) != row]:
        await storage.execute_many(_UPSERT, [msgspec.structs.astuple(row) for row in new])


async def of_sites(site_ids: Sequence[UUID]) -> dict[UUID, Row]:
    if not site_ids:
        return {}
    marks = ", ".join("?" * len(site_ids))
    rows = await storage.fetch_as(Row, f"SELECT {_COLUMNS} FROM uninspected_asset WHERE site_id IN ({marks})", site_ids)
    return {row.asset_id: row for row in rows}


def missing_at(one: Assessed) -> Iterator[Row]:
    for inspectable in one.gathered.assets:
        if inspectable.facts.seen is None:
            asset = inspectable.asset
            yield Row(asset.id, asset.site, asset.code, asset.kind, asset.organization, asset.area)
