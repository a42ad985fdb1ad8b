"""Complaints about one fault are handled as one: a person joins them, and can split them again.

A merged complaint goes where its principal goes until that is verified. It stops its own escalation and keeps what its
resident is owed: a reply, a rating, and the promises made to him.
"""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.complaints import clocking, elsewhere, posting, problems, queries, recording
from heating.complaints.cases import Case, Change, refuse
from heating.complaints.catalogue.policies import Clock
from heating.complaints.recording import Told, record
from heating.complaints.records import Record
from heating.complaints.rules import Status
from heating.complaints.steps import dispatching, needs, promising
from heating.complaints.steps.schemas import Merger, Split
from heating.complaints.steps.table import Step
from heating.complaints.steps.verifying import NOT_RESOLVED
from heating.deadlines import queries as deadlines
from heating.lib.ids import new_id
from heating.lib.problems import FieldError, Problem
from heating.lib.wording import Text

CAN_LEAD = frozenset(
    {Status.RECEIVED, Status.ASSESSED, Status.DISPATCHED, Status.HANDLING, Status.PAUSED, Status.RESOLVED}
)
"""What is verified has been looked at for its own resident only."""
_UNSOLVED = (Step.RATE, Step.REOPEN, Step.SEND_BACK)
_ESCALATION = ("filing", "acknowledgement", "response", "resolution", "verification")
_FOLLOWS = CAN_LEAD | {Status.VERIFIED}
_SHARED = (
    "officer_id",
    "officer_name",
    "leader_id",
    "claimed_by_id",
    "claimed_by_name",
    "claimed_at",
    "paused_until",
    "acknowledged_at",
    "resolved_by_id",
    "resolved_by_name",
    "resolved_crew",
    "resolved_at",
    "verified_by_id",
    "verified_by_name",
    "verified_at",
)
"""Who is at it and how far he is, which a merged complaint has from its principal."""

_ITSELF = Text("不能并入自身", "is the complaint itself")
_UNKNOWN = Text("没有这件诉求，或不在您的管理范围内", "is no complaint that you may see")
_IS_MERGED = Text("该诉求已并入其他诉求，请选择主诉求", "was merged into another one itself; choose that one")
_PAST = Text("该诉求为历史记录，不能作为主诉求", "was taken over from the past; nobody works on it")
_NO_LEAD = Text("该诉求已核查或办结，不能作为主诉求", "is verified or closed already")


async def merge(case: Case[Merger]) -> Change:
    """并案. What was merged into it goes along."""
    row, at = case.row, case.received_at
    principal = await _principal(case)
    members = await _members(row.id)
    for member in members:
        await recording.update(member, {"merged_into_id": principal.id})
    await clocking.stop(row.id, _ESCALATION, at, cancelled=True)
    await _note_on(case, principal, {"merged_count": principal.merged_count + 1 + len(members)}, Step.MERGE, row.number)
    columns = {
        **_shared(principal),
        "merged_into_id": principal.id,
        "merged_count": 0,
        "category": row.category or principal.category,
        "matter_class": row.matter_class or principal.matter_class,
    }
    await _owe_reply(case, columns)
    detail = {"into": principal.id, "into_number": principal.number}
    return Change(columns, principal.status, "complaint.merged", note=case.body.note, detail=detail)


async def _owe_reply(case: Case[Merger], columns: Mapping[str, object]) -> None:
    """Its own reply stays owed to its resident, though nobody had classed it yet."""
    running = await clocking.running(case.row.id)
    after = msgspec.structs.replace(case.row, **columns)
    timed = clocking.timed(after, case.catalogue.category(after.category))
    names: tuple[Clock, ...] = ("reply", *clocking.OWN_CLOCKS)
    missing = [name for name in names if name not in running]
    await clocking.start(timed, missing, case.catalogue.policies, case.row.happened_at, case.zone)


async def split(case: Case[Split]) -> Change:
    """拆案: it is dispatched anew, and its resolution is due when it was due before."""
    refuse(list(needs.words("/reason", case.body.reason)))
    row, at = case.row, case.received_at
    principal = await _leave(case)
    await _resume(case)
    promised = await promising.not_kept(case) if row.status is Status.VERIFIED else {}
    posts = await posting.posting(at, [(row.place, row.place_area)])
    target = await posts.find(row.place, row.place_area)
    timed = case.timed._replace(responsible=target.officer)
    await clocking.start(timed, ["filing"], case.catalogue.policies, at, case.zone)
    columns = {
        **dict.fromkeys(_SHARED),
        **NOT_RESOLVED,
        **promised,
        **dispatching.handed(target),
        "merged_into_id": None,
    }
    to = Status.ASSESSED if row.category else Status.RECEIVED
    return Change(columns, to, "complaint.split", case.body.reason, detail={"from": principal})


async def follow(case: Case[Any], after: Record) -> None:
    """Members go where their principal went; one that its own resident calls unsolved leaves it."""
    if case.row.merged_into_id and case.step in _UNSOLVED and after.status is Status.HANDLING:
        await _leave(case)
        await recording.update(after, {"merged_into_id": None})
    elif case.row.merged_count and case.step is not Step.MERGE and after.status in _FOLLOWS:
        for member in await _members(after.id):
            await _take_along(case, member, after)


async def _take_along(case: Case[Any], member: Record, principal: Record) -> None:
    if member.status not in _FOLLOWS or (member.status is Status.VERIFIED and principal.status is Status.VERIFIED):
        return
    columns = {**_shared(principal), "status": principal.status}
    if principal.status is Status.VERIFIED:
        columns |= await promising.end(member.id, case.received_at, case.zone)
    elif member.status is Status.VERIFIED:
        columns |= NOT_RESOLVED | await promising.not_kept(msgspec.structs.replace(case, row=member))
    columns |= (await clocking.tightest(member.id)).columns()
    await recording.update(member, columns)
    after = msgspec.structs.replace(member, **columns, version=member.version + 1)
    recording.tell(member, after)
    await elsewhere.tell([member, after])
    if after.status is not member.status:
        _story(case, member, after, {"with": principal.id, "with_number": principal.number})


async def _leave(case: Case[Any]) -> str:
    """The principal has one less. Answers its number."""
    assert case.row.merged_into_id is not None
    (principal,) = await queries.of_ids([case.row.merged_into_id], lock=True)
    await _note_on(case, principal, {"merged_count": principal.merged_count - 1}, Step.SPLIT, case.row.number)
    return principal.number


async def _resume(case: Case[Any]) -> None:
    """The clock that the merging cancelled."""
    clocks = (await deadlines.clocks_of(clocking.KIND, [case.row.id])).get(case.row.id, [])
    due_at = next((one.due_at for one in clocks if one.name == "resolution"), None)
    if due_at is not None:
        new = clocking.clock(case.timed, "resolution", case.catalogue.policies, case.received_at, due_at=due_at)
        await clocking.begin([new] if new else [], case.zone)


async def _principal(case: Case[Merger]) -> Record:
    """Raises complaint.step_invalid."""
    into, row = case.body.into, case.row
    if into == row.id:
        refuse([FieldError("/into", "itself", _ITSELF)])
    assert isinstance(case.who, Actor)
    try:
        principal = await queries.row(case.who, into, lock=True)
    except Problem as problem:
        if problem.kind is not problems.NOT_FOUND:
            raise
        refuse([FieldError("/into", "not_found", _UNKNOWN)])
        raise
    if principal.merged_into_id is not None:
        refuse([FieldError("/into", "merged", _IS_MERGED)])
    if principal.historical:
        refuse([FieldError("/into", "historical", _PAST)])
    if principal.status not in CAN_LEAD:
        refuse([FieldError("/into", "status", _NO_LEAD)])
    return principal


async def _members(principal: UUID) -> Sequence[Record]:
    rows = await storage.fetch("SELECT id FROM complaint WHERE merged_into_id = ? ORDER BY id", [principal])
    return await queries.of_ids([UUID(str(row["id"])) for row in rows], lock=True)


async def _note_on(case: Case[Any], principal: Record, columns: dict[str, object], step: Step, number: str) -> None:
    """In the principal's own story."""
    own = msgspec.structs.replace(case, row=principal, step=step, step_id=new_id())
    action = "complaint.joined" if step is Step.MERGE else "complaint.left"
    await record(own, Change(columns, principal.status, action, detail={"member": case.row.id, "number": number}), "")


def _shared(principal: Record) -> dict[str, object]:
    return {name: getattr(principal, name) for name in _SHARED}


def _story(case: Case[Any], member: Record, after: Record, detail: dict[str, object]) -> None:
    told = Told(
        id=new_id(),
        complaint=member.id,
        step=case.step,
        before=member.status,
        after=after.status,
        who=case.who,
        organization=case.organization,
        happened_at=case.happened_at,
        received_at=case.received_at,
        place=after.version,
        detail=detail,
    )
    recording.tell_story(told)
    recording.note(case.who, "complaint.followed", after, {"step": told.id, **detail})
