"""Sessions of devices: begin, prolong, end."""

from datetime import timedelta
from typing import Literal
from uuid import UUID

from heating import storage
from heating.accounts import attempts, identity_cache, problems, secrets
from heating.accounts.models import ApiToken, Session, User
from heating.accounts.trail import about_user
from heating.audit import Who
from heating.lib import clock
from heating.lib.ids import new_id

_LONGEST_AGENT = 400


class _Life:
    session = timedelta(days=30)


def life() -> timedelta:
    """How long a session lives after its device was last seen."""
    return _Life.session


def set_life(days: int) -> None:
    """From the settings, once at the start."""
    _Life.session = timedelta(days=days)


async def begin(user: User, *, user_agent: str, address: str) -> tuple[UUID, str]:
    """A new session inside the open transaction: its id and the token for the cookie."""
    token, now = secrets.new_token(), clock.now()
    session = await Session.create(
        id=new_id(),
        user_id=user.id,
        token_hash=secrets.digest(token),
        user_agent=user_agent[:_LONGEST_AGENT],
        address=address,
        created_at=now,
        last_seen_at=now,
        expires_at=now + life(),
    )
    return session.id, token


async def touch(session_id: UUID, kind: Literal["cookie", "token"]) -> None:
    """Note that a session or token is in use; a session lives on from here."""
    now = clock.now()
    async with storage.transaction():
        if kind == "cookie":
            await Session.filter(id=session_id).update(last_seen_at=now, expires_at=now + life())
        else:
            await ApiToken.filter(id=session_id).update(last_used_at=now)


async def end(by: Who, user_id: UUID, session_id: UUID) -> None:
    """Sign a device out. Raises accounts.not_found when the user has no such session."""
    async with storage.transaction():
        user = await User.get_or_none(id=user_id)
        if user is None or not await Session.filter(id=session_id, user_id=user_id).delete():
            raise problems.NOT_FOUND()
        identity_cache.forget_after_commit(user.id, user.organization_path)
        about_user(by, "session.ended", user, session=str(session_id))


async def end_others(user: User, keep: UUID | None) -> int:
    """Inside the open transaction: sign out every device of a user but one. Answers how many."""
    others = Session.filter(user_id=user.id)
    ended = await (others.exclude(id=keep) if keep else others).delete()
    identity_cache.forget_after_commit(user.id, user.organization_path)
    return ended


async def forget_expired() -> int:
    """Delete sessions that nobody can use any more, and old counts of failed sign-ins; answers how many sessions."""
    await attempts.forget_old()
    async with storage.transaction():
        return await Session.filter(expires_at__lt=clock.now()).delete()
