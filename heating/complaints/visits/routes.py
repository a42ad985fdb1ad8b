"""Household visits over HTTP."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import Resource, resource
from heating.accounts.rules import Permission
from heating.complaints import queries
from heating.complaints.visits import actions as visit_actions
from heating.complaints.visits import queries as visit_queries
from heating.complaints.visits import signatures as visit_signatures
from heating.complaints.visits.schemas import (
    Absence,
    Appointment,
    Cancellation,
    Completion,
    KeyHandOver,
    KeyReturn,
    NewVisit,
    Visit,
    VisitFilter,
    Visits,
    VisitStep,
)
from heating.complaints.visits.signatures import Signatures
from heating.http.endpoint import KIB, endpoint
from heating.http.paging import Page, paged

_READ, _HANDLE = Permission.COMPLAINTS_READ, Permission.COMPLAINTS_HANDLE


async def list_visits(request: Request, actor: Actor, query: VisitFilter) -> Page[Visit]:
    visits = await visit_queries.matching(actor, query, _zone(request))
    return paged(visits, query.limit, lambda visit: visit, visit_queries.key)


async def show_visit(request: Request, actor: Actor) -> Visit:
    return await visit_queries.visit(actor, request.path_params["id"])


async def list_of_complaint(request: Request, actor: Actor) -> Visits:
    complaint = await queries.row(actor, request.path_params["id"])
    return Visits(await visit_queries.of_complaint(complaint.id))


async def arrange_visit(request: Request, actor: Actor, body: NewVisit) -> Visit:
    visit = await visit_actions.arrange(actor, request.path_params["id"], body, _zone(request))
    return await visit_queries.visit(actor, visit)


async def view_signatures(request: Request, actor: Actor) -> Signatures:
    return await visit_signatures.view(actor, request.path_params["id"])


def _zone(request: Request) -> ZoneInfo:
    zone: ZoneInfo = request.app.state.settings.zone
    return zone


def _verb(
    path: str, verb: Callable[[Actor, UUID, Any, ZoneInfo], Awaitable[None]], accepts: type[VisitStep], summary: str
) -> Resource:
    async def take(request: Request, actor: Actor, body: VisitStep) -> Visit:
        await verb(actor, request.path_params["id"], body, _zone(request))
        return await visit_queries.visit(actor, request.path_params["id"])

    return resource(
        f"/api/visits/{{id:uuid}}/{path}",
        POST=endpoint(take, needs=_HANDLE, accepts=accepts, answers=Visit, limit=512 * KIB, summary=summary),
    )


routes = [
    resource(
        "/api/complaints/{id:uuid}/visits",
        GET=endpoint(list_of_complaint, needs=_READ, answers=Visits, summary="The household visits of a complaint"),
        POST=endpoint(
            arrange_visit,
            needs=_HANDLE,
            accepts=NewVisit,
            answers=Visit,
            status=201,
            summary="Arrange a household visit",
        ),
    ),
    resource(
        "/api/visits",
        GET=endpoint(
            list_visits,
            needs=_READ,
            query=VisitFilter,
            answers=Page[Visit],
            summary="Household visits, the earliest first",
        ),
    ),
    resource("/api/visits/{id:uuid}", GET=endpoint(show_visit, needs=_READ, answers=Visit)),
    resource(
        "/api/visits/{id:uuid}/signatures",
        GET=endpoint(
            view_signatures,
            needs=Permission.COMPLAINTS_PERSONAL,
            answers=Signatures,
            summary="Both signatures of a visit; the viewing is recorded",
        ),
    ),
    _verb("appointment", visit_actions.move, Appointment, "Agree on another time or another visitor"),
    _verb("absence", visit_actions.miss, Absence, "Nobody was at home"),
    _verb("key", visit_actions.hand_over_key, KeyHandOver, "Somebody else opens the door, with consent"),
    _verb("key-return", visit_actions.return_key, KeyReturn, "The household has its key back"),
    _verb("completion", visit_actions.complete, Completion, "What was found, measured and signed"),
    _verb("cancellation", visit_actions.cancel, Cancellation, "There is no visit"),
]
