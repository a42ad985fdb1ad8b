"""The quick check agrees with the one that says where."""

from datetime import UTC, date, datetime
from typing import Annotated, Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Meta

from heating.http.quick import is_storable
from heating.http.storable import checker


class Leaf(msgspec.Struct):
    at: datetime
    day: date | None = None


class Tree(msgspec.Struct):
    text: str
    number: int
    bounded: Annotated[int, Meta(ge=0, le=2**40)]
    share: float
    value: str | int | float | bool | tuple[str, ...] | Leaf | None
    anything: Any
    leaves: tuple[Leaf, ...] = ()
    named: dict[str, int] = {}
    children: "list[Tree]" = []


MOMENT = datetime(2026, 10, 20, tzinfo=UTC)
TREE = Tree("x", 1, 2, 0.5, None, {"a": [1, "b"]})

integers = st.one_of(st.integers(-5, 5), st.sampled_from([2**31 - 1, 2**31, -(2**31), 2**63 - 1, 2**63, -(2**70)]))
floats = st.floats(allow_nan=True, allow_infinity=True)
moments = st.sampled_from(
    [MOMENT, datetime(2026, 1, 1), datetime(1, 1, 1, tzinfo=UTC), datetime(3000, 1, 1, tzinfo=UTC)]
)
days = st.sampled_from([date(2026, 1, 1), date(1899, 12, 31), date(2999, 12, 31), date(3000, 1, 1), None])
leaves = st.builds(Leaf, at=moments, day=days)
anything = st.recursive(
    st.one_of(st.none(), st.booleans(), integers, st.text(max_size=2)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=2), inner, max_size=3)),
    max_leaves=6,
)
trees = st.recursive(
    st.builds(
        Tree,
        text=st.text(max_size=2),
        number=integers,
        bounded=st.integers(0, 2**40),
        share=floats,
        value=st.one_of(st.none(), st.booleans(), st.text(max_size=2), integers, floats, leaves, st.just(("a",))),
        anything=anything,
        leaves=st.lists(leaves, max_size=2).map(tuple),
        named=st.dictionaries(st.text(max_size=2), integers, max_size=2),
    ),
    lambda inner: st.builds(
        lambda tree, children: msgspec.structs.replace(tree, children=children), inner, st.lists(inner, max_size=2)
    ),
    max_leaves=4,
)

exact = checker(Tree)
quick = is_storable(Tree)


@given(trees)
def test_it_agrees_with_the_check_that_says_where(tree: Tree) -> None:
    assert exact is not None
    assert quick(tree) == (not list(exact(tree, "")))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 2**31},
        {"share": float("nan")},
        {"value": 2**63},
        {"value": Leaf(datetime(1, 1, 1, tzinfo=UTC))},
        {"anything": [{"a": 2**64}]},
        {"leaves": (Leaf(datetime(2026, 1, 1)),)},
        {"leaves": (Leaf(MOMENT, date(3000, 1, 1)),)},
        {"named": {"a": -(2**40)}},
        {"children": [msgspec.structs.replace(TREE, number=2**40)]},
    ],
)
def test_it_notices_what_a_database_does_not_take(changes: dict[str, Any]) -> None:
    assert not quick(msgspec.structs.replace(TREE, **changes))


def test_it_passes_what_is_fine() -> None:
    assert quick(msgspec.structs.replace(TREE, children=[TREE], leaves=(Leaf(MOMENT),), value=1.5))
