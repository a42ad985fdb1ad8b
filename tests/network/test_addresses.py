"""What an address says: the ways in which people write and say it."""

import pytest

from heating.network.addresses import Spoken, parse
from heating.network.numerals import plain_number

HOME = ("和平苑", "3", "2", "501")

SAME_HOME = """
和平苑3号楼2单元501
和平苑3号楼2单元501室
和平苑3号楼2单元501号
和平苑3号楼2单元501户
和平苑三号楼二单元501
和平苑三号楼二单元五零一
和平苑三号楼二单元五〇一
和平苑3栋2单元501
和平苑3栋二单元501室
和平苑3幢2单元501
和平苑3幢楼2单元501
和平苑3座2单元501
和平苑3#2单元501
和平苑3#楼2单元501
和平苑３＃楼２单元５０１
和平苑3号2单元501
和平苑3楼2单元501
和平苑第3栋第2单元501
和平苑3号楼2门501
和平苑三栋二门501
和平苑3号楼 2单元 501
和平苑 3号楼 2单元 501室
和平苑，3号楼，2单元，501
和平苑、3号楼、2单元、501
和平苑3-2-501
和平苑3—2—501
和平苑3－2－501
和平苑3～2～501
和平苑3/2/501
和平苑3.2.501
和平苑3 2 501
和平苑 3-2-501
和平苑3号楼2-501
和平苑3#2-501
和平苑3栋2-501
和平苑3号楼-2-501
和平苑3楼-2单元-501
和平苑3-2单元501
和平苑3-2-0501
和平苑03-02-501
和平苑3-2-5-1
和平苑3号楼2单員501
和平苑3号搂2单元501
和平苑3号楼2单员501
和平苑3号楼2但元501
和平苑3号楼２单元501房
和平苑3号楼2单元501房间
和平苑的3号楼2单元501
（和平苑）3号楼2单元501
和平苑3号楼【2单元】501
3号楼2单元501和平苑
和平苑3haolou2danyuan501
和平苑3hl2dy501
和平苑 3 hao lou 2 dan yuan 501 shi
和平苑building 3 unit 2 room 501
Room 501, Unit 2, Building 3, 和平苑
Bldg 3, unit 2, apt 501, 和平苑
flat 501 entrance 2 block 3 和平苑
"""

CASES = """
和平苑 | 和平苑 | | |
和平苑小区 | 和平苑小区 | | |
和平苑3号楼 | 和平苑 | 3 | |
和平苑十二号楼 | 和平苑 | 12 | |
和平苑二十号楼 | 和平苑 | 20 | |
和平苑二十一栋 | 和平苑 | 21 | |
和平苑十号楼一单元一零二室 | 和平苑 | 10 | 1 | 102
和平苑3号楼501 | 和平苑 | 3 | | 501
和平苑3-501 | 和平苑 | 3 | | 501
和平苑3#501 | 和平苑 | 3 | | 501
和平苑3-2 | 和平苑 | 3 | 2 |
和平苑3号 | 和平苑 | 3 | |
和平苑12 | 和平苑 | 12 | |
和平苑501 | 和平苑 | | | 501
和平苑1203室 | 和平苑 | | | 1203
和平苑2单元501 | 和平苑 | | 2 | 501
和平苑A座1203 | 和平苑 | a | | 1203
和平苑B座2单元 | 和平苑 | b | 2 |
和平苑b2栋501 | 和平苑 | b2 | | 501
和平苑3A号楼501 | 和平苑 | 3a | | 501
和平苑甲3号楼2单元501 | 和平苑 | 甲3 | 2 | 501
和平苑乙2号楼 | 和平苑 | 乙2 | |
和平苑东3号楼 | 和平苑 | 东3 | |
和平苑3号楼2单元5楼东户 | 和平苑 | 3 | 2 | 5楼东
和平苑3号楼2单元五楼西户 | 和平苑 | 3 | 2 | 5楼西
和平苑3号楼2单元5层中户 | 和平苑 | 3 | 2 | 5楼中
和平苑3号楼2单元5楼 | 和平苑 | 3 | 2 | 5楼
和平苑3号楼5层 | 和平苑 | 3 | | 5楼
和平苑3号楼2单元501A | 和平苑 | 3 | 2 | 501a
和平苑3号楼2单元2501 | 和平苑 | 3 | 2 | 2501
和平路12号 | 和平路12号 | | |
和平路12号3号楼 | 和平路12号 | 3 | |
和平路12号3号楼2单元501 | 和平路12号 | 3 | 2 | 501
和平路12号院3号楼2单元501 | 和平路12号院 | 3 | 2 | 501
和平路12号院 | 和平路12号院 | | |
迎泽大街100号和平苑3号楼 | 迎泽大街100号和平苑 | 3 | |
建设北路88号3-2-501 | 建设北路88号 | 3 | 2 | 501
杏花岭区和平路12号和平苑3号楼2单元501 | 杏花岭区和平路12号和平苑 | 3 | 2 | 501
太原市杏花岭区三桥街道和平苑 | 太原市杏花岭区三桥街道和平苑 | | |
五一小区三号楼 | 五一小区 | 3 | |
五一小区 | 五一小区 | | |
五一 3号楼 | 五一 | 3 | |
七一小区3-2-501 | 七一小区 | 3 | 2 | 501
三桥小区2号楼 | 三桥小区 | 2 | |
万柏林一号院3号楼 | 万柏林一号院 | 3 | |
和平苑二期3号楼 | 和平苑二期 | 3 | |
和平苑2期3号楼2单元501 | 和平苑2期 | 3 | 2 | 501
和平苑东区3号楼 | 和平苑东区 | 3 | |
和平苑3区5号楼 | 和平苑3区 | 5 | |
四季花园4号楼 | 四季花园 | 4 | |
百合园1号楼 | 百合园 | 1 | |
hpy 3-2-501 | hpy | 3 | 2 | 501
hpy3-2-501 | hpy | 3 | 2 | 501
heping yuan 3 | heping yuan | 3 | |
hepingyuan 3 hao lou | hepingyuan | 3 | |
heping yuan 3 hao lou 2 dan yuan 501 | heping yuan | 3 | 2 | 501
Heping Estate, Building 3, Unit 2, Room 501 | heping estate | 3 | 2 | 501
Building 12 Heping Estate | heping estate | 12 | |
Heping Estate bldg. 3 apt 501 | heping estate | 3 | | 501
3号楼2单元501 | | 3 | 2 | 501
二单元五零一 | | | 2 | 501
3-2-501 | | 3 | 2 | 501
501 | | | | 501
3号楼2单元501家里不热 | 家里不热 | 3 | 2 | 501
纺织厂宿舍3栋 | 纺织厂宿舍 | 3 | |
二中家属院2号楼1单元3号 | 二中家属院 | 2 | 1 | 3
老军营小区北楼 | 老军营小区北楼 | | |
师范街22号 | 师范街22号 | | |
"""


def _lines(text: str) -> list[str]:
    return text.strip().splitlines()


@pytest.mark.parametrize("text", _lines(SAME_HOME))
def test_it_is_the_same_home(text: str) -> None:
    assert parse(text) == Spoken(*HOME)


@pytest.mark.parametrize("line", _lines(CASES))
def test_it_says(line: str) -> None:
    text, *expected = [part.strip() for part in line.split("|")]
    assert parse(text) == Spoken(*(expected + [""] * 4)[:4])


def test_there_are_enough_ways() -> None:
    assert len(_lines(SAME_HOME)) + len(_lines(CASES)) >= 120


NONSENSE = ["", " ", "\n", "号楼", "单元", "-", "0", "零", "🏠" * 50, "1" * 200, "一" * 200, "#" * 9]


@pytest.mark.parametrize("text", NONSENSE)
def test_it_takes_anything(text: str) -> None:
    assert isinstance(parse(text), Spoken)


NUMBERS = {
    "三": "3", "十": "10", "十二": "12", "二十": "20", "二十一": "21", "一百零二": "102", "五零一": "501",
    "幺零幺": "101", "两": "2", "0501": "501", "0": "0", "b2": "b2", "501a": "501a", "零五": "5",
}  # fmt: skip


@pytest.mark.parametrize(("text", "number"), list(NUMBERS.items()))
def test_numbers_become_figures(text: str, number: str) -> None:
    assert plain_number(text) == number
