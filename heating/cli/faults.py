"""Everything `heating check` looks at. Each part yields what it finds wrong, in words."""

import hashlib
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

import msgspec

from heating import storage
from heating.audit import check as audit_check
from heating.hazards import rollups as hazard_rollups
from heating.inspections import rollups as inspection_rollups
from heating.photos import check as photo_check
from heating.photos.files import PhotoFiles
from heating.readiness import assessing
from heating.settings import Settings


class Fault(msgspec.Struct, frozen=True):
    """`part` is what was checked; `subject` names the row, `what` says what is wrong with it."""

    part: str
    subject: str
    what: str


class Reference(NamedTuple):
    """Column `column` of `table` names a row of `target`."""

    table: str
    column: str
    target: str
    key: str = "id"
    subject: str = "id"


REFERENCES: Sequence[Reference] = (
    Reference("inspection", "asset_id", "asset"),
    Reference("inspection", "site_id", "site"),
    Reference("inspection", "household_id", "household"),
    Reference("inspection", "checklist_version_id", "checklist_version"),
    Reference("inspection", "author_id", "user_account"),
    Reference("inspection", "replaces_id", "inspection"),
    Reference("inspection", "replaced_by_id", "inspection"),
    Reference("inspection_answer", "inspection_id", "inspection"),
    Reference("subject_state", "inspection_id", "inspection", subject="subject_id"),
    Reference("gate_evidence", "inspection_id", "inspection"),
    Reference("hazard", "site_id", "site"),
    Reference("hazard", "asset_id", "asset"),
    Reference("hazard", "inspection_id", "inspection"),
    Reference("hazard", "reporter_id", "user_account"),
    Reference("hazard", "responsible_id", "user_account"),
    Reference("hazard", "unit_path", "organization", key="path"),
    Reference("hazard", "repeat_of_id", "hazard"),
    Reference("hazard_step", "hazard_id", "hazard"),
    Reference("hazard_step", "actor_id", "user_account"),
    Reference("hazard_extension", "hazard_id", "hazard"),
    Reference("readiness_override", "site_id", "site"),
    Reference("readiness_override", "made_by_id", "user_account"),
    Reference("open311_submission", "complaint_id", "complaint"),
    Reference("complaint_message", "complaint_id", "complaint", subject="complaint_id"),
    Reference("label", "asset_id", "asset"),
    Reference("asset", "site_id", "site"),
    Reference("asset", "parent_id", "asset"),
    Reference("asset", "responsible_id", "user_account"),
    Reference("asset", "safety_owner_id", "user_account"),
    Reference("asset", "kind", "asset_kind", key="key"),
    Reference("site", "responsible_id", "user_account"),
    Reference("site", "safety_owner_id", "user_account"),
    Reference("site", "kind", "asset_kind", key="key"),
    Reference("household", "building_id", "asset"),
    Reference("site_readiness", "site_id", "site", subject="site_id"),
    Reference("site_readiness", "season_id", "season", subject="site_id"),
    Reference("uninspected_asset", "asset_id", "asset", subject="asset_id"),
    Reference("user_account", "organization_path", "organization", key="path"),
    Reference("site", "organization_path", "organization", key="path"),
    Reference("site", "area_path", "area", key="path"),
)


async def in_audit() -> AsyncIterator[Fault]:
    """The chain of hashes, and whether what it tells of is still as it was."""
    async for broken in audit_check.verify():
        more = f" ({broken.count} entries)" if broken.count > 1 else ""
        yield Fault("audit", f"entry {broken.seq}", f"the chain is broken: {broken.flaw}{more}")
    async for altered in _altered_inspections():
        yield altered


async def in_references() -> AsyncIterator[Fault]:
    """Rows that name rows which are not there."""
    for reference in REFERENCES:
        for row in await _dangling(reference):
            subject = f"{reference.table} {row['subject']}"
            yield Fault(
                "references", subject, f"{reference.column} {row['named']}: there is no such {reference.target}"
            )
    for row in await storage.fetch("SELECT code FROM label WHERE state = 'attached' AND asset_id IS NULL"):
        yield Fault("references", f"label {row['code']}", "it is attached, but to no asset")


async def in_hazards() -> AsyncIterator[Fault]:
    """Whether every hazard has the life that the rules allow."""
    for what, sql in _HAZARD_RULES.items():
        for row in await storage.fetch(f"{sql} ORDER BY h.number LIMIT 1000"):
            yield Fault("hazards", f"hazard {row['number']}", what)


_OPEN_HAZARD = "h.status IN ('reported', 'rectifying', 'rectified')"
_HAZARD_RULES: Mapping[str, str] = {
    "it was closed, but nobody verified it": """
        SELECT h.number FROM hazard h WHERE h.status = 'closed' AND h.closed_by_id IS NULL""",
    "it was closed by whoever rectified it, or by nobody's rectification": """
        SELECT h.number FROM hazard h WHERE h.status = 'closed' AND h.closed_by_id IS NOT NULL
            AND (h.rectified_by_id IS NULL OR h.closed_by_id = h.rectified_by_id)""",
    "its state is not the one that its last step led to": """
        SELECT h.number FROM hazard h WHERE h.status <> COALESCE((SELECT s.to_status FROM hazard_step s
            WHERE s.hazard_id = h.id ORDER BY s.place DESC LIMIT 1), 'reported')""",
    "it is over, but a clock still runs": f"""
        SELECT h.number FROM hazard h WHERE NOT {_OPEN_HAZARD} AND EXISTS (SELECT 1 FROM deadline d
            WHERE d.subject_kind = 'hazard' AND d.subject_id = h.id AND d.ended_at IS NULL)""",
    "its due time is not that of its tightest clock": """
        SELECT h.number FROM hazard h WHERE COALESCE(CAST(h.due_at AS TEXT), '') <> COALESCE((SELECT
            CAST(min(d.due_at) AS TEXT) FROM deadline d WHERE d.subject_kind = 'hazard' AND d.subject_id = h.id
            AND d.ended_at IS NULL), '')""",
}


async def in_roll_ups() -> AsyncIterator[Fault]:
    """Sums kept beside the rows they are of."""
    for inspection_sum in await inspection_rollups.compare():
        what = f"kept {inspection_sum.kept or 'nothing'}, but the inspections say {inspection_sum.counted or 'nothing'}"
        yield Fault("roll-ups", f"{inspection_sum.table} {inspection_sum.key}", what)
    for hazard_sum in await hazard_rollups.compare():
        what = f"open hazards by grade {hazard_sum.kept}, but there are {hazard_sum.counted}"
        yield Fault("roll-ups", f"site {hazard_sum.site}", what)


async def in_readiness(settings: Settings) -> AsyncIterator[Fault]:
    """Each site judged anew by its evidence."""
    async for one in assessing.compare(settings.zone):
        what = f"differs from the evidence in {', '.join(one.columns)}"
        yield Fault("readiness", f"site {one.site_id} {one.name}", what)


async def in_photos(settings: Settings, *, full: bool) -> AsyncIterator[Fault]:
    async for fault in photo_check.verify(PhotoFiles(settings.directory / "photos"), full=full):
        shown = f", shown by {fault.subject}" if fault.subject else ""
        yield Fault("photos", f"photo {fault.sha256}", f"{_PHOTO_WORDS[fault.flaw]}{shown}")


async def in_database() -> AsyncIterator[Fault]:
    """What the database itself finds wrong with its file."""
    if storage.dialect() != "sqlite":
        return
    for row in await storage.fetch("PRAGMA integrity_check"):
        if row["integrity_check"] != "ok":
            yield Fault("database", "file", row["integrity_check"])


_PHOTO_WORDS: Mapping[photo_check.Flaw, str] = {
    "file missing": "its file is missing",
    "row missing": "there is a file, but no record of it",
    "content differs": "the file is not what was uploaded: its hash differs",
    "not arrived": "it was announced long ago and never arrived",
}


async def _dangling(reference: Reference) -> list[dict[str, object]]:
    table, column, target, key, subject = reference
    return await storage.fetch(
        f"SELECT r.{subject} AS subject, r.{column} AS named FROM {table} r"
        f" LEFT JOIN {target} t ON t.{key} = r.{column} WHERE r.{column} IS NOT NULL AND t.{key} IS NULL"
        " ORDER BY 1 LIMIT 1000"
    )


async def _altered_inspections() -> AsyncIterator[Fault]:
    """The audit holds a digest of each inspection's answers, and one entry for each inspection."""
    after = UUID(int=0)
    while rows := await storage.fetch(_INSPECTIONS, [after]):
        for row in rows:
            if row["detail_json"] is None:
                yield Fault("audit", f"inspection {row['id']}", "nothing in the audit tells of it")
                continue
            digest = msgspec.json.decode(row["detail_json"]).get("answers")
            if digest is not None and digest != hashlib.sha256(row["answers_json"].encode()).hexdigest():
                yield Fault("audit", f"inspection {row['id']}", "its answers are not those that were submitted")
        after = UUID(str(rows[-1]["id"]))


_INSPECTIONS = """
    SELECT i.id, i.answers_json, e.detail_json FROM inspection i
    LEFT JOIN audit_entry e ON e.subject_id = CAST(i.id AS TEXT)
        AND e.subject_kind = 'inspection' AND e.action IN ('inspection.submitted', 'inspection.quarantined')
    WHERE i.id > ? ORDER BY i.id LIMIT 2000
"""
