"""Reads of people, organizations and areas. All of them work inside and outside a transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

import msgspec
from tortoise.expressions import Q

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.accounts.models import ApiToken, Area, Organization, Session, User
from heating.accounts.rules import Role, organization_reach, permissions_of
from heating.lib import areas, clock
from heating.lib.wording import Language


class Principal(msgspec.Struct, frozen=True, kw_only=True):
    """A user together with the session or token that named him."""

    id: UUID
    username: str
    name: str
    role: Role
    organization_path: str
    area_path: str
    language: Language
    password_reset_at: datetime | None
    disabled_at: datetime | None
    session_id: UUID
    last_seen_at: datetime | None
    expires_at: datetime | None
    scopes_json: str | None = None


_USER_COLUMNS = """u.id, u.username, u.name, u.role, u.organization_path, u.area_path, u.language,
    u.password_reset_at, u.disabled_at"""


async def principal_of_session(token_hash: str) -> Principal | None:
    rows = await storage.fetch_as(
        Principal,
        f"SELECT {_USER_COLUMNS}, s.id AS session_id, s.last_seen_at, s.expires_at"
        " FROM session s JOIN user_account u ON u.id = s.user_id WHERE s.token_hash = ?",
        [token_hash],
    )
    return rows[0] if rows else None


async def principal_of_token(token_hash: str) -> Principal | None:
    rows = await storage.fetch_as(
        Principal,
        f"SELECT {_USER_COLUMNS}, t.id AS session_id, t.last_used_at AS last_seen_at, t.expires_at, t.scopes_json"
        " FROM api_token t JOIN user_account u ON u.id = t.user_id WHERE t.token_hash = ? AND t.revoked_at IS NULL",
        [token_hash],
    )
    return rows[0] if rows else None


async def actor(user_id: UUID) -> Actor | None:
    """A user as an actor without a session, for jobs and the command line; None if unknown or disabled."""
    user = await User.get_or_none(id=user_id)
    return None if user is None or user.disabled_at else actor_of(user)


async def actor_by_username(username: str) -> Actor | None:
    user = await user_by_username(username)
    return None if user is None or user.disabled_at else actor_of(user)


def actor_of(user: User) -> Actor:
    role = Role(user.role)
    return Actor(
        id=user.id,
        name=user.name,
        username=user.username,
        role=role,
        organization=organization_reach(role, user.organization_path),
        home_organization=user.organization_path,
        area=user.area_path,
        language="en" if user.language == "en" else "zh",
        session_kind="none",
        session_id=None,
        permissions=permissions_of(role),
        must_change_password=user.password_reset_at is not None,
    )


async def people(ids: Iterable[UUID]) -> dict[UUID, str]:
    """Names by id; unknown ids are missing."""
    rows = await User.filter(id__in=list(set(ids))).values_list("id", "name")
    return {row[0]: row[1] for row in rows}


class Person(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    role: Role
    organization: str
    area: str
    disabled: bool


async def persons(ids: Iterable[UUID]) -> dict[UUID, Person]:
    """Users by id, whether or not anyone may see them: for an author recorded on a phone, a responsible person."""
    users = await User.filter(id__in=list(set(ids)))
    return {
        user.id: Person(
            user.id, user.name, Role(user.role), user.organization_path, user.area_path, user.disabled_at is not None
        )
        for user in users
    }


class Home(msgspec.Struct, frozen=True):
    """Where somebody belongs."""

    id: UUID
    role: Role
    organization: str
    area: str

    @property
    def reach(self) -> str:
        """How far he sees."""
        return organization_reach(self.role, self.organization)


async def homes(ids: Iterable[UUID]) -> dict[UUID, Home]:
    wanted = list(ids)
    if not wanted:
        return {}
    rows = await storage.fetch_as(
        Home,
        "SELECT id, role, organization_path AS organization, area_path AS area FROM user_account"
        f" WHERE id IN ({_marks(wanted)})",
        wanted,
    )
    return {row.id: row for row in rows}


class Contact(msgspec.Struct, frozen=True):
    """Somebody who can be told something. The paths are his own, not how far he sees."""

    id: UUID
    name: str
    role: Role
    organization: str
    area: str
    language: Language


async def contacts(roles: Iterable[Role], ids: Iterable[UUID] = ()) -> list[Contact]:
    """Everybody with one of the roles, and these persons; nobody who is disabled. By user name."""
    found = User.filter(Q(role__in=[role.value for role in roles]) | Q(id__in=list(set(ids))), disabled_at=None)
    return [
        Contact(
            user.id,
            user.name,
            Role(user.role),
            user.organization_path,
            user.area_path,
            "en" if user.language == "en" else "zh",
        )
        for user in await found.order_by("username")
    ]


class Colleague(Contact, frozen=True):
    """The same with what a roster has to know of him."""

    username: str
    phone: str
    disabled: bool


async def colleagues(roles: Iterable[Role] = (), ids: Iterable[UUID] = ()) -> list[Colleague]:
    """Everybody with one of the roles, and these persons, whether disabled or not. By user name."""
    wanted, chosen = [role.value for role in roles], list(set(ids))
    return await storage.fetch_as(
        Colleague,
        "SELECT id, name, role, organization_path AS organization, area_path AS area, language, username, phone,"
        " disabled_at IS NOT NULL AS disabled FROM user_account"
        f" WHERE role IN ({_marks(wanted)}) OR id IN ({_marks(chosen)}) ORDER BY username",
        [*wanted, *chosen],
    )


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" for _ in values) or "NULL"


async def users_by_username(names: Iterable[str]) -> dict[str, UUID]:
    rows = await User.filter(username__in=list(set(names))).values_list("username", "id")
    return {row[0]: row[1] for row in rows}


async def user_by_username(username: str) -> User | None:
    return await User.get_or_none(username=normal_username(username))


def normal_username(username: str) -> str:
    return username.strip().lower()


async def organization(path: str) -> Organization | None:
    return await Organization.get_or_none(path=path)


async def organizations_by_path(paths: Iterable[str]) -> dict[str, Organization]:
    return {row.path: row for row in await Organization.filter(path__in=list(set(paths)))}


async def areas_by_path(paths: Iterable[str]) -> dict[str, Area]:
    return {row.path: row for row in await Area.filter(path__in=list(set(paths)))}


async def organizations_below(path: str) -> list[Organization]:
    """The organization at `path` and all below it, parents first; "" is all of them."""
    low, high = areas.prefix_range(path)
    found = Organization.filter(path__gte=low, path__lt=high) if path else Organization.all()
    return await found.order_by("path")


async def areas_below(path: str) -> list[Area]:
    """The area at `path` and all below it, parents first; "" is all of them."""
    low, high = areas.prefix_range(path)
    found = Area.filter(path__gte=low, path__lt=high) if path else Area.all()
    return await found.order_by("path")


async def seen_organizations(actor: Actor) -> list[Organization]:
    """What an actor may see of the tree: his own branch, and the way up to the city."""
    below = await organizations_below(actor.organization)
    above = areas.ancestors(actor.organization)[:-1]
    return [*await Organization.filter(path__in=above).order_by("path"), *below] if above else below


async def seen_areas(actor: Actor) -> list[Area]:
    below = await areas_below(actor.area)
    above = areas.ancestors(actor.area)[:-1]
    return [*await Area.filter(path__in=above).order_by("path"), *below] if above else below


async def user(user_id: UUID) -> User:
    """One that is known to exist."""
    return await User.get(id=user_id)


async def users(
    actor: Actor,
    *,
    text: str = "",
    role: Role | None = None,
    organization: str = "",
    area: str = "",
    disabled: bool | None = None,
    after: str | None = None,
    limit: int = 50,
) -> list[User]:
    """Those the actor may see, by user name, starting after one; what is empty or None does not restrict."""
    found = scope.narrowed(scope.filter(User.all(), actor), organization, area)
    if text:
        found = found.filter(Q(name__icontains=text) | Q(username__icontains=text))
    if role is not None:
        found = found.filter(role=role.value)
    if disabled is not None:
        found = found.filter(disabled_at__isnull=not disabled)
    if after is not None:
        found = found.filter(username__gt=after)
    return await found.order_by("username").limit(limit)


async def all_users() -> list[User]:
    return await User.all().order_by("username")


async def seen_user(actor: Actor, user_id: UUID) -> User | None:
    return await scope.filter(User.filter(id=user_id), actor).first()


async def sessions_of(user_id: UUID) -> list[Session]:
    """The living ones, last seen first."""
    return await Session.filter(user_id=user_id, expires_at__gt=clock.now()).order_by("-last_seen_at")


async def tokens_of(user_id: UUID) -> list[ApiToken]:
    return await ApiToken.filter(user_id=user_id, revoked_at=None).order_by("-id")
