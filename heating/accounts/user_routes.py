"""/api/users: people, for those who look after them."""

import msgspec
from starlette.requests import Request

from heating.accounts import passwords, problems, queries, sessions, user_actions
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.models import User
from heating.accounts.rules import Permission
from heating.accounts.schemas import Sessions, session_row
from heating.accounts.user_schemas import (
    NewUserBody,
    NewUserRow,
    OneTimePassword,
    UserChanges,
    UserFilter,
    UserRow,
    user_row,
)
from heating.http.endpoint import endpoint
from heating.http.paging import Page, decode_cursor, paged


async def list_users(_: Request, actor: Actor, query: UserFilter) -> Page[UserRow]:
    after = decode_cursor(query.cursor, str)
    rows = await queries.users(
        actor,
        text=query.q,
        role=query.role,
        organization=query.organization,
        area=query.area,
        disabled=query.disabled,
        after=after,
        limit=query.limit + 1,
    )
    return paged(rows, query.limit, user_row, lambda row: row.username)


async def show_user(request: Request, actor: Actor) -> UserRow:
    return user_row(await _seen(request, actor))


async def _seen(request: Request, actor: Actor) -> User:
    user = await queries.seen_user(actor, request.path_params["id"])
    if user is None:
        raise problems.NOT_FOUND()
    return user


async def create_user(_: Request, actor: Actor, body: NewUserBody) -> NewUserRow:
    profile = user_actions.Profile(**{name: getattr(body, name) for name in user_actions.Profile.__struct_fields__})
    created = await user_actions.create_user(actor, profile, user_id=body.id)
    return NewUserRow(user_row(created.user), created.password)


async def change_user(request: Request, actor: Actor, body: UserChanges) -> UserRow:
    given = {name: value for name, value in msgspec.structs.asdict(body).items() if name != "version"}
    changes = user_actions.Changes(**given)
    return user_row(await user_actions.change_user(actor, request.path_params["id"], body.version, changes))


async def reset_password(request: Request, actor: Actor) -> OneTimePassword:
    return OneTimePassword(await passwords.reset(actor, request.path_params["id"]))


async def list_sessions(request: Request, actor: Actor) -> Sessions:
    user = await _seen(request, actor)
    return Sessions([session_row(row, actor.session_id) for row in await queries.sessions_of(user.id)])


async def end_session(request: Request, actor: Actor) -> None:
    user = await _seen(request, actor)
    await sessions.end(actor, user.id, request.path_params["session"])


_READ, _WRITE = Permission.PEOPLE_READ, Permission.PEOPLE_WRITE

routes = [
    resource(
        "/api/users",
        GET=endpoint(list_users, needs=_READ, query=UserFilter, answers=Page[UserRow], summary="People"),
        POST=endpoint(
            create_user,
            needs=_WRITE,
            accepts=NewUserBody,
            answers=NewUserRow,
            status=201,
            summary="Add a person; answers a one-time password",
        ),
    ),
    resource(
        "/api/users/{id:uuid}",
        GET=endpoint(show_user, needs=_READ, answers=UserRow, summary="One person"),
        PATCH=endpoint(
            change_user,
            needs=_WRITE,
            accepts=UserChanges,
            answers=UserRow,
            summary="Change, disable or enable a person",
        ),
    ),
    resource(
        "/api/users/{id:uuid}/password-reset",
        POST=endpoint(
            reset_password,
            needs=_WRITE,
            answers=OneTimePassword,
            summary="Give a one-time password; signs out all devices",
        ),
    ),
    resource(
        "/api/users/{id:uuid}/sessions",
        GET=endpoint(list_sessions, needs=_WRITE, answers=Sessions, summary="A person's signed-in devices"),
    ),
    resource(
        "/api/users/{id:uuid}/sessions/{session:uuid}",
        DELETE=endpoint(end_session, needs=_WRITE, status=204, summary="Sign a person's device out"),
    ),
]
