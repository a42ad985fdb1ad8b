"""Who may do something: for whoever has to name a person, and need not see the register of people."""

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta
from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.models import User
from heating.accounts.rules import PERMISSIONS, Permission, Role
from heating.accounts.scope import sees
from heating.http.endpoint import endpoint
from heating.http.fields import Search


class NamedColleague(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    role: Role
    organization: str


class NamedColleagues(msgspec.Struct, frozen=True):
    items: Sequence[NamedColleague]


class ColleagueQuery(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`may`: the permission that they need for it. `q` stands in the name or the user name."""

    may: Permission
    q: Search = ""
    limit: Annotated[int, Meta(ge=1, le=100)] = 20


async def list_colleagues(_request: Request, actor: Actor, query: ColleagueQuery) -> NamedColleagues:
    roles = [role.value for role in PERMISSIONS[query.may]]
    users = await User.filter(role__in=roles, disabled_at=None).order_by("name", "id")
    wanted = query.q.strip().casefold()
    found = [user for user in users if _works_with(actor, user) and wanted in f"{user.name} {user.username}".casefold()]
    return NamedColleagues(
        [NamedColleague(user.id, user.name, Role(user.role), user.organization_path) for user in found[: query.limit]]
    )


def _works_with(actor: Actor, user: User) -> bool:
    """In the actor's organization; whoever works in every area works in the actor's too."""
    return sees(actor, user.organization_path, user.area_path or actor.area)


routes = [
    resource(
        "/api/colleagues",
        GET=endpoint(
            list_colleagues,
            needs=Permission.OWN_ACCOUNT,
            query=ColleagueQuery,
            answers=NamedColleagues,
            summary="The people of one's own scope who may do something, to name one of them",
        ),
    )
]
