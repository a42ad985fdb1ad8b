"""Bob's station and its pump in the streets of Julun, charlie's station in Wanbolin."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec
import pytest

from heating import audit, storage
from heating.accounts.actor import system_actor
from heating.audit import queries as audit_queries
from heating.registry.asset_actions import create_asset
from heating.registry.kind_actions import install_kinds
from heating.registry.schemas import NewAsset, NewSite
from heating.registry.site_actions import create_site
from heating.storage import changes
from tests.cast import CREW_A, CREW_C, JUHE, WANBOLIN, Cast


class Registry:
    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    async def site(self, organization: str = CREW_A, area: str = JUHE, **given: Any) -> UUID:
        bob = self.cast.users["bob"].id
        values = {
            "name": "和平路热力站",
            "kind": "heat_station",
            "responsible_id": bob,
            "safety_owner_id": bob,
            **given,
        }
        return await create_site(system_actor(), NewSite(organization=organization, area=area, **values))

    async def asset(self, site: UUID, **given: Any) -> UUID:
        values = {"name": "1号循环泵", "kind": "pump", **given}
        return await create_asset(system_actor(), NewAsset(site=site, **values))


@pytest.fixture
async def registry(cast: Cast) -> Registry:
    await install_kinds(system_actor())
    return Registry(cast)


@pytest.fixture
async def site(registry: Registry) -> UUID:
    return await registry.site(code="S-1")


@pytest.fixture
async def far_site(registry: Registry) -> UUID:
    return await registry.site(CREW_C, WANBOLIN, code="S-9", name="下元热力站")


@pytest.fixture
async def asset(registry: Registry, site: UUID) -> UUID:
    return await registry.asset(site, code="P-1")


def wrong(answer: Any) -> set[tuple[str, str]]:
    """Pointers and codes of a refusal for wrong fields."""
    document = answer.json()
    assert (answer.status_code, document["code"]) == (422, "http.invalid"), document
    return {(error["pointer"], error["code"]) for error in document["errors"]}


async def entries(subject: UUID | str) -> Sequence[audit.Entry]:
    """What the audit says of a subject, oldest first."""
    return list(reversed(await audit_queries.entries(audit_queries.Filters(subject_id=str(subject)))))


async def changes_of(subject: UUID | str, since: int = 0) -> list[tuple[str, str, str]]:
    """Op, organization and area of its rows in the change log."""
    log = await changes.since(since, 10_000)
    return [(change.op, change.organization, change.area) for change in log if change.row_id == str(subject)]


async def last_change() -> int:
    return (await changes.head()).seq


async def count(table: str) -> int:
    rows = await storage.fetch(f"SELECT count(*) AS n FROM {table}")
    number: int = rows[0]["n"]
    return number


def as_json(value: object) -> Any:
    return msgspec.to_builtins(value)
