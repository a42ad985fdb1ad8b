"""Who hears of a supervision letter: whoever leads the addressee, and the issuer when it is replied to."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from heating.accounts.queries import Contact, contacts
from heating.accounts.rules import Role
from heating.deadlines.escalation import StepRole
from heating.deadlines.reach import Reach
from heating.hazards.letter_queries import Row
from heating.lib.wording import Text
from heating.notifications.actions import notify
from heating.notifications.rules import Message


class _Place(NamedTuple):
    organization_path: str
    area_path: str
    responsible_id: UUID | None = None


async def issued(letter_id: UUID, number: str, due_on: date, organization: str, area: str) -> None:
    reach = Reach(await contacts([Role.COMPANY_MANAGER], []))
    leaders = reach.resolve(StepRole.COMPANY_MANAGER, _Place(organization, area))
    title = Text(f"收到督办函 {number}", f"Supervision letter {number}")
    body = Text(f"请于 {due_on} 前回复。", f"Reply by {due_on}.")
    await _notify(leaders, "issued", letter_id, title, body)


async def replied(letter: Row, by: str) -> None:
    issuer = await contacts([], [letter.issued_by_id])
    title = Text(f"督办函 {letter.number} 已回复", f"Letter {letter.number} has been replied to")
    await _notify(issuer, "replied", letter.id, title, Text(f"回复人：{by}", f"By {by}"))


async def followed_up(letter: Row, follow_up: UUID, by: str) -> None:
    issuer = await contacts([], [letter.issued_by_id])
    title = Text(f"督办函 {letter.number} 有续报", f"Letter {letter.number} is followed up")
    await _notify(issuer, "followed_up", letter.id, title, Text(f"续报人：{by}", f"By {by}"), follow_up)


async def _notify(
    people: Sequence[Contact], verbed: str, letter_id: UUID, title: Text, body: Text, occasion: UUID | None = None
) -> None:
    """Told once for each `occasion`; there is one issue and one reply of a letter."""
    await notify(
        [
            Message(
                person=person.id,
                organization=person.organization,
                kind=f"supervision_letter.{verbed}",
                title=title,
                body=body,
                link=f"/app/letters/{letter_id}",
                key=f"supervision_letter.{verbed}:{occasion or letter_id}",
                subject_kind="supervision_letter",
                subject_id=letter_id,
                language=person.language,
            )
            for person in people
        ]
    )
