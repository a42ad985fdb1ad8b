"""The figures of the duty desk and the wall over HTTP."""

from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints import figures
from heating.complaints.figures import Figures
from heating.http.endpoint import endpoint
from heating.lib import clock


async def show_figures(request: Request, actor: Actor) -> Figures:
    return await figures.figures(actor, request.app.state.settings.zone, clock.now())


routes = [
    resource(
        "/api/complaints/figures",
        GET=endpoint(
            show_figures,
            needs=Permission.COMPLAINTS_READ,
            answers=Figures,
            summary="How the city's complaints stand at a glance",
        ),
    ),
]
