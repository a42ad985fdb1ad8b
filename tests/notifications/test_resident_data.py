"""Whatever people type about residents while a hazard lives its life, nothing of it is in any message that goes out."""

from collections.abc import AsyncIterator
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from heating import storage
from heating.audit.reactions import Follower
from heating.deadlines import sweeping
from heating.hazards import telling
from heating.lib import clock
from heating.notifications import events
from heating.notifications.rules import ChannelKind
from tests.cast import ONE, Cast, SignIn
from tests.hazards.living import Life
from tests.inspections.world import MORNING
from tests.inspections.world import World as City
from tests.notifications.conftest import World
from tests.notifications.receivers import WECOM_PATH, Receiver, wecom

NAME, PHONE, DOOR, IDENTITY = "王淑芬", "13912345678", "三单元2011室", "14010519900307123X"
GOSSIP = f"{NAME}家（{DOOR}，电话{PHONE}，身份证{IDENTITY}）暖气漏水"


@pytest.fixture
async def life(cast: Cast, sign_in: SignIn) -> AsyncIterator[Life]:
    city = await City(cast).build()
    with clock.travel(MORNING):
        yield await Life(city, sign_in).begin(title=GOSSIP[:200], description=GOSSIP)


async def live(life: Life) -> None:
    for step in (
        life.confirm(note=GOSSIP),
        life.rectify(done=GOSSIP),
        life.step("sue", "rework", reason=GOSSIP),
        life.step("bob", "extensions", reason=GOSSIP, due_on=(clock.now() + timedelta(days=9)).date().isoformat()),
    ):
        answer = await step
        assert answer.status_code in (200, 201), answer.text


async def tell_and_sweep() -> None:
    await Follower("people told of hazards", telling.tell, telling.CAUSES).catch_up()
    with clock.travel(MORNING + timedelta(days=40)):
        for _ in range(8):
            await sweeping.sweep(ZoneInfo("Asia/Shanghai"))
    await Follower("webhooks", events.tell_webhooks, events.NOUNS).catch_up()


async def test_nothing_about_residents_goes_out(life: Life, world: World) -> None:
    async with wecom() as robot, Receiver() as platform:
        for user in life.world.cast.users.values():
            await world.channel(ChannelKind.WECOM, robot.url(f"{WECOM_PATH}{user.username}"), person=user.id)
        await world.webhook(platform.url(), ["hazard.*", "deadline.*"], organization=ONE)
        await live(life)
        await tell_and_sweep()
        with clock.travel(MORNING + timedelta(days=40)):
            await world.carry_for(timedelta(minutes=1), timedelta(seconds=4))
        went_out = [received.body.decode() for received in (*robot.received, *platform.received)]
    assert len(robot.received) >= 3
    assert len(platform.received) >= 5
    kept = await storage.fetch("SELECT title_zh, body_zh, title_en, body_en FROM notification")
    assert len({row["title_zh"] for row in kept}) >= 5
    for text in (*went_out, str(kept)):
        for private in (NAME, PHONE, DOOR, IDENTITY, "漏水"):
            assert private not in text
