from datetime import UTC

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints import call_backs, queries, story_queries
from heating.complaints.actions import Receiving
from heating.complaints.call_backs import CallBackRow
from heating.complaints.catalogue import routes as catalogue_routes
from heating.complaints.papers import routes as paper_routes
from heating.complaints.schemas import (
    ComplaintFilter,
    Intake,
    NewComplaint,
    Queue,
    QueueQuery,
    Row,
    WholeComplaint,
)
from heating.complaints.steps import routes as step_routes
from heating.http.endpoint import KIB, endpoint
from heating.http.paging import Page, PageQuery, paged
from heating.lib import clock


async def list_complaints(_: Request, actor: Actor, query: ComplaintFilter) -> Page[Row]:
    rows = await queries.matching(actor, query)
    return paged(rows, query.limit, lambda row: row, lambda row: queries.key(row, query.sort))


async def show_queue(_: Request, actor: Actor, query: QueueQuery) -> Queue:
    return await queries.queue(actor, query)


async def list_call_backs(_: Request, actor: Actor, query: PageQuery) -> Page[CallBackRow]:
    return await call_backs.page(actor, query)


async def show_complaint(request: Request, actor: Actor) -> WholeComplaint:
    return await story_queries.whole(actor, request.path_params["id"])


async def receive_complaint(request: Request, actor: Actor, body: NewComplaint) -> WholeComplaint:
    now = clock.now()
    payload = Intake(**{name: getattr(body, name) for name in Intake.__struct_fields__})
    received_at = ((body.received_at or now) if body.historical else now).astimezone(UTC)
    happened_at = min(body.happened_at or received_at, received_at).astimezone(UTC)
    answer = await request.app.state.receipts.receive(Receiving(actor, payload, happened_at, received_at))
    if answer.new is None and answer.id != body.id:  # here by its number elsewhere: whoever names that need not see it
        return await story_queries.whole(actor, answer.id)
    if answer.new is None:
        return await story_queries.after_step(actor, answer.id)
    return await story_queries.of_new(actor, answer.new)


_READ = Permission.COMPLAINTS_READ

routes = [
    resource(
        "/api/complaints",
        GET=endpoint(
            list_complaints,
            needs=_READ,
            query=ComplaintFilter,
            answers=Page[Row],
            summary="The complaints one may see, newest or tightest first",
        ),
        POST=endpoint(
            receive_complaint,
            needs=Permission.COMPLAINTS_RECEIVE,
            accepts=NewComplaint,
            answers=WholeComplaint,
            status=201,
            limit=256 * KIB,
            summary="Receive a complaint; what is placed and named goes at once to whoever is on duty",
        ),
    ),
    resource(
        "/api/complaints/queue",
        GET=endpoint(
            show_queue,
            needs=_READ,
            query=QueueQuery,
            answers=Queue,
            summary="What the desk has before it, the tightest clock first",
        ),
    ),
    resource(
        "/api/complaints/call-backs",
        GET=endpoint(
            list_call_backs,
            needs=Permission.COMPLAINTS_RECEIVE,
            query=PageQuery,
            answers=Page[CallBackRow],
            summary="Replied to and not rated in time: to be called back, and who may do it",
        ),
    ),
    resource(
        "/api/complaints/{id:uuid}",
        GET=endpoint(show_complaint, needs=_READ, answers=WholeComplaint, summary="A complaint and its whole story"),
    ),
    *step_routes.routes,
    *catalogue_routes.routes,
    *paper_routes.routes,
]
