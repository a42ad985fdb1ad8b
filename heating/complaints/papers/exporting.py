"""What leaves the line of complaints as a file: masked, or noted in the audit."""

from collections.abc import Mapping

from heating import audit, storage
from heating.accounts import problems as account_problems
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission


def require_personal(actor: Actor, *, personal: bool) -> None:
    """Raises accounts.forbidden."""
    if personal and not actor.may(Permission.COMPLAINTS_PERSONAL):
        raise account_problems.FORBIDDEN()


async def note(actor: Actor, action: str, subject: str, detail: Mapping[str, object]) -> None:
    """That what was said was taken out as it was said."""
    async with storage.transaction():
        audit.record(
            actor,
            action,
            subject_kind="export",
            subject_id=subject,
            organization=actor.home_organization,
            area="",
            detail=detail,
        )
