"""Personal data over HTTP."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints.persons import actions as person_actions
from heating.complaints.persons import lookups as person_lookups
from heating.complaints.persons.schemas import EarlierCases, NumberAsked, PersonsInvolved
from heating.http.endpoint import endpoint


async def find_earlier_cases(_request: Request, actor: Actor, body: NumberAsked) -> EarlierCases:
    return await person_lookups.look_up(actor, body.phone)


async def view_persons(request: Request, actor: Actor) -> PersonsInvolved:
    return await person_actions.view_persons(actor, request.path_params["id"])


async def erase_persons(request: Request, actor: Actor) -> None:
    await person_actions.erase_persons(actor, request.path_params["id"])


routes = [
    resource(
        "/api/complaints/earlier-cases",
        POST=endpoint(
            find_earlier_cases, needs=Permission.COMPLAINTS_RECEIVE, accepts=NumberAsked, answers=EarlierCases
        ),
    ),
    resource(
        "/api/complaints/{id:uuid}/person",
        GET=endpoint(view_persons, needs=Permission.COMPLAINTS_PERSONAL, answers=PersonsInvolved),
        DELETE=endpoint(erase_persons, needs=Permission.COMPLAINT_SETTINGS_WRITE, status=204),
    ),
]
