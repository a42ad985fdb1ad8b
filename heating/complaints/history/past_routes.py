from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints import story_queries
from heating.complaints.history import past
from heating.complaints.history.past_schemas import Outcome
from heating.complaints.schemas import WholeComplaint
from heating.http.endpoint import endpoint
from heating.lib import clock


async def tell_outcome(request: Request, actor: Actor, body: Outcome) -> WholeComplaint:
    await past.end(actor, request.path_params["id"], body, clock.now())
    return await story_queries.whole(actor, request.path_params["id"])


routes = [
    resource(
        "/api/complaints/{id:uuid}/outcome",
        POST=endpoint(
            tell_outcome,
            needs=Permission.COMPLAINTS_IMPORT,
            accepts=Outcome,
            answers=WholeComplaint,
            summary="When a complaint that was taken over from the past ended, elsewhere",
        ),
    ),
]
