"""What people are told of duties, within the transaction that does it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.rules import Role
from heating.duty import checking, queries
from heating.duty.line import Duty
from heating.duty.rules import Change, Place, Post, Staff, Unreachable, Watch, Window
from heating.duty.wording import POSTS, UNREACHABLE, VIAS, span
from heating.lib import areas, clock
from heating.lib.wording import Text
from heating.notifications.actions import notify
from heating.notifications.rules import Message

_SOON = timedelta(hours=12)
_OWN, _NOW = "/app/duty/mine", "/app/duty"


async def handed_over(actor: Actor, id: UUID, coming: Watch) -> None:
    title = Text("有值班交接待您签收", "A watch waits for you to take it over")
    body = Text(f"{actor.name}已写好交接记录。", f"{actor.name} has written the hand-over note.")
    await _tell([coming.person], "watch.handed_over", id, title, body, _OWN)


async def put_on_duty(actor: Actor, change: Change, zone: ZoneInfo, reason: str) -> None:
    when, post, via = span(*change.window, zone), POSTS[change.post], VIAS[change.via]
    title = Text(f"您有{via.zh}", f"You are on duty: {via.en}")
    body = Text(
        f"{actor.name}安排您 {when} 任{post.zh}：{reason}", f"{actor.name} has put you on as {post.en} {when}: {reason}"
    )
    await _tell([change.person], f"{change.via}.made", change.id, title, body, _OWN, urgent=_is_soon(change.starts_at))


async def relieved(actor: Actor, change: Change, people: Iterable[UUID], zone: ZoneInfo) -> None:
    when = span(*change.window, zone)
    title = Text("您的班已由他人替班", "Somebody else takes your watch")
    body = Text(f"{actor.name}已安排他人接替 {when} 的值班。", f"{actor.name} has put somebody else on duty {when}.")
    await _tell(people, f"{change.via}.relieved", change.id, title, body, _OWN, urgent=_is_soon(change.starts_at))


async def taken_back(actor: Actor, change: Change, left: Window, back: Iterable[UUID], zone: ZoneInfo) -> None:
    """The one who was put on duty, and those who are on duty again."""
    when, via, urgent = span(*left, zone), VIAS[change.via], _is_soon(left.starts_at)
    title = Text(f"{via.zh}已撤销", f"The {via.en} was taken back")
    body = Text(f"{actor.name}已撤销您 {when} 的{via.zh}。", f"{actor.name} has taken back your {via.en} {when}.")
    await _tell([change.person], f"{change.via}.ended", change.id, title, body, _OWN, urgent=urgent)
    title = Text("恢复您的值班", "You are on duty again")
    body = Text(
        f"{actor.name}已撤销替班，{when} 按排班由您值班。", f"{actor.name} has ended an override: {when} is yours."
    )
    await _tell(back, f"{change.via}.back", change.id, title, body, _OWN, urgent=urgent)


def _is_soon(starts_at: datetime) -> bool:
    return starts_at < clock.now() + _SOON


async def swap_asked(actor: Actor, id: UUID, watch: Watch, asked: UUID, zone: ZoneInfo) -> None:
    when = span(watch.starts_at, watch.ends_at, zone)
    title = Text("有人请您换班", "Somebody asks you to swap a watch")
    body = Text(f"{actor.name}请您接替 {when} 的值班。", f"{actor.name} asks you to take the watch {when}.")
    await _tell([asked], "swap.asked", id, title, body, _OWN)


async def swap_answered(actor: Actor, id: UUID, watch: Watch, zone: ZoneInfo, *, accepted: bool) -> None:
    when = span(watch.starts_at, watch.ends_at, zone)
    zh, en = ("已同意", "accepted") if accepted else ("未同意", "declined")
    title = Text(f"换班申请{zh}", f"Your swap was {en}")
    body = Text(f"{actor.name}{zh}接替 {when} 的值班。", f"{actor.name} has {en} to take the watch {when}.")
    await _tell([watch.person], f"swap.{en}", id, title, body, _OWN)


async def checked(id: UUID, watch: Watch, minutes: int) -> None:
    title = Text("查岗：请应答", "Spot check: please answer")
    body = Text(f"请在 {minutes} 分钟内应答。", f"Please answer within {minutes} minutes.")
    await _tell([watch.person], "spot_check.asked", id, title, body, _OWN, urgent=True)


async def missed(id: UUID, place: Place, post: Post, person: UUID, name: str, asked_by: UUID) -> None:
    """The one who asked, and who is in charge there."""
    duty = (await queries.posts_at(clock.now(), [place])).on_duty(*place)
    leader = [duty.leader.person.id] if duty.leader and duty.leader.person.id != person else []
    title = Text("查岗无人应答", "A spot check was not answered")
    body = Text(f"{POSTS[post].zh}{name}未在规定时间内应答查岗。", f"{name}, {POSTS[post].en}, did not answer in time.")
    await _tell([asked_by, *leader], "spot_check.missed", id, title, body, "/app/duty/checks", urgent=True)


async def vacant(id: UUID, place: Place, watch: Watch, duty: Duty, name: str, zone: ZoneInfo) -> list[UUID]:
    """The one who is missing, the next in line, the leader in charge and the company's managers. Who was told."""
    title = Text("岗位空缺", "A post is vacant")
    where, when, post = await _where(place), span(watch.starts_at, watch.ends_at, zone), POSTS[watch.post]
    body = Text(
        f"{where.zh} {when} {post.zh}{name}未签到，请立即补位。",
        f"{where.en}, {when}: {name}, {post.en}, has not signed in. Fill the post at once.",
    )
    following = [one.person.id for one in duty.next_in_line[:2]]
    people = list(dict.fromkeys([watch.person, *following, *await _in_charge(place, duty)]))
    await _tell(people, "post.vacant", id, title, body, _NOW, urgent=True)
    return people


async def unreachable(
    id: UUID, place: Place, watch: Watch, person: Staff, duty: Duty, zone: ZoneInfo
) -> Sequence[UUID]:
    """He himself, if he can still sign in, whoever is in charge, and while it is his watch the next in line."""
    where, when = await _where(place), span(watch.starts_at, watch.ends_at, zone)
    post, why = POSTS[watch.post], UNREACHABLE[person.unreachable or Unreachable.NO_PHONE]
    body = Text(
        f"{where.zh} {when} {post.zh}{person.name}{why.zh}，请补登电话或安排替班。",
        f"{where.en}, {when}: {person.name}, {post.en}, {why.en}. Enter a telephone number, or override the watch.",
    )
    is_running = watch.window.holds(clock.now())
    following = [one.person.id for one in duty.next_in_line[:2]] if is_running else []
    people = list(dict.fromkeys([person.id, *following, *await _in_charge(place, duty)]))
    title = Text("值班人员联系不上", "Somebody on duty cannot be reached")
    await _tell(people, "post.unreachable", id, title, body, _NOW, urgent=is_running)
    return people


async def nobody_reachable(id: UUID, place: Place, duty: Duty) -> Sequence[UUID]:
    """Those to whom everything of the place goes now, and whoever is in charge there; without anybody, the
    administrators."""
    where = await _where(place)
    title = Text("单位无人可联系", "Nobody of an organization can be reached")
    body = Text(
        f"{where.zh}此刻没有可联系的值班人员和负责人，诉求暂由上级承办，请立即安排。",
        f"{where.en} has nobody on duty and nobody in charge who can be reached. Its complaints go to the level above"
        " until somebody can be.",
    )
    above = [one.person.id for one in duty.tried if one.answers][:3]
    above = above or [one.id for one in await queries.staff((), [Role.ADMINISTRATOR])]
    people = list(dict.fromkeys([*above, *await _in_charge(place, duty)]))
    await _tell(people, "post.nobody_reachable", id, title, body, _NOW, urgent=True)
    return people


async def runs_out(id: UUID, place: Place, gap: Window, duty: Duty, zone: ZoneInfo) -> Sequence[UUID]:
    where, when = await _where(place), span(gap.starts_at, gap.ends_at, zone)
    title = Text("排班即将用完", "A roster runs out")
    body = Text(
        f"{where.zh} {when} 尚无已发布的排班，请及时排班并发布。",
        f"{where.en} has no published roster for {when}. Write and publish one in time.",
    )
    people = await _in_charge(place, duty) or [one.id for one in await queries.staff((), [Role.ADMINISTRATOR])]
    await _tell(people, "roster.runs_out", id, title, body, "/app/duty/rosters")
    return people


async def _in_charge(place: Place, duty: Duty) -> Sequence[UUID]:
    """The leader in charge and the company's managers."""
    leader = [duty.leader.person.id] if duty.leader else []
    managers = [one.id for one in await queries.staff((), [Role.COMPANY_MANAGER]) if _manages(one, place)]
    return list(dict.fromkeys([*leader, *managers]))


async def _where(place: Place) -> Text:
    name = (await checking.names_of([place.organization])).get(place.organization) or Text("", "")
    area = (await accounts.areas_by_path([place.area])).get(place.area) if place.area else None
    return name if area is None else Text(f"{name.zh}（{area.name}）", f"{name.en} ({area.name_en or area.name})")


def _manages(person: Staff, place: Place) -> bool:
    return not person.disabled and areas.within(place.organization, person.organization)


async def _tell(
    people: Iterable[UUID],
    kind: str,
    id: UUID,
    title: Text,
    body: Text,
    link: str,
    *,
    urgent: bool = False,
) -> None:
    found = await accounts.colleagues(ids=set(people))
    await notify(
        [
            Message(
                person=one.id,
                organization=one.organization,
                kind=kind,
                title=title,
                body=body,
                link=link,
                key=f"{kind}:{id}",
                subject_kind="roster",
                subject_id=id,
                urgent=urgent,
                language=one.language,
            )
            for one in found
            if not one.disabled
        ]
    )
