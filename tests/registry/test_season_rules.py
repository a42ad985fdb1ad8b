from datetime import date
from uuid import UUID

import msgspec

from heating.registry.seasons import Season, SeasonPlan, season_errors, season_on, usual_plan


def season(year: int, area: str = "") -> Season:
    plan = msgspec.structs.replace(usual_plan(year), area=area)
    return Season(**msgspec.structs.asdict(plan), id=UUID(int=year + len(area)), version=1)


def wrong(plan: SeasonPlan) -> set[tuple[str, str]]:
    return {(error.pointer, error.code) for error in season_errors(plan)}


def test_it_refuses_gates_out_of_order_or_outside_the_season() -> None:
    usual = usual_plan(2026)
    gates = msgspec.structs.replace(
        usual.gates, inspected=date(2026, 3, 1), cold_run=date(2026, 9, 1), at_temperature=date(2027, 4, 5)
    )
    assert wrong(msgspec.structs.replace(usual, gates=gates)) == {
        ("/gates/inspected", "season.gate_order"),
        ("/gates/cold_run", "season.gate_order"),
        ("/gates/at_temperature", "season.gate_late"),
    }


def test_it_refuses_a_season_that_ends_before_it_starts() -> None:
    usual = usual_plan(2026)
    assert ("/ends_on", "season.order") in wrong(msgspec.structs.replace(usual, ends_on=date(2026, 10, 1)))
    assert ("/ends_on", "season.length") in wrong(msgspec.structs.replace(usual, ends_on=date(2029, 10, 1)))


def test_it_has_the_dates_of_taiyuan_by_default() -> None:
    plan = usual_plan(2026)
    assert season_errors(plan) == []
    assert (plan.starts_on, plan.ends_on) == (date(2026, 11, 1), date(2027, 3, 31))
    assert plan.gates.due("cold_run") == date(2026, 10, 23)


def test_it_finds_the_season_a_day_belongs_to() -> None:
    seasons = [season(2025), season(2026)]
    assert season_on(date(2026, 3, 31), seasons) == seasons[0]
    assert season_on(date(2026, 4, 1), seasons) == seasons[1]
    assert season_on(date(2024, 1, 1), seasons) == seasons[0]
    assert season_on(date(2030, 1, 1), seasons) == seasons[1]
    assert season_on(date(2026, 5, 1), []) is None


def test_it_prefers_the_season_of_the_area_itself() -> None:
    city, north = season(2026), season(2026, "taiyuan/yangqu/")
    assert season_on(date(2026, 11, 5), [city, north], "taiyuan/yangqu/nitun/") == north
    assert season_on(date(2026, 11, 5), [city, north], "taiyuan/xinghualing/") == city
    assert season_on(date(2026, 11, 5), [city, north]) == city
