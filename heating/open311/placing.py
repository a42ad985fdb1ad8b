"""Where a request is about: the building that it names, if it can only be one."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from heating.accounts.actor import Actor
from heating.network import address_queries
from heating.network.rules import SUPPLIED
from heating.network.schemas import Match
from heating.open311 import definitions
from heating.open311.forms import Position, Sent
from heating.registry import asset_queries

_SURE = 85
"""Out of 100; less than that a person looks at it."""
_LONGEST_ADDRESS = 200


class Place(NamedTuple):
    """`address` is what was said, for when no building is known."""

    building: UUID | None
    unit: str
    room: str
    address: str


async def place(client: Actor, sent: Sent) -> Place:
    unit, room = sent.attribute(definitions.UNIT)[:40], sent.attribute(definitions.ROOM)[:40]
    address = _said(sent)[:_LONGEST_ADDRESS]
    if building := await _by_id(sent.address_id):
        return Place(building, unit, room, address)
    if not sent.address_string:
        return Place(None, unit, room, address)
    matches = await address_queries.find_addresses(client, sent.address_string, 2)
    best = _only(matches.items)
    if best is None:
        return Place(None, unit, room, address)
    return Place(best.building, unit or matches.unit, room or matches.room, address)


def _only(matches: Sequence[Match]) -> Match | None:
    """The best, unless another is as good."""
    sure = [match for match in matches if match.building_said and match.score >= _SURE]
    return sure[0] if sure and all(other.score < sure[0].score for other in sure[1:]) else None


async def _by_id(address_id: str) -> UUID | None:
    """A building's id, or its code."""
    if not address_id:
        return None
    try:
        known = await asset_queries.assets_by_ids([UUID(address_id)])
    except ValueError:
        known = {asset.id: asset for asset in (await asset_queries.assets_by_code([address_id])).values()}
    return next((asset.id for asset in known.values() if asset.kind in SUPPLIED and asset.status != "retired"), None)


def _said(sent: Sent) -> str:
    parts = [sent.address_string, sent.address_id if not sent.address_string else "", _degrees(sent.position)]
    return " ".join(part for part in parts if part)


def _degrees(position: Position | None) -> str:
    return f"({position.lat:.6f}, {position.long:.6f})" if position else ""
