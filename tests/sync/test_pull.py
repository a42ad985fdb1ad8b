"""GET /api/sync/pull"""

import asyncio
import random
from datetime import timedelta
from uuid import UUID, uuid4

import brotli
import httpx2
import msgspec
import pytest

from heating import storage
from heating.accounts.actor import Actor, system_actor
from heating.accounts.rules import Role
from heating.labels import actions as labels
from heating.labels.schemas import Ending, NewLabels
from heating.lib import clock
from heating.lib.problems import Problem
from heating.registry.asset_actions import change_asset, create_asset, retire_asset
from heating.registry.asset_queries import assets_by_ids
from heating.registry.kind_actions import install_kinds
from heating.registry.schemas import AssetChanges, NewAsset, Retirement
from heating.storage import changes
from heating.sync.pull import pull
from heating.sync.push import Pushes
from tests.cast import CITY, CREW_A, CREW_B, CREW_C, WANBOLIN, XINGHUALING, Cast, SignIn
from tests.inspections.world import World, payload
from tests.sync.mirror import Mirror, Rows, fresh
from tests.sync.sending import another_device, operation, outcomes, push, report


@pytest.fixture(autouse=True)
async def kinds(world: World) -> None:  # noqa: ARG001 - they come after it
    await install_kinds(system_actor())


@pytest.fixture
def bob(cast: Cast) -> Actor:
    return cast.actor("bob")


@pytest.fixture
def alice(cast: Cast) -> Actor:
    return cast.actor("alice")


async def new_asset(world: World, name: str = "新换热器") -> UUID:
    draft = NewAsset(code=f"T-{uuid4().hex[:12]}", name=name, kind="heat_station", site=world.site)
    return await create_asset(system_actor(), draft)


async def edit(asset: UUID, **given: object) -> None:
    version = (await assets_by_ids([asset]))[asset].version
    await change_asset(system_actor(), asset, msgspec.convert({"version": version, **given}, AssetChanges))


async def move(asset: UUID, organization: str) -> None:
    await edit(asset, organization=organization)


async def retire(asset: UUID) -> None:
    version = (await assets_by_ids([asset]))[asset].version
    await retire_asset(system_actor(), asset, Retirement(reason="拆除", version=version))


async def test_it_refuses_a_stranger_and_who_only_reads(stranger: httpx2.AsyncClient, sign_in: SignIn) -> None:
    assert (await stranger.get("/api/sync/pull")).status_code == 401
    assert (await (await sign_in(Role.AUDITOR, CITY)).get("/api/sync/pull")).status_code == 403


@pytest.mark.parametrize("query", ["cursor=nonsense", "limit=0", "limit=2001", "limit=x", "since=1"])
async def test_it_refuses_a_wrong_query(sign_in: SignIn, query: str) -> None:
    assert (await (await sign_in("bob")).get(f"/api/sync/pull?{query}")).status_code == 422


async def test_it_brings_what_a_person_works_on_and_nothing_else(world: World, bob: Actor) -> None:
    mirror = await Mirror(bob).catch_up()
    assert mirror.ids("site") == {str(world.site)}
    assert mirror.ids("asset") == {str(world.station), str(world.building)}
    assert len(mirror.ids("checklist")) >= 8
    assert {"heat_station", "boiler", "pipe_segment"} <= mirror.ids("kind")


async def test_it_brings_the_rows_as_the_api_shows_them(sign_in: SignIn, world: World, bob: Actor) -> None:
    rows = await fresh(bob)
    client = await sign_in("bob")
    checklist = next(id for kind, id in rows if kind == "checklist")
    assert rows["checklist", checklist] == (await client.get(f"/api/checklists/{checklist}")).json()
    assert rows["asset", str(world.station)]["code"] == "S1-1"


async def test_pages_of_any_size_bring_the_same(bob: Actor, alice: Actor) -> None:
    for actor in (bob, alice):
        whole = await fresh(actor)
        for limit in (1, 2, 3, 7):
            mirror = await Mirror(actor).catch_up(limit)
            assert mirror.rows == whole
            assert mirror.pages >= len(whole) // limit


async def test_the_next_pull_brings_only_what_changed(world: World, bob: Actor) -> None:
    mirror = await Mirror(bob).catch_up()
    assert (await pull(bob, mirror.cursor, 100)).changes == []
    asset = await new_asset(world)
    await new_asset(world, "又一台")
    await edit(asset, name="改名")
    page = await pull(bob, mirror.cursor, 100)
    assert [change.kind for change in page.changes] == ["asset", "asset"]
    assert {change.row["name"] for change in page.changes} == {"改名", "又一台"}
    await mirror.catch_up(1)
    assert mirror.rows == await fresh(bob)


async def test_what_left_the_scope_or_was_retired_comes_as_gone(world: World, bob: Actor, alice: Actor) -> None:
    moved, retired = await new_asset(world), await new_asset(world)
    phone, office = await Mirror(bob).catch_up(), await Mirror(alice).catch_up()
    assert {str(moved), str(retired)} <= phone.ids("asset")
    await move(moved, CREW_B)
    await retire(retired)
    page = await pull(bob, phone.cursor, 100)
    assert [(change.id, change.row) for change in page.changes if change.kind == "asset"] == [
        (str(moved), None),
        (str(retired), None),
    ]
    for mirror in (phone, office):
        await mirror.catch_up()
        assert mirror.rows == await fresh(mirror.actor)
    assert str(moved) in office.ids("asset")
    await move(moved, CREW_A)
    await phone.catch_up()
    assert str(moved) in phone.ids("asset")


async def test_it_brings_hazards_states_and_labels(world: World, bob: Actor, pushes: Pushes, cast: Cast) -> None:
    mirror = await Mirror(bob).catch_up()
    sent = [operation("inspection.submit", await payload(world.station)), report(world.station)]
    assert outcomes(await push(pushes, bob, *sent)) == ["applied", "applied"]
    (label,) = await labels.issue(cast.actor("alice"), NewLabels(assets=[world.station], batch="一"))
    await labels.issue(cast.actor("alice"), NewLabels(count=3, batch="空白"))
    await mirror.catch_up()
    assert mirror.ids("hazard") == {sent[1]["payload"]["id"]}
    assert mirror.ids("asset_state") == {str(world.station)}
    assert mirror.ids("label") == {str(label)}
    await labels.end(cast.actor("alice"), mirror.rows["label", str(label)]["code"], Ending(reason="掉了", lost=True))
    await mirror.catch_up()
    assert mirror.ids("label") == set()
    assert mirror.rows == await fresh(bob)


async def test_the_cursor_is_gone_after_a_restore(bob: Actor) -> None:
    mirror = await Mirror(bob).catch_up()
    async with storage.transaction():
        await changes.begin_epoch()
    with pytest.raises(Problem) as caught:
        await pull(bob, mirror.cursor, 10)
    assert (caught.value.code, caught.value.status) == ("sync.cursor_gone", 410)


async def test_the_cursor_is_gone_when_the_log_was_pruned(world: World, bob: Actor) -> None:
    old, current = await Mirror(bob).catch_up(), Mirror(bob)
    await new_asset(world)
    await current.catch_up()
    await changes.prune((await changes.head()).seq)
    with pytest.raises(Problem, match=r"sync\.cursor_gone"):
        await pull(bob, old.cursor, 10)
    assert (await pull(bob, current.cursor, 10)).changes == []


async def test_a_quiet_phone_keeps_up_with_what_others_do(world: World, bob: Actor) -> None:
    """Its cursor moves past changes that are none of its business, so it survives their pruning."""
    mirror = await Mirror(bob).catch_up()
    await edit(world.far_station, name="别人的")
    await mirror.catch_up()
    await changes.prune((await changes.head()).seq)
    assert (await pull(bob, mirror.cursor, 10)).changes == []


async def test_the_cursor_is_gone_when_the_person_moved(bob: Actor) -> None:
    mirror = await Mirror(bob).catch_up()
    with pytest.raises(Problem, match=r"sync\.cursor_gone"):
        await pull(msgspec.structs.replace(bob, organization=CREW_B), mirror.cursor, 10)


async def test_it_is_packed_for_who_takes_it(sign_in: SignIn, bob: Actor) -> None:
    client = await sign_in("bob")
    plain = await client.get("/api/sync/pull", headers={"accept-encoding": "identity"})
    async with client.stream("GET", "/api/sync/pull", headers={"accept-encoding": "gzip, br"}) as answer:
        packed = b"".join([chunk async for chunk in answer.aiter_raw()])
    assert answer.headers["content-encoding"] == "br"
    assert len(packed) < len(plain.content) / 4
    assert len(msgspec.json.decode(brotli.decompress(packed))["changes"]) == len(await fresh(bob))


class City:
    """Does things at random, as many people at once."""

    def __init__(self, world: World, pushes: Pushes, seed: int) -> None:
        self.world = world
        self.pushes = pushes
        self.chance = random.Random(seed)
        self.assets = [world.station]
        self.codes: list[str] = []

    async def work(self, acts: int) -> None:
        verbs = [self.create, self.edit, self.edit, self.move, self.move, self.retire, self.send, self.label]
        for _ in range(acts):
            try:
                await self.chance.choice(verbs)()
            except Problem as problem:
                if problem.status not in (404, 409):  # two of them were at one asset
                    raise

    async def create(self) -> None:
        self.assets.append(await new_asset(self.world, f"换热器 {len(self.assets)}"))

    async def edit(self) -> None:
        await edit(self.chance.choice(self.assets), name=f"改名 {self.chance.random()}")

    async def move(self) -> None:
        asset = self.chance.choice(self.assets[1:] or self.assets)
        home = self.chance.choice([CREW_A, CREW_B, CREW_C])
        await edit(asset, organization=home, area=self.chance.choice([XINGHUALING, WANBOLIN]))

    async def retire(self) -> None:
        if len(self.assets) > 5:
            await retire(self.assets.pop(self.chance.randrange(1, len(self.assets))))

    async def send(self) -> None:
        bob = self.world.actor("bob")
        at = clock.now() - timedelta(hours=self.chance.random())
        inspection = operation("inspection.submit", await payload(self.world.building, "building", at=at))
        await push(self.pushes, bob, inspection, report(self.world.building), device=another_device())

    async def label(self) -> None:
        alice = self.world.actor("alice")
        if self.codes and self.chance.random() < 0.5:
            await labels.end(alice, self.codes.pop(), Ending(reason="损坏", lost=False))
            return
        await labels.issue(alice, NewLabels(assets=[self.world.building], batch=str(self.chance.random())))
        rows = await storage.fetch("SELECT code FROM label WHERE state = 'attached'")
        self.codes = [row["code"] for row in rows]


@pytest.mark.parametrize("seed", range(3))
async def test_nothing_is_ever_skipped_whatever_commits_meanwhile(
    world: World, cast: Cast, pushes: Pushes, seed: int
) -> None:
    """Phones of three scopes pull all the time, in pages of all sizes, some starting anew, while eight people work."""
    chance = random.Random(seed)
    officer = msgspec.structs.replace(cast.actor("alice"), area=WANBOLIN, role=Role.DISTRICT_OFFICER)
    actors = [world.actor("bob"), cast.actor("alice"), officer, world.actor("bob")]
    phones = [Mirror(actor) for actor in actors]
    working = asyncio.gather(*(City(world, pushes, seed * 100 + number).work(12) for number in range(8)))

    async def keep_pulling(phone: Mirror) -> None:
        while not working.done():
            await phone.pull(chance.choice([1, 2, 5, 20]))
            if chance.random() < 0.02:
                phone.rows, phone.cursor = {}, None
            await asyncio.sleep(chance.random() * 0.01)

    await asyncio.gather(working, *(keep_pulling(phone) for phone in phones))
    for phone in phones:
        await phone.catch_up(7)
        expected = await fresh(phone.actor)
        assert phone.rows == expected, _differences(phone.rows, expected)
    visible = await storage.fetch("SELECT id FROM asset WHERE organization_path = ? AND status <> 'retired'", [CREW_A])
    assert phones[0].ids("asset") == {str(row["id"]) for row in visible}


def _differences(have: Rows, want: Rows) -> list[tuple[str, str]]:
    return sorted(key for key in have.keys() | want.keys() if have.get(key) != want.get(key))
