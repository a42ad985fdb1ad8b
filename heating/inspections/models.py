from tortoise import fields
from tortoise.models import Model

_PATH = 400


class InspectionRow(Model):
    """Never changed, but for `replaced_by_id` and, when it was held back, for what settles it.

    `answers_json` is the list of answers as submitted, `failing_json` the keys of the failing items, `gates_json` the
    gates that were judged (`rules.GateAnswer` by gate), `hazards_json` the hazards by item, `tally_json` a
    `checklists.rules.Tally`.
    """

    id = fields.UUIDField(primary_key=True)
    visit_id = fields.UUIDField(db_index=True)
    asset_id = fields.UUIDField()
    household_id = fields.UUIDField(null=True)
    site_id = fields.UUIDField()
    kind = fields.CharField(max_length=64)
    organization_path = fields.CharField(max_length=_PATH)
    area_path = fields.CharField(max_length=_PATH)
    checklist_version_id = fields.UUIDField()
    author_id = fields.UUIDField()
    author_name = fields.TextField()
    device_id = fields.UUIDField(null=True)
    started_at = fields.DatetimeField()
    finished_at = fields.DatetimeField()
    clock_offset_ms = fields.BigIntField(null=True)
    happened_at = fields.DatetimeField()
    happened_on = fields.DateField()
    received_at = fields.DatetimeField()
    outcome = fields.CharField(max_length=10)
    answered = fields.IntField()
    failed = fields.IntField()
    tally_json = fields.TextField()
    failing_json = fields.TextField()
    gates_json = fields.TextField(null=True)
    hazards_json = fields.TextField()
    answers_json = fields.TextField()
    label_code = fields.TextField(null=True)
    label_scanned_at = fields.DatetimeField(null=True)
    label_match = fields.TextField(null=True)
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    accuracy_m = fields.FloatField(null=True)
    position_at = fields.DatetimeField(null=True)
    replaces_id = fields.UUIDField(null=True)
    replaced_by_id = fields.UUIDField(null=True)
    quarantined_at = fields.DatetimeField(null=True)
    dismissed_at = fields.DatetimeField(null=True)
    dismissed_by_id = fields.UUIDField(null=True)
    dismissed_by_name = fields.TextField(null=True)
    dismissal_reason = fields.TextField(null=True)
    content_hash = fields.TextField()

    class Meta:
        table = "inspection"
        indexes = (
            ("happened_at", "id"),
            ("asset_id", "happened_at"),
            ("site_id", "happened_at"),
            ("author_id", "happened_at"),
        )


class InspectionAnswerRow(Model):
    """The answers that are looked for across inspections: what failed, and what was measured."""

    id = fields.BigIntField(primary_key=True)
    inspection_id = fields.UUIDField(db_index=True)
    asset_id = fields.UUIDField()
    item = fields.CharField(max_length=64)
    reason = fields.TextField(null=True)
    grade = fields.TextField(null=True)
    number = fields.FloatField(null=True)
    happened_at = fields.DatetimeField()

    class Meta:
        table = "inspection_answer"


class SubjectState(Model):
    """The newest inspection in force of an asset, or of a household (then `subject_id` is not `asset_id`)."""

    subject_id = fields.UUIDField(primary_key=True)
    asset_id = fields.UUIDField(db_index=True)
    site_id = fields.UUIDField(db_index=True)
    organization_path = fields.CharField(max_length=_PATH)
    area_path = fields.CharField(max_length=_PATH)
    inspection_id = fields.UUIDField()
    checklist_version_id = fields.UUIDField()
    author_name = fields.TextField()
    happened_at = fields.DatetimeField()
    outcome = fields.CharField(max_length=10)
    tally_json = fields.TextField()
    failing_json = fields.TextField()

    class Meta:
        table = "subject_state"


class GateEvidence(Model):
    """The newest judgement of a gate at an asset. `id` is "asset:gate"; `passed_since` is when the present unbroken
    run of passes began; `done_on` is the date entered beside the gate."""

    id = fields.CharField(max_length=60, primary_key=True)
    asset_id = fields.UUIDField(db_index=True)
    gate = fields.CharField(max_length=20)
    inspection_id = fields.UUIDField()
    item = fields.TextField()
    passed = fields.BooleanField()
    at = fields.DatetimeField()
    passed_since = fields.DatetimeField(null=True)
    done_on = fields.DateField(null=True)

    class Meta:
        table = "gate_evidence"


class SiteDay(Model):
    """Inspections in force of a site on a day of the city's zone. `id` is "site:day"."""

    id = fields.CharField(max_length=50, primary_key=True)
    site_id = fields.UUIDField(db_index=True)
    organization_path = fields.CharField(max_length=_PATH)
    area_path = fields.CharField(max_length=_PATH)
    day = fields.DateField(db_index=True)
    inspections = fields.IntField()
    failed = fields.IntField()

    class Meta:
        table = "site_day"
