"""The verbs of assets."""

import asyncio
from collections.abc import Mapping, Sequence
from functools import partial
from types import MappingProxyType
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts import scope
from heating.accounts.actor import Actor
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import problems
from heating.registry.asset_queries import assets_by_ids
from heating.registry.checks import Known, asset_errors, known_of_assets
from heating.registry.clashes import once_more
from heating.registry.columns import Columns, asset_columns, asset_draft, content_hash, given_changes, with_defaults
from heating.registry.entering import Change, change, enter, known_hashes
from heating.registry.numbering import next_codes
from heating.registry.records import AssetRecord
from heating.registry.schemas import AssetChanges, NewAsset, Retirement
from heating.registry.site_queries import sites_by_ids

_TURN = 200
_NOTHING: Mapping[str, object] = MappingProxyType({})


async def create_asset(actor: Actor, draft: NewAsset) -> UUID:
    """Raises http.invalid with every wrong field, registry.id_taken."""
    (id,) = await create_assets(actor, [draft])
    return id


async def create_assets(actor: Actor, drafts: Sequence[NewAsset]) -> list[UUID]:
    """All or none. The same id with the same content is the asset that is there."""
    return await once_more(partial(_create, actor, drafts))


async def _create(actor: Actor, drafts: Sequence[NewAsset]) -> list[UUID]:
    async with storage.transaction() as unit:
        hashes = await known_hashes("asset", [draft.id for draft in drafts if draft.id])
        new = [draft for draft in drafts if draft.id not in hashes]
        if any(hashes[draft.id] != content_hash(draft) for draft in drafts if draft.id in hashes):
            raise problems.ID_TAKEN()
        made = dict(zip(map(id, new), await _enter(actor, new), strict=True))
        await unit.write_rows()
    return [draft.id if draft.id in hashes else made[id(draft)] for draft in drafts]


async def _enter(actor: Actor, drafts: Sequence[NewAsset]) -> list[UUID]:
    sites = await sites_by_ids({draft.site for draft in drafts})
    complete = [with_defaults(draft, sites.get(draft.site)) for draft in drafts]
    known = await known_of_assets(actor, complete)
    for draft in complete:
        if errors := asset_errors(draft, known):
            raise INVALID(errors=errors)
    codes = iter(await _free_codes(complete, known))
    now, ids = clock.now(), []
    for index, (given, draft) in enumerate(zip(drafts, complete, strict=True)):
        if index % _TURN == 0:
            await asyncio.sleep(0)  # thousands of rows take seconds; others are served meanwhile
        ids.append(given.id or new_id())
        columns = asset_columns(draft if draft.code else msgspec.structs.replace(draft, code=next(codes)))
        enter(actor, "asset", ids[-1], given, columns, now)
    return ids


async def _free_codes(drafts: Sequence[NewAsset], known: Known) -> list[str]:
    """For those without one."""
    given = {draft.code for draft in drafts if draft.code}
    return await next_codes("asset", [known.kinds[draft.kind].symbol for draft in drafts if not draft.code], given)


async def change_asset(actor: Actor, id: UUID, changes: AssetChanges) -> None:
    """Raises registry.not_found, registry.retired, registry.version_conflict, http.invalid."""
    await change_assets(actor, [(id, changes)])


async def change_assets(actor: Actor, changes: Sequence[tuple[UUID, AssetChanges]]) -> None:
    """All or none, with few queries for all of them. Raises as `change_asset`."""
    await once_more(partial(_change_all, actor, changes))


async def _change_all(actor: Actor, changes: Sequence[tuple[UUID, AssetChanges]]) -> None:
    async with storage.transaction():
        records = await assets_by_ids([id for id, _ in changes])
        wanted = [(_changeable(actor, records.get(id), given.version), given_changes(given)) for id, given in changes]
        drafts = [msgspec.structs.replace(asset_draft(record), **given) for record, given in wanted]
        leaving = [record.id for (record, _), after in zip(wanted, drafts, strict=True) if record.site != after.site]
        known = await known_of_assets(actor, drafts, leaving)
        for (record, given), after in zip(wanted, drafts, strict=True):
            if errors := asset_errors(after, known, record, check_fields="fields" in given or "kind" in given):
                raise INVALID(errors=errors)
            await _save(actor, record, asset_columns(after))


async def retire_asset(actor: Actor, id: UUID, retirement: Retirement) -> None:
    """It stays on record, leaves the phones and is inspected no more. Raises as `change_asset`."""
    async with storage.transaction():
        record = _changeable(actor, (await assets_by_ids([id])).get(id), retirement.version)
        retired = {**asset_columns(asset_draft(record)), "status": "retired"}
        await _save(actor, record, retired, "retired", {"reason": retirement.reason})


def _changeable(actor: Actor, record: AssetRecord | None, version: int) -> AssetRecord:
    if record is None or not scope.sees(actor, record.organization, record.area):
        raise problems.NOT_FOUND()
    if record.status == "retired":
        raise problems.RETIRED()
    if record.version != version:
        raise problems.VERSION_CONFLICT(version=record.version)
    return record


async def _save(
    actor: Actor, record: AssetRecord, after: Columns, action: str = "changed", detail: Mapping[str, object] = _NOTHING
) -> None:
    step = Change(record.id, record.version, asset_columns(asset_draft(record)), after, action, dict(detail))
    if not await change(actor, "asset", step, clock.now()):
        raise problems.VERSION_CONFLICT(version=record.version + 1)
