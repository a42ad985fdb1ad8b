"""The leaders under whom a hazard can be listed for supervision 挂牌督办, as phones of those who list it keep them."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.rules import PERMISSIONS, Permission, Role
from heating.audit import Entry

CAUSES = ("user.created", "user.changed", "user.disabled", "user.enabled")
_LISTS = Permission.HAZARDS_SUPERVISE


class Leader(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    role: Role
    organization: str


async def mirror_leaders(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, Leader]:
    """By id; they are few. Nobody else's phone keeps any."""
    if not actor.may(_LISTS):
        return {}
    found = {str(leader.id): leader for leader in await _leaders()}
    wanted = [id for id in sorted(found) if id > after][:limit] if ids is None else [id for id in ids if id in found]
    return {id: found[id] for id in wanted}


async def tell(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES. One who is no leader any more is gone."""
    unit = storage.current_unit()
    leaders = {leader.id for leader in await _leaders()}
    for person in dict.fromkeys(UUID(entry.subject_id) for entry in entries if _concerns(entry, leaders)):
        unit.changed("leader", person, organization="", area="")


async def _leaders() -> list[Leader]:
    return [
        Leader(id=one.id, name=one.name, role=one.role, organization=one.organization)
        for one in await accounts.contacts(PERMISSIONS[_LISTS])
    ]


def _concerns(entry: Entry, leaders: set[UUID]) -> bool:
    """Most people are no leaders, and were none before."""
    changes = entry.detail.get("changes")
    has_lost_it = entry.action == "user.disabled" or (isinstance(changes, dict) and "role" in changes)
    return UUID(entry.subject_id) in leaders or has_lost_it
