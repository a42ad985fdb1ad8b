"""GET /api/sync/manifest"""

from uuid import UUID

import httpx2

from heating.sync.push import Pushes
from tests.cast import CREW_A, SignIn
from tests.inspections.world import World
from tests.photos.pictures import picture, sha256
from tests.sync.sending import DEVICE, another_device, push, report

PHOTOS = [picture(seed=seed) for seed in range(3)]
NOTED = [
    {"sha256": sha256(content), "role": role}
    for content, role in zip(PHOTOS, ("close_up", "context", "other"), strict=True)
]


async def ask(client: httpx2.AsyncClient, device: UUID = DEVICE, **query: object) -> httpx2.Response:
    return await client.get("/api/sync/manifest", params={"device": str(device), **query})  # type: ignore[dict-item]


async def test_it_refuses_a_stranger_and_a_missing_device(
    stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    assert (await ask(stranger)).status_code == 401
    assert (await bob.get("/api/sync/manifest")).status_code == 422


async def test_it_hides_what_another_organization_sent(
    pushes: Pushes, world: World, bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient
) -> None:
    await push(pushes, world.actor("bob"), report(world.station))
    assert (await ask(charlie)).json()["operations"] == []
    assert len((await ask(bob)).json()["operations"]) == 1


async def test_it_tells_only_of_this_device(pushes: Pushes, world: World, bob: httpx2.AsyncClient) -> None:
    await push(pushes, world.actor("bob"), report(world.station), device=another_device())
    assert (await ask(bob)).json() == {"operations": [], "photos": {"arrived": [], "missing": []}, "next": None}


async def test_it_tells_what_became_of_each_operation(pushes: Pushes, world: World, bob: httpx2.AsyncClient) -> None:
    sent = [report(world.station), report(world.far_station)]
    await push(pushes, world.actor("bob"), *sent)
    operations = (await ask(bob)).json()["operations"]
    assert {row["id"]: (row["type"], row["outcome"]) for row in operations} == {
        sent[0]["id"]: ("hazard.report", "applied"),
        sent[1]["id"]: ("hazard.report", "refused"),
    }


async def test_it_tells_a_colleague_too(pushes: Pushes, world: World, sign_in: SignIn) -> None:
    await push(pushes, world.actor("bob"), report(world.station))
    assert len((await ask(await sign_in("safety_officer", CREW_A))).json()["operations"]) == 1


async def test_it_tells_which_photos_are_missing(pushes: Pushes, world: World, bob: httpx2.AsyncClient) -> None:
    await push(pushes, world.actor("bob"), report(world.station, photos=NOTED))
    await bob.put(f"/api/photos/{sha256(PHOTOS[0])}", content=PHOTOS[0])
    photos = (await ask(bob)).json()["photos"]
    assert photos["arrived"] == [sha256(PHOTOS[0])]
    assert sorted(photos["missing"]) == sorted(sha256(content) for content in PHOTOS[1:])
    for content in PHOTOS[1:]:
        await bob.put(f"/api/photos/{sha256(content)}", content=content)
    assert (await ask(bob)).json()["photos"]["missing"] == []


async def test_it_is_paged(pushes: Pushes, world: World, bob: httpx2.AsyncClient) -> None:
    sent = [report(world.station) for _ in range(5)]
    await push(pushes, world.actor("bob"), *sent)
    first = (await ask(bob, limit=3)).json()
    rest = (await ask(bob, limit=3, cursor=first["next"])).json()
    ids = [row["id"] for row in first["operations"] + rest["operations"]]
    assert ids == sorted(operation["id"] for operation in sent)
    assert rest["next"] is None
    assert (await ask(bob, cursor="nonsense")).status_code == 422
