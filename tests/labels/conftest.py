"""Bob's station with a pump, charlie's station far away, and labels for them."""

from typing import Any
from uuid import UUID

import pytest

from heating.accounts.actor import system_actor
from heating.labels import actions, queries
from heating.labels.queries import LabelRecord
from heating.labels.schemas import NewLabels
from heating.registry.kind_actions import install_kinds
from tests.cast import CREW_A, CREW_C, WANBOLIN, Cast
from tests.registry.conftest import Registry


@pytest.fixture
async def registry(cast: Cast) -> Registry:
    await install_kinds(system_actor())
    return Registry(cast)


@pytest.fixture
async def asset(registry: Registry) -> UUID:
    return await registry.asset(await registry.site(code="S-1"), code="P-1")


@pytest.fixture
async def far_asset(registry: Registry) -> UUID:
    return await registry.asset(await registry.site(CREW_C, WANBOLIN, code="S-9", name="下元热力站"), code="P-9")


async def issued(**given: Any) -> list[LabelRecord]:
    return await queries.label_records(await actions.issue(system_actor(), NewLabels(**given)))


@pytest.fixture
async def blank(registry: Registry) -> LabelRecord:  # noqa: ARG001 - the people
    (label,) = await issued(count=1, organization=CREW_A, batch="一")
    return label


@pytest.fixture
async def label(asset: UUID) -> LabelRecord:
    """On bob's pump."""
    (label,) = await issued(assets=[asset], batch="二")
    return label


@pytest.fixture
async def far_label(far_asset: UUID) -> LabelRecord:
    (label,) = await issued(assets=[far_asset], batch="三")
    return label
