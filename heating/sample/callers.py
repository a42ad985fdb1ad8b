"""What residents of the demo city say, and when: most in the first cold days, mornings and evenings."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import NamedTuple
from zoneinfo import ZoneInfo

from heating.complaints.rules import Channel
from heating.complaints.schemas import Caller


class Said(NamedTuple):
    category: str
    text: str
    indoor_c: tuple[float, float] | None = None
    """Between which temperatures the room is, where it is about cold."""


SAID: Sequence[Said] = (
    Said("no_heat", "暖气片一点都不热，摸着冰凉，家里有小孩。", (11, 15)),
    Said("no_heat", "昨晚开始完全不热，楼上楼下也一样。", (12, 15.5)),
    Said("no_heat", "打压以后一直没热过，管道是凉的。", (10, 14)),
    Said("low_temperature", "客厅温度计只有十五度，达不到标准，希望上门测温。", (14, 16.5)),
    Said("low_temperature", "白天还行，后半夜温度掉得厉害。", (15, 17.5)),
    Said("low_temperature", "顶楼西户，比去年同期低两三度。", (15, 17)),
    Said("uneven_heat", "卧室两组不热，客厅热。", (16, 18.5)),
    Said("uneven_heat", "进水管热回水管凉，暖气片下半截不热。", (15, 18)),
    Said("leak_home", "暖气片接头滴水，已经用盆接着，请尽快来人。"),
    Said("leak_home", "入户阀门漏水，楼下已经渗了。"),
    Said("leak_pipe", "小区路面冒热气，井盖周围有水。"),
    Said("valve_or_radiator", "楼道分户阀门拧不动，想调一下。"),
    Said("valve_or_radiator", "放气阀坏了，放不出气，暖气里有水声。", (15, 18)),
    Said("temperature_measuring", "申请入户测温，怀疑达不到十八度。", (15, 18.5)),
    Said("noise", "地下换热站水泵噪声大，夜里睡不着。"),
    Said("fee", "想问今年热费的收费标准和缴费截止日期。"),
    Said("transfer_or_opening", "房子今年有人住了，怎么恢复供热？"),
    Said("heating_stopped", "整栋楼突然停暖，物业说不清楚。", (13, 16)),
    Said("service_attitude", "打电话三次没人来，态度也不好。"),
    Said("suggestion", "建议停暖前在小区群里提前通知。"),
)
OUTAGE = Said("heating_stopped", "整个小区突然不热了，邻居家也一样。", (12, 16))
_QUESTIONS = frozenset({"fee", "transfer_or_opening"})

_FAMILY = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
_GIVEN = [
    "秀英",
    "桂兰",
    "建国",
    "志强",
    "丽娟",
    "海燕",
    "永红",
    "文娟",
    "春梅",
    "国庆",
    "小军",
    "晓东",
    "玉珍",
    "立新",
    "雪梅",
    "保平",
]
_CHANNELS: Mapping[Channel, int] = {
    Channel.PHONE: 52, Channel.WEB: 16, Channel.LABEL: 12, Channel.HOTLINE_12345: 10, Channel.VISIT: 5,
    Channel.MESSAGE_BOARD: 3, Channel.LETTER: 2,
}  # fmt: skip
_BY_HOUR = (2, 1, 1, 1, 1, 2, 6, 12, 12, 9, 7, 6, 5, 5, 6, 6, 7, 9, 12, 14, 13, 10, 6, 3)
_TRIAL = timedelta(days=12)
"""So long before the season the water is warm."""


def moments(starts_on: date, until: datetime, count: int, zone: ZoneInfo, rng: Random) -> list[datetime]:
    """When somebody complains: `count` of them in a season that is a month old, in the order of their time."""
    first = starts_on - _TRIAL
    days = [first + timedelta(days=n) for n in range((until.astimezone(zone).date() - first).days + 1)]
    weights = [_weight((day - starts_on).days) for day in days]
    month = sum(_weight(n) for n in range(-_TRIAL.days, 20))
    wanted = round(count * sum(weights) / month)
    found = [_moment(day, zone, rng) for day in rng.choices(days, weights, k=wanted)] if days else []
    return sorted(moment for moment in found if moment < until)


def first_moment(starts_on: date, zone: ZoneInfo) -> datetime:
    """When the first home may be warm, or not."""
    return datetime.combine(starts_on - _TRIAL, time(0), zone)


def say(rng: Random, *, question: bool = False) -> Said:
    return rng.choice([said for said in SAID if (said.category in _QUESTIONS) == question])


def caller(rng: Random) -> Caller:
    """Somebody who does not exist: numbers of this range are given to nobody."""
    return Caller(name=rng.choice(_FAMILY) + rng.choice(_GIVEN), phone=f"1990000{rng.randint(0, 9999):04d}")


def channel(rng: Random) -> Channel:
    return rng.choices(list(_CHANNELS), list(_CHANNELS.values()))[0]


def _weight(day: int) -> float:
    """Days since the season's first."""
    if day < 0:
        return 0.5
    return 8 if day < 3 else 4 if day < 7 else 2


def _moment(day: date, zone: ZoneInfo, rng: Random) -> datetime:
    hour = rng.choices(range(24), _BY_HOUR)[0]
    return datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), zone)
