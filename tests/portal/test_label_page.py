"""The page behind a label."""

import msgspec
import pytest

from heating.lib.wording import Language, Text
from heating.portal import wording
from heating.portal.label_page import Described, label_page
from heating.portal.shell import notice

EVIL = '<script>alert("1")</script>'
ATTACHED = Described(
    code="0123456789",
    state="attached",
    name=Text("1号锅炉", "Boiler 1"),
    kind=Text("锅炉", "Boiler"),
    site=Text("东山热源厂", "East plant"),
    organization=Text("第一热力公司", "Heat One"),
    phone="0351-1111111",
)


def shown(label: Described = ATTACHED, language: Language = "zh", *, in_messenger: bool = False) -> str:
    return label_page(label, language, in_messenger=in_messenger)


@pytest.mark.parametrize("field", ["name", "kind", "site", "organization"])
def test_it_escapes_what_people_typed(field: str) -> None:
    page = shown(msgspec.structs.replace(ATTACHED, **{field: Text(EVIL, EVIL)}))
    assert "<script" not in page
    assert "&lt;script&gt;alert(&quot;1&quot;)" in page


def test_it_escapes_a_telephone_number() -> None:
    assert 'href="tel:&quot; onclick=&quot;x"' in shown(msgspec.structs.replace(ATTACHED, phone='" onclick="x'))


def test_it_needs_no_script_and_nothing_from_elsewhere() -> None:
    page = shown()
    assert "<script" not in page
    assert "src=" not in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("language", "texts"),
    [
        (
            "zh",
            [
                "1号锅炉",
                "锅炉",
                "东山热源厂",
                "第一热力公司",
                "拨打 0351-1111111",
                "使用中",
                'lang="zh-CN"',
                ">English<",
            ],
        ),
        ("en", ["Boiler 1", "East plant", "Heat One", "Call 0351-1111111", "In use", 'lang="en"', ">中文<"]),
    ],
)
def test_it_says_what_it_is_and_whom_to_call(language: Language, texts: list[str]) -> None:
    page = shown(language=language)
    for text in [*texts, "0123456789", 'href="tel:0351-1111111"']:
        assert text in page


def test_it_offers_no_call_without_a_number() -> None:
    assert "tel:" not in shown(msgspec.structs.replace(ATTACHED, phone=None))


@pytest.mark.parametrize("state", ["blank", "retired", "lost"])
def test_it_says_when_a_label_is_not_in_use(state: str) -> None:
    page = shown(msgspec.convert({"code": "0123456789", "state": state}, Described))
    assert wording.STATES[state].zh in page
    assert wording.STATES["attached"].zh not in page


def test_it_tells_people_in_a_messenger_how_to_open_the_browser() -> None:
    assert wording.USE_BROWSER.zh in shown(in_messenger=True)
    assert wording.USE_BROWSER.zh not in shown()
    assert 'href="/app/label/0123456789"' in shown()


def test_it_is_light() -> None:
    assert len(shown().encode()) < 10 * 1024
    assert len(notice(wording.NOT_FOUND_TITLE, wording.NOT_FOUND, "zh").encode()) < 10 * 1024
