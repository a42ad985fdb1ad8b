"""Telling: into the inbox in the transaction that says it, once, and never with what is nobody's business."""

import asyncio
from collections.abc import Sequence
from unittest.mock import patch

import msgspec
import pytest

from heating import storage
from heating.lib.ids import new_id
from heating.lib.wording import Text
from heating.notifications import actions, queries
from heating.notifications.rules import ChannelKind, Message
from heating.storage import changes
from tests.databases import ONLY_POSTGRES
from tests.notifications.conftest import World
from tests.notifications.receivers import WECOM_PATH, wecom


async def test_it_refuses_to_tell_outside_of_a_transaction(world: World) -> None:
    with pytest.raises(RuntimeError):
        await actions.notify([world.message("h1")])


@pytest.mark.parametrize(
    "wrong", [{"key": ""}, {"key": "x" * 201}, {"link": "https://elsewhere.test/"}, {"link": "//x"}]
)
async def test_it_refuses_a_message_that_is_not_one_of_ours(world: World, wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        await world.say(msgspec.structs.replace(world.message("h1"), **wrong))


async def test_it_tells_nobody_what_was_rolled_back(world: World) -> None:
    with pytest.raises(ZeroDivisionError):
        await tell_and_fail(world)
    assert await queries.count_unread(world.person) == 0


async def tell_and_fail(world: World) -> None:
    async with storage.transaction():
        await actions.notify([world.message("h1")])
        raise ZeroDivisionError


async def test_it_puts_messages_into_the_inbox_newest_first(world: World) -> None:
    assert await world.tell("h1", "h2", "h3") == 3
    told = await queries.inbox(world.person)
    assert [one.subject_id for one in told] == ["h3", "h2", "h1"]
    assert (told[0].title_zh, told[0].title_en) == ("隐患 h3 已确认", "Hazard h3 confirmed")
    assert await queries.inbox(new_id()) == []


async def test_it_tells_the_same_once(world: World) -> None:
    other = new_id()
    assert await world.tell("h1", "h1") == 1
    assert await world.tell("h1", "h2") == 1
    assert await world.say(world.message("h1", person=other)) == 1
    assert await queries.count_unread(world.person) == 2
    assert await queries.count_unread(other) == 1


async def test_what_was_told_before_goes_out_no_second_time(world: World) -> None:
    async with wecom() as robot:
        await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH))
        await world.tell("h1")
        await world.tell("h1")
    assert len(await world.sent()) == 1


@ONLY_POSTGRES
async def test_two_at_once_tell_it_once(world: World) -> None:
    first, second = asyncio.Event(), asyncio.Event()

    async def tell(mine: asyncio.Event, others: asyncio.Event) -> int:
        async with storage.transaction():
            mine.set()
            await others.wait()
            return await actions.notify([world.message(f"h{n}") for n in range(20)])

    told = await asyncio.gather(tell(first, second), tell(second, first))
    assert sorted(told) == [0, 20]
    assert await queries.count_unread(world.person) == 20


async def test_a_thousand_messages_cost_a_handful_of_statements(world: World) -> None:
    people = [new_id() for _ in range(50)]
    messages = [world.message(f"h{n}", person=person) for person in people for n in range(20)]
    statements = await count_statements(messages)
    assert await queries.count_unread(people[7]) == 20
    assert statements <= 8


async def count_statements(messages: Sequence[Message]) -> int:
    calls = 0
    execute_many, fetch, fetch_as = storage.execute_many, storage.fetch, storage.fetch_as

    async def counted_many(sql: str, rows: Sequence[Sequence[object]]) -> None:
        nonlocal calls
        calls += 1
        await execute_many(sql, rows)

    async def counted_fetch(sql: str, params: Sequence[object] = ()) -> object:
        nonlocal calls
        calls += 1
        return await fetch(sql, params)

    async def counted_as(*args: object) -> object:
        nonlocal calls
        calls += 1
        return await fetch_as(*args)  # type: ignore[arg-type]

    with (
        patch.object(actions, "execute_many", counted_many),
        patch.object(actions, "fetch", counted_fetch),
        patch("heating.notifications.outbox.fetch_as", counted_as),
    ):
        async with storage.transaction():
            await actions.notify(messages)
    return calls


async def test_it_moves_the_live_count_of_the_one_it_tells(world: World) -> None:
    seq = (await changes.head()).seq
    await world.tell("h1", "h2")
    told = await changes.since(seq, 10)
    assert [(row.kind, row.row_id, row.organization) for row in told] == [
        ("notification", str(world.person), "taiyuan/heat-one/")
    ]
    await actions.read(world.person, "taiyuan/heat-one/", None)
    assert len(await changes.since(seq, 10)) == 2
    await actions.read(world.person, "taiyuan/heat-one/", None)
    assert len(await changes.since(seq, 10)) == 2


async def test_it_masks_private_numbers_wherever_the_text_goes(world: World) -> None:
    async with wecom() as robot:
        await world.channel(ChannelKind.WECOM, robot.url(WECOM_PATH), quiet_hours=None)
        message = world.message("h1", title="3 单元漏水 联系王女士 13912345678")
        body = Text("身份证 14010519900307123X。", "Call 0351-4567890.")
        await world.say(msgspec.structs.replace(message, body=body))
        await world.carry()
        outside = robot.received[0].body.decode()
    [told] = await queries.inbox(world.person)
    stored = await storage.fetch("SELECT content_json FROM delivery")
    for text in (outside, str(told), str(stored)):
        assert "***" in text
        for private in ("13912345678", "14010519900307123X", "0351-4567890"):
            assert private not in text


def test_a_message_has_no_place_for_a_resident() -> None:
    """Whoever adds one to it has to think of what goes out to chat groups."""
    assert set(Message.__struct_fields__) == {
        "person",
        "organization",
        "kind",
        "title",
        "body",
        "link",
        "key",
        "subject_kind",
        "subject_id",
        "urgent",
        "language",
    }
