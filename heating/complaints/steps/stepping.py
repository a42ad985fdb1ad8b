"""Taking a step: load, judge by the state table, let the step's verb decide, write it down."""

from collections.abc import Awaitable, Callable
from functools import partial
from hashlib import sha256
from typing import Any, NamedTuple, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.problems import FORBIDDEN
from heating.complaints import presenting, problems, queries
from heating.complaints.cases import Case, Change, Taking
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.recording import record
from heating.complaints.records import Record
from heating.complaints.rules import STATUS_NAMES, Status
from heating.complaints.steps import assessing, calling, desk, handling, merging, replying, verifying
from heating.complaints.steps.judging import facts, stepper
from heating.complaints.steps.schemas import Merger
from heating.complaints.steps.table import Refusal, Step, refusal
from heating.complaints.visits import ending as visit_ending
from heating.lib.ids import new_id
from heating.lib.problems import FieldError, Problem, ProblemKind

Result = TypeVar("Result")

_encode = msgspec.json.Encoder().encode

_VERBS: dict[Step, Callable[[Case[Any]], Awaitable[Change]]] = {
    Step.ASSESS: assessing.assess,
    Step.RECLASSIFY: assessing.reclassify,
    Step.DISPATCH: desk.dispatch,
    Step.CLAIM: desk.claim,
    Step.REROUTE: desk.reroute,
    Step.ACKNOWLEDGE: handling.acknowledge,
    Step.RETURN: desk.give_back,
    Step.PAUSE: handling.pause,
    Step.RESUME: handling.resume,
    Step.INTERIM_REPLY: handling.reply_meanwhile,
    Step.RESOLVE: handling.resolve,
    Step.VERIFY: verifying.verify,
    Step.SEND_BACK: verifying.send_back,
    Step.REPLY: replying.reply,
    Step.REVIEW_REPLY: replying.review,
    Step.RATE: calling.rate,
    Step.CALL_BACK: calling.call_back,
    Step.REOPEN: calling.reopen,
    Step.NOTE: handling.note,
    Step.MERGE: merging.merge,
    Step.SPLIT: merging.split,
}

_PROBLEMS: dict[Refusal, ProblemKind] = {
    Refusal.FORBIDDEN: FORBIDDEN,
    Refusal.MERGED: problems.MERGED,
    Refusal.NOT_RESPONSIBLE: problems.NOT_RESPONSIBLE,
    Refusal.RETURNS_USED: problems.RETURNS_USED,
    Refusal.OWN_WORK: problems.OWN_WORK,
    Refusal.OWN_CREW: problems.OWN_CREW,
    Refusal.REPLY_WAITING: problems.REPLY_WAITING,
    Refusal.NO_REPLY: problems.NO_REPLY,
    Refusal.OWN_REPLY: problems.OWN_REPLY,
    Refusal.OWN_HANDLING: problems.OWN_HANDLING,
    Refusal.CALL_BACK_EARLY: problems.CALL_BACK_EARLY,
    Refusal.NOT_MERGED: problems.NOT_MERGED,
}


class Taken(NamedTuple):
    id: UUID
    replayed: bool


async def take(taking: Taking, zone: ZoneInfo) -> Taken:
    """In a transaction of its own, or in a savepoint of the one that is open. Raises complaint.not_found, what the
    state table refuses, complaint.version_conflict, complaint.step_invalid, complaint.id_taken."""
    return await once_more(partial(_take, taking, zone))


async def once_more(work: Callable[[], Awaitable[Result]]) -> Result:
    """`work` is one transaction. What it waited for in vain is free when it is run again."""
    try:
        return await work()
    except storage.Deadlock:
        return await work()


async def _take(taking: Taking, zone: ZoneInfo) -> Taken:
    async with storage.transaction() as unit:
        await unit.write_rows()  # the complaint may have been received earlier in the same transaction
        if isinstance(taking.body, Merger):  # A into B beside B into A
            await queries.of_ids([taking.complaint, taking.body.into], lock=True)
        row = await queries.row(taking.actor, taking.complaint, lock=True)
        step_id = taking.body.id or taking.id or new_id()
        content_hash = _hash_of(taking)
        if await is_replay(step_id, content_hash) or _has_it_already(taking, row):
            return Taken(row.id, replayed=True)
        judge(taking, row)
        case = await _case(taking, row, step_id, zone)
        await carry_out(case, content_hash)
    return Taken(row.id, replayed=False)


async def carry_out(case: Case[Any], content_hash: str) -> Record:
    """What the table allows has been asked before. Answers the complaint as it is at the end."""
    after = await record(case, await _VERBS[case.step](case), content_hash)
    await follow(case, after)
    (row,) = await queries.of_ids([after.id])
    return row


async def follow(case: Case[Any], after: Record) -> None:
    """What happens by itself after a step, as steps of its own."""
    if case.step is Step.ASSESS and case.body.dispatch:
        await desk.dispatch_on(case, after)
    elif case.step is Step.RETURN:
        await desk.fall_back(case, after)
    elif case.step is Step.SPLIT:
        await desk.send_on(case, after)
    (now,) = await queries.of_ids([after.id])
    await merging.follow(case, now)
    if now.status is Status.CLOSED:
        await visit_ending.end_open(now.id, case.received_at)


def judge(taking: Taking, row: Record) -> None:
    """Raises what the state table refuses, and complaint.version_conflict."""
    why = refusal(facts(row, taking.received_at), taking.step, stepper(taking.actor))
    if why is Refusal.WRONG_STATUS:
        raise wrong_status(row)
    if why is Refusal.CLAIMED:
        raise problems.CLAIMED(name=row.claimed_by_name)
    if why is not None:
        raise _PROBLEMS[why]()
    if taking.body.version not in (None, row.version):
        raise problems.VERSION_CONFLICT(status=STATUS_NAMES[row.status])


def wrong_status(row: Record) -> Problem:
    """Names the present state, for people and for programs."""
    name = STATUS_NAMES[row.status]
    return problems.WRONG_STATUS(errors=[FieldError("/complaint", row.status.value, name)], status=name)


async def _case(taking: Taking, row: Record, step_id: UUID, zone: ZoneInfo) -> Case[Any]:
    return Case(
        who=taking.actor,
        organization=taking.actor.home_organization,
        step=taking.step,
        step_id=step_id,
        body=taking.body,
        row=row,
        catalogue=await catalogue.current(),
        happened_at=min(max(taking.happened_at, row.received_at), taking.received_at),
        received_at=taking.received_at,
        zone=zone,
    )


def _has_it_already(taking: Taking, row: Record) -> bool:
    """A claim sent twice by the same person is one claim."""
    is_his = row.claimed_by_id == taking.actor.id
    return taking.step is Step.CLAIM and is_his and presenting.claimant(row, taking.received_at) is not None


async def is_replay(step_id: UUID, content_hash: str) -> bool:
    known = (await queries.existing([step_id])).get(step_id)
    if known not in (None, content_hash):
        raise problems.ID_TAKEN()
    return known is not None


def _hash_of(taking: Taking) -> str:
    return sha256(_encode([taking.complaint, taking.actor.id, taking.step, taking.body])).hexdigest()
