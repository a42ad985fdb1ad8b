"""Counting for the statistics: what the actor may see, in a period, in a handful of statements."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.accounts.queries import Person as Known
from heating.accounts.queries import persons
from heating.hazards import statistics
from heating.hazards.filtering import Seen
from heating.hazards.presenting import units
from heating.hazards.rules import Grade, season_year
from heating.hazards.schemas import Person, Unit
from heating.hazards.statistics import By, Fact, Figures, Measure
from heating.hazards.statistics_schemas import RefusedReport, Row, Statistics, StatisticsQuery
from heating.http.problems import INVALID
from heating.labels.queries import attached_counts
from heating.lib.problems import FieldError
from heating.lib.wording import Text

_MOST_REFUSED = 500
_AFTER = Text("开始日期晚于结束日期。", "The first day is later than the last.")
_UNIT = "COALESCE(h.unit_path, h.organization_path)"
_VALID = "h.status NOT IN ('reported', 'dismissed')"
_AGAIN = """EXISTS (SELECT 1 FROM hazard r WHERE r.asset_id = h.asset_id AND r.status <> 'dismissed'
    AND r.happened_at > h.closed_at AND r.happened_at < {} AND (r.repeat_of_id = h.id OR r.code = h.code))"""
_A_YEAR_AFTER = {"sqlite": "datetime(h.closed_at, '+365 days')", "postgres": "h.closed_at + interval '365 days'"}
_REPAIRS, _CHECKS = "('rectify', 'fix_on_the_spot')", "('accept', 'send_back')"
_OWN_REPAIR = f"""r.id = (SELECT x.id FROM hazard_step x WHERE x.hazard_id = s.hazard_id AND x.step IN {_REPAIRS}
    AND x.place < s.place ORDER BY x.place DESC LIMIT 1)"""


class _Count(msgspec.Struct, frozen=True):
    """`unit` is missing where it is that of the person today."""

    person: UUID
    unit: str | None
    first: int
    second: int
    third: int


class _Refused(msgspec.Struct, frozen=True):
    id: UUID
    number: str
    title: str
    grade: Grade
    reporter_id: UUID
    reporter_name: str
    reported_at: datetime
    reason: str
    refused_by_id: UUID
    refused_by_name: str
    refused_at: datetime


class _Period(msgspec.Struct, frozen=True):
    """From `since` to before `until`."""

    from_on: date
    to_on: date
    since: datetime
    until: datetime
    now: datetime


async def answer(actor: Actor, query: StatisticsQuery, zone: ZoneInfo, now: datetime) -> Statistics:
    period = _period(query, zone, now)
    facts = await _facts(actor, query, period)
    rows = await _rows(facts, query.by)
    return Statistics(
        from_on=period.from_on,
        to_on=period.to_on,
        by=query.by,
        total=statistics.total(facts),
        rows=sorted(rows, key=_place),
        refused=await _refused(_seen(actor, query), period),
    )


def _place(row: Row) -> tuple[int, str, str, str]:
    """In the list; people of one name keep their order."""
    name, id = (row.person.name, str(row.person.id)) if row.person else ("", "")
    return -row.figures.reported, row.unit.path, name, id


def _period(query: StatisticsQuery, zone: ZoneInfo, now: datetime) -> _Period:
    """Raises http.invalid when it would end before it begins."""
    to_on = query.to_on or now.astimezone(zone).date()
    last = datetime.combine(to_on, time(), zone)
    from_on = query.from_on or date(season_year(last, zone), 4, 1)
    if from_on > to_on:
        raise INVALID(errors=[FieldError("/from", "after_to", _AFTER)])
    return _Period(from_on, to_on, datetime.combine(from_on, time(), zone), last + timedelta(days=1), now)


def _seen(actor: Actor, query: StatisticsQuery) -> Seen:
    found = Seen(actor)
    found.within("", query.area)
    if query.organization:
        found.of_organization(query.organization)
    return found


async def _facts(actor: Actor, query: StatisticsQuery, period: _Period) -> list[Fact]:
    seen = _seen(actor, query)
    counted: list[tuple[tuple[Measure, ...], list[_Count]]] = [
        (("reported", "valid", "refused"), await _reports(seen, period)),
        (("due", "on_time"), await _due(seen, period)),
        (("due_same_day", "same_day"), await _same_day(seen, period)),
        (("rectified", "verified"), await _work(seen, period)),
        (("sent_back",), await _sent_back(seen, period)),
        (("closed", "again"), await _closed(seen, period)),
        (("census",), await _labelled(actor, query, period)),
    ]
    known = await persons(row.person for _, rows in counted for row in rows if row.unit is None)
    return [fact for measures, rows in counted for row in rows for fact in _facts_of(row, measures, known)]


def _facts_of(row: _Count, measures: Sequence[Measure], known: dict[UUID, Known]) -> Iterable[Fact]:
    unit = row.unit if row.unit is not None else known[row.person].organization if row.person in known else ""
    for measure, times in zip(measures, (row.first, row.second, row.third), strict=False):
        yield Fact(row.person, unit, measure, times)


async def _reports(seen: Seen, period: _Period) -> list[_Count]:
    return await storage.fetch_as(
        _Count,
        "SELECT h.reporter_id AS person, NULL AS unit, COUNT(*) AS first,"
        f" SUM(CASE WHEN {_VALID} THEN 1 ELSE 0 END) AS second,"
        " SUM(CASE WHEN h.status = 'dismissed' THEN 1 ELSE 0 END) AS third"
        f" FROM hazard h WHERE {seen.sql} AND h.happened_at >= ? AND h.happened_at < ? GROUP BY h.reporter_id",
        [*seen.params, period.since, period.until],
    )


async def _due(seen: Seen, period: _Period) -> list[_Count]:
    return await storage.fetch_as(
        _Count,
        f"SELECT h.responsible_id AS person, {_UNIT} AS unit, COUNT(*) AS first,"
        " SUM(CASE WHEN h.rectified_at <= h.rectify_due_at THEN 1 ELSE 0 END) AS second, 0 AS third"
        f" FROM hazard h WHERE {seen.sql} AND NOT h.weak_link AND h.rectify_due_at >= ? AND h.rectify_due_at < ?"
        f" AND (h.rectified_at IS NOT NULL OR h.rectify_due_at < ?) GROUP BY h.responsible_id, {_UNIT}",
        [*seen.params, period.since, period.until, period.now],
    )


async def _same_day(seen: Seen, period: _Period) -> list[_Count]:
    """What was fixed on the spot never had a due time; it counts on the day on which it was."""
    return await storage.fetch_as(
        _Count,
        f"SELECT h.responsible_id AS person, {_UNIT} AS unit, COUNT(*) AS first,"
        " SUM(CASE WHEN h.rectified_at <= COALESCE(h.rectify_due_at, h.rectified_at) THEN 1 ELSE 0 END) AS second,"
        f" 0 AS third FROM hazard h WHERE {seen.sql} AND h.grade = 'minor' AND NOT h.weak_link"
        " AND COALESCE(h.rectify_due_at, h.rectified_at) >= ? AND COALESCE(h.rectify_due_at, h.rectified_at) < ?"
        f" AND (h.rectified_at IS NOT NULL OR h.rectify_due_at < ?) GROUP BY h.responsible_id, {_UNIT}",
        [*seen.params, period.since, period.until, period.now],
    )


async def _work(seen: Seen, period: _Period) -> list[_Count]:
    return await storage.fetch_as(
        _Count,
        "SELECT s.actor_id AS person, s.organization_path AS unit,"
        f" SUM(CASE WHEN s.step IN {_REPAIRS} THEN 1 ELSE 0 END) AS first,"
        f" SUM(CASE WHEN s.step IN {_CHECKS} THEN 1 ELSE 0 END) AS second, 0 AS third"
        " FROM hazard_step s JOIN hazard h ON h.id = s.hazard_id"
        f" WHERE {seen.sql} AND s.step IN ('rectify', 'fix_on_the_spot', 'accept', 'send_back')"
        " AND s.happened_at >= ? AND s.happened_at < ? GROUP BY s.actor_id, s.organization_path",
        [*seen.params, period.since, period.until],
    )


async def _sent_back(seen: Seen, period: _Period) -> list[_Count]:
    """Counted for whoever had reported it done."""
    return await storage.fetch_as(
        _Count,
        "SELECT r.actor_id AS person, r.organization_path AS unit, COUNT(*) AS first, 0 AS second, 0 AS third"
        f" FROM hazard_step s JOIN hazard h ON h.id = s.hazard_id JOIN hazard_step r ON {_OWN_REPAIR}"
        f" WHERE {seen.sql} AND s.step = 'send_back' AND s.happened_at >= ? AND s.happened_at < ?"
        " GROUP BY r.actor_id, r.organization_path",
        [*seen.params, period.since, period.until],
    )


async def _closed(seen: Seen, period: _Period) -> list[_Count]:
    """Found again: the same item of a checklist fails, or the same code is reported on the asset."""
    again = _AGAIN.format(_A_YEAR_AFTER[storage.dialect()])
    return await storage.fetch_as(
        _Count,
        "SELECT h.rectified_by_id AS person, h.rectified_crew AS unit, COUNT(*) AS first,"
        f" SUM(CASE WHEN {again} THEN 1 ELSE 0 END) AS second, 0 AS third"
        f" FROM hazard h WHERE {seen.sql} AND h.status = 'closed' AND h.rectified_by_id IS NOT NULL"
        " AND h.closed_at >= ? AND h.closed_at < ? GROUP BY h.rectified_by_id, h.rectified_crew",
        [*seen.params, period.since, period.until],
    )


async def _labelled(actor: Actor, query: StatisticsQuery, period: _Period) -> list[_Count]:
    counts = await attached_counts(actor, query.organization, query.area, period.since, period.until)
    return [_Count(person, None, count, 0, 0) for person, count in counts.items()]


async def _refused(seen: Seen, period: _Period) -> list[RefusedReport]:
    rows = await storage.fetch_as(
        _Refused,
        "SELECT h.id, h.number, h.title, h.grade, h.reporter_id, h.reporter_name, h.happened_at AS reported_at,"
        " s.reason, s.actor_id AS refused_by_id, s.actor_name AS refused_by_name, s.happened_at AS refused_at"
        " FROM hazard h JOIN hazard_step s ON s.hazard_id = h.id AND s.step = 'dismiss'"
        f" WHERE {seen.sql} AND h.status = 'dismissed' AND h.happened_at >= ? AND h.happened_at < ?"
        f" ORDER BY h.happened_at DESC, h.id DESC LIMIT {_MOST_REFUSED}",
        [*seen.params, period.since, period.until],
    )
    return [_refused_report(row) for row in rows]


def _refused_report(row: _Refused) -> RefusedReport:
    return RefusedReport(
        id=row.id,
        number=row.number,
        title=row.title,
        grade=row.grade,
        reporter=Person(row.reporter_id, row.reporter_name),
        reported_at=row.reported_at,
        reason=row.reason,
        refused_by=Person(row.refused_by_id, row.refused_by_name),
        refused_at=row.refused_at,
    )


async def _rows(facts: Sequence[Fact], by: By) -> list[Row]:
    if by == "person":
        return await _of_persons(facts)
    return await _of_units(statistics.by_unit(facts) if by == "unit" else statistics.by_company(facts))


async def _of_persons(facts: Sequence[Fact]) -> list[Row]:
    of_person = statistics.by_person(facts)
    known = await persons(of_person)
    of_path = await units({person.organization for person in known.values()})
    nowhere = Unit(path="", name="", name_en="")
    return [
        Row(
            person=Person(id, known[id].name if id in known else ""),
            unit=of_path[known[id].organization] if id in known else nowhere,
            figures=figures,
        )
        for id, figures in of_person.items()
    ]


async def _of_units(of_unit: dict[str, Figures]) -> list[Row]:
    of_path = await units(of_unit.keys())
    return [Row(person=None, unit=of_path[path], figures=figures) for path, figures in of_unit.items()]
