"""Reads of what inspections add up to: for readiness, dashboards and phones."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.checklists.document import Gate
from heating.checklists.rules import Tally
from heating.http.paging import decode_cursor
from heating.inspections.rules import Outcome
from heating.inspections.schemas import AssetState, DayCount, DayFilter, HouseholdVisit, VisitFilter
from heating.inspections.state_rules import Evidence, InForce, evidence_after
from heating.inspections.states import EVIDENCE_COLUMNS, IN_FORCE, IN_FORCE_COLUMNS
from heating.registry.filtering import Conditions, in_chunks, marks

_decode_keys = msgspec.json.Decoder(tuple[str, ...]).decode
_decode_tally = msgspec.json.Decoder(Tally).decode


class State(msgspec.Struct, frozen=True, kw_only=True):
    """The newest inspection in force of an asset or household."""

    subject: UUID
    asset: UUID
    site: UUID
    inspection: UUID
    checklist_version: UUID
    author_name: str
    happened_at: datetime
    outcome: Outcome
    tally_json: str
    failing_json: str

    @property
    def failing(self) -> tuple[str, ...]:
        return _decode_keys(self.failing_json)

    @property
    def tally(self) -> Tally:
        return _decode_tally(self.tally_json)


_STATE = """subject_id AS subject, asset_id AS asset, site_id AS site, inspection_id AS inspection,
    checklist_version_id AS checklist_version, author_name, happened_at, outcome, tally_json, failing_json"""


async def states(asset_ids: Iterable[UUID]) -> dict[UUID, State]:
    """By asset; those never inspected are missing."""
    found: dict[UUID, State] = {}
    for some in in_chunks(list(asset_ids)):
        rows = await storage.fetch_as(
            State, f"SELECT {_STATE} FROM subject_state WHERE subject_id IN ({marks(some)})", some
        )
        found.update((row.subject, row) for row in rows)
    return found


async def visits(actor: Actor, building: UUID, query: VisitFilter) -> list[HouseholdVisit]:
    """The last visit to each household of a building that was visited at all; up to one more than the limit."""
    conditions = Conditions(actor, "t")
    conditions.equal("asset_id", building)
    conditions.add("t.subject_id <> t.asset_id")
    if after := decode_cursor(query.cursor, UUID):
        conditions.add("t.subject_id > ?", [after])
    return await storage.fetch_as(
        HouseholdVisit,
        "SELECT t.subject_id AS household, t.inspection_id AS inspection, t.author_name, t.happened_at, t.outcome"
        f" FROM subject_state t WHERE {conditions.sql} ORDER BY t.subject_id LIMIT {query.limit + 1}",
        conditions.params,
    )


async def first_since(asset_ids: Iterable[UUID], since: datetime) -> dict[UUID, datetime]:
    """When each asset was first inspected, by an inspection in force, since this time."""
    found: dict[UUID, datetime] = {}
    for some in in_chunks(list(asset_ids)):
        rows = await storage.fetch_as(
            _First,
            "SELECT asset_id AS asset, MIN(happened_at) AS at FROM inspection"
            f" WHERE asset_id IN ({marks(some)}) AND happened_at >= ? AND household_id IS NULL AND {IN_FORCE}"
            " GROUP BY asset_id",
            [*some, since],
        )
        found.update((row.asset, row.at) for row in rows)
    return found


class _First(msgspec.Struct):
    asset: UUID
    at: datetime


async def gate_evidence(asset_ids: Iterable[UUID], since: datetime | None = None) -> list[Evidence]:
    """The newest judgement of each gate at these assets. With `since`, what was judged before neither counts nor
    begins the run of passes."""
    found: list[Evidence] = []
    for some in in_chunks(list(asset_ids)):
        found += await storage.fetch_as(
            Evidence,
            f"SELECT {EVIDENCE_COLUMNS} FROM gate_evidence WHERE asset_id IN ({marks(some)}) AND at >= ?",
            [*some, since or _EVER],
        )
    return await _runs_since(found, since) if since else found


_EVER = datetime.fromisoformat("1900-01-01T00:00:00+00:00")


async def _runs_since(evidence: Sequence[Evidence], since: datetime) -> list[Evidence]:
    """Runs of passes that began before are followed again from `since`."""
    older = {proof.asset for proof in evidence if proof.passed_since and proof.passed_since < since}
    fresh: dict[UUID, dict[Gate, Evidence]] = {}
    for some in in_chunks(list(older)):
        rows = await storage.fetch_as(
            InForce,
            f"SELECT {IN_FORCE_COLUMNS} FROM inspection WHERE asset_id IN ({marks(some)}) AND happened_at >= ?"
            f" AND gates_json IS NOT NULL AND {IN_FORCE}",
            [*some, since],
        )
        for asset in some:
            fresh[asset] = evidence_after({}, [row for row in rows if row.asset == asset])
    return [fresh[proof.asset][proof.gate] if proof.asset in older else proof for proof in evidence]


async def days(actor: Actor, query: DayFilter) -> list[DayCount]:
    """At most the days of a season and a half."""
    conditions = Conditions(actor, "d")
    conditions.equal("site_id", query.site)
    conditions.within(query.organization, query.area)
    until = min(query.until, query.since + _LONGEST)
    return await storage.fetch_as(
        DayCount,
        "SELECT d.day, SUM(d.inspections) AS inspections, SUM(d.failed) AS failed FROM site_day d"
        f" WHERE {conditions.sql} AND d.day >= ? AND d.day < ? GROUP BY d.day HAVING SUM(d.inspections) > 0"
        " ORDER BY d.day",
        [*conditions.params, query.since, until],
    )


_LONGEST = timedelta(days=550)


async def mirror_asset_states(
    actor: Actor, *, ids: Sequence[str] | None = None, after: str = "", limit: int = 500
) -> dict[str, AssetState]:
    """What phones hold of the assets that the actor sees, by asset."""
    conditions = Conditions(actor, "t")
    conditions.add("t.subject_id = t.asset_id")
    if ids is not None:
        conditions.add(f"t.subject_id IN ({marks(ids)})", [UUID(text) for text in ids])
    elif after:
        conditions.add("t.subject_id > ?", [UUID(after)])
    rows = await storage.fetch_as(
        State,
        f"SELECT {_STATE} FROM subject_state t WHERE {conditions.sql} ORDER BY t.subject_id LIMIT {limit}",
        conditions.params,
    )
    numbers = await _readings([row.inspection for row in rows])
    return {str(row.subject): _mirrored(row, numbers.get(row.inspection, {})) for row in rows}


async def _readings(inspections: Sequence[UUID]) -> dict[UUID, dict[str, float]]:
    """By inspection, what was measured at each item."""
    found: dict[UUID, dict[str, float]] = {}
    for some in in_chunks(list(inspections)):
        rows = await storage.fetch(
            "SELECT inspection_id, item, number FROM inspection_answer"
            f" WHERE inspection_id IN ({marks(some)}) AND number IS NOT NULL",
            some,
        )
        for row in rows:
            found.setdefault(UUID(str(row["inspection_id"])), {})[row["item"]] = row["number"]
    return found


def _mirrored(row: State, readings: dict[str, float]) -> AssetState:
    return AssetState(
        asset=row.asset,
        inspection=row.inspection,
        happened_at=row.happened_at,
        outcome=row.outcome,
        failing=row.failing,
        author_name=row.author_name,
        readings=readings,
    )
