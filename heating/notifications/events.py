"""The city's events for other programs: what the audit records, told to the webhooks that asked for it.

An event says what happened to which subject, never the details: those may hold what a resident said, and whoever
listens can ask for the subject with his own rights."""

from collections.abc import Sequence

from heating.audit import Entry
from heating.lib.areas import within
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text
from heating.notifications import problems, queries
from heating.notifications.models import Delivery
from heating.notifications.outbox import Destination, delivery_row, ids, look
from heating.notifications.queries import Channel
from heating.notifications.rules import Parcel
from heating.storage import current_unit

NOUNS = ("hazard.", "deadline.", "readiness.", "supervision_letter.", "season.", "site.")
"""What the actions begin with that can be subscribed to. Inspections are too many, and accounts are nobody else's
business."""

_LINKS = {"hazard": "/app/hazards/{id}", "site": "/app/sites/{id}", "supervision_letter": "/app/letters/{id}"}


def check_actions(actions: Sequence[str]) -> None:
    """Names such as "hazard.accepted", or all of a noun: "hazard.*". Raises notifications.actions_refused."""
    errors = [
        FieldError(f"/actions/{place}", "choice", _NOT_OFFERED)
        for place, action in enumerate(actions)
        if not action.startswith(NOUNS)
    ]
    if errors:
        raise problems.ACTIONS_REFUSED(errors=errors)


def listens(channel: Channel, entry: Entry) -> bool:
    wanted = any(
        entry.action.startswith(action[:-1]) if action.endswith(".*") else entry.action == action
        for action in channel.actions
    )
    return wanted and channel.enabled and within(entry.organization, channel.organization_path)


async def tell_webhooks(entries: list[Entry]) -> None:
    """The reaction to what was recorded."""
    channels = await queries.webhooks()
    parcels = [(entry, _parcel(entry)) for entry in entries] if channels else []
    for channel in channels:
        heard = [parcel for entry, parcel in parcels if listens(channel, entry)]
        place = Destination(channel.id, None, channel.organization_path, channel.receiver)
        for id, parcel in zip(ids(len(heard)), heard, strict=True):
            current_unit().insert(Delivery, delivery_row(id, place, parcel))
        if heard:
            look(channel.receiver)


def _parcel(entry: Entry) -> Parcel:
    return Parcel(
        id=new_id(),
        kind=entry.action,
        at=entry.at.isoformat(),
        title="",
        body="",
        link=_LINKS.get(entry.subject_kind, "/app/").format(id=entry.subject_id),
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        organization=entry.organization,
    )


_NOT_OFFERED = Text(
    f"此事件不能订阅，可用的开头：{'、'.join(NOUNS)}",
    f"This cannot be subscribed to; it must begin with one of {', '.join(NOUNS)}",
)
