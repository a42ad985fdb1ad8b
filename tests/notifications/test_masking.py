import pytest

from heating.notifications.masking import masked


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("王女士家漏水，电话13912345678，请速来", "王女士家漏水，电话***，请速来"),
        ("139 1234 5678", "***"),
        ("+86-13912345678", "***"),
        ("0351-4567890转2", "***转2"),
        ("身份证14010519900307123X已核", "身份证***已核"),
        ("call 03514567890 now", "call *** now"),
    ],
)
def test_it_masks_private_numbers(text: str, expected: str) -> None:
    assert masked(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "隐患 YH-2026-000123 已确认",
        "11 月 5 日 24:00 前整改",
        "DN400 供水管 2026-11-05 0.85 MPa",
        "01a1fcff-0727-7d13-8dfe-e2734e370365",
        "标签 GL-007-K，序列号 20261105123456",
        "第 1234567890123456789 号",
    ],
)
def test_it_leaves_the_numbers_of_the_trade_alone(text: str) -> None:
    assert masked(text) == text
