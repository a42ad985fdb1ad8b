"""The verbs of sites."""

from collections.abc import Sequence
from functools import partial
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.http.problems import INVALID
from heating.lib import clock
from heating.lib.ids import new_id
from heating.registry import problems
from heating.registry.checks import known_of_sites, site_errors
from heating.registry.clashes import once_more
from heating.registry.columns import content_hash, given_changes, site_columns, site_draft
from heating.registry.entering import Change, change, enter, known_hashes
from heating.registry.kind_queries import kinds
from heating.registry.numbering import next_codes
from heating.registry.schemas import NewSite, SiteChanges
from heating.registry.site_queries import site_record


async def create_site(actor: Actor, draft: NewSite) -> UUID:
    """Raises http.invalid with every wrong field, registry.id_taken."""
    (id,) = await create_sites(actor, [draft])
    return id


async def create_sites(actor: Actor, drafts: Sequence[NewSite]) -> list[UUID]:
    """All or none. The same id with the same content is the site that is there."""
    return await once_more(partial(_create, actor, drafts))


async def _create(actor: Actor, drafts: Sequence[NewSite]) -> list[UUID]:
    async with storage.transaction() as unit:
        hashes = await known_hashes("site", [draft.id for draft in drafts if draft.id])
        new = [draft for draft in drafts if draft.id not in hashes]
        if any(hashes[draft.id] != content_hash(draft) for draft in drafts if draft.id in hashes):
            raise problems.ID_TAKEN()
        known = await known_of_sites(actor, new)
        for draft in new:
            if errors := site_errors(draft, known):
                raise INVALID(errors=errors)
        made = dict(zip(map(id, new), await _enter(actor, new), strict=True))
        await unit.write_rows()
    return [draft.id if draft.id in hashes else made[id(draft)] for draft in drafts]


async def _enter(actor: Actor, drafts: Sequence[NewSite]) -> list[UUID]:
    symbols = {key: kind.symbol for key, kind in (await kinds()).items()}
    without_code = [symbols[draft.kind] for draft in drafts if not draft.code]
    codes = iter(await next_codes("site", without_code, {draft.code for draft in drafts if draft.code}))
    now, ids = clock.now(), []
    for draft in drafts:
        ids.append(draft.id or new_id())
        columns = site_columns(draft if draft.code else msgspec.structs.replace(draft, code=next(codes)))
        enter(actor, "site", ids[-1], draft, columns, now)
    return ids


async def change_site(actor: Actor, id: UUID, changes: SiteChanges) -> None:
    """Raises registry.not_found, registry.version_conflict, http.invalid."""
    await once_more(partial(_change, actor, id, changes))


async def _change(actor: Actor, id: UUID, changes: SiteChanges) -> None:
    async with storage.transaction():
        record = await site_record(actor, id)
        if record.version != changes.version:
            raise problems.VERSION_CONFLICT(version=record.version)
        before = site_draft(record)
        after = msgspec.structs.replace(before, **given_changes(changes))
        if errors := site_errors(after, await known_of_sites(actor, [after]), id):
            raise INVALID(errors=errors)
        step = Change(id, record.version, site_columns(before), site_columns(after))
        if not await change(actor, "site", step, clock.now()):
            raise problems.VERSION_CONFLICT(version=record.version + 1)
