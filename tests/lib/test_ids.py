from datetime import UTC, datetime, timedelta

from heating.lib import clock, ids


def test_it_makes_version_7_ids_with_the_right_variant() -> None:
    made = ids.new_id()
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"


def test_it_orders_ids_by_time() -> None:
    start = datetime(2026, 11, 1, tzinfo=UTC)
    made = []
    for minutes in range(50):
        with clock.travel(start + timedelta(minutes=minutes)):
            made.append(ids.new_id())
    assert made == sorted(made)
    assert made[0].int >> 80 == int(start.timestamp() * 1000)


def test_it_never_makes_the_same_id_twice() -> None:
    with clock.travel(datetime(2026, 11, 1, tzinfo=UTC)):
        assert len({ids.new_id() for _ in range(10_000)}) == 10_000


def test_the_text_of_an_id_is_what_str_says() -> None:
    made = ids.new_id()
    assert ids.text_of(made) == ids.text_of(str(made)) == str(made)
