"""The cast of all tests: alice may, bob may a little, charlie must see nothing of the other two.

`cast` is the people and the trees, for tests of actions and queries; `app`, `sign_in`, `alice`, `bob`, `charlie` and
`stranger` are for tests over HTTP.

    taiyuan/                      city            alice, administrator
    taiyuan/xinghualing-office/   district        (sign_in("district_officer", …, area="taiyuan/xinghualing/"))
    taiyuan/heat-one/             company
    taiyuan/heat-one/crew-a/      crew            bob, crew member
    taiyuan/heat-one/crew-b/      crew
    taiyuan/heat-two/             company         charlie, company manager
    taiyuan/heat-two/crew-c/      crew
Areas: taiyuan/, taiyuan/xinghualing/, taiyuan/xinghualing/juhe/, taiyuan/wanbolin/.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path

import httpx2
import pytest
from argon2 import PasswordHasher
from starlette.applications import Starlette

from heating import storage
from heating.accounts import identity, identity_cache, queries, sessions, tree_actions, user_actions
from heating.accounts.actor import Actor, system_actor
from heating.accounts.models import User
from heating.accounts.rules import AreaLevel, OrganizationKind, Role
from heating.app import create_app
from heating.settings import Settings, load

PHONE = "0351-5550001"
"""Everybody's: without one nobody is reachable on duty."""
PASSWORD = "correct horse battery"
CHEAP_HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""Verifying costs what the hash says, so tests do not wait."""

CITY, ONE, TWO = "taiyuan/", "taiyuan/heat-one/", "taiyuan/heat-two/"
CREW_A, CREW_B, CREW_C = "taiyuan/heat-one/crew-a/", "taiyuan/heat-one/crew-b/", "taiyuan/heat-two/crew-c/"
OFFICE = "taiyuan/xinghualing-office/"
XINGHUALING, JUHE, WANBOLIN = "taiyuan/xinghualing/", "taiyuan/xinghualing/juhe/", "taiyuan/wanbolin/"

ORGANIZATIONS = [
    tree_actions.NewOrganization(CITY, "太原市", "Taiyuan", OrganizationKind.CITY, "12345"),
    tree_actions.NewOrganization(OFFICE, "杏花岭区供热办", "Xinghualing office", OrganizationKind.DISTRICT),
    tree_actions.NewOrganization(ONE, "第一热力公司", "Heat One", OrganizationKind.COMPANY, "0351-1111111"),
    tree_actions.NewOrganization(CREW_A, "一公司甲班", "Crew A", OrganizationKind.CREW),
    tree_actions.NewOrganization(CREW_B, "一公司乙班", "Crew B", OrganizationKind.CREW),
    tree_actions.NewOrganization(TWO, "第二热力公司", "Heat Two", OrganizationKind.COMPANY, "0351-2222222"),
    tree_actions.NewOrganization(CREW_C, "二公司丙班", "Crew C", OrganizationKind.CREW),
]
AREAS = [
    tree_actions.NewArea(CITY, "太原市", "Taiyuan", AreaLevel.CITY),
    tree_actions.NewArea(XINGHUALING, "杏花岭区", "Xinghualing", AreaLevel.DISTRICT),
    tree_actions.NewArea(JUHE, "巨轮街道", "Julun", AreaLevel.STREET),
    tree_actions.NewArea(WANBOLIN, "万柏林区", "Wanbolin", AreaLevel.DISTRICT),
]


class Cast:
    """People by user name; more can be made."""

    def __init__(self) -> None:
        self.users: dict[str, User] = {}

    def actor(self, username: str) -> Actor:
        return queries.actor_of(self.users[username])

    async def add(self, username: str, role: Role | str, organization: str, area: str = "", name: str = "") -> User:
        profile = user_actions.Profile(
            username=username,
            name=name or username.title(),
            role=Role(role),
            organization=organization,
            area=area,
            phone=PHONE,
        )
        made = await user_actions.create_user(system_actor(), profile, password_hash=CHEAP_HASH)
        self.users[username] = made.user
        return made.user

    async def change(self, username: str, **columns: object) -> None:
        """Whatever they are; the change is logged as every verb logs it."""
        user = self.users[username]
        async with storage.transaction():
            await User.filter(id=user.id).update(**columns)
            identity_cache.forget_after_commit(user.id, user.organization_path)


@pytest.fixture
async def cast(database: str) -> Cast:  # noqa: ARG001 - it must be open
    people = Cast()
    for organization in ORGANIZATIONS:
        await tree_actions.create_organization(system_actor(), organization)
    for area in AREAS:
        await tree_actions.create_area(system_actor(), area)
    await people.add("alice", Role.ADMINISTRATOR, CITY)
    await people.add("bob", Role.CREW_MEMBER, CREW_A)
    await people.add("charlie", Role.COMPANY_MANAGER, TWO)
    return people


@pytest.fixture
def settings(database: str, tmp_path: Path) -> Settings:
    return load({"HEATING_DATA": str(tmp_path), "HEATING_DATABASE_URL": database})


@pytest.fixture
async def app(settings: Settings) -> AsyncIterator[Starlette]:
    """The whole application, without what runs in the background."""
    app = create_app(settings, background=False)
    async with app.router.lifespan_context(app):
        yield app


Connect = Callable[[], Awaitable[httpx2.AsyncClient]]


@pytest.fixture
async def connect(app: Starlette) -> AsyncIterator[Connect]:
    """A function that makes one more browser, not signed in."""
    async with AsyncExitStack() as clients:

        async def connect() -> httpx2.AsyncClient:
            client = httpx2.AsyncClient(transport=httpx2.ASGITransport(app), base_url="http://heating.test")
            return await clients.enter_async_context(client)

        yield connect


SignIn = Callable[..., Awaitable[httpx2.AsyncClient]]


@pytest.fixture
async def sign_in(cast: Cast, connect: Connect) -> SignIn:
    """`await sign_in("alice")`, or by role a person made for it: `await sign_in("auditor", CITY, area="")`."""

    async def sign_in(who: str, organization: str = ONE, area: str = "") -> httpx2.AsyncClient:
        username = who if who in cast.users else f"{who}.{organization}{area}".replace("/", ".").rstrip(".")
        if username not in cast.users:
            await cast.add(username, who, organization, area)
        client = await connect()
        client.cookies.set(identity.COOKIE, await session_token(cast.users[username]))
        return client

    return sign_in


async def session_token(user: User) -> str:
    async with storage.transaction():
        _, token = await sessions.begin(user, user_agent="test", address="127.0.0.1")
    return token


@pytest.fixture
async def stranger(connect: Connect) -> httpx2.AsyncClient:
    return await connect()


@pytest.fixture
async def alice(sign_in: SignIn) -> httpx2.AsyncClient:
    return await sign_in("alice")


@pytest.fixture
async def bob(sign_in: SignIn) -> httpx2.AsyncClient:
    return await sign_in("bob")


@pytest.fixture
async def charlie(sign_in: SignIn) -> httpx2.AsyncClient:
    return await sign_in("charlie")
