"""The season of the demo city: who inspects what when."""

from collections import Counter
from datetime import date, datetime
from random import Random
from zoneinfo import ZoneInfo

import pytest

from heating.checklists.document import Gate
from heating.registry.seasons import usual_plan
from heating.sample.building import gates_by_kind
from heating.sample.city import plan_city
from heating.sample.history import Story, Visit, plan_reports, plan_visits, stories
from heating.sample.plan import SIZES

ZONE = ZoneInfo("Asia/Shanghai")
SEASON = usual_plan(2026)
CITY = plan_city(SIZES["small"], 3)
TOLD = stories(CITY.sites, Random(3))
STORY_OF = dict(zip((site.code for site in CITY.sites), TOLD, strict=True))


def visits(until: datetime) -> list[Visit]:
    return plan_visits(CITY.crews, iter(TOLD), gates_by_kind(), SEASON, until, ZONE, Random(3))


WINTER = datetime(2026, 12, 1, tzinfo=ZONE)
ALL = visits(WINTER)


def test_it_tells_every_story() -> None:
    assert set(TOLD) == set(Story)
    assert Counter(TOLD).most_common(1)[0][0] == Story.SMOOTH


@pytest.mark.parametrize("count", [0, 1, 5, 75])
def test_it_tells_one_story_per_site(count: int) -> None:
    assert len(stories(CITY.sites[:count], Random(1))) == count


def test_it_lets_records_arrive_in_their_order_and_after_they_were_made() -> None:
    assert [visit.received_at for visit in ALL] == sorted(visit.received_at for visit in ALL)
    assert all(visit.begun_at < visit.received_at <= WINTER for visit in ALL)


def test_it_knows_nothing_of_the_future() -> None:
    august = datetime(2026, 8, 1, tzinfo=ZONE)
    assert max(visit.received_at for visit in visits(august)) <= august
    assert visits(datetime(2026, 4, 2, tzinfo=ZONE)) == []


def test_it_leaves_neglected_sites_alone_and_forgets_an_asset_of_others() -> None:
    seen = {check.asset.code for visit in ALL for check in visit.checks}
    for site in CITY.sites:
        unseen = [asset for asset in site.assets if asset.code not in seen]
        match STORY_OF[site.code]:
            case Story.NEGLECTED:
                assert len(unseen) == len(site.assets)
            case Story.PARTLY:
                assert len(unseen) == 1
            case _:
                assert unseen == []


def test_it_passes_the_gates_one_after_the_other() -> None:
    for site in CITY.sites:
        of_site = [visit for visit in ALL if visit.site.code == site.code]
        days = [_first_passed(of_site, gate) for gate in ("filled", "cold_run", "hot_run", "at_temperature")]
        known = [day for day in days if day]
        assert known == sorted(set(known)), site.code


def _first_passed(of_site: list[Visit], gate: Gate) -> date | None:
    """By an asset that can prove it."""
    provable = gates_by_kind()
    days = [
        visit.begun_at.date()
        for visit in of_site
        for check in visit.checks
        if check.gates.get(gate) == "pass" and gate in provable.get(check.asset.kind, ())
    ]
    return min(days, default=None)


def test_it_reports_a_major_hazard_where_the_story_says_so() -> None:
    reports = plan_reports(CITY.crews, iter(TOLD), SEASON, WINTER, ZONE, Random(3))
    major = {report.site.code for report in reports if report.grade == "major"}
    assert major == {code for code, story in STORY_OF.items() if story in (Story.MAJOR, Story.LAPSED)}
