"""/api/webhooks."""

from typing import Any

import httpx2
import pytest

from heating import storage
from heating.audit import queries as audit_queries
from heating.audit.queries import Filters
from heating.notifications.senders.signing import is_genuine
from tests.cast import SignIn
from tests.notifications.receivers import Receiver

pytestmark = pytest.mark.usefixtures("cast")

URL = "https://hooks.example.com/incidents?token=abcdefgh"


def body(**more: object) -> dict[str, object]:
    return {"name": "应急平台", "url": URL, "actions": ["hazard.*", "deadline.passed"], **more}


async def added(client: httpx2.AsyncClient, **more: object) -> dict[str, Any]:
    response = await client.post("/api/webhooks", json=body(**more))
    assert response.status_code == 201, response.text
    made: dict[str, Any] = response.json()
    return made


async def test_only_administrators_look_after_webhooks(sign_in: SignIn, bob: httpx2.AsyncClient) -> None:
    for client in (bob, await sign_in("city_leader", "taiyuan/"), await sign_in("company_manager")):
        assert (await client.get("/api/webhooks")).status_code == 403
        assert (await client.post("/api/webhooks", json=body())).status_code == 403


@pytest.mark.parametrize(
    ("wrong", "code", "pointer"),
    [
        ({"url": "https://192.168.0.1/"}, "notifications.address_refused", "/url"),
        ({"url": "http://hooks.example.com/"}, "notifications.address_refused", "/url"),
        ({"actions": []}, "http.invalid", "/actions"),
        ({"actions": ["hazard.*", "everything"]}, "http.invalid", "/actions/1"),
        ({"actions": ["hazard.*", "user.*"]}, "notifications.actions_refused", "/actions/1"),
        ({"organization": "nowhere/"}, "accounts.unknown_organization", "/organization"),
        ({"secret": "short"}, "http.invalid", "/secret"),
    ],
)
async def test_it_refuses(alice: httpx2.AsyncClient, wrong: dict[str, object], code: str, pointer: str) -> None:
    refused = await alice.post("/api/webhooks", json=body(**wrong))
    assert (refused.status_code, refused.json()["code"]) == (422, code)
    assert [error["pointer"] for error in refused.json()["errors"]] == [pointer]


async def test_it_shows_the_secret_once_and_the_address_never(alice: httpx2.AsyncClient) -> None:
    made = await added(alice)
    listed = await alice.get("/api/webhooks")
    assert len(made["secret"]) >= 40
    assert made["secret"] not in listed.text
    assert "token=" not in listed.text
    [webhook] = listed.json()["items"]
    assert webhook == made["webhook"]
    assert (webhook["actions"], webhook["organization"]) == (["hazard.*", "deadline.passed"], "")
    own = await added(alice, secret="a-secret-they-agreed-upon")
    assert own["secret"] is None


async def test_it_is_no_channel_of_anybody(alice: httpx2.AsyncClient) -> None:
    webhook = (await added(alice))["webhook"]
    assert (await alice.get("/api/channels")).json()["items"] == []
    assert (await alice.patch(f"/api/channels/{webhook['id']}", json={})).status_code == 404
    channel = await alice.post("/api/channels", json={"kind": "webhook", "name": "x", "address": URL})
    assert (await alice.patch(f"/api/webhooks/{channel.json()['channel']['id']}", json={})).status_code == 404


async def test_it_is_changed_and_removed(alice: httpx2.AsyncClient) -> None:
    webhook = (await added(alice))["webhook"]
    path = f"/api/webhooks/{webhook['id']}"
    changed = (await alice.patch(path, json={"actions": ["readiness.*"], "enabled": False})).json()
    assert changed == {**webhook, "actions": ["readiness.*"], "enabled": False}
    refused = await alice.patch(path, json={"actions": ["audit.*"]})
    assert refused.json()["code"] == "notifications.actions_refused"
    assert (await alice.delete(path)).status_code == 204
    assert (await alice.get("/api/webhooks")).json()["items"] == []
    assert (await alice.patch(path, json={})).status_code == 404
    actions = [entry.action for entry in await audit_queries.entries(Filters(subject_id=webhook["id"]))]
    assert actions == ["webhook.removed", "webhook.changed", "webhook.added"]


async def test_its_test_is_signed(alice: httpx2.AsyncClient) -> None:
    async with Receiver() as receiver:
        made = await added(alice, url=receiver.url())
        tried = (await alice.post(f"/api/webhooks/{made['webhook']['id']}/test")).json()
        assert tried["result"] == "sent"
        [received] = receiver.received
        headers = received.headers
        assert is_genuine(
            made["secret"], headers["heating-timestamp"], headers["heating-signature"], received.body, received.at
        )
        assert received.json["kind"] == "channel.tested"
    assert [row["person_id"] for row in await storage.fetch("SELECT person_id FROM delivery")] == [None]
