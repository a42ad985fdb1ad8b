"""/api/account and /api/tokens: a person's own settings, password, devices and tokens."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from starlette.requests import Request

from heating.accounts import passwords, queries, sessions, tokens, user_actions
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.accounts.schemas import (
    Me,
    NewPassword,
    NewTokenRow,
    OwnChanges,
    Sessions,
    TokenRequest,
    Tokens,
    new_token_row,
    session_row,
    token_row,
)
from heating.accounts.session_routes import present_me
from heating.http.endpoint import KIB, endpoint
from heating.settings import Settings

_OWN = Permission.OWN_ACCOUNT


async def change_own(_: Request, actor: Actor, body: OwnChanges) -> Me:
    return await present_me(await user_actions.change_own(actor, body.language, body.phone), actor)


async def change_password(_: Request, actor: Actor, body: NewPassword) -> None:
    await passwords.change(actor, body.current, body.new)


async def list_own_sessions(_: Request, actor: Actor) -> Sessions:
    return Sessions([session_row(row, actor.session_id) for row in await queries.sessions_of(actor.id)])


async def end_own_session(request: Request, actor: Actor) -> None:
    await sessions.end(actor, actor.id, request.path_params["id"])


async def list_tokens(_: Request, actor: Actor) -> Tokens:
    return Tokens([token_row(row) for row in await queries.tokens_of(actor.id)])


async def create_token(request: Request, actor: Actor, body: TokenRequest) -> NewTokenRow:
    settings: Settings = request.app.state.settings
    expires_at = None if body.expires_on is None else _end_of(body.expires_on, settings.zone)
    row, token = await tokens.create(actor, body.name, set(body.scopes), expires_at)
    return new_token_row(row, token)


def _end_of(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)


async def revoke_token(request: Request, actor: Actor) -> None:
    await tokens.revoke(actor, request.path_params["id"])


routes = [
    resource(
        "/api/account",
        PATCH=endpoint(change_own, needs=_OWN, accepts=OwnChanges, answers=Me, summary="Change language or phone"),
    ),
    resource(
        "/api/account/password",
        POST=endpoint(
            change_password,
            needs=_OWN,
            accepts=NewPassword,
            status=204,
            limit=8 * KIB,
            summary="Change the password; signs out every other device",
        ),
    ),
    resource(
        "/api/account/sessions",
        GET=endpoint(list_own_sessions, needs=_OWN, answers=Sessions, summary="Signed-in devices"),
    ),
    resource(
        "/api/account/sessions/{id:uuid}",
        DELETE=endpoint(end_own_session, needs=_OWN, status=204, summary="Sign a device out"),
    ),
    resource(
        "/api/tokens",
        GET=endpoint(list_tokens, needs=_OWN, answers=Tokens, summary="Tokens for programs"),
        POST=endpoint(
            create_token,
            needs=_OWN,
            accepts=TokenRequest,
            answers=NewTokenRow,
            status=201,
            summary="Make a token; it is shown once",
        ),
    ),
    resource(
        "/api/tokens/{id:uuid}",
        DELETE=endpoint(revoke_token, needs=_OWN, status=204, summary="Revoke a token"),
    ),
]
