"""The roll-ups, made afresh from the inspections and compared: they must always agree.

Inspections are read asset by asset and site by site, a few hundred of these at a time, so that millions of them need
little memory. Whatever seems to differ is looked at again in a transaction, when nothing can change meanwhile.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from typing import Literal
from uuid import UUID

import msgspec

from heating import storage
from heating.inspections.state_rules import Evidence, InForce, evidence_after, newest
from heating.inspections.states import (
    EVIDENCE_COLUMNS,
    IN_FORCE,
    Day,
    add_to_days,
    history_of,
    rewrite,
)
from heating.registry.filtering import marks

_CHUNK = 200


Table = Literal["subject_state", "gate_evidence", "site_day"]
_Rows = dict[tuple[Table, str], str]
_Pair = Callable[[Sequence[UUID]], Awaitable[tuple[_Rows, _Rows]]]


class Difference(msgspec.Struct, frozen=True):
    """A roll-up row that does not agree; `kept` or `counted` is None where the row should not be or is missing."""

    table: Table
    key: str
    kept: str | None
    counted: str | None


async def compare() -> list[Difference]:
    found: list[Difference] = []
    async for assets in _chunks("asset_id", ("inspection", "subject_state", "gate_evidence")):
        found += await _confirmed(assets, _states)
    async for sites in _chunks("site_id", ("inspection", "site_day")):
        found += await _confirmed(sites, _days)
    return found


async def rebuild() -> None:
    """Make all roll-ups anew, some hundred assets or sites per transaction."""
    async for assets in _chunks("asset_id", ("inspection", "subject_state", "gate_evidence")):
        async with storage.transaction() as unit:
            await rewrite(unit, assets, await history_of(assets))
    async for sites in _chunks("site_id", ("inspection", "site_day")):
        async with storage.transaction() as unit:
            await storage.execute(f"DELETE FROM site_day WHERE site_id IN ({marks(sites)})", sites)
            add_to_days(unit, await _counted_days(sites))


async def _chunks(column: str, tables: Sequence[str]) -> AsyncIterator[list[UUID]]:
    """Every asset or site that is in one of the tables, in order."""
    part = "SELECT id FROM (SELECT DISTINCT {1} AS id FROM {0} WHERE {1} > ? ORDER BY {1} LIMIT {2}) AS {0}_ids"
    union = " UNION ".join(part.format(table, column, _CHUNK) for table in tables)
    after = UUID(int=0)
    while rows := await storage.fetch(f"{union} ORDER BY id LIMIT {_CHUNK}", [after] * len(tables)):
        chunk = [UUID(str(row["id"])) for row in rows]
        yield chunk
        after = chunk[-1]


async def _confirmed(ids: Sequence[UUID], rows_of: _Pair) -> list[Difference]:
    if not _differences(*await rows_of(ids)):
        return []
    async with storage.transaction():
        return _differences(*await rows_of(ids))


def _differences(kept: _Rows, counted: _Rows) -> list[Difference]:
    return [
        Difference(table, key, kept.get((table, key)), counted.get((table, key)))
        for table, key in sorted({*kept, *counted})
        if kept.get((table, key)) != counted.get((table, key))
    ]


async def _states(assets: Sequence[UUID]) -> tuple[_Rows, _Rows]:
    """Kept and counted."""
    kept: _Rows = {}
    for row in await storage.fetch(
        "SELECT subject_id, inspection_id, outcome, failing_json FROM subject_state"
        f" WHERE asset_id IN ({marks(assets)})",
        assets,
    ):
        kept["subject_state", str(row["subject_id"])] = f"{row['inspection_id']} {row['outcome']} {row['failing_json']}"
    evidence = await storage.fetch_as(
        Evidence, f"SELECT {EVIDENCE_COLUMNS} FROM gate_evidence WHERE asset_id IN ({marks(assets)})", assets
    )
    kept.update(_evidence_rows(evidence))
    return kept, _counted_states(await history_of(assets))


def _counted_states(history: Sequence[InForce]) -> _Rows:
    subjects: dict[UUID, list[InForce]] = {}
    assets: dict[UUID, list[InForce]] = {}
    for inspection in history:
        subjects.setdefault(inspection.subject, []).append(inspection)
        assets.setdefault(inspection.asset, []).append(inspection)
    rows: _Rows = {}
    for subject, inspections in subjects.items():
        if state := newest(inspections):
            rows["subject_state", str(subject)] = f"{state.id} {state.outcome} {state.failing_json}"
    for inspections in assets.values():
        rows.update(_evidence_rows(evidence_after({}, inspections).values()))
    return rows


def _evidence_rows(evidence: Iterable[Evidence]) -> _Rows:
    return {
        ("gate_evidence", f"{proof.asset}:{proof.gate}"): f"{proof.inspection} {proof.passed} {proof.passed_since}"
        for proof in evidence
    }


async def _days(sites: Sequence[UUID]) -> tuple[_Rows, _Rows]:
    """Kept and counted; a day on which all was corrected away keeps a row of nothing."""
    kept: _Rows = {}
    for row in await storage.fetch(
        f"SELECT id, inspections, failed FROM site_day WHERE site_id IN ({marks(sites)})", sites
    ):
        if row["inspections"] or row["failed"]:
            kept["site_day", row["id"]] = f"{row['inspections']} {row['failed']}"
    counted = await _counted_days(sites)
    return kept, {("site_day", key): f"{day.inspections} {day.failed}" for key, day in counted.items()}


class _Counted(msgspec.Struct):
    key: str
    organization: str
    area: str
    inspections: int
    failed: int


async def _counted_days(sites: Sequence[UUID]) -> dict[str, Day]:
    rows = await storage.fetch_as(
        _Counted,
        "SELECT site_id || ':' || happened_on AS key, MAX(organization_path) AS organization, MAX(area_path) AS area,"
        " COUNT(*) AS inspections, SUM(CASE WHEN outcome = 'failed' THEN 1 ELSE 0 END) AS failed"
        f" FROM inspection WHERE site_id IN ({marks(sites)}) AND {IN_FORCE} GROUP BY site_id, happened_on",
        sites,
    )
    return {row.key: Day(row.organization, row.area, row.inspections, row.failed) for row in rows}
