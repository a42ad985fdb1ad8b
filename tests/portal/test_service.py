"""/service/{code}: the card of a building."""

import httpx2
import pytest

from heating.accounts.actor import system_actor
from heating.registry.asset_actions import retire_asset
from heating.registry.schemas import Retirement
from tests.cast import ONE, Cast
from tests.network.conftest import Estates


@pytest.mark.parametrize("code", ["HEPI-9", "HEPI-RZ", "%3Cscript%3E", "%00", "x" * 2000])
async def test_it_is_of_buildings_only(stranger: httpx2.AsyncClient, estates: Estates, code: str) -> None:
    answer = await stranger.get(f"/service/{code}")
    assert answer.status_code == 404
    assert "<script>" not in answer.text
    assert estates["和平苑"]


async def test_it_is_not_of_a_building_that_is_gone(stranger: httpx2.AsyncClient, estates: Estates) -> None:
    await retire_asset(system_actor(), estates["和平苑1号楼"], Retirement(reason="拆除", version=1))
    assert (await stranger.get("/service/HEPI-1")).status_code == 404


async def test_it_says_who_answers(stranger: httpx2.AsyncClient, estates: Estates, cast: Cast) -> None:
    await estates.supply("和平苑1号楼", "和平苑热力站")
    await cast.add("dora", "duty_officer", ONE, name="董晓丽")
    page = (await stranger.get("/service/HEPI-1")).text
    for told in ("和平苑1号楼", "和平苑热力站", "第一热力公司", 'href="tel:0351-1111111"', "24 小时值班"):
        assert told in page, told
    assert "董晓丽" not in page
    assert '<svg class="qr"' in page
    english = (await stranger.get("/service/HEPI-1?lang=en")).text
    assert "Heping Building 1" in english
    assert "Heating service card" in english


async def test_it_knows_a_building_without_a_station(stranger: httpx2.AsyncClient, estates: Estates) -> None:
    page = (await stranger.get("/service/HEPI-1")).text
    assert "供热站</dt>" not in page
    assert "0351-1111111" in page
    assert estates["和平苑"]
