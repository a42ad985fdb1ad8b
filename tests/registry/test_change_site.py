"""PATCH /api/sites/{id}"""

from uuid import UUID, uuid4

import httpx2
import pytest

from tests.cast import CREW_A, CREW_B, JUHE, WANBOLIN
from tests.registry.conftest import Registry, changes_of, entries, last_change, wrong


async def test_it_refuses_who_may_not_write_or_see(
    bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient, site: UUID
) -> None:
    change = {"version": 1, "name": "改名"}
    assert (await bob.patch(f"/api/sites/{site}", json=change)).status_code == 403
    assert (await charlie.patch(f"/api/sites/{site}", json=change)).status_code == 404
    assert (await charlie.patch(f"/api/sites/{uuid4()}", json=change)).status_code == 404


async def test_it_refuses_wrong_values(alice: httpx2.AsyncClient, site: UUID, far_site: UUID) -> None:  # noqa: ARG001
    change = {"version": 1, "code": "S-9", "organization": "taiyuan/x/", "name": "", "kind": "pump"}
    assert {pointer for pointer, _ in wrong(await alice.patch(f"/api/sites/{site}", json=change))} == {"/name"}
    answer = await alice.patch(f"/api/sites/{site}", json={**change, "name": "名"})
    assert {pointer for pointer, _ in wrong(answer)} == {"/code", "/organization", "/kind"}


@pytest.mark.parametrize("body", [{"name": "改名"}, {"version": 1, "id": str(uuid4())}, {"version": 1, "source": "x"}])
async def test_it_refuses_a_body_without_version_or_with_what_never_changes(
    alice: httpx2.AsyncClient, site: UUID, body: dict[str, object]
) -> None:
    assert (await alice.patch(f"/api/sites/{site}", json=body)).status_code == 422


async def test_it_refuses_a_change_of_an_older_version(alice: httpx2.AsyncClient, site: UUID) -> None:
    assert (await alice.patch(f"/api/sites/{site}", json={"version": 1, "name": "一"})).status_code == 200
    late = await alice.patch(f"/api/sites/{site}", json={"version": 1, "name": "二"})
    assert (late.status_code, late.json()["code"]) == (409, "registry.version_conflict")
    assert (await alice.get(f"/api/sites/{site}")).json()["name"] == "一"


async def test_it_changes_only_what_is_given(alice: httpx2.AsyncClient, registry: Registry) -> None:
    position = {"longitude": 112.5, "latitude": 37.8, "source": "GPS"}
    site = await registry.site(code="S-2", households=300, address="和平路2号")
    await alice.patch(f"/api/sites/{site}", json={"version": 1, "position": position, "heated_area_m2": 12000})
    before = (await alice.get(f"/api/sites/{site}")).json()
    after = (await alice.patch(f"/api/sites/{site}", json={"version": 2, "households": None, "code": "S-3"})).json()
    differing = {key for key in before if before[key] != after[key]}
    assert differing == {"households", "code", "version", "updated_at"}
    assert (after["households"], after["code"], after["version"]) == (None, "S-3", 3)


async def test_a_change_that_changes_nothing_is_written_nowhere(alice: httpx2.AsyncClient, site: UUID) -> None:
    seq = await last_change()
    answer = await alice.patch(f"/api/sites/{site}", json={"version": 1, "name": "和平路热力站 "})
    assert (answer.status_code, answer.json()["version"]) == (200, 1)
    assert (len(await entries(site)), await last_change()) == (1, seq)


async def test_a_moved_site_leaves_one_scope_and_enters_another(
    alice: httpx2.AsyncClient, bob: httpx2.AsyncClient, site: UUID
) -> None:
    assert (await bob.get(f"/api/sites/{site}")).status_code == 200
    seq = await last_change()
    await alice.patch(f"/api/sites/{site}", json={"version": 1, "organization": CREW_B, "area": WANBOLIN})
    assert (await bob.get(f"/api/sites/{site}")).status_code == 404
    assert await changes_of(site, seq) == [("delete", CREW_A, JUHE), ("upsert", CREW_B, WANBOLIN)]
    moved = (await entries(site))[-1]
    assert moved.action == "site.moved"
    assert moved.detail["changes"]["organization_path"] == [CREW_A, CREW_B]
    assert (moved.organization, moved.area) == (CREW_B, WANBOLIN)


async def test_it_is_found_by_its_new_name_only(alice: httpx2.AsyncClient, site: UUID) -> None:
    await alice.patch(f"/api/sites/{site}", json={"version": 1, "name": "府东街热力站"})
    found = [(await alice.get("/api/search", params={"q": q})).json()["items"] for q in ("fudongjie", "heping")]
    assert [len(items) for items in found] == [1, 0]
