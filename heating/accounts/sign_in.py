"""Signing in and out with user name and password."""

from typing import NamedTuple

from heating import storage
from heating.accounts import attempts, identity_cache, problems, queries, secrets, sessions
from heating.accounts.actor import Actor
from heating.accounts.models import User
from heating.accounts.trail import about_address, about_user


class SignedInAs(NamedTuple):
    user: User
    token: str


async def sign_in(username: str, password: str, *, user_agent: str, address: str) -> SignedInAs:
    """A new session. Raises accounts.too_many_attempts, accounts.wrong_credentials, accounts.disabled."""
    username = queries.normal_username(username)
    await attempts.count(username, address)
    user = await queries.user_by_username(username)
    if not await secrets.verify_password(user.password_hash if user else None, password) or user is None:
        await _note_failure(user, address)
        raise problems.WRONG_CREDENTIALS()
    if user.disabled_at is not None:
        raise problems.DISABLED()
    await attempts.take_back(username, address)
    async with storage.transaction():
        session_id, token = await sessions.begin(user, user_agent=user_agent, address=address)
        about_user(queries.actor_of(user), "session.began", user, session=str(session_id), address=address)
    return SignedInAs(user, token)


async def _note_failure(user: User | None, address: str) -> None:
    """An unknown name is noted too, or its quicker answer would give it away. What was typed is not kept: it is
    sometimes a password."""
    async with storage.transaction():
        if user is not None:
            about_user(queries.actor_of(user), "session.refused", user, address=address)
        else:
            about_address("session.refused", address)


async def sign_out(actor: Actor) -> None:
    """End the session of this very request; harmless when it has ended."""
    if actor.session_kind == "cookie" and actor.session_id is not None:
        await sessions.end(actor, actor.id, actor.session_id)
        identity_cache.forget_user(actor.id)
