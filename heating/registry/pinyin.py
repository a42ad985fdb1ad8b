"""Romanised readings of Chinese names, so that "hplrlz" and "hepinglu" both find 和平路热力站."""

import itertools
import os
import re
import unicodedata

# The phrase table costs 45 MB of memory and still reads 长风街 as "zhang feng jie"; our own readings serve better.
os.environ.setdefault("PYPINYIN_NO_PHRASES", "1")

from pypinyin import lazy_pinyin

_SEVERAL_READINGS = {
    "长": ("chang", "zhang"),
    "调": ("tiao", "diao"),
    "重": ("chong", "zhong"),
    "行": ("xing", "hang"),
    "乐": ("le", "yue"),
    "朝": ("chao", "zhao"),
    "厦": ("sha", "xia"),
    "解": ("jie", "xie"),
    "柏": ("bai", "bo"),
    "都": ("du", "dou"),
    "单": ("dan", "shan"),
    "洞": ("dong", "tong"),
    "峙": ("zhi", "shi"),
    "给": ("ji", "gei"),
    "盛": ("sheng", "cheng"),
    "晟": ("sheng", "cheng"),
    "巷": ("xiang", "hang"),
    "会": ("hui", "kuai"),
    "传": ("chuan", "zhuan"),
    "石": ("shi", "dan"),
    "车": ("che", "ju"),
    "阿": ("a", "e"),
    "尉": ("wei", "yu"),
    "宿": ("su", "xiu"),
    "蔚": ("wei", "yu"),
    "率": ("lv", "shuai"),
    "校": ("xiao", "jiao"),
    "藏": ("cang", "zang"),
    "种": ("zhong", "chong"),
}
_MOST_READINGS = 16
_FIRST_CHINESE = "\u2e80"
_PIECES = re.compile(f"[{_FIRST_CHINESE}-\U0010ffff]|[^{_FIRST_CHINESE}-\U0010ffff]+")


def fold(text: str) -> str:
    """Full-width forms become ordinary ones, capitals small: what is typed and what is stored compare equal."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def without_accents(folded: str) -> str:
    """ "söhne" as "sohne"; Chinese is not changed."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(letter))


def search_text(*names: str) -> str:
    """Everything a search may match, one form a line: the names, without accents, initials and full pinyin."""
    forms: dict[str, None] = {}
    for name in filter(None, map(fold, names)):
        forms[name] = None
        forms[without_accents(name)] = None
        if not name.isascii():
            forms.update(dict.fromkeys(_romanised(name)))
    return "\n".join(forms)


def terms(query: str) -> list[str]:
    """The words of a search; each of them must be found."""
    return fold(query).split()


def syllables(name: str) -> list[tuple[str, ...]]:
    """The readings of each Chinese character, and what stands between them as it is, of a folded name."""
    return [tuple(reading for reading, _ in _readings(part)) for part in _characters_and_runs(name)]


def _romanised(name: str) -> list[str]:
    parts = [_readings(part) for part in _characters_and_runs(name)]
    combinations = list(itertools.islice(itertools.product(*parts), _MOST_READINGS))
    full = ["".join(reading for reading, _ in combination) for combination in combinations]
    initials = ["".join(initial for _, initial in combination) for combination in combinations]
    return initials + full


def _characters_and_runs(name: str) -> list[str]:
    """Chinese characters one by one, everything between them as it is: "和平路2号" → 和, 平, 路, "2", 号."""
    return _PIECES.findall(name)


def _readings(part: str) -> list[tuple[str, str]]:
    """Pairs of full reading and what stands for it among the initials."""
    if part[0] < _FIRST_CHINESE:
        return [(part, part)]
    readings = _SEVERAL_READINGS.get(part) or lazy_pinyin(part)
    return [(reading, reading[:1]) for reading in readings]
