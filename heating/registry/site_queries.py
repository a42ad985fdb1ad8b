"""Reading sites."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from heating import storage
from heating.accounts.actor import Actor
from heating.http.paging import Page, decode_cursor, encode_cursor
from heating.registry import presenting, problems
from heating.registry.filtering import Conditions, in_chunks, marks
from heating.registry.records import SITE_COLUMNS, SiteRecord
from heating.registry.schemas import Site, SiteFilter

_SELECT = f"SELECT {SITE_COLUMNS} FROM site s WHERE "


async def site(actor: Actor, id: UUID) -> Site:
    """Raises registry.not_found."""
    (row,) = await presenting.sites([await site_record(actor, id)])
    return row


async def sites(actor: Actor, query: SiteFilter, where: str = "1=1", params: Sequence[object] = ()) -> Page[Site]:
    """A page in the order of the codes; `where` is what else shall hold for the site `s`."""
    conditions = Conditions(actor, "s")
    conditions.add(where, params)
    conditions.equal("kind", query.kind)
    conditions.within(query.organization, query.area)
    conditions.matching(query.q, "site")
    conditions.after("code", decode_cursor(query.cursor, str))
    records = await _read(f"{conditions.sql} ORDER BY s.code LIMIT ?", [*conditions.params, query.limit + 1])
    shown = records[: query.limit]
    following = encode_cursor(shown[-1].code) if len(records) > query.limit else None
    return Page(await presenting.sites(shown), following)


async def site_rows_by_ids(actor: Actor, ids: Iterable[UUID]) -> list[Site]:
    """Those of `ids` that the actor sees."""
    records: list[SiteRecord] = []
    for chunk in in_chunks(list(ids)):
        conditions = Conditions(actor, "s")
        conditions.add(f"s.id IN ({marks(chunk)})", chunk)
        records += await _read(conditions.sql, conditions.params)
    return await presenting.sites(records)


async def site_rows_after(actor: Actor, after_id: UUID | None, limit: int) -> list[Site]:
    """All that the actor sees, page by page in the order of their ids."""
    conditions = Conditions(actor, "s")
    conditions.after("id", after_id)
    return await presenting.sites(await _read(f"{conditions.sql} ORDER BY s.id LIMIT ?", [*conditions.params, limit]))


async def site_record(actor: Actor, id: UUID) -> SiteRecord:
    """Raises registry.not_found."""
    conditions = Conditions(actor, "s")
    conditions.equal("id", id)
    if records := await _read(conditions.sql, conditions.params):
        return records[0]
    raise problems.NOT_FOUND()


async def sites_by_ids(ids: Iterable[UUID]) -> dict[UUID, SiteRecord]:
    """For other capabilities, whoever asks."""
    records: dict[UUID, SiteRecord] = {}
    for chunk in in_chunks(list(ids)):
        records.update((record.id, record) for record in await _read(f"s.id IN ({marks(chunk)})", chunk))
    return records


async def sites_after(after_id: UUID | None, limit: int) -> list[SiteRecord]:
    """Every site of the city, page by page, for whole recomputations."""
    if after_id is None:
        return await _read("1 = 1 ORDER BY s.id LIMIT ?", [limit])
    return await _read("s.id > ? ORDER BY s.id LIMIT ?", [after_id, limit])


async def sites_by_code(codes: Iterable[str]) -> dict[str, SiteRecord]:
    records: dict[str, SiteRecord] = {}
    for chunk in in_chunks(list(codes)):
        records.update((record.code, record) for record in await _read(f"s.code IN ({marks(chunk)})", chunk))
    return records


async def sites_by_origin(source: str, source_ids: Iterable[str]) -> dict[str, SiteRecord]:
    """Imported sites by their id at the source."""
    records: dict[str, SiteRecord] = {}
    for chunk in in_chunks([f"{source}:{id}" for id in source_ids]):
        records.update((record.source_id, record) for record in await _read(f"s.origin IN ({marks(chunk)})", chunk))
    return records


async def worked_places() -> list[tuple[str, str]]:
    """The pairs of organization and area that sites are of: where each works."""
    rows = await storage.fetch("SELECT DISTINCT organization_path, area_path FROM site")
    return [(row["organization_path"], row["area_path"]) for row in rows]


async def _read(conditions: str, params: Sequence[object]) -> list[SiteRecord]:
    return await storage.fetch_as(SiteRecord, _SELECT + conditions, params)
