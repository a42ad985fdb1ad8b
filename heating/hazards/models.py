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

    class Meta:
        table = "hazard"
        indexes = (
            ("site_id", "happened_at"),
            ("asset_id", "happened_at"),
            ("status", "happened_at"),
            ("organization_path", "happened_at"),
            ("happened_at", "id"),
        )


class HazardCounter(Model):
    """The last number given out in a season."""

    year = AssignedNumber()
    n = fields.IntField()

    class Meta:
        table = "hazard_counter"


class HazardSiteCount(Model):
    """How many hazards are open at a site, kept in the transactions that change them."""

    site_id = fields.UUIDField(primary_key=True)
    minor = fields.IntField()
    general = fields.IntField()
    larger = fields.IntField()
    major = fields.IntField()

    class Meta:
        table = "hazard_site_count"
