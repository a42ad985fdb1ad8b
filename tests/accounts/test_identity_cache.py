"""The memory of who a token stands for: quick, and never longer than it may be."""

import asyncio
from collections.abc import Callable
from contextlib import suppress

import httpx2
import pytest

from heating import storage
from heating.accounts import identity, identity_cache, queries, secrets
from heating.accounts.models import User
from heating.storage import hub
from tests.cast import Cast


@pytest.fixture(autouse=True)
def lasting(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is remembered outlives the test, however slow the machine is."""
    monkeypatch.setattr(identity_cache, "LIFE_SECONDS", 600.0)


async def until(holds: Callable[[], bool]) -> None:
    while not holds():  # noqa: ASYNC110 - neither has an event to wait for
        await asyncio.sleep(0.01)


async def test_it_asks_the_database_once(bob: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []
    original = queries.principal_of_session

    async def counted(token_hash: str) -> queries.Principal | None:
        asked.append(token_hash)
        return await original(token_hash)

    monkeypatch.setattr(queries, "principal_of_session", counted)
    for _ in range(5):
        assert (await bob.get("/api/areas")).status_code == 200
    assert len(asked) == 1


async def test_it_does_not_remember_for_long(
    cast: Cast, bob: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A change behind our back, as the command line makes one."""
    monkeypatch.setattr(identity_cache, "LIFE_SECONDS", 0.05)
    assert (await bob.get("/api/users")).status_code == 403
    await User.filter(id=cast.users["bob"].id).update(role="safety_officer")
    await asyncio.sleep(0.06)
    assert (await bob.get("/api/users")).status_code == 200


async def test_it_does_not_remember_what_was_forgotten_while_it_was_read(
    cast: Cast, bob: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    token_hash = secrets.digest(bob.cookies["session"])
    original = queries.principal_of_session

    async def overtaken(token_hash: str) -> queries.Principal | None:
        found = await original(token_hash)
        identity_cache.forget_user(cast.users["bob"].id)
        return found

    monkeypatch.setattr(queries, "principal_of_session", overtaken)
    await bob.get("/api/areas")
    assert identity_cache.get(token_hash) is None


async def test_it_keeps_nothing_after_a_rolled_back_change(cast: Cast, bob: httpx2.AsyncClient) -> None:
    await bob.get("/api/areas")
    token_hash = secrets.digest(bob.cookies["session"])
    with suppress(RuntimeError):
        async with storage.transaction():
            identity_cache.forget_after_commit(cast.users["bob"].id, "")
            raise RuntimeError
    assert identity_cache.get(token_hash) is not None


async def test_it_does_not_grow_for_ever(bob: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity_cache, "LARGEST", 1)
    await bob.get("/api/areas")
    entry = identity_cache.get(secrets.digest(bob.cookies["session"]))
    assert entry is not None
    identity_cache.put("another", entry, identity_cache.generation())
    assert identity_cache.get("another") is not None
    assert identity_cache.get(secrets.digest(bob.cookies["session"])) is None


async def test_it_hears_of_changes_of_other_processes(cast: Cast, bob: httpx2.AsyncClient) -> None:
    await bob.get("/api/areas")
    token_hash = secrets.digest(bob.cookies["session"])
    followers = len(hub.changes)
    following = asyncio.create_task(identity_cache.follow_other_processes())
    async with asyncio.timeout(60):
        await until(lambda: len(hub.changes) > followers)
    async with storage.transaction() as unit:
        unit.changed(identity_cache.CHANGE_KIND, cast.users["bob"].id, organization="", area="")
    async with asyncio.timeout(60):
        await until(lambda: identity_cache.get(token_hash) is None)
    following.cancel()


def test_the_cookie_has_the_name_that_the_documentation_says() -> None:
    assert identity.COOKIE == "session"
