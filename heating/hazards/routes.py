from functools import partial
from zoneinfo import ZoneInfo

from starlette.requests import Request

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.hazards import actions, assignment_routes, queries, queues, step_routes, story_queries
from heating.hazards.actions import Accepted, Reporting
from heating.hazards.schemas import Hazard, HazardFilter, HazardReport, NewHazard
from heating.hazards.story_schemas import Board, BoardQuery, Queue, QueueQuery, WholeHazard
from heating.http.endpoint import endpoint
from heating.http.paging import Page, paged
from heating.lib import clock
from heating.lib.problems import Problem
from heating.registry.clashes import once_more


async def list_hazards(request: Request, actor: Actor, query: HazardFilter) -> Page[Hazard]:  # noqa: ARG001
    rows = await queries.matching(actor, query)
    return paged(rows, query.limit, lambda row: row, lambda row: queries.key(row, query.sort))


async def show_hazard(request: Request, actor: Actor) -> WholeHazard:
    return await story_queries.whole(actor, request.path_params["id"])


async def show_board(request: Request, actor: Actor, query: BoardQuery) -> Board:  # noqa: ARG001
    return await queues.board(actor, query)


async def show_queue(request: Request, actor: Actor, query: QueueQuery) -> Queue:  # noqa: ARG001
    return Queue(await queues.to_verify(actor, query))


async def report_hazard(request: Request, actor: Actor, body: NewHazard) -> WholeHazard:
    now = clock.now()
    payload = HazardReport(**{name: getattr(body, name) for name in HazardReport.__struct_fields__})
    reporting = Reporting(actor, payload, body.happened_at or now, now)
    answer = await once_more(partial(_report, reporting, request.app.state.settings.zone))
    if isinstance(answer, Problem):
        raise answer
    return await story_queries.whole(actor, body.id)


async def _report(reporting: Reporting, zone: ZoneInfo) -> Accepted | Problem:
    async with storage.transaction():
        [answer] = await actions.report([reporting], zone)
    return answer


routes = [
    resource(
        "/api/hazards",
        GET=endpoint(
            list_hazards,
            needs=Permission.HAZARDS_READ,
            query=HazardFilter,
            answers=Page[Hazard],
            summary="The hazards one may see, newest or tightest first",
        ),
        POST=endpoint(
            report_hazard,
            needs=Permission.HAZARDS_REPORT,
            accepts=NewHazard,
            answers=WholeHazard,
            status=201,
            summary="Report a hazard",
        ),
    ),
    resource(
        "/api/hazards/board",
        GET=endpoint(
            show_board,
            needs=Permission.HAZARDS_READ,
            query=BoardQuery,
            answers=Board,
            summary="How many hazards stand in each status, and the most pressing ones",
        ),
    ),
    resource(
        "/api/hazards/verification-queue",
        GET=endpoint(
            show_queue,
            needs=Permission.HAZARDS_VERIFY,
            query=QueueQuery,
            answers=Queue,
            summary="What one may verify, by time left and distance",
        ),
    ),
    resource(
        "/api/hazards/{id:uuid}",
        GET=endpoint(
            show_hazard, needs=Permission.HAZARDS_READ, answers=WholeHazard, summary="A hazard and its whole story"
        ),
    ),
    *step_routes.routes,
    *assignment_routes.routes,
]
