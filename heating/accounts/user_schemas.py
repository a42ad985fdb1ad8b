"""Bodies and rows of people."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.accounts.models import User
from heating.accounts.rules import Role
from heating.accounts.schemas import Phone, language_of
from heating.http.fields import Count, Name, Path, PathOrAll, Search
from heating.http.paging import PageQuery
from heating.lib.wording import Language

Username = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._@-]{1,63}$")]


class UserFilter(PageQuery, frozen=True, kw_only=True):
    q: Search = ""
    role: Role | None = None
    organization: PathOrAll = ""
    area: PathOrAll = ""
    disabled: bool | None = None


class UserRow(msgspec.Struct, frozen=True):
    id: UUID
    username: str
    name: str
    role: Role
    organization: str
    area: str
    phone: str
    language: Language
    must_change_password: bool
    disabled_at: datetime | None
    version: int
    created_at: datetime


class NewUserBody(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID | None = None
    username: Username
    name: Name
    role: Role
    organization: Path
    area: PathOrAll = ""
    phone: Phone = ""
    language: Language = "zh"


class NewUserRow(msgspec.Struct, frozen=True):
    user: UserRow
    password: str | None
    """The one-time password, shown this once; null when the same user had been created before."""


class UserChanges(msgspec.Struct, frozen=True, kw_only=True):
    version: Count
    name: Name | None = None
    role: Role | None = None
    organization: Path | None = None
    area: PathOrAll | None = None
    phone: Phone | None = None
    disabled: bool | None = None


class OneTimePassword(msgspec.Struct, frozen=True):
    password: str
    """Shown this once; its owner must replace it when he signs in."""


def user_row(user: User) -> UserRow:
    return UserRow(
        id=user.id,
        username=user.username,
        name=user.name,
        role=Role(user.role),
        organization=user.organization_path,
        area=user.area_path,
        phone=user.phone,
        language=language_of(user.language),
        must_change_password=user.password_reset_at is not None,
        disabled_at=user.disabled_at,
        version=user.version,
        created_at=user.created_at,
    )
