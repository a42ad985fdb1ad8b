"""POST requests: another system's request becomes a complaint, once."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4
from xml.etree import ElementTree

import httpx2
import pytest

from heating import storage
from heating.accounts.rules import Permission
from heating.lib import clock
from tests.cast import CREW_A
from tests.network.conftest import Estates
from tests.open311.conftest import FORM, V2, Key, Post, created, errors

NIGHT = datetime(2026, 11, 20, 14, 0, tzinfo=UTC)


async def complaints() -> list[dict[str, object]]:
    return await storage.fetch("SELECT * FROM complaint ORDER BY received_at, id")


@pytest.mark.parametrize("api_key", ["", "nonsense", "\u4e2d"])
async def test_it_refuses_without_a_key_that_holds(post: Post, api_key: str) -> None:
    for form in ("json", "xml"):
        answer = await post(f"requests.{form}", api_key=api_key)
        assert (answer.status_code, errors(answer)) == (403, [40301])
    assert await complaints() == []


async def test_it_refuses_a_key_without_the_scope(post: Post, key: Key) -> None:
    answer = await post(api_key=await key("reader", Permission.COMPLAINTS_READ))
    assert (answer.status_code, errors(answer)) == (403, [40302])


async def test_a_cookie_is_no_key(alice: httpx2.AsyncClient, estate: Estates) -> None:  # noqa: ARG001
    answer = await alice.post(f"{V2}/requests.json", data=FORM)
    assert (answer.status_code, errors(answer)) == (403, [40301])


async def test_it_refuses_an_unknown_service_as_not_there(post: Post) -> None:
    answer = await post(service_code="potholes")
    assert (answer.status_code, errors(answer)) == (404, [40401])


async def test_it_tells_all_that_is_wrong(post: Post) -> None:
    answer = await post("requests.xml", service_code="", address_string="", media_url="x")
    assert (answer.status_code, errors(answer)) == (400, [40002, 40003, 40007])


@pytest.mark.parametrize("content_type", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
async def test_it_takes_forms_only(stranger: httpx2.AsyncClient, content_type: str) -> None:
    answer = await stranger.post(f"{V2}/requests.json", content=b"{}", headers={"content-type": content_type})
    assert (answer.status_code, errors(answer)) == (400, [40001])


async def test_it_refuses_a_body_that_is_too_large(post: Post) -> None:
    answer = await post(description="x" * 70_000)
    assert (answer.status_code, errors(answer)) == (400, [40016])


async def test_it_speaks_the_language_that_is_asked_for(post: Post) -> None:
    zh = await post(service_code="")
    en = await post(service_code="", headers={"accept-language": "en"})
    assert zh.json()[0]["description"] == "缺少 service_code。"
    assert en.json()[0]["description"] == "service_code was not provided."


async def test_it_becomes_a_complaint_of_the_building_that_its_address_names(post: Post, estate: Estates) -> None:
    with clock.travel(NIGHT):
        number = created(await post(**{"attribute[INDOOR_TEMPERATURE]": "11.5", "attribute[AT_HOME][]": "evening"}))
    (row,) = await complaints()
    assert row["number"] == number == "20261120-00001"
    assert (row["channel"], row["category"], row["indoor_c"]) == ("open311", "no_heat", 11.5)
    assert str(row["building_id"]) == str(estate["和平苑3号楼"])
    assert (row["unit"], row["room"], row["organization_path"]) == ("2", "501", CREW_A)
    assert str(row["text"]).endswith("什么时候家里有人：晚上")
    (person,) = await storage.fetch("SELECT name, phone, note FROM complaint_person")
    assert (person["name"], person["phone"], person["note"]) == ("王建国", "13812345678", "wang@example.cn")


async def test_it_goes_to_somebody_at_once(post: Post, alice: httpx2.AsyncClient) -> None:
    number = created(await post())
    (row,) = (await alice.get("/api/complaints", params={"q": number})).json()["items"]
    assert row["status"] == "dispatched"
    assert row["officer"] is not None


async def test_it_takes_the_id_of_a_building(post: Post, estate: Estates) -> None:
    for address_id in ("HEPI-3", str(estate["和平苑3号楼"])):
        created(await post(address_id=address_id, address_string="", description=f"冷 {address_id}"))
    assert {str(row["building_id"]) for row in await complaints()} == {str(estate["和平苑3号楼"])}


@pytest.mark.parametrize(
    "place",
    [{"address_string": "某处"}, {"address_id": str(uuid4())}, {"address_id": "?"}, {"address_string": "和平苑"}],
)
async def test_it_leaves_the_building_to_a_person_when_it_is_not_sure(post: Post, place: dict[str, str]) -> None:
    created(await post(**{"address_string": "", "lat": "37.87", "long": "112.55", **place}))
    (row,) = await complaints()
    assert row["building_id"] is None
    assert next(iter(place.values())) in str(row["address"])
    assert "(37.870000, 112.550000)" in str(row["address"])


async def test_it_answers_in_xml(post: Post) -> None:
    answer = await post("requests.xml", account_id="7")
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    root = ElementTree.fromstring(answer.content)
    assert (root.tag, root[0].tag) == ("service_requests", "request")
    assert root[0].findtext("service_request_id") == (await complaints())[0]["number"]
    assert root[0].findtext("account_id") == "7"


async def test_the_same_request_sent_again_makes_no_second_complaint(post: Post) -> None:
    first = created(await post())
    assert created(await post()) == first
    assert created(await post("requests.json", account_id="")) == first
    assert len(await complaints()) == 1


async def test_other_content_makes_another(post: Post) -> None:
    assert created(await post()) != created(await post(description="还是不热"))


async def test_another_clients_same_words_make_another(post: Post, key: Key) -> None:
    assert created(await post()) != created(await post(api_key=await key("other")))


async def test_a_day_later_the_same_words_are_a_new_request(post: Post) -> None:
    with clock.travel(NIGHT):
        first = created(await post())
    with clock.travel(NIGHT + timedelta(hours=23)):
        assert created(await post()) == first
    with clock.travel(NIGHT + timedelta(hours=25)):
        assert created(await post()) != first


async def test_the_clients_own_key_makes_a_request_the_same_for_good(post: Post) -> None:
    named = {"idempotency-key": "abc-1"}
    with clock.travel(NIGHT):
        first = created(await post(headers=named))
    with clock.travel(NIGHT + timedelta(days=30)):
        assert created(await post(headers=named)) == first
        assert created(await post(headers={"idempotency-key": "abc-2"})) != first
        changed = await post(headers=named, description="别的")
    assert (changed.status_code, errors(changed)) == (400, [40014])


@pytest.mark.parametrize("name", ["x" * 121])
async def test_it_refuses_a_key_that_is_too_long(post: Post, name: str) -> None:
    assert errors(await post(headers={"idempotency-key": name})) == [40018]


async def test_the_key_may_come_as_a_bearer_token(stranger: httpx2.AsyncClient, estate: Estates, key: Key) -> None:  # noqa: ARG001
    headers = {"authorization": f"Bearer {await key()}"}
    created(await stranger.post(f"{V2}/requests.json", data=FORM, headers=headers))
