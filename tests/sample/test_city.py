"""The plan of the demo city: sizes, names, who looks after what."""

from collections import Counter

import pytest

from heating.accounts.rules import Role
from heating.lib import areas
from heating.registry.catalogue import built_in
from heating.registry.kinds import field_errors
from heating.sample.city import plan_city, shares
from heating.sample.naming import romanised
from heating.sample.plan import SIZES, City


@pytest.fixture(scope="module", params=["small", "city"])
def city(request: pytest.FixtureRequest) -> City:
    return plan_city(SIZES[request.param], 7)


def test_it_has_the_promised_size() -> None:
    city = plan_city(SIZES["city"], 7)
    assert sum(site.kind == "heat_station" for site in city.sites) == 2200
    assert sum(len(site.assets) for site in city.sites) == pytest.approx(40_000, rel=0.03)
    assert sum(site.households for site in city.sites) >= 300_000
    assert len({site.company for site in city.sites}) == 4


def test_it_is_the_same_for_the_same_seed_only() -> None:
    assert plan_city(SIZES["small"], 7) == plan_city(SIZES["small"], 7)
    assert plan_city(SIZES["small"], 7) != plan_city(SIZES["small"], 8)


def test_it_gives_every_code_once(city: City) -> None:
    codes = [site.code for site in city.sites] + [asset.code for site in city.sites for asset in site.assets]
    assert len(codes) == len(set(codes))


def test_it_names_everything_in_both_languages(city: City) -> None:
    names = [
        *((site.name, site.name_en) for site in city.sites),
        *((asset.name, asset.name_en) for site in city.sites for asset in site.assets),
        *((area.name, area.name_en) for area in city.areas),
        *((organization.name, organization.name_en) for organization in city.organizations),
    ]
    assert all(name and name_en and name_en.isascii() for name, name_en in names)


def test_it_does_not_repeat_the_names_of_sites_in_a_district(city: City) -> None:
    names = Counter((site.name, areas.ancestors(site.area)[1]) for site in city.sites)
    assert names.most_common(1)[0][1] == 1


def test_it_puts_every_site_into_a_known_street_and_company(city: City) -> None:
    streets = {area.path for area in city.areas}
    assert all(site.area in streets for site in city.sites)
    for crew in city.crews:
        assert all(crew.organization.path.startswith(f"taiyuan/{site.company}/") for site in crew.sites)


def test_it_has_parents_before_their_children(city: City) -> None:
    for paths in ([area.path for area in city.areas], [one.path for one in city.organizations]):
        seen: set[str] = set()
        for path in paths:
            assert not areas.parent(path) or areas.parent(path) in seen
            seen.add(path)


def test_it_has_people_in_every_role_and_nobody_twice(city: City) -> None:
    assert {person.role for person in city.people} == set(Role)
    for field in ("username", "name", "phone"):
        values = [getattr(person, field) for person in city.people]
        assert len(values) == len(set(values)), field


def test_it_fills_in_only_fields_the_kinds_have(city: City) -> None:
    kinds = {kind.key: kind for kind in built_in()}
    for site in city.sites:
        assert kinds[site.kind].site
        for asset in site.assets:
            assert kinds[asset.kind].asset
            assert field_errors(kinds[asset.kind], asset.fields) == []


@pytest.mark.parametrize(
    ("total", "weights"), [(10, [1, 1, 1]), (0, [5, 2]), (2200, [19, 22, 17]), (3, []), (1, [9, 1])]
)
def test_it_shares_out_all_there_is(total: int, weights: list[int]) -> None:
    found = shares(total, weights)
    assert len(found) == len(weights)
    assert sum(found) == (total if weights else 0)


def test_it_romanises_names() -> None:
    assert romanised("长风西街") == "Changfengxijie"
    assert romanised("杏花岭") == "Xinghualing"
