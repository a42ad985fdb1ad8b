"""Names of sites and people, where other rows show them."""

from typing import Any
from uuid import UUID

import httpx2

from heating import storage
from heating.audit.reactions import Follower
from heating.registry import reactions
from heating.storage import changes
from tests.cast import CREW_A, JUHE, Cast
from tests.registry.conftest import Registry, last_change


async def told_after(client: httpx2.AsyncClient, path: str, change: dict[str, Any]) -> set[tuple[str, str]]:
    """What the change log says because of the change, beside the changed row itself."""
    assert (await client.patch(path, json=change)).status_code == 200
    since = await last_change()
    await Follower("names", reactions.tell_of_names, reactions.CAUSES).catch_up()
    return {(change.kind, change.row_id) for change in await changes.since(since, 1000)}


async def test_it_tells_of_the_assets_of_a_renamed_site(
    registry: Registry, alice: httpx2.AsyncClient, site: UUID, asset: UUID, far_site: UUID
) -> None:
    await registry.asset(far_site)
    told = await told_after(alice, f"/api/sites/{site}", {"version": 1, "name": "新名热力站"})
    assert told == {("asset", str(asset))}
    (row,) = await storage.fetch(
        "SELECT organization_path, area_path FROM change_log WHERE row_id = ? ORDER BY seq DESC LIMIT 1", [str(asset)]
    )
    assert (row["organization_path"], row["area_path"]) == (CREW_A, JUHE)


async def test_it_tells_of_all_that_a_renamed_person_answers_for(
    registry: Registry, alice: httpx2.AsyncClient, site: UUID, asset: UUID, cast: Cast
) -> None:
    charlie = cast.users["charlie"].id
    other = await registry.site(code="S-2", responsible_id=charlie, safety_owner_id=charlie)
    told = await told_after(alice, f"/api/users/{cast.users['bob'].id}", {"version": 1, "name": "鲍勃"})
    assert told == {("asset", str(asset)), ("site", str(site))}
    told = await told_after(alice, f"/api/users/{charlie}", {"version": 1, "name": "查理"})
    assert told == {("site", str(other))}


async def test_it_tells_of_nothing_when_no_name_changed(
    alice: httpx2.AsyncClient,
    site: UUID,
    asset: UUID,  # noqa: ARG001 - it would be told of
    cast: Cast,
) -> None:
    assert await told_after(alice, f"/api/sites/{site}", {"version": 1, "address": "府东街1号"}) == set()
    assert await told_after(alice, f"/api/users/{cast.users['bob'].id}", {"version": 1, "phone": "1"}) == set()
