"""What the next watch has to know: a note drafted from what is open, and for how long still."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from heating import storage
from heating.accounts.actor import Actor
from heating.deadlines import queries
from heating.deadlines.schemas import DeadlineFilter, DeadlineItem
from heating.deadlines.wording import moment, named
from heating.duty import reading
from heating.http.fields import Path, PathOrAll
from heating.lib import clock
from heating.lib.wording import Language, Text
from heating.registry.filtering import Conditions

_MOST_NAMED = 12

SUBJECTS: dict[str, Text] = {
    "complaint": Text("诉求", "complaints"),
    "hazard": Text("隐患", "hazards"),
    "supervision_letter": Text("督办函", "supervision letters"),
}


class WorkQuery(msgspec.Struct, frozen=True, kw_only=True):
    """The place of a post."""

    organization: Path
    area: PathOrAll = ""


class OpenWork(msgspec.Struct, frozen=True):
    subject_kind: str
    open: int
    overdue: int


class HandOverDraft(msgspec.Struct, frozen=True):
    """`note` is meant to be edited by whoever signs it."""

    note: str
    work: list[OpenWork]


async def draft(actor: Actor, query: WorkQuery, language: Language, zone: ZoneInfo) -> HandOverDraft:
    """Of what he may see there. Raises duty.not_found."""
    reading.hidden_unless(reading.sees(actor, query.organization, query.area))
    now = clock.now()
    work = await _work(actor, query, now)
    wanted = DeadlineFilter(organization=query.organization, area=query.area, limit=_MOST_NAMED)
    tightest = (await queries.matching(actor, wanted))[:_MOST_NAMED]
    lines = [*_counts(work), *_clocks(tightest, now, zone), Text("其他情况：", "Anything else:")]
    return HandOverDraft("\n".join(line.in_language(language) for line in lines), work)


async def _work(actor: Actor, query: WorkQuery, now: datetime) -> list[OpenWork]:
    conditions = Conditions(actor, "d")
    conditions.add("d.outcome = 'open'")
    conditions.within(query.organization, query.area)
    return await storage.fetch_as(
        OpenWork,
        'SELECT d.subject_kind, count(DISTINCT d.subject_id) AS "open",'
        " count(DISTINCT CASE WHEN d.due_at < ? THEN d.subject_id END) AS overdue"
        f" FROM deadline d WHERE {conditions.sql} GROUP BY d.subject_kind ORDER BY d.subject_kind",
        [now, *conditions.params],
    )


def _counts(work: Sequence[OpenWork]) -> Iterator[Text]:
    if not work:
        yield Text("无未办结事项。", "Nothing is open.")
    for one in work:
        name = SUBJECTS.get(one.subject_kind) or Text(one.subject_kind, one.subject_kind)
        yield Text(
            f"未办结{name.zh} {one.open} 件，其中超期 {one.overdue} 件。",
            f"Open {name.en}: {one.open}, of which overdue: {one.overdue}.",
        )


def _clocks(tightest: Sequence[DeadlineItem], now: datetime, zone: ZoneInfo) -> Iterator[Text]:
    if tightest:
        yield Text("最紧的事项：", "The tightest:")
    for item in tightest:
        due, name = moment(item.due_at, zone), named(item.name)
        zh, en = ("已超期", "overdue") if item.due_at < now else ("截止", "due")
        yield Text(f"· {item.title.zh} {name.zh}，{due.zh} {zh}", f"· {item.title.en} {name.en}, {en} {due.en}")
