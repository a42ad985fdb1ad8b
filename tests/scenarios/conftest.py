from collections.abc import AsyncIterator

import pytest

from heating.lib import clock
from tests.cast import Cast, SignIn
from tests.scenarios.stage import Stage


@pytest.fixture
async def stage(cast: Cast, sign_in: SignIn) -> AsyncIterator[Stage]:
    stage = Stage(cast, sign_in)
    try:
        await stage.set_up()
        yield stage
    finally:
        clock.set_source(None)
