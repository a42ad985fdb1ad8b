"""Another photo in place of one that never came: what has arrived is evidence, and stays."""

from typing import Any
from uuid import UUID

import httpx2

from heating import storage
from heating.hazards import queries
from heating.lib.ids import new_id
from heating.photos import queries as photos
from tests.hazards.living import AFTER, Life, faults, refused
from tests.inspections.world import MORNING, sha

CLOSE_UP, CONTEXT, NEW, OTHER = sha(1), sha(2), sha(91), sha(92)


async def replace(life: Life, by: str = "bob", **others: Any) -> httpx2.Response:
    body = {"refused": CLOSE_UP, "replacement": NEW, "reason": "原照片打不开"}
    return await life.step(by, "photo-replacement", **(body | others))


async def arrived(sha256: str, life: Life) -> None:
    async with storage.transaction():
        await storage.execute(
            "INSERT INTO photo (sha256, format, bytes, width, height, orientation, uploaded_by, uploaded_at)"
            " VALUES (?, 'jpeg', 1, 1, 1, 1, ?, ?)",
            [sha256, UUID(life.person("bob")), MORNING],
        )


async def test_it_must_be_a_photo_of_the_hazard(life: Life) -> None:
    assert refused(await replace(life, refused=OTHER)) == (404, "hazard.no_such_photo")
    life.id = str(new_id())
    assert refused(await replace(life)) == (404, "hazard.not_found")


async def test_what_has_arrived_is_not_replaced(life: Life) -> None:
    await arrived(CLOSE_UP, life)
    assert refused(await replace(life)) == (409, "hazard.photo_arrived")
    assert (await replace(life, refused=CONTEXT)).status_code == 200


async def test_it_is_for_whoever_took_it_and_his_unit(life: Life) -> None:
    for username in ("sue", "max", "dan", "lee"):
        assert refused(await replace(life, username)) == (403, "hazard.not_photographer")
    assert refused(await replace(life, "carl")) == (404, "hazard.not_found")
    assert (await replace(life, "ben")).status_code == 200


async def test_it_needs_a_reason_and_another_picture(life: Life) -> None:
    assert faults(await replace(life, reason=" ")) == {("/reason", "required")}
    assert faults(await replace(life, replacement=CLOSE_UP)) == {("/replacement", "shown_already")}
    assert faults(await replace(life, replacement=CONTEXT)) == {("/replacement", "shown_already")}
    answer = await replace(life, refused="x", replacement=NEW[:-1])
    assert {error["pointer"] for error in answer.json()["errors"]} == {"/refused", "/replacement"}


async def test_it_takes_the_place_of_the_first(life: Life) -> None:
    answer = (await replace(life, taken_at=MORNING.isoformat())).json()
    assert [(photo["sha256"], photo["role"]) for photo in answer["photos"]] == [(NEW, "close_up"), (CONTEXT, "context")]
    step = answer["steps"][-1]
    assert (step["step"], step["reason"]) == ("replace_photo", "原照片打不开")
    assert (step["from"], step["to"], answer["version"]) == ("reported", "reported", 2)
    assert step["detail"] == {"refused": CLOSE_UP, "replacement": NEW, "of": [life.id]}
    assert {photo.sha256 for photo in await photos.shown_by([UUID(life.id)])} == {NEW, CONTEXT}
    row = (await queries.mirror_hazards(life.world.actor("bob")))[life.id]
    assert [photo.sha256 for photo in row["photos"]] == [NEW, CONTEXT]


async def test_it_replaces_the_photo_of_a_step(life: Life) -> None:
    """sue may verify what bob did; his photo is none of hers."""
    await life.confirm()
    await life.rectify()
    assert refused(await replace(life, "sue", refused=AFTER["sha256"])) == (403, "hazard.not_photographer")
    answer = (await replace(life, "bob", refused=AFTER["sha256"])).json()
    assert [(photo["sha256"], photo["role"]) for photo in answer["steps"][2]["photos"]] == [(NEW, "after")]
    assert [photo["sha256"] for photo in answer["photos"]] == [CLOSE_UP, CONTEXT]
    assert answer["status"] == "rectified"


async def test_a_closed_hazard_gets_its_evidence_too(life: Life) -> None:
    await life.confirm()
    await life.rectify()
    await life.accept()
    assert (await replace(life)).json()["status"] == "closed"


async def test_again_it_answers_as_the_first_time(life: Life) -> None:
    step = str(new_id())
    first, again = await replace(life, id=step), await replace(life, id=step)
    assert (again.status_code, again.json()) == (200, first.json())
    assert refused(await replace(life, id=step, reason="另一个")) == (409, "hazard.id_taken")


async def test_a_version_that_is_over_is_a_conflict_with_the_present_state(life: Life) -> None:
    await life.confirm()
    answer = await replace(life, version=1)
    assert refused(answer) == (409, "hazard.version_conflict")
    assert [error["code"] for error in answer.json()["errors"]] == ["rectifying"]


async def test_it_is_written_down_in_the_audit(life: Life) -> None:
    await replace(life)
    rows = await storage.fetch("SELECT actor_id, detail_json FROM audit_entry WHERE action = 'hazard.photo_replaced'")
    assert [str(row["actor_id"]) for row in rows] == [life.person("bob")]
    assert NEW in rows[0]["detail_json"]
    assert CLOSE_UP in rows[0]["detail_json"]
