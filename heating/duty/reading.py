"""Rows of rosters and the people on them, and who may see or write them."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.rules import OrganizationKind, Permission
from heating.duty import problems
from heating.duty.patterns import Plan
from heating.duty.rules import Place, RosterStatus
from heating.lib import areas

_COLUMNS = """id, name, organization_path, organization_kind, area_path, season_id, status, plan_json, starts_at,
    ends_at, version, created_by_name, published_at, published_by_name, retired_at, content_hash"""


class Row(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    organization_path: str
    organization_kind: OrganizationKind
    area_path: str
    season_id: UUID
    status: RosterStatus
    plan_json: str
    starts_at: datetime
    ends_at: datetime
    version: int
    created_by_name: str
    published_at: datetime | None
    published_by_name: str | None
    retired_at: datetime | None
    content_hash: str

    @property
    def place(self) -> Place:
        return Place(self.organization_path, self.area_path)

    @property
    def plan(self) -> Plan:
        return msgspec.json.decode(self.plan_json, type=Plan)


def sees(actor: Actor, organization: str, area: str) -> bool:
    """Duties of his own tree: below him, and above him, since they are on duty for him too."""
    return _is_related(organization, actor.organization) and _is_related(area, actor.area)


def may_write(actor: Actor, organization: str, area: str) -> bool:
    """Those below him alone."""
    return is_below(actor, organization, area) and actor.may(Permission.DUTY_WRITE)


def is_below(actor: Actor, organization: str, area: str) -> bool:
    return areas.within(organization, actor.organization) and areas.within(area, actor.area)


def seen(actor: Actor, table: str) -> tuple[str, list[object]]:
    """`sees` as a condition of SQL over the columns `organization_path` and `area_path`."""
    conditions, params = ["1=1"], list[object]()
    for column, path in (("organization_path", actor.organization), ("area_path", actor.area)):
        if path:
            above = ["", *areas.ancestors(path)]
            conditions.append(
                f"(({table}.{column} >= ? AND {table}.{column} < ?)"
                f" OR {table}.{column} IN ({', '.join('?' for _ in above)}))"
            )
            params += [*areas.prefix_range(path), *above]
    return " AND ".join(conditions), params


def _is_related(path: str, own: str) -> bool:
    return areas.within(path, own) or areas.within(own, path)


async def rows(condition: str, params: Sequence[object]) -> list[Row]:
    return await storage.fetch_as(Row, f"SELECT {_COLUMNS} FROM roster r WHERE {condition}", params)


async def row(actor: Actor, id: UUID) -> Row:
    """Raises duty.not_found."""
    found = await rows("id = ?", [id])
    if not found or not is_shown(actor, found[0]):
        raise problems.NOT_FOUND()
    return found[0]


def is_shown(actor: Actor, found: Row) -> bool:
    """Of those above him, not the drafts."""
    return is_below(actor, *found.place) or (found.status is not RosterStatus.DRAFT and sees(actor, *found.place))


def hidden_unless(condition: bool) -> None:
    """Raises duty.not_found."""
    if not condition:
        raise problems.NOT_FOUND()


def known_hash(hashes: Iterable[str], content_hash: str) -> bool:
    """Has this been written before, with the same content? Raises duty.id_taken if with another."""
    for known in hashes:
        if known != content_hash:
            raise problems.ID_TAKEN()
        return True
    return False
