from collections.abc import AsyncIterator

import pytest

from heating.lib import clock
from tests.cast import Cast, SignIn
from tests.duty.serving import Serving
from tests.duty.world import BEFORE, World, the_world


@pytest.fixture
async def world(cast: Cast) -> AsyncIterator[World]:
    """Ten days before the month of the rosters."""
    with clock.travel(BEFORE):
        yield await the_world(cast)


@pytest.fixture
async def serving(world: World, sign_in: SignIn) -> Serving:
    await world.publish(world.plan())
    return Serving(world, sign_in)
