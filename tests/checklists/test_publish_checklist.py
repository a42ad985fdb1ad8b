from typing import Any

import httpx2
import msgspec
import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.checklists import queries
from heating.checklists.actions import install_templates, templates
from heating.checklists.problems import NOT_FOUND
from heating.lib.ids import new_id
from heating.lib.problems import Problem
from heating.registry import kind_actions
from tests.cast import Cast


@pytest.fixture
async def installed(cast: Cast) -> Cast:
    await kind_actions.install_kinds(system_actor())
    await install_templates(system_actor())
    return cast


async def newest(client: httpx2.AsyncClient, key: str) -> dict[str, Any]:
    versions = (await client.get(f"/api/checklists/{key}/versions")).json()["items"]
    found: dict[str, Any] = (await client.get(f"/api/checklists/{versions[0]['id']}")).json()
    return found


async def draft(client: httpx2.AsyncClient, key: str = "pump", **body: Any) -> dict[str, Any]:
    answer = await client.post(f"/api/checklists/{key}/versions", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def test_only_the_administrator_drafts_and_publishes(installed: Cast, bob: httpx2.AsyncClient) -> None:
    assert installed.users
    assert (await bob.post("/api/checklists/pump/versions", json={})).status_code == 403
    shown = await newest(bob, "pump")
    change = {"version": 1, "document": shown["document"]}
    assert (await bob.put(f"/api/checklists/{shown['id']}", json=change)).status_code == 403
    assert (
        await bob.post(f"/api/checklists/versions/{shown['id']}/publication", json={"version": 1})
    ).status_code == 403


async def test_installing_the_templates_again_changes_nothing(installed: Cast) -> None:
    assert installed.users
    before = await storage.fetch("SELECT id, state FROM checklist_version ORDER BY id")
    assert len(before) == len(list(templates())) >= 13
    assert await install_templates(system_actor()) == 0
    assert await storage.fetch("SELECT id, state FROM checklist_version ORDER BY id") == before


@pytest.mark.usefixtures("installed")
async def test_the_list_shows_the_newest_published_of_each(alice: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    made = await draft(alice)
    rows = (await bob.get("/api/checklists")).json()["items"]
    assert len({row["key"] for row in rows}) == len(rows) == len(list(templates()))
    [pump] = [row for row in rows if row["key"] == "pump"]
    assert (pump["number"], pump["kinds"], pump["name"]["zh"]) == (1, ["pump"], "水泵检查")
    await alice.post(f"/api/checklists/versions/{made['id']}/publication", json={"version": 1})
    rows = (await bob.get("/api/checklists", params={"limit": 5})).json()
    assert rows["next"]
    more = (await bob.get("/api/checklists", params={"limit": 500, "cursor": rows["next"]})).json()
    [pump] = [row for row in rows["items"] + more["items"] if row["key"] == "pump"]
    assert (pump["id"], pump["number"]) == (made["id"], 2)


@pytest.mark.usefixtures("installed")
async def test_drafts_are_hidden_from_those_who_cannot_publish(
    alice: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    made = await draft(alice)
    assert (await bob.get(f"/api/checklists/{made['id']}")).status_code == 404
    assert [row["number"] for row in (await bob.get("/api/checklists/pump/versions")).json()["items"]] == [1]
    assert [row["number"] for row in (await alice.get("/api/checklists/pump/versions")).json()["items"]] == [2, 1]
    assert (await bob.get("/api/checklists/rocket/versions")).status_code == 404


@pytest.mark.usefixtures("installed")
async def test_a_draft_is_changed_with_a_version_check(alice: httpx2.AsyncClient) -> None:
    made = await draft(alice)
    document = {**made["document"], "name": {"zh": "循环泵检查", "en": "Circulation pump"}}
    changed = await alice.put(f"/api/checklists/{made['id']}", json={"version": 1, "document": document})
    assert (changed.status_code, changed.json()["version"]) == (200, 2)
    again = await alice.put(f"/api/checklists/{made['id']}", json={"version": 1, "document": document})
    assert (again.status_code, again.json()["code"]) == (409, "checklist.version_conflict")
    other = await alice.put(
        f"/api/checklists/{made['id']}", json={"version": 2, "document": {**document, "key": "boiler"}}
    )
    assert other.json()["code"] == "checklist.key_differs"
    assert (await alice.get(f"/api/checklists/{made['id']}")).json()["document"]["name"]["zh"] == "循环泵检查"


@pytest.mark.usefixtures("installed")
async def test_publishing_names_every_fault(alice: httpx2.AsyncClient) -> None:
    made = await draft(alice)
    document = made["document"]
    document["kinds"] = ["rocket"]
    document["sections"][0]["items"][1]["title"]["en"] = ""
    document["sections"][0]["items"][2]["grade"] = None
    await alice.put(f"/api/checklists/{made['id']}", json={"version": 1, "document": document})
    answer = await alice.post(f"/api/checklists/versions/{made['id']}/publication", json={"version": 2})
    assert (answer.status_code, answer.json()["code"]) == (422, "checklist.invalid")
    assert {error["pointer"] for error in answer.json()["errors"]} == {
        "/kinds/0",
        "/sections/0/items/1/title/en",
        "/sections/0/items/2/grade",
    }


@pytest.mark.usefixtures("installed")
async def test_a_published_version_is_frozen_and_the_one_before_retired_but_usable(alice: httpx2.AsyncClient) -> None:
    first = await newest(alice, "pump")
    made = await draft(alice)
    published = await alice.post(f"/api/checklists/versions/{made['id']}/publication", json={"version": 1})
    assert (published.status_code, published.json()["state"]) == (200, "published")
    assert (await alice.get(f"/api/checklists/{first['id']}")).json()["state"] == "retired"
    for version in (first, made):
        change = {"version": 1, "document": version["document"]}
        refused = await alice.put(f"/api/checklists/{version['id']}", json=change)
        assert (refused.status_code, refused.json()["code"]) == (409, "checklist.frozen")
        twice = await alice.post(f"/api/checklists/versions/{version['id']}/publication", json={"version": 1})
        assert twice.json()["code"] == "checklist.frozen"
    retired = await queries.version(msgspec.convert(first["id"], type(new_id())))
    assert (retired.key, retired.number) == ("pump", 1)
    changes = await storage.fetch("SELECT row_id FROM change_log WHERE kind = 'checklist' ORDER BY seq DESC LIMIT 2")
    assert {row["row_id"] for row in changes} == {first["id"], made["id"]}


@pytest.mark.usefixtures("installed")
async def test_there_is_one_draft_at_a_time_and_starting_it_again_is_harmless(alice: httpx2.AsyncClient) -> None:
    name = str(new_id())
    made = await draft(alice, id=name)
    assert await draft(alice, id=name) == made
    second = await alice.post("/api/checklists/pump/versions", json={})
    assert (second.status_code, second.json()["code"]) == (409, "checklist.draft_exists")
    other = {**made["document"], "name": {"zh": "别的", "en": "Other"}}
    taken = await alice.post("/api/checklists/pump/versions", json={"id": name, "document": other})
    assert (taken.status_code, taken.json()["code"]) == (409, "checklist.id_taken")


@pytest.mark.usefixtures("installed")
async def test_a_new_checklist_begins_with_its_document(alice: httpx2.AsyncClient) -> None:
    empty = await alice.post("/api/checklists/valve/versions", json={})
    assert (empty.status_code, empty.json()["code"]) == (422, "checklist.nothing_to_copy")
    document = {**(await newest(alice, "pump"))["document"], "key": "valve"}
    assert (await draft(alice, "valve", document=document))["number"] == 1


@pytest.mark.usefixtures("installed")
async def test_the_newest_published_document_serves_its_kinds(alice: httpx2.AsyncClient) -> None:
    kinds = await queries.for_kinds()
    assert {kinds["building"].key, kinds["building_inlet"].key, kinds["household"].key} == {"building", "household"}
    assert (await queries.gates_by_kind())["boiler"] == {"cold_run", "hot_run"}
    document = {**(await newest(alice, "pump"))["document"], "key": "special_pump"}
    made = await draft(alice, "special_pump", document=document)
    assert (await queries.for_kinds())["pump"].key == "pump"
    await alice.post(f"/api/checklists/versions/{made['id']}/publication", json={"version": 1})
    assert (await queries.for_kinds())["pump"].key == "special_pump"


async def test_phones_hold_the_published_ones(installed: Cast) -> None:
    bob = installed.actor("bob")
    held = await queries.mirror_checklists(bob)
    assert {row.state for row in held.values()} == {"published"}
    ids = list(held)
    assert ids == sorted(ids)
    assert list(await queries.mirror_checklists(bob, after=ids[2], limit=3)) == ids[3:6]
    assert list(await queries.mirror_checklists(bob, ids=[ids[1], str(new_id())])) == [ids[1]]
    assert await queries.mirror_checklists(bob, ids=[]) == {}
    with pytest.raises(Problem) as refused:
        await queries.version(new_id())
    assert refused.value.code == NOT_FOUND.code


@pytest.mark.usefixtures("installed")
async def test_it_finds_every_document_though_it_remembers_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "_documents", {})
    monkeypatch.setattr(queries, "_REMEMBERED", 3)
    once = await queries.for_kinds()
    assert {document.key for document in templates()} == {published.key for published in once.values()}
    assert await queries.for_kinds() == once
