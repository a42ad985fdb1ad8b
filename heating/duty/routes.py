"""/api/rosters: writing, checking and publishing them."""

from functools import partial
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.duty import reading, roster_actions, roster_queries, spreadsheet
from heating.duty.schemas import (
    Candidate,
    CandidateFilter,
    NewRoster,
    RosterBody,
    RosterFilter,
    RosterItem,
    RosterShown,
    SpanQuery,
    VersionBody,
    WatchItem,
)
from heating.http import workbook
from heating.http.endpoint import MIB, endpoint
from heating.http.paging import Page, paged


async def list_rosters(_: Request, actor: Actor, query: RosterFilter) -> Page[RosterItem]:
    rows = await roster_queries.listed(actor, query)
    return paged(rows, query.limit, lambda row: roster_queries.item(actor, row), lambda row: (row.starts_at, row.id))


async def create_roster(request: Request, actor: Actor, body: NewRoster) -> RosterShown:
    id = await roster_actions.create(actor, body, _zone(request))
    return await roster_queries.shown(actor, id, _zone(request))


async def show_roster(request: Request, actor: Actor) -> RosterShown:
    return await roster_queries.shown(actor, request.path_params["id"], _zone(request))


async def change_roster(request: Request, actor: Actor, body: RosterBody) -> RosterShown:
    await roster_actions.change(actor, request.path_params["id"], body, _zone(request))
    return await show_roster(request, actor)


async def discard_roster(request: Request, actor: Actor) -> None:
    await roster_actions.discard(actor, request.path_params["id"])


async def publish_roster(request: Request, actor: Actor, body: VersionBody) -> RosterShown:
    await roster_actions.publish(actor, request.path_params["id"], body.version, _zone(request))
    return await show_roster(request, actor)


async def retire_roster(request: Request, actor: Actor, body: VersionBody) -> RosterShown:
    await roster_actions.retire(actor, request.path_params["id"], body.version)
    return await show_roster(request, actor)


async def list_watches(request: Request, actor: Actor, query: SpanQuery) -> list[WatchItem]:
    return await roster_queries.watches_of(actor, request.path_params["id"], query)


async def export_roster(request: Request, actor: Actor) -> Response:
    row = await reading.row(actor, request.path_params["id"])
    return await workbook.attachment(request, "roster.xlsx", partial(spreadsheet.write, actor, row, _zone(request)))


async def list_candidates(_: Request, actor: Actor, query: CandidateFilter) -> list[Candidate]:
    return await roster_queries.candidates(actor, query.organization, query.q)


def _zone(request: Request) -> ZoneInfo:
    zone: ZoneInfo = request.app.state.settings.zone
    return zone


_READ, _WRITE = Permission.DUTY_READ, Permission.DUTY_WRITE

routes = [
    resource(
        "/api/rosters",
        GET=endpoint(list_rosters, needs=_READ, query=RosterFilter, answers=Page[RosterItem]),
        POST=endpoint(
            create_roster,
            needs=_WRITE,
            accepts=NewRoster,
            answers=RosterShown,
            status=201,
            limit=MIB,
            summary="Draft a roster; its faults come with it",
        ),
    ),
    resource(
        "/api/rosters/{id:uuid}",
        GET=endpoint(show_roster, needs=_READ, answers=RosterShown, summary="A roster with the faults of a draft"),
        PUT=endpoint(change_roster, needs=_WRITE, accepts=RosterBody, answers=RosterShown, limit=MIB),
        DELETE=endpoint(discard_roster, needs=_WRITE, status=204, summary="Discard a draft"),
    ),
    resource(
        "/api/rosters/{id:uuid}/publication",
        POST=endpoint(
            publish_roster,
            needs=_WRITE,
            accepts=VersionBody,
            answers=RosterShown,
            summary="Put a draft in force; refused with every fault at once",
        ),
    ),
    resource(
        "/api/rosters/{id:uuid}/retirement",
        POST=endpoint(retire_roster, needs=_WRITE, accepts=VersionBody, answers=RosterShown),
    ),
    resource(
        "/api/rosters/{id:uuid}/watches",
        GET=endpoint(
            list_watches,
            needs=_READ,
            query=SpanQuery,
            answers=list[WatchItem],
            summary="Who is at which post from when to when, all changes included",
        ),
    ),
    resource(
        "/api/rosters/{id:uuid}/roster.xlsx",
        GET=endpoint(export_roster, needs=_READ, content=workbook.MEDIA_TYPE, summary="A roster to print"),
    ),
    resource(
        "/api/duty/candidates",
        GET=endpoint(
            list_candidates,
            needs=_WRITE,
            query=CandidateFilter,
            answers=list[Candidate],
            summary="Who can be put on a roster of an organization",
        ),
    ),
]
