from collections.abc import AsyncIterator

import pytest

from heating.lib import clock
from tests.cast import Cast, SignIn
from tests.complaints.living import NIGHT, Life
from tests.inspections.world import World
from tests.network.conftest import estates, registry

__all__ = ["estates", "registry"]


@pytest.fixture
async def world(cast: Cast) -> World:
    return await World(cast).build()


@pytest.fixture
async def line(world: World, sign_in: SignIn) -> AsyncIterator[Life]:
    """The people of the line, and no complaint yet; the clock stands still on a night in November."""
    with clock.travel(NIGHT):
        yield await Life(world, sign_in).people()


@pytest.fixture
async def life(line: Life) -> Life:
    """A complaint of a cold room, dispatched to dora."""
    return await line.begin()
