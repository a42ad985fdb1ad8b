import pytest

from heating.registry.numbering import next_codes
from tests.registry.conftest import Registry


async def codes_after(registry: Registry, *taken: str) -> list[str]:
    site = await registry.site()
    for code in taken:
        await registry.asset(site, code=code)
    return await next_codes("asset", ["BE", "GL", "BE"])


async def test_it_begins_with_one_for_each_kind(registry: Registry) -> None:
    assert await codes_after(registry) == ["BE-000001", "GL-000001", "BE-000002"]


@pytest.mark.parametrize(
    ("taken", "first"),
    [
        (["BE-000007"], "BE-000008"),
        (["BE-999999"], "BE-1000000"),
        (["BE-1000003", "BE-999999"], "BE-1000004"),
        (["BE-00001X", "BE-12", "BE-ABCDEF", "BE-0000012-1", "XBE-000009"], "BE-000001"),
        (["BE-1234567890123"], "BE-000001"),
    ],
)
async def test_it_goes_on_after_the_highest_that_is_written_like_ours(
    registry: Registry, taken: list[str], first: str
) -> None:
    assert (await codes_after(registry, *taken))[0] == first


async def test_codes_that_people_chose_do_not_hide_ours(registry: Registry) -> None:
    chosen = [f"BE-9X{number:04}" for number in range(60)]
    assert (await codes_after(registry, "BE-000003", *chosen))[0] == "BE-000004"


async def test_it_leaves_out_what_is_reserved(registry: Registry) -> None:  # noqa: ARG001 - the tables
    assert await next_codes("asset", ["BE", "BE"], {"BE-000001", "BE-000003"}) == ["BE-000002", "BE-000004"]
