"""Who acts. It is passed from the guard to the route to the action; nothing reads a hidden current user."""

from typing import Literal
from uuid import UUID

import msgspec

from heating.accounts.rules import Permission, Role
from heating.lib.wording import Language

SessionKind = Literal["cookie", "token", "none"]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    id: UUID
    name: str
    username: str
    role: Role
    organization: str
    """The organization path within which rows are seen; "" is the whole city."""
    home_organization: str
    """The organization the person belongs to."""
    area: str
    """The area path within which rows are seen; "" is everywhere."""
    language: Language
    session_kind: SessionKind
    """How the request proved who it is; "none" when the command line or a job acts for a person."""
    session_id: UUID | None
    """The session or token of this request."""
    permissions: frozenset[Permission]
    """What the role may, less what a token was not given."""
    must_change_password: bool = False

    def may(self, permission: Permission) -> bool:
        return permission in self.permissions


def system_actor() -> Actor:
    """For the command line and the demo city. It is no user: the audit shows the name "system"."""
    return Actor(
        id=UUID(int=0),
        name="system",
        username="system",
        role=Role.ADMINISTRATOR,
        organization="",
        home_organization="",
        area="",
        language="zh",
        session_kind="none",
        session_id=None,
        permissions=frozenset(Permission),
    )
