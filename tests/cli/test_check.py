"""`heating check`: each thing is broken in turn, and must be named."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import msgspec
import pytest
from click.testing import CliRunner, Result

from heating import cli, storage
from heating.accounts.actor import system_actor
from heating.cli.check import Report, every_fault
from heating.cli.faults import REFERENCES, Fault
from heating.hazards.rules import Grade
from heating.labels import actions as labels
from heating.labels.schemas import NewLabels
from heating.lib import clock
from heating.photos import actions as photos
from heating.photos.files import PhotoFiles
from heating.readiness import actions as readiness
from heating.sample.pictures import draw_pictures
from heating.settings import Settings
from tests.cast import Cast
from tests.readiness.world import ZONE, World

NOWHERE = "00000000-0000-7000-8000-00000000dead"


@pytest.fixture
async def world(cast: Cast) -> World:
    """With an inspection that failed, its hazard, a label, and everything assessed."""
    world = World(cast)
    await world.found()
    now = clock.now()
    await world.inspect(world.pump, now - timedelta(hours=2), failing=frozenset({"seal"}))
    await world.inspect_station(world.station, now - timedelta(hours=1), gates={"filled": "pass"})
    await world.report(world.theirs, Grade.MAJOR, now, who="dora")
    await labels.issue(system_actor(), NewLabels(assets=[world.pump]))
    await readiness.refresh([world.mine, world.theirs], ZONE)
    return world


@pytest.fixture
async def photo(world: World, settings: Settings) -> Path:
    """The file of a photo that has arrived."""
    (picture,) = draw_pictures(1, Random(1))
    files = PhotoFiles(settings.directory / "photos")
    await photos.store(world.cast.actor("bob"), files, picture.sha256, _whole(picture.jpeg), "image/jpeg", ZONE)
    return files.path(picture.sha256)


async def _whole(content: bytes) -> AsyncIterator[bytes]:
    yield content


def lose(photo: Path) -> None:
    photo.unlink()


def flip_last_byte(photo: Path) -> None:
    content = photo.read_bytes()
    photo.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))


async def faults(settings: Settings) -> list[Fault]:
    return [fault async for fault in every_fault(settings, full=True)]


async def spoil(sql: str, *params: object) -> None:
    async with storage.transaction():
        assert await storage.execute(sql, list(params)) > 0, "nothing was spoiled"


@pytest.mark.usefixtures("photo")
async def test_it_finds_nothing_wrong_with_a_sound_database(world: World, settings: Settings) -> None:
    assert world.mine
    assert await faults(settings) == []


SPOILED = [
    ("UPDATE audit_entry SET detail_json = '{}' WHERE seq = 3", "audit", "entry 3", "chain is broken"),
    ("DELETE FROM audit_entry WHERE seq = 4", "audit", "entry 4", "chain is broken"),
    ("UPDATE audit_head SET seq = seq + 1", "audit", "entry", "chain is broken"),
    (
        "UPDATE inspection SET answers_json = replace(answers_json, 'bad', 'good')",
        "audit", "inspection", "not those that were submitted",
    ),
    (f"UPDATE inspection SET id = '{NOWHERE}' WHERE failed > 0", "audit", NOWHERE, "nothing in the audit tells of it"),
    (f"UPDATE inspection SET asset_id = '{NOWHERE}'", "references", "inspection", f"asset_id {NOWHERE}"),
    (f"UPDATE inspection SET author_id = '{NOWHERE}'", "references", "inspection", "no such user_account"),
    (
        f"UPDATE inspection SET checklist_version_id = '{NOWHERE}'",
        "references", "inspection", "no such checklist_version",
    ),
    (
        f"UPDATE hazard SET inspection_id = '{NOWHERE}' WHERE inspection_id IS NOT NULL",
        "references", "hazard", "no such inspection",
    ),
    (f"UPDATE hazard SET responsible_id = '{NOWHERE}'", "references", "hazard", "responsible_id"),
    ("UPDATE hazard SET unit_path = 'atlantis/'", "references", "hazard", "no such organization"),
    ("UPDATE hazard SET status = 'closed'", "hazards", "hazard YH-", "nobody verified it"),
    (
        "UPDATE hazard SET status = 'closed', closed_by_id = reporter_id, rectified_by_id = reporter_id",
        "hazards", "hazard YH-", "closed by whoever rectified it",
    ),
    ("UPDATE hazard SET status = 'rectified'", "hazards", "hazard YH-", "its last step led to"),
    ("UPDATE hazard SET status = 'dismissed'", "hazards", "hazard YH-", "a clock still runs"),
    ("UPDATE hazard SET due_at = happened_at", "hazards", "hazard YH-", "its tightest clock"),
    (f"UPDATE label SET asset_id = '{NOWHERE}'", "references", "label", "no such asset"),
    ("UPDATE label SET asset_id = NULL", "references", "label", "to no asset"),
    ("UPDATE site SET kind = 'castle'", "references", "site", "no such asset_kind"),
    ("UPDATE site SET organization_path = 'atlantis/'", "references", "site", "no such organization"),
    ("UPDATE site_readiness SET state = 'ready' WHERE state = 'blocked'", "readiness", "S2热力站", "state"),
    ("UPDATE site_readiness SET open_hazards = 9 WHERE code = 'S1'", "readiness", "S1热力站", "open_hazards"),
    ("DELETE FROM site_readiness WHERE code = 'S1'", "readiness", "S1热力站", "site_id"),
    ("UPDATE subject_state SET outcome = 'passed' WHERE outcome = 'failed'", "roll-ups", "subject_state", "failed"),
    ("DELETE FROM gate_evidence", "roll-ups", "gate_evidence", "kept nothing"),
    ("UPDATE site_day SET inspections = 40", "roll-ups", "site_day", "40"),
    ("UPDATE hazard_site_count SET major = 3 WHERE major = 1", "roll-ups", "site", "open hazards"),
]  # fmt: skip


@pytest.mark.parametrize(("sql", "part", "subject", "what"), SPOILED, ids=[case[0][:60] for case in SPOILED])
async def test_it_names_what_was_spoiled(
    world: World, settings: Settings, sql: str, part: str, subject: str, what: str
) -> None:
    assert world.mine
    await spoil(sql)
    found = await faults(settings)
    assert [fault for fault in found if fault.part == part and subject in fault.subject and what in fault.what], found


async def test_it_names_a_missing_photo(photo: Path, settings: Settings) -> None:
    lose(photo)
    (fault,) = await faults(settings)
    assert (fault.part, fault.what) == ("photos", "its file is missing")
    assert photo.name in fault.subject


async def test_it_names_an_altered_photo_unless_told_to_be_quick(photo: Path, settings: Settings) -> None:
    flip_last_byte(photo)
    (fault,) = await faults(settings)
    assert fault.what == "the file is not what was uploaded: its hash differs"
    assert [fault async for fault in every_fault(settings, full=False)] == []


async def test_it_knows_only_tables_and_columns_that_exist(database: str) -> None:
    assert database
    for reference in REFERENCES:
        await storage.fetch(f"SELECT {reference.column}, {reference.subject} FROM {reference.table} LIMIT 1")
        await storage.fetch(f"SELECT {reference.key} FROM {reference.target} LIMIT 1")


Run = Callable[..., Result]


@pytest.fixture
def check(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("HEATING_DATA", str(tmp_path))
    monkeypatch.setenv("HEATING_DATABASE_URL", database_url)
    return lambda *words: CliRunner().invoke(cli.heating, ["check", *words])


def spoil_from_outside(url: str) -> None:
    async def work() -> None:
        await storage.open(url)
        async with storage.transaction():
            await storage.execute(
                "INSERT INTO readiness_due (site_id, seq) VALUES (?, 1)",
                [UUID(NOWHERE)],
            )
            await storage.execute("INSERT INTO audit_head (id, seq, hash) VALUES (1, 5, 'x')")
        await storage.close()

    asyncio.run(work())


def test_it_ends_with_0_and_says_so(check: Run) -> None:
    result = check()
    assert (result.exit_code, result.output) == (0, "Nothing is wrong.\n")
    assert msgspec.json.decode(check("--json").output, type=Report) == Report(ok=True, faults=[])


def test_it_ends_with_1_and_one_line_for_each_fault(check: Run, database_url: str) -> None:
    spoil_from_outside(database_url)
    result = check()
    assert result.exit_code == 1
    *lines, last = result.output.splitlines()
    assert last == f"{len(lines)} fault{'s' if len(lines) != 1 else ''}."
    assert lines[0].startswith("audit: entry ")
    report = msgspec.json.decode(check("--json").output, type=Report)
    assert not report.ok
    assert [f"{fault.part}: {fault.subject}: {fault.what}" for fault in report.faults] == lines
