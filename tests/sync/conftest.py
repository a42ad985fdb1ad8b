from collections.abc import AsyncIterator

import pytest

from heating.sync.push import Pushes
from tests.cast import Cast
from tests.inspections.world import ZONE, World


@pytest.fixture
async def world(cast: Cast) -> World:
    return await World(cast).build()


@pytest.fixture
async def pushes(database: str) -> AsyncIterator[Pushes]:  # noqa: ARG001 - it must be open
    pushes = Pushes(ZONE)
    yield pushes
    await pushes.close()
