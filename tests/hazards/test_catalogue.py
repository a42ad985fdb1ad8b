"""/api/hazard-codes, /api/hazard-classes, /api/hazard-phrases, /api/deadline-policies"""

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import httpx2
import msgspec
import pytest

from heating import storage
from heating.accounts.actor import system_actor
from heating.accounts.rules import AreaLevel
from heating.accounts.tree_actions import NewArea, create_area
from heating.audit import queries as audit
from heating.deadlines.rules import Amount, Unit
from heating.hazards import catalogue, codes_queries, policies_queries
from heating.hazards.policies import Limit
from heating.hazards.rules import Grade
from heating.lib import clock
from heating.registry.kind_actions import create_season
from heating.registry.schemas import NewSeason
from heating.registry.seasons import usual_plan
from heating.storage import changes
from tests.cast import JUHE, XINGHUALING, Cast
from tests.photos.pictures import picture, sha256
from tests.sync.mirror import Mirror

ZONE = ZoneInfo("Asia/Shanghai")
MAY, DECEMBER = datetime(2026, 5, 4, tzinfo=UTC), datetime(2026, 12, 4, tzinfo=UTC)
NAMES = {"zh": "新隐患", "en": "New hazard"}


def a_code(**others: Any) -> dict[str, Any]:
    return {
        "key": "new_code",
        "code_class": "environment",
        "number": "5499",
        "name": NAMES,
        "definition": NAMES,
        "filing": NAMES,
        "closing": NAMES,
        "grade": "minor",
        "version": 0,
    } | others


def body_of(row: dict[str, Any], **changes: Any) -> dict[str, Any]:
    added = {"kind", "time_limit", "time_limit_in_season", "search", "changed_at", "changed_by", "sort"}
    return {key: value for key, value in row.items() if key not in added} | changes


async def code(client: httpx2.AsyncClient, key: str) -> dict[str, Any]:
    answer = await client.get(f"/api/hazard-codes/{key}")
    assert answer.status_code == 200, answer.text
    row: dict[str, Any] = answer.json()
    return row


async def test_it_refuses_strangers_and_those_who_may_not_edit(
    stranger: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    assert (await stranger.get("/api/hazard-codes")).status_code == 401
    assert (await bob.put("/api/hazard-codes/new_code", json=a_code())).status_code == 403
    policy = (await bob.get("/api/deadline-policies")).json()[0]
    assert (await bob.put(f"/api/deadline-policies/{policy['key']}", json=body_of(policy))).status_code == 403


async def test_it_refuses_unknown_entries_other_keys_and_every_wrong_field(alice: httpx2.AsyncClient) -> None:
    assert (await alice.get("/api/hazard-codes/nothing")).json()["code"] == "hazard.no_entry"
    assert (await alice.get("/api/hazard-phrases/nothing/changes")).json()["code"] == "hazard.no_entry"
    assert (await alice.put("/api/hazard-codes/other", json=a_code())).json()["code"] == "hazard.entry_key"
    wrong = await alice.put("/api/hazard-codes/new_code", json=a_code(number="9999", parts=["leaks"]))
    assert (wrong.status_code, {error["pointer"] for error in wrong.json()["errors"]}) == (422, {"/number", "/parts/0"})


async def test_the_handbook_is_searched_and_filtered(bob: httpx2.AsyncClient) -> None:
    async def keys(**query: str) -> list[str]:
        return [row["key"] for row in (await bob.get("/api/hazard-codes", params=query)).json()]

    assert len(await keys()) >= 60
    assert (await keys(q="xhsb"))[0] == "circulating_pump"
    assert await keys(q="爆管", kind="event") == ["burst_pipe"]
    assert await keys(q="爆管", kind="part") == []
    assert set(await keys(code_class="environment")) >= {"open_coal_pile", "emission_over_limit"}
    assert "heat_pump" in await keys(asset_kind="rural_heat_pump")
    assert await keys(in_force="false") == []


async def test_a_page_of_the_handbook_says_all_that_is_needed(bob: httpx2.AsyncClient) -> None:
    cover = await code(bob, "chamber_cover")
    assert (cover["kind"], cover["number"], cover["version"], cover["changed_by"]) == ("part", "1305", 0, None)
    assert all(cover[field]["zh"] and cover[field]["en"] for field in ("name", "definition", "filing", "closing"))
    assert cover["time_limit"] == {"n": 8, "unit": "urgent_hours"}
    assert (await code(bob, "heat_meter"))["time_limit"] == {"n": 7, "unit": "days"}


async def test_a_change_is_kept_with_who_when_and_why(alice: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    before = await code(alice, "chamber_cover")
    first = await alice.put(
        "/api/hazard-codes/chamber_cover", json=body_of(before, grade="larger", note="市里文件 2026-12 号")
    )
    assert first.status_code == 200, first.text
    assert (first.json()["grade"], first.json()["version"], first.json()["changed_by"]["name"]) == (
        "larger",
        1,
        "Alice",
    )
    second = await alice.put("/api/hazard-codes/chamber_cover", json=body_of(first.json(), in_force=False))
    assert second.json()["version"] == 2
    told = (await bob.get("/api/hazard-codes/chamber_cover/changes")).json()
    assert [(change["version"], change["document"]["grade"], change["note"]) for change in told] == [
        (2, "larger", ""),
        (1, "larger", "市里文件 2026-12 号"),
    ]
    entries = await audit.entries_after(0, 100, ["code.changed"])
    assert [(entry.actor_name, entry.subject_id, entry.detail["version"]) for entry in entries] == [
        ("Alice", "chamber_cover", 1),
        ("Alice", "chamber_cover", 2),
    ]


async def test_who_read_an_older_version_must_read_again(alice: httpx2.AsyncClient) -> None:
    before = await code(alice, "chamber_cover")
    await alice.put("/api/hazard-codes/chamber_cover", json=body_of(before, grade="larger"))
    late = await alice.put("/api/hazard-codes/chamber_cover", json=body_of(before, grade="minor"))
    assert (late.status_code, late.json()["code"]) == (409, "hazard.entry_conflict")
    assert (await code(alice, "chamber_cover"))["grade"] == "larger"


async def test_a_city_adds_classes_codes_and_phrases_of_its_own(alice: httpx2.AsyncClient) -> None:
    answers = [
        await alice.put(
            "/api/hazard-phrases/hums", json={"key": "hums", "role": "defect", "name": NAMES, "version": 0}
        ),
        await alice.put(
            "/api/hazard-classes/own", json={"key": "own", "kind": "event", "number": "61", "name": NAMES, "version": 0}
        ),
        await alice.put(
            "/api/hazard-codes/new_code",
            json=a_code(code_class="own", number="6101", defects=["hums"], synonyms=["啸叫"]),
        ),
    ]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [row["key"] for row in (await alice.get("/api/hazard-codes", params={"q": "xiaojiao"})).json()] == [
        "new_code"
    ]
    assert [row["key"] for row in (await alice.get("/api/hazard-classes")).json()][-1] == "own"
    assert "hums" in [row["key"] for row in (await alice.get("/api/hazard-phrases", params={"role": "defect"})).json()]


async def test_a_changed_policy_holds_and_the_handbook_follows(alice: httpx2.AsyncClient) -> None:
    policies = {row["key"]: row for row in (await alice.get("/api/deadline-policies")).json()}
    start = (await changes.head()).seq
    rules = [{"grades": ["general"], "amount": {"n": 3, "unit": "working_days"}}, {"amount": {"n": 2, "unit": "days"}}]
    answer = await alice.put("/api/deadline-policies/rectify", json=body_of(policies["rectify"], rules=rules))
    assert answer.status_code == 200, answer.text
    assert (await code(alice, "heat_meter"))["time_limit"] == {"n": 3, "unit": "working_days"}
    assert (await code(alice, "circulating_pump"))["time_limit"] == {"n": 2, "unit": "days"}
    told = {change.row_id for change in await changes.since(start, 500)}
    assert {"policy/rectify", "code/heat_meter"} <= told
    assert [change["version"] for change in (await alice.get("/api/deadline-policies/rectify/changes")).json()] == [1]


@pytest.mark.usefixtures("cast")
async def test_the_season_and_the_area_decide() -> None:
    plan = usual_plan(2026)
    await create_season(system_actor(), NewSeason(**msgspec.structs.asdict(plan)))
    policies = await policies_queries.current(ZONE)
    limits = [policies.limit("rectify", grade=Grade.GENERAL, code=None, area=JUHE, at=at) for at in (MAY, DECEMBER)]
    assert limits == [
        Limit(Amount(7, Unit.DAYS), "city", plan.gates.filled),
        Limit(Amount(8, Unit.URGENT_HOURS), "city", None),
    ]
    village = f"{XINGHUALING}xiaocun/"
    await create_area(system_actor(), NewArea(village, "小村", "Xiaocun", AreaLevel.VILLAGE))
    assert [await policies_queries.is_rural(area) for area in (JUHE, village)] == [False, True]


@pytest.mark.usefixtures("cast")
async def test_what_the_product_comes_with_is_stored_once_for_the_phones() -> None:
    count = await catalogue.install(system_actor())
    assert await catalogue.install(system_actor()) == 0
    mirror = await codes_queries.mirror_catalogue()
    assert count == len(mirror) == len(await storage.fetch("SELECT id FROM hazard_catalogue_entry"))
    assert {id.split("/")[0] for id in mirror} == {"class", "code", "phrase", "policy"}
    assert {row.version for row in mirror.values()} == {1}
    assert mirror["code/chamber_cover"].changed_by is None


async def test_the_moment_of_a_change_is_kept(alice: httpx2.AsyncClient) -> None:
    with clock.travel(MAY):
        before = await code(alice, "chamber_cover")
        row = (await alice.put("/api/hazard-codes/chamber_cover", json=body_of(before))).json()
    assert row["changed_at"] == "2026-05-04T00:00:00Z"


async def test_phones_hold_the_handbook_and_hear_of_changes(cast: Cast, alice: httpx2.AsyncClient) -> None:
    await catalogue.install(system_actor())
    mirror = await Mirror(cast.actor("bob")).catch_up()
    assert mirror.rows["hazard_code", "code/chamber_cover"]["time_limit"] == {"n": 8, "unit": "urgent_hours"}
    assert mirror.rows["hazard_code", "phrase/leaks"]["degrees"] == ["damp", "drops", "stream", "spray"]
    before = await code(alice, "chamber_cover")
    await alice.put("/api/hazard-codes/chamber_cover", json=body_of(before, grade="larger"))
    await mirror.catch_up()
    assert mirror.rows["hazard_code", "code/chamber_cover"]["grade"] == "larger"


async def test_the_example_photo_of_a_code_is_for_everybody(alice: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    content = picture(size=(400, 300))
    photo = f"/api/photos/{sha256(content)}"
    assert (await alice.put(photo, content=content)).status_code == 201
    assert (await bob.get(photo)).status_code == 404
    answer = await alice.put("/api/hazard-codes/new_code", json=a_code(photo=sha256(content)))
    assert answer.status_code == 200, answer.text
    assert (await bob.get(photo)).status_code == 200
