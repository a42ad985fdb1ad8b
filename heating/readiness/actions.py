"""Keeping `site_readiness` true: marking sites of which something new was recorded, assessing them, rebuilding all."""

from collections.abc import AsyncIterator, Iterable, Sequence
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.audit import Entry
from heating.lib.ids import text_of
from heating.readiness import assessing, records, uninspected
from heating.readiness.assessing import Assessed
from heating.registry import site_queries
from heating.storage import hub

_AT_ONCE = 100
"""Sites assessed with one set of queries; their rows are written in one short transaction."""

CAUSES = ("inspection.", "hazard.", "asset.", "site.", "season.", "kind.", "checklist.", "readiness.over")
"""Beginnings of the audit actions after which a site may be more or less ready than before."""

news = hub.Hub()
"""Wakes the refresher of this process after sites were marked."""

_EVERYTHING = ("season.", "kind.", "checklist.")
"""What can change any site: due days, which kinds are inspected, which gates a checklist can prove."""


async def mark_due(entries: Sequence[Entry]) -> None:
    """React to audit entries, inside their follower's transaction."""
    latest: dict[str, int] = {}
    for entry in entries:
        latest.update((site, entry.seq) for site in _sites_named(entry))
    await _mark(latest.items())
    of_everything = [entry.seq for entry in entries if entry.action.startswith(_EVERYTHING)]
    if of_everything:
        await mark_all_due(of_everything[-1])
    storage.current_unit().after_commit(lambda: news.publish(entries[-1].seq))


async def mark_all_due(seq: int) -> None:
    after = None
    while sites := await site_queries.sites_after(after, 1000):
        await _mark((text_of(site.id), seq) for site in sites)
        after = sites[-1].id


async def count_due() -> int:
    rows = await storage.fetch("SELECT count(*) AS due FROM readiness_due")
    due: int = rows[0]["due"]
    return due


class _Due(msgspec.Struct, frozen=True):
    site_id: UUID
    seq: int


async def refresh_due(zone: ZoneInfo) -> int:
    """Assess the sites that have waited longest. Answers how many; 0 when none is left."""
    due = await storage.fetch_as(
        _Due, "SELECT site_id, seq FROM readiness_due ORDER BY seq, site_id LIMIT ?", [_AT_ONCE]
    )
    if not due:
        return 0
    assessed = await assessing.assess_sites([one.site_id for one in due], zone)
    async with storage.transaction():
        unchanged = await _take(due)
        await _write([one for one in assessed if one.record.site_id in unchanged])
    return len(due)


async def refresh(site_ids: Iterable[UUID], zone: ZoneInfo) -> None:
    """Assess these sites now."""
    for chunk in _chunks(list(site_ids)):
        assessed = await assessing.assess_sites(chunk, zone)
        async with storage.transaction():
            await _write(assessed)


async def rebuild(zone: ZoneInfo) -> AsyncIterator[int]:
    """Assess every site anew; yields how many are done so far."""
    done = 0
    async for chunk in assessing.all_sites(_AT_ONCE):
        await refresh(chunk, zone)
        done += len(chunk)
        yield done


async def report_differences(zone: ZoneInfo) -> int:
    """Every night: what is stored against what the evidence says now. Each difference is recorded and put right."""
    differences = [one async for one in assessing.compare(zone)]
    for one in differences:
        async with storage.transaction():
            audit.record(
                audit.SYSTEM,
                "readiness.differed",
                subject_kind="site",
                subject_id=one.site_id,
                organization=one.organization_path,
                area=one.area_path,
                detail={"columns": one.columns},
            )
    await refresh([one.site_id for one in differences], zone)
    return len(differences)


class _Places(msgspec.Struct, frozen=True):
    """What a detail says of sites; what else it says is passed over."""

    site: str | None = None
    from_site: str | None = None


_places_of = msgspec.json.Decoder(_Places).decode


def _sites_named(entry: Entry) -> list[str]:
    """The sites an entry is about: its subject, or named in its detail."""
    noun = entry.action.partition(".")[0]
    if noun in ("site", "readiness"):
        return [entry.subject_id]
    if noun in ("inspection", "hazard", "asset"):
        places = _places_of(entry.detail_json)
        return [site for site in (places.site, places.from_site) if site]
    return []


async def _mark(sites: Iterable[tuple[str, int]]) -> None:
    rows = sorted(sites)
    if rows:
        await storage.execute_many(
            "INSERT INTO readiness_due (site_id, seq) VALUES (?, ?)"
            " ON CONFLICT (site_id) DO UPDATE SET seq = excluded.seq",
            rows,
        )


async def _take(due: Sequence[_Due]) -> set[UUID]:
    """Clear the marks that did not move while the sites were assessed; the others are assessed again."""
    conditions = " OR ".join("(site_id = ? AND seq = ?)" for _ in due)
    params = [value for one in due for value in (one.site_id, one.seq)]
    rows = await storage.fetch(f"DELETE FROM readiness_due WHERE {conditions} RETURNING site_id", params)
    return {UUID(str(row["site_id"])) for row in rows}


async def _write(assessed: Sequence[Assessed]) -> None:
    old = await records.stored(one.record.site_id for one in assessed)
    await records.save([one.record for one in assessed])
    await uninspected.replace(assessed)
    for one in assessed:
        new = one.record
        if records.differing(old.get(new.site_id), new):
            storage.current_unit().changed(
                "readiness", new.site_id, organization=new.organization_path, area=new.area_path
            )


def _chunks(ids: list[UUID]) -> Iterable[list[UUID]]:
    return (ids[start : start + _AT_ONCE] for start in range(0, len(ids), _AT_ONCE))
