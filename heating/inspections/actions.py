"""Submitting inspections, many at once: read for all, decide each by itself, write for all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.rules import Permission
from heating.hazards.actions import Accepted
from heating.inspections import problems, reading, states, writing
from heating.inspections.payload import InspectionPayload
from heating.inspections.reading import Context, Earlier
from heating.inspections.rules import Decision, Outcome, corrected_time, decide
from heating.inspections.writing import New
from heating.lib.ids import new_id
from heating.lib.problems import FieldError, Problem

_encode = msgspec.json.Encoder().encode
_decode_hazards = msgspec.json.Decoder(dict[str, UUID]).decode


class Submission(NamedTuple):
    """An inspection as it arrived. `actor` is its author; `device` the phone that sent it, if it was one."""

    actor: Actor
    payload: InspectionPayload
    received_at: datetime
    device: UUID | None = None


async def submit(batch: Sequence[Submission], zone: ZoneInfo) -> list[Accepted | Problem]:
    """Inside a transaction: accept what is valid, answer in order. Nothing of a refused submission is written.

    What was submitted before with the same content is answered as the first time. An author who may not submit (any
    more) is not refused: his inspection is held back, counts for nothing and raises no hazard.
    """
    await storage.current_unit().write_rows()  # what came earlier in the same transaction may be named or repeated here
    context = await reading.read([submission.payload for submission in batch])
    new: list[New] = []
    answers = [_consider(submission, context, zone, new) for submission in batch]
    if new:
        await writing.write(new, zone)
        await states.follow(storage.current_unit(), new)
    return answers


def _consider(submission: Submission, context: Context, zone: ZoneInfo, new: list[New]) -> Accepted | Problem:
    payload = submission.payload
    content_hash = sha256(_encode(payload)).hexdigest()
    if same := context.earlier.get(payload.id):
        return Accepted(payload.id, replayed=True) if same.content_hash == content_hash else problems.ID_TAKEN()
    decision = decide(payload, context.known(submission.actor, payload))
    if isinstance(decision, list):
        return _refusal(decision)
    accepted = _accepted(submission, decision, context, zone, content_hash)
    _remember(accepted, context)
    new.append(accepted)
    return Accepted(payload.id, replayed=False)


def _refusal(errors: Sequence[FieldError]) -> Problem:
    if any(error.code == "already_replaced" for error in errors):
        return problems.ALREADY_REPLACED(errors=errors)
    return problems.INVALID(errors=errors)


def _accepted(submission: Submission, decision: Decision, context: Context, zone: ZoneInfo, content_hash: str) -> New:
    payload, received_at = submission.payload, submission.received_at
    former = context.earlier[payload.replaces] if payload.replaces else None
    is_quarantined = not submission.actor.may(Permission.INSPECTIONS_SUBMIT)
    inherited = _decode_hazards(former.hazards_json) if former else {}
    happened_at = corrected_time(payload.finished_at, payload.clock_offset_ms, received_at)
    return New(
        actor=submission.actor,
        payload=payload,
        device=submission.device,
        asset=context.assets[payload.asset],
        document=context.documents[payload.checklist_version].document,
        decision=decision,
        happened_at=happened_at,
        happened_on=happened_at.astimezone(zone).date(),
        received_at=received_at,
        label_match=context.label_match(payload),
        former=former,
        is_quarantined=is_quarantined,
        hazards={} if is_quarantined else _hazard_ids(payload.hazards, decision, inherited),
        raised=frozenset() if is_quarantined else frozenset(_failing_items(decision) - inherited.keys()),
        content_hash=content_hash,
    )


def _failing_items(decision: Decision) -> set[str]:
    return {failing.item for failing in decision.failing}


def _hazard_ids(given: Mapping[str, UUID], decision: Decision, inherited: Mapping[str, UUID]) -> dict[str, UUID]:
    """By item. What a correction still finds failing is the hazard that was raised before."""
    new = {
        failing.item: given.get(failing.item) or new_id()
        for failing in decision.failing
        if failing.item not in inherited
    }
    return {**inherited, **new}


def _remember(new: New, context: Context) -> None:
    """For the submissions after it in the group."""
    payload = new.payload
    context.taken_hazards.update(new.hazards.values())
    context.earlier[payload.id] = Earlier(
        id=payload.id,
        asset=payload.asset,
        household=payload.household,
        site_day=new.site_day,
        outcome=new.decision.outcome,
        replaced_by=None,
        is_quarantined=new.is_quarantined,
        hazards_json=_encode(new.hazards).decode(),
        content_hash=new.content_hash,
    )
    if new.former is not None and not new.is_quarantined:
        context.earlier[new.former.id] = msgspec.structs.replace(new.former, replaced_by=payload.id)


__all__ = ["Accepted", "Outcome", "Submission", "submit"]
