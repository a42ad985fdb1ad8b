"""/api/channels and its test button."""

from typing import Any
from uuid import UUID, uuid4

import httpx2
import pytest

from heating import storage
from heating.audit import queries as audit_queries
from heating.audit.queries import Filters
from heating.lib import clock
from heating.notifications import channels
from tests.cast import Cast
from tests.notifications.conftest import NOON, World
from tests.notifications.receivers import DINGTALK_PATH, WECOM_PATH, Receiver, Reply, dingtalk, said, wecom

pytestmark = pytest.mark.usefixtures("cast")

WECOM_URL = "https://qyapi.weixin.qq.com" + WECOM_PATH


@pytest.fixture
def world(world: World, cast: Cast) -> World:
    world.person = cast.users["bob"].id
    return world


async def add(client: httpx2.AsyncClient, kind: str, address: str, **more: object) -> httpx2.Response:
    return await client.post("/api/channels", json={"kind": kind, "name": "值班群", "address": address, **more})


async def added(client: httpx2.AsyncClient, kind: str, address: str, **more: object) -> dict[str, Any]:
    response = await add(client, kind, address, **more)
    assert response.status_code == 201, response.text
    channel: dict[str, Any] = response.json()["channel"]
    return channel


async def press(client: httpx2.AsyncClient, channel: dict[str, Any]) -> httpx2.Response:
    return await client.post(f"/api/channels/{channel['id']}/test")


@pytest.mark.parametrize(
    ("kind", "address", "code"),
    [
        ("wecom", "https://evil.example.com/cgi-bin/webhook/send?key=1", "robot"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/message/send?key=1", "robot"),
        ("wecom", "https://qyapi.weixin.qq.com/cgi-bin/webhook/send", "robot"),
        ("wecom", "http://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1", "https"),
        ("dingtalk", "https://oapi.dingtalk.com/robot/send?token=1", "robot"),
        ("feishu", "https://open.feishu.cn.evil.example.com/open-apis/bot/v2/hook/x", "robot"),
        ("webhook", "http://hooks.example.com/x", "https"),
        ("webhook", "https://10.0.0.1/x", "not_allowed"),
        ("webhook", "https://[::1]/x", "not_allowed"),
        ("webhook", "https://localhost/x", "not_allowed"),
        ("webhook", "https://169.254.169.254/latest/meta-data", "not_allowed"),
        ("webhook", "https://user:password@hooks.example.com/x", "format"),
        ("webhook", "https://hooks.example.com:99999/x", "format"),
        ("webhook", "https://[hooks/x", "format"),
        ("webhook", "https://钩子.example.com/ x", "format"),
        ("webhook", "file:///etc/passwd", "format"),
        ("apprise", "json://hooks.example.com", "service"),
        ("apprise", "syslog://", "service"),
    ],
)
async def test_it_refuses_addresses_it_must_not_call(
    bob: httpx2.AsyncClient, kind: str, address: str, code: str
) -> None:
    refused = await add(bob, kind, address)
    assert (refused.status_code, refused.json()["code"]) == (422, "notifications.address_refused")
    assert [(error["pointer"], error["code"]) for error in refused.json()["errors"]] == [("/address", code)]


async def test_it_needs_a_mail_server_for_mail(bob: httpx2.AsyncClient) -> None:
    refused = await add(bob, "mail", "bob@heat-one.test")
    assert refused.json()["code"] == "notifications.mail_not_configured"


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "fax"},
        {"name": ""},
        {"address": ""},
        {"quiet_hours": {"start": "24:00", "end": "07:00"}},
        {"quiet_hours": {"start": "22:00"}},
        {"secret": "x" * 201},
    ],
)
async def test_it_refuses_what_is_no_channel(bob: httpx2.AsyncClient, wrong: dict[str, object]) -> None:
    body = {"kind": "wecom", "name": "群", "address": WECOM_URL, **wrong}
    refused = await bob.post("/api/channels", json=body)
    assert (refused.status_code, refused.json()["code"]) == (422, "http.invalid")


async def test_it_never_shows_the_address_again(bob: httpx2.AsyncClient) -> None:
    key = WECOM_PATH.partition("=")[2]
    made = await add(bob, "wecom", WECOM_URL)
    listed = await bob.get("/api/channels")
    assert key not in made.text + listed.text
    [channel] = listed.json()["items"]
    assert channel["hint"] == "qyapi.weixin.qq.com …5aaa"
    [entry] = await audit_queries.entries(Filters(action="channel.added"))
    assert key not in entry.detail_json


async def test_it_has_quiet_hours_unless_one_says_otherwise(bob: httpx2.AsyncClient) -> None:
    assert (await added(bob, "wecom", WECOM_URL))["quiet_hours"] == {"start": "22:00", "end": "07:00"}
    assert (await added(bob, "wecom", WECOM_URL + "2", quiet_hours=None))["quiet_hours"] is None
    own = {"start": "12:30", "end": "14:00"}
    assert (await added(bob, "wecom", WECOM_URL + "3", quiet_hours=own))["quiet_hours"] == own


async def test_the_same_id_is_the_same_channel(bob: httpx2.AsyncClient, charlie: httpx2.AsyncClient) -> None:
    chosen = str(uuid4())
    first = await add(bob, "webhook", "https://hooks.example.com/x", id=chosen)
    again = await add(bob, "webhook", "https://hooks.example.com/x", id=chosen)
    assert first.json()["secret"]
    assert (again.status_code, again.json()["secret"]) == (201, None)
    assert again.json()["channel"] == first.json()["channel"]
    for client, address in ((bob, "https://hooks.example.com/y"), (charlie, "https://hooks.example.com/x")):
        refused = await add(client, "webhook", address, id=chosen)
        assert (refused.status_code, refused.json()["code"]) == (409, "notifications.id_taken")
    assert len((await bob.get("/api/channels")).json()["items"]) == 1


async def test_it_has_an_end_to_the_number_of_channels(
    bob: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(channels, "MOST_PER_PERSON", 2)
    for n in range(2):
        await added(bob, "wecom", f"{WECOM_URL}{n}")
    assert (await add(bob, "wecom", WECOM_URL)).json()["code"] == "notifications.too_many_channels"


async def test_others_channels_do_not_exist(bob: httpx2.AsyncClient, alice: httpx2.AsyncClient) -> None:
    path = f"/api/channels/{(await added(bob, 'wecom', WECOM_URL))['id']}"
    answers = [await alice.patch(path, json={}), await alice.delete(path), await alice.post(f"{path}/test")]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert (await alice.get("/api/channels")).json()["items"] == []


async def test_it_changes_only_what_is_given(bob: httpx2.AsyncClient) -> None:
    channel = await added(bob, "wecom", WECOM_URL)
    path = f"/api/channels/{channel['id']}"
    assert (await bob.patch(path, json={"name": "夜班群"})).json() == {**channel, "name": "夜班群"}
    off = (await bob.patch(path, json={"enabled": False, "quiet_hours": None})).json()
    assert (off["enabled"], off["quiet_hours"], off["name"]) == (False, None, "夜班群")
    on = (await bob.patch(path, json={"enabled": True, "quiet_hours": {"start": "23:00", "end": "06:00"}})).json()
    assert (on["enabled"], on["quiet_hours"]["start"]) == (True, "23:00")


async def test_a_removed_channel_is_gone(bob: httpx2.AsyncClient) -> None:
    channel = await added(bob, "wecom", WECOM_URL)
    path = f"/api/channels/{channel['id']}"
    assert (await bob.delete(path)).status_code == 204
    assert (await bob.delete(path)).status_code == 404
    assert (await bob.get("/api/channels")).json()["items"] == []
    again = await add(bob, "wecom", WECOM_URL, id=channel["id"])
    assert again.json()["code"] == "notifications.id_taken"


async def test_the_button_says_that_it_arrived(bob: httpx2.AsyncClient) -> None:
    async with dingtalk("SECx") as robot:
        channel = await added(bob, "dingtalk", robot.url(DINGTALK_PATH), secret="SECx")
        tried = (await press(bob, channel)).json()
        assert (tried["result"], tried["detail"]) == ("sent", "对方已接收")
        assert "通知渠道“值班群”可以正常接收消息。" in robot.received[0].json["text"]["content"]
    [listed] = (await bob.get("/api/channels")).json()["items"]
    assert (listed["last"]["state"], listed["last"]["error"]) == ("sent", None)
    assert (await bob.get("/api/inbox/count")).json() == {"unread": 0}


async def test_the_button_says_what_is_wrong(bob: httpx2.AsyncClient) -> None:
    async with dingtalk("SECx") as robot:
        channel = await added(bob, "dingtalk", robot.url(DINGTALK_PATH), secret="SECwrong")
        tried = (await press(bob, channel)).json()
        assert (tried["result"], tried["detail"]) == ("refused", "对方返回错误：310000 sign not match")
        in_english = await bob.post(f"/api/channels/{channel['id']}/test?lang=en")
        assert in_english.json()["detail"] == "The receiver answered with an error: 310000 sign not match"
    [listed] = (await bob.get("/api/channels")).json()["items"]
    assert listed["last"]["error"] == "对方返回错误：310000 sign not match"


async def test_a_test_that_fails_is_not_repeated_behind_ones_back(bob: httpx2.AsyncClient, world: World) -> None:
    async with Receiver(lambda _: Reply(status=503)) as receiver:
        channel = await added(bob, "webhook", receiver.url())
        assert (await press(bob, channel)).json()["result"] == "unreachable"
        with clock.travel(clock.now()):
            await world.carry()
        assert len(receiver.received) == 1
    assert await world.states() == ["failed"]
    assert await audit_queries.entries(Filters(action="delivery.failed")) == []


async def test_the_button_keeps_the_pace_too(bob: httpx2.AsyncClient) -> None:
    async with wecom() as robot:
        channel = await added(bob, "wecom", robot.url(WECOM_PATH))
        with clock.travel(NOON):
            results = [await press(bob, channel) for _ in range(6)]
        assert [result.status_code for result in results] == [200] * 5 + [429]
        assert (results[5].json()["code"], results[5].headers["retry-after"]) == ("notifications.too_soon", "4")
        assert len(robot.received) == 5


async def test_the_button_works_at_night_and_on_a_channel_that_is_off(bob: httpx2.AsyncClient) -> None:
    async with wecom() as robot:
        channel = await added(bob, "wecom", robot.url(WECOM_PATH), quiet_hours={"start": "00:00", "end": "00:00"})
        await bob.patch(f"/api/channels/{channel['id']}", json={"enabled": False})
        assert (await press(bob, channel)).json()["result"] == "sent"


async def test_what_came_during_a_test_goes_out_after_it(bob: httpx2.AsyncClient, world: World) -> None:
    async with wecom() as robot:
        channel = await added(bob, "wecom", robot.url(WECOM_PATH))
        with clock.travel(NOON):
            await world.tell("h1")
            robot.replies.append(said(errcode=0))
            await press(bob, channel)
            await world.carry()
        assert len(robot.received) == 2
    assert await world.states() == ["sent", "sent"]


async def test_the_server_may_be_told_nothing_about_inner_hosts_through_the_button(bob: httpx2.AsyncClient) -> None:
    """A name is checked when it is used: one that leads inside later is refused then."""
    channel = await added(bob, "webhook", "https://hooks.example.com/x")
    async with storage.transaction():
        await storage.execute(
            "UPDATE notification_channel SET address = ? WHERE id = ?", ["https://10.0.0.1:5432/", UUID(channel["id"])]
        )
    tried = (await press(bob, channel)).json()
    assert (tried["result"], tried["detail"]) == ("refused", "该地址不允许访问：10.0.0.1")
