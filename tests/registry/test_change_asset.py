"""PATCH /api/assets/{id}"""

from uuid import UUID

import httpx2

from tests.cast import CREW_A, CREW_B, JUHE, ONE, WANBOLIN, SignIn
from tests.registry.conftest import Registry, changes_of, entries, last_change, wrong


async def test_it_refuses_who_may_not_write_or_see(
    bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, asset: UUID
) -> None:
    change = {"version": 1, "name": "改名"}
    assert (await bob.patch(f"/api/assets/{asset}", json=change)).status_code == 403
    assert (await charlie.patch(f"/api/assets/{asset}", json=change)).status_code == 404


async def test_it_refuses_to_change_who_it_came_from_or_to_retire(alice: httpx2.AsyncClient, asset: UUID) -> None:
    for change in ({"source": "x"}, {"id": str(asset)}, {"status": "retired"}):
        assert (await alice.patch(f"/api/assets/{asset}", json={"version": 1, **change})).status_code == 422, change


async def test_it_refuses_a_change_of_an_older_version(alice: httpx2.AsyncClient, asset: UUID) -> None:
    await alice.patch(f"/api/assets/{asset}", json={"version": 1, "name": "一"})
    late = await alice.patch(f"/api/assets/{asset}", json={"version": 1, "name": "二"})
    assert (late.status_code, late.json()["code"]) == (409, "registry.version_conflict")


async def test_it_refuses_circles_of_parents(alice: httpx2.AsyncClient, registry: Registry, site: UUID) -> None:
    upper = await registry.asset(site)
    middle = await registry.asset(site, parent=upper)
    lower = await registry.asset(site, parent=middle)
    for parent in (upper, lower):
        answer = await alice.patch(f"/api/assets/{upper}", json={"version": 1, "parent": str(parent)})
        assert wrong(answer) == {("/parent", "parent.circle")}
    assert (await alice.patch(f"/api/assets/{lower}", json={"version": 1, "parent": str(upper)})).status_code == 200
    assert (await alice.patch(f"/api/assets/{lower}", json={"version": 2, "parent": None})).json()["parent"] is None


async def test_it_refuses_to_tear_an_asset_from_its_parts(
    alice: httpx2.AsyncClient, registry: Registry, site: UUID, far_site: UUID
) -> None:
    upper = await registry.asset(site)
    lower = await registry.asset(site, parent=upper)
    move = {"version": 1, "site": str(far_site)}
    assert wrong(await alice.patch(f"/api/assets/{upper}", json=move)) == {("/site", "site.has_parts")}
    assert wrong(await alice.patch(f"/api/assets/{lower}", json=move)) == {("/parent", "parent.unknown")}
    assert (await alice.patch(f"/api/assets/{lower}", json={**move, "parent": None})).status_code == 200
    assert (await alice.patch(f"/api/assets/{upper}", json=move)).status_code == 200


async def test_another_kind_must_fit_the_fields(alice: httpx2.AsyncClient, registry: Registry, site: UUID) -> None:
    boiler = await registry.asset(site, kind="boiler", fields={"fuel": "gas"})
    change = {"version": 1, "kind": "chamber"}
    assert wrong(await alice.patch(f"/api/assets/{boiler}", json=change)) == {("/fields/fuel", "field.unknown")}
    assert (await alice.patch(f"/api/assets/{boiler}", json={**change, "fields": {}})).status_code == 200


async def test_fields_and_limits_are_replaced_whole(alice: httpx2.AsyncClient, registry: Registry, site: UUID) -> None:
    limits = {"pressure": {"low": 1.0, "high": 2.0}}
    boiler = await registry.asset(site, kind="boiler", fields={"fuel": "gas", "capacity_mw": 29})
    changed = await alice.patch(
        f"/api/assets/{boiler}", json={"version": 1, "fields": {"fuel": "coal"}, "limits": limits}
    )
    assert changed.json()["fields"] == {"fuel": "coal"}
    assert changed.json()["limits"] == limits
    emptied = await alice.patch(f"/api/assets/{boiler}", json={"version": 2, "limits": {}, "in_service_on": None})
    assert emptied.json()["limits"] == {}
    assert emptied.json()["fields"] == {"fuel": "coal"}


async def test_an_asset_may_be_changed_at_a_site_that_is_not_ones_own(
    registry: Registry, charlie: httpx2.AsyncClient, site: UUID
) -> None:
    """The pump belongs to charlie's company and stands in bob's station."""
    pump = await registry.asset(site, organization="taiyuan/heat-two/", area=WANBOLIN)
    assert (await charlie.patch(f"/api/assets/{pump}", json={"version": 1, "name": "改名"})).status_code == 200
    other = await registry.site(CREW_A, code="S-5")
    answer = await charlie.patch(f"/api/assets/{pump}", json={"version": 2, "site": str(other)})
    assert wrong(answer) == {("/site", "site.unknown")}


async def test_a_change_that_changes_nothing_is_written_nowhere(alice: httpx2.AsyncClient, asset: UUID) -> None:
    seq = await last_change()
    answer = await alice.patch(f"/api/assets/{asset}", json={"version": 1, "status": "in_service", "fields": {}})
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert (len(await entries(asset)), await last_change()) == (1, seq)


async def test_it_tells_what_changed(alice: httpx2.AsyncClient, asset: UUID, site: UUID) -> None:
    seq = await last_change()
    await alice.patch(f"/api/assets/{asset}", json={"version": 1, "status": "standby", "in_service_on": "2020-01-02"})
    changed = (await entries(asset))[-1]
    assert changed.action == "asset.changed"
    assert changed.detail == {
        "site": str(site),
        "changes": {"status": ["in_service", "standby"], "in_service_on": [None, "2020-01-02"]},
    }
    assert await changes_of(asset, seq) == [("upsert", CREW_A, JUHE)]


async def test_a_moved_asset_leaves_one_scope_and_enters_another(
    alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, registry: Registry, asset: UUID, site: UUID
) -> None:
    other = await registry.site(CREW_B, WANBOLIN, code="S-2")
    seq = await last_change()
    change = {"version": 1, "site": str(other), "organization": CREW_B, "area": WANBOLIN}
    assert (await alice.patch(f"/api/assets/{asset}", json=change)).status_code == 200
    assert (await bob.get(f"/api/assets/{asset}")).status_code == 404
    assert await changes_of(asset, seq) == [("delete", CREW_A, JUHE), ("upsert", CREW_B, WANBOLIN)]
    moved = (await entries(asset))[-1]
    assert moved.action == "asset.moved"
    assert (moved.detail["site"], moved.detail["from_site"]) == (str(other), str(site))


async def test_to_another_site_of_the_same_crew_it_has_moved_too(
    alice: httpx2.AsyncClient, registry: Registry, asset: UUID, site: UUID
) -> None:
    other = await registry.site(code="S-2")
    seq = await last_change()
    await alice.patch(f"/api/assets/{asset}", json={"version": 1, "site": str(other)})
    assert (await entries(asset))[-1].detail["from_site"] == str(site)
    assert (await changes_of(asset, seq))[-1] == ("upsert", CREW_A, JUHE)


async def test_a_manager_cannot_give_an_asset_away(sign_in: SignIn, asset: UUID) -> None:
    manager = await sign_in("company_manager", ONE)
    answer = await manager.patch(f"/api/assets/{asset}", json={"version": 1, "organization": "taiyuan/heat-two/"})
    assert wrong(answer) == {("/organization", "organization.unknown")}
    assert (await manager.patch(f"/api/assets/{asset}", json={"version": 1, "organization": CREW_B})).status_code == 200
