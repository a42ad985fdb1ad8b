"""Reading assets."""

from collections.abc import AsyncIterator, Iterable, Sequence
from uuid import UUID

from heating import storage
from heating.accounts.actor import Actor
from heating.http.paging import Page, decode_cursor, encode_cursor
from heating.lib.ids import texts_of
from heating.registry import presenting, problems
from heating.registry.filtering import Conditions, in_chunks, marks
from heating.registry.records import ASSET_COLUMNS, FACT_COLUMNS, AssetFacts, AssetRecord
from heating.registry.schemas import Asset, AssetFilter

_FROM = "FROM asset a JOIN site s ON s.id = a.site_id WHERE "


async def asset(actor: Actor, id: UUID) -> Asset:
    """Raises registry.not_found."""
    (row,) = await presenting.assets([await asset_record(actor, id)])
    return row


async def assets(actor: Actor, query: AssetFilter, where: str = "1=1", params: Sequence[object] = ()) -> Page[Asset]:
    """A page in the order of the codes; `where` is what else shall hold for the asset `a`."""
    records = await _listed(actor, query, where, params)
    shown = records[: query.limit]
    following = encode_cursor(shown[-1].code) if len(records) > query.limit else None
    return Page(await presenting.assets(shown), following)


async def count(actor: Actor, query: AssetFilter, where: str = "1=1", params: Sequence[object] = ()) -> int:
    """How many there are on all pages."""
    conditions = _asked(actor, query, where, params)
    rows = await storage.fetch(f"SELECT count(*) AS n {_FROM}{conditions.sql}", conditions.params)
    return int(rows[0]["n"])


async def every_asset(actor: Actor, page_size: int = 2000) -> AsyncIterator[list[Asset]]:
    """All that the actor sees in the order of the codes, page by page, for a ledger."""
    code = None
    while True:
        conditions = Conditions(actor, "a")
        conditions.after("code", code)
        records = await _read(f"{conditions.sql} ORDER BY a.code LIMIT ?", [*conditions.params, page_size])
        if not records:
            return
        yield await presenting.assets(records)
        code = records[-1].code


async def asset_rows_by_ids(actor: Actor, ids: Iterable[UUID]) -> list[Asset]:
    """Those of `ids` that the actor sees."""
    records: list[AssetRecord] = []
    for chunk in in_chunks(list(ids)):
        conditions = Conditions(actor, "a")
        conditions.add(f"a.id IN ({marks(chunk)})", chunk)
        records += await _read(conditions.sql, conditions.params)
    return await presenting.assets(records)


async def asset_rows_after(actor: Actor, after_id: UUID | None, limit: int) -> list[Asset]:
    """All that the actor sees, page by page in the order of their ids."""
    conditions = Conditions(actor, "a")
    conditions.after("id", after_id)
    return await presenting.assets(await _read(f"{conditions.sql} ORDER BY a.id LIMIT ?", [*conditions.params, limit]))


async def asset_record(actor: Actor, id: UUID) -> AssetRecord:
    """Raises registry.not_found."""
    conditions = Conditions(actor, "a")
    conditions.equal("id", id)
    if records := await _read(conditions.sql, conditions.params):
        return records[0]
    raise problems.NOT_FOUND()


async def assets_for_inspection(ids: Iterable[UUID]) -> dict[UUID, AssetFacts]:
    """One query for a whole batch; ids that do not exist are left out."""
    facts: dict[UUID, AssetFacts] = {}
    for chunk in in_chunks(list(ids)):
        facts.update((fact.id, fact) for fact in await _read_facts(f"a.id IN ({marks(chunk)})", texts_of(chunk)))
    return facts


async def assets_of_sites(site_ids: Iterable[UUID]) -> list[AssetFacts]:
    """All assets of the sites, the retired ones too."""
    facts: list[AssetFacts] = []
    for chunk in in_chunks(list(site_ids)):
        facts += await _read_facts(f"a.site_id IN ({marks(chunk)}) ORDER BY a.code", chunk)
    return facts


async def assets_of_households(ids: Iterable[UUID]) -> dict[UUID, UUID]:
    """Household → the building it is in."""
    found: dict[UUID, UUID] = {}
    for chunk in in_chunks(list(ids)):
        rows = await storage.fetch(f"SELECT id, building_id FROM household WHERE id IN ({marks(chunk)})", chunk)
        found.update((UUID(str(row["id"])), UUID(str(row["building_id"]))) for row in rows)
    return found


async def assets_by_ids(ids: Iterable[UUID]) -> dict[UUID, AssetRecord]:
    records: dict[UUID, AssetRecord] = {}
    for chunk in in_chunks(list(ids)):
        records.update((record.id, record) for record in await _read(f"a.id IN ({marks(chunk)})", chunk))
    return records


async def assets_by_origin(source: str, source_ids: Iterable[str]) -> dict[str, AssetRecord]:
    """Imported assets by their id at the source."""
    records: dict[str, AssetRecord] = {}
    for chunk in in_chunks([f"{source}:{id}" for id in source_ids]):
        records.update((record.source_id, record) for record in await _read(f"a.origin IN ({marks(chunk)})", chunk))
    return records


async def assets_by_code(codes: Iterable[str]) -> dict[str, AssetRecord]:
    records: dict[str, AssetRecord] = {}
    for chunk in in_chunks(list(codes)):
        records.update((record.code, record) for record in await _read(f"a.code IN ({marks(chunk)})", chunk))
    return records


async def assets_with_parts(ids: Iterable[UUID]) -> frozenset[UUID]:
    """Those of `ids` that other assets are below of."""
    found: set[UUID] = set()
    for chunk in in_chunks(list(ids)):
        rows = await storage.fetch(f"SELECT DISTINCT parent_id FROM asset WHERE parent_id IN ({marks(chunk)})", chunk)
        found.update(UUID(str(row["parent_id"])) for row in rows)
    return frozenset(found)


async def _listed(actor: Actor, query: AssetFilter, where: str, params: Sequence[object]) -> list[AssetRecord]:
    conditions = _asked(actor, query, where, params)
    conditions.after("code", decode_cursor(query.cursor, str))
    return await _read(f"{conditions.sql} ORDER BY a.code LIMIT ?", [*conditions.params, query.limit + 1])


def _asked(actor: Actor, query: AssetFilter, where: str, params: Sequence[object]) -> Conditions:
    conditions = Conditions(actor, "a")
    conditions.add(where, params)
    conditions.equal("kind", query.kind)
    conditions.equal("site_id", query.site)
    conditions.equal("status", query.status)
    conditions.within(query.organization, query.area)
    conditions.matching(query.q, "asset")
    return conditions


async def _read(conditions: str, params: Sequence[object]) -> list[AssetRecord]:
    return await storage.fetch_as(AssetRecord, f"SELECT {ASSET_COLUMNS} {_FROM}{conditions}", params)


async def _read_facts(conditions: str, params: Sequence[object]) -> list[AssetFacts]:
    return await storage.fetch_as(AssetFacts, f"SELECT {FACT_COLUMNS} {_FROM}{conditions}", params)
