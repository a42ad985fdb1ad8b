"""Taking a step: load, judge by the state table, let the step's verb decide, write it down."""

from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.problems import FORBIDDEN
from heating.hazards import deciding, policies_queries, presenting, problems, queries, repairing, verifying
from heating.hazards.actions import Accepted
from heating.hazards.cases import Case, Change, Taking
from heating.hazards.presenting import Asked, Row
from heating.hazards.recording import record
from heating.hazards.standing import version_conflict, wrong_status
from heating.hazards.step_schemas import StepBody
from heating.hazards.steps import Refusal, Step, refusal
from heating.hazards.story_queries import facts, stepper
from heating.lib.ids import new_id
from heating.lib.problems import ProblemKind

_encode = msgspec.json.Encoder().encode

_VERBS: dict[Step, Callable[[Case[Any]], Awaitable[Change]]] = {
    Step.CONFIRM: deciding.confirm,
    Step.DISMISS: deciding.dismiss,
    Step.ASK_EXTENSION: deciding.ask_extension,
    Step.DECIDE_EXTENSION: deciding.decide_extension,
    Step.SUPERVISE: deciding.supervise,
    Step.FIX_ON_THE_SPOT: repairing.fix_on_the_spot,
    Step.PLAN: repairing.plan,
    Step.PROGRESS: repairing.progress,
    Step.RECTIFY: repairing.rectify,
    Step.ACCEPT: verifying.accept,
    Step.SEND_BACK: verifying.send_back,
    Step.REOPEN: verifying.reopen,
}

_PROBLEMS: dict[Refusal, ProblemKind] = {
    Refusal.FORBIDDEN: FORBIDDEN,
    Refusal.NOT_MINOR: problems.NOT_MINOR,
    Refusal.NOT_REPORTER: problems.NOT_REPORTER,
    Refusal.NOT_RESPONSIBLE: problems.NOT_RESPONSIBLE,
    Refusal.OWN_WORK: problems.OWN_WORK,
    Refusal.OWN_CREW: problems.OWN_CREW,
    Refusal.EXTENSION_OPEN: problems.EXTENSION_OPEN,
    Refusal.NO_EXTENSION: problems.NO_EXTENSION,
    Refusal.OWN_EXTENSION: problems.OWN_EXTENSION,
    Refusal.NOT_ABOVE: problems.NOT_ABOVE,
}


async def take(taking: Taking, zone: ZoneInfo) -> Accepted:
    """In a transaction of its own, or in a savepoint of the one that is open. Raises hazard.not_found, what the state
    table refuses, hazard.version_conflict, hazard.step_invalid, hazard.id_taken."""
    async with storage.transaction() as unit:
        await unit.write_rows()  # the hazard may have been reported earlier in the same transaction
        row = await queries.row(taking.actor, taking.hazard, lock=True)
        step_id = taking.body.id or taking.id or new_id()
        content_hash = hash_of(taking, row.id)
        if await is_replay(step_id, content_hash):
            return Accepted(row.id, replayed=True)
        waiting = await _waiting(row)
        _judge(taking, row, waiting)
        case = await case_of(taking, row, waiting, step_id, zone)
        await record(case, await _VERBS[taking.step](case), taking.device, content_hash)
    return Accepted(row.id, replayed=False)


def _judge(taking: Taking, row: Row, waiting: Asked | None) -> None:
    why = refusal(facts(row, waiting), taking.step, stepper(taking.actor))
    if why is Refusal.WRONG_STATUS:
        raise wrong_status(row.status)
    if why is not None:
        raise _PROBLEMS[why]()
    check_version(taking.body, row)


def check_version(body: StepBody, row: Row) -> None:
    """Raises hazard.version_conflict when its author saw another version of the hazard."""
    if body.version not in (None, row.version):
        raise version_conflict(row.status)


async def case_of(taking: Taking, row: Row, waiting: Asked | None, step_id: UUID, zone: ZoneInfo) -> Case[Any]:
    turn = max(moment for moment in (row.happened_at, row.confirmed_at, row.rectified_at) if moment is not None)
    return Case(
        actor=taking.actor,
        step=taking.step,
        step_id=step_id,
        body=taking.body,
        row=row,
        waiting=waiting,
        policies=await policies_queries.current(zone),
        rural=await policies_queries.is_rural(row.area_path),
        happened_at=min(max(taking.happened_at, turn), taking.received_at),
        received_at=taking.received_at,
        zone=zone,
    )


async def _waiting(row: Row) -> Asked | None:
    if row.extension_id is None:
        return None
    return (await presenting.asked([row.extension_id])).get(row.extension_id)


async def is_replay(step_id: UUID, content_hash: str) -> bool:
    """Raises hazard.id_taken when the id stands for something else."""
    known = (await queries.existing([step_id])).get(step_id)
    if known not in (None, content_hash):
        raise problems.ID_TAKEN()
    return known is not None


def hash_of(taking: Taking, hazard: UUID) -> str:
    return sha256(_encode([hazard, taking.actor.id, taking.step, taking.body])).hexdigest()
