"""When an asset moves to another company, area or site, what phones know about its last inspection goes with it.

The inspections themselves stay with those who made them.
"""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.audit import Entry
from heating.registry import asset_queries
from heating.registry.filtering import marks

CAUSES = ("asset.moved",)


class _State(msgspec.Struct, frozen=True):
    subject: UUID
    asset: UUID
    site: UUID
    organization: str
    area: str


async def follow_moves(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES."""
    assets = await asset_queries.assets_for_inspection({UUID(entry.subject_id) for entry in entries})
    states = await storage.fetch_as(
        _State,
        "SELECT subject_id AS subject, asset_id AS asset, site_id AS site, organization_path AS organization,"
        f" area_path AS area FROM subject_state WHERE asset_id IN ({marks(list(assets))})",
        list(assets),
    )
    unit = storage.current_unit()
    for state in states:
        asset = assets[state.asset]
        if state.subject == state.asset and (state.organization, state.area) != (asset.organization, asset.area):
            unit.changed("asset_state", asset.id, organization=state.organization, area=state.area, op="delete")
            unit.changed("asset_state", asset.id, organization=asset.organization, area=asset.area)
    await storage.execute_many(
        "UPDATE subject_state SET site_id = ?, organization_path = ?, area_path = ? WHERE asset_id = ?",
        [[asset.site, asset.organization, asset.area, asset.id] for asset in assets.values()],
    )
