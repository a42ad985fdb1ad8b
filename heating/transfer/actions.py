"""The import: all good rows in one transaction, or nothing."""

import asyncio
from uuid import UUID

from heating import audit, storage
from heating.accounts.actor import Actor
from heating.accounts.queries import normal_username, users_by_username
from heating.registry.asset_actions import change_assets, create_assets
from heating.registry.filtering import in_chunks
from heating.registry.kind_queries import kinds
from heating.registry.site_actions import create_sites
from heating.transfer import mapping as mappings
from heating.transfer import problems, rows, tables
from heating.transfer.mapping import Mapping
from heating.transfer.planning import Plan, plan
from heating.transfer.rows import Fault, Reading
from heating.transfer.schemas import MOST_FAULTS, SAMPLE_ROWS, ImportReport, Preview

_LONGEST_NAME = 200
_LOCK = 20261102


async def import_assets(
    actor: Actor, file: str, content: bytes, mapping: Mapping, *, dry_run: bool, accept_partial: bool
) -> ImportReport:
    """Nothing is written by a dry run, nor while a row is at fault unless `accept_partial`; then the good rows are.

    Importing again changes what differs and nothing else. Raises import.* for a file or mapping that is wrong as a
    whole.
    """
    table = await asyncio.to_thread(tables.read, file, content)
    reading = await _read(table, mapping)
    if dry_run:
        made, faults = await _planned(actor, reading, mapping)
        return _report(file, table, made, faults, written=False)
    async with storage.transaction():
        await _alone()
        made, faults = await _planned(actor, reading, mapping)
        if writing := accept_partial or not faults:
            await _write(actor, file, made)
    return _report(file, table, made, faults, written=writing)


async def _alone() -> None:
    """One import at a time: what is planned stays true until it is written. SQLite has one writer anyway."""
    if storage.dialect() == "postgres":
        await storage.fetch("SELECT pg_advisory_xact_lock(?)", [_LOCK])


async def preview(file: str, content: bytes) -> Preview:
    """What the file holds, before anyone says what it means. Raises as `import_assets`."""
    table = await asyncio.to_thread(tables.read, file, content)
    return Preview(list(table.columns), len(table.rows), _sample(table))


async def _planned(actor: Actor, reading: Reading, mapping: Mapping) -> tuple[Plan, list[Fault]]:
    """What is to be done with the good rows, and the faults of the others."""
    made = await plan(actor, reading.rows, mapping)
    faults = sorted([*reading.faults, *made.faults], key=lambda fault: fault.row)
    return made.without({fault.row for fault in faults}), faults


async def _read(table: tables.Table, mapping: Mapping) -> Reading:
    all_kinds = await kinds()
    if errors := mappings.faults(mapping, table.columns, all_kinds):
        raise problems.MAPPING(errors=errors)
    people: dict[str, UUID] = {}
    for names in in_chunks(sorted(_usernames(table, mapping))):
        people |= await users_by_username(names)
    kind = all_kinds[mapping.kind]
    return await asyncio.to_thread(rows.read, table.rows, mapping, kind, people, table.overlong)


def _usernames(table: tables.Table, mapping: Mapping) -> set[str]:
    targets = ("responsible", "safety_owner")
    constants = {mapping.constants[target] for target in targets if target in mapping.constants}
    columns = [mapping.columns[target] for target in targets if target in mapping.columns]
    found = constants | {str(line[column]) for _, line in table.rows for column in columns}
    return {normal_username(name) for name in found if name}


async def _write(actor: Actor, file: str, made: Plan) -> None:
    if not (made.sites or made.assets or made.changes):
        return
    await create_sites(actor, made.sites)
    await create_assets(actor, [draft for _, draft in made.assets])
    await change_assets(actor, [(id, changes) for _, id, changes in made.changes])
    audit.record(
        actor,
        "assets.imported",
        subject_kind="import",
        subject_id=UUID(int=0),
        organization=actor.home_organization,
        area="",
        detail={
            "file": file[:_LONGEST_NAME],
            "created": len(made.assets),
            "updated": len(made.changes),
            "sites": len(made.sites),
        },
    )


def _report(file: str, table: tables.Table, made: Plan, faults: list[Fault], *, written: bool) -> ImportReport:
    return ImportReport(
        file=file,
        rows=len(table.rows),
        created=len(made.assets),
        updated=len(made.changes),
        unchanged=made.unchanged,
        new_sites=len(made.sites),
        faulty_rows=len({fault.row for fault in faults}),
        faults=faults[:MOST_FAULTS],
        written=written,
        columns=list(table.columns),
        sample=_sample(table),
    )


def _sample(table: tables.Table) -> list[dict[str, str]]:
    return [{column: str(cell) for column, cell in line.items()} for _, line in table.rows[:SAMPLE_ROWS]]
