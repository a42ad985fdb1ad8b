"""When the persons of a complaint are erased, nothing that another system sent of them stays."""

from datetime import UTC, datetime
from typing import Any

import msgspec

from heating import storage
from heating.audit import Entry
from heating.open311 import erasing
from heating.open311.erasing import CAUSES
from heating.worker import REACTIONS
from tests.open311.conftest import Post, created


async def submissions() -> list[dict[str, Any]]:
    return await storage.fetch(
        "SELECT complaint_id, attributes_json, media_url, address_string, lat, long FROM open311_submission"
        " ORDER BY created_at"
    )


async def send_two(post: Post) -> list[str]:
    for description in ("冷", "很冷"):
        extra = {"attribute[REF]": "AB-1", "media_url": "https://x.example/a.jpg", "lat": "37.8", "long": "112.5"}
        created(await post(description=description, **extra))
    return [str(row["complaint_id"]) for row in await submissions()]


def entry(subject_kind: str, subject_id: str, **detail: Any) -> Entry:
    return Entry(
        seq=1,
        at=datetime(2026, 11, 21, tzinfo=UTC),
        actor_id=None,
        actor_name="system",
        action="persons.erased" if detail else "person.erased",
        subject_kind=subject_kind,
        subject_id=subject_id,
        organization="",
        area="",
        detail_json=msgspec.json.encode(detail).decode(),
        previous_hash="",
        hash="",
    )


async def follow(*entries: Entry) -> None:
    async with storage.transaction():
        await erasing.follow(entries)


EMPTY = {"attributes_json": "{}", "media_url": "", "address_string": "", "lat": None, "long": None}


def test_it_is_one_of_the_reactions() -> None:
    assert [reaction.actions for reaction in REACTIONS if reaction.react is erasing.follow] == [CAUSES]


async def test_one_persons_wish_empties_one_submission(post: Post) -> None:
    first, second = await send_two(post)
    await follow(entry("complaint", first))
    kept = {str(row.pop("complaint_id")): row for row in await submissions()}
    assert kept[first] == EMPTY
    assert kept[second]["media_url"] == "https://x.example/a.jpg"


async def test_the_retention_rule_empties_all_that_it_names(post: Post) -> None:
    await follow(entry("retention", "x", ids=await send_two(post)))
    assert [{**row, "complaint_id": None} for row in await submissions()] == [{**EMPTY, "complaint_id": None}] * 2
