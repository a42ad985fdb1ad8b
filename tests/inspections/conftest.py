import pytest

from tests.cast import Cast
from tests.inspections.world import World


@pytest.fixture
async def world(cast: Cast) -> World:
    return await World(cast).build()
