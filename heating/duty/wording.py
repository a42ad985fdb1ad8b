"""What duties, changes and faults are called."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.duty.faults import Fault, FaultKind
from heating.duty.rules import Post, Unreachable, Via
from heating.lib.wording import Text

POSTS: dict[Post, Text] = {
    Post.LEADER: Text("带班领导", "leader in charge"),
    Post.OFFICER: Text("值守人员", "officer on duty"),
}
VIAS: dict[Via, Text] = {
    Via.ROSTER: Text("排班", "roster"),
    Via.OVERRIDE: Text("替班", "override"),
    Via.SWAP: Text("换班", "swap"),
    Via.REINFORCEMENT: Text("增援", "reinforcement"),
    Via.ACCOUNT: Text("按职务", "by account"),
}
UNREACHABLE: dict[Unreachable, Text] = {
    Unreachable.NO_PHONE: Text("没有可拨打的联系电话", "has no telephone number that can be called"),
    Unreachable.DISABLED: Text("账号已停用", "has a disabled account"),
}
_NOBODY = Text("未知人员", "somebody unknown")


def moment(at: datetime, zone: ZoneInfo) -> str:
    return f"{at.astimezone(zone):%Y-%m-%d %H:%M}"


def span(starts_at: datetime, ends_at: datetime, zone: ZoneInfo) -> str:
    """Midnight at the end is 24:00 of the day before."""
    start, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
    is_midnight = (end.hour, end.minute) == (0, 0)
    last = end.date() - timedelta(days=1) if is_midnight else end.date()
    until = "24:00" if is_midnight else f"{end:%H:%M}"
    day = "" if last == start.date() else f"{last.isoformat()} "
    return f"{start:%Y-%m-%d %H:%M}–{day}{until}"


def fault(found: Fault, names: Mapping[UUID, str], organizations: Mapping[str, Text], zone: ZoneInfo) -> Text:
    """A sentence about a fault; the names of its people and of the other organization have been read."""
    post, when = POSTS[found.post], span(found.starts_at, found.ends_at, zone)
    zh = "、".join(sorted(names.get(id) or _NOBODY.zh for id in found.people))
    en = ", ".join(sorted(names.get(id) or _NOBODY.en for id in found.people))
    match found.kind:
        case FaultKind.GAP:
            return Text(f"{when} 无{post.zh}", f"{when}: no {post.en}")
        case FaultKind.OVERLAP:
            return Text(f"{when} {post.zh}重复排班：{zh}", f"{when}: more than one {post.en}: {en}")
        case FaultKind.UNREACHABLE:
            why = UNREACHABLE[Unreachable.NO_PHONE]
            return Text(f"{zh}{why.zh}", f"{en} {why.en}")
        case FaultKind.NOT_A_MEMBER:
            return Text(
                f"{zh}不属于该单位、已停用或不能值班", f"{en} is not of this organization, disabled, or may not serve"
            )
        case FaultKind.TWO_PLACES:
            return _two_places(found, Text(zh, en), organizations, when)


def _two_places(found: Fault, who: Text, organizations: Mapping[str, Text], when: str) -> Text:
    place = organizations.get(found.elsewhere or "") or Text("", "")
    other = POSTS[found.other_post or found.post]
    return Text(f"{when} {who.zh}同时在{place.zh}任{other.zh}", f"{when}: {who.en} is also {other.en} at {place.en}")
