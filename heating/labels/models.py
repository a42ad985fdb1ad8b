from tortoise import fields
from tortoise.models import Model


class LabelRow(Model):
    """The paths are those of the asset once attached, of the issuing organization before."""

    id = fields.UUIDField(primary_key=True)
    code = fields.CharField(max_length=10, unique=True)
    short_code = fields.CharField(max_length=6, unique=True)
    state = fields.CharField(max_length=10, db_index=True)
    asset_id = fields.UUIDField(null=True, db_index=True)
    batch = fields.CharField(max_length=200, db_index=True)
    organization_path = fields.CharField(max_length=400, db_index=True)
    area_path = fields.CharField(max_length=400, db_index=True)
    issued_at = fields.DatetimeField()
    attached_at = fields.DatetimeField(null=True)
    attached_by_id = fields.UUIDField(null=True)
    ended_at = fields.DatetimeField(null=True)
    reason = fields.TextField()

    class Meta:
        table = "label"
