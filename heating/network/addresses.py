"""What an address says, however people say it: "和平苑三号楼二单元501", "hpy 3-2-501", "Room 501, Building 3".

The numbers at one spot of the text, each with the word that goes with it or without one, are building, unit and room;
everything else is the place: an estate, a street with its number, a district.
"""

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

import msgspec

from heating.network.numerals import plain_number

Role = Literal["building", "unit", "room", "floor", "number", ""]
"""`number` is 号, which may be any of them; "" has no word at all."""


class Spoken(msgspec.Struct, frozen=True):
    """`building` ("3", "甲3", "a"), `unit` ("2") and `room` ("501", "5楼东") are "" where the address does not say
    them."""

    place: str
    building: str = ""
    unit: str = ""
    room: str = ""


_CHINESE_NUMBER = "[零〇一二三四五六七八九十百两幺]+"
_LONE_LETTER = r"(?<![a-z])[a-z](?=座|栋|幢|号楼|楼|单元|\#)"
_NUMBER = rf"(?:(?:(?<![a-z])[a-z])?\d{{1,5}}(?:[a-z](?![a-z]))?|{_CHINESE_NUMBER}|{_LONE_LETTER})"
_AFTER: Sequence[tuple[Role, str]] = (
    # first those that others begin with; the odd ones are what an input method offers for the same sounds
    ("building", r"号\s*[楼栋幢搂漏]|號樓|\#\s*[楼栋幢]|[栋幢座](?:楼)?|[冻撞洞](?=\d|$)|hao\s*lou|hl|dong|zhuang|zuo"),
    ("unit", r"[单單][元员园原員]|[担但]元|dan\s*yuan|dy|unit(?![a-z])|门(?![口市诊卫店岗])"),
    ("room", r"室|号?房间?|户|市(?=$|\s)|shi|fang|hu(?![a-z])"),
    ("floor", r"楼(?!上|下)|层|lou|ceng|floor|f(?![a-z])"),
    ("number", r"号(?![院线路街])|號|hao|\#"),
)
_BEFORE: Sequence[tuple[Role, str]] = (
    ("building", r"(?:building|bldg|block|blk|楼号)"),
    ("unit", r"(?:unit|entrance|单元号?)"),
    ("room", r"(?:room|rm|flat|apartment|apt|door|室号?)"),
    ("floor", r"(?:floor|楼层)"),
)
_SIDE = r"(?:\s*(?P<side>[东西南北中左右])(?:[户边门侧手面]|$))"


def _either(marks: Sequence[tuple[Role, str]], name: str) -> str:
    return "|".join(f"(?P<{name}_{role}>{pattern})" for role, pattern in marks)


_PREFIX = r"[甲乙丙丁戊东西南北附副](?=[a-z\d一二三四五六七八九十])"
_GROUP = re.compile(
    rf"(?:(?:{_either(_BEFORE, 'before')})\s*(?:no)?[.:：]?\s*)?第?(?P<prefix>{_PREFIX})?"
    rf"(?P<number>{_NUMBER})(?:\s*(?:{_either(_AFTER, 'after')}))?{_SIDE}?"
)
_BETWEEN = re.compile(r"[\s\-/#.,;、的_\\]*")
_DASHES = str.maketrans(dict.fromkeys("—–―‐−~〜", "-"))
_STREET = re.compile(r"(?:[路街巷道]|胡同|大街|road|rd|street|st|avenue|lane)\.?\s*$")
_PUNCTUATION = re.compile(r"[，。；：！？（）()\[\]【】“”\"'’‘<>《》|]+")
_ONLY_CHINESE = re.compile(_CHINESE_NUMBER)


class _Group(NamedTuple):
    prefix: str
    number: str
    role: Role
    side: str
    start: int
    end: int

    @property
    def is_bare(self) -> bool:
        return self.role == ""


def parse(text: str) -> Spoken:
    folded = _folded(text)
    run = _run_of_numbers(folded)
    run = _without_street_number(folded, run)
    if not run:
        return Spoken(_tidy(folded))
    place = _tidy(f"{folded[: run[0].start]} {folded[run[-1].end :]}")
    return Spoken(place, **_roles(run))


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_DASHES)
    return " ".join(_PUNCTUATION.sub(" ", plain).split())


def _tidy(place: str) -> str:
    return " ".join(place.strip(" -/#.,;、的_\\").split())


def _run_of_numbers(text: str) -> list[_Group]:
    """The groups that stand beside each other; of several such runs the one that says most, the last of equals."""
    runs: list[list[_Group]] = []
    position = 0
    while match := _GROUP.search(text, position):
        group = _group(match)
        follows = bool(runs) and _BETWEEN.fullmatch(text, runs[-1][-1].end, group.start) is not None
        position = group.end
        if not follows and group.is_bare and (_ONLY_CHINESE.fullmatch(match["number"]) or _is_of_a_name(text, group)):
            continue  # 五一 in 五一小区 is a name
        if follows:
            runs[-1].append(group)
        else:
            runs.append([group])
    return max(reversed(runs), key=_tells, default=[])


def _group(match: re.Match[str]) -> _Group:
    role: Role = next(
        (role for role, _ in (*_BEFORE, *_AFTER) if match.groupdict().get(f"before_{role}")),
        next((role for role, _ in _AFTER if match.groupdict().get(f"after_{role}")), ""),
    )
    prefix = match["prefix"] or ""
    return _Group(prefix, plain_number(match["number"]), role, match["side"] or "", match.start(), match.end())


def _is_of_a_name(text: str, group: _Group) -> bool:
    """2期, 3区, 12号院: a number whose word is not one of ours."""
    following = text[group.end : group.end + 1]
    return following.isalpha() and not following.isascii()


def _tells(run: Sequence[_Group]) -> int:
    return sum(1 if group.is_bare else 2 for group in run)


def _without_street_number(text: str, run: list[_Group]) -> list[_Group]:
    """和平路12号3号楼: the first number belongs to the street."""
    while run and run[0].role in ("number", "") and _STREET.search(text[: run[0].start]):
        following = run[1:]
        if run[0].role == "" and not any(group.role == "building" for group in following):
            break
        run = following
    while len(run) > 1 and run[0].role == "number" and any(group.role == "building" for group in run[1:]):
        run = run[1:]
    return run


def _roles(run: Sequence[_Group]) -> dict[str, str]:
    said: dict[str, str] = {}
    for index, group in enumerate(run):
        role = _role(group, run[index + 1 :], said)
        if role == "floor":
            said.setdefault("room", f"{group.number}楼{group.side}")
        elif role and role not in said:
            said[role] = f"{group.prefix}{group.number}{group.side if role == 'room' else ''}"
    if len(run) == 4 and all(group.is_bare for group in run):
        said["room"] = f"{run[2].number}{int(run[3].number):02d}" if run[3].number.isdigit() else run[3].number
    return said


def _role(group: _Group, following: Sequence[_Group], said: dict[str, str]) -> str:
    if group.role in ("building", "unit", "room"):
        return group.role
    if group.role == "floor":
        leads = bool(following) and "building" not in said and "unit" not in said and not group.side
        return "building" if leads else "floor"
    if group.role == "number":
        return "room" if said and not following else "building"
    return _bare_role(group, following, said)


def _bare_role(group: _Group, following: Sequence[_Group], said: dict[str, str]) -> str:
    """By what is said already and by its length: doors have three figures or more."""
    marked = {one.role for one in following}
    if sum(letter.isdigit() for letter in group.number) >= 3 and not following:
        return "room"
    if "building" not in said and "unit" not in said and "building" not in marked:
        return "building"
    if "unit" not in said and "unit" not in marked and (following or "building" not in said):
        return "unit"
    if "unit" not in said and "unit" not in marked and len(group.number) <= 1 and not following:
        return "unit"
    return "room"
