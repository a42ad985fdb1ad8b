import pytest

from heating.registry.pinyin import search_text, terms


def found(query: str, *names: str) -> bool:
    text = search_text(*names)
    return all(term in text for term in terms(query))


@pytest.mark.parametrize("query", ["和平里", "hpx", "hepingxi", "HS-000013", "路站"])
def test_it_does_not_find_what_is_not_there(query: str) -> None:
    assert not found(query, "和平路2号热力站", "HS-000012")


@pytest.mark.parametrize(
    "query",
    [
        "和平路",
        "平路2",
        "２号",
        "hpl2",
        "HPL",
        "rlz",
        "heping",
        "hepinglu2haorelizhan",
        "hs-000012",
        "和平路 热力",
        "hpl 0012",
    ],
)
def test_it_finds_by_name_code_initials_and_full_pinyin(query: str) -> None:
    assert found(query, "和平路2号热力站", "HS-000012")


def test_it_knows_both_readings_of_a_character() -> None:
    assert found("changfeng", "长风街")
    assert found("zfj", "长风街")
    assert found("tiaofeng", "调峰热源")
    assert found("diaofeng", "调峰热源")


def test_it_finds_accents_typed_or_not() -> None:
    assert found("SÖHNE", "J.A. Becker & Söhne")
    assert found("sohne", "J.A. Becker & Söhne")


def test_it_stays_short_for_names_full_of_ambiguous_characters() -> None:
    assert len(search_text("长调重行乐朝厦解" * 4)) < 4000
