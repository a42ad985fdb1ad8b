"""The same matter again within days of a closing, whenever it becomes known to be the same."""

import pytest

from heating import storage
from tests.complaints.living import Life

PHONE = {"name": "王小明", "phone": "13812345678"}


@pytest.fixture
async def earlier(life: Life) -> str:
    """Closed."""
    await life.until("closed")
    return life.id


async def linked(life: Life) -> str | None:
    earlier = (await life.as_it_is()).repeat_of
    return str(earlier) if earlier else None


async def counted(id: str) -> tuple[int, int]:
    rows = await storage.fetch("SELECT repeats, version FROM complaint WHERE id = ?", [id])
    return rows[0]["repeats"], rows[0]["version"]


async def test_what_is_counted_is_no_step_of_the_earlier_one(life: Life, earlier: str) -> None:
    _, version = await counted(earlier)
    await life.begin()
    assert await linked(life) == earlier
    assert await counted(earlier) == (1, version)


async def test_it_is_found_when_it_is_assessed(life: Life, earlier: str) -> None:
    building = str(life.world.building)
    await life.begin(category=None, building=None, unit="", room="", address="说不清")
    assert await linked(life) is None
    answer = await life.step("cora", "assessment", category="low_temperature", building=building, unit="2", room="501")
    assert answer.status_code == 200, answer.text
    assert await linked(life) == earlier
    assert (await counted(earlier))[0] == 1


async def test_another_category_is_another_matter(life: Life, earlier: str) -> None:
    await life.begin()
    answer = await life.step("cora", "classification", category="noise", reason="听错")
    assert answer.status_code == 200, answer.text
    assert (await linked(life), (await counted(earlier))[0]) == (None, 0)
