import pytest
from hypothesis import given
from hypothesis import strategies as st

from heating.lib import areas

SEGMENT = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
PATH = st.lists(SEGMENT, min_size=1, max_size=4).map(lambda parts: "".join(f"{part}/" for part in parts))


@pytest.mark.parametrize("text", ["", "/", "taiyuan", "Taiyuan/", "taiyuan//", "-x/", "taiyuan/ ", "太原/", "a/\n"])
def test_it_refuses_what_is_no_path(text: str) -> None:
    assert not areas.is_path(text)


@given(PATH)
def test_it_knows_a_path(path: str) -> None:
    assert areas.is_path(path)
    assert areas.ancestors(path)[-1] == path
    assert areas.ancestors(path)[0] == areas.root(path)
    assert areas.parent(path) == (areas.ancestors(path)[-2] if path.count("/") > 1 else "")


def test_it_does_not_take_a_neighbour_for_a_child() -> None:
    assert not areas.within("taiyuan-north/x/", "taiyuan/")
    assert areas.within("taiyuan/x/", areas.EVERYWHERE)


@given(PATH, PATH)
def test_it_finds_a_subtree_by_range_just_as_by_prefix(path: str, ancestor: str) -> None:
    low, high = areas.prefix_range(ancestor)
    assert (low <= path < high) == areas.within(path, ancestor)


@given(PATH, SEGMENT)
def test_it_finds_children_by_range(ancestor: str, segment: str) -> None:
    low, high = areas.prefix_range(ancestor)
    assert low <= f"{ancestor}{segment}/" < high
