from starlette.requests import Request

from heating.accounts.actor import Actor
from heating.accounts.guard import resource
from heating.accounts.rules import Permission
from heating.complaints.compliance import queries as compliance_queries
from heating.complaints.compliance.schemas import Compliance, ComplianceQuery
from heating.http.endpoint import endpoint
from heating.lib import clock


async def show_compliance(request: Request, actor: Actor, query: ComplianceQuery) -> Compliance:
    return await compliance_queries.answer(actor, query, request.app.state.settings.zone, clock.now())


routes = [
    resource(
        "/api/complaints/compliance",
        GET=endpoint(
            show_compliance,
            needs=Permission.COMPLAINTS_READ,
            query=ComplianceQuery,
            answers=Compliance,
            summary="How many replies came within 3, 7 or 15 days, and how many people were content with them",
        ),
    ),
]
