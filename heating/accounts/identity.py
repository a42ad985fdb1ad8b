"""Who sends a request: a cookie session or a bearer token, looked up and remembered for a moment."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

import msgspec
from starlette.requests import Request
from starlette.responses import Response

from heating.accounts import identity_cache, queries, secrets, sessions
from heating.accounts.actor import Actor
from heating.accounts.identity_cache import Entry
from heating.accounts.queries import Principal
from heating.accounts.rules import Permission, organization_reach, permissions_of
from heating.lib import clock

COOKIE: Final = "session"
SEEN_EVERY = timedelta(minutes=15)
"""How exact "last seen" is; more exact would be a write for every request."""


@dataclass(frozen=True)
class Known:
    actor: Actor
    renewed_cookie: str | None = None
    """The cookie to set again, because its session was just prolonged."""


async def of(request: Request, *, prolongs: bool = True) -> Known | None:
    """Who asks, or None for a stranger, an expired session, a revoked token, a disabled user. Unless `prolongs` is
    false the session lives on from here."""
    if authorization := request.headers.get("authorization"):
        scheme, _, token = authorization.partition(" ")
        return await _known(token.strip(), "token", prolongs) if scheme.lower() == "bearer" else None
    if cookie := request.cookies.get(COOKIE):
        return await _known(cookie, "cookie", prolongs)
    return None


async def of_token(token: str) -> Actor | None:
    """Whose bearer token it is, for interfaces that take it elsewhere than in the header."""
    known = await _known(token, "token", prolongs=True)
    return None if known is None else known.actor


async def _known(token: str, kind: Literal["cookie", "token"], prolongs: bool) -> Known | None:
    token_hash = secrets.digest(token)
    entry = identity_cache.get(token_hash) or await _look_up(token_hash, kind)
    if entry is None or entry.actor.session_kind != kind:
        return None
    principal, now = entry.principal, clock.now()
    if principal.expires_at is not None and principal.expires_at <= now:
        return None
    if prolongs and (principal.last_seen_at is None or principal.last_seen_at < now - SEEN_EVERY):
        await sessions.touch(principal.session_id, kind)
        identity_cache.forget_user(principal.id)
        return Known(entry.actor, token if kind == "cookie" else None)
    return Known(entry.actor)


async def _look_up(token_hash: str, kind: Literal["cookie", "token"]) -> Entry | None:
    generation = identity_cache.generation()
    find = queries.principal_of_session if kind == "cookie" else queries.principal_of_token
    principal = await find(token_hash)
    if principal is None or principal.disabled_at is not None:
        return None
    entry = Entry(_actor(principal, kind), principal)
    identity_cache.put(token_hash, entry, generation)
    return entry


def _actor(principal: Principal, kind: Literal["cookie", "token"]) -> Actor:
    permissions = permissions_of(principal.role)
    if principal.scopes_json is not None:
        permissions &= msgspec.json.decode(principal.scopes_json, type=frozenset[str])
    return Actor(
        id=principal.id,
        name=principal.name,
        username=principal.username,
        role=principal.role,
        organization=organization_reach(principal.role, principal.organization_path),
        home_organization=principal.organization_path,
        area=principal.area_path,
        language=principal.language,
        session_kind=kind,
        session_id=principal.session_id,
        permissions=frozenset(Permission(permission) for permission in permissions),
        must_change_password=principal.password_reset_at is not None,
    )


def set_cookie(request: Request, response: Response, token: str) -> None:
    response.set_cookie(
        COOKIE,
        token,
        max_age=int(sessions.life().total_seconds()),
        httponly=True,
        secure=request.url.scheme == "https",
        samesite="lax",
    )


def clear_cookie(request: Request, response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, secure=request.url.scheme == "https", samesite="lax")


def renew_cookie(known: Known, request: Request, response: Response) -> None:
    """Unless the route itself has set or cleared the cookie."""
    if known.renewed_cookie and "set-cookie" not in response.headers:
        set_cookie(request, response, known.renewed_cookie)
