from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from heating.notifications.rules import Parcel
from heating.notifications.texts import compose

SITE = "https://heating.test"


def parcel(title: str, body: str = "", link: str = "/app/x") -> Parcel:
    return Parcel(
        id=uuid4(), kind="k", at="", title=title, body=body, link=link, subject_kind="", subject_id="", organization=""
    )


def test_it_says_title_text_and_link() -> None:
    composed = compose([parcel("标题", "内容。")], SITE, 2048)
    assert composed.text == "标题\n内容。\nhttps://heating.test/app/x"
    assert composed.title == "标题"


def test_it_says_the_same_once() -> None:
    composed = compose([parcel("a"), parcel("b"), parcel("a")], SITE, 2048)
    assert composed.together == 3
    assert composed.text.count("a\nhttps") == 1


def test_it_cuts_one_that_is_too_long_between_letters() -> None:
    composed = compose([parcel("汉" * 1000)], SITE, 2048)
    assert composed.text == "汉" * 681 + "…"


@given(st.lists(st.text("ab汉龘😀", max_size=80).map(parcel), min_size=1, max_size=12), st.integers(200, 700))
def test_it_never_exceeds_the_limit_and_loses_nothing(parcels: list[Parcel], longest: int) -> None:
    rest = parcels
    while rest:
        composed = compose(rest, SITE, longest)
        assert len(composed.text.encode()) <= longest
        assert composed.together >= 1
        if composed.together > 1:
            assert all(one.title in composed.text for one in rest[: composed.together])
        rest = rest[composed.together :]
