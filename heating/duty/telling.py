"""What people are told of duties, within the transaction that does it."""

from collections.abc import Iterable
from uuid import UUID
from zoneinfo import ZoneInfo

from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.accounts.rules import Role
from heating.duty import checking, queries
from heating.duty.line import Duty
from heating.duty.rules import Place, Post, Staff, Watch
from heating.duty.wording import POSTS, span
from heating.lib import areas, clock
from heating.lib.wording import Text
from heating.notifications.actions import notify
from heating.notifications.rules import Message

_OWN, _NOW = "/app/duty/mine", "/app/duty"


async def handed_over(actor: Actor, id: UUID, coming: Watch) -> None:
    title = Text("有值班交接待您签收", "A watch waits for you to take it over")
    body = Text(f"{actor.name}已写好交接记录。", f"{actor.name} has written the hand-over note.")
    await _tell([coming.person], "watch.handed_over", id, title, body, _OWN)


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
    where = (await checking.names_of([place.organization])).get(place.organization) or Text("", "")
    when, post = span(watch.starts_at, watch.ends_at, zone), POSTS[watch.post]
    body = Text(
        f"{where.zh} {when} {post.zh}{name}未签到，请立即补位。",
        f"{where.en}, {when}: {name}, {post.en}, has not signed in. Fill the post at once.",
    )
    leader = [duty.leader.person.id] if duty.leader else []
    following = [one.person.id for one in duty.next_in_line[:2]]
    managers = [one.id for one in await queries.staff((), [Role.COMPANY_MANAGER]) if _manages(one, place)]
    people = list(dict.fromkeys([watch.person, *following, *leader, *managers]))
    await _tell(people, "post.vacant", id, title, body, _NOW, urgent=True)
    return people


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
