"""Bodies and rows of signing in and of one's own account."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from heating.accounts.actor import Actor
from heating.accounts.models import ApiToken, Area, Organization, Session, User
from heating.accounts.rules import Permission, Role
from heating.http.fields import Name
from heating.lib.wording import Language

Password = Annotated[str, Meta(max_length=1000)]
Phone = Annotated[str, Meta(max_length=40, pattern=r"^[0-9+() -]*$")]


class SignIn(msgspec.Struct, frozen=True):
    username: Annotated[str, Meta(max_length=200)]
    password: Password


class OrganizationName(msgspec.Struct, frozen=True):
    path: str
    name: str
    name_en: str
    kind: str


class AreaName(msgspec.Struct, frozen=True):
    path: str
    name: str
    name_en: str


class OwnUser(msgspec.Struct, frozen=True):
    id: UUID
    username: str
    name: str
    role: Role
    language: Language
    phone: str
    must_change_password: bool


class Me(msgspec.Struct, frozen=True):
    """Who is signed in, and what he may do."""

    user: OwnUser
    organization: OrganizationName
    area: AreaName | None
    permissions: Sequence[Permission]
    server_time: datetime


class OwnChanges(msgspec.Struct, frozen=True):
    language: Language | None = None
    phone: Phone | None = None


class NewPassword(msgspec.Struct, frozen=True):
    current: Password
    new: Password


class SessionRow(msgspec.Struct, frozen=True):
    """A signed-in device."""

    id: UUID
    user_agent: str
    address: str
    created_at: datetime
    last_seen_at: datetime
    expires_at: datetime
    current: bool
    """Is it the session of this very request?"""


class Sessions(msgspec.Struct, frozen=True):
    items: Sequence[SessionRow]


class TokenRequest(msgspec.Struct, frozen=True):
    name: Name
    scopes: Annotated[list[Permission], Meta(min_length=1, max_length=100)]
    expires_on: date | None = None
    """The last day on which it works, in the city's time zone; null means for ever."""


class TokenRow(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    scopes: Sequence[Permission]
    created_at: datetime
    last_used_at: datetime | None
    expires_at: datetime | None


class Tokens(msgspec.Struct, frozen=True):
    items: Sequence[TokenRow]


class NewTokenRow(msgspec.Struct, frozen=True):
    id: UUID
    name: str
    scopes: Sequence[Permission]
    created_at: datetime
    expires_at: datetime | None
    token: str
    """Shown this once."""


def me(user: User, actor: Actor, organization: Organization, area: Area | None, at: datetime) -> Me:
    return Me(
        user=OwnUser(
            id=user.id,
            username=user.username,
            name=user.name,
            role=Role(user.role),
            language=language_of(user.language),
            phone=user.phone,
            must_change_password=user.password_reset_at is not None,
        ),
        organization=OrganizationName(organization.path, organization.name, organization.name_en, organization.kind),
        area=None if area is None else AreaName(area.path, area.name, area.name_en),
        permissions=sorted(actor.permissions),
        server_time=at,
    )


def session_row(row: Session, current: UUID | None) -> SessionRow:
    return SessionRow(
        row.id, row.user_agent, row.address, row.created_at, row.last_seen_at, row.expires_at, row.id == current
    )


def token_row(row: ApiToken) -> TokenRow:
    return TokenRow(row.id, row.name, scopes_of(row), row.created_at, row.last_used_at, row.expires_at)


def new_token_row(row: ApiToken, token: str) -> NewTokenRow:
    return NewTokenRow(row.id, row.name, scopes_of(row), row.created_at, row.expires_at, token)


def scopes_of(row: ApiToken) -> list[Permission]:
    return msgspec.json.decode(row.scopes_json, type=list[Permission])


def language_of(text: str) -> Language:
    return "en" if text == "en" else "zh"
