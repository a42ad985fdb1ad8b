"""Telling people of a step: a reaction to the audit, so that no step waits for it, and each is told of once."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

from heating import storage
from heating.accounts.queries import Contact, contacts
from heating.accounts.rules import Role
from heating.audit import Entry
from heating.deadlines.reach import Reach
from heating.hazards import hearing
from heating.hazards.hearing import Around, Hearers, Told
from heating.hazards.rules import GRADE_NAMES, Grade
from heating.lib import clock
from heating.lib.wording import Text
from heating.notifications.actions import notify
from heating.notifications.rules import Message
from heating.registry import site_queries
from heating.registry.filtering import in_chunks, marks

NEWS_FOR = timedelta(days=2)
"""What is older is told to nobody: after an update this reaction begins with the oldest entry there is."""

_ROLES = (
    Role.SAFETY_OFFICER,
    Role.DUTY_OFFICER,
    Role.COMPANY_MANAGER,
    Role.DISTRICT_OFFICER,
    Role.CITY_LEADER,
)


class Telling(NamedTuple):
    hearers: Hearers
    title: Text
    body: Text
    """Follows the hazard's number, grade and place."""


async def tell(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES."""
    news = [entry for entry in entries if entry.at > clock.now() - NEWS_FOR]
    hazards = await _hazards({UUID(entry.subject_id) for entry in news})
    around = await _around(news, hazards.values())
    sites = await site_queries.sites_by_ids({hazard.site for hazard in hazards.values()})
    messages: list[Message] = []
    for entry in news:
        if hazard := hazards.get(UUID(entry.subject_id)):
            site = sites[hazard.site]
            place = Text(site.name, site.name_en or site.name)
            messages += _messages(entry, hazard, place, around)
    await notify(messages)


def _messages(entry: Entry, hazard: Told, place: Text, around: Around) -> Iterable[Message]:
    telling = TELLINGS[entry.action]
    for person in dict.fromkeys(telling.hearers(hazard, entry.detail, around)):
        known = around.people.get(person)
        if known is not None and person != entry.actor_id:
            yield _message(entry, hazard, telling, place, known)


def _message(entry: Entry, hazard: Told, telling: Telling, place: Text, person: Contact) -> Message:
    grade = GRADE_NAMES[hazard.grade]
    return Message(
        person=person.id,
        organization=person.organization,
        kind=entry.action,
        title=telling.title,
        body=Text(
            f"{hazard.number}（{grade.zh}），{place.zh}。{telling.body.zh}",
            f"{hazard.number} ({grade.en}), {place.en}. {telling.body.en}",
        ),
        link=f"/app/hazards/{hazard.id}",
        key=f"{entry.action}:{entry.seq}",
        subject_kind="hazard",
        subject_id=hazard.id,
        urgent=hazard.grade is Grade.MAJOR and not hazard.weak_link,
        language=person.language,
    )


TELLINGS: dict[str, Telling] = {
    "hazard.reported": Telling(
        hearing.safety_owner,
        Text("新隐患待确认", "A new hazard to confirm"),
        Text("请确认或驳回。", "Confirm or dismiss it."),
    ),
    "hazard.confirmed": Telling(
        hearing.responsible_and_reporter,
        Text("隐患已确认，进入整改", "A hazard is confirmed"),
        Text("请责任人按期整改。", "The responsible person rectifies it in time."),
    ),
    "hazard.planned": Telling(
        hearing.handed_to,
        Text("隐患交由您整改", "A hazard is yours to rectify"),
        Text("整改方案指定您为责任人。", "Its plan names you as the responsible person."),
    ),
    "hazard.reassigned": Telling(
        hearing.handed_to,
        Text("隐患改由您整改", "A hazard is yours to rectify now"),
        Text("责任人已更正，期限不变。", "You are the responsible person now; it is due as before."),
    ),
    "hazard.dismissed": Telling(
        hearing.reporter,
        Text("上报的隐患未予确认", "A report was dismissed"),
        Text("原因见隐患详情。", "The reason is on its page."),
    ),
    "hazard.fixed_on_the_spot": Telling(
        hearing.verifiers,
        Text("立行立改待核查", "Fixed on the spot: to be verified"),
        Text("请到现场核查。", "Verify it on site."),
    ),
    "hazard.rectified": Telling(
        hearing.verifiers,
        Text("整改完成待核查", "Rectified: to be verified"),
        Text("请到现场核查。", "Verify it on site."),
    ),
    "hazard.sent_back": Telling(
        hearing.responsible,
        Text("整改被退回返工", "A repair is sent back"),
        Text("核查未通过，请重新整改，期限不变。", "It did not pass; rectify it again, by the same date."),
    ),
    "hazard.accepted": Telling(
        hearing.responsible_and_reporter,
        Text("隐患已销号", "A hazard is closed"),
        Text("核查通过。", "The repair was accepted."),
    ),
    "hazard.reopened": Telling(
        hearing.responsible,
        Text("隐患重新打开", "A hazard is open again"),
        Text("请重新整改。", "Rectify it again."),
    ),
    "hazard.extension_asked": Telling(
        hearing.deciders, Text("延期申请待审批", "An extension to decide"), Text("请审批。", "Grant or refuse it.")
    ),
    "hazard.extension_decided": Telling(
        hearing.asker,
        Text("延期申请已审批", "An extension is decided"),
        Text("结果见隐患详情。", "The outcome is on its page."),
    ),
    "hazard.supervised": Telling(
        hearing.leader,
        Text("隐患挂牌督办", "A hazard is listed for supervision"),
        Text("已列入挂牌督办，由指定领导负责。", "A named leader answers for it now."),
    ),
}

CAUSES = tuple(TELLINGS)


async def _hazards(ids: Iterable[UUID]) -> dict[UUID, Told]:
    found: dict[UUID, Told] = {}
    for some in in_chunks(sorted(ids, key=str)):
        rows = await storage.fetch_as(
            Told,
            "SELECT h.id, h.number, h.grade, h.status, h.weak_link, h.site_id AS site,"
            " coalesce(h.unit_path, h.organization_path) AS organization_path, h.area_path, h.reporter_id AS reporter,"
            " h.responsible_id, h.safety_owner_id AS safety_owner, h.rectified_by_id AS rectified_by,"
            " h.rectified_crew, e.asked_by_id AS asked_by, e.organization_path AS asked_organization"
            f" FROM hazard h LEFT JOIN hazard_extension e ON e.id = h.extension_id WHERE h.id IN ({marks(some)})",
            some,
        )
        found.update((row.id, row) for row in rows)
    return found


async def _around(entries: Sequence[Entry], hazards: Iterable[Told]) -> Around:
    named = {person for hazard in hazards for person in (hazard.reporter, hazard.responsible_id, hazard.safety_owner)}
    for entry in entries:
        named |= {UUID(person) for person in _named_in(entry.detail)}
    people = await contacts(_ROLES, [person for person in named if person is not None])
    return Around(Reach(people), {person.id: person for person in people})


def _named_in(detail: Mapping[str, Any]) -> Iterable[str]:
    if detail.get("handed_to"):
        yield detail["handed_to"]
    if "asked_by" in detail:
        yield detail["asked_by"]
    if "leader" in detail:
        yield detail["leader"]["id"]
