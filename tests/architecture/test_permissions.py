"""Every route × every role × own and other organization, and strangers. What is expected comes from the matrix."""

from typing import Any

import httpx2
import pytest

from heating.accounts import scope
from heating.accounts.guard import Resource
from heating.accounts.models import User
from heating.accounts.rules import PERMISSIONS, Permission, Role
from heating.app.routes import ROUTES
from heating.http.endpoint import Endpoint, Public, SignedIn
from tests.architecture.conformity import assert_described
from tests.architecture.examples import Example, Names, Place, all_examples
from tests.cast import CITY, CREW_A, CREW_C, JUHE, ONE, WANBOLIN, XINGHUALING, Cast, Connect, session_token

EXAMPLES = all_examples()
METHODS = [(method, resource) for resource in ROUTES for method in resource.endpoints]

HOMES = {
    Role.CREW_MEMBER: (CREW_A, ""),
    Role.SAFETY_OFFICER: (ONE, ""),
    Role.DUTY_OFFICER: (ONE, ""),
    Role.COMPANY_MANAGER: (ONE, ""),
    Role.DISTRICT_OFFICER: (CITY, XINGHUALING),
    Role.CITY_LEADER: (CITY, ""),
    Role.ADMINISTRATOR: (CITY, ""),
    Role.AUDITOR: (CITY, ""),
}


def test_every_route_is_made_by_the_guard() -> None:
    """There is no other way that could forget to say what is needed."""
    assert [route for route in ROUTES if type(route) is not Resource] == []


def test_every_route_says_what_it_needs() -> None:
    for method, resource in METHODS:
        needs = resource.endpoints[method].needs
        assert needs in (Public, SignedIn) or isinstance(needs, Permission), (method, resource.path)


def test_every_route_has_an_example_and_every_example_a_route() -> None:
    assert {(method, resource.path) for method, resource in METHODS} == set(EXAMPLES)


def test_no_two_routes_are_the_same() -> None:
    paths = [resource.path_format for resource in ROUTES]
    assert len(paths) == len(set(paths))


def test_every_permission_is_given_to_someone_and_needed_somewhere() -> None:
    needed = {resource.endpoints[method].needs for method, resource in METHODS}
    assert all(PERMISSIONS[permission] for permission in Permission)
    assert set(Permission) - needed == set()


def may(endpoint: Endpoint, role: Role) -> bool:
    """By the matrix alone."""
    needs = endpoint.needs
    return not isinstance(needs, Permission) or role in PERMISSIONS[needs]


@pytest.mark.parametrize(("method", "resource"), METHODS, ids=lambda value: getattr(value, "path", value))
async def test_it_answers_each_role_as_the_matrix_says(method: str, resource: Resource, asking: "Asking") -> None:
    example = EXAMPLES[method, resource.path]
    endpoint = resource.endpoints[method]
    await asking.as_stranger(method, resource, example)
    for role in Role:
        for is_own in (True, False):
            await asking.as_role(role, is_own, method, resource, endpoint, example)


class Asking:
    def __init__(self, cast: Cast, connect: Connect) -> None:
        self.cast = cast
        self.connect = connect

    async def as_stranger(self, method: str, resource: Resource, example: Example) -> None:
        place = Place(CREW_A, JUHE, self.cast.users["bob"], self.cast)
        response = await self.send(await self.connect(), method, resource, example, place)
        if resource.endpoints[method].needs is Public:
            assert response.status_code in example.good, self.told("stranger", response)
        else:
            assert response.status_code == 401, self.told("stranger", response)

    async def as_role(
        self, role: Role, is_own: bool, method: str, resource: Resource, endpoint: Endpoint, example: Example
    ) -> None:
        user = await self.cast.add(f"{role}.{'own' if is_own else 'other'}", role, *HOMES[role])
        client = await self.connect()
        client.cookies.set("session", await session_token(user))
        place = self.place(user, is_own)
        response = await self.send(client, method, resource, example, place)
        told = self.told(f"{role}, {'own' if is_own else 'other'} organization", response)
        if not may(endpoint, role):
            assert response.status_code == 403, told
        elif example.shows is None:
            expected = example.good if self.sees(user, place, example, is_own) else example.hidden
            assert response.status_code in expected, told
        else:
            assert response.status_code in example.good, told
            assert (self.shown in response.text) == self.sees(user, place, example, is_own), told

    def place(self, user: User, is_own: bool) -> Place:
        if is_own:
            return Place(CREW_A, JUHE, user, self.cast)
        return Place(CREW_C, WANBOLIN, self.cast.users["charlie"], self.cast)

    def sees(self, user: User, place: Place, example: Example, is_own: bool) -> bool:
        if example.unscoped:
            return True
        if example.personal:
            return is_own
        actor = self.cast.actor(user.username)
        organization = actor.organization if example.tree == "areas" else place.organization
        return scope.sees(actor, organization, actor.area if example.tree == "organizations" else place.area)

    async def send(
        self, client: httpx2.AsyncClient, method: str, resource: Resource, example: Example, place: Place
    ) -> httpx2.Response:
        names = await example.subject(place)
        self.shown = example.shows(place, names) if example.shows else ""
        response = await client.request(
            method,
            _path(resource, names),
            params=example.query(place, names) if example.query else None,
            **_body(example, place, names),
        )
        assert_described(method, resource.path_format, response)
        return response

    def told(self, who: str, response: httpx2.Response) -> str:
        request = response.request
        return f"{who}: {request.method} {request.url} → {response.status_code} {response.text[:500]}"


def _path(resource: Resource, names: Names) -> str:
    return resource.path_format.format_map({name: names[name] for name in resource.param_convertors})


def _body(example: Example, place: Place, names: Names) -> dict[str, Any]:
    if example.content:
        content, media_type = example.content(place, names)
        return {"content": content, "headers": {"content-type": media_type}}
    return {"json": example.body(place, names)} if example.body else {}


@pytest.fixture
def asking(cast: Cast, connect: Connect) -> Asking:
    return Asking(cast, connect)
