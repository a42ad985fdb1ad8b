"""Messages and events to other programs, one at a time and signed."""

from datetime import datetime

import msgspec

from heating.notifications.rules import Outcome, Parcel
from heating.notifications.senders import signing
from heating.notifications.senders.http_status import outcome_of_status
from heating.notifications.senders.requests import Answer, Request, json_request


class _Subject(msgspec.Struct):
    kind: str
    id: str


class _Event(msgspec.Struct, omit_defaults=True):
    """The body. An event of the city has no title and no text: whoever is told asks for the subject."""

    id: str
    kind: str
    at: str
    subject: _Subject
    organization: str
    link: str
    title: str = ""
    body: str = ""


def request(address: str, secret: str, parcel: Parcel, link: str, now: datetime) -> Request:
    """`link` is whole, with the host."""
    subject = _Subject(parcel.subject_kind, parcel.subject_id)
    event = _Event(
        str(parcel.id), parcel.kind, parcel.at, subject, parcel.organization, link, parcel.title, parcel.body
    )
    unsigned = json_request(address, event)
    timestamp = int(now.timestamp())
    headers = {
        signing.ID: str(parcel.id),
        signing.TIMESTAMP: str(timestamp),
        signing.SIGNATURE: signing.signature(secret, timestamp, unsigned.content),
    }
    return msgspec.structs.replace(unsigned, headers={**unsigned.headers, **headers})


def read_answer(answer: Answer) -> Outcome:
    return outcome_of_status(answer)
