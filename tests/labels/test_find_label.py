"""GET /api/labels/{code}, GET /api/labels"""

from typing import Any
from urllib.parse import quote
from uuid import UUID, uuid4

import httpx2
import pytest

from heating import storage
from heating.labels.actions import follow_assets
from heating.labels.codes import with_hyphen
from heating.labels.queries import LabelRecord, states_of
from tests.cast import CITY, CREW_A, CREW_C, JUHE, ONE, WANBOLIN, XINGHUALING, Cast, SignIn
from tests.labels.conftest import issued
from tests.registry.conftest import Registry, changes_of, last_change


async def test_it_refuses_a_stranger(stranger: httpx2.AsyncClient, label: LabelRecord) -> None:
    assert (await stranger.get(f"/api/labels/{label.code}")).status_code == 401
    assert (await stranger.get("/api/labels")).status_code == 401


async def test_it_hides_labels_of_others_but_not_blank_ones(
    charlie: httpx2.AsyncClient, label: LabelRecord, blank: LabelRecord
) -> None:
    answer = await charlie.get(f"/api/labels/{label.code}")
    assert (answer.status_code, answer.json()["code"]) == (404, "label.unknown")
    assert (await charlie.get(f"/api/labels/{blank.code}")).json() == {
        "label": (await charlie.get(f"/api/labels/{blank.short_code}")).json()["label"],
        "asset": None,
        "site": None,
    }


@pytest.mark.parametrize(
    ("code", "status", "problem"),
    [
        ("K7M2Q9X4TA", 422, "label.mistyped"),
        ("1", 422, "label.mistyped"),
        ("%20-", 422, "label.not_a_label"),
        ("UUUUUU", 422, "label.not_a_label"),
        ("https%3A%2F%2Fexample.com%2Fx", 422, "label.not_a_label"),
        ("000000", 404, "label.unknown"),
    ],
)
async def test_it_tells_a_slip_from_an_unknown_label(
    alice: httpx2.AsyncClient,
    registry: Registry,  # noqa: ARG001
    code: str,
    status: int,
    problem: str,
) -> None:
    answer = await alice.get(f"/api/labels/{code}")
    assert (answer.status_code, answer.json()["code"]) == (status, problem)


async def test_every_single_slip_is_caught(alice: httpx2.AsyncClient, label: LabelRecord) -> None:
    for place, letter in enumerate(label.short_code):
        slip = label.short_code[:place] + ("7" if letter != "7" else "8") + label.short_code[place + 1 :]
        assert (await alice.get(f"/api/labels/{slip}")).json()["code"] == "label.mistyped"


async def test_it_finds_by_code_short_code_and_address(bob: httpx2.AsyncClient, label: LabelRecord) -> None:
    slack = f" {label.code[:5]} {label.code[5:].lower()}"
    address = f"HTTP://127.0.0.1:8000/L/{label.code}"
    for text in (label.code, label.code.lower(), label.short_code, with_hyphen(label.short_code), slack, address):
        found = await bob.get(f"/api/labels/{quote(text, safe='')}")
        assert found.status_code == 200, (text, found.text)
        assert found.json()["label"]["id"] == str(label.id)
    assert (found.json()["asset"]["code"], found.json()["site"]["code"]) == ("P-1", "S-1")


async def test_it_reads_misread_letters(alice: httpx2.AsyncClient) -> None:
    labels = await issued(count=200)
    code = next(label.code for label in labels if "0" in label.code and "1" in label.code)
    misread = code.replace("0", "o").replace("1", "l")
    assert (await alice.get(f"/api/labels/{misread}")).json()["label"]["code"] == code


async def test_a_crew_finds_its_asset_at_a_site_of_the_company_above(
    bob: httpx2.AsyncClient, registry: Registry
) -> None:
    station = await registry.site(ONE, code="S-7")
    pump = await registry.asset(station, organization=CREW_A)
    (label,) = await issued(assets=[pump])
    found = (await bob.get(f"/api/labels/{label.code}")).json()
    assert (found["asset"]["id"], found["site"]) == (str(pump), None)


async def test_it_lists_what_the_actor_sees_newest_first(
    alice: httpx2.AsyncClient,
    bob: httpx2.AsyncClient,
    charlie: httpx2.AsyncClient,
    sign_in: SignIn,
    blank: LabelRecord,
    label: LabelRecord,
    far_label: LabelRecord,
) -> None:
    everyone = (await alice.get("/api/labels")).json()["items"]
    assert [item["code"] for item in everyone] == [far_label.code, label.code, blank.code]
    seen = {}
    for name, client in (
        ("bob", bob),
        ("charlie", charlie),
        ("officer", await sign_in("district_officer", CITY, XINGHUALING)),
    ):
        seen[name] = [item["code"] for item in (await client.get("/api/labels")).json()["items"]]
    assert seen == {"bob": [label.code, blank.code], "charlie": [far_label.code], "officer": [label.code]}


async def test_it_filters(
    alice: httpx2.AsyncClient, blank: LabelRecord, label: LabelRecord, far_label: LabelRecord, asset: UUID
) -> None:
    (oslo,) = await issued(count=1, batch="Oslo-IL 2026")
    queries: list[tuple[dict[str, Any], set[str]]] = [
        ({"state": "blank"}, {blank.code, oslo.code}),
        ({"asset": str(asset)}, {label.code}),
        ({"asset": str(uuid4())}, set()),
        ({"batch": "三"}, {far_label.code}),
        ({"q": label.code.lower()}, {label.code}),
        ({"q": with_hyphen(label.short_code)}, {label.code}),
        ({"q": f"http://127.0.0.1:8000/l/{label.code}"}, {label.code}),
        ({"q": label.code[2:9]}, {label.code}),
        ({"q": "oslo-il"}, {oslo.code}),
        ({"q": "三"}, {far_label.code}),
        ({"q": "%"}, set()),
        ({"q": "  "}, {blank.code, label.code, far_label.code, oslo.code}),
        ({"q": "一", "state": "attached"}, set()),
    ]
    for query, expected in queries:
        answer = await alice.get("/api/labels", params=query)
        assert {item["code"] for item in answer.json()["items"]} == expected, query
    for query in ({"state": "broken"}, {"cursor": "x"}, {"limit": "501"}, {"colour": "red"}):
        assert (await alice.get("/api/labels", params=query)).status_code == 422, query


async def test_it_pages(alice: httpx2.AsyncClient) -> None:
    labels = sorted(await issued(count=5), key=lambda label: label.id, reverse=True)
    found: list[str] = []
    cursor = None
    while True:
        answer = (await alice.get("/api/labels", params={"limit": 2, **({"cursor": cursor} if cursor else {})})).json()
        found += [item["code"] for item in answer["items"]]
        cursor = answer["next"]
        if cursor is None:
            break
    assert found == [label.code for label in labels]


async def test_states_are_found_by_either_code(label: LabelRecord, blank: LabelRecord, cast: Cast) -> None:  # noqa: ARG001
    states = await states_of([label.code, blank.short_code, "0000000000"])
    assert {code: state.state for code, state in states.items()} == {label.code: "attached", blank.short_code: "blank"}
    assert states[label.code].asset == label.asset


async def test_labels_follow_assets_that_move(
    alice: httpx2.AsyncClient, charlie: httpx2.AsyncClient, label: LabelRecord, asset: UUID
) -> None:
    move = {"version": 1, "organization": CREW_C, "area": WANBOLIN}
    assert (await alice.patch(f"/api/assets/{asset}", json=move)).status_code == 200
    seq = await last_change()
    for _ in range(2):
        async with storage.transaction():
            await follow_assets([asset, uuid4()])
    assert await changes_of(label.id, seq) == [("delete", CREW_A, JUHE), ("upsert", CREW_C, WANBOLIN)]
    found = (await charlie.get(f"/api/labels/{label.code}")).json()
    assert (found["label"]["organization"], found["asset"]["id"]) == (CREW_C, str(asset))
