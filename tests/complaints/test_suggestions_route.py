"""GET …/suggestions: a category with its reasons, what may be the same, and how often the method is right."""

from typing import Any
from uuid import uuid4

import httpx2
import pytest

from heating.complaints.suggestions import queries as suggest_queries
from tests.cast import SignIn
from tests.network.conftest import Estates


@pytest.fixture(autouse=True)
def forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each test learns anew."""
    monkeypatch.setattr(suggest_queries, "_memory", suggest_queries._Memory())


async def suggest(client: httpx2.AsyncClient, **query: str) -> dict[str, Any]:
    answer = await client.post("/api/complaints/suggestions", json=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def receive(client: httpx2.AsyncClient, text: str, **more: Any) -> str:
    body = {"id": str(uuid4()), "channel": "phone", "text": text, **more}
    answer = await client.post("/api/complaints", json=body)
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


async def test_only_who_takes_complaints_down_may_ask(sign_in: SignIn, estates: Estates) -> None:  # noqa: ARG001
    bob = await sign_in("bob")
    assert (await bob.post("/api/complaints/suggestions", json={"text": "冷"})).status_code == 403


async def test_others_complaints_are_not_there(alice: httpx2.AsyncClient, sign_in: SignIn, estates: Estates) -> None:
    id = await receive(alice, "家里不热", building=str(estates["和平苑1号楼"]))
    charlie = await sign_in("charlie")
    assert (await charlie.get(f"/api/complaints/{id}/suggestions")).status_code == 404
    assert (await suggest(charlie, text="家里不热"))["similar"] == []


async def test_it_names_categories_with_reasons_and_how_far_to_trust_them(
    alice: httpx2.AsyncClient, estates: Estates
) -> None:
    found = await suggest(alice, text="暖气片漏水，水流了一地")
    first = found["categories"][0]
    assert (first["key"], first["name"], first["name_en"]) == ("leak_home", "户内漏水", "Leak in the home")
    assert "漏水" in first["why"][0]["words"]
    assert 0.5 < first["score"] <= 1
    assert found["measured"]["examples"] >= 300
    assert 0.8 < found["measured"]["right_first"] < found["measured"]["right_in_three"] < 1
    assert len(estates.ids) > 0


async def test_it_suggests_nothing_for_nothing(alice: httpx2.AsyncClient, estates: Estates) -> None:  # noqa: ARG001
    found = await suggest(alice)
    assert (found["categories"], found["similar"]) == ([], [])


async def test_it_finds_what_the_same_home_said_before(alice: httpx2.AsyncClient, estates: Estates) -> None:
    home = {"building": str(estates["和平苑1号楼"]), "unit": "2", "room": "501"}
    id = await receive(alice, "暖气一点都不热", category="no_heat", **home)
    await receive(alice, "请问怎么交费", category="fee", building=str(estates["宏光小区1号楼"]))
    found = await suggest(alice, text="昨天报的不热还没来人", **home, category="no_heat")
    assert [(similar["id"], similar["shared"]) for similar in found["similar"]] == [(id, ["home", "category"])]


async def test_a_complaint_is_not_like_itself(alice: httpx2.AsyncClient, estates: Estates) -> None:
    home = {"building": str(estates["和平苑1号楼"]), "unit": "2", "room": "501", "category": "no_heat"}
    first = await receive(alice, "暖气一点都不热", **home)
    assert (await alice.get(f"/api/complaints/{first}/suggestions")).json()["similar"] == []
    second = await receive(alice, "暖气一点都不热", **home)
    found = (await alice.get(f"/api/complaints/{second}/suggestions")).json()
    assert [(similar["id"], similar["likeness"]) for similar in found["similar"]] == [(first, 1.0)]


async def test_it_learns_what_the_citys_people_have_decided(alice: httpx2.AsyncClient, estates: Estates) -> None:
    for place in ("一号楼", "老年公寓", "教学楼", "西院"):
        await receive(alice, f"{place}电采暖跳闸", category="valve_or_radiator", building=str(estates["和平苑1号楼"]))
    found = await suggest(alice, text="宿舍楼的电采暖跳闸了")
    assert found["categories"][0]["key"] == "valve_or_radiator"
    assert found["measured"]["own"] == 4
