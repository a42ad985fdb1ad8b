"""Creating, changing and disabling people."""

from typing import NamedTuple
from uuid import UUID

import msgspec
from tortoise.exceptions import IntegrityError

from heating import storage
from heating.accounts import identity_cache, passwords, problems, queries, scope, secrets, sessions
from heating.accounts.actor import Actor
from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.accounts.trail import about_user
from heating.lib import clock
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Language
from heating.notifications import actions as notifications


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """What an administrator decides about a person."""

    username: str
    name: str
    role: Role
    organization: str
    area: str = ""
    phone: str = ""
    language: Language = "zh"


class NewUser(NamedTuple):
    user: User
    password: str | None
    """The one-time password, shown once; None when the caller chose it or the user existed already."""


async def create_user(
    by: Actor,
    profile: Profile,
    *,
    user_id: UUID | None = None,
    password: str | None = None,
    password_hash: str | None = None,
    must_change: bool = False,
) -> NewUser:
    """A new person. Without a password a one-time password is made; `password_hash` is of a password that was hashed
    before, for many at once. The same id with the same profile answers the existing user. Raises
    accounts.username_taken, accounts.id_taken, accounts.unknown_organization, accounts.unknown_area,
    accounts.weak_password, and accounts.not_found outside of what `by` may see."""
    await check_places(by, profile.organization, profile.area)
    if user_id is not None and (existing := await User.get_or_none(id=user_id)):
        return NewUser(_same(existing, profile), None)
    if password is not None:
        passwords.check(password, profile.username, "/password")
    one_time = None if password or password_hash else secrets.new_password()
    hashed = password_hash or await secrets.hash_password(password or one_time or "")
    values = _columns(profile, hashed, must_change or one_time is not None)
    try:
        async with storage.transaction():
            user = User(id=user_id or new_id(), **values)
            await user.save(force_create=True)
            identity_cache.forget_after_commit(user.id, user.organization_path)
            about_user(by, "user.created", user, username=user.username, role=user.role)
    except IntegrityError:
        raise problems.USERNAME_TAKEN(errors=[FieldError("/username", "taken", problems.USERNAME_TAKEN.text)]) from None
    return NewUser(user, one_time)


def _columns(profile: Profile, password_hash: str, must_change: bool) -> dict[str, object]:
    now = clock.now()
    return {
        "username": queries.normal_username(profile.username),
        "name": profile.name,
        "role": profile.role.value,
        "organization_path": profile.organization,
        "area_path": profile.area,
        "phone": profile.phone,
        "language": profile.language,
        "password_hash": password_hash,
        "password_changed_at": now,
        "password_reset_at": now if must_change else None,
        "created_at": now,
    }


def profile_of(user: User) -> Profile:
    return Profile(
        username=user.username,
        name=user.name,
        role=Role(user.role),
        organization=user.organization_path,
        area=user.area_path,
        phone=user.phone,
        language="en" if user.language == "en" else "zh",
    )


def _same(existing: User, profile: Profile) -> User:
    if profile_of(existing) != msgspec.structs.replace(profile, username=queries.normal_username(profile.username)):
        raise problems.ID_TAKEN()
    return existing


async def check_places(by: Actor, organization: str, area: str) -> None:
    """Both exist and lie within what `by` may see."""
    if not await queries.organizations_by_path([organization]):
        raise problems.UNKNOWN_ORGANIZATION(
            errors=[FieldError("/organization", "unknown", problems.UNKNOWN_ORGANIZATION.text)]
        )
    if area and not await queries.areas_by_path([area]):
        raise problems.UNKNOWN_AREA(errors=[FieldError("/area", "unknown", problems.UNKNOWN_AREA.text)])
    if not scope.sees(by, organization, area):
        raise problems.NOT_FOUND()


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change; None leaves it as it is."""

    name: str | None = None
    role: Role | None = None
    organization: str | None = None
    area: str | None = None
    phone: str | None = None
    disabled: bool | None = None


async def change_user(by: Actor, user_id: UUID, version: int, changes: Changes) -> User:
    """Change what is given. A change of role, place or the right to sign in is in force at once.
    Raises accounts.not_found, accounts.version_conflict, accounts.own_disabling and as `create_user` does."""
    user = await queries.seen_user(by, user_id)
    if user is None:
        raise problems.NOT_FOUND()
    _refuse_locking_out_oneself(by, user, changes)
    if changes.organization is not None or changes.area is not None:
        place = user.organization_path if changes.organization is None else changes.organization
        await check_places(by, place, user.area_path if changes.area is None else changes.area)
    async with storage.transaction():
        columns = _changed_columns(by, user, changes)
        if not await User.filter(id=user.id, version=version).update(**columns, version=version + 1):
            raise problems.VERSION_CONFLICT()
        if changes.disabled:
            await sessions.end_others(user, None)
            await notifications.withhold(user.id)
        identity_cache.forget_after_commit(user.id, user.organization_path)
        await user.refresh_from_db()
        about_user(by, _verb(changes), user, changes=_given(changes))
    return user


def _refuse_locking_out_oneself(by: Actor, user: User, changes: Changes) -> None:
    loses_role = changes.role is not None and changes.role != user.role
    if by.id == user.id and (changes.disabled or loses_role):
        raise problems.OWN_DISABLING()


def _changed_columns(by: Actor, user: User, changes: Changes) -> dict[str, object]:
    names = {"organization": "organization_path", "area": "area_path"}
    columns = {names.get(name, name): value for name, value in _given(changes).items() if name != "disabled"}
    if changes.disabled is True and user.disabled_at is None:
        columns |= {"disabled_at": clock.now(), "disabled_by": by.id}
    if changes.disabled is False:
        columns |= {"disabled_at": None, "disabled_by": None}
    return columns


def _given(changes: Changes) -> dict[str, object]:
    given = {name: value for name, value in msgspec.structs.asdict(changes).items() if value is not None}
    return {name: value.value if isinstance(value, Role) else value for name, value in given.items()}


def _verb(changes: Changes) -> str:
    if changes.disabled is None:
        return "user.changed"
    return "user.disabled" if changes.disabled else "user.enabled"


async def change_own(actor: Actor, language: Language | None, phone: str | None) -> User:
    """A person's own settings."""
    columns = {name: value for name, value in (("language", language), ("phone", phone)) if value is not None}
    async with storage.transaction():
        if columns:
            await User.filter(id=actor.id).update(**columns)
        user = await User.get(id=actor.id)
        identity_cache.forget_after_commit(user.id, user.organization_path)
        about_user(actor, "user.changed", user, changes=columns)
    return user
