"""/api/session: signing in and out, and who is signed in."""

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts import identity, queries, sign_in
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.models import User
from heating.accounts.rules import Permission
from heating.accounts.schemas import Me, SignIn, me
from heating.http.answers import as_response
from heating.http.endpoint import KIB, Public, endpoint
from heating.lib import clock


async def begin_session(request: Request, actor: Actor | None, body: SignIn) -> Response:
    if actor is not None and actor.session_kind == "cookie":
        await sign_in.sign_out(actor)
    user, token = await sign_in.sign_in(
        body.username,
        body.password,
        user_agent=request.headers.get("user-agent", ""),
        address=request.client.host if request.client else "",
    )
    response = as_response(await present_me(user, queries.actor_of(user)))
    identity.set_cookie(request, response, token)
    return response


async def show_me(_: Request, actor: Actor) -> Me:
    return await present_me(await queries.user(actor.id), actor)


async def end_session(request: Request, actor: Actor) -> Response:
    await sign_in.sign_out(actor)
    response = Response(status_code=204)
    identity.clear_cookie(request, response)
    return response


async def present_me(user: User, actor: Actor) -> Me:
    organizations = await queries.organizations_by_path([user.organization_path])
    areas = await queries.areas_by_path([user.area_path])
    return me(user, actor, organizations[user.organization_path], areas.get(user.area_path), clock.now())


routes = [
    resource(
        "/api/session",
        POST=endpoint(
            begin_session, needs=Public, accepts=SignIn, answers=Me, limit=4 * KIB, summary="Sign in; sets the cookie"
        ),
        GET=endpoint(show_me, needs=Permission.OWN_ACCOUNT, answers=Me, summary="Who is signed in"),
        DELETE=endpoint(end_session, needs=Permission.OWN_ACCOUNT, status=204, summary="Sign out"),
    ),
]
