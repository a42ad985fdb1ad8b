from typing import Any

from heating.lib.ids import new_id
from tests.duty.rosters import at
from tests.duty.serving import Serving, code, watch


async def handed(serving: Serving, **more: Any) -> str:
    answer = await serving.post("ann", at(1, 11.9), "/hand-overs", watch(at(1), note="一处漏水待复查", **more))
    assert answer.status_code == 201, answer.text
    id: str = answer.json()["id"]
    return id


async def test_it_is_for_the_one_on_watch_alone(serving: Serving) -> None:
    assert code(await serving.post("ben", at(1, 11), "/hand-overs", watch(at(1), note="x"))) == (404, "duty.not_found")


async def test_it_is_not_before_the_watch(serving: Serving) -> None:
    answer = await serving.post("ann", at(1, -1), "/hand-overs", watch(at(1), note="x"))
    assert code(answer) == (409, "duty.too_early")


async def test_it_needs_a_note(serving: Serving) -> None:
    assert (await serving.post("ann", at(1, 11), "/hand-overs", watch(at(1), note=""))).status_code == 422


async def test_it_needs_somebody_who_takes_over(serving: Serving) -> None:
    last = at(30, 12)
    answer = await serving.post("ben", at(30, 23), "/hand-overs", watch(last, note="x"))
    assert code(answer) == (409, "duty.nobody_follows")


async def test_a_watch_is_handed_over_once(serving: Serving) -> None:
    body = watch(at(1), note="一处漏水待复查")
    for _ in range(2):  # the same again is harmless
        assert (await serving.post("ann", at(1, 11), "/hand-overs", body)).status_code == 201
    assert code(await serving.post("ann", at(1, 11), "/hand-overs", watch(at(1), note="又一份"))) == (
        409,
        "duty.handed_over",
    )
    other = await serving.post("ann", at(1, 11), "/hand-overs", {**body, "note": "改了"})
    assert code(other) == (409, "duty.id_taken")


async def test_only_the_one_who_comes_signs_for_it(serving: Serving) -> None:
    id = await handed(serving)
    for who in ("ann", "dan", "mary"):
        assert (await serving.post(who, at(1, 12), f"/hand-overs/{id}/receipt")).status_code == 404


async def test_both_sign(serving: Serving) -> None:
    id = await handed(serving)
    assert await serving.told("watch.handed_over") == ["ben"]
    (waiting,) = (await serving.own("ben", at(1, 12)))["hand_overs"]
    assert (waiting["by"]["name"], waiting["note"], waiting["received_at"]) == ("Ann", "一处漏水待复查", None)
    done = await serving.post("ben", at(1, 12.1), f"/hand-overs/{id}/receipt", {"text": "收到"})
    again = await serving.post("ben", at(1, 13), f"/hand-overs/{id}/receipt", {"text": "别的"})
    assert (done.json()["remark"], done.json()) == ("收到", again.json())
    assert (await serving.own("ben", at(1, 12.2)))["hand_overs"] == []
    (own, *_) = (await serving.own("ann", at(1, 11.95)))["watches"]
    assert (own["handed_over"], own["coming"]["name"]) == (True, "Ben")
    listed = (await serving.send("GET", "bob", at(1, 13), "/hand-overs")).json()
    assert [one["id"] for one in listed["items"]] == [id]
    assert (await serving.send("GET", "charlie", at(1, 13), "/hand-overs")).json()["items"] == []


async def test_those_of_one_moment_have_an_order(serving: Serving) -> None:
    first, second = sorted(str(new_id()) for _ in range(2))
    for id, day in ((first, 1), (second, 2)):
        body = watch(at(day), note="一处漏水待复查", id=id)
        assert (await serving.post("ann", at(2, 11), "/hand-overs", body)).status_code == 201
    assert [one["id"] for one in (await serving.own("ben", at(2, 12)))["hand_overs"]] == [second, first]
