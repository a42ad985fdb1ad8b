from tortoise import fields
from tortoise.models import Model

from heating.storage.columns import AssignedNumber


class HazardRow(Model):
    """`photos_json` is a list of `schemas.HazardPhoto`; `content_hash` tells a replay from another use of the id."""

    id = fields.UUIDField(primary_key=True)
    number = fields.CharField(max_length=40, unique=True)
    site_id = fields.UUIDField()
    asset_id = fields.UUIDField(null=True)
    source = fields.CharField(max_length=20)
    inspection_id = fields.UUIDField(null=True, db_index=True)
    item = fields.CharField(max_length=64, null=True)
    title = fields.TextField()
    title_en = fields.TextField()
    description = fields.TextField()
    grade = fields.CharField(max_length=20)
    status = fields.CharField(max_length=20)
    photos_json = fields.TextField()
    reporter_id = fields.UUIDField(db_index=True)
    reporter_name = fields.TextField()
    responsible_id = fields.UUIDField(db_index=True)
    organization_path = fields.CharField(max_length=400)
    area_path = fields.CharField(max_length=400)
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    accuracy_m = fields.FloatField(null=True)
    label_code = fields.CharField(max_length=40, null=True)
    device_id = fields.UUIDField(null=True)
    happened_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    content_hash = fields.CharField(max_length=64)
    version = fields.IntField()
    household_id = fields.UUIDField(null=True)
    code = fields.CharField(max_length=64, null=True)
    described_json = fields.TextField(null=True)
    safety_owner_id = fields.UUIDField(null=True)
    """Who looks after the place's safety: the confirmation is his to see to."""
    unit_path = fields.CharField(max_length=400, null=True)
    """The responsible unit; None is the organization of the place."""
    weak_link = fields.BooleanField(db_default=False)
    due_at = fields.DatetimeField(null=True)
    """Of the tightest open clock."""
    confirmed_at = fields.DatetimeField(null=True)
    rectify_due_at = fields.DatetimeField(null=True)
    rectified_by_id = fields.UUIDField(null=True)
    rectified_by_name = fields.TextField(null=True)
    rectified_crew = fields.CharField(max_length=400, null=True)
    rectified_at = fields.DatetimeField(null=True)
    rectified_late = fields.BooleanField(null=True)
    closed_by_id = fields.UUIDField(null=True)
    closed_by_name = fields.TextField(null=True)
    closed_at = fields.DatetimeField(null=True)
    reworks = fields.IntField(db_default=0)
    sightings = fields.IntField(db_default=1)
    repeat_of_id = fields.UUIDField(null=True)
    plan_json = fields.TextField(null=True)
    planned_at = fields.DatetimeField(null=True)
    """When the plan became complete; None while it is not."""
    supervised_by_id = fields.UUIDField(null=True)
    supervised_by_name = fields.TextField(null=True)
    """The leader who answers for a listed hazard."""
    supervised_at = fields.DatetimeField(null=True)
    extension_id = fields.UUIDField(null=True)
    """The extension that waits for a decision."""

    class Meta:
        table = "hazard"
        indexes = (
            ("site_id", "happened_at"),
            ("asset_id", "happened_at"),
            ("status", "happened_at"),
            ("organization_path", "happened_at"),
            ("happened_at", "id"),
            ("status", "due_at"),
            ("responsible_id", "status", "due_at"),
            ("unit_path", "happened_at"),
            ("grade", "happened_at"),
            ("rectified_by_id", "rectified_at"),
            ("safety_owner_id", "status"),
            ("due_at", "id"),
            ("closed_at",),
            ("supervised_at",),
            ("weak_link", "happened_at"),
        )


class HazardStepRow(Model):
    """One step in the life of a hazard, after its report. `photos_json` is a list of `evidence.StepPhoto`;
    `detail_json` what else was decided; `content_hash` tells a replay from another use of the id."""

    id = fields.UUIDField(primary_key=True)
    hazard_id = fields.UUIDField()
    step = fields.CharField(max_length=40)
    from_status = fields.CharField(max_length=20)
    to_status = fields.CharField(max_length=20)
    actor_id = fields.UUIDField(db_index=True)
    actor_name = fields.TextField()
    organization_path = fields.CharField(max_length=400)
    """The organization the actor belonged to."""
    happened_at = fields.DatetimeField()
    received_at = fields.DatetimeField()
    reason = fields.TextField()
    note = fields.TextField()
    photos_json = fields.TextField()
    label_code = fields.CharField(max_length=200, null=True)
    label_match = fields.CharField(max_length=20, null=True)
    longitude = fields.FloatField(null=True)
    latitude = fields.FloatField(null=True)
    accuracy_m = fields.FloatField(null=True)
    device_id = fields.UUIDField(null=True)
    detail_json = fields.TextField()
    content_hash = fields.CharField(max_length=64)
    place = fields.IntField()
    """In the order of the story: the hazard's version after the step."""

    class Meta:
        table = "hazard_step"
        indexes = (("hazard_id", "place"), ("step", "happened_at"))


class HazardExtension(Model):
    """A later date that was asked for; `decision` is empty until it is granted, refused or withdrawn."""

    id = fields.UUIDField(primary_key=True)
    hazard_id = fields.UUIDField(db_index=True)
    reason = fields.TextField()
    due_on = fields.DateField()
    asked_by_id = fields.UUIDField()
    asked_by_name = fields.TextField()
    organization_path = fields.CharField(max_length=400)
    """The organization of the one who asks: the decision is for somebody above it."""
    asked_at = fields.DatetimeField()
    decision = fields.CharField(max_length=20, null=True)
    decided_by_id = fields.UUIDField(null=True)
    decided_by_name = fields.TextField(null=True)
    decided_at = fields.DatetimeField(null=True)
    decision_reason = fields.TextField(null=True)

    class Meta:
        table = "hazard_extension"


class HazardCounter(Model):
    """The last number given out in a season."""

    year = AssignedNumber()
    n = fields.IntField()

    class Meta:
        table = "hazard_counter"


class HazardSiteCount(Model):
    """How many hazards are open at a site, kept in the transactions that change them. Weak links are counted apart."""

    site_id = fields.UUIDField(primary_key=True)
    minor = fields.IntField()
    general = fields.IntField()
    larger = fields.IntField()
    major = fields.IntField()
    weak_links = fields.IntField(db_default=0)

    class Meta:
        table = "hazard_site_count"
