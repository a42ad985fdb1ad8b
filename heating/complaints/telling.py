"""Telling people of a step: a reaction to the audit, so that no step waits for it, and each is told of once. Nothing of
the resident, nor of what was said, goes into a message."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.accounts.queries import Contact, contacts
from heating.accounts.rules import Role
from heating.audit import Entry
from heating.complaints import clocking
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.rules import Status, Urgency
from heating.deadlines.escalation import StepRole
from heating.deadlines.reach import Reach
from heating.duty.queries import posts_at
from heating.lib import clock
from heating.lib.wording import Text
from heating.notifications.actions import notify
from heating.notifications.rules import Message
from heating.registry.filtering import in_chunks, marks

NEWS_FOR = timedelta(days=1)
"""What is older is told to nobody: after an update this reaction begins with the oldest entry there is."""

_ROLES = (
    Role.SAFETY_OFFICER,
    Role.DUTY_OFFICER,
    Role.COMPANY_MANAGER,
    Role.DISTRICT_OFFICER,
    Role.CITY_LEADER,
    Role.ADMINISTRATOR,
)


class Told(msgspec.Struct, frozen=True):
    """What telling has to know of a complaint. It resolves roles as a clock of its unit does."""

    id: UUID
    number: str
    category: str | None
    urgency: Urgency
    status: Status
    responsible_id: UUID | None
    leader_id: UUID | None
    resolved_by_id: UUID | None
    organization_path: str
    area_path: str


Hearers = Callable[[Told, Mapping[str, Any], Reach], Iterable[UUID | None]]


class Telling(NamedTuple):
    hearers: Hearers
    title: Text
    body: Text
    """Follows the complaint's number and category."""


async def tell(entries: Sequence[Entry]) -> None:
    """Inside the follower's transaction; `entries` are of the CAUSES."""
    news = [entry for entry in entries if entry.at > clock.now() - NEWS_FOR]
    complaints = await _complaints({UUID(entry.subject_id) for entry in news})
    if not complaints:
        return
    named = {person for one in complaints.values() for person in (one.responsible_id, one.leader_id) if person}
    people = {person.id: person for person in await contacts(_ROLES, named | _authors(news))}
    places = {(one.organization_path, one.area_path) for one in complaints.values()}
    reach = Reach(people.values(), await posts_at(clock.now(), places))
    categories = {key: each.name for key, each in (await catalogue.documents(catalogue.CATEGORIES)).items()}
    messages: list[Message] = []
    for entry in news:
        if one := complaints.get(UUID(entry.subject_id)):
            subject = clocking.title(one.number, categories.get(one.category or ""))
            messages += _messages(entry, one, subject, reach, people)
    await notify(messages)


def _messages(
    entry: Entry, complaint: Told, subject: Text, reach: Reach, people: Mapping[UUID, Contact]
) -> Iterable[Message]:
    telling = TELLINGS[entry.action]
    for person in dict.fromkeys(telling.hearers(complaint, entry.detail, reach)):
        known = people.get(person) if person else None
        if known is not None and person != entry.actor_id:
            yield Message(
                person=known.id,
                organization=known.organization,
                kind=entry.action,
                title=telling.title,
                body=Text(f"{subject.zh}。{telling.body.zh}", f"{subject.en}. {telling.body.en}"),
                link=f"/app/complaints/{complaint.id}",
                key=f"{entry.action}:{entry.seq}",
                subject_kind=clocking.KIND,
                subject_id=complaint.id,
                urgent=complaint.urgency is Urgency.URGENT,
                language=known.language,
            )


def _officer(complaint: Told, _detail: Mapping[str, Any], _reach: Reach) -> Iterable[UUID | None]:
    yield complaint.responsible_id


def _desk(complaint: Told, _detail: Mapping[str, Any], _reach: Reach) -> Iterable[UUID | None]:
    """Of what waits there; what was dispatched at once has its own message."""
    if complaint.status is Status.RECEIVED:
        yield complaint.responsible_id


def _above(complaint: Told, _detail: Mapping[str, Any], reach: Reach) -> Iterable[UUID | None]:
    """That nobody was on duty is for those who make the rosters."""
    yield complaint.leader_id
    for role in (StepRole.COMPANY_MANAGER, StepRole.DISTRICT_OFFICER):
        yield from (person.id for person in reach.resolve(role, complaint))


def _verifiers(complaint: Told, _detail: Mapping[str, Any], reach: Reach) -> Iterable[UUID | None]:
    found = [complaint.leader_id, *(person.id for person in reach.resolve(StepRole.VERIFIER, complaint))]
    yield from (person for person in found if person != complaint.resolved_by_id)


def _reviewers(complaint: Told, _detail: Mapping[str, Any], reach: Reach) -> Iterable[UUID | None]:
    for role in (StepRole.COMPANY_MANAGER, StepRole.DISTRICT_OFFICER):
        yield from (person.id for person in reach.resolve(role, complaint))


def _author(_complaint: Told, detail: Mapping[str, Any], _reach: Reach) -> Iterable[UUID | None]:
    if not detail["approved"] and detail["author"]:
        yield UUID(detail["author"])


def _of_the_resident(complaint: Told, detail: Mapping[str, Any], _reach: Reach) -> Iterable[UUID | None]:
    """What he adds while it is open; notes of the house are read where they stand."""
    if detail.get("from_resident") and complaint.status is not Status.CLOSED:
        yield complaint.responsible_id
        yield complaint.leader_id


TELLINGS: dict[str, Telling] = {
    "complaint.received": Telling(
        _desk,
        Text("新诉求待研判派单", "A complaint waits at the desk"),
        Text("请研判派单。", "Assess and dispatch it."),
    ),
    "complaint.dispatched": Telling(
        _officer, Text("新诉求，请接单", "A complaint for you"), Text("请立即接单。", "Acknowledge it now.")
    ),
    "complaint.nobody_on_duty": Telling(
        _above,
        Text("无人在岗，诉求已上转", "Nobody was on duty"),
        Text("值班岗位无人，已转交上一级，请核实值班表。", "It went to the level above; look at the roster."),
    ),
    "complaint.rerouted": Telling(
        _officer, Text("诉求转由您办理", "A complaint was handed to you"), Text("请接单办理。", "It is yours now.")
    ),
    "complaint.returned": Telling(
        _officer, Text("诉求被退单", "A complaint was given back"), Text("请重新派单。", "Dispatch it again.")
    ),
    "complaint.resolved": Telling(
        _verifiers,
        Text("诉求处置完成待核查", "Resolved: to be verified"),
        Text("请到现场核查或联系用户确认。", "Verify it on site, or ask the resident."),
    ),
    "complaint.sent_back": Telling(
        _officer,
        Text("核查未通过，诉求返工", "A resolution did not pass"),
        Text("请重新处置，时限不变。", "Resolve it again, by the same time."),
    ),
    "complaint.verified": Telling(
        _officer, Text("诉求核查通过，请答复", "Verified: reply to it"), Text("请答复用户。", "Reply to the resident.")
    ),
    "complaint.reply_drafted": Telling(
        _reviewers, Text("诉求答复待审核", "A reply waits for its review"), Text("请审核。", "Approve or refuse it.")
    ),
    "complaint.reply_reviewed": Telling(
        _author,
        Text("答复审核未通过", "Your reply was refused"),
        Text("请按批示修改后重新提交。", "Write it anew as instructed."),
    ),
    "complaint.noted": Telling(
        _of_the_resident,
        Text("用户补充反映情况", "The resident has told more"),
        Text("请查看用户最新反映并跟进。", "Read what the resident says now, and see to it."),
    ),
    "complaint.reopened": Telling(
        _officer,
        Text("诉求重新打开", "A complaint is open again"),
        Text("用户反映未解决，请重新处置。", "It is not solved; see to it again."),
    ),
}

CAUSES = tuple(TELLINGS)


async def _complaints(ids: Iterable[UUID]) -> dict[UUID, Told]:
    """What was taken over from the past is told to nobody."""
    found: dict[UUID, Told] = {}
    for some in in_chunks(sorted(ids, key=str)):
        rows = await storage.fetch_as(
            Told,
            "SELECT id, number, category, urgency, status, officer_id AS responsible_id, leader_id, resolved_by_id,"
            f" organization_path, area_path FROM complaint WHERE id IN ({marks(some)}) AND NOT historical",
            some,
        )
        found.update((row.id, row) for row in rows)
    return found


def _authors(entries: Iterable[Entry]) -> set[UUID]:
    return {UUID(entry.detail["author"]) for entry in entries if entry.detail.get("author")}
