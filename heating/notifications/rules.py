"""What is said, to whom, over which kind of channel, and what became of it."""

from datetime import timedelta
from enum import StrEnum
from uuid import UUID

import msgspec

from heating.jobs import rules as job_rules
from heating.lib.wording import Language, Text

LONGEST_KEY = 200
MOST_ATTEMPTS = 12
"""With the pauses of `pause_after` the last one is about three hours after the first."""


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """Something that one person is to know. Its texts are sentences about the staff's own records (number, place,
    grade, times), never a resident's name, address or telephone."""

    person: UUID
    organization: str
    """The person's home organization: who listens to its changes hears that the inbox has grown."""
    kind: str
    """As in the audit: "hazard.rectified"."""
    title: Text
    body: Text
    link: str
    """The page in the application, from "/app/" on."""
    key: str
    """To one person the same key is told once, however often it is said."""
    subject_kind: str
    subject_id: UUID | str
    urgent: bool = False
    """Goes out during quiet hours too, and before the others."""
    language: Language = "zh"
    """The person's own, for what goes out; the inbox keeps both."""


class ChannelKind(StrEnum):
    WECOM = "wecom"
    DINGTALK = "dingtalk"
    FEISHU = "feishu"
    MAIL = "mail"
    APPRISE = "apprise"
    WEBHOOK = "webhook"


class DeliveryState(StrEnum):
    WAITING = "waiting"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    CANCELLED = "cancelled"
    """Its channel was switched off or removed before."""


class Result(StrEnum):
    """Of one attempt."""

    SENT = "sent"
    LIMITED = "limited"
    """The receiver takes no more for a while."""
    UNREACHABLE = "unreachable"
    """Certainly not accepted, and worth another attempt."""
    REFUSED = "refused"
    """Certainly not accepted, and it would be refused again."""
    UNCLEAR = "unclear"
    """It went out, and no answer tells what became of it."""


class Reason(StrEnum):
    """Why an attempt ended as it did; `wording` says it to people."""

    ACCEPTED = "accepted"
    ANSWERED = "answered"
    """The answer holds an error."""
    HTTP_STATUS = "http_status"
    NO_CONNECTION = "no_connection"
    NO_ANSWER = "no_answer"
    UNREADABLE_ANSWER = "unreadable_answer"
    NOT_ALLOWED = "not_allowed"
    """The address leads to where nothing may be sent."""
    NOT_CONFIGURED = "not_configured"
    INTERRUPTED = "interrupted"
    """The sending process ended in the middle."""
    LIBRARY = "library"
    """The service's library reports a failure."""


class Outcome(msgspec.Struct, frozen=True):
    result: Result
    reason: Reason
    said: str = ""
    """The receiver's own words, without the address."""
    retry_after: timedelta | None = None


SENT = Outcome(Result.SENT, Reason.ACCEPTED)
INTERRUPTED = Outcome(Result.UNCLEAR, Reason.INTERRUPTED)


KNOWS_REPEATS = frozenset({ChannelKind.WEBHOOK})
"""Channels whose receivers can tell a repetition by the id that goes with it."""


class Next(msgspec.Struct, frozen=True):
    """What becomes of a delivery after an attempt; `pause` until the next one, None when it is settled."""

    state: DeliveryState
    pause: timedelta | None = None


def after_attempt(kind: ChannelKind, outcome: Outcome, attempts: int, chance: float) -> Next:
    """`attempts` counts the one just made; `chance` from 0 to 1 spreads the pauses. Where a repetition cannot be told
    from a second message, whatever may have arrived is not sent again."""
    if outcome.result is Result.SENT:
        return Next(DeliveryState.SENT)
    unsafe = outcome.result is Result.UNCLEAR and kind not in KNOWS_REPEATS
    if unsafe or outcome.result is Result.REFUSED or attempts >= MOST_ATTEMPTS:
        return Next(DeliveryState.FAILED)
    return Next(DeliveryState.WAITING, outcome.retry_after or job_rules.pause_after(attempts, chance))


_LONGEST_REST = timedelta(minutes=1)


def rest_of_receiver(outcome: Outcome, pause: timedelta | None) -> timedelta | None:
    """How long nothing at all goes to a receiver after this outcome: one that is down is not asked again for each
    message, one that limits is believed."""
    if outcome.result is Result.LIMITED:
        return outcome.retry_after or _LONGEST_REST
    if outcome.result in (Result.UNREACHABLE, Result.UNCLEAR) and pause is not None:
        return min(pause, _LONGEST_REST)
    return None


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """What goes out of one message or event, as it is stored with the delivery. `id` is the same in every attempt."""

    id: UUID
    kind: str
    at: str
    title: str
    body: str
    link: str
    subject_kind: str
    subject_id: str
    organization: str
