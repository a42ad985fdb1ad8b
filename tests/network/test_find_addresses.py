"""GET /api/addresses."""

from uuid import UUID

import pytest

from heating.accounts.actor import system_actor
from heating.lib.ids import new_id
from heating.network.address_queries import find_addresses
from heating.network.addresses import parse
from heating.network.alias_actions import put_aliases
from heating.network.gazetteer import Gazetteer
from heating.registry.asset_actions import change_asset, retire_asset
from heating.registry.building_queries import Building
from heating.registry.schemas import AssetChanges, Retirement, SiteChanges
from heating.registry.site_actions import change_site
from tests.cast import SignIn
from tests.network.conftest import Estates

ADDRESS = "/api/addresses"


async def test_it_is_for_those_who_receive_complaints(sign_in: SignIn) -> None:
    bob = await sign_in("bob")
    assert (await bob.get(ADDRESS, params={"q": "和平苑"})).status_code == 403


async def test_it_needs_something_to_look_for(sign_in: SignIn) -> None:
    officer = await sign_in("duty_officer")
    assert (await officer.get(ADDRESS, params={"q": ""})).status_code == 422
    assert (await officer.get(ADDRESS)).status_code == 422


async def test_it_does_not_show_what_the_officer_does_not_see(estates: Estates, sign_in: SignIn) -> None:
    assert estates["宏光小区1号楼"]
    officer = await sign_in("duty_officer")
    assert (await officer.get(ADDRESS, params={"q": "宏光小区1号楼"})).json()["items"] == []


async def test_it_finds_building_station_and_household(estates: Estates, sign_in: SignIn) -> None:
    await estates.supply("和平苑3号楼", "和平苑热力站")
    household = await estates.household("和平苑3号楼", "2", "501")
    officer = await sign_in("duty_officer")
    answer = (await officer.get(ADDRESS, params={"q": "和平苑三号楼二单元五零一"})).json()
    (first,) = answer["items"]
    assert first["building"] == str(estates["和平苑3号楼"])
    assert (first["unit"], first["room"], first["household"]) == ("2", "501", str(household))
    assert first["station"]["id"] == str(estates["和平苑热力站"])
    assert (first["score"], first["why"], first["building_said"]) == (100, "name", True)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("和平苑3号楼", "name"),
        ("太原市杏花岭区和平苑3#", "name"),
        ("和平3栋", "part"),
        ("heping yuan 3", "pinyin"),
        ("hepingyuan 3 hao lou", "pinyin"),
        ("hpy3-2-501", "initials"),
        ("合平园3号楼", "homophone"),
        ("和坪苑3号楼", "homophone"),
        ("和干苑3号楼", "typing_error"),
        ("hepinyuan 3", "typing_error"),
        ("Building 3, Heping", "name"),
        ("和平路12号3号楼", "address"),
    ],
)
async def test_it_understands(estates: Estates, text: str, why: str) -> None:
    found = await find_addresses(system_actor(), text)
    assert (found.items[0].building, found.items[0].why) == (estates["和平苑3号楼"], why)


async def test_it_offers_the_estate_when_the_building_is_not_there(estates: Estates) -> None:
    found = await find_addresses(None, "和平苑9号楼")
    assert [match.name for match in found.items] == ["和平苑1号楼", "和平苑2号楼", "和平苑3号楼"]
    assert not found.items[0].building_said
    assert found.items[0].score < 80
    assert estates["和平苑"]


def test_estates_of_one_name_are_offered_in_one_order() -> None:
    sites = [UUID(int=number) for number in (3, 1, 2)]
    for order in (sites, sites[::-1]):
        gazetteer = Gazetteer()
        for site in order:
            gazetteer.put(site, [_building(site)], [])
        found = gazetteer.find(parse("和平苑1号楼"), 10, lambda _: True)
        assert [hit.estate.site.int for hit in found] == [1, 2, 3]


def _building(site: UUID) -> Building:
    texts = dict.fromkeys(("name_en", "address", "organization", "area", "site_name_en", "site_address"), "")
    return Building(id=new_id(), name="和平苑1号楼", site=site, site_name="和平苑", **texts)


async def test_it_says_unit_and_room_of_an_unknown_place(estates: Estates) -> None:
    found = await find_addresses(None, "天外天3号楼2单元501")
    assert (found.items, found.unit, found.room) == ([], "2", "501")
    assert estates["和平苑"]


async def test_it_knows_aliases_at_once_and_forgets_them(estates: Estates) -> None:
    assert (await find_addresses(None, "纺织厂宿舍2号楼")).items == []
    await put_aliases(system_actor(), estates["和平苑"], ["纺织厂宿舍"])
    (match,) = (await find_addresses(None, "纺织厂宿舍2号楼")).items
    assert (match.building, match.why) == (estates["和平苑2号楼"], "alias")
    await put_aliases(system_actor(), estates["和平苑"], [])
    assert (await find_addresses(None, "纺织厂宿舍2号楼")).items == []


async def test_it_follows_new_names_and_retirements(estates: Estates) -> None:
    assert (await find_addresses(None, "和平苑1号楼")).items[0].building_said
    await retire_asset(system_actor(), estates["和平苑1号楼"], Retirement(reason="拆除", version=1))
    assert not (await find_addresses(None, "和平苑1号楼")).items[0].building_said
    await change_asset(system_actor(), estates["和平苑2号楼"], AssetChanges(version=1, name="和平苑8号楼"))
    assert (await find_addresses(None, "和平苑8号楼")).items[0].building == estates["和平苑2号楼"]
    await change_site(system_actor(), estates["和平苑"], SiteChanges(version=1, name="新时代花园"))
    assert (await find_addresses(None, "新时代花园8号楼")).items[0].building == estates["和平苑2号楼"]


@pytest.mark.parametrize("text", ["", " ", "3号楼", "🏠", "\u200b", "%_'\"\\", "a" * 200, "号" * 200, "1-" * 100])
async def test_it_finds_nothing_in_nonsense(estates: Estates, text: str) -> None:
    assert (await find_addresses(None, text)).items == []
    assert estates["和平苑"]
