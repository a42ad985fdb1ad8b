"""GET requests: what everybody learns, what only the sender does, and the filters."""

from datetime import UTC, datetime, timedelta
from typing import Any
from xml.etree import ElementTree

import httpx2
import jsonschema_rs
import pytest

from heating import storage
from heating.lib import clock
from tests.network.conftest import Estates
from tests.open311.conftest import FORM, V2, Key, Post, created, errors

NOW = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
SECRETS = ("王", "13812345678", "example.cn", "501", "暖气不热", "photo.jpg", "AB-1")

_TEXTS = (
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description",
    "agency_responsible", "requested_datetime", "address", "address_id", "zipcode",
)  # fmt: skip
_TEXTS_OR_NULL = ("service_notice", "updated_datetime", "expected_datetime", "media_url")
_REQUEST = {
    "type": "object",
    "additionalProperties": False,
    "required": [
        *("service_request_id", "status", "service_name", "service_code", "description"),
        *("requested_datetime", "updated_datetime", "expected_datetime"),
    ],
    "properties": {
        **{name: {"type": "string"} for name in _TEXTS},
        **{name: {"type": ["string", "null"]} for name in _TEXTS_OR_NULL},
        "lat": {"type": "number"},
        "long": {"type": "number"},
        "extended_attributes": {"type": "object"},
    },
}
"""What a city that reads many servers accepts: neither text nor degrees may be null."""
SCHEMA = jsonschema_rs.validator_for({"type": "array", "items": _REQUEST})


async def listed(client: httpx2.AsyncClient, **query: str) -> list[dict[str, Any]]:
    answer = await client.get(f"{V2}/requests.json", params=query)
    assert answer.status_code == 200, answer.text
    SCHEMA.validate(answer.json())
    found: list[dict[str, Any]] = answer.json()
    return found


@pytest.mark.parametrize(
    ("query", "code"),
    [({"status": "done"}, 40012), ({"start_date": "today"}, 40010), ({"page_size": "5000"}, 40013)],
)
async def test_it_refuses_a_wrong_filter(stranger: httpx2.AsyncClient, query: dict[str, str], code: int) -> None:
    answer = await stranger.get(f"{V2}/requests.json", params=query)
    assert (answer.status_code, errors(answer)) == (400, [code])


async def test_it_refuses_a_key_that_does_not_hold(stranger: httpx2.AsyncClient) -> None:
    answer = await stranger.get(f"{V2}/requests.xml", params={"api_key": "nonsense"})
    assert (answer.status_code, errors(answer)) == (403, [40301])


async def test_it_refuses_another_format(stranger: httpx2.AsyncClient) -> None:
    answer = await stranger.get(f"{V2}/requests.csv")
    assert (answer.status_code, errors(answer)) == (400, [40017])


async def test_nobody_learns_anything_of_the_resident(post: Post, stranger: httpx2.AsyncClient, key: Key) -> None:
    with clock.travel(NOW):  # on the first of May the number itself says 501
        created(await post(**{"media_url": "https://x.example/photo.jpg", "attribute[REF]": "AB-1"}))
        other = await key("other")
        for query in ({}, {"api_key": other}):
            for form in ("json", "xml"):
                text = (await stranger.get(f"{V2}/requests.{form}", params=query)).text
                assert [secret for secret in SECRETS if secret in text] == []
        (request,) = await listed(stranger)
    assert request["description"] == request["service_name"] == "完全不热"


async def test_the_sender_gets_back_what_it_sent(post: Post, stranger: httpx2.AsyncClient, key: Key) -> None:
    await post(**{"media_url": "https://x.example/photo.jpg", "attribute[REF]": "AB-1", "lat": "37.8", "long": "112.5"})
    (request,) = await listed(stranger, api_key=await key())
    assert request["description"].startswith(FORM["description"])
    assert request["address"] == "和平苑3号楼2单元501"
    assert (request["lat"], request["long"]) == (37.8, 112.5)
    assert request["media_url"] == "https://x.example/photo.jpg"
    assert request["extended_attributes"]["attributes_sent"] == [{"code": "REF", "value": "AB-1"}]


async def test_it_shows_the_building_where_many_live_and_only_the_quarter_where_one_does(
    post: Post, stranger: httpx2.AsyncClient, estate: Estates
) -> None:
    await post()
    assert (await listed(stranger))[0]["address"] == "巨轮街道"
    sql = "UPDATE asset SET households = 48, longitude = 112.5, latitude = 37.8 WHERE id = ?"
    async with storage.transaction():
        await storage.execute(sql, [estate["和平苑3号楼"]])
    (request,) = await listed(stranger)
    assert (request["address"], request["address_id"]) == ("和平苑3号楼", "HEPI-3")
    assert (request["lat"], request["long"]) == (37.8, 112.5)


async def test_it_tells_how_far_it_is_in_words_and_when_it_is_due(post: Post, stranger: httpx2.AsyncClient) -> None:
    with clock.travel(NOW):
        await post()
        (request,) = await listed(stranger)
    assert (request["status"], request["status_notes"]) == ("open", "已派单")
    assert request["agency_responsible"] == "一公司甲班"
    assert request["requested_datetime"] == request["updated_datetime"] == "2026-11-20T12:00:00+08:00"
    assert request["expected_datetime"] == "2026-11-20T20:00:00+08:00"
    assert request["extended_attributes"]["detailed_status"] == "dispatched"


async def test_a_request_that_is_replied_to_is_closed(post: Post, stranger: httpx2.AsyncClient, key: Key) -> None:
    number = created(await post())
    reply = (
        '{"cause":"入户阀未开","measure":"已开阀","contact":"值班室 12345","disposition":"solvable_now",'
        '"measure_on":"2026-11-20"}'
    )
    sql = "UPDATE complaint SET status = 'replied', reply_json = ? WHERE number = ?"
    async with storage.transaction():
        await storage.execute(sql, [reply, number])
    assert await listed(stranger, status="open") == []
    (public,) = await listed(stranger, status="closed")
    (own,) = await listed(stranger, status="closed", api_key=await key())
    assert (public["status"], public["status_notes"]) == ("closed", "待评议")
    assert own["status_notes"] == "待评议。原因：入户阀未开 措施：已开阀 联系：值班室 12345"


async def test_the_filters_choose(post: Post, stranger: httpx2.AsyncClient) -> None:
    numbers = []
    for days, service in ((100, "no_heat"), (50, "fee"), (1, "noise")):
        with clock.travel(NOW - timedelta(days=days)):
            numbers.append(created(await post(service_code=service)))
    with clock.travel(NOW):
        assert [one["service_request_id"] for one in await listed(stranger)] == [numbers[2], numbers[1]]
        assert [one["service_code"] for one in await listed(stranger, service_code="fee,leak_home")] == ["fee"]
        assert len(await listed(stranger, status="open,closed")) == 2
        old = await listed(stranger, start_date="2026-08-01T00:00:00Z", end_date="2026-08-31T00:00:00Z")
        assert [one["service_request_id"] for one in old] == [numbers[0]]
        assert len(await listed(stranger, service_request_id=f"{numbers[0]},{numbers[2]},?", status="closed")) == 2
        second = await listed(stranger, page="2", page_size="1")
        assert [one["service_request_id"] for one in second] == [numbers[1]]


async def test_several_values_may_be_several_parameters(post: Post, stranger: httpx2.AsyncClient) -> None:
    await post()
    found = await stranger.get(f"{V2}/requests.json?service_code=fee&service_code=no_heat&jurisdiction_id=city.gov")
    assert len(found.json()) == 1


async def test_it_is_written_in_xml_too(post: Post, stranger: httpx2.AsyncClient) -> None:
    number = created(await post())
    root = ElementTree.fromstring((await stranger.get(f"{V2}/requests.xml")).content)
    assert [request.findtext("service_request_id") for request in root.iter("request")] == [number]
    assert root.findtext("request/extended_attributes/detailed_status") == "dispatched"


async def test_other_sites_pages_may_read_it(stranger: httpx2.AsyncClient) -> None:
    answer = await stranger.get(f"{V2}/requests.json", headers={"origin": "https://city.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
