"""What nobody has taken yet follows the roster: when a shift ends, a roster changes or a post falls vacant, it goes to
whoever is on duty then. What somebody is at stays his until he hands it over, or cannot act any more."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec.structs import astuple

from heating import audit, storage
from heating.complaints import posting, presenting, queries
from heating.complaints.cases import Case, Change
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.entries import Catalogue
from heating.complaints.filtering import OPEN_SQL
from heating.complaints.posting import Posting
from heating.complaints.recording import record
from heating.complaints.records import Record, Waiting
from heating.complaints.rules import OPEN, Status
from heating.complaints.steps import desk, dispatching, merging, needs
from heating.complaints.steps.schemas import Rerouting, Resumption, StepBody
from heating.complaints.steps.stepping import carry_out
from heating.complaints.steps.table import Step
from heating.duty import queries as duty
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry.filtering import in_chunks, marks

_AT_ONCE = 200
"""In one transaction."""

_LIVING = f"status IN {OPEN_SQL} AND merged_into_id IS NULL AND NOT historical"
_UNTAKEN = f"FROM complaint WHERE status IN ('received', 'assessed', 'dispatched') AND routed AND {_LIVING}"
_WAITING = ", ".join(Waiting.__struct_fields__)
_OFFICERS = f"SELECT DISTINCT officer_id AS id FROM complaint WHERE {_LIVING} AND officer_id IS NOT NULL"
_OVER = "SELECT id FROM complaint WHERE status = 'paused' AND paused_until <= ? ORDER BY id"


class _Untaken(Waiting, frozen=True):
    id: UUID


async def follow_roster(zone: ZoneInfo) -> int:
    """Answers how many went to somebody else. While everybody is at his post nothing is locked."""
    gone = await _gone()
    held = f"SELECT id FROM complaint WHERE officer_id IN ({marks(gone)}) AND {_LIVING} ORDER BY id"
    ids = await _ids(held, gone) if gone else []
    ids += await _unanswered()
    chunks = in_chunks(list(dict.fromkeys(ids)), _AT_ONCE)
    return sum([await _follow(some, frozenset(gone), zone) for some in chunks])


async def resume_paused(zone: ZoneInfo) -> int:
    """A pause that has lasted as long as it may is over."""
    over = await _ids(_OVER, [clock.now()])
    for id in over:
        async with storage.transaction():
            known = await catalogue.current()
            for row in await queries.of_ids([id], lock=True):
                if row.status is Status.PAUSED and row.paused_until and row.paused_until <= clock.now():
                    await carry_out(_case(row, Step.RESUME, Resumption(), known, zone), "")
    return len(over)


async def _unanswered() -> list[UUID]:
    """Untaken ones whose officer is not the one who would be asked now. Thousands share their place and officer, so
    these pairs are judged, and complaints are read only when one of them is wrong."""
    kinds = await storage.fetch_as(Waiting, f"SELECT DISTINCT {_WAITING} {_UNTAKEN}")
    posts = await posting.posting(clock.now(), {(kind.place, kind.place_area) for kind in kinds})
    wrong = {astuple(kind) for kind in kinds if not posts.answers(kind.place, kind.place_area, kind.officer_id)}
    if not wrong:
        return []
    rows = await storage.fetch_as(_Untaken, f"SELECT {_WAITING}, id {_UNTAKEN} ORDER BY id")
    return [row.id for row in rows if astuple(row)[:-1] in wrong]


async def _ids(sql: str, params: Sequence[object] = ()) -> list[UUID]:
    return [UUID(str(row["id"])) for row in await storage.fetch(sql, params)]


async def _gone() -> list[UUID]:
    """Officers who cannot act any more: whatever they had before them needs somebody else."""
    officers = await duty.staff(await _ids(_OFFICERS))
    return [person.id for person in officers if person.disabled or person.role not in needs.HANDLERS]


async def _follow(ids: Sequence[UUID], gone: frozenset[UUID], zone: ZoneInfo) -> int:
    async with storage.transaction():
        found = await queries.of_ids(ids, lock=True)
        rows = [row for row in found if _is_untaken(row) or (row.officer_id in gone and row.status in OPEN)]
        now = clock.now()
        posts = await posting.posting(now, {(row.place, row.place_area) for row in rows})
        known = await catalogue.current()
        moved = [await _moved(row, row.officer_id in gone, posts, known, zone) for row in rows]
    return sum(moved)


def _is_untaken(row: Record) -> bool:
    untaken = row.status in (Status.RECEIVED, Status.ASSESSED, Status.DISPATCHED)
    claimed = presenting.claimant(row, clock.now()) is not None
    return untaken and row.routed and row.merged_into_id is None and not claimed


async def _moved(row: Record, is_gone: bool, posts: Posting, known: Catalogue, zone: ZoneInfo) -> bool:
    """An officer who is still at his post keeps it, however much others have before them."""
    if not is_gone and posts.answers(row.place, row.place_area, row.officer_id):
        return False
    category = known.category(row.category) if row.status is Status.DISPATCHED else None
    skill = category.needed_skill if category else None
    target = await posts.find(row.place, row.place_area, skill, await desk.returners(row))
    if target.officer == row.officer_id:
        return False
    case = _case(row, Step.REROUTE, Rerouting(reason=""), known, zone)
    status, columns = await desk.hand_on(row, target, row.place, known, case.received_at, zone)
    change = Change(
        columns,
        status,
        "complaint.rerouted",
        detail={**dispatching.detail(target, row.place), "before": row.officer_id},
        events=dispatching.events(target, row.place),
    )
    await merging.follow(case, await record(case, change, ""))
    return True


def _case(row: Record, step: Step, body: StepBody, known: Catalogue, zone: ZoneInfo) -> Case[Any]:
    now = clock.now()
    return Case(
        who=audit.SYSTEM,
        organization="",
        step=step,
        step_id=new_id(),
        body=body,
        row=row,
        catalogue=known,
        happened_at=now,
        received_at=now,
        zone=zone,
    )
