"""Rows written by the unit are the rows the ORM would have written."""

from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tortoise.exceptions import ValidationError

from heating import storage
from heating.jobs.models import Job
from heating.lib.ids import new_id
from heating.storage.rows import RowEncoder
from heating.storage.sqlite_engine import utc_text

pytestmark = pytest.mark.usefixtures("database")

MOMENTS = st.datetimes(
    min_value=datetime(1970, 1, 2),
    max_value=datetime(2200, 1, 1),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(-timedelta(hours=3, minutes=30))]),
)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)
ROWS = st.fixed_dictionaries(
    {
        "name": TEXTS,
        "payload_json": TEXTS,
        "key": st.none() | TEXTS,
        "enqueued_at": MOMENTS,
        "due_at": st.none() | MOMENTS,
        "attempts": st.integers(-(2**31), 2**31 - 1),
    },
    optional={"last_error": st.none() | TEXTS},
)


def comparable(job: Job) -> dict[str, Any]:
    return {name: getattr(job, name) for name in Job._meta.fields_db_projection if name != "id"}


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(row=ROWS)
async def test_it_writes_what_the_orm_writes(row: dict[str, Any]) -> None:
    ours, theirs = new_id(), new_id()
    async with storage.transaction() as unit:
        unit.insert(Job, {"id": ours, **row})
        await Job.create(id=theirs, **row)
    assert comparable(await Job.get(id=ours)) == comparable(await Job.get(id=theirs))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(moments=st.lists(MOMENTS, min_size=2, max_size=8))
async def test_it_orders_moments_of_any_zone(moments: list[datetime]) -> None:
    name = str(new_id())
    async with storage.transaction() as unit:
        for moment in moments:
            unit.insert(Job, {"id": new_id(), "name": name, "payload_json": "", "enqueued_at": moment})
    found = await Job.filter(name=name).order_by("enqueued_at")
    assert [job.enqueued_at for job in found] == sorted(moments)
    assert await Job.filter(name=name, enqueued_at__lt=moments[0]).count() == sum(m < moments[0] for m in moments)


@given(moments=st.lists(MOMENTS, min_size=1, max_size=6), has_gaps=st.booleans())
def test_it_spells_a_column_of_moments_as_each_of_them(moments: list[datetime], has_gaps: bool) -> None:
    convert = next(column.convert for column in RowEncoder(Job, "sqlite").columns if column.name == "due_at")
    assert convert is not None
    given = [*moments, None] if has_gaps else moments
    # what is of another zone is left to the driver, which calls utc_text
    texts = [utc_text(text) if isinstance(text, datetime) else text for text in convert(given)]
    assert texts == [None if moment is None else utc_text(moment) for moment in given]


async def test_it_refuses_a_moment_without_zone() -> None:
    moment = datetime(2026, 1, 1)
    with pytest.raises(ValueError, match="without time zone"):
        await insert_job(due_at=moment)
    with pytest.raises(ValueError, match="without time zone"):
        await storage.fetch("SELECT 1 AS one FROM job WHERE due_at < ?", [moment])


async def test_it_refuses_texts_longer_than_their_column() -> None:
    with pytest.raises(ValidationError):
        await insert_job(open_key="x" * 201)


async def insert_job(**values: object) -> UUID:
    id = new_id()
    async with storage.transaction() as unit:
        job = {"id": id, "name": "", "payload_json": "", "enqueued_at": datetime(2026, 1, 1, tzinfo=UTC)}
        unit.insert(Job, {**job, **values})
    return id


async def test_it_takes_ids_as_text_too() -> None:
    id = new_id()
    await insert_job(id=str(id))
    assert (await Job.get(id=id)).id == id


async def test_it_mixes_rows_with_and_without_defaults() -> None:
    ids = [new_id() for _ in range(3)]
    async with storage.transaction() as unit:
        for number, id in enumerate(ids):
            given = {"attempts": 7} if number == 1 else {}
            row = {"id": id, "name": "", "payload_json": "", "enqueued_at": datetime(2026, 1, 1, tzinfo=UTC)}
            unit.insert(Job, {**row, **given})
    assert [(await Job.get(id=id)).attempts for id in ids] == [0, 7, 0]


class Row(msgspec.Struct):
    id: UUID
    enqueued_at: datetime
    day: date
    late: bool


async def test_it_converts_fetched_rows_to_a_struct() -> None:
    id = await insert_job()
    [row] = await storage.fetch_as(
        Row, "SELECT id, enqueued_at, '2026-01-01' AS day, enqueued_at < ? AS late FROM job", [datetime.now(UTC)]
    )
    assert row == Row(id, datetime(2026, 1, 1, tzinfo=UTC), date(2026, 1, 1), True)
