import pytest

from tests.cast import Cast
from tests.readiness.world import World


@pytest.fixture
async def world(cast: Cast) -> World:
    world = World(cast)
    await world.found()
    return world
