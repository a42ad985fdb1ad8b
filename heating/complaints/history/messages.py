"""Taking over messages of a message board or a hot line, and taking them over again when they have changed.

A message that has its reply is kept for the record: nobody is sent anywhere. One without becomes a complaint like any
other, whose clocks count from when it was written. A reply that appears later stops the other system's clock; our own
line ends only when the resident is warm.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints import actions, clocking, queries
from heating.complaints.actions import Receiving
from heating.complaints.history import past
from heating.complaints.history import queries as message_queries
from heating.complaints.history.models import ComplaintMessage
from heating.complaints.history.past import Ending
from heating.complaints.history.queries import Known
from heating.complaints.persons import keeping as persons
from heating.complaints.rules import Channel, Kind, MatterClass, Status
from heating.complaints.schemas import Caller, Intake
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.registry.filtering import marks

_encode = msgspec.json.Encoder().encode


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """As the other system has it. `replied_at` may be unknown although there is a reply."""

    number: str
    title: str
    text: str
    written_at: datetime
    reply: str
    replied_at: datetime | None
    score: int | None
    category: str | None
    matter_class: MatterClass | None
    kind: Kind | None
    address: str
    caller: Caller | None
    organization: str | None
    area: str | None

    @property
    def content_hash(self) -> str:
        """Of what may change in the other system; not of what a person of ours decides about it."""
        content = (self.title, self.text, self.reply, self.replied_at, self.score)
        return sha256(_encode(content)).hexdigest()


class Origin(NamedTuple):
    """`history`: all of it is past, nobody has to act on any of it."""

    system: str
    channel: Channel
    history: bool


class Plan(NamedTuple):
    """`changed` are messages that are here in another wording."""

    new: Sequence[Message]
    changed: Sequence[tuple[Known, Message]]
    unchanged: int


async def plan(origin: Origin, messages: Sequence[Message]) -> Plan:
    known = await message_queries.of_system(origin.system, [message.number for message in messages])
    new = [message for message in messages if message.number not in known]
    pairs = [(known[message.number], message) for message in messages if message.number in known]
    changed = [(present, message) for present, message in pairs if present.content_hash != message.content_hash]
    return Plan(new, changed, len(pairs) - len(changed))


async def take_over(
    actor: Actor, origin: Origin, made: Plan, zone: ZoneInfo, now: datetime
) -> list[tuple[Message, Problem]]:
    """Inside a transaction: write what the plan says; answers the messages that were refused, of which nothing is."""
    new = [_receiving(actor, origin, message, now) for message in made.new]
    answers = await actions.receive(new, zone) if new else []
    refused = []
    replied: dict[UUID, Message] = {}
    for message, answer in zip(made.new, answers, strict=True):
        if isinstance(answer, Problem):
            refused.append((message, answer))
            continue
        _keep(answer.id, message, now)
        if message.reply:
            replied[answer.id] = message
    await _finish(actor, replied, now)
    await _change(actor, made.changed, now)
    return refused


def _receiving(actor: Actor, origin: Origin, message: Message, now: datetime) -> Receiving:
    is_past = origin.history or bool(message.reply)
    intake = Intake(
        id=new_id(),
        channel=origin.channel,
        text=message.text,
        kind=message.kind,
        category=message.category,
        matter_class=message.matter_class,
        address=message.address,
        caller=message.caller,
        organization=message.organization,
        area=message.area,
        external_system=origin.system,
        external_number=message.number,
        historical=is_past,
    )
    return Receiving(actor, intake, message.written_at, message.written_at if is_past else now)


def _keep(complaint: UUID, message: Message, now: datetime) -> None:
    storage.current_unit().insert(ComplaintMessage, {"complaint_id": complaint, **_columns(message, now)})


def _columns(message: Message, now: datetime) -> dict[str, object]:
    return {
        "title": message.title,
        "reply": message.reply or None,
        "replied_at": message.replied_at,
        "score": message.score,
        "content_hash": message.content_hash,
        "imported_at": now,
    }


async def _finish(actor: Actor, replied: Mapping[UUID, Message], now: datetime) -> None:
    """The record of what was replied to elsewhere is closed at the time of the reply."""
    endings = {
        id: Ending(ended_at=_ended(message), replied_at=message.replied_at, words=message.reply)
        for id, message in replied.items()
    }
    await past.finish(actor, endings, now)


async def _change(actor: Actor, changed: Iterable[tuple[Known, Message]], now: datetime) -> None:
    pairs = {known.complaint_id: message for known, message in changed}
    if not pairs:
        return
    finished: dict[UUID, Message] = {}
    answered: dict[UUID, datetime] = {}
    for row in await queries.of_ids(list(pairs)):
        message = pairs[row.id]
        await ComplaintMessage.filter(complaint_id=row.id).update(**_columns(message, now))
        if message.text != row.text:
            await past.write(actor, row, {"text": message.text}, past.AMENDED, persons.without_numbers(row.text), now)
        if not message.reply:
            continue
        if row.historical and row.status is not Status.CLOSED:
            finished[row.id] = message
        elif not row.historical:
            answered[row.id] = _ended(message)
    await _keep_no_longer(list(pairs))
    await past.stop_clocks(answered, clocking.OWN_CLOCKS)
    for row in await queries.of_ids(list(answered)):
        tight = await clocking.tightest(row.id)
        await past.write(actor, row, tight.columns(), past.REPLIED, pairs[row.id].reply, now)
    await _finish(actor, finished, now)


async def _keep_no_longer(complaints: Sequence[UUID]) -> None:
    """What came in anew is not erased yet, whatever was before."""
    await storage.execute(f"UPDATE complaint SET erased_at = NULL WHERE id IN ({marks(complaints)})", complaints)


def _ended(message: Message) -> datetime:
    """A reply whose time nobody noted came at once, for all that is known."""
    return message.replied_at or message.written_at
