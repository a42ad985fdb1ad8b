"""How complaints ended that were taken over from the past: elsewhere, at a time that is told, in no step of ours."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints import cases, clocking, problems, queries, recording
from heating.complaints.history.past_schemas import Outcome
from heating.complaints.recording import Told
from heating.complaints.records import Record
from heating.complaints.rules import STATUS_NAMES, Status
from heating.complaints.steps.table import Step
from heating.deadlines import actions as deadlines
from heating.lib.ids import new_id
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_NOT_BETWEEN = Text("办结时间应在受理之后、现在之前。", "It ended after it was received and before now.")


class Event(NamedTuple):
    """How it is called in the story, and in the audit."""

    step: Step
    action: str


ENDED = Event(Step.REPLY, "complaint.ended_elsewhere")
REPLIED = Event(Step.NOTE, "complaint.replied_elsewhere")
AMENDED = Event(Step.NOTE, "complaint.amended")


class Ending(msgspec.Struct, frozen=True, kw_only=True):
    """All clocks stop at `ended_at`. `words` are what was replied or done."""

    ended_at: datetime
    resolved_at: datetime | None = None
    replied_at: datetime | None = None
    words: str = ""


async def end(actor: Actor, complaint: UUID, outcome: Outcome, now: datetime) -> None:
    """Raises complaint.not_found, complaint.step_invalid, complaint.wrong_status for what is not from the past or has
    ended otherwise; the same end told again is no fault."""
    async with storage.transaction():
        row = await queries.row(actor, complaint, lock=True)
        if row.historical and row.status is Status.CLOSED and row.closed_at == outcome.closed_at:
            return
        if not row.historical or row.status is Status.CLOSED:
            raise problems.WRONG_STATUS(status=STATUS_NAMES[row.status])
        cases.refuse(list(_faults(row, outcome, now)))
        ending = Ending(ended_at=outcome.closed_at, resolved_at=outcome.closed_at, words=outcome.note)
        await finish(actor, {complaint: ending}, now)


def _faults(row: Record, outcome: Outcome, now: datetime) -> Iterator[FieldError]:
    if not row.happened_at <= outcome.closed_at <= now:
        yield FieldError("/closed_at", "out_of_range", _NOT_BETWEEN)


async def finish(actor: Actor, endings: Mapping[UUID, Ending], now: datetime) -> None:
    """Inside a transaction."""
    if not endings:
        return
    await storage.current_unit().write_rows()
    await stop_clocks({id: ending.ended_at for id, ending in endings.items()})
    for row in await queries.of_ids(list(endings)):
        ending = endings[row.id]
        columns = {
            "status": Status.CLOSED,
            "resolved_at": ending.resolved_at,
            "replied_at": ending.replied_at,
            "replied_by_name": row.external_system if ending.replied_at else None,
            "closed_at": ending.ended_at,
            **clocking.Tight().columns(),
        }
        await write(actor, row, columns, ENDED, ending.words, now)


async def stop_clocks(ends: Mapping[UUID, datetime], names: Iterable[str] | None = None) -> None:
    together: dict[datetime, list[UUID]] = defaultdict(list)
    for id, at in ends.items():
        together[at].append(id)
    for at, ids in together.items():
        await deadlines.stop(clocking.KIND, ids, names, at=at)


async def write(
    actor: Actor, row: Record, columns: Mapping[str, object], event: Event, words: str, now: datetime
) -> None:
    """The row, its story, the change log and the audit; `words` are shown in the story."""
    await recording.update(row, columns)
    after = msgspec.structs.replace(row, **columns, version=row.version + 1)
    recording.tell_story(
        Told(
            id=new_id(),
            complaint=row.id,
            step=event.step,
            before=row.status,
            after=after.status,
            who=actor,
            organization=actor.home_organization,
            happened_at=now,
            received_at=now,
            place=after.version,
            note=words,
            detail={"taken_over_from": row.external_system},
        )
    )
    recording.tell(row, after)
    recording.note(actor, event.action, after, {"system": row.external_system})
