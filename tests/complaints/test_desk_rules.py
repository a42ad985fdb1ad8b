"""What stands at the desk and in which order, against the vectors to which the desk's own memory answers as well."""

from datetime import datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest

from heating import storage
from heating.complaints.rules import Status, desk_place, is_at_desk
from tests.complaints.living import Life


class Standing(msgspec.Struct):
    id: UUID
    status: Status
    due_at: datetime | None
    received_at: datetime
    merged_into: UUID | None


class Case(msgspec.Struct):
    name: str
    rows: list[Standing]
    expect: list[UUID]


class Vectors(msgspec.Struct):
    cases: list[Case]


CASES = msgspec.json.decode((Path(__file__).parents[1] / "shared_rules" / "desk.json").read_bytes(), type=Vectors).cases


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_rule_holds(case: Case) -> None:
    at_desk = [row for row in case.rows if is_at_desk(row.status, merged=row.merged_into is not None)]
    assert [row.id for row in sorted(at_desk, key=desk_place)] == case.expect


@pytest.fixture
async def many(line: Life) -> Life:
    for room in ("1", "2", "3"):
        await line.begin(room=room)
    return line


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
async def test_the_queue_holds_to_it_page_by_page(many: Life, case: Case) -> None:
    await _make_like(case.rows)
    found: list[str] = []
    query: dict[str, object] = {"limit": 1}
    while len(found) <= len(case.rows):
        page = await many.get("cora", "/api/complaints/queue", **query)
        found += [row["id"] for row in page["items"]]
        if page["next"] is None:
            break
        query["cursor"] = page["next"]
    assert found == [str(id) for id in case.expect]


async def _make_like(rows: list[Standing]) -> None:
    """The complaints there are take the place of `rows`; what is left over goes."""
    async with storage.transaction():
        have = await storage.fetch("SELECT id FROM complaint ORDER BY number")
        for old, row in zip(have, rows, strict=False):
            await storage.execute(
                "UPDATE complaint SET id = ?, status = ?, due_at = ?, received_at = ?, merged_into_id = ? WHERE id = ?",
                [row.id, row.status, row.due_at, row.received_at, row.merged_into, UUID(str(old["id"]))],
            )
        for old in have[len(rows) :]:
            await storage.execute("DELETE FROM complaint WHERE id = ?", [UUID(str(old["id"]))])
