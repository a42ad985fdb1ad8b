"""Submitting inspections, many at once: read for all, decide each by itself, write for all."""

from collections.abc import Mapping, Sequence
from datetime import datetime
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
from heating.inspections.rules import Decision, Judgement, Outcome, corrected_time, errors_of, judge
from heating.inspections.weighing import Weighed, has_content, remember_limits, weigh
from heating.inspections.writing import New
from heating.lib.ids import new_id, text_of
from heating.lib.problems import FieldError, Problem

_encode = msgspec.json.Encoder().encode
_decode_hazards = msgspec.json.Decoder(dict[str, UUID]).decode


class Submission(NamedTuple):
    """An inspection as it arrived. `actor` is its author; `device` the phone that sent it, if it was one; `weighed`
    what was found out about it before the transaction, if that was done."""

    actor: Actor
    payload: InspectionPayload
    received_at: datetime
    device: UUID | None = None
    weighed: Weighed | None = None


async def submit(batch: Sequence[Submission], zone: ZoneInfo) -> list[Accepted | Problem]:
    """Inside a transaction: accept what is valid, answer in order. Nothing of a refused submission is written.

    What was submitted before with the same content is answered as the first time. An author who may not submit (any
    more) is not refused: his inspection is held back, counts for nothing and raises no hazard.
    """
    await storage.current_unit().write_rows()  # what came earlier in the same transaction may be named or repeated here
    context = await reading.read([submission.payload for submission in batch])
    remember_limits(context.assets.values())
    new: list[New] = []
    answers = [
        _consider(submission, weighed, context, zone, new)
        for submission, weighed in zip(batch, await _weighed(batch), strict=True)
    ]
    if new:
        await writing.write(new, zone)
        await states.follow(storage.current_unit(), new)
    return answers


async def _weighed(batch: Sequence[Submission]) -> list[Weighed]:
    left = iter(await weigh([submission.payload for submission in batch if submission.weighed is None]))
    return [submission.weighed or next(left) for submission in batch]


def _consider(
    submission: Submission, weighed: Weighed, context: Context, zone: ZoneInfo, new: list[New]
) -> Accepted | Problem:
    payload = submission.payload
    if same := context.earlier.get(payload.id):
        is_same = has_content(weighed, same.content_hash)
        return Accepted(payload.id, replayed=True) if is_same else problems.ID_TAKEN()
    errors = errors_of(payload, context.known(submission.actor, payload))
    judgement = _judgement(weighed, context)
    if judgement is None or judgement.errors or errors:
        return _refusal(errors + (judgement.errors if judgement else []))
    accepted = _accepted(submission, weighed, judgement.decision, context, zone)
    _remember(accepted, context)
    new.append(accepted)
    return Accepted(payload.id, replayed=False)


def _judgement(weighed: Weighed, context: Context) -> Judgement | None:
    """Made anew when the asset's limits are other than those that were known before the transaction."""
    published, asset = (
        context.documents.get(weighed.payload.checklist_version),
        context.assets.get(weighed.payload.asset),
    )
    limits = asset.limits if asset else {}
    if published is None or (weighed.judgement is not None and weighed.limits == limits):
        return weighed.judgement
    return judge(published.document, weighed.payload.answers, limits)


def _refusal(errors: Sequence[FieldError]) -> Problem:
    if any(error.code == "already_replaced" for error in errors):
        return problems.ALREADY_REPLACED(errors=errors)
    return problems.INVALID(errors=errors)


def _accepted(submission: Submission, weighed: Weighed, decision: Decision, context: Context, zone: ZoneInfo) -> New:
    payload, received_at = submission.payload, submission.received_at
    former = context.earlier[payload.replaces] if payload.replaces else None
    is_quarantined = not submission.actor.may(Permission.INSPECTIONS_SUBMIT)
    inherited = _decode_hazards(former.hazards_json) if former else {}
    happened_at = corrected_time(payload.finished_at, payload.clock_offset_ms, received_at)
    happened_on = happened_at.astimezone(zone).date()
    asset = context.assets[payload.asset]
    hazards = {} if is_quarantined else _hazard_ids(payload.hazards, decision, inherited)
    return New(
        actor=submission.actor,
        payload=payload,
        device=submission.device,
        asset=asset,
        document=context.documents[payload.checklist_version].document,
        decision=decision,
        happened_at=happened_at,
        happened_on=happened_on,
        received_at=received_at,
        label_match=context.label_match(payload),
        former=former,
        is_quarantined=is_quarantined,
        hazards=hazards,
        raised=frozenset() if is_quarantined else frozenset(_failing_items(decision) - inherited.keys()),
        hazards_json=_encode(hazards).decode(),
        site_day=f"{text_of(asset.site)}:{happened_on}",
        content_hash=weighed.content_hash,
        answers_json=weighed.answers_json,
        answers_digest=weighed.answers_digest,
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
        hazards_json=new.hazards_json,
        content_hash=new.content_hash,
    )
    if new.former is not None and not new.is_quarantined:
        context.earlier[new.former.id] = msgspec.structs.replace(new.former, replaced_by=payload.id)


__all__ = ["Accepted", "Outcome", "Submission", "submit"]
