"""What becomes of the demo city's hazards."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from heating.hazards.rules import Grade
from heating.hazards.steps import STEPS, Step
from heating.sample.city import plan_city
from heating.sample.fates import ACTS, Fate, draw
from heating.sample.plan import SIZES
from heating.sample.recent import recent_reports

NOW = datetime(2026, 11, 21, 12, tzinfo=ZoneInfo("Asia/Shanghai"))
CITY = plan_city(SIZES["small"], 3)


@pytest.mark.parametrize("fate", Fate)
def test_each_is_a_way_through_the_state_table(fate: Fate) -> None:
    status = next(iter(STEPS[Step.CONFIRM].sources))
    for act in ACTS[fate]:
        assert status in STEPS[act.step].sources, act
        status = STEPS[act.step].to or status
        assert 0 < act.low <= act.high


@pytest.mark.parametrize("grade", Grade)
def test_only_minor_ones_are_fixed_on_the_spot_and_only_grave_ones_need_plans(grade: Grade) -> None:
    fates = {draw(grade, Random(number)) for number in range(300)}
    assert (Fate.ON_THE_SPOT in fates) == (grade is Grade.MINOR)
    assert bool(fates & {Fate.PLANNED, Fate.UNPLANNED, Fate.SUPERVISED}) == (grade in (Grade.LARGER, Grade.MAJOR))


def test_a_major_one_stays_open_unless_the_story_wants_otherwise() -> None:
    closed = {fate for fate in Fate if any(act.step is Step.ACCEPT for act in ACTS[fate])}
    assert not closed & {draw(Grade.MAJOR, Random(number)) for number in range(300)}


def test_the_crew_of_the_sign_ins_has_every_fate_on_its_table() -> None:
    reports = recent_reports(CITY.crews, NOW - timedelta(days=200), NOW)
    assert {report.fate for report in reports} >= set(Fate) - {Fate.CLOSED, Fate.REOPENED}
    assert all(NOW - timedelta(days=200) < report.at < NOW for report in reports)
    assert all(report.asset in report.site.assets for report in reports)
    assert {report.repaired_by.organization.path for report in reports if report.repaired_by} > {
        CITY.crews[0].organization.path
    }


def test_nothing_happens_before_the_season_begins() -> None:
    assert [report.title for report in recent_reports(CITY.crews, NOW - timedelta(days=1), NOW)] == [
        "二次网补水量突增，疑似外网泄漏",
        "一级网供水压力表接头渗漏",
    ]
