"""What a resident does with his tracking code: follow it, confirm, rate, add a note."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.complaints import clocking, presenting, problems, queries, story_queries
from heating.complaints.cases import RESIDENT, Case
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.records import Record
from heating.complaints.residents import tracking
from heating.complaints.residents.schemas import (
    PublicStep,
    ResidentConfirmation,
    ResidentNote,
    ResidentRating,
    ResidentStep,
    Tracked,
)
from heating.complaints.rules import Status
from heating.complaints.schemas import StepEntry
from heating.complaints.steps import stepping
from heating.complaints.steps.schemas import Noting, Rated, Reopening, StepBody, Verification
from heating.complaints.steps.table import STEPS, Step
from heating.lib import clock

_encode = msgspec.json.Encoder().encode

_SHOWN = frozenset(Step) - {
    Step.CLAIM, Step.REROUTE, Step.RECLASSIFY, Step.NOTE, Step.REPLY, Step.REVIEW_REPLY, Step.CALL_BACK, Step.ERASE,
}  # fmt: skip
"""The others are the house's own business; his own notes are shown, and replies when they are sent."""
_REPLIES = (Step.REPLY, Step.REVIEW_REPLY)
_SENT_BACK = frozenset({Status.RESOLVED, Status.VERIFIED})
"""Whoever lives there knows better than whoever verified it; a merged one leaves its principal by it."""
_OWED = ("promise", "resolution", "reply")


async def tracked(code: str) -> Tracked | None:
    """None where there is no such code."""
    normal = tracking.normal(code)
    row = await queries.by_tracking_code(normal) if normal else None
    if row is None:
        return None
    known = await catalogue.current()
    category = known.category(row.category)
    running = await clocking.running(row.id)
    return Tracked(
        id=row.id,
        number=row.number,
        tracking_code=row.tracking_code,
        status=row.status,
        category=category.name if category else None,
        organization=row.organization_path,
        area=row.area_path,
        received_at=row.received_at,
        next_due_at=min((running[name].due_at for name in _OWED if name in running), default=None),
        promised_on=row.promised_on,
        reply=presenting.reply(row.reply_json) if row.status in (Status.REPLIED, Status.CLOSED) else None,
        replied_at=row.replied_at,
        rating=presenting.rating(row),
        closed_at=row.closed_at,
        may=_may(row, clock.now(), known.settings.repeat_days),
        steps=[_public(step) for step in await story_queries.story(row.id) if _is_shown(step)],
    )


async def rate(code: str, rating: ResidentRating, zone: ZoneInfo) -> Record:
    """ "Not solved" opens it again. Raises complaint.no_tracking, complaint.wrong_status, complaint.id_taken, as all
    of these."""
    body = Rated(solved=rating.solved, score=rating.score, comment=rating.comment)
    return await _take(code, rating, lambda _row: (Step.RATE, body), zone)


async def confirm_by_resident(code: str, said: ResidentConfirmation, zone: ZoneInfo) -> Record:
    """Of what was resolved it is the verification, and "not solved" is rework, though it was verified; of what was
    replied to it closes or opens it again; of what was closed lately "not solved" opens it again; at any other time it
    is a note, of which those who handle it are told."""
    return await _take(code, said, lambda row: _meant(row, said), zone)


async def add_note(code: str, note: ResidentNote, zone: ZoneInfo) -> Record:
    return await _take(code, note, lambda _row: (Step.NOTE, Noting(text=note.text, photos=note.photos)), zone)


def _meant(row: Record, said: ResidentConfirmation) -> tuple[Step, StepBody]:
    text = said.text.strip() or ("住户确认已恢复" if said.warm else "住户反映仍未解决")
    verification = Verification(passed=said.warm, method="resident", note=text, indoor_c=said.indoor_c)
    if not said.warm and row.status in _SENT_BACK:
        return Step.SEND_BACK, verification
    if row.status is Status.RESOLVED and row.merged_into_id is None:
        return Step.VERIFY, verification
    if row.status is Status.REPLIED:
        return Step.RATE, Rated(solved=said.warm, comment=said.text)
    if row.status is Status.CLOSED and not said.warm:
        return Step.REOPEN, Reopening(reason=text)
    return Step.NOTE, Noting(text=_with_temperature(text, said.indoor_c))


async def _take(
    code: str,
    said: ResidentRating | ResidentConfirmation | ResidentNote,
    meant: Callable[[Record], tuple[Step, StepBody]],
    zone: ZoneInfo,
) -> Record:
    return await stepping.once_more(partial(_take_once, code, said, meant, zone))


async def _take_once(
    code: str,
    said: ResidentRating | ResidentConfirmation | ResidentNote,
    meant: Callable[[Record], tuple[Step, StepBody]],
    zone: ZoneInfo,
) -> Record:
    """What is sent again is the same whatever the complaint has become meanwhile."""
    async with storage.transaction() as unit:
        await unit.write_rows()
        row = await _row(code, lock=True)
        content_hash = sha256(_encode([row.id, said])).hexdigest()
        if await stepping.is_replay(said.id, content_hash):
            return row
        step, body = meant(row)
        known = await catalogue.current()
        now = clock.now()
        if not _is_possible(row, step) or not _is_in_time(row, step, now, known.settings.repeat_days):
            raise stepping.wrong_status(row)
        case: Case[Any] = Case(
            who=RESIDENT,
            organization="",
            step=step,
            step_id=said.id,
            body=body,
            row=row,
            catalogue=known,
            happened_at=now,
            received_at=now,
            zone=zone,
        )
        return await stepping.carry_out(case, content_hash)


async def _row(code: str, *, lock: bool = False) -> Record:
    normal = tracking.normal(code)
    row = await queries.by_tracking_code(normal, lock=lock) if normal else None
    if row is None:
        raise problems.NO_TRACKING()
    return row


def _is_possible(row: Record, step: Step) -> bool:
    is_living = not row.historical or step is Step.NOTE
    return is_living and row.status in (_SENT_BACK if step is Step.SEND_BACK else STEPS[step].moves)


def _is_in_time(row: Record, step: Step, now: datetime, days: int) -> bool:
    """What was closed long ago is a new complaint."""
    if step is not Step.REOPEN or row.closed_at is None:
        return True
    return now <= row.closed_at + timedelta(days=days)


def _may(row: Record, now: datetime, days: int) -> list[ResidentStep]:
    may: list[ResidentStep] = []
    if row.status is not Status.CLOSED or _is_in_time(row, Step.REOPEN, now, days):
        may.append("confirm")
    if row.status is Status.REPLIED:
        may.append("rate")
    return [*may, "note"]


def _is_shown(step: StepEntry) -> bool:
    is_sent = step.step in _REPLIES and step.to is not Status.VERIFIED
    return step.step in _SHOWN or is_sent or (step.step is Step.NOTE and step.actor.id is None)


def _public(step: StepEntry) -> PublicStep:
    return PublicStep(
        step=Step.REPLY if step.step is Step.REVIEW_REPLY else step.step,
        to=step.to,
        at=step.happened_at,
        from_resident=step.actor.name == RESIDENT.name and step.actor.id is None,
        promised_on=_promised(step.detail),
    )


def _promised(detail: Mapping[str, Any]) -> date | None:
    day = detail.get("promised_on")
    return date.fromisoformat(day) if isinstance(day, str) else None


def _with_temperature(text: str, indoor_c: float | None) -> str:
    return text if indoor_c is None else f"{text}（室温 {indoor_c:g}℃）"
