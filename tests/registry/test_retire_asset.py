"""POST /api/assets/{id}/retirement"""

from uuid import UUID

import httpx2

from heating.registry.asset_queries import asset_rows_after, asset_rows_by_ids
from tests.cast import CREW_A, JUHE, Cast
from tests.registry.conftest import Registry, changes_of, entries, last_change
from tests.sync.mirror import Mirror

REASON = {"version": 1, "reason": "整体更换"}


async def test_it_refuses_who_may_not_write_or_see(
    bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, asset: UUID
) -> None:
    assert (await bob.post(f"/api/assets/{asset}/retirement", json=REASON)).status_code == 403
    assert (await charlie.post(f"/api/assets/{asset}/retirement", json=REASON)).status_code == 404


async def test_it_refuses_without_reason_or_with_an_older_version(alice: httpx2.AsyncClient, asset: UUID) -> None:
    assert (await alice.post(f"/api/assets/{asset}/retirement", json={"version": 1})).status_code == 422
    assert (await alice.post(f"/api/assets/{asset}/retirement", json={**REASON, "reason": ""})).status_code == 422
    late = await alice.post(f"/api/assets/{asset}/retirement", json={**REASON, "version": 0})
    assert late.json()["code"] == "registry.version_conflict"


async def test_a_retired_asset_is_never_changed_again(alice: httpx2.AsyncClient, asset: UUID) -> None:
    assert (await alice.post(f"/api/assets/{asset}/retirement", json=REASON)).status_code == 200
    doors = {"households": [{"room": "101"}]}
    for answer in (
        await alice.post(f"/api/assets/{asset}/retirement", json={**REASON, "version": 2}),
        await alice.patch(f"/api/assets/{asset}", json={"version": 2, "name": "x"}),
        await alice.post(f"/api/assets/{asset}/households", json=doors),
    ):
        assert (answer.status_code, answer.json()["code"]) == (409, "registry.retired")


async def test_it_stays_on_record_and_tells_why(alice: httpx2.AsyncClient, asset: UUID, site: UUID) -> None:
    seq = await last_change()
    shown = (await alice.post(f"/api/assets/{asset}/retirement", json=REASON)).json()
    assert (shown["status"], shown["version"]) == ("retired", 2)
    assert (await alice.get(f"/api/assets/{asset}")).json() == shown
    last = (await entries(asset))[-1]
    assert (last.action, last.detail["reason"], last.detail["site"]) == ("asset.retired", "整体更换", str(site))
    assert await changes_of(asset, seq) == [("upsert", CREW_A, JUHE)]


async def test_it_leaves_the_phones(alice: httpx2.AsyncClient, cast: Cast, asset: UUID, site: UUID) -> None:
    phone = await Mirror(cast.actor("bob")).catch_up()
    assert phone.ids("asset") == {str(asset)}
    await alice.post(f"/api/assets/{asset}/retirement", json=REASON)
    await phone.catch_up()
    assert phone.ids("asset") == set()
    assert phone.ids("site") == {str(site)}


async def test_phones_read_on_past_many_retired_ones(
    alice: httpx2.AsyncClient, cast: Cast, registry: Registry, site: UUID
) -> None:
    """A page of nothing but retired assets is not the end."""
    assets = [await registry.asset(site) for _ in range(6)]
    for asset in assets[:5]:
        await alice.post(f"/api/assets/{asset}/retirement", json=REASON)
    phone = await Mirror(cast.actor("bob")).catch_up(2)
    assert phone.ids("asset") == {str(assets[5])}


async def test_pages_for_phones_are_in_the_order_of_ids_and_within_the_scope(
    cast: Cast, registry: Registry, site: UUID, far_site: UUID
) -> None:
    bob, ours = cast.actor("bob"), [await registry.asset(site) for _ in range(3)]
    theirs = await registry.asset(far_site)
    first = await asset_rows_after(bob, None, 2)
    second = await asset_rows_after(bob, first[-1].id, 2)
    assert [row.id for row in [*first, *second]] == sorted(ours)
    assert [row.id for row in await asset_rows_by_ids(bob, [theirs, ours[0]])] == [ours[0]]
