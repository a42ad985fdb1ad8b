"""Fixtures of all tests.

`database` is an open, empty database with all tables; a test that asks for it runs on SQLite and, where PostgreSQL's
programs are installed, on PostgreSQL. HEATING_TEST_ENGINES=sqlite limits it for a quick run.
"""

from collections.abc import AsyncIterator, Iterator

import pytest
from hypothesis import settings

from tests.databases import Databases, engines
from tests.postgres_server import PostgresServer, binaries

pytest_plugins = ["tests.cast"]

settings.load_profile("ci")
"""The same examples in each run, however long one takes: nothing fails by chance, nor because a machine is busy."""


@pytest.fixture(scope="session", params=engines())
def engine(request: pytest.FixtureRequest) -> str:
    """Of session scope, so that pytest runs all tests of one engine, then all of the other."""
    name: str = request.param
    return name


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer | None]:
    """Runs from the first test that needs a database until the end, if it is wanted at all."""
    found = binaries()
    if "postgres" not in engines() or found is None:
        yield None
        return
    server = PostgresServer(found)
    yield server
    server.stop()


@pytest.fixture(scope="session")
async def databases(
    tmp_path_factory: pytest.TempPathFactory, postgres_server: PostgresServer | None
) -> AsyncIterator[Databases]:
    databases = Databases(tmp_path_factory.mktemp("databases"), postgres_server)
    yield databases
    await databases.close()


@pytest.fixture
async def database(engine: str, databases: Databases) -> str:
    """The address of an open and empty database with all tables."""
    return await databases.open(engine)


@pytest.fixture
async def database_url(engine: str, databases: Databases) -> AsyncIterator[str]:
    """The same database, empty but closed: for tests of what opens it itself."""
    url = await databases.open(engine)
    await databases.close()
    yield url
    await databases.close()
