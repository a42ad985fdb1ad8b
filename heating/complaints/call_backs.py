"""Who has not rated the reply and is to be called, and who may do it: nobody judges his own work."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.queries import Contact
from heating.accounts.rules import PERMISSIONS, Permission, Role, organization_reach
from heating.complaints import presenting, queries
from heating.complaints.records import Record
from heating.complaints.schemas import Row
from heating.complaints.steps.judging import facts, stepper
from heating.complaints.steps.table import Refusal, Step, refusal
from heating.http.paging import Page, PageQuery, paged
from heating.lib import areas, clock

_STEPS = (Step.RATE, Step.CALL_BACK)
_MOST_NAMED = 3


class CallBackRow(Row, frozen=True, kw_only=True):
    """`allowed`: what of rating and calling back the asker may do. `why_not`: the code of what keeps him from rating;
    `instead`: who may do it then, those of his own organization first."""

    allowed: list[Step]
    why_not: Refusal | None
    instead: list[str]


async def page(actor: Actor, query: PageQuery) -> Page[CallBackRow]:
    rows, now = await queries.call_backs(actor, query), clock.now()
    others = await _others(actor) if any(_why_not(actor, row, now) for row in rows) else []
    return paged(rows, query.limit, lambda row: _shown(actor, row, now, others), lambda row: (row.call_back_at, row.id))


def _shown(actor: Actor, row: Record, now: datetime, others: Sequence[Contact]) -> CallBackRow:
    why_not, brief = _why_not(actor, row, now), presenting.brief(row, now)
    return CallBackRow(
        **{name: getattr(brief, name) for name in Row.__struct_fields__},
        allowed=[step for step in _STEPS if refusal(facts(row, now), step, stepper(actor)) is None],
        why_not=why_not,
        instead=[one.name for one in others if _may(one, row)][:_MOST_NAMED] if why_not else [],
    )


def _why_not(actor: Actor, row: Record, now: datetime) -> Refusal | None:
    return refusal(facts(row, now), Step.RATE, stepper(actor))


async def _others(actor: Actor) -> list[Contact]:
    """Whoever takes in complaints; the administrator, who does so in need only, comes last."""
    found = await accounts.contacts(PERMISSIONS[Permission.COMPLAINTS_RECEIVE])
    return sorted(found, key=lambda one: (one.role is Role.ADMINISTRATOR, one.organization != actor.home_organization))


def _may(one: Contact, row: Record) -> bool:
    involved: tuple[UUID | None, ...] = (row.officer_id, row.resolved_by_id, row.replied_by_id)
    reach = organization_reach(one.role, one.organization)
    return (
        one.id not in involved and areas.within(row.organization_path, reach) and areas.within(row.area_path, one.area)
    )
