from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.http.endpoint import endpoint
from heating.readiness import assessing, override_queries, overrides
from heating.readiness.schemas import NewOverride, Override


async def override_site(request: Request, actor: Actor, body: NewOverride) -> Override:
    site_id, zone = request.path_params["id"], _zone(request)
    made = await overrides.override(actor, site_id, body, zone)
    return await override_queries.one(made, assessing.today(zone))


async def lift_override(request: Request, actor: Actor) -> Response:
    await overrides.lift(actor, request.path_params["id"], _zone(request))
    return Response(status_code=204)


def _zone(request: Request) -> ZoneInfo:
    zone: ZoneInfo = request.app.state.settings.zone
    return zone


routes = [
    resource(
        "/api/readiness/sites/{id:uuid}/override",
        POST=endpoint(
            override_site,
            needs=Permission.READINESS_OVERRIDE,
            accepts=NewOverride,
            answers=Override,
            status=201,
            summary="Count a site as ready for a time in spite of its hazards, with reason and alternative supply",
        ),
        DELETE=endpoint(
            lift_override,
            needs=Permission.READINESS_OVERRIDE,
            status=204,
            summary="Lift the override of a site",
        ),
    ),
]
