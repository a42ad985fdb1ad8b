"""`heating migrate`: an update brings rules that may judge otherwise."""

import pytest

from heating import storage
from heating.cli.migrate import install
from tests.cast import Cast
from tests.readiness.world import World


@pytest.mark.parametrize("updated", [False, True])
async def test_every_site_is_assessed_anew_after_an_update(cast: Cast, updated: bool) -> None:
    await World(cast).found()
    (sites,) = await storage.fetch("SELECT count(*) AS n FROM site")
    async with storage.transaction():
        await storage.execute("DELETE FROM readiness_due")
    await install(updated=updated)
    (due,) = await storage.fetch("SELECT count(*) AS n FROM readiness_due")
    assert sites["n"] > 0
    assert due["n"] == (sites["n"] if updated else 0)
