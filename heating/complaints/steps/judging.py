"""What the state table asks of a complaint and of a person."""

from datetime import datetime

from heating.accounts.actor import Actor
from heating.complaints import presenting
from heating.complaints.records import Record
from heating.complaints.steps.table import Facts, Stepper


def facts(row: Record, at: datetime) -> Facts:
    return Facts(
        status=row.status,
        unit=row.organization_path,
        officer=row.officer_id,
        leader=row.leader_id,
        returns=row.returns,
        claimed_by=presenting.claimant(row, at),
        resolved_by=row.resolved_by_id,
        resolved_crew=row.resolved_crew,
        replied_by=row.replied_by_id,
        drafted_by=row.drafted_by_id,
        is_call_back_due=row.call_back_at is None or row.call_back_at <= at,
        merged=row.merged_into_id is not None,
        historical=row.historical,
    )


def stepper(actor: Actor) -> Stepper:
    return Stepper(id=actor.id, role=actor.role, organization=actor.home_organization, permissions=actor.permissions)
