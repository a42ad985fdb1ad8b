"""GET of the services, one request, a token, the discovery document."""

from uuid import uuid4
from xml.etree import ElementTree

import httpx2
import pytest

from heating import storage
from tests.open311.conftest import V2, Post, created, errors


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("services/potholes", 40401),
        ("requests/20000101-00001", 40402),
        ("requests/%00", 404),
        (f"tokens/{uuid4()}", 40403),
        ("tokens/1", 40403),
    ],
)
async def test_what_is_not_there_is_not_found(stranger: httpx2.AsyncClient, path: str, code: int) -> None:
    for form in ("json", "xml"):
        answer = await stranger.get(f"{V2}/{path}.{form}")
        assert answer.status_code == 404
        assert code == 404 or errors(answer) == [code]


async def test_it_lists_the_services_in_force(stranger: httpx2.AsyncClient) -> None:
    zh = (await stranger.get(f"{V2}/services.json")).json()
    assert [service["service_code"] for service in zh][:2] == ["no_heat", "low_temperature"]
    assert zh[0] == {
        "service_code": "no_heat",
        "service_name": "完全不热",
        "description": "完全不热（报修）",
        "metadata": True,
        "type": "realtime",
        "keywords": zh[0]["keywords"],
        "group": "民生类",
    }
    en = ElementTree.fromstring((await stranger.get(f"{V2}/services.xml?lang=en")).content)
    assert en.findtext("service/service_name") == "No heat at all"
    assert en.findtext("service/metadata") == "true"
    assert len(en) == len(zh)


async def test_it_defines_attributes_of_every_datatype(stranger: httpx2.AsyncClient) -> None:
    definition = (await stranger.get(f"{V2}/services/no_heat.json")).json()
    assert definition["service_code"] == "no_heat"
    assert {attribute["datatype"] for attribute in definition["attributes"]} == {
        "string", "number", "datetime", "text", "singlevaluelist", "multivaluelist",
    }  # fmt: skip
    assert [attribute["order"] for attribute in definition["attributes"]] == list(
        range(1, len(definition["attributes"]) + 1)
    )
    root = ElementTree.fromstring((await stranger.get(f"{V2}/services/no_heat.xml")).content)
    assert root.tag == "service_definition"
    assert root.findall("attributes/attribute/values/value/key")[0].text == "room"


async def test_it_shows_one_request(post: Post, stranger: httpx2.AsyncClient) -> None:
    number = created(await post())
    (request,) = (await stranger.get(f"{V2}/requests/{number}.json")).json()
    assert (request["service_request_id"], request["status"]) == (number, "open")


async def test_a_token_leads_to_the_request(post: Post, stranger: httpx2.AsyncClient) -> None:
    number = created(await post())
    (submission,) = await storage.fetch("SELECT id FROM open311_submission")
    answer = await stranger.get(f"{V2}/tokens/{submission['id']}.json")
    assert answer.json() == [{"service_request_id": number, "token": str(submission["id"])}]


@pytest.mark.parametrize("path", ["/open311/discovery", f"{V2}/discovery"])
async def test_it_is_discovered(stranger: httpx2.AsyncClient, path: str) -> None:
    document = (await stranger.get(f"{path}.json")).json()
    (end,) = document["endpoints"]
    assert end["specification"] == "http://wiki.open311.org/GeoReport_v2"
    assert end["url"].endswith("/open311/v2")
    assert end["formats"] == ["text/xml", "application/json"]
    root = ElementTree.fromstring((await stranger.get(f"{path}.xml")).content)
    assert root.findtext("endpoints/endpoint/type") == "production"
    assert [form.text for form in root.findall("endpoints/endpoint/formats/format")] == end["formats"]
