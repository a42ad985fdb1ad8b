"""The import of messages: all good rows in one transaction, or nothing."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from heating import audit, storage
from heating.accounts import queries as accounts
from heating.accounts.actor import Actor
from heating.complaints.catalogue import entries as catalogue
from heating.complaints.catalogue.categories import Category
from heating.complaints.filtering import sees
from heating.complaints.history import messages
from heating.complaints.history.messages import Message, Origin, Plan
from heating.complaints.schemas import Caller
from heating.lib.problems import Problem
from heating.lib.wording import Text
from heating.transfer import message_mapping, message_rows, problems, tables
from heating.transfer.message_mapping import MessageMapping
from heating.transfer.message_rows import Reading, Setting
from heating.transfer.message_schemas import MessageReport
from heating.transfer.rows import Fault
from heating.transfer.schemas import MOST_FAULTS, SAMPLE_ROWS

MOST_MESSAGES = 10_000
_LONGEST_NAME = 200
_NO_ORGANIZATION = Text("没有这个单位，或不在您的管理范围内", "is no organization that you see")
_NO_AREA = Text("没有这个区域，或不在您的管理范围内", "is no area that you see")
_NOT_YOURS = Text("该留言的诉求不在您的管理范围内", "is the message of a complaint that is not in what you may see")
_REFUSED = Text("无法登记：{zh}", "was refused: {en}")


class Import(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be imported, and how."""

    file: str
    content: bytes
    mapping: MessageMapping
    dry_run: bool
    accept_partial: bool
    zone: ZoneInfo
    now: datetime

    @property
    def origin(self) -> Origin:
        return Origin(self.mapping.source, self.mapping.channel, self.mapping.history)


async def import_messages(actor: Actor, given: Import) -> MessageReport:
    """Nothing is written by a dry run, nor while a row is at fault unless `accept_partial`; then the good rows are.

    Importing again changes what differs and nothing else. Raises import.* for a file or mapping that is wrong as a
    whole.
    """
    table = await asyncio.to_thread(tables.read, given.file, given.content)
    if len(table.rows) > MOST_MESSAGES:
        raise problems.TOO_MANY_MESSAGES(file=given.file, most=MOST_MESSAGES)
    reading = await _read(table, given)
    if given.dry_run:
        made, faults = await _planned(actor, reading, given)
        return _report(given, table, reading, made, faults, written=False)
    try:
        async with storage.transaction():
            made, faults = await _planned(actor, reading, given)
            if faults and not given.accept_partial:
                raise _Refused(made, faults)
            refused = await messages.take_over(actor, given.origin, made, given.zone, given.now)
            faults = sorted([*faults, *_refusals(refused, reading, given)], key=lambda fault: fault.row)
            if refused and not given.accept_partial:
                raise _Refused(made, faults)
            made = made._replace(new=[message for message in made.new if message not in [one for one, _ in refused]])
            _note(actor, given, made)
    except _Refused as stopped:
        return _report(given, table, reading, stopped.made, stopped.faults, written=False)
    return _report(given, table, reading, made, faults, written=True)


class _Refused(Exception):
    """Leaves the transaction: nothing is written."""

    def __init__(self, made: Plan, faults: list[Fault]) -> None:
        super().__init__(len(faults))
        self.made = made
        self.faults = faults


async def _read(table: tables.Table, given: Import) -> Reading:
    categories = {
        key: category
        for key, category in (await catalogue.documents(catalogue.CATEGORIES)).items()
        if category.in_force
    }
    if errors := message_mapping.faults(given.mapping, table.columns, categories):
        raise problems.MAPPING(errors=errors)
    setting = Setting(given.mapping, _called(categories), given.zone, given.now)
    return await asyncio.to_thread(message_rows.read, table.rows, setting, table.overlong)


def _called(categories: Mapping[str, Category]) -> dict[str, str]:
    """Key and names of a category, in small letters → its key."""
    return {
        name.lower(): key for key, category in categories.items() for name in (key, category.name.zh, category.name.en)
    }


async def _planned(actor: Actor, reading: Reading, given: Import) -> tuple[Plan, list[Fault]]:
    """What is to be done with the good rows, and the faults of the others."""
    faults = [*reading.faults, *await _place_faults(actor, reading, given)]
    faulty = {fault.row for fault in faults}
    good = [row for row in reading.messages if row.row not in faulty]
    made = await messages.plan(given.origin, [_message(row) for row in good])
    row_of = {row.number: row.row for row in good}
    foreign = [
        known
        for known, _ in made.changed
        if not sees(actor, known.organization_path, known.area_path, known.officer_id)
    ]
    faults += [_fault(given, row_of[known.number], "number", "message.unknown", _NOT_YOURS) for known in foreign]
    changed = [pair for pair in made.changed if pair[0] not in foreign]
    return made._replace(changed=changed), sorted(faults, key=lambda fault: fault.row)


async def _place_faults(actor: Actor, reading: Reading, given: Import) -> list[Fault]:
    organizations = await accounts.organizations_by_path(
        {row.organization for row in reading.messages if row.organization}
    )
    areas = await accounts.areas_by_path({row.area for row in reading.messages if row.area})
    found = []
    for row in reading.messages:
        if row.organization and not (
            row.organization in organizations and sees(actor, row.organization, actor.area, None)
        ):
            found.append(_fault(given, row.row, "organization", "organization.unknown", _NO_ORGANIZATION))
        if row.area and not (row.area in areas and sees(actor, actor.organization, row.area, None)):
            found.append(_fault(given, row.row, "area", "area.unknown", _NO_AREA))
    return found


def _message(row: message_rows.Message) -> Message:
    caller = Caller(name=row.name, phone=row.phone)
    return Message(
        number=row.number,
        title=row.title,
        text=row.whole_text,
        written_at=row.written_at,
        reply=row.reply,
        replied_at=row.replied_at,
        score=row.score,
        category=row.category,
        matter_class=row.matter_class,
        kind=row.kind,
        address=row.address,
        caller=caller if caller != Caller() else None,
        organization=row.organization,
        area=row.area,
    )


def _refusals(refused: Sequence[tuple[Message, Problem]], reading: Reading, given: Import) -> list[Fault]:
    row_of = {row.number: row.row for row in reading.messages}
    return [_fault(given, row_of[message.number], "text", problem.code, _why(problem)) for message, problem in refused]


def _why(problem: Problem) -> Text:
    details = [error.detail for error in problem.errors]
    zh = "；".join(detail.zh for detail in details) or problem.detail("zh")
    en = "; ".join(detail.en for detail in details) or problem.detail("en")
    return Text(_REFUSED.zh.format(zh=zh), _REFUSED.en.format(en=en))


def _fault(given: Import, row: int, target: str, code: str, detail: Text) -> Fault:
    return Fault(row, given.mapping.columns.get(target, target), code, detail)


def _note(actor: Actor, given: Import, made: Plan) -> None:
    if not (made.new or made.changed):
        return
    audit.record(
        actor,
        "messages.imported",
        subject_kind="import",
        subject_id=UUID(int=0),
        organization=actor.home_organization,
        area="",
        detail={
            "file": given.file[:_LONGEST_NAME],
            "source": given.mapping.source,
            "channel": given.mapping.channel,
            "created": len(made.new),
            "updated": len(made.changed),
        },
    )


def _report(
    given: Import, table: tables.Table, reading: Reading, made: Plan, faults: list[Fault], *, written: bool
) -> MessageReport:
    return MessageReport(
        file=given.file,
        rows=len(table.rows),
        created=len(made.new),
        waiting=0 if given.mapping.history else sum(1 for message in made.new if not message.reply),
        updated=len(made.changed),
        unchanged=made.unchanged,
        ghosts=reading.ghosts,
        faulty_rows=len({fault.row for fault in faults}),
        faults=faults[:MOST_FAULTS],
        written=written,
        columns=list(table.columns),
        sample=[{column: str(cell) for column, cell in line.items()} for _, line in table.rows[:SAMPLE_ROWS]],
    )
