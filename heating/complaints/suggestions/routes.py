"""What a text may be about, and what it may repeat: suggestions, for a person to decide."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints import queries
from heating.complaints.suggestions import queries as suggest_queries
from heating.complaints.suggestions.schemas import AskedFor, Suggestions
from heating.http.endpoint import endpoint
from heating.lib import clock


async def suggest_for_text(_request: Request, actor: Actor, body: AskedFor) -> Suggestions:
    matter = await suggest_queries.matter_of(body.text, body.category, body.building, body.unit, body.room)
    return await suggest_queries.suggest(actor, matter, clock.now())


async def suggest_for_complaint(request: Request, actor: Actor) -> Suggestions:
    complaint = await queries.row(actor, request.path_params["id"])
    matter = suggest_queries.matter_of_record(complaint)
    return await suggest_queries.suggest(actor, matter, clock.now(), besides=complaint.id)


routes = [
    resource(
        "/api/complaints/suggestions",
        POST=endpoint(
            suggest_for_text,
            needs=Permission.COMPLAINTS_RECEIVE,
            accepts=AskedFor,
            answers=Suggestions,
            summary="Categories that a text may be of, and complaints that it may repeat",
        ),
    ),
    resource(
        "/api/complaints/{id:uuid}/suggestions",
        GET=endpoint(
            suggest_for_complaint,
            needs=Permission.COMPLAINTS_READ,
            answers=Suggestions,
            summary="Categories that a complaint may be of, and complaints that it may repeat",
        ),
    ),
]
