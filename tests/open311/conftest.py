"""Another system with a key, and two estates with their stations."""

from collections.abc import Awaitable, Callable
from xml.etree import ElementTree

import httpx2
import pytest

from heating.accounts import tokens
from heating.accounts.rules import Permission
from tests.cast import CITY, Cast
from tests.network.conftest import Estates, estates, registry

__all__ = ["estates", "registry"]

V2 = "/open311/v2"
FORM = {
    "service_code": "no_heat",
    "address_string": "和平苑3号楼2单元501",
    "description": "家里暖气不热，我叫王建国，电话13812345678",
    "first_name": "建国",
    "last_name": "王",
    "phone": "13812345678",
    "email": "wang@example.cn",
}

Key = Callable[..., Awaitable[str]]
Post = Callable[..., Awaitable[httpx2.Response]]


@pytest.fixture
async def key(cast: Cast) -> Key:
    """`await key("frontend", Permission.COMPLAINTS_RECEIVE)`: the api_key of a duty officer of the city."""

    async def key(name: str = "frontend", *scopes: Permission) -> str:
        if name not in cast.users:
            await cast.add(name, "duty_officer", CITY)
        wanted = scopes or (Permission.COMPLAINTS_RECEIVE, Permission.COMPLAINTS_READ)
        return (await tokens.create(cast.actor(name), name, wanted, None)).token

    return key


@pytest.fixture
async def estate(estates: Estates) -> Estates:
    """和平苑3号楼 is supplied by its station and has many homes."""
    await estates.supply("和平苑3号楼", "和平苑热力站")
    return estates


@pytest.fixture
async def post(estate: Estates, stranger: httpx2.AsyncClient, key: Key) -> Post:  # noqa: ARG001 - the buildings
    """`await post(description="…")`, as the front end."""
    own = await key()

    async def post(
        path: str = "requests.json", headers: dict[str, str] | None = None, **fields: str
    ) -> httpx2.Response:
        form = {"api_key": own, **FORM, **fields}
        return await stranger.post(f"{V2}/{path}", data=form, headers=headers or {})

    return post


def created(answer: httpx2.Response) -> str:
    assert answer.status_code == 200, answer.text
    (request,) = answer.json()
    number: str = request["service_request_id"]
    return number


def errors(answer: httpx2.Response) -> list[int]:
    """The codes in an answer of either format."""
    if answer.headers["content-type"].startswith("application/json"):
        return [error["code"] for error in answer.json()]
    root = ElementTree.fromstring(answer.content)
    assert root.tag == "errors"
    return [int(error.findtext("code") or 0) for error in root]
