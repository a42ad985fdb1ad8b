"""Bearer tokens for programs."""

from collections.abc import Collection
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import identity_cache, problems, secrets
from heating.accounts.actor import Actor
from heating.accounts.models import ApiToken, User
from heating.accounts.rules import Permission
from heating.accounts.trail import about_user
from heating.lib import clock
from heating.lib.ids import new_id


class NewToken(NamedTuple):
    row: ApiToken
    token: str


async def create(actor: Actor, name: str, scopes: Collection[Permission], expires_at: datetime | None) -> NewToken:
    """A token that may do no more than its maker. Raises accounts.scope_too_wide."""
    if not actor.permissions.issuperset(scopes):
        raise problems.SCOPE_TOO_WIDE()
    token = secrets.TOKEN_PREFIX + secrets.new_token()
    async with storage.transaction():
        user = await User.get(id=actor.id)
        row = await ApiToken.create(
            id=new_id(),
            user_id=actor.id,
            name=name,
            token_hash=secrets.digest(token),
            scopes_json=msgspec.json.encode(sorted(scopes)).decode(),
            created_at=clock.now(),
            expires_at=expires_at,
        )
        about_user(actor, "token.created", user, token=str(row.id), name=name, scopes=sorted(scopes))
    return NewToken(row, token)


async def revoke(actor: Actor, token_id: UUID) -> None:
    """Raises accounts.not_found when the actor has no such living token."""
    async with storage.transaction():
        user = await User.get(id=actor.id)
        living = ApiToken.filter(id=token_id, user_id=actor.id, revoked_at=None)
        if not await living.update(revoked_at=clock.now()):
            raise problems.NOT_FOUND()
        identity_cache.forget_after_commit(user.id, user.organization_path)
        about_user(actor, "token.revoked", user, token=str(token_id))
