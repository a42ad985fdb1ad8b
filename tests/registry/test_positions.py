import pytest
from hypothesis import given
from hypothesis import strategies as st

from heating.registry.positions import Position, gcj02_from_wgs84, metres_between, to_wgs84, wgs84_from_gcj02

TAIYUAN = Position(112.549248, 37.857014)

# (WGS-84, GCJ-02) as printed by the tests of published converters (wandergis/coordtransform, googollee/eviltransform).
KNOWN = [
    (Position(116.404, 39.915), Position(116.41024449916938, 39.91640428150164)),
    (Position(121.5272106, 31.1774276), Position(121.531541859215, 31.17530398364597)),
]


@pytest.mark.parametrize(("wgs84", "gcj02"), KNOWN)
def test_it_gives_the_published_values(wgs84: Position, gcj02: Position) -> None:
    shown = gcj02_from_wgs84(wgs84)
    assert shown.longitude == pytest.approx(gcj02.longitude, abs=1e-5)
    assert shown.latitude == pytest.approx(gcj02.latitude, abs=1e-5)
    assert metres_between(wgs84_from_gcj02(gcj02), wgs84) < 1


def test_it_leaves_wgs84_alone_and_moves_gcj02_by_some_hundred_metres() -> None:
    assert to_wgs84(TAIYUAN, "wgs84") == TAIYUAN
    assert 300 < metres_between(to_wgs84(TAIYUAN, "gcj02"), TAIYUAN) < 800


def test_it_changes_nothing_outside_china() -> None:
    munich = Position(11.555, 48.209)
    assert to_wgs84(munich, "gcj02") == munich


@given(st.floats(75, 134), st.floats(18, 53))
def test_it_comes_back_within_a_millimetre(longitude: float, latitude: float) -> None:
    here = Position(longitude, latitude)
    assert metres_between(wgs84_from_gcj02(gcj02_from_wgs84(here)), here) < 0.001
