"""Which complaints may be about the same."""

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from heating.complaints.suggestions.likeness import Candidate, Matter, Shared, alike

NOW = datetime(2026, 11, 20, tzinfo=UTC)
BUILDING, STATION = uuid4(), uuid4()
COLD = Matter("家里暖气不热，摸着冰凉", "no_heat", BUILDING, STATION, f"{BUILDING} 2 501")


def candidate(matter: Matter, hours: float = 1) -> Candidate:
    return Candidate(uuid4(), NOW - timedelta(hours=hours), matter)


def test_it_leaves_out_what_only_came_from_the_same_station() -> None:
    other = candidate(Matter("请问交费截止到哪天", "fee", uuid4(), STATION, None))
    assert alike(COLD, [other], 5) == []


def test_it_leaves_out_the_same_words_about_another_place() -> None:
    """Half the city says that it is cold."""
    other = candidate(COLD._replace(text="暖气不热", category=None, building=uuid4(), station=uuid4(), home=None))
    assert alike(COLD, [other], 5) == []


def test_it_finds_the_same_home_with_other_words() -> None:
    other = candidate(COLD._replace(text="昨晚报的修怎么还没人来"))
    found = alike(COLD, [other], 5)
    assert [one.id for one in found] == [other.id]
    assert found[0].shared == [Shared.HOME, Shared.CATEGORY]


def test_it_finds_the_same_text_sent_twice_without_an_address() -> None:
    matter = COLD._replace(building=None, station=None, home=None)
    other = candidate(matter)
    assert alike(matter, [other], 5)[0].shared == [Shared.CATEGORY, Shared.TEXT]


def test_neighbours_of_the_same_building_are_alike_in_matter() -> None:
    other = candidate(COLD._replace(text="三单元暖气也不热了，摸着冰凉", home=f"{BUILDING} 3 101"))
    found = alike(COLD, [other], 5)
    assert found[0].shared[:2] == [Shared.BUILDING, Shared.CATEGORY]
    assert 0.4 <= found[0].degree < 1


def test_the_likest_comes_first_and_the_newer_of_equals() -> None:
    older, newer = candidate(COLD, hours=30), candidate(COLD, hours=2)
    less = candidate(COLD._replace(text="没人管"))
    assert [one.id for one in alike(COLD, [less, older, newer], 5)] == [newer.id, older.id, less.id]
    assert [one.id for one in alike(COLD, [less, older, newer], 1)] == [newer.id]


def test_nothing_is_like_an_empty_text_by_its_text() -> None:
    matter = Matter("", None, None, None, None)
    assert alike(matter, [Candidate(UUID(int=1), NOW, matter)], 5) == []
