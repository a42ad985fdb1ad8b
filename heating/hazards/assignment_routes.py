"""/assignment: who answers for a hazard, corrected."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.hazards import assignment, story_queries
from heating.hazards.assignment_schemas import Assignment
from heating.hazards.cases import Taking
from heating.hazards.steps import Step
from heating.hazards.story_schemas import WholeHazard
from heating.http.endpoint import endpoint
from heating.lib import clock


async def reassign(request: Request, actor: Actor, body: Assignment) -> WholeHazard:
    now = clock.now()
    taking = Taking(actor, request.path_params["id"], Step.REASSIGN, body, body.happened_at or now, now)
    reassigned = await assignment.reassign(taking, request.app.state.settings.zone)
    return await story_queries.whole(actor, reassigned.id)


routes = [
    resource(
        "/api/hazards/{id:uuid}/assignment",
        POST=endpoint(
            reassign,
            needs=Permission.HAZARDS_CONFIRM,
            accepts=Assignment,
            answers=WholeHazard,
            summary="Correct who answers for a hazard while it is rectified; its clocks go along",
        ),
    )
]
