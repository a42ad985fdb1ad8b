from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.http.small_app import client_of, small_app


@pytest.fixture
async def client() -> AsyncIterator[httpx2.AsyncClient]:
    async with client_of(small_app()) as client:
        yield client
