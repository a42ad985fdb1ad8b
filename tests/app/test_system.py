"""/healthz, /readyz, /metrics, and answers when the database is away."""

import httpx2
import pytest
from starlette.applications import Starlette

import heating
from heating import storage
from heating.accounts import queries
from heating.app.application import UNAVAILABLE
from heating.http import metrics
from heating.storage import migrate


async def test_it_is_healthy_and_says_what_it_is(stranger: httpx2.AsyncClient) -> None:
    health = (await stranger.get("/healthz")).json()
    assert (health["status"], health["version"]) == ("ok", heating.__version__)
    assert health["database"]["dialect"] == storage.dialect()
    assert health["database"]["version"][0].isdigit()


async def test_it_is_not_ready_while_migrations_are_pending(
    stranger: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def pending() -> list[str]:
        return ["0002_more"]

    monkeypatch.setattr(migrate, "pending", pending)
    response = await stranger.get("/readyz")
    assert (response.status_code, response.headers["retry-after"]) == (503, "5")


async def test_it_is_not_ready_while_it_stops(app: Starlette, stranger: httpx2.AsyncClient) -> None:
    assert (await stranger.get("/readyz")).json() == {"status": "ready", "background": "elsewhere"}
    app.state.closing.set()
    assert (await stranger.get("/readyz")).status_code == 503


@pytest.mark.parametrize("error", UNAVAILABLE)
async def test_it_asks_to_try_again_when_the_database_is_away(
    error: type[Exception], bob: httpx2.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(_: str) -> None:
        raise error("gone")

    monkeypatch.setattr(queries, "principal_of_session", away)
    response = await bob.get("/api/session")
    assert (response.status_code, response.json()["code"]) == (503, "http.unavailable")
    assert response.headers["retry-after"] == "5"


async def test_it_packs_long_answers(alice: httpx2.AsyncClient) -> None:
    packed = await alice.get("/api/openapi.json", headers={"accept-encoding": "gzip"})
    plain = await alice.get("/api/openapi.json", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert packed.json() == plain.json()


async def test_it_shows_metrics(stranger: httpx2.AsyncClient) -> None:
    await stranger.get("/healthz")
    response = await stranger.get("/metrics")
    assert response.headers["content-type"].startswith("text/plain")
    assert 'route="/healthz"' in response.text
    assert metrics.exposition()[1] == response.headers["content-type"]


async def test_unknown_addresses_of_the_api_are_problems(stranger: httpx2.AsyncClient) -> None:
    for method in ("GET", "POST", "DELETE"):
        response = await stranger.request(method, "/api/nowhere")
        assert (response.status_code, response.json()["code"]) == (404, "http.not_found")
