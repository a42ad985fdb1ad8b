"""The demo city in the database: whole, believable, and the same for the same seed."""

import hashlib
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import msgspec
import pytest

from heating import storage
from heating.accounts import queries as accounts
from heating.accounts import secrets
from heating.accounts.rules import Role
from heating.cli.check import every_fault
from heating.hazards.rules import Status
from heating.hazards.steps import Step
from heating.sample.building import NotEmpty, SignIn, Wanted, build
from heating.settings import Settings
from tests.databases import Databases, tables
from tests.unordered import shuffled

ZONE = ZoneInfo("Asia/Shanghai")
NOVEMBER = datetime(2026, 11, 21, 12, tzinfo=ZONE)
JUNE = datetime(2026, 6, 20, 12, tzinfo=ZONE)
APRIL = datetime(2027, 4, 1, 0, 5, tzinfo=ZONE)
NOT_FROM_THE_SEED = {"password_hash", "epoch"}


async def built(directory: Path, until: datetime = NOVEMBER, seed: int = 1) -> dict[Role, SignIn]:
    return await build(Wanted("small", seed, until, ZONE, directory), lambda *_: None)


async def count(table: str, condition: str = "1=1") -> int:
    rows = await storage.fetch(f"SELECT count(*) AS n FROM {table} WHERE {condition}")
    n: int = rows[0]["n"]
    return n


async def state_hash() -> str:
    """Over every row of every table, but for salts and for numbers that the database itself gives out."""
    digest = hashlib.sha256()
    for table in sorted(await tables()):
        rows = await storage.fetch(f'SELECT * FROM "{table}"', writer=True)
        digest.update(table.encode())
        for text in sorted(msgspec.json.encode(_from_the_seed(row), order="sorted") for row in rows):
            digest.update(text)
    return digest.hexdigest()


def _from_the_seed(row: dict[str, object]) -> dict[str, str]:
    return {
        name: str(value)
        for name, value in row.items()
        if name not in NOT_FROM_THE_SEED and not (name == "id" and isinstance(value, int))
    }


async def test_it_is_built_on_empty_ground_only(settings: Settings) -> None:
    await built(settings.directory, JUNE)
    with pytest.raises(NotEmpty):
        await built(settings.directory, JUNE)


async def test_it_is_built_when_the_season_lies_furthest_ahead(settings: Settings) -> None:
    """In the first days of April its end is more than a year away, and so long no roster may be."""
    await built(settings.directory, APRIL)
    assert await count("roster", "status = 'published'") == await count("roster") > 0
    assert [fault async for fault in every_fault(settings, full=True)] == []


async def test_it_has_history_hazards_labels_photos_and_every_state(settings: Settings) -> None:
    sign_ins = await built(settings.directory)
    assert await count("site") > 60
    assert await count("asset") > 550
    assert await count("household") > 3500
    assert await count("supply", "until_at IS NULL") == await count("asset", "kind = 'building'") > 100
    assert await count("inspection") > 1200
    assert await count("inspection", "replaces_id IS NOT NULL") > 0
    assert await count("inspection", "household_id IS NOT NULL") > 0
    assert await count("inspection", "quarantined_at IS NOT NULL") == 0
    assert await count("hazard", "grade = 'major'") > 0
    assert await count("label", "state = 'attached'") == await count("asset")
    assert await count("label", "state = 'blank'") > 0
    assert await count("uninspected_asset") > 0
    for state in ("ready", "blocked", "in_progress", "lapsed", "not_started"):
        assert await count("site_readiness", f"state = '{state}'") > 0, state
    assert set(sign_ins) == set(Role)
    assert [fault async for fault in every_fault(settings, full=True)] == []


async def test_its_hazards_live_so_that_no_screen_is_empty(settings: Settings) -> None:
    crew_member = (await built(settings.directory))[Role.CREW_MEMBER]
    for status in Status:
        assert await count("hazard", f"status = '{status}'") > 0, status
    for held in (
        "weak_link", "reworks > 0", "rectified_late", "planned_at IS NOT NULL", "supervised_by_id IS NOT NULL",
        "extension_id IS NOT NULL", "unit_path <> organization_path", "due_at IS NOT NULL",
    ):  # fmt: skip
        assert await count("hazard", held) > 0, held
    for step in set(Step) - {Step.REPORT, Step.SEE_AGAIN, Step.REOPEN, Step.REPLACE_PHOTO, Step.REASSIGN}:
        assert await count("hazard_step", f"step = '{step}'") > 0, step
    for action in ("deadline.warned", "deadline.passed", "deadline.escalated", "deadline.extended"):
        assert await count("audit_entry", f"action = '{action}'") > 0, action
    for held in ("status = 'closed' AND merged_into_id IS NOT NULL", "reopenings > 0", "reworks > 0", "rating = 5"):
        assert await count("complaint", held) > 0, held
    assert await count("household_visit", "state = 'done' AND indoor_c IS NOT NULL") > 0
    user = await accounts.user_by_username(crew_member.username)
    assert user is not None
    assert await count("hazard", f"responsible_id = '{user.id}' AND status = 'rectifying'") > 2
    assert await count("readiness_override", "open_site_id IS NOT NULL") == 1
    assert await count("supervision_letter") > 0
    assert await count("notification") > 0


async def test_its_history_is_told_in_the_order_of_time(settings: Settings) -> None:
    await built(settings.directory)
    rows = await storage.fetch("SELECT at FROM audit_entry ORDER BY seq")
    moments = [row["at"] for row in rows]
    assert moments == sorted(moments)


async def test_it_lets_people_of_every_role_sign_in(settings: Settings) -> None:
    for role, sign_in in (await built(settings.directory, JUNE)).items():
        user = await accounts.user_by_username(sign_in.username)
        assert user is not None
        assert (user.role, user.name) == (role, sign_in.name)
        assert await secrets.verify_password(user.password_hash, sign_in.password)


async def test_it_is_the_same_for_the_same_seed_and_day(
    engine: str, databases: Databases, settings: Settings, tmp_path: Path
) -> None:
    assert settings
    hashes: list[str] = []
    for seed, order in ((1, nullcontext()), (1, shuffled()), (2, nullcontext())):
        await databases.open(engine)
        with order:
            await built(tmp_path / str(len(hashes)), JUNE, seed)
        hashes.append(await state_hash())
    assert hashes[0] == hashes[1]
    assert hashes[0] != hashes[2]
