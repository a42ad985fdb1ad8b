from starlette.requests import Request

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.hazards import actions, queries
from heating.hazards.actions import Reporting
from heating.hazards.schemas import Hazard, HazardFilter, HazardReport, NewHazard
from heating.http.endpoint import endpoint
from heating.http.paging import Page, paged
from heating.lib import clock
from heating.lib.problems import Problem


async def list_hazards(request: Request, actor: Actor, query: HazardFilter) -> Page[Hazard]:  # noqa: ARG001
    return paged(await queries.matching(actor, query), query.limit, lambda row: row, queries.key)


async def show_hazard(request: Request, actor: Actor) -> Hazard:
    return await queries.find(actor, request.path_params["id"])


async def report_hazard(request: Request, actor: Actor, body: NewHazard) -> Hazard:
    now = clock.now()
    payload = HazardReport(**{name: getattr(body, name) for name in HazardReport.__struct_fields__})
    async with storage.transaction():
        [answer] = await actions.report(
            [Reporting(actor, payload, body.happened_at or now, now)], request.app.state.settings.zone
        )
    if isinstance(answer, Problem):
        raise answer
    return await queries.find(actor, body.id)


routes = [
    resource(
        "/api/hazards",
        GET=endpoint(
            list_hazards,
            needs=Permission.HAZARDS_READ,
            query=HazardFilter,
            answers=Page[Hazard],
            summary="The hazards one may see, newest first",
        ),
        POST=endpoint(
            report_hazard,
            needs=Permission.HAZARDS_REPORT,
            accepts=NewHazard,
            answers=Hazard,
            status=201,
            summary="Report a hazard",
        ),
    ),
    resource(
        "/api/hazards/{id:uuid}",
        GET=endpoint(show_hazard, needs=Permission.HAZARDS_READ, answers=Hazard, summary="One hazard"),
    ),
]
