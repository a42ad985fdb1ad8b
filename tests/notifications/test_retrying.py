"""What fails is tried again at the right time, and in the end visibly given up."""

from datetime import timedelta
from itertools import pairwise
from unittest.mock import patch

from heating.jobs import queries as job_queries
from heating.lib import clock
from heating.notifications import queries
from heating.notifications.rules import MOST_ATTEMPTS, ChannelKind
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import (
    DINGTALK_PATH,
    OK_WECOM,
    WECOM_PATH,
    Receiver,
    Reply,
    dingtalk,
    nobody,
    said,
    wecom,
)

WECOM, DINGTALK, WEBHOOK = ChannelKind.WECOM, ChannelKind.DINGTALK, ChannelKind.WEBHOOK


async def test_an_error_in_an_answer_of_200_is_an_error(world: World) -> None:
    async with wecom() as robot:
        robot.replies.append(said(errcode=93000, errmsg="invalid webhook url, hint: [key]"))
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry_for(timedelta(minutes=5), timedelta(seconds=10))
        assert len(robot.received) == 1
    [sent] = await world.sent()
    assert (sent.state, sent.reason, sent.said) == ("failed", "answered", "93000 invalid webhook url, hint: [key]")
    assert await world.failures() == [{"kind": "wecom", "attempts": 1, "reason": "answered"}]


async def test_it_tries_again_ever_later_and_then_gives_up_visibly(world: World) -> None:
    async with Receiver(lambda _: said(errcode=-1, errmsg="system busy")) as robot:
        channel = await world.channel(WECOM, robot.url(WECOM_PATH), quiet_hours=None)
        with clock.travel(NOON):
            await world.tell("h1")
        moment = NOON
        with patch("random.random", return_value=1.0):
            while (await world.states()) != ["failed"]:
                with clock.travel(moment):
                    await world.carry()
                moment += timedelta(seconds=5)
        pauses = [(b.at - a.at).total_seconds() for a, b in pairwise(robot.received)]
        assert pauses[:5] == [5, 10, 20, 40, 80]
        assert len(robot.received) == MOST_ATTEMPTS
    [sent] = await world.sent()
    assert len(await queries.attempts_of(sent.id)) == MOST_ATTEMPTS
    assert len(await world.failures()) == 1
    shown = await queries.channel(channel.id)
    assert shown is not None
    assert (shown.last_state, shown.last_said) == ("failed", "-1 system busy")


async def test_it_recovers_when_the_receiver_does(world: World) -> None:
    async with wecom() as robot:
        robot.replies += [Reply(status=502), said(errcode=-1, errmsg="busy")]
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry_for(timedelta(seconds=30))
        assert len(robot.received) == 3
    assert await world.states() == ["sent"]
    assert await world.failures() == []


async def test_it_reaches_who_comes_back_after_an_hour(world: World) -> None:
    with nobody() as port, clock.travel(NOON):
        await world.channel(WEBHOOK, f"http://127.0.0.1:{port}/")
        await world.tell("h1")
        await world.carry_for(timedelta(hours=1), timedelta(seconds=30))
    [sent] = await world.sent()
    assert (sent.state, sent.reason) == ("waiting", "no_connection")


async def test_it_keeps_the_pace_of_a_robot(world: World) -> None:
    """More than 20 in a minute, and the maker would silence it for ten."""
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.say(*(world.message(f"h{n}", title="汉" * 600) for n in range(30)))
            await world.carry_for(timedelta(minutes=3))
        times = [received.at for received in robot.received]
        assert len(times) == 30
        in_minutes = [sum(start <= at < start + timedelta(minutes=1) for at in times) for start in times]
        assert max(in_minutes) <= 20
        assert times[-1] - times[0] < timedelta(minutes=2)


async def test_it_is_silent_for_ten_minutes_when_dingtalk_says_so(world: World) -> None:
    async with dingtalk("SECx") as robot:
        robot.replies.append(said(errcode=130101, errmsg="send too fast, exceed 20 times per minute"))
        await world.channel(DINGTALK, robot.url(DINGTALK_PATH), secret="SECx")
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry()
        with clock.travel(NOON + timedelta(minutes=5)):
            await world.tell("h2", urgent=True)
        with clock.travel(NOON):
            await world.carry_for(timedelta(minutes=12), timedelta(seconds=15))
        first, *later = robot.received
        assert [received.at - first.at for received in later] == [timedelta(minutes=10)]
    assert await world.states() == ["sent", "sent"]


async def test_it_waits_as_long_as_an_answer_of_429_asks(world: World) -> None:
    async with Receiver() as receiver:
        receiver.replies.append(Reply(status=429, headers={"Retry-After": "90"}))
        await world.channel(WEBHOOK, receiver.url())
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry_for(timedelta(minutes=3), timedelta(seconds=10))
        first, second = receiver.received
        assert second.at - first.at == timedelta(seconds=90)


async def test_looking_in_vain_leaves_nothing_behind(world: World) -> None:
    """A thousand looks that find the pace used up must not become a thousand later ones, for ever."""
    async with wecom() as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            for n in range(30):
                await world.say(world.message(f"h{n}", title="汉" * 600))
            await world.carry()
            assert len(robot.received) == 5
            assert (await job_queries.counts()).open <= 2


async def test_it_tells_what_it_answers_in_words_without_the_address(world: World) -> None:
    key = WECOM_PATH.partition("=")[2]
    async with Receiver(lambda _: said(errcode=93000, errmsg=f"invalid key {key}")) as robot:
        await world.channel(WECOM, robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry()
    [sent] = await world.sent()
    assert sent.said == "93000 invalid key …"


async def test_the_robots_answers_are_its_own(world: World) -> None:
    async with wecom() as first, Receiver(lambda _: said(errcode=93000)) as second:
        await world.channel(WECOM, first.url(WECOM_PATH))
        await world.channel(WECOM, second.url(WECOM_PATH))
        first.replies.append(OK_WECOM)
        with clock.travel(NOON):
            await world.tell("h1")
            await world.carry()
    assert sorted(await world.states()) == ["failed", "sent"]
