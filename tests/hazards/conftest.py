from collections.abc import AsyncIterator

import pytest

from heating.lib import clock
from tests.cast import Cast, SignIn
from tests.hazards.living import Life
from tests.inspections.world import MORNING, World


@pytest.fixture
async def world(cast: Cast) -> World:
    return await World(cast).build()


@pytest.fixture
async def life(world: World, sign_in: SignIn) -> AsyncIterator[Life]:
    """A general hazard, reported on a morning in September; the clock stands still there."""
    with clock.travel(MORNING):
        yield await Life(world, sign_in).begin()


@pytest.fixture
async def minor(world: World, sign_in: SignIn) -> AsyncIterator[Life]:
    with clock.travel(MORNING):
        yield await Life(world, sign_in).begin(grade="minor")
