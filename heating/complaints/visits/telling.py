"""The clock of a visit, and its visitor's message."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts.queries import contacts
from heating.complaints.records import Record
from heating.deadlines import actions as deadlines
from heating.deadlines.actions import NewClock
from heating.deadlines.rules import Amount, Unit
from heating.lib.wording import Text
from heating.notifications.actions import notify
from heating.notifications.rules import Message

KIND = "household_visit"


async def expect(
    visit: UUID, complaint: Record, visitor: UUID, at: datetime, starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> None:
    """Due when the appointment ends; an unkept one goes up like everything late. `at`: when it was made."""
    await deadlines.start(
        [
            NewClock(
                subject_kind=KIND,
                subject_id=visit,
                name="visit",
                title=_title(complaint),
                link=_link(complaint),
                amount=Amount(1, Unit.HOURS),
                started_at=at,
                due_at=ends_at,
                responsible=visitor,
                organization=complaint.organization_path,
                area=complaint.area_path,
            )
        ],
        zone,
    )
    await _message(visit, complaint, visitor, starts_at, ends_at, zone)


async def expect_anew(
    visit: UUID, complaint: Record, visitor: UUID, at: datetime, starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> None:
    await over(visit, at, cancelled=True)
    await expect(visit, complaint, visitor, at, starts_at, ends_at, zone)


async def over(visit: UUID, at: datetime, *, cancelled: bool = False) -> None:
    await deadlines.stop(KIND, [visit], at=at, cancelled=cancelled)


async def _message(
    visit: UUID, complaint: Record, visitor: UUID, starts_at: datetime, ends_at: datetime, zone: ZoneInfo
) -> None:
    """When and for which complaint: where to go is read in the application."""
    slot = f"{starts_at.astimezone(zone):%m-%d %H:%M}–{ends_at.astimezone(zone):%H:%M}"
    await notify(
        [
            Message(
                person=person.id,
                organization=person.organization,
                kind="visit.arranged",
                title=_title(complaint),
                body=Text(f"预约时段 {slot}", f"Appointment {slot}"),
                link=_link(complaint),
                key=f"visit:{visit}:{person.id}:{starts_at.isoformat()}",
                subject_kind=KIND,
                subject_id=visit,
                language=person.language,
            )
            for person in await contacts([], [visitor])
        ]
    )


def _title(complaint: Record) -> Text:
    return Text(f"入户：诉求 {complaint.number}", f"Household visit: complaint {complaint.number}")


def _link(complaint: Record) -> str:
    return f"/app/complaints/{complaint.id}"
